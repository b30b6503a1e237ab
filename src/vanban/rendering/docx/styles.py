"""The paragraph styles of the Word masters: one per element of a letter, under a name that a clerk can find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vanban.domain.letters.letter import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSpec:
    """A Word paragraph style: its id in the XML, its name in Word and the element of the law that it sets.

    ``justified`` paragraphs are body text with the house's indent, gap and line spacing; the others are single
    spaced. ``kept`` paragraphs stay on the page of what follows them.
    """

    style_id: str
    name: str
    element: str
    align: str = "center"
    justified: bool = False
    kept: bool = False
    capitals: bool = False
    space_before_pt: float = 0.0


STYLES: tuple[StyleSpec, ...] = (
    StyleSpec(style_id="VBCoQuanChuQuan", name="VB Cơ quan chủ quản", element="superior"),
    StyleSpec(style_id="VBCoQuan", name="VB Cơ quan ban hành", element="issuer"),
    StyleSpec(style_id="VBQuocHieu", name="VB Quốc hiệu", element="country_name"),
    StyleSpec(style_id="VBTieuNgu", name="VB Tiêu ngữ", element="motto"),
    StyleSpec(style_id="VBSo", name="VB Số, ký hiệu", element="code", space_before_pt=7),
    StyleSpec(style_id="VBNgay", name="VB Địa danh, ngày", element="place_date", space_before_pt=7),
    StyleSpec(style_id="VBTrichYeuCongVan", name="VB Trích yếu công văn", element="subject_letter"),
    StyleSpec(style_id="VBTenLoai", name="VB Tên loại", element="type_name", space_before_pt=18),
    StyleSpec(style_id="VBTrichYeu", name="VB Trích yếu", element="subject_named"),
    StyleSpec(style_id="VBKinhGui", name="VB Kính gửi", element="addressees", align="left", space_before_pt=16),
    StyleSpec(style_id="VBKinhGuiMot", name="VB Kính gửi một nơi", element="addressees", space_before_pt=16),
    StyleSpec(style_id="VBNoiNhanKinhGui", name="VB Danh sách kính gửi", element="addressees", align="left"),
    StyleSpec(style_id="VBNoiDung", name="VB Nội dung", element="body", align="both", justified=True),
    StyleSpec(style_id="VBCanCu", name="VB Căn cứ", element="basis", align="both", justified=True),
    StyleSpec(style_id="VBPhan", name="VB Phần, chương", element="part", justified=True, kept=True),
    StyleSpec(
        style_id="VBTieuDePhan",
        name="VB Tiêu đề phần",
        element="part_title",
        justified=True,
        kept=True,
        capitals=True,
    ),
    StyleSpec(
        style_id="VBMuc", name="VB Mục", element="section", align="both", justified=True, kept=True, capitals=True
    ),
    StyleSpec(style_id="VBDieu", name="VB Điều", element="article", align="both", justified=True, kept=True),
    StyleSpec(
        style_id="VBKhoanCoTieuDe",
        name="VB Khoản có tiêu đề",
        element="clause_title",
        align="both",
        justified=True,
        kept=True,
    ),
    StyleSpec(style_id="VBKhoan", name="VB Khoản", element="clause", align="both", justified=True),
    StyleSpec(style_id="VBDiem", name="VB Điểm", element="point", align="both", justified=True),
    StyleSpec(style_id="VBGachDauDong", name="VB Gạch đầu dòng", element="body", align="both", justified=True),
    StyleSpec(style_id="VBCanGiua", name="VB Căn giữa", element="body", justified=True),
    StyleSpec(style_id="VBTenCuoi", name="VB Tên ở cuối", element="signer_name", justified=True),
    StyleSpec(style_id="VBBang", name="VB Ô bảng", element="table_cell", align="left"),
    StyleSpec(style_id="VBNoiNhan", name="VB Nơi nhận", element="distribution_label", align="left"),
    StyleSpec(style_id="VBNoiNhanMuc", name="VB Nơi nhận, từng dòng", element="distribution_item", align="left"),
    StyleSpec(style_id="VBNoiNhanTiep", name="VB Nơi nhận, phần tiếp", element="distribution_item", align="left"),
    StyleSpec(style_id="VBQuyenHan", name="VB Quyền hạn, chức vụ", element="authority"),
    StyleSpec(style_id="VBHoTen", name="VB Họ tên người ký", element="signer_name"),
    StyleSpec(style_id="VBPhuLuc", name="VB Phụ lục", element="appendix_label", kept=True),
    StyleSpec(style_id="VBTieuDePhuLuc", name="VB Tiêu đề phụ lục", element="appendix_title", kept=True),
    StyleSpec(style_id="VBKemTheo", name="VB Kèm theo", element="appendix_reference", kept=True),
    StyleSpec(style_id="VBDauKhan", name="VB Dấu khẩn", element="urgency_mark", space_before_pt=10),
    StyleSpec(style_id="VBLuuHanh", name="VB Phạm vi lưu hành", element="circulation_mark"),
    StyleSpec(style_id="VBDiaChi", name="VB Địa chỉ", element="contact"),
    StyleSpec(style_id="VBSoTrang", name="VB Số trang", element="page_number"),
    StyleSpec(style_id="VBKe", name="VB Đường kẻ", element="rule"),
)

STYLE_OF_ROLE: Mapping[Role, str] = {
    Role.BODY: "VBNoiDung",
    Role.BASIS: "VBCanCu",
    Role.PART: "VBPhan",
    Role.PART_TITLE: "VBTieuDePhan",
    Role.SECTION: "VBMuc",
    Role.ARTICLE: "VBDieu",
    Role.CLAUSE_TITLE: "VBKhoanCoTieuDe",
    Role.CLAUSE: "VBKhoan",
    Role.POINT: "VBDiem",
    Role.DASH: "VBGachDauDong",
    Role.CENTRED: "VBCanGiua",
    Role.SIGNED: "VBTenCuoi",
}
"""The style id that sets each kind of paragraph."""
