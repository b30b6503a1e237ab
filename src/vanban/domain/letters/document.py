"""Document types, marks and the number and symbol of a document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DocumentType(StrEnum):
    """The 29 types of administrative document. Source: Decree 30/2020/NĐ-CP, Art. 7."""

    NGHI_QUYET = "nghi_quyet"
    QUYET_DINH = "quyet_dinh"
    CHI_THI = "chi_thi"
    QUY_CHE = "quy_che"
    QUY_DINH = "quy_dinh"
    THONG_CAO = "thong_cao"
    THONG_BAO = "thong_bao"
    HUONG_DAN = "huong_dan"
    CHUONG_TRINH = "chuong_trinh"
    KE_HOACH = "ke_hoach"
    PHUONG_AN = "phuong_an"
    DE_AN = "de_an"
    DU_AN = "du_an"
    BAO_CAO = "bao_cao"
    BIEN_BAN = "bien_ban"
    TO_TRINH = "to_trinh"
    HOP_DONG = "hop_dong"
    CONG_VAN = "cong_van"
    CONG_DIEN = "cong_dien"
    BAN_GHI_NHO = "ban_ghi_nho"
    BAN_THOA_THUAN = "ban_thoa_thuan"
    GIAY_UY_QUYEN = "giay_uy_quyen"
    GIAY_MOI = "giay_moi"
    GIAY_GIOI_THIEU = "giay_gioi_thieu"
    GIAY_NGHI_PHEP = "giay_nghi_phep"
    PHIEU_GUI = "phieu_gui"
    PHIEU_CHUYEN = "phieu_chuyen"
    PHIEU_BAO = "phieu_bao"
    THU_CONG = "thu_cong"


class Urgency(StrEnum):
    """Degree of urgency. Source: Decree 30/2020/NĐ-CP, Annex I, Part I, III.2.b."""

    NONE = "none"
    KHAN = "khan"
    THUONG_KHAN = "thuong_khan"
    HOA_TOC = "hoa_toc"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCode:
    """Số, ký hiệu: ``05/BC-UBND``, or ``/SNV-CCHC`` while the number is still blank.

    Source: Decree 30/2020/NĐ-CP, Art. 15 and Annex I, Part I, II.3.
    """

    code_number: int | None
    code_notation: str

    def __post_init__(self) -> None:
        if self.code_number is not None and self.code_number < 1:
            raise ValueError(f"a document number starts at 1, not {self.code_number}")

    @property
    def printed_number(self) -> str:
        """Annex I, Part I, II.3.c: numbers below 10 are written with a leading 0."""
        return "" if self.code_number is None else f"{self.code_number:02d}"

    def __str__(self) -> str:
        return f"{self.printed_number}/{self.code_notation}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class RegisterKey:
    """One numbering series: an organisation, a series name and a calendar year (Art. 15.1)."""

    organ_id: str
    series: str
    year: int
