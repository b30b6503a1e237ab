"""Recall, correction and replacement: new letters to the same recipients, and nothing issued ever changes."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from vanban.compliance.check import check_draft
from vanban.domain.campaigns.campaign import SignatoryRule
from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import IllegalTransition, InvalidCampaign, NumberConflict
from vanban.domain.judging.finding import Severity
from vanban.domain.letters.document import DocumentCode
from vanban.domain.letters.letter import Paragraph
from vanban.domain.letters.relation import RelationKind
from vanban.domain.letters.signing import SigningCapacity
from vanban.intake.campaign.letter_file import read_letter_file
from vanban.regulations.law import law_on
from vanban.rendering.templates import templates_folder
from vanban.storage.folder import FolderStorage
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.register.issuing import issue
from vanban.store.register.obligations import obligations
from vanban.store.register.recipient_rows import recipients_of
from vanban.store.register.register_rows import entries
from vanban.store.register.relating import relations
from vanban.store.reporting.reporting_plans import reporting_plan_of
from vanban.store.tables import metadata
from vanban.usecases.amending.announce_amendment import Announcement, Correction, announce_amendment
from vanban.usecases.amending.replace_letter import replace_letter
from vanban.usecases.issuing.launch_campaign import NotReady, Press, launch_campaign
from vanban.usecases.planning.find_issued_letter import Wanted, find_issued_letter
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.registers.export_register import register_lines

DIRECTORY = office_directory(None)
TEXTS = templates_folder() / "text"
DAY = date(2024, 10, 2)
LATER = date(2026, 3, 2)
AT = Occasion(now=datetime(2024, 10, 2, 2, tzinfo=UTC), actor="Nguyễn Văn A")
RECALL = Announcement(
    kind=RelationKind.RECALL,
    reason="có sai sót về số liệu phiếu khảo sát",
    day=DAY,
    signatory=SignatoryRule(capacity=SigningCapacity.KT),
)
CORRECTION = replace(
    RECALL,
    kind=RelationKind.CORRECT,
    reason="lỗi đánh máy",
    corrections=(Correction(wrong="năm 2042", right="năm 2024"),),
)
NEW_LETTER = """+++
id = "thay-the"
type = "công văn"
subject = "triển khai khảo sát mức độ hài lòng năm 2024"
issuer = "Sở Nội vụ"
drafting_unit = "CCHC"
date = 2024-10-02
signatory = { capacity = "KT" }
recipients = [
  { organisation = "Sở Giáo dục và Đào tạo" },
  { group = "ubnd-huyen", exclude = ["UBND huyện Trường Sa"] },
  { name = "Giám đốc Sở (để báo cáo)", role = "copy" },
]
file_copy = { unit = "CCHC" }
+++

Công văn này thay thế {{ cite("replaced") }}.

