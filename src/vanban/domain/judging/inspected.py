"""A document file as it was measured: its runs, lines and pages, and which element of the decree each line is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FileKind(StrEnum):
    """What kind of file was measured; a rule may be able to judge one kind only."""

    DOCX = "docx"
    PDF = "pdf"


class Element(StrEnum):
    """The elements of form. Source: Decree 30/2020/NĐ-CP, Art. 8 and Annex I, Part I, IV."""

    COUNTRY_NAME = "country_name"
    MOTTO = "motto"
    SUPERIOR = "superior"
    ISSUER = "issuer"
    CODE = "code"
    PLACE_AND_DATE = "place_and_date"
    TYPE_NAME = "type_name"
    SUBJECT = "subject"
    ADDRESSEES = "addressees"
    """Kính gửi and the lines of its recipients."""
    BODY = "body"
    SIGNING_LINES = "signing_lines"
    """Authority and position: KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC."""
    SIGNER_NAME = "signer_name"
    DISTRIBUTION_HEADING = "distribution_heading"
    DISTRIBUTION = "distribution"
    DRAFTER_MARK = "drafter_mark"
    URGENCY = "urgency"
    CIRCULATION = "circulation"
    ADDRESS = "address"
    APPENDIX_LABEL = "appendix_label"
    APPENDIX_TITLE = "appendix_title"
    APPENDIX_NOTE = "appendix_note"
    """(Kèm theo Công văn số … ngày … của …)."""
    APPENDIX_BODY = "appendix_body"
    PAGE_NUMBER = "page_number"


class Story(StrEnum):
    """Where on the page a line stands: a header and a footer are apart from the text."""

    TEXT = "text"
    HEADER = "header"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRun:
    """Text in one style as it resolves, theme fonts and inheritance followed.

    ``text`` is what is seen: capitals that a style makes are capitals, no-break spaces and hyphens are plain ones, a
    line break is a newline. ``size_pt`` is ``None`` and ``font`` empty where the file does not tell; ``colour`` is six
    hexadecimal digits or ``auto``; ``shaded`` is also text that is highlighted or has an effect such as a glow.
    """

    text: str
    font: str = ""
    size_pt: float | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = "auto"
    shaded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredLine:
    """A paragraph of a DOCX or a line of a PDF; in head and foot of a DOCX a line of such a paragraph, or half of one.

    ``page`` is its place in ``Inspection.pages``, counted from 1. ``align`` is ``left``, ``center``, ``right``,
    ``justify`` or empty. Distances are measured from the edges of the page, in mm, where the file gives them: a PDF
    always, a DOCX never (it is laid out by whoever opens it), so there ``left_mm`` to ``bottom_mm`` are ``None``.
    ``column_from`` and ``column_to`` are the share of the text width (0 to 1) that the line's table cell or text box
    takes in a DOCX. ``line_spacing`` is in lines (1.0 is single), exact values converted by the size of the font.
    ``boxed`` is whether a box is drawn around the text, with ``box_width_mm`` and ``box_height_mm`` where the file
    tells them. ``place`` names the spot for people (``đoạn 12``, ``trang 1, dòng 3``); ``anchor`` finds it again in
    the file.
    """

    runs: tuple[MeasuredRun, ...]
    place: str
    anchor: str
    page: int | None = None
    align: str = ""
    left_mm: float | None = None
    right_mm: float | None = None
    top_mm: float | None = None
    bottom_mm: float | None = None
    column_from: float = 0.0
    column_to: float = 1.0
    indent_mm: float = 0.0
    first_line_indent_mm: float = 0.0
    space_before_pt: float | None = None
    space_after_pt: float | None = None
    line_spacing: float | None = None
    in_table: bool = False
    story: Story = Story.TEXT
    boxed: bool = False
    box_width_mm: float | None = None
    box_height_mm: float | None = None
    text: str = field(init=False, repr=False, compare=False)
    """What the runs say; joined once, since a hundred rules ask for it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "".join([run.text for run in self.runs]))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredPage:
    """A section of a DOCX or a page of a PDF, in mm; a PDF's margins are those of its text.

    ``hides_first_number`` is whether page 1 shows no number; ``number`` is the printed one, empty where none is; of a
    section it is the first that is printed. ``first_number`` is the number with which a section begins anew, ``None``
    where it goes on from the one before it.
    """

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    has_wide_content: bool = False
    hides_first_number: bool | None = None
    number: str = ""
    first_number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLine:
    """A line under a name, however it was made.

    ``below`` is the element above it (``ADDRESS`` for the line over the address, as a part of the text width),
    ``share`` its length as a part of that element's last text line, ``offset_mm`` how far its middle lies from the
    middle of the text. ``typed`` is one of underscores or hyphens, or an underline.
    """

    below: Element
    share: float | None
    offset_mm: float | None
    typed: bool = False
    continuous: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredImage:
    """A picture, in mm from the left and upper edges of the page; ``None`` or empty is what the file does not tell.

    ``over_signature`` is whether it lies where the person signs: in the block of title and name, over or between
    them. ``format`` is the kind of file in a DOCX (``png``); a PDF unpacks its pictures and keeps only ``jpeg``.
    ``transparent`` is whether the paper shows through parts of it, ``colour`` what its visible parts are on average,
    white left out. ``coloured`` is whether it can hold colours at all, ``dots_per_inch`` how finely it is scanned.
    ``signature`` names the digital signature that shows it.
    """

    page: int | None = None
    left_mm: float | None = None
    top_mm: float | None = None
    width_mm: float | None = None
    height_mm: float | None = None
    over_signature: bool = False
    format: str = ""
    transparent: bool | None = None
    colour: str = ""
    coloured: bool | None = None
    dots_per_inch: float | None = None
    signature: str = ""

    @property
    def middle_mm(self) -> float | None:
        return None if self.left_mm is None or self.width_mm is None else self.left_mm + self.width_mm / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredSignature:
    """A digital signature of a PDF, as far as it is seen without its certificate; the place is that of its look.

    ``name`` is that of its field. A signature without a place shows nothing. ``runs`` are the words of its look,
    ``order`` is the how manieth it was made (1 is the first), ``None`` where that is not told.
    """

    name: str
    page: int | None = None
    left_mm: float | None = None
    top_mm: float | None = None
    width_mm: float | None = None
    height_mm: float | None = None
    runs: tuple[MeasuredRun, ...] = ()
    order: int | None = None

    @property
    def text(self) -> str:
        return " ".join("".join(run.text for run in self.runs).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """Everything that was measured in one file.

    ``elements`` are the lines of each element that was found, in the order of the page; what is not in it was not
    found. ``unplaced`` are lines that belong to no element. ``signatures`` are the digital signatures that a PDF
    carries, ``signed_whole`` is whether the last of them covers the whole file. ``limits`` are what could not be
    measured, in Vietnamese.
    """

    kind: FileKind
    file: str
    pages: tuple[MeasuredPage, ...]
    elements: Mapping[Element, tuple[MeasuredLine, ...]]
    lines: tuple[MeasuredLine, ...]
    drawn: tuple[DrawnLine, ...] = ()
    unplaced: tuple[MeasuredLine, ...] = ()
    signatures: tuple[MeasuredSignature, ...] = ()
    signed_whole: bool | None = None
    images: tuple[MeasuredImage, ...] = ()
    limits: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
