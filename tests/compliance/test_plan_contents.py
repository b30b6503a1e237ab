from datetime import date

import pytest
from compliance_plans import assignment, campaign, draft, ids, judge, order

from vanban.domain.dates.day import PlannedDay
from vanban.domain.duties.assignment import Quota
from vanban.domain.letters.citation import Citation

APPENDIX = {"label": "Phụ lục", "title": "MẪU PHIẾU", "body": ["body| Nội dung phiếu."]}
FORM, SITE = "https://forms.gle/MdWTCf9hGZ1cAz8h9", "https://cchc.khanhhoa.gov.vn"
LAW = Citation(key="luat", type_name="Luật", subject="Tổ chức chính quyền địa phương")


def _decision(day, key="qd"):
    return Citation(key=key, type_name="Quyết định", code="489/QĐ-UBND", issued_date=day, issuer="UBND tỉnh")


NAMED = [
    "Có mẫu thông báo, hình ảnh tuyên truyền kèm theo.",
    "Niêm yết thông báo (đính kèm mẫu).",
    "Sở Nội vụ gửi kèm mẫu phiếu.",
    "Thực hiện theo nội dung tại Phụ lục I.",
    "Trả lời phiếu (kèm theo Công văn số 1923/SNV-CCHC).",
    "Ban hành kèm theo Quyết định này Kế hoạch khảo sát.",
]


@pytest.mark.parametrize("text", NAMED)
def test_what_the_text_names_must_be_there(text):
    (found,) = judge(campaign(), draft(f"body| {text}"))
    assert ids([found]) == [("ENCLOSURE", "warning")]
    assert "Nội dung, đoạn 1" in found.element


@pytest.mark.parametrize("text", NAMED)
@pytest.mark.parametrize("given", [{"attachments": ("mau.docx",)}, {"appendices": [APPENDIX]}])
def test_what_is_there_may_be_named(text, given):
    assert judge(campaign(), draft(f"body| {text}", **given)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Triển khai Kế hoạch ban hành kèm theo Quyết định số 489/QĐ-UBND.",
        "Kế hoạch được phê duyệt kèm theo Quyết định số 1711/QĐ-UBND ngày 01/7/2024.",
        "Trình bày theo Phụ lục I Nghị định số 30/2020/NĐ-CP.",
        "Mẫu tại Phụ lục III ban hành kèm theo Nghị định số 30/2020/NĐ-CP.",
        "Không mở tệp đính kèm trong thư lạ.",
    ],
)
def test_what_belongs_to_another_document_is_not_missed(text):
    assert judge(campaign(), draft(f"body| {text}")) == ()


def test_an_attachment_that_no_sentence_names_is_told():
    (found,) = judge(campaign(), draft(attachments=("kem-theo/mau.docx",)))
    assert ids([found]) == [("ENCLOSURE_UNNAMED", "info")]
    assert "mau.docx" in found.found


def test_a_code_that_leads_elsewhere_than_the_text_is_told():
    text = f"body| Truy cập {FORM} hoặc quét mã QR bên dưới."
    (found,) = judge(campaign(), draft(text, qr=("https://forms.gle/khac",)))
    assert ids([found]) == [("QR_LINK", "warning")]
    assert FORM in found.found


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"Truy cập {FORM}.", (FORM,)),
        (f"Truy cập {FORM}/ hoặc {SITE}.", (FORM,)),
        ("Quét mã QR bên dưới.", (FORM,)),
        (f"Banner tại {SITE} hoặc mã QR.", (FORM,)),
        (f"Truy cập {FORM}.", (FORM, "https://forms.gle/khac")),
        (f"Truy cập {FORM}.", ()),
    ],
)
def test_a_code_for_a_link_of_the_text_or_of_its_own_is_in_order(text, codes):
    plan = campaign(links={"phieu": FORM})
    assert "QR_LINK" not in dict(ids(judge(plan, draft(f"body| {text}", qr=codes))))


def test_a_link_that_no_letter_uses_is_told():
    (found,) = judge(campaign(links={"phieu": FORM, "trang": SITE}), draft(f"body| Truy cập {SITE}/ để tham gia."))
    assert ids([found]) == [("UNUSED_LINK", "info")]
    assert found.element == "links.phieu"


