"""Our own letters have no finding: the drafts of every example, and the masters with every type and mark."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from vanban.compliance.format_rules.paper import DocumentState
from vanban.domain.dates.day import PlannedDay
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.verdict import Verdict
from vanban.domain.letters.document import DocumentCode, DocumentType, Urgency
from vanban.domain.letters.letter import Appendix, Letter, Letterhead, Paragraph, Role, Run, SignatureBlock
from vanban.domain.letters.rendition import KINDS
from vanban.domain.letters.wording import NUMBER_BLANK, official_date
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.intake.campaign.letter_file import read_letter_file
from vanban.regulations.law import law_on
from vanban.rendering.letter_files import letter_bytes
from vanban.usecases.checking.check_file import check_file
from vanban.usecases.checking.check_letter import check_letter
from vanban.usecases.issuing.pick_proofs import pick_proofs
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import plan_campaign

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = sorted(path for path in EXAMPLES.iterdir() if path.is_dir())
DAY = date(2026, 1, 5)
LAW = law_on(DAY)


def plan_of(folder):
    if (folder / "campaign.toml").exists():
        reading = read_campaign(folder)
    else:
        (file,) = folder.glob("*.md")
        reading = read_letter_file(file)
    directory = office_directory(reading.directory_folder)
    return plan_campaign(reading, directory=directory, day=None, today=date(2026, 12, 31))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_draft_of_an_example_has_a_finding(folder, tmp_path):
    plan = plan_of(folder)
    proofs = pick_proofs(plan.letters)

    assert {one.order_id for one in proofs} == {one.order_id for one in plan.letters}
    for one in proofs:
        letter = one.draft.letter
        for kind in KINDS:
            content, _ = letter_bytes(letter, kind)
            assert check_letter(letter, content, kind, state=DocumentState.DRAFT) == ()
            path = tmp_path / f"{one.draft.key.letter_id}.{kind}"
            path.write_bytes(content)
            checked = check_file(path, today=DAY)
            assert checked.state is DocumentState.DRAFT
            # What a real letter asked for too early is a hint, which the plan gives as well.
            judged = (said for said in checked.judgements if said.severity is not Severity.INFO)
            told = [said for said in judged if said.verdict in {Verdict.FAILED, Verdict.TO_BE_SEEN}]
            assert told == []


def text(words, role=Role.BODY, marker=""):
    return Paragraph(role, (Run(words),), marker)


CLOSING = text("Đề nghị các cơ quan, đơn vị quan tâm, phối hợp thực hiện./.")
APPENDICES = (
    Appendix(
        label="Phụ lục I",
        title="Nội dung khảo sát",
        blocks=(text("Kính mời các cơ quan, đơn vị tham gia khảo sát./."),),
    ),
    Appendix(label="Phụ lục II", title="Danh sách đơn vị", blocks=(text("Sở Tài chính, Sở Xây dựng và Sở Y tế./."),)),
)
TWO_APPENDICES = (
    text("Nội dung khảo sát ở Phụ lục I kèm theo, danh sách đơn vị ở Phụ lục II kèm theo."),
    CLOSING,
)


def right_letter(document_type=DocumentType.CONG_VAN, **changed):
    """A letter of that type without a fault, still without number and day."""
    rule = LAW.type_rule(document_type)
    notation = f"{rule.abbreviation}-SNV" if rule.abbreviation else "SNV-CCHC"
    letter = Letter(
        document_type=document_type,
        letterhead=Letterhead(superior_lines=("Ủy ban nhân dân tỉnh Khánh Hòa",), issuer_lines=("Sở Nội vụ",)),
        issuer_name="Sở Nội vụ",
        code=DocumentCode(code_number=None, code_notation=notation),
        place="Khánh Hòa",
        issued_on=PlannedDay(year=DAY.year, month=DAY.month),
        subject="khảo sát sự hài lòng của người dân, tổ chức",
        addressees=("Sở Giáo dục và Đào tạo",) if rule.has_addressees else (),
        blocks=(CLOSING,),
        distribution_list=("- Như trên;" if rule.has_addressees else "- Các sở, ban, ngành;", "- Lưu: VT, CCHC."),
        signature=SignatureBlock(lines=("GIÁM ĐỐC",), full_name="Nguyễn Văn A"),
    )
    return replace(letter, **changed)


LONG_NAME = "Ban Chỉ đạo cải cách hành chính và chuyển đổi số của Ủy ban nhân dân tỉnh"
SHAPES = {
    "one addressee": {},
    "many addressees": {"addressees": ("Công an tỉnh", "Sở Tài chính", "Ủy ban nhân dân các xã, phường, đặc khu")},
    "long addressees": {"addressees": (f"Các phòng chuyên môn, đơn vị sự nghiệp thuộc {LONG_NAME}", "Sở Y tế")},
    "no superior": {"letterhead": Letterhead(superior_lines=(), issuer_lines=("Ủy ban nhân dân tỉnh Khánh Hòa",))},
    "long names": {
        "letterhead": Letterhead(superior_lines=("Ủy ban nhân dân thành phố Nha Trang",), issuer_lines=(LONG_NAME,))
    },
    "a name whose second line might begin another": {
        "letterhead": Letterhead(superior_lines=(), issuer_lines=("Ban Quản lý Trung tâm hành chính tỉnh",))
    },
    "a superior with a dash": {
        "letterhead": Letterhead(
            superior_lines=("Phòng Văn hóa - Xã hội Ninh Hòa",), issuer_lines=("Trường Trung học cơ sở Ninh Hòa",)
        )
    },
    "short names": {"letterhead": Letterhead(superior_lines=("Bộ Y tế",), issuer_lines=("Cục Dân số",))},
    "long subject": {
        "subject": "triển khai khảo sát mức độ hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan hành chính"
    },
    "a subject that cites": {"subject": "thu hồi Công văn số 01/SNV-CCHC ngày 27 tháng 9 năm 2024 của Sở Nội vụ"},
    "two authorities": {
        "signature": SignatureBlock(lines=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), full_name="Nguyễn Thị Minh Nguyệt A")
    },
    "on behalf": {
        "signature": SignatureBlock(
            lines=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), full_name="Nguyễn Văn A"
        )
    },
    "many copies": {
        "distribution_list": ("- Như trên;", *(f"- Phòng chuyên môn số {n};" for n in range(1, 30)), "- Lưu: VT, CCHC.")
    },
    "khẩn": {"urgency": Urgency.KHAN},
    "thượng khẩn": {"urgency": Urgency.THUONG_KHAN},
    "hỏa tốc": {"urgency": Urgency.HOA_TOC},
    "circulation": {"circulation_mark": "Lưu hành nội bộ"},
    "contact": {"contact_line": "Số 01 đường Trần Phú, phường Nha Trang. Điện thoại: (0258) 3822 245"},
    "appendices": {"appendices": APPENDICES, "blocks": TWO_APPENDICES},
    "several pages": {"blocks": (*(text(f"Nội dung thứ {n} cần phối hợp. " * 12) for n in range(1, 15)), CLOSING)},
}
MARKED = {
    "urgency": Urgency.HOA_TOC,
    "circulation_mark": "Lưu hành nội bộ",
    "contact_line": "Số 01 đường Trần Phú, phường Nha Trang. Điện thoại: (0258) 3822 245",
    "appendices": APPENDICES,
    "blocks": TWO_APPENDICES,
}


def breaches(letter, states=tuple(DocumentState)):
    """What is wrong in both files of a letter, before it is numbered and after."""
    versions = {DocumentState.DRAFT: letter, DocumentState.ISSUED: letter.numbered(7, DAY)}
    return [
        (kind, state.value, breach.rule_id, breach.found)
        for state in states
        for kind in KINDS
        for breach in check_letter(versions[state], letter_bytes(versions[state], kind)[0], kind, state=state)
    ]


@pytest.mark.parametrize("name", SHAPES)
def test_a_letter_of_any_shape_has_no_finding_before_and_after_it_is_numbered(name):
    assert breaches(right_letter(**SHAPES[name])) == []


@pytest.mark.slow
@pytest.mark.parametrize("letters", range(5))
def test_names_of_any_length_leave_the_head_readable(letters):
    names = [f"Ủy ban nhân dân xã {'Ninh ' * words}{'M' * letters}".strip() for words in range(7)]
    heads = [
        *(Letterhead(superior_lines=(name,), issuer_lines=("Trường Tiểu học số 1 xã Thử Nghiệm",)) for name in names),
        *(Letterhead(superior_lines=("Bộ Y tế",), issuer_lines=(name,)) for name in names),
    ]

    assert [breaches(right_letter(letterhead=head), [DocumentState.DRAFT]) for head in heads] == [[]] * len(heads)


def test_a_name_that_ends_just_before_the_country_s_is_still_told_from_it():
    head = Letterhead(
        superior_lines=("UBND xã Thử Nghiệm 1.10",), issuer_lines=("Trường Tiểu học số 1 xã Thử Nghiệm 1.10",)
    )

    assert breaches(right_letter(letterhead=head)) == []


@pytest.mark.parametrize("document_type", DocumentType)
def test_a_document_of_any_type_with_every_mark_has_no_finding(document_type):
    # Blanks for number and day are no affair of the type.
    assert breaches(right_letter(document_type, **MARKED), [DocumentState.ISSUED]) == []


def test_a_named_type_with_short_legal_grounds_and_with_addressees_has_no_finding():
    grounds = text("Căn cứ Luật Tổ chức chính quyền địa phương năm 2025.", Role.BASIS)

    assert breaches(right_letter(DocumentType.KE_HOACH, blocks=(grounds, CLOSING))) == []
    assert breaches(right_letter(DocumentType.TO_TRINH, addressees=("Ủy ban nhân dân tỉnh Khánh Hòa",))) == []


def test_text_near_the_foot_of_page_one_that_names_an_address_is_no_address_of_the_office():
    lines = [
        text(f"Nội dung thứ {n}: liên hệ theo địa chỉ: thu{n}@example.org, điện thoại 0258.") for n in range(1, 40)
    ]

    assert breaches(right_letter(blocks=(*lines, CLOSING))) == []


def test_a_year_on_the_last_line_of_a_page_is_no_page_number():
    lines = [
        text(f"Nội dung thứ {n} là chỉ tiêu mà Ủy ban nhân dân tỉnh đã giao cho từng cơ quan trong năm 2025.")
        for n in range(1, 30)
    ]

    assert breaches(right_letter(blocks=(*lines, CLOSING))) == []


@pytest.mark.parametrize("filled", range(6))
def test_room_for_a_number_breaks_no_paragraph_wherever_in_a_line_it_falls(filled):
    above = f"Công văn số {NUMBER_BLANK}/SNV-CCHC {official_date(PlannedDay(year=2025, month=9))} của Sở Nội vụ"
    lines = [
        text(f"{'đã ' * (6 * filled + more)}gửi báo cáo theo {above}; căn cứ {above}, theo dõi theo {above}.")
        for more in range(6)
    ]

    assert breaches(right_letter(blocks=(*lines, CLOSING)), [DocumentState.DRAFT]) == []


def test_an_attached_notice_may_close_with_the_name_of_its_author():
    notice = Appendix(
        label="Phụ lục",
        title="Thông báo khảo sát",
        blocks=(text("Trân trọng thông báo./."), text("Sở Nội vụ", Role.SIGNED)),
    )

    assert breaches(right_letter(blocks=(text("Gửi kèm Phụ lục để biết."), CLOSING), appendices=(notice,))) == []
