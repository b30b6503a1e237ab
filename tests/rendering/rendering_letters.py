"""Letters with every feature of the model, for the tests of both renderers and for a second process."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from PIL import Image as Picture

from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.document import DocumentCode, DocumentType, Urgency
from vanban.domain.letters.letter import (
    Align,
    Appendix,
    Image,
    Letter,
    Letterhead,
    Paragraph,
    QrCode,
    Role,
    Run,
    SignatureBlock,
    Table,
)

DAY = date(2026, 1, 5)


def body(text, role=Role.BODY, marker=""):
    return Paragraph(role=role, runs=(Run(text),), marker=marker)


CLOSING = body("Đề nghị các cơ quan, đơn vị quan tâm, phối hợp thực hiện./.")


def simple(*blocks, **changed):
    """A numbered công văn with one addressee; ``changed`` fields replace its own."""
    letter = Letter(
        document_type=DocumentType.CONG_VAN,
        letterhead=Letterhead(superior_lines=("Ủy ban nhân dân tỉnh Khánh Hòa",), issuer_lines=("Sở Nội vụ",)),
        issuer_name="Sở Nội vụ",
        code=DocumentCode(code_number=7, code_notation="SNV-CCHC"),
        place="Khánh Hòa",
        issued_on=PlannedDay.of(DAY),
        subject="khảo sát sự hài lòng",
        addressees=("Sở Giáo dục và Đào tạo",),
        blocks=blocks or (CLOSING,),
        distribution_list=("- Như trên;", "- Lưu: VT, CCHC."),
        signature=SignatureBlock(lines=("GIÁM ĐỐC",), full_name="Nguyễn Văn A"),
    )
    return replace(letter, **changed)


def png(width=60, height=40):
    out = BytesIO()
    Picture.new("RGB", (width, height), (0, 96, 160)).save(out, "PNG")
    return out.getvalue()


TABLE = Table(
    aligns=(Align.CENTRE, Align.LEFT, Align.RIGHT),
    head=((Run("TT"),), (Run("Tên đơn vị"),), (Run("Số phiếu"),)),
    rows=(
        ((Run("1"),), (Run("Sở Tài chính"),), (Run("120"),)),
        ((Run("2"),), (Run("Sở Xây dựng ", bold=True), Run("(mẫu)", italic=True)), (Run("1.045"),)),
    ),
)
BLOCKS = (
    body("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020;", Role.BASIS),
    Paragraph(
        role=Role.BODY,
        runs=(
            Run("Thực hiện "),
            Run("Kế hoạch", bold=True),
            Run(" khảo sát, ", italic=True),
            Run("rất khẩn", bold=True, italic=True),
            Run(" tại "),
            Run("trang khảo sát", href="https://example.org/khao-sat?a=1&b=2"),
            Run("\nxuống dòng."),
        ),
    ),
    TABLE,
    body("Phần I", Role.PART),
    body("Quy định chung", Role.PART_TITLE),
    body("Mục đích, yêu cầu", Role.SECTION, "I."),
    body("Điều 1. Phạm vi", Role.ARTICLE),
    body("Đối tượng", Role.CLAUSE_TITLE, "1."),
    body("Tổ chức tuyên truyền.", Role.CLAUSE, "2."),
    body("Trên trang thông tin điện tử;", Role.POINT, "a)"),
    body("Trên hệ thống truyền thanh.", Role.DASH, "-"),
    Image(content=png(), media_type="image/png", alt="Biểu đồ kết quả", width_mm=60, height_mm=40),
    QrCode(link="https://example.org/phieu", alt="Mã QR của phiếu khảo sát", width_mm=30),
    body("(Nguồn: Sở Nội vụ)", Role.CENTRED),
    CLOSING,
)
APPENDICES = (
    Appendix(label="Phụ lục I", title="Thông báo khảo sát", blocks=(body("Kính mời."), body("Sở Nội vụ", Role.SIGNED))),
    Appendix(label="Phụ lục II", title="Danh sách đơn vị", blocks=(TABLE,)),
)


def full(**changed):
    """Everything at once: three-line names, marks, both kinds of pictures, two appendices."""
    wanted = {
        "letterhead": Letterhead(
            superior_lines=("Ủy ban nhân dân tỉnh Khánh Hòa",),
            issuer_lines=("Ban Chỉ đạo cải cách hành chính và chuyển đổi số của Ủy ban nhân dân tỉnh",),
        ),
        "code": DocumentCode(code_number=1923, code_notation="BCĐ-CCHC"),
        "subject": "triển khai khảo sát mức độ hài lòng của người dân, tổ chức đối với cơ quan hành chính nhà nước",
        "addressees": ("Các sở, ban, ngành", "Ủy ban nhân dân các xã, phường, đặc khu", "Công an tỉnh"),
        "distribution_list": ("- Như trên;", "- Thường trực Tỉnh ủy (để báo cáo);", "- Lưu: VT, CCHC (01)."),
        "signature": SignatureBlock(lines=("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC"), full_name="Nguyễn Văn A"),
        "appendices": APPENDICES,
        "urgency": Urgency.THUONG_KHAN,
        "circulation_mark": "Lưu hành nội bộ",
        "contact_line": "Số 01 đường Trần Phú, phường Nha Trang. Điện thoại: (0258) 3822 245",
    }
    return simple(*BLOCKS, **{**wanted, **changed})


def named(document_type, **changed):
    """A letter of form 1.4: it prints the name of its type."""
    return simple(
        *BLOCKS,
        document_type=document_type,
        code=DocumentCode(code_number=5, code_notation="BC-SNV"),
        subject="kết quả khảo sát sự hài lòng của người dân quý I năm 2026",
        **{"addressees": (), **changed},
    )


BLANK = {"code": DocumentCode(code_number=None, code_notation="SNV-CCHC"), "issued_on": PlannedDay(year=2026, month=1)}
"""Draft state: number and day are still to be written."""

LETTERS = {
    "one addressee": simple(),
    "everything": full(),
    "draft with appendices": full(**BLANK),
    "many addressees": simple(addressees=("Công an tỉnh", "Sở Tài chính", "Ủy ban nhân dân các xã, phường")),
    "no superior": simple(letterhead=Letterhead(superior_lines=(), issuer_lines=("Ủy ban nhân dân tỉnh Khánh Hòa",))),
    "thông báo": named(DocumentType.THONG_BAO),
    "báo cáo": named(DocumentType.BAO_CAO, urgency=Urgency.KHAN, appendices=APPENDICES),
    "tờ trình": named(DocumentType.TO_TRINH, addressees=("Ủy ban nhân dân tỉnh",)),
    "draft": simple(*BLOCKS, **BLANK),
}
