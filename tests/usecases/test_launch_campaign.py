"""A launch: numbers and files once and for ever, and nothing where it is refused."""

import errno
import os
import stat
from datetime import UTC, date, datetime

import pytest

from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import NumberConflict, RenderFailed
from vanban.domain.letters.letter import Paragraph
from vanban.rendering import letter_files
from vanban.storage.files import sha256_of
from vanban.storage.folder import FolderStorage
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import open_database, open_existing
from vanban.store.register.issuing import issue
from vanban.store.register.register_rows import entries
from vanban.store.register.renditions import renditions
from vanban.usecases.issuing import render_letters
from vanban.usecases.issuing.draft_letters import draft_letters
from vanban.usecases.issuing.launch_campaign import NotReady, Press, launch_campaign
from vanban.usecases.issuing.proof_plan import proof_plan
from vanban.usecases.issuing.render_letters import proof_letter

ONE_EACH = ('drafting_unit = "CCHC"', 'drafting_unit = "CCHC"\none_each = true')


def numbers(office):
    return [row.code.code_number for row in entries(office.database)]


def test_a_launch_leaves_two_files_a_letter_with_their_hashes_in_the_register(office):
    done = office.launch()

    assert [str(one.code) for one in done.documents] == ["01/SNV-CCHC", "02/TB-SNV"]
    assert sorted(office.files()) == [
        "snv-2020/0001-SNV-CCHC-trien-khai.docx",
        "snv-2020/0001-SNV-CCHC-trien-khai.pdf",
        "snv-2020/0002-TB-SNV-thong-bao.docx",
        "snv-2020/0002-TB-SNV-thong-bao.pdf",
    ]
    recorded = renditions(office.database, [one.draft.key for one in done.documents])
    assert {one.file_name: one.sha256 for one in recorded.values()} == {
        name: sha256_of(office.out / name) for name in office.files()
    }


def test_launching_twice_gives_the_same_and_touches_no_file(office):
    first = office.launch()
    moments = {path: path.stat().st_mtime_ns for path in office.out.rglob("*")}
    entries_before = verify(office.database).entries

    second = office.launch(occasion=Occasion(now=datetime(2026, 3, 17, tzinfo=UTC), actor="Trần Thị B"))

    assert second.documents == first.documents
    assert second.files == first.files
    assert {path: path.stat().st_mtime_ns for path in office.out.rglob("*")} == moments
    assert verify(office.database).entries == entries_before


def test_a_second_launch_draws_nothing(office, monkeypatch):
    office.launch()
    monkeypatch.setattr("vanban.rendering.letter_files.letter_bytes", lambda *_: pytest.fail("drawn again"))

    assert len(office.launch().files) == 4


def test_a_lost_or_damaged_file_is_rebuilt_as_it_was(office):
    office.launch()
    before = office.files()
    names = sorted(before)
    (office.out / names[0]).unlink()
    (office.out / names[1]).write_bytes(b"damaged")

    office.launch()

    assert office.files() == before


def test_a_file_that_would_come_out_otherwise_is_not_passed_off_as_the_issued_one(office, monkeypatch):
    office.launch()
    name = min(office.files())
    (office.out / name).unlink()
    monkeypatch.setattr("vanban.rendering.letter_files.letter_bytes", lambda *_: (b"other", "0" * 64))

    with pytest.raises(RenderFailed, match="khác với bản đã phát hành"):
        office.launch()

    assert name not in office.files()


def test_two_registers_give_the_same_files(office, databases, tmp_path):
    first = office.launch()
    other = Press(run=map, batch=2, storage=FolderStorage(tmp_path / "khac"))
    at = Occasion(now=datetime(2026, 5, 1, tzinfo=UTC), actor="Lê Văn C")

    second = launch_campaign(office.plan(), open_database(databases.new()), other, at)

    assert [one.sha256 for one in second.files] == [one.sha256 for one in first.files]


def test_a_text_changed_after_issue_is_refused_naming_number_and_day(office):
    office.launch()
    before = office.files()
    office.change("Trân trọng./.", "Trân trọng cảm ơn./.", "trien-khai.md")

    plan = office.plan()

    assert "đã có số 01/SNV-CCHC ngày 27/9/2024" in plan.findings[0].found
    with pytest.raises(NotReady, match="còn lỗi phải sửa"):
        office.launch()
    with pytest.raises(NumberConflict, match="01/SNV-CCHC ngày 27/9/2024"):
        issue(office.database, [plan.letters[0].draft], day=date(2024, 9, 30), now=plan_now(), actor="A")
    assert numbers(office) == [1, 2]
    assert office.files() == before


def plan_now():
    return datetime(2026, 3, 16, tzinfo=UTC)


def test_an_error_in_a_letter_stops_all_and_uses_no_number(office):
    office.change("./.", ".", "trien-khai.md")

    with pytest.raises(NotReady):
        office.launch()

    assert numbers(office) == []
    assert office.files() == {}


