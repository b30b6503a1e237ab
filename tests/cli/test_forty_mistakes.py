"""Every planted mistake stops plan and launch: told with place and remedy, nothing written, no number used."""

import hashlib
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from command_line import Ran, vanban, vanban_process
from mistakes import APPENDIX, MISTAKES, NOTICE, TEXT, TOML, Mistake, Told, change, copy_of_masters, remove

IN_THE_FOLDER = [mistake for mistake in MISTAKES if not mistake.of_a_master]
OF_A_MASTER = [mistake for mistake in MISTAKES if mistake.of_a_master]
named = {"ids": lambda mistake: mistake.name}


def launch(folder: Path) -> Ran:
    return vanban("launch", folder, "--yes", "--database", "so.db", "--out", "ra")


def contents(folder: Path) -> dict[str, str]:
    """Every file under a folder by its hash; a large hole is told apart by its size alone."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.stat().st_size < 1_000_000
        else str(path.stat().st_size)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def told_lines(ran: Ran) -> list[str]:
    """The numbered lines of the report, one a mistake, without their numbers."""
    head, *lines = ran.err.splitlines()
    assert head == f"Có {len(lines)} lỗi trong dữ liệu vào; chưa ghi gì, chưa cấp số nào:"
    return [line.partition(". ")[2] for line in lines]


def says(line: str, told: Told) -> bool:
    where = f"{told.file}, {told.place}: " if told.place else f"{told.file}: "
    wrong, _, remedy = line.removeprefix(where).partition(" → ")
    return line.startswith(where) and told.wrong in wrong and told.remedy in remedy


def assert_refused(ran: Ran, mistake: Mistake) -> None:
    assert ran.code == 2, ran
    assert ran.out == ""
    lines = told_lines(ran)
    for told in (mistake.told, *mistake.others):
        assert any(says(line, told) for line in lines), (told, lines)
    assert len(lines) == 1 + len(mistake.others), lines


def test_there_are_at_least_forty_and_each_has_a_name_of_its_own():
    assert len(MISTAKES) >= 40
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES)


def test_without_a_mistake_the_same_campaign_is_launched(folder):
    ran = launch(folder)

    assert (ran.code, ran.err) == (0, "")
    assert len(list(Path("ra").rglob("*.pdf"))) == 2
    assert Path("so.db").exists()


@pytest.mark.parametrize("mistake", IN_THE_FOLDER, **named)
def test_a_launch_tells_the_mistake_and_leaves_nothing(mistake, folder, tmp_path):
    mistake.spoil(folder)
    before = contents(tmp_path)

    assert_refused(launch(folder), mistake)

    assert contents(tmp_path) == before


@pytest.mark.parametrize("mistake", IN_THE_FOLDER, **named)
def test_a_plan_and_a_draft_tell_the_same(mistake, folder, tmp_path):
    mistake.spoil(folder)
    before = contents(tmp_path)

    planned = vanban("plan", folder, "--database", "so.db", "--json")
    drafted = vanban("draft", folder, "--database", "so.db", "--out", "ra")

    assert_refused(planned, mistake)
    assert drafted == planned
    assert contents(tmp_path) == before


@pytest.mark.slow
@pytest.mark.parametrize("mistake", OF_A_MASTER, **named)
def test_a_broken_master_stops_the_launch_before_the_first_number(mistake, folder, tmp_path):
    masters = copy_of_masters(tmp_path)
    mistake.spoil(masters)
    arguments = ("launch", folder, "--yes", "--json", "--database", "so.db", "--out", "ra")

    ran = vanban_process(*arguments, folder=tmp_path, VANBAN_TEMPLATES=str(masters))

    assert_refused(ran, mistake)
    assert not (tmp_path / "so.db").exists()
    assert not (tmp_path / "ra").exists()


@pytest.mark.slow
def test_an_office_may_use_masters_of_its_own(folder, tmp_path):
    masters = copy_of_masters(tmp_path)
    change("}</title>", "} - bản của cơ quan</title>", "html/letter.html.j2")(masters)
    arguments = ("launch", folder, "--yes", "--database", "so.db", "--out")

    own = vanban_process(*arguments, "rieng", folder=tmp_path, VANBAN_TEMPLATES=str(masters))
    (tmp_path / "so.db").unlink()
    shipped = vanban_process(*arguments, "chung", folder=tmp_path)

    assert (own.code, shipped.code) == (0, 0), own.err + shipped.err
    ours, theirs = contents(tmp_path / "rieng"), contents(tmp_path / "chung")
    assert {name.rpartition(".")[2] for name in ours if ours[name] != theirs[name]} == {"pdf"}


@pytest.mark.slow
def test_a_broken_master_in_a_pool_of_processes_is_told_the_same_way(folder, tmp_path):
    masters = copy_of_masters(tmp_path)
    remove("docx/cong-van.docx")(masters)
    change('drafting_unit = "CCHC"', 'drafting_unit = "CCHC"\none_each = true')(folder)
    arguments = ("launch", folder, "--yes", "--json", "--database", "so.db", "--out", "ra")

    ran = vanban_process(*arguments, folder=tmp_path, VANBAN_TEMPLATES=str(masters))

    assert ran.code == 2
    assert told_lines(ran) == ["cong-van.docx: không có tệp mẫu này → dùng lại tệp mẫu kèm theo phần mềm"]
    assert not (tmp_path / "so.db").exists()


def test_a_character_that_the_font_lacks_is_told_before_the_first_number(folder):
    change("Trân trọng./.", "Trân trọng \N{WHITE SMILING FACE}\N{SNOWMAN}\N{LEO}./.", TEXT)(folder)

    ran = launch(folder)

    assert ran.code == 2
    assert "Phông chữ của văn bản không có ký tự" in ran.err
    assert "U+264C" in ran.err
    assert " → " in ran.err
    assert not Path("so.db").exists()


def test_all_mistakes_of_a_folder_are_told_at_once(folder, tmp_path):
    names = (
        "vai trò lạ",
        "số liệu chưa khai báo",
        "nhóm không có",
        "loại trừ cơ quan không có",
        "không ai có quyền hạn ấy",
        "giá trị chưa khai báo",
        "văn bản viện dẫn chưa khai báo",
        "thiếu tệp kèm theo",
        "hình 50 MB",
        "bảng không có dòng đầu",
        "mã QR hỏng",
    )
    chosen = [mistake for mistake in MISTAKES if mistake.name in names]
    # Whom a letter goes to and who signs it is looked up once all of its keys can be read.
    later = {"loại trừ cơ quan không có", "không ai có quyền hạn ấy"}
    for mistake in chosen:
        mistake.spoil(folder)
    before = contents(tmp_path)

    first = told_lines(launch(folder))

    assert len(chosen) == len(names)
    assert contents(tmp_path) == before
    for mistake in chosen:
        assert mistake.name in later or any(says(line, mistake.told) for line in first), mistake.name
    change('role = "cc"', 'role = "copy"')(folder)
    second = told_lines(launch(folder))
    for mistake in chosen:
        assert mistake.name == "vai trò lạ" or any(says(line, mistake.told) for line in second), mistake.name


def test_a_day_on_the_command_line_is_told_like_one_in_the_file(folder):
    early = vanban("launch", folder, "--yes", "--date", "2019-09-27", "--database", "so.db")
    no_day = vanban("launch", folder, "--yes", "--date", "27/9/2024", "--database", "so.db")

    assert (early.code, no_day.code) == (2, 2)
    (told,) = told_lines(early)
    assert told.startswith("--date: Ngày 27/9/2019 sớm hơn ngày Nghị định số 30/2020/NĐ-CP có hiệu lực (05/3/2020)")
    assert told.endswith(" → Chọn ngày ban hành từ ngày đó trở đi.")
    assert "--date '27/9/2024' không phải một ngày → ghi năm-tháng-ngày" in no_day.err
    assert not Path("so.db").exists()


def test_letters_with_separate_accents_make_the_same_files(folder, tmp_path):
    composed = vanban("launch", folder, "--yes", "--database", "mot.db", "--out", "mot")
    for name in (TOML, TEXT, NOTICE, APPENDIX):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    apart = vanban("launch", folder, "--yes", "--database", "hai.db", "--out", "hai")
    again = vanban("launch", folder, "--yes", "--database", "mot.db", "--out", "mot", "--json")

    assert (composed.code, apart.code, again.code) == (0, 0, 0), apart.err
    assert contents(tmp_path / "mot") == contents(tmp_path / "hai")
    assert unicodedata.is_normalized("NFC", vanban("register", "show", "--database", "hai.db", "--json").out)


@pytest.mark.slow
def test_the_table_for_the_docs_tells_mistakes_with_their_messages():
    script = Path(__file__).parents[2] / "scripts" / "show_mistakes.py"
    chosen = {number: MISTAKES[number - 1] for number in (1, len(MISTAKES) // 2, len(MISTAKES))}
    command = [sys.executable, "-X", "utf8", script, *map(str, chosen)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    head, rule, *rows = done.stdout.splitlines()

    assert (head.count("|"), rule) == (5, "|---|---|---|---|")
    for (number, mistake), row in zip(chosen.items(), rows, strict=True):
        shown = row.replace("\\|", "|")
        assert shown.startswith(f"| {number} | {mistake.name} |")
        assert mistake.told.wrong in shown
        assert mistake.told.remedy in shown
