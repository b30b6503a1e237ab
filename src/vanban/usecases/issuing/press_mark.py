"""The mark of a press: what a sample letter comes out as, the same wherever letters come out the same."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache

from vanban.collector import spare_what_is_loaded
from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.document import DocumentCode, DocumentType
from vanban.domain.letters.letter import Align, Letter, Letterhead, Paragraph, QrCode, Role, Run, SignatureBlock, Table
from vanban.domain.letters.rendition import KINDS

_NAME = "ĐƠN VỊ MẪU"
_DAY = date(2026, 1, 5)


@cache
def press_mark() -> str:
    """The SHA-256 over both files of the sample letter, drawn with the masters, fonts and libraries of this machine.

    Raises:
        InvalidTemplate: a master is broken.
        RenderFailed: nothing can be drawn on this machine.
    """
    # The press is loaded where it works: the process that hands out the work does without it until then.
    from vanban.rendering.letter_files import letter_bytes  # noqa: PLC0415

    sample = _sample()
    return hashlib.sha256("".join(letter_bytes(sample, kind)[1] for kind in KINDS).encode()).hexdigest()


def get_ready() -> str:
    """The mark of this process's press, which has loaded by then all that it draws with, for good.

    Raises:
        InvalidTemplate: a master is broken.
        RenderFailed: nothing can be drawn on this machine.
    """
    mark = press_mark()
    spare_what_is_loaded()
    return mark


def _sample() -> Letter:
    """A letter with a little of everything that a font, a master or a library draws."""
    text = Run("Kiểm tra máy vẽ: chữ thường, ")
    return Letter(
        document_type=DocumentType.CONG_VAN,
        letterhead=Letterhead(superior_lines=(), issuer_lines=(_NAME,)),
        issuer_name=_NAME,
        code=DocumentCode(code_number=1, code_notation="DVM-VP"),
        place="Hà Nội",
        issued_on=PlannedDay.of(_DAY),
        subject="kiểm tra máy vẽ",
        addressees=("Các máy vẽ",),
        blocks=(
            Paragraph(Role.BODY, (text, Run("chữ đậm, ", bold=True), Run("chữ nghiêng.", italic=True))),
            Table((Align.LEFT, Align.RIGHT), ((Run("Mục"),), (Run("Số"),)), (((Run("Ặ, ữ, đ"),), (Run("1.234"),)),)),
            QrCode("https://example.org/", "mã QR mẫu", 20),
        ),
        distribution_list=("- Như trên;", "- Lưu: VP."),
        signature=SignatureBlock(lines=("GIÁM ĐỐC",), full_name="Nguyễn Văn A"),
    )