def test_a_warning_does_not_stop_a_launch(office):
    done = office.launch(day=date(2024, 10, 1))

    assert {one.issued_date for one in done.documents} == {date(2024, 10, 1)}


def test_a_launch_without_a_day_is_refused(office):
    office.change("date = 2024-09-30", 'date = "2024-09"')

    with pytest.raises(NotReady, match="Chưa rõ ngày ban hành → Thêm --date"):
        office.launch()

    assert numbers(office) == []
    assert [one.issued_date for one in office.launch(day=date(2024, 9, 30)).documents] == [date(2024, 9, 30)] * 2


def test_a_launch_ahead_of_its_day_is_refused(office):
    early = Occasion(now=datetime(2024, 9, 29, 16, 59, tzinfo=UTC), actor="A")
    in_time = Occasion(now=datetime(2024, 9, 29, 17, 0, tzinfo=UTC), actor="A")  # midnight in Viet Nam

    with pytest.raises(NotReady, match="Ngày ban hành 30/9/2024 chưa tới"):
        office.launch(occasion=early)

    assert numbers(office) == []
    assert len(office.launch(occasion=in_time).documents) == 2


def test_a_draft_leaves_number_and_day_blank_and_is_in_no_register(new_office):
    office = new_office
    office.change("date = 2024-09-27", 'date = "2024-09"')
    plan = office.plan()

    files = draft_letters(plan, Press(run=map, batch=1, storage=FolderStorage(office.out))).files

    letter = plan.letters[0].draft.letter
    assert (letter.code.code_number, letter.issued_on.day) == (None, None)
    assert sorted(one.file_name for one in files) == sorted(office.files())
    assert all(one.file_name.startswith("du-thao/snv-2020/") for one in files)
    assert open_existing(office.address) is None


def test_a_draft_may_have_errors(office):
    office.change("./.", ".", "trien-khai.md")

    drafts = draft_letters(office.plan(), Press(run=map, batch=1, storage=FolderStorage(office.out)))

    assert len(drafts.files) == len(office.files()) == 4


def test_letters_for_each_addressee_get_numbers_in_a_row_and_files_of_their_own(office):
    office.change(*ONE_EACH)

    done = office.launch()

    assert [one.code_number for one in done.documents] == list(range(1, 11))
    assert len({one.sha256 for one in done.files}) == 20
    labels = [one.letter.addressees[0] for one in done.documents[:9]]
    assert labels[0] == "Sở Giáo dục và Đào tạo"
    assert len(set(labels)) == 9
    assert audit_register(office.database) == ()


def test_more_letters_than_fit_one_transaction_are_all_numbered_and_recorded(office, monkeypatch):
    office.change(*ONE_EACH)
    monkeypatch.setattr("vanban.usecases.issuing.launch_campaign.ISSUED_TOGETHER", 4)
    seen = []

    press = Press(run=map, batch=3, storage=FolderStorage(office.out))
    at = Occasion(now=plan_now(), actor="A")
    done = launch_campaign(office.plan(), office.database, press, at, progress=seen.append)

    assert [one.code_number for one in done.documents] == list(range(1, 11))
    assert tuple(seen) == done.files
    assert len(renditions(office.database, [one.draft.key for one in done.documents])) == 20


def test_a_full_disk_is_told_and_a_second_launch_finishes(office, monkeypatch):
    drawn = []
    write = os.fsync

    def full_after_three(descriptor):
        if stat.S_ISREG(os.fstat(descriptor).st_mode):  # and not the folder, which takes the name
            drawn.append(descriptor)
        if len(drawn) > 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(descriptor)

    with monkeypatch.context() as disk:
        disk.setattr("vanban.storage.files.os.fsync", full_after_three)
        with pytest.raises(RenderFailed, match="Kiểm tra quyền ghi và chỗ trống trên đĩa"):
            office.launch()

    assert len(office.files()) == 2  # the trial file was the first of the three
    assert numbers(office) == [1, 2]
    assert len(office.launch().files) == 4
    assert numbers(office) == [1, 2]
    assert all(not name.split("/")[-1].startswith(".") for name in office.files())


def test_an_output_folder_that_cannot_be_made_is_told_before_the_first_number(office):
    office.out.write_text("a file where the folder should be")

    with pytest.raises(RenderFailed, match="Không ghi được tệp"):
        office.launch()

    assert numbers(office) == []


def test_the_proof_draws_letters_of_each_order(office):
    proofed = []

    def run(function, values):
        assert function is proof_letter
        proofed.extend(values)
        return [()] * len(values)

    proof_plan(office.plan(), None, Press(run=run, batch=1, storage=FolderStorage(office.out)), date(2026, 3, 16))

    assert [letter.subject[:9] for letter in proofed] == ["triển kha", "thời gian"]


