"""Campaigns and single letters from end to end: what is printed where, what is left, and the exit code."""

import json
import subprocess
from pathlib import Path

import pytest
from command_line import command, vanban
from mistakes import TEXT, change

NOTICE = Path(__file__).parents[2] / "examples" / "thong-bao-mau" / "thong-bao.md"


def test_what_init_makes_can_be_planned(tmp_path):
    made = vanban("init", "dot-moi", "--date", "2026-03-16")
    planned = vanban("plan", "dot-moi", "--json")

    assert (made.code, made.err) == (0, "")
    assert "vanban plan dot-moi" in made.out
    assert (planned.code, planned.err) == (0, "")
    facts = json.loads(planned.out)
    assert [letter["issue_day"] for letter in facts["letters"]] == ["2026-03-16"]
    assert facts["findings"] == []
    assert not Path("vanban.db").exists()


def test_init_leaves_a_folder_with_something_in_it_alone(folder):
    ran = vanban("init", folder)

    assert ran.code == 2
    assert "thư mục đã có nội dung → chọn một thư mục mới" in ran.err


def test_a_plan_for_programs_is_an_object_with_its_letters(folder):
    ran = vanban("plan", folder, "--json")

    facts = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert [(one["expected_number"], one["code_notation"]) for one in facts["letters"]] == [
        (1, "SNV-CCHC"),
        (2, "TB-SNV"),
    ]
    assert facts["can_launch"] is True
    assert not Path("vanban.db").exists()


def test_a_plan_for_people_names_letters_numbers_deadlines_and_findings(folder):
    change("./.", ".", TEXT)(folder)

    ran = vanban("plan", folder)

    assert (ran.code, ran.err) == (1, "")
    for words in (
        "2 văn bản của 1 cơ quan, số dự kiến 1–2; 1 lỗi phải sửa",
        "01/SNV-CCHC",
        "04/12/2024",
        "LỖI",
        "NĐ30-R63",
    ):
        assert words in ran.out
    assert ran.out.rstrip().endswith("Đây là bản xem thử: chưa ghi gì, chưa cấp số nào.")


def test_findings_say_which_letters_they_concern(folder):
    change("./.", ".", TEXT)(folder)

    (finding,) = json.loads(vanban("plan", folder, "--json").out)["findings"]

    assert finding["letters"] == ["trien-khai"]
    assert finding["severity"] == "error"


def test_a_finding_of_level_error_stops_a_launch(folder):
    change("./.", ".", TEXT)(folder)

    ran = vanban("launch", folder, "--yes")
    as_json = vanban("launch", folder, "--yes", "--json")

    assert (ran.code, ran.err) == (1, "Chưa phát hành: còn lỗi phải sửa. Chưa cấp số nào.\n")
    assert (as_json.code, as_json.out) == (1, "")
    assert "NĐ30-R63" in as_json.err
    assert not Path("vanban.db").exists()
    assert not Path("output").exists()


def test_a_draft_may_have_findings_and_enters_no_register(folder):
    change("./.", ".", TEXT)(folder)

    ran = vanban("draft", folder, "--json")

    drawn = json.loads(ran.out)
    assert ran.code == 0
    assert [Path(one["file"]).exists() for one in drawn] == [True] * 4
    assert not Path("vanban.db").exists()


def test_a_launch_prints_what_it_made_and_where(folder):
    ran = vanban("launch", folder, "--yes", "--json", "--out", "ra")

    first, second = json.loads(ran.out)["letters"]
    assert (ran.code, ran.err) == (0, "")
    assert (first["code"], first["issued_date"]) == ("01/SNV-CCHC", "2024-09-27")
    assert second["files"]["pdf"]["path"] == "ra/dot-mau-2024/snv-2020/0002-TB-SNV-thong-bao.pdf"
    assert Path(second["files"]["pdf"]["path"]).exists()
    assert json.loads(vanban("launch", folder, "--yes", "--json", "--out", "ra").out) == json.loads(ran.out)


def test_a_plan_and_a_second_launch_say_that_the_letters_have_their_numbers(launched):
    at = ("--database", "so.db")
    planned = vanban("plan", launched, *at)
    again = vanban("launch", launched, *at, "--out", "ra")

    assert "Đợt này đã phát hành từ trước: số ghi dưới đây là số đã cấp, không cấp lại." in planned.out
    assert "chưa cấp thêm số nào" in planned.out
    assert "2 văn bản này đã phát hành từ trước. Vẽ lại tệp còn thiếu?" in again.err


def test_a_launch_names_the_issuer_of_each_letter_and_what_comes_next(folder):
    done = vanban("launch", folder, "--yes", "--database", "so.db", "--out", "ra")

    table = done.out[done.out.index("Đã phát hành") :]
    assert "Cơ quan ban hành" in table
    assert "Sở Nội vụ" in table
    assert "vanban obligations show --database so.db" in table