@pytest.mark.parametrize("use", [{"qr": (FORM,)}, {"letter_id": "cap-2", "qr": (FORM,)}])
def test_a_link_may_be_used_by_a_code_or_by_a_lower_letter(use):
    assert judge(campaign(links={"phieu": FORM}, levels=("cap-2",)), draft(**use)) == ()


def test_a_quota_needs_both_its_figures():
    quota = Quota(key="tra_loi", label="Tỷ lệ", reached="so_tra_loi", total="so_cong_chuc", minimum_percent=50)
    asked = assignment(figures=("so_tra_loi",), quotas=("tra_loi",))
    (found,) = judge(campaign(asked, quotas=(quota,)), draft())
    assert ids([found]) == [("QUOTA", "error")]
    assert found.element == "assignments[0].quotas[0]"
    assert "'so_cong_chuc'" in found.found
    both = assignment(figures=("so_tra_loi", "so_cong_chuc"), quotas=("tra_loi",))
    assert judge(campaign(both, quotas=(quota,)), draft()) == ()


def test_a_citation_that_no_letter_uses_is_told():
    (found,) = judge(campaign(citations=(_decision(date(2020, 3, 11)),)), draft("body| Số 1489/QĐ-UBND là số khác."))
    assert (ids([found]), found.element) == ([("UNUSED_CITATION", "info")], "citations.qd")
    cited = "body| Thực hiện Quyết định số 489/QĐ-UBND; Luật Tổ chức chính quyền địa phương."
    assert judge(campaign(citations=(_decision(date(2020, 3, 11)), LAW)), draft(cited)) == ()


@pytest.mark.parametrize(
    ("day", "late"),
    [
        (date(2025, 5, 13), True),
        (date(2025, 5, 12), False),
        (PlannedDay(year=2025, month=6), True),
        (PlannedDay(year=2025, month=5), False),
        (None, False),
    ],
)
def test_a_document_cannot_be_cited_before_it_exists(day, late):
    found = judge(campaign(citations=(_decision(day),)), draft("body| Thực hiện Quyết định số 489/QĐ-UBND."))
    assert ids(found) == ([("CITED_LATER", "error")] if late else [])


@pytest.mark.parametrize(
    "text",
    [
        "Đề nghị UBND các huyện, thị xã, thành phố phối hợp.",
        "Thông báo tại Bộ phận Một cửa cấp huyện.",
        "Đài truyền thanh xã, phường, thị trấn đưa tin.",
        "Ủy ban nhân dân huyện Diên Khánh phối hợp.",
    ],
)
def test_a_letter_since_july_2025_does_not_speak_of_districts(text):
    (found,) = judge(campaign(), draft(f"body| {text}", day=date(2025, 7, 1)))
    assert ids([found]) == [("ABOLISHED", "warning")]
    assert judge(campaign(), draft(f"body| {text}", day=date(2025, 6, 30))) == ()


@pytest.mark.parametrize(
    "text",
    [
        "UBND các xã, phường, đặc khu phối hợp.",
        "Hồ sơ của UBND huyện Diên Khánh cũ do cấp xã giữ.",
        "Sau khi kết thúc hoạt động của cấp huyện, cấp xã thực hiện.",
        "Địa bàn các phường thuộc tỉnh.",
    ],
)
def test_a_letter_since_july_2025_may_recall_districts(text):
    assert judge(campaign(), draft(f"body| {text}", day=date(2025, 7, 1))) == ()


def test_findings_come_by_weight_and_the_plan_may_be_empty():
    quota = Quota(key="t", label="T", reached="a", total="b", minimum_percent=50)
    plan = campaign(assignment(quotas=("t",)), quotas=(quota,), links={"phieu": FORM}, letters=(order("thu-1"),))
    found = judge(plan, draft("body| Có mẫu thông báo kèm theo."))
    assert [severity for _, severity in ids(found)] == ["error", "warning", "info"]
    assert judge(campaign(links={"phieu": FORM}, citations=(LAW,))) == ()
