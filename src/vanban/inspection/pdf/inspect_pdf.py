"""A PDF measured and divided into the elements of form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress
from pathlib import Path
from typing import Final

from vanban.domain.judging.inspected import Element, FileKind, Inspection, MeasuredLine, MeasuredPage
from vanban.inspection.pdf.drawn_lines import drawn_lines
from vanban.inspection.pdf.page_lines import PageLayout, TooMuchText, is_page_number, page_layouts
from vanban.inspection.pdf.paragraphs import measured, paragraphs
from vanban.inspection.pdf.pictures import measured_images, measured_signatures
from vanban.inspection.pdf.raw import RawDocument, Refusal
from vanban.inspection.pdf.reading_process import reading_process, refused
from vanban.inspection.segments import segment

NO_TEXT_LAYER: Final = "Tệp không có lớp chữ (bản quét hoặc ảnh chụp): chưa đánh giá được nội dung, thể thức"
HIDDEN_TEXT_ONLY: Final = (
    "Tệp là bản quét, chữ do máy nhận dạng nằm ẩn dưới ảnh, không cho biết phông, cỡ và kiểu chữ thật: chưa đánh giá"
)
CUT_SHORT: Final = "Tệp thiếu phần kết thúc, có thể bị cắt cụt khi sao chép: nội dung có thể không đủ"
TEXT_EDGES: Final = (
    "PDF không ghi lề trang: lề được đo theo mép chữ; trang không kín chữ thì không biết chắc lề trên, lề dưới"
)
NO_FULL_LINE: Final = "Không có đoạn nào đủ dài để thấy mép phải của chữ: lề phải được đo theo chữ xa nhất"
NO_GAPS: Final = "PDF không ghi khoảng cách trước và sau đoạn"
SIGNATURES_NOT_VERIFIED: Final = "Chữ ký số chỉ được nêu tên, không được xác thực; chữ trong khung chữ ký không được đo"
_WIDE_PICTURE: Final = 0.7
_DIGITS = re.compile(r"\d+|[ivxlc]+", re.IGNORECASE)


def inspect_pdf(path: Path) -> Inspection:
    """Measure a PDF; it is only ever read.

    Raises:
        UnreadableFile: The file is no PDF, is damaged or locked, or is too large to be read.
    """
    raw = reading_process().read(path)
    if not any(page.glyphs for page in raw.pages):
        return _without_text(path, raw)
    try:
        layouts = page_layouts(raw.pages)
    except TooMuchText:
        raise refused(path, Refusal.TOO_MUCH_TEXT) from None
    parts = paragraphs(layouts)
    lines = tuple(measured(part) for part in parts)
    numbered = [is_page_number(part.first) for part in parts]
    numbers = tuple(compress(lines, numbered))
    segments = segment([line for line, one in zip(lines, numbered, strict=True) if not one])
    elements = dict(segments.elements)
    if numbers:
        elements[Element.PAGE_NUMBER] = (*elements.get(Element.PAGE_NUMBER, ()), *numbers)
    by_anchor = dict(zip((line.anchor for line in lines), parts, strict=True))
    return Inspection(
        kind=FileKind.PDF,
        file=path.name,
        pages=_pages(layouts, elements.get(Element.PAGE_NUMBER, ())),
        elements=elements,
        lines=lines,
        drawn=drawn_lines(layouts, by_anchor, elements),
        unplaced=segments.unplaced,
        signatures=measured_signatures(raw.signatures),
        signed_whole=raw.signed_whole,
        images=measured_images(raw, lines, elements),
        limits=tuple(_limits(raw, layouts, lines)),
        properties=_properties(raw),
    )


def _without_text(path: Path, raw: RawDocument) -> Inspection:
    """Nothing of a scanned document can be measured, not even its margins, so it has no pages either."""
    hidden = any(page.hidden for page in raw.pages)
    limits = [HIDDEN_TEXT_ONLY if hidden else NO_TEXT_LAYER]
    limits += [CUT_SHORT] if raw.cut_short else []
    limits += [SIGNATURES_NOT_VERIFIED] if raw.signatures else []
    return Inspection(
        kind=FileKind.PDF,
        file=path.name,
        pages=(),
        elements={},
        lines=(),
        signatures=measured_signatures(raw.signatures),
        signed_whole=raw.signed_whole,
        images=measured_images(raw, (), {}),
        limits=tuple(limits),
        properties=_properties(raw),
    )


def _pages(layouts: Sequence[PageLayout], numbers: Sequence[MeasuredLine]) -> tuple[MeasuredPage, ...]:
    printed = {line.page: _number_in(line.text) for line in reversed(numbers)}
    fallback = next(layout.area for layout in layouts if layout.area is not None)
    found = []
    for number, layout in enumerate(layouts, start=1):
        # A page that is a picture says nothing of the margins of the text: it has those of the others.
        area, raw = layout.area or fallback, layout.raw
        wide = any(one.right_mm - one.left_mm > _WIDE_PICTURE * raw.width_mm for one in raw.pictures)
        found.append(
            MeasuredPage(
                width_mm=raw.width_mm,
                height_mm=raw.height_mm,
                top_mm=round(area.top_mm, 2),
                bottom_mm=round(raw.height_mm - area.bottom_mm, 2),
                left_mm=round(area.left_mm, 2),
                right_mm=round(raw.width_mm - area.right_mm, 2),
                has_wide_content=bool(layout.drawn.tables) or wide,
                hides_first_number=number not in printed if number == 1 else None,
                number=printed.get(number, ""),
            )
        )
    return tuple(found)


def _number_in(text: str) -> str:
    found = _DIGITS.search(text)
    return found.group() if found else ""


def _properties(raw: RawDocument) -> dict[str, str]:
    pictures = sum(len(page.pictures) for page in raw.pages)
    return {**raw.properties, **({"images": str(pictures)} if pictures else {})}


def _limits(raw: RawDocument, layouts: Sequence[PageLayout], lines: Sequence[MeasuredLine]) -> Iterator[str]:
    """What could not be measured, in the words of a clerk."""
    yield TEXT_EDGES
    yield NO_GAPS
    if not any(layout.area and layout.area.full for layout in layouts):
        yield NO_FULL_LINE
    yield from _unread_text(raw)
    if not all(run.font for line in lines for run in line.runs):
        yield "Có chữ mà tệp không cho biết phông"
    if raw.cut_short:
        yield CUT_SHORT
    if raw.signatures:
        yield SIGNATURES_NOT_VERIFIED


def _unread_text(raw: RawDocument) -> Iterator[str]:
    """What is printed, or seems to be, without being text that can be read."""
    blank = [number for number, page in enumerate(raw.pages, start=1) if not page.glyphs and page.pictures]
    if blank:
        yield f"{_pages_named(blank)} không có lớp chữ (ảnh quét): chưa đánh giá"
    turned = [number for number, page in enumerate(raw.pages, start=1) if page.turned]
    if turned:
        yield f"{_pages_named(turned)} có chữ đặt xoay: phần chữ này không được đo"
    if unmapped := sum(page.unmapped for page in raw.pages):
        yield f"Có {unmapped} ký tự mà tệp không cho biết là chữ gì: không đọc được"
    if hidden := sum(page.hidden for page in raw.pages):
        yield f"Có {hidden} ký tự ẩn: không được đo"


def _pages_named(numbers: Sequence[int]) -> str:
    return "Trang " + ", ".join(map(str, numbers))
