"""What stands on the paper: the one model that the DOCX and the PDF are both drawn from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.document import DocumentCode, DocumentType, Urgency


class Role(StrEnum):
    """What a paragraph of the text is; its look follows from it (Annex I, Part I, II.6 and V.6)."""

    BODY = "body"
    """Prose."""
    BASIS = "basis"
    """Căn cứ ban hành: italic, one per paragraph."""
    PART = "part"
    """``Phần I`` or ``Chương I``, on its own centred line."""
    PART_TITLE = "part_title"
    """The title under it, in capitals."""
    SECTION = "section"
    """Mục in the phần-mục-khoản-điểm layout: ``I. TITLE`` in bold capitals."""
    ARTICLE = "article"
    """``Điều 1. Title``."""
    CLAUSE_TITLE = "clause_title"
    """Khoản with a title of its own: ``1. Title``, bold."""
    CLAUSE = "clause"
    """Khoản without a title: ``1. ...``."""
    POINT = "point"
    """Điểm: ``a) ...``."""
    DASH = "dash"
    """A list item: ``- ...``."""
    CENTRED = "centred"
    """A centred line, such as the source line of a notice."""
    SIGNED = "signed"
    """The bold name that closes an attached notice, on the right."""


class Align(StrEnum):
    """Alignment of a table column."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; a newline in ``text`` is a line break; ``href`` makes it a link."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``marker`` is its number or dash as printed (``I.``, ``1.``, ``a)``, ``-``), or empty."""

    role: Role
    runs: tuple[Run, ...]
    marker: str = ""

    @property
    def text(self) -> str:
        words = "".join(run.text for run in self.runs)
        return f"{self.marker} {words}" if self.marker else words


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one heading row; every row has as many cells as ``aligns``."""

    aligns: tuple[Align, ...]
    head: tuple[tuple[Run, ...], ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A centred PNG or JPEG; ``alt`` says in words what it shows."""

    content: bytes
    media_type: str
    alt: str
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code drawn from a link, centred."""

    link: str
    alt: str
    width_mm: float


Block = Paragraph | Table | Image | QrCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The top left of page 1, in capitals, broken into printed lines (Annex I, Part I, II.2)."""

    superior_lines: tuple[str, ...]
    issuer_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBlock:
    """The lines above the signature, in capitals, and the name under it."""

    lines: tuple[str, ...]
    full_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appendix:
    """Phụ lục: ``label`` is ``Phụ lục`` or ``Phụ lục II`` (Annex I, Part I, III.1), empty where a file has none."""

    label: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A whole document as it is printed, numbered or still blank.

    ``addressees`` are the names under Kính gửi without punctuation; ``distribution_list`` the lines of Nơi nhận
    with theirs (``- Như trên;``), the file copy last. ``issuer_name`` is the issuer as running text names it.
    ``contact_line`` is the address line at the foot of page 1 (III.4), ``circulation_mark`` the box in the top
    margin (III.2.c); both may be empty.
    """

    document_type: DocumentType
    letterhead: Letterhead
    issuer_name: str
    code: DocumentCode
    place: str
    issued_on: PlannedDay
    subject: str
    addressees: tuple[str, ...]
    blocks: tuple[Block, ...]
    distribution_list: tuple[str, ...]
    signature: SignatureBlock
    appendices: tuple[Appendix, ...] = ()
    urgency: Urgency = Urgency.NONE
    circulation_mark: str = ""
    contact_line: str = ""

    def numbered(self, code_number: int, day: date) -> Letter:
        """The same letter with its number and day of issue filled in."""
        code = replace(self.code, code_number=code_number)
        return replace(self, code=code, issued_on=PlannedDay.of(day))
