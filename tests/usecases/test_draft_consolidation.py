"""The báo cáo that tells the office above what was added up: its words, whom it goes to, who signs, how it is drawn."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import docx
import pytest
from consolidation_office import (
    AS_OF,
    CAMPAIGN,
    CITY,
    DIRECTORY,
    PROVINCE,
    consolidation_office,
)
from docx.oxml.ns import qn
from pypdf import PdfReader

from vanban.compliance.check import check_draft
from vanban.domain.campaigns.campaign import SignatoryRule
from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import IllegalTransition, InvalidCampaign
from vanban.domain.judging.finding import Severity
from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.letter import Paragraph, Table
from vanban.regulations.law import law_on
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.pdf.press import letter_pdf
from vanban.rendering.templates import templates_folder
from vanban.rendering.view import printed_lines, view_letter
from vanban.storage.folder import FolderStorage
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import open_database
from vanban.store.register.obligations import obligations
from vanban.store.register.register_rows import entries
from vanban.store.reporting.reporting_plans import reporting_plan_of
from vanban.usecases.consolidating.consolidate_reports import Consolidation
from vanban.usecases.consolidating.draft_consolidation import Submission, draft_consolidation
from vanban.usecases.issuing.launch_campaign import Press, launch_campaign

TEXTS = templates_folder() / "text"
AT = Occasion(now=datetime(2024, 12, 19, 2, tzinfo=UTC), actor="Nguyễn Văn A")


@pytest.fixture(scope="module")
def register(kept_databases):
    address = kept_databases.new()
    consolidation_office(address)
    return address


@pytest.fixture
def office(register):
    return open_database(register)


def plan(database, issuer=CITY, *, as_of=AS_OF, texts=TEXTS, directory=DIRECTORY, **submission):
    return draft_consolidation(
        Consolidation(campaign_id=CAMPAIGN, issuer=issuer, as_of=as_of),
        Submission(**{"day": AS_OF, **submission}),
        directory=directory,
        database=database,
        texts=texts,
        today=AS_OF,
    )


def letter(made):
    (one,) = made.letters
    return one.draft.letter


def body(made):
    return [block.text for block in letter(made).blocks if isinstance(block, Paragraph)]


def tables(blocks):
    return [block for block in blocks if isinstance(block, Table)]


def test_the_city_reports_to_the_office_that_asked_it_in_the_words_of_a_clerk(office):
    made = plan(office)
    told = letter(made)

    assert told.document_type is DocumentType.BAO_CAO
    assert told.subject == "Kết quả thực hiện nhiệm vụ phúc tra phiếu và gửi kết quả phúc tra"
    assert told.addressees == ("Sở Nội vụ",)
    assert told.distribution_list == ("- Như trên;", "- Lưu: VT, NV.")
    assert body(made) == [
        (
            "Thực hiện Công văn số 01/SNV-CCHC ngày 27 tháng 9 năm 2024 của Sở Nội vụ về việc triển khai khảo sát, đánh giá"
            " mức độ hài lòng năm 2024, Ủy ban nhân dân thành phố Nha Trang đã ban hành Công văn số 01/UBND-NV ngày 30 tháng"
            " 9 năm 2024 về việc tổ chức triển khai khảo sát, đánh giá mức độ hài lòng năm 2024. Trên cơ sở báo cáo của các"
            " cơ quan, đơn vị, Ủy ban nhân dân thành phố Nha Trang báo cáo kết quả như sau:"
        ),
        "1. Tình hình gửi báo cáo",
        (
            "Tính đến hết ngày 19/12/2024, Ủy ban nhân dân thành phố Nha Trang đã nhận báo cáo của 24/27 cơ quan, đơn vị,"
            " trong đó 16 cơ quan, đơn vị gửi đúng hạn, 8 cơ quan, đơn vị gửi trễ."
        ),
        "Còn 3 cơ quan, đơn vị chưa gửi báo cáo:",
        "- Ủy ban nhân dân phường Vạn Thạnh (quá hạn 10 ngày);",
        "- Ủy ban nhân dân phường Xương Huân (quá hạn 10 ngày);",
        "- Ủy ban nhân dân xã Vĩnh Phương (quá hạn 10 ngày).",
        (
            "Số liệu tại báo cáo này chưa bao gồm các cơ quan, đơn vị nêu trên. Ủy ban nhân dân thành phố Nha Trang tiếp tục"
            " đôn đốc; số liệu và lý do chậm gửi sẽ được báo cáo bổ sung."
        ),
        "2. Kết quả thực hiện",
        "Tổng hợp báo cáo của 24 cơ quan, đơn vị, số liệu tính đến ngày 19/12/2024:",
        "- Tổng số phiếu khảo sát: 2.400 phiếu;",
        "- Số phiếu đã phúc tra: 287 phiếu;",
        (
            "- Tỷ lệ phiếu được phúc tra: 11,95% (đạt yêu cầu tối thiểu 10%); 3 cơ quan, đơn vị chưa đạt: Ủy ban nhân dân"
            " phường Lộc Thọ (9%), Ủy ban nhân dân phường Phước Hòa (9%), Ủy ban nhân dân phường Phước Tiến (9%)."
        ),
        "Số liệu của từng cơ quan, đơn vị tại Phụ lục kèm theo.",
        (
            "Trên đây là kết quả thực hiện nhiệm vụ phúc tra phiếu và gửi kết quả phúc tra; Ủy ban nhân dân thành phố Nha"
            " Trang báo cáo để Sở Nội vụ theo dõi, tổng hợp./."
        ),
    ]


def test_on_top_the_report_goes_to_the_superior_and_cites_the_offices_own_letter(office):
    made = plan(office, PROVINCE)

    assert letter(made).addressees == ("Ủy ban nhân dân tỉnh Khánh Hòa",)
    assert body(made)[0].startswith("Sở Nội vụ đã ban hành Công văn số 01/SNV-CCHC ngày 27 tháng 9 năm 2024 về việc")
    assert "- Ủy ban nhân dân thành phố Nha Trang (quá hạn 3 ngày; cấp dưới đã gửi 24/27)." in body(made)
    assert letter(made).signature.full_name == "Bùi Thế An"


def test_few_units_stand_in_the_letter_and_many_in_its_annex(office):
    few, many = letter(plan(office, PROVINCE)), letter(plan(office))

    (table,) = tables(few.blocks)
    assert len(table.rows) == 10 + 1
    assert few.appendices == ()
    (annex,) = many.appendices
    assert tables(many.blocks) == []
    (table,) = tables(annex.blocks)
    assert len(table.rows) == 27 + 1
    assert ["".join(run.text for run in cell) for cell in table.rows[-1]] == [
        "",
        "Tổng cộng",
        "2.400",
        "287",
        "11,95%",
        "đã gửi 24/27 đơn vị (trễ 8)",
    ]


@pytest.mark.parametrize("issuer", [CITY, PROVINCE])
def test_our_own_text_has_no_finding_under_the_decree(office, issuer):
    made = plan(office, issuer)
    (one,) = made.letters

    assert check_draft(one.draft, law_on(AS_OF)) == ()
    assert not made.is_stopped
    assert [(found.rule_id, found.severity) for found in made.contradictions] == [
        ("HOUSE.CONSOLIDATION", Severity.WARNING)
    ]


def test_whoever_says_yes_is_told_who_is_missing(office):
    (found,) = plan(office, PROVINCE).contradictions

    assert found.found == "đã gửi 9/10 đơn vị, chưa gửi: Ủy ban nhân dân thành phố Nha Trang"


@pytest.mark.parametrize("issuer", [CITY, PROVINCE])
def test_docx_and_pdf_of_the_report_hold_the_same_words(office, issuer):
    told = letter(plan(office, issuer))
    expected = " ".join(printed_lines(view_letter(told))).split()

    assert _docx_words(letter_docx(told)) == expected
    assert _pdf_words(letter_pdf(told), heading=_heading(told)) == expected


def _heading(told):
    """The heading of the table, which the PDF repeats on each further page of it."""
    blocks = [*told.blocks, *(block for annex in told.appendices for block in annex.blocks)]
    (table,) = tables(blocks)
    return " ".join(run.text for cell in table.head for run in cell).split()


def _docx_words(content):
    parts = []
    for node in docx.Document(BytesIO(content)).element.body.iter():
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif node.tag in {qn("w:p"), qn("w:br"), qn("w:tab")}:
            parts.append("\n")
    return "".join(parts).split()


def _pdf_words(content, heading):
    """The words of every page without the numbers of the pages, which count anew in the annex."""
    words, number, size = [], 0, len(heading)
    for index, page in enumerate(PdfReader(BytesIO(content)).pages):
        text = page.extract_text().split()
        number = 1 if index == 0 or text[:2] == ["Phụ", "lục"] else number + 1
        if number > 1:
            assert text.pop() == str(number)
        is_repeated = text[:size] == heading and index > 0
        words += text[size:] if is_repeated else text
    return words


def test_the_same_reports_on_the_same_day_are_the_same_letter(office):
    one, other = plan(office), plan(office)

    assert one.letters == other.letters
    assert letter_docx(letter(one)) == letter_docx(letter(other))
    assert letter_pdf(letter(one)) == letter_pdf(letter(other))
    assert one.letters[0].draft.key.letter_id == "bao-cao-cap-huyen-phuc_tra-2024-12-19"


def test_a_launch_gives_the_report_one_number_and_leaves_what_the_campaign_asks_alone(register, databases, tmp_path):
    database = open_database(databases.copy_of(register))
    asked, owed = reporting_plan_of(database, CAMPAIGN), list(obligations(database))
    press = Press(run=map, batch=1, storage=FolderStorage(tmp_path / "ra"))

    (issued,) = launch_campaign(plan(database), database, press, AT).documents
    (again,) = launch_campaign(plan(database), database, press, AT).documents

    assert str(issued.code) == "02/BC-UBND"
    assert again.code == issued.code
    assert sum(1 for row in entries(database) if row.letter_key == issued.draft.key) == 1
    assert reporting_plan_of(database, CAMPAIGN) == asked
    assert list(obligations(database)) == owed
    assert audit_register(database) == ()
    assert verify(database).sound


def test_the_report_goes_where_it_is_told_to(office):
    assert letter(plan(office, to="UBND tỉnh")).addressees == ("Ủy ban nhân dân tỉnh Khánh Hòa",)
    with pytest.raises(InvalidCampaign, match="--to"):
        plan(office, to="Sở Không Có")


def test_an_office_without_a_superior_must_say_to_whom(office):
    orphan = tuple(replace(one, parent_id=None) if one.id == PROVINCE else one for one in DIRECTORY.organisations)
    with pytest.raises(InvalidCampaign, match="--to: danh bạ không ghi cơ quan cấp trên của Sở Nội vụ"):
        plan(office, PROVINCE, directory=replace(DIRECTORY, organisations=orphan))


def test_whoever_signed_the_letter_signs_and_once_he_may_not_the_option_is_named(office):
    signatories = tuple(
        replace(one, validity=replace(one.validity, valid_to=AS_OF - timedelta(days=1)))
        if one.full_name == "Bùi Thế An"
        else one
        for one in DIRECTORY.signatories
    )
    retired = replace(DIRECTORY, signatories=signatories)
    with pytest.raises(InvalidCampaign, match="--signatory: Bùi Thế An đã ký Công văn số 01/SNV-CCHC"):
        plan(office, PROVINCE, directory=retired)


def test_a_signatory_who_is_named_signs_if_he_may(office):
    (able, *_) = [one for one in DIRECTORY.signatories if one.organ_id == CITY]

    assert letter(plan(office, signatory=SignatoryRule(id=able.id))).signature.full_name == able.full_name
    with pytest.raises(InvalidCampaign):
        plan(office, signatory=SignatoryRule(id="khong-co-ai"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"as_of": date(2024, 10, 1)}, "chưa có đơn vị nào gửi báo cáo"),
        ({"day": AS_OF - timedelta(days=1)}, "sau ngày 18/12/2024 của báo cáo"),
    ],
)
def test_a_report_of_nothing_or_of_days_to_come_is_refused(office, change, told):
    with pytest.raises(IllegalTransition, match=told):
        plan(office, **change)


def test_an_office_may_change_the_words_and_hears_of_its_mistakes(office, tmp_path):
    texts = shutil.copytree(TEXTS, tmp_path / "text")
    file = texts / "bao-cao-tong-hop.md"
    words = file.read_text("utf-8")
    file.write_text(words.replace("Trên cơ sở báo cáo của các cơ quan, đơn vị", "Qua tổng hợp"), "utf-8")
    assert "Qua tổng hợp, Ủy ban nhân dân thành phố Nha Trang báo cáo" in body(plan(office, texts=texts))[0]

    file.write_text(words.replace('type = "báo cáo"', 'type = "công văn"').replace("facts.task", "facts.viec"), "utf-8")
    with pytest.raises(InvalidCampaign, match="văn bản tổng hợp phải là báo cáo"):
        plan(office, texts=texts)
    file.unlink()
    with pytest.raises(InvalidCampaign, match=r"bao-cao-tong-hop\.md"):
        plan(office, texts=texts)