def test_the_file_of_a_campaign_in_place_of_its_folder_is_answered_with_the_folder(folder):
    ran = vanban("plan", folder / "campaign.toml")

    assert ran.code == 2
    assert f"đây là một tệp → ghi thư mục chứa tệp: {folder}" in ran.err


def test_init_quotes_a_folder_with_a_space_in_what_to_do_next():
    assert vanban("init", "Đợt 1").out.endswith("vanban plan 'Đợt 1'\n")


def test_a_launch_that_nobody_is_there_to_confirm_is_refused(folder):
    done = subprocess.run(
        command("launch", folder), stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode == 2
    assert "Phát hành 2 văn bản này? → Không có ai để hỏi: thêm --yes nếu đồng ý." in done.stderr
    assert not Path("vanban.db").exists()


@pytest.mark.parametrize(("answer", "issued"), [("c", True), ("Có", True), ("k", False), ("", False), ("không", False)])
def test_a_launch_asks_and_takes_yes_only_for_yes(folder, answer, issued, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda *_: answer)

    ran = vanban("launch", folder)

    assert ran.code == 0
    assert ran.err == "Phát hành 2 văn bản này? [c/k]\n"
    assert Path("vanban.db").exists() is issued
    assert ("Chưa phát hành. Chưa cấp số nào." in ran.out) is not issued


def test_a_day_that_is_not_known_or_still_to_come_is_refused(folder):
    future = vanban("launch", folder, "--yes", "--date", "2099-01-05")
    change("date = 2024-09-30", 'date = "2024-09"')(folder)
    unknown = vanban("launch", folder, "--yes")

    # In 2099 the districts are gone, and that is told first.
    assert future.code == 2
    assert unknown.code == 2
    assert "Chưa rõ ngày ban hành → Thêm --date NĂM-THÁNG-NGÀY" in unknown.err
    assert not Path("vanban.db").exists()


def test_a_scaffold_for_a_day_to_come_is_refused_at_launch():
    vanban("init", "dot-moi", "--date", "2099-03-16")

    ran = vanban("launch", "dot-moi", "--yes")

    assert ran.code == 2
    assert "Ngày ban hành 16/3/2099 chưa tới → Phát hành vào đúng ngày đó." in ran.err


def test_a_single_letter_is_drawn_and_issued():
    drawn = vanban("letter", "render", NOTICE, "--json")
    issued = vanban("letter", "issue", NOTICE, "--yes", "--json")

    assert (drawn.code, issued.code) == (0, 0), drawn.err + issued.err
    assert [Path(one["file"]).exists() for one in json.loads(drawn.out)] == [True, True]
    (letter,) = json.loads(issued.out)["letters"]
    assert (letter["code"], letter["id"]) == ("01/TB-SNV", "tap-huan-van-thu-2026")
    assert Path(letter["files"]["docx"]["path"]).parts[:2] == ("output", "tap-huan-van-thu-2026")


def test_what_a_single_letter_asks_for_is_followed_and_reminded_as_in_a_campaign():
    def on(day, *words):
        return json.loads(vanban("--today", f"2026-03-{day}", *words, "--json").out)

    on(16, "letter", "issue", NOTICE, "--yes")
    report = ("--organ", "Sở Y tế", "--as-of", "2026-03-19", "--reporter", "Nguyễn Văn A")
    on(19, "report", "add", "tap-huan-van-thu-2026", *report)
    board = on(23, "board", "tap-huan-van-thu-2026")
    (reminded,) = on(23, "remind", "tap-huan-van-thu-2026")["campaigns"]

    assert (board["counts"]["overdue"], board["counts"]["reported_on_time"]) == (76, 1)
    assert len(reminded["made"]) == 76
    assert {(one["due"], one["form"]) for one in reminded["made"]} == {("2026-03-20", "letter")}
    assert "syt-202507" not in {one["organ"] for one in reminded["made"]}


def test_mistakes_of_a_single_letter_are_told_in_its_own_file():
    text = NOTICE.read_text(encoding="utf-8").replace('issuer = "Sở Nội vụ"', 'issuer = "Sở Nội vự"')
    text = text.replace("assignments.dang_ky.deadline", "assignments.dangky.deadline")
    text = text.replace("| STT | Nội dung | Thời gian | Địa điểm |", "| | | | |")
    Path("sai.md").write_text(text, encoding="utf-8")

    def line_of(words):
        return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)

    ran = vanban("letter", "issue", "sai.md", "--yes")

    assert ran.code == 2
    lines = [line.split(". ", 1)[1] for line in ran.err.splitlines()[1:]]
    assert [line.partition(":")[0] for line in lines] == [
        "sai.md, phần đầu.issuer",
        f"sai.md, dòng {line_of('assignments.dangky.deadline')}",
        f"sai.md, dòng {line_of('| | | | |')}",
    ]


@pytest.mark.parametrize("name", [None, "campaign", "letter", "text"])
def test_a_schema_is_json(name):
    ran = vanban("schema", *([name] if name else []))

    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["$schema"].startswith("https://json-schema.org/")