Sở Nội vụ đề nghị các cơ quan, địa phương triển khai khảo sát trong tháng 10 năm 2024./.
"""


@pytest.fixture(scope="module")
def kept_issued(kept_office):
    kept_office.launch()
    return kept_office


@pytest.fixture
def issued(kept_issued, databases, tmp_path):
    return kept_issued.copied(tmp_path, databases)


def find(office, number=1):
    return find_issued_letter(
        Wanted(organ="Sở Nội vụ", number=number, year=2024, series="chung"), DIRECTORY, office.database
    )


def plan(office, announcement=RECALL, *, number=1, texts=TEXTS, today=DAY):
    return announce_amendment(
        find(office, number), announcement, directory=DIRECTORY, database=office.database, texts=texts, today=today
    )


def launch(office, made, occasion=AT):
    return launch_campaign(made, office.database, Press(run=map, batch=1, storage=FolderStorage(office.out)), occasion)


def amendments(made):
    """The findings of the room under test, without those of other rules on the plan."""
    return [one for one in made.contradictions if one.rule_id == "HOUSE.AMEND"]


def announce(office, announcement=RECALL, **changed):
    return launch(office, plan(office, announcement, **changed))


def replacement(office, text=NEW_LETTER, *, reason="sai số liệu", number=1):
    file = office.folder.parent / "thay-the.md"
    file.write_text(text, encoding="utf-8")
    return replace_letter(
        find(office, number),
        read_letter_file(file),
        reason=reason,
        directory=DIRECTORY,
        database=office.database,
        day=None,
        today=DAY,
    )


def body(draft):
    return [block.text for block in draft.letter.blocks if isinstance(block, Paragraph)]


def text_rows(office, table, below):
    with office.database.reading() as connection:
        rows = connection.execute(select(metadata.tables[table]).order_by(*metadata.tables[table].primary_key))
        return [repr(row) for row in rows][:below]


def test_a_recall_goes_to_exactly_those_who_got_the_letter(issued):
    (document,) = announce(issued).documents
    old, new = (recipients_of(issued.database, one.draft.key) for one in (issued.launch().documents[0], document))

    assert new == old
    assert [(line.label, line.role.value, line.channel, len(line.organ_ids)) for line in new] == [
        ("Sở Giáo dục và Đào tạo", "addressee", "VBĐT", 1),
        ("UBND các huyện, thị xã, thành phố", "addressee", "VBĐT", 8),
        ("Giám đốc Sở (để báo cáo)", "copy", "", 0),
    ]
    assert document.draft.letter.addressees == ("Sở Giáo dục và Đào tạo", "UBND các huyện, thị xã, thành phố")
    assert document.draft.letter.distribution_list == (
        "- Như trên;",
        "- Giám đốc Sở (để báo cáo);",
        "- Lưu: VT, CCHC.",
    )


def test_a_recall_has_the_next_number_under_the_same_symbol_and_its_own_files(issued):
    done = announce(issued)

    assert [str(one.code) for one in done.documents] == ["03/SNV-CCHC"]
    assert [one.file_name for one in done.files] == [
        "snv-2020/0003-SNV-CCHC-thu-hoi-trien-khai.docx",
        "snv-2020/0003-SNV-CCHC-thu-hoi-trien-khai.pdf",
    ]
    assert done.documents[0].draft.letter.signature.lines == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")


def test_the_recall_says_what_the_decree_asks_and_cites_the_letter_in_full_at_first(issued):
    (letter,) = plan(issued).letters

    assert letter.draft.letter.subject == "thu hồi Công văn số 01/SNV-CCHC ngày 27 tháng 9 năm 2024"
    assert body(letter.draft) == [
        (
            "Sở Nội vụ thông báo thu hồi Công văn số 01/SNV-CCHC ngày 27 tháng 9 năm 2024 của Sở Nội vụ về việc triển khai"
            " khảo sát mức độ hài lòng năm 2024."
        ),
        "Lý do thu hồi: có sai sót về số liệu phiếu khảo sát.",
        (
            "Đề nghị các cơ quan, đơn vị, cá nhân đã nhận Công văn số 01/SNV-CCHC thực hiện theo khoản 4 Điều 18 Nghị định"
            " số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư như sau:"
        ),
        "1. Đối với văn bản giấy: gửi lại Sở Nội vụ văn bản đã nhận.",
        (
            "2. Đối với văn bản điện tử: hủy bỏ văn bản bị thu hồi trên Hệ thống quản lý tài liệu điện tử, đồng thời thông"
            " báo qua Hệ thống để Sở Nội vụ biết."
        ),
        "3. Không triển khai, thực hiện các nội dung, không phải báo cáo theo yêu cầu nêu tại văn bản bị thu hồi.",
        "Sở Nội vụ thông báo để các cơ quan, đơn vị, cá nhân biết, thực hiện./.",
    ]


def test_a_correction_puts_what_was_printed_beside_what_should_stand_there(issued):
    (one,) = plan(issued, CORRECTION).letters
    pairs = (*CORRECTION.corrections, Correction(wrong="24270 phiếu", right="24.270 phiếu"))
    (two,) = plan(issued, replace(CORRECTION, corrections=pairs)).letters

    assert body(one.draft) == [
        (
            "Sở Nội vụ đính chính Công văn số 01/SNV-CCHC ngày 27 tháng 9 năm 2024 của Sở Nội vụ về việc triển khai khảo"
            " sát mức độ hài lòng năm 2024 như sau:"
        ),
        "Nội dung đã ghi: “năm 2042”; nay đính chính thành: “năm 2024”.",
        "Lý do đính chính: lỗi đánh máy.",
        "Các nội dung khác của Công văn số 01/SNV-CCHC không thay đổi.",
        "Sở Nội vụ thông báo để các cơ quan, đơn vị, cá nhân biết, thực hiện./.",
    ]
    assert body(two.draft)[1:3] == [
        "1. Nội dung đã ghi: “năm 2042”; nay đính chính thành: “năm 2024”.",
        "2. Nội dung đã ghi: “24270 phiếu”; nay đính chính thành: “24.270 phiếu”.",
    ]


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("announcement", [RECALL, CORRECTION], ids=["thu hồi", "đính chính"])
def test_our_own_texts_have_no_finding_under_the_decree(issued, announcement, number):
    (letter,) = plan(issued, announcement, number=number).letters

    assert check_draft(letter.draft, law_on(DAY)) == ()


def test_a_named_type_is_cited_by_its_name_and_recalled_by_a_letter_of_its_unit(issued):
    (letter,) = plan(issued, number=2).letters

    assert letter.draft.letter.code == DocumentCode(code_number=None, code_notation="SNV-CCHC")
    assert body(letter.draft)[0].startswith(
        "Sở Nội vụ thông báo thu hồi Thông báo số 02/TB-SNV ngày 30 tháng 9 năm 2024 của Sở Nội vụ về thời gian"
    )
    assert "báo cáo" not in body(letter.draft)[5]


def test_what_was_issued_stays_byte_for_byte_in_files_and_register(issued):
    files = issued.files()
    counts = {"register_entry": 2, "entry_recipient": 19, "obligation": 9, "rendition": 4}
    rows = {table: text_rows(issued, table, None) for table in counts}
    assert {table: len(held) for table, held in rows.items()} == counts

    announce(issued)
    announce(issued, CORRECTION, number=2)

    after = issued.files()
    assert {name: after[name] for name in files} == files
    assert {table: text_rows(issued, table, count) for table, count in counts.items()} == rows
    assert audit_register(issued.database) == ()
    assert verify(issued.database).sound


def test_the_register_says_at_both_letters_what_one_did_to_the_other(issued):
    announce(issued)
    announce(issued, CORRECTION, number=2)

    assert [line.note for line in register_lines(entries(issued.database))] == [
        "Thu hồi bằng Công văn số 03/SNV-CCHC ngày 02/10/2024",
        "Đính chính bằng Công văn số 04/SNV-CCHC ngày 02/10/2024",
        "Thu hồi Công văn số 01/SNV-CCHC ngày 27/9/2024",
        "Đính chính Thông báo số 02/TB-SNV ngày 30/9/2024",
    ]


def test_obligations_of_a_recalled_letter_are_withdrawn_and_those_of_a_corrected_one_stay(issued):
    announce(issued, CORRECTION)
    corrected = [one.withdrawn for one in obligations(issued.database)]
    made = plan(issued)
    launch(issued, made)

    assert corrected == [False] * 9
    assert [one.found for one in amendments(made)] == ["9 nghĩa vụ báo cáo theo Công văn số 01/SNV-CCHC sẽ được rút"]
    assert [one.withdrawn for one in obligations(issued.database)] == [True] * 9


def test_letters_that_hand_the_recalled_one_down_are_counted_and_asked_to_be_recalled(issued):
    root = issued.plan().letters[0].draft
    lower = replace(
        root,
        key=replace(root.key, letter_id="cap-duoi", organ_id="sgddt-2020"),
        letter=replace(root.letter, code=DocumentCode(code_number=None, code_notation="SGDĐT-VP")),
        level=2,
        above=root.key,
        duties=(),
    )
    issue(issued.database, [lower], day=DAY, now=AT.now, actor=AT.actor)
    made = plan(issued)

    assert "1 văn bản cấp dưới triển khai Công văn số 01/SNV-CCHC vẫn còn hiệu lực: 01/SGDĐT-VP của Sở GD&ĐT" in [
        one.found for one in amendments(made)
    ]
    assert body(made.letters[0].draft)[5].endswith(
        "; cơ quan, đơn vị đã ban hành văn bản để triển khai tiếp thì thu hồi văn bản của mình."
    )
    assert check_draft(made.letters[0].draft, law_on(DAY)) == ()


@pytest.mark.parametrize("announcement", [replace(RECALL, reason="lý do khác"), CORRECTION])
def test_a_recalled_letter_is_neither_recalled_nor_corrected_again(issued, announcement):
    announce(issued)

    with pytest.raises(IllegalTransition, match="đã được thu hồi bằng số 03/SNV-CCHC ngày 02/10/2024"):
        plan(issued, announcement)
    with pytest.raises(IllegalTransition, match="đã được thu hồi"):
        replacement(issued)


def test_the_same_recall_again_finishes_what_was_cut_short_under_the_same_number(issued):
    first = announce(issued)
    name = first.files[0].file_name
    before = issued.files()
    (issued.out / name).unlink()

    made = plan(issued, replace(RECALL, day=date(2024, 10, 3)), today=date(2024, 10, 3))
    again = launch(issued, made, Occasion(now=datetime(2024, 10, 3, 2, tzinfo=UTC), actor="Trần Thị B"))

    assert again.documents[0].code == first.documents[0].code
    assert again.documents[0].issued_date == DAY
    assert issued.files() == before
    assert len(list(entries(issued.database))) == 3


def test_a_recall_cannot_itself_be_recalled_but_it_can_be_corrected(issued):
    announce(issued)

    with pytest.raises(IllegalTransition, match="là văn bản thu hồi, không thu hồi được"):
        plan(issued, number=3)
    (document,) = announce(issued, CORRECTION, number=3).documents
    assert str(document.code) == "04/SNV-CCHC"


def test_a_letter_can_be_corrected_again_with_other_words_and_not_twice_with_the_same(issued):
    first = announce(issued, CORRECTION)
    same = announce(issued, CORRECTION)
    other = announce(issued, replace(CORRECTION, corrections=(Correction(wrong="a", right="b"),)))

    assert same.documents[0].code == first.documents[0].code
    assert str(other.documents[0].code) == "04/SNV-CCHC"


def test_recalling_twice_at_once_gives_one_recall(issued):
    made = [plan(issued, replace(RECALL, reason=f"lý do {number}")) for number in (1, 2)]
    together = threading.Barrier(len(made))
    refused = []

    def run(one):
        together.wait()
        try:
            launch(issued, one)
        except (NumberConflict, IllegalTransition) as error:
            refused.append(error)

    threads = [threading.Thread(target=run, args=(one,)) for one in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    (relation,) = relations(issued.database, [find(issued).key])
    assert relation.kind is RelationKind.RECALL
    assert len(list(entries(issued.database))) == 3
    assert audit_register(issued.database) == ()


def test_a_recall_and_a_replacement_at_once_end_the_letter_once(issued):
    made = [plan(issued), replacement(issued)]
    launch(issued, made[1])

    with pytest.raises(IllegalTransition, match="đã được thay thế bằng số 03/SNV-CCHC"):
        launch(issued, made[0])
    assert len(list(entries(issued.database))) == 3


@pytest.mark.parametrize(
    ("announcement", "told"),
    [
        (replace(RECALL, reason=" . "), "Chưa ghi lý do thu hồi"),
        (replace(CORRECTION, reason=""), "Chưa ghi lý do đính chính"),
        (replace(CORRECTION, corrections=()), "Thêm --wrong và --right"),
    ],
)
def test_no_reason_and_nothing_to_correct_are_refused(issued, announcement, told):
    with pytest.raises(IllegalTransition, match=told):
        plan(issued, announcement)


def test_a_day_before_the_old_letter_or_still_to_come_is_not_launched(issued):
    early = plan(issued, replace(RECALL, day=date(2024, 9, 26)))

    assert early.is_stopped
    assert any("trước ngày 27/9/2024 của Công văn số 01/SNV-CCHC" in one.found for one in early.findings)
    with pytest.raises(NotReady, match="chưa tới"):
        launch(issued, plan(issued, replace(RECALL, day=date(2024, 10, 3))))


def test_nobody_who_may_not_sign_that_day_signs(issued):
    with pytest.raises(InvalidCampaign, match="khong-co"):
        plan(issued, replace(RECALL, signatory=SignatoryRule(id="khong-co")))


def test_offices_that_have_ended_are_named_with_those_who_took_over(issued):
    with pytest.raises(InvalidCampaign) as refused:
        plan(issued, replace(RECALL, day=LATER), today=LATER)

    told = [str(problem) for problem in refused.value.problems]
    assert told[0].startswith(
        "Công văn số 01/SNV-CCHC, cơ quan ban hành: Sở Nội vụ nay không còn; nơi tiếp nhận: Sở Nội vụ (snv-202507) →"
    )
    assert any("nơi nhận “UBND các huyện, thị xã, thành phố”: " in one for one in told)
    assert "thêm --to-successors" in told[0]
    assert len(list(entries(issued.database))) == 2


def test_who_took_over_recalls_the_letter_and_hears_of_it(office):
    office.change('  { group = "ubnd-huyen", exclude = ["UBND huyện Trường Sa"], channel = "VBĐT" },\n', "")
    office.launch()

    made = plan(office, replace(RECALL, day=LATER, to_successors=True), today=LATER)
    late = Occasion(now=datetime(2026, 3, 2, 2, tzinfo=UTC), actor="Nguyễn Văn A")
    (document,) = launch(office, made, late).documents

    living = {one.id for one in DIRECTORY.on(LATER).organisations}
    (school_office, director) = document.draft.recipients
    assert (document.draft.key.organ_id, str(document.code)) == ("snv-202507", "01/SNV-CCHC")
    assert set(school_office.organ_ids) <= living
    assert (school_office.label, school_office.channel) == ("Sở Giáo dục và Đào tạo", "VBĐT")
    assert director == recipients_of(office.database, find(office).key)[-1]
    assert check_draft(document.draft, law_on(LATER)) == ()
    assert [line.note for line in register_lines(entries(office.database, organ_id="snv-2020"))] == [
        "Thu hồi bằng Công văn số 01/SNV-CCHC ngày 02/3/2026",
        "",
    ]


def test_an_office_that_nobody_took_over_from_is_not_left_out_in_silence(issued):
    with pytest.raises(InvalidCampaign, match=r"chưa có trong danh bạ → bổ sung nơi tiếp nhận vào organisations\.csv"):
        plan(issued, replace(RECALL, day=LATER, to_successors=True), today=LATER)


def test_a_number_that_is_none_is_refused_with_where_to_look(issued):
    with pytest.raises(
        IllegalTransition, match=r"Không có số 9 trong sổ “chung” năm 2024 của Sở Nội vụ → .*register show"
    ):
        find(issued, 9)


def test_an_office_changes_the_text_and_its_mistakes_are_told_by_line(issued, tmp_path):
    own = Path(shutil.copytree(TEXTS, tmp_path / "text"))
    text = (own / "thu-hoi.md").read_text(encoding="utf-8")
    (own / "thu-hoi.md").write_text(text.replace("Lý do thu hồi:", "Vì sao thu hồi:"), encoding="utf-8")
    (letter,) = plan(issued, texts=own).letters
    assert body(letter.draft)[1].startswith("Vì sao thu hồi: có sai sót")

    (own / "thu-hoi.md").write_text(text.replace("facts.reason", "facts.ly_do"), encoding="utf-8")
    with pytest.raises(InvalidCampaign, match=r"thu-hoi.md, dòng 8: không có giá trị 'ly_do'"):
        plan(issued, texts=own)

    (own / "thu-hoi.md").write_text(text.replace('"công văn"', '"thông báo"'), encoding="utf-8")
    with pytest.raises(InvalidCampaign, match="phải là công văn"):
        plan(issued, texts=own)

    (own / "thu-hoi.md").unlink()
    with pytest.raises(InvalidCampaign, match=r"không tìm thấy tệp 'thu-hoi\.md'"):
        plan(issued, texts=own)


def test_words_of_a_reason_are_no_markdown_and_no_placeholders(issued):
    (letter,) = plan(issued, replace(RECALL, reason="**sai**  {{ 7*7 }} _số_\nliệu.")).letters

    assert body(letter.draft)[1] == "Lý do thu hồi: **sai** {{ 7*7 }} _số_ liệu."


def test_a_replacement_cites_the_old_letter_and_takes_its_place(issued):
    made = replacement(issued)
    (document,) = launch(issued, made).documents

    assert not made.is_stopped
    assert [one.severity for one in amendments(made)] == [Severity.INFO]
    assert body(document.draft)[0] == (
        "Công văn này thay thế Công văn số 01/SNV-CCHC ngày 27 tháng 9 năm 2024 của Sở Nội vụ về việc triển khai khảo"
        " sát mức độ hài lòng năm 2024."
    )
    assert register_lines(entries(issued.database))[0].note == "Thay thế bằng Công văn số 03/SNV-CCHC ngày 02/10/2024"
    assert all(one.withdrawn for one in obligations(issued.database))


def test_a_replacement_asks_for_the_reports_anew_and_leaves_the_forms_of_the_campaign_alone(issued):
    before = reporting_plan_of(issued.database, "dot-mau-2024")
    asked = (
        '[[assignments]]\nkey = "bao_cao"\ntitle = "Báo cáo"\ndeadline = { wording = "trước ngày", day = 2024-12-12 }\n'
    )
    launch(issued, replacement(issued, NEW_LETTER.replace("+++\n\nCông", f"{asked}+++\n\nCông")))

    old, new = (tuple(obligations(issued.database, campaign_id=one)) for one in ("dot-mau-2024", "thay-the"))
    assert len(old) == len(new) == 9
    assert all(one.withdrawn for one in old)
    assert {(one.withdrawn, one.due_now) for one in new} == {(False, date(2024, 12, 11))}
    assert [form.assignment for form in reporting_plan_of(issued.database, "thay-the").forms] == ["bao_cao"]
    assert reporting_plan_of(issued.database, "dot-mau-2024") == before
    assert audit_register(issued.database) == ()


@pytest.mark.parametrize(
    ("old", "new", "severity", "told"),
    [
        ('  { organisation = "Sở Giáo dục và Đào tạo" },\n', "", Severity.ERROR, "Sở Giáo dục và Đào tạo"),
        ('exclude = ["UBND huyện Trường Sa"]', 'exclude = ["UBND huyện Diên Khánh"]', Severity.ERROR, "Diên Khánh"),
        ('  { name = "Giám đốc Sở (để báo cáo)", role = "copy" },\n', "", Severity.ERROR, "Giám đốc Sở (để báo cáo)"),
        ('{{ cite("replaced") }}', "văn bản trước", Severity.WARNING, "lời văn không nói đến Công văn số 01/SNV-CCHC"),
        ('"công văn"', '"thông báo"', Severity.WARNING, "khác loại"),
        ("2024-10-02", "2024-09-26", Severity.ERROR, "trước ngày 27/9/2024"),
    ],
)
def test_a_replacement_that_leaves_someone_or_something_out_says_so(issued, old, new, severity, told):
    assert old in NEW_LETTER

    made = replacement(issued, NEW_LETTER.replace(old, new))

    assert [one.severity for one in amendments(made) if told in one.found] == [severity]


def test_another_office_cannot_replace_the_letter(issued):
    made = replacement(issued, NEW_LETTER.replace('issuer = "Sở Nội vụ"', 'issuer = "ubnd-tinh-2020"'))

    assert made.is_stopped
    told = "Ủy ban nhân dân tỉnh Khánh Hòa ban hành, còn Công văn số 01/SNV-CCHC do Sở Nội vụ ban hành"
    assert told in [one.found for one in made.findings]


def test_a_replacement_needs_an_id_of_its_own_and_is_one_letter(issued):
    issued_alone = NEW_LETTER.replace('"thay-the"', '"trien-khai"')
    launch(issued, replacement(issued))

    with pytest.raises(IllegalTransition, match="Đặt id khác"):
        replacement(issued, NEW_LETTER, number=3)
    with pytest.raises(IllegalTransition, match="bỏ 'one_each'"):
        replacement(issued, issued_alone.replace("+++\nid", "+++\none_each = true\nid", 1), number=2)