def test_the_proof_also_draws_letters_with_characters_of_their_own(office):
    office.change(*ONE_EACH)
    office.change(
        "Tiếp theo {{",
        '{% if recipient.name == "Ủy ban nhân dân huyện Diên Khánh" %}Điểm ★. {% endif %}Tiếp theo {{',
        "trien-khai.md",
    )
    proofed = []

    def run(_, values):
        proofed.extend(values)
        return [()] * len(values)

    proof_plan(office.plan(), None, Press(run=run, batch=1, storage=FolderStorage(office.out)), date(2026, 3, 16))

    told = ["★" in "".join(one.text for one in letter.blocks if isinstance(one, Paragraph)) for letter in proofed]
    assert (told[0], told[-1], sum(told)) == (False, False, 1)


def test_letters_that_have_a_number_need_no_proof(office):
    office.launch()

    def run(*_):
        pytest.fail("proofed again")

    proof_plan(
        office.plan(), office.database, Press(run=run, batch=1, storage=FolderStorage(office.out)), date(2026, 3, 16)
    )


@pytest.mark.parametrize(
    ("letters", "workers", "batch"), [(1, 2, 1), (63, 2, 1), (300, 2, 4), (2000, 2, 16), (2000, 16, 3), (20_000, 2, 16)]
)
def test_a_batch_is_half_a_second_of_work_and_less_where_others_would_wait_for_it(letters, workers, batch):
    assert render_letters.batch_size(letters, workers) == batch


def test_files_come_in_batches_and_in_order(office):
    office.change(*ONE_EACH)
    documents = office.launch().documents
    jobs = [render_letters.issued_job(one, FolderStorage(office.out)) for one in documents]
    sizes = []

    def run(function, batches):
        for batch in batches:
            sizes.append(len(batch))
            yield function(batch)

    files = list(render_letters.render_letters([jobs], run, batch=4))

    assert sizes == [4, 4, 2]
    assert [one.file.key for one in files[::2]] == [one.draft.key for one in documents]
    assert [one.file.kind for one in files[:2]] == ["docx", "pdf"]


def test_what_is_issued_is_in_the_order_of_the_plan_though_days_come_in_turn(office):
    office.change("date = 2024-09-27", "date = 2024-10-01")

    done = office.launch()

    assert [(one.draft.key.letter_id, one.code_number) for one in done.documents] == [
        ("trien-khai", 2),
        ("thong-bao", 1),
    ]
    assert [one.key.letter_id for one in done.files] == ["trien-khai"] * 2 + ["thong-bao"] * 2


def test_letters_are_numbered_as_they_are_asked_for_and_drawn_with_their_numbers(office, monkeypatch):
    office.change(*ONE_EACH)
    monkeypatch.setattr("vanban.usecases.issuing.launch_campaign.ISSUED_TOGETHER", 4)
    database = office.database
    seen = []

    def run(function, batches):
        for batch in batches:
            seen.append((len(batch), len(list(entries(database)))))
            assert all(job.letter.code.code_number for job in batch)
            yield function(batch)

    press = Press(run=run, batch=3, storage=FolderStorage(office.out))
    done = launch_campaign(office.plan(), database, press, Occasion(now=plan_now(), actor="A"), proofed=True)

    # Nine letters of the first day in chunks of 4, 4 and 1, one of the second.
    assert seen == [(3, 4), (1, 4), (3, 8), (1, 8), (1, 9), (1, 10)]
    assert len(done.files) == 20


def test_what_was_drawn_before_a_letter_that_cannot_be_drawn_is_kept(office, monkeypatch):
    office.change(*ONE_EACH)
    jobs = [render_letters.issued_job(one, FolderStorage(office.out)) for one in office.launch().documents]
    before = office.files()
    for job in jobs:
        for kind in ("docx", "pdf"):
            (job.storage.root / f"{job.stem}.{kind}").unlink()
    draw = letter_files.letter_bytes

    def fails_at_the_third(letter, kind):
        if letter == jobs[2].letter:
            raise RenderFailed("không vẽ được")
        return draw(letter, kind)

    monkeypatch.setattr("vanban.rendering.letter_files.letter_bytes", fails_at_the_third)
    with pytest.raises(RenderFailed, match="không vẽ được"):
        render_letters.render_batch(tuple(jobs))

    kept = office.files()
    assert len(kept) == 4
    assert kept.items() <= before.items()


def test_a_sheet_that_changed_after_the_plan_does_not_change_what_was_said_yes_to(office):
    sheet = office.folder / "ds.csv"
    sheet.write_text("Tên\nUBND huyện Diên Khánh\nUBND huyện Cam Lâm\n", encoding="utf-8")
    office.change(
        '{ group = "ubnd-huyen", exclude = ["UBND huyện Trường Sa"], channel = "VBĐT" }', '{ sheet = "ds.csv" }'
    )
    plan = office.plan()
    sheet.write_text("Tên\nUBND huyện Vạn Ninh\n", encoding="utf-8")

    press = Press(run=map, batch=1, storage=FolderStorage(office.out))
    done = launch_campaign(plan, office.database, press, Occasion(now=plan_now(), actor="A"))

    assert [one.draft for one in done.documents] == [one.draft for one in plan.letters]
    assert "Diên Khánh" in "; ".join(done.documents[0].letter.addressees)
