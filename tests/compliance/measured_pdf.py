"""The good letter as its PDF is measured: every line at a place on one of two pages."""

from __future__ import annotations

from dataclasses import replace

from measured_letters import good_letter, good_note, good_plan

from vanban.domain.judging.inspected import Element, FileKind, Inspection, MeasuredLine, MeasuredPage

LEFT, WIDTH, HEIGHT, RIGHT = 30.0, 210.0, 297.0, 20.0
TEXT = WIDTH - LEFT - RIGHT
_MM_A_SIGN, _ROW = 2.0, 6.0
_ON_PAGE_2 = (
    Element.DISTRIBUTION_HEADING,
    Element.DISTRIBUTION,
    Element.SIGNING_LINES,
    Element.SIGNER_NAME,
    Element.DRAFTER_MARK,
    Element.PAGE_NUMBER,
)
_ON_PAGE_3 = (Element.APPENDIX_LABEL, Element.APPENDIX_TITLE, Element.APPENDIX_NOTE)
_BESIDE = {Element.COUNTRY_NAME: Element.SUPERIOR, Element.PLACE_AND_DATE: Element.CODE}
"""The first line of the right column stands beside that of the left one."""


def good_pdf() -> Inspection:
    """The letter to two groups."""
    return as_pdf(good_letter())


def good_pdf_plan() -> Inspection:
    """The kế hoạch; its appendix begins on page 3."""
    return as_pdf(good_plan())


def good_pdf_note() -> Inspection:
    """The letter to one agency."""
    return as_pdf(good_note())


def as_pdf(docx: Inspection) -> Inspection:
    """The same document, as a PDF of two pages and one for an appendix."""
    placed: dict[str, MeasuredLine] = {}
    rows = {1: 20.0, 2: 20.0, 3: 20.0}
    tops: dict[Element, float] = {}
    for element, lines in docx.elements.items():
        page = 3 if element in _ON_PAGE_3 else 2 if element in _ON_PAGE_2 else 1
        if element in _BESIDE:
            rows[page] = tops[_BESIDE[element]]
        if element is Element.SIGNING_LINES:
            rows[page] = tops[Element.DISTRIBUTION_HEADING]
        if element is Element.PAGE_NUMBER:
            rows[page] = 11.0
        tops[element] = rows[page]
        for line in lines:
            last = element is Element.BODY and line is lines[-1]
            where = 2 if last else page
            placed[line.anchor] = _at(line, where, 20.0 if last else rows[page])
            rows[where] += _ROW
    pages = tuple(
        MeasuredPage(
            width_mm=WIDTH,
            height_mm=HEIGHT,
            top_mm=20.5,
            bottom_mm=bottom,
            left_mm=LEFT,
            right_mm=RIGHT,
            hides_first_number=hides,
            number=number,
        )
        for bottom, hides, number in ((21.0, True, ""), (180.0, None, "2"), (200.0, None, ""))
    )
    pages = pages if Element.APPENDIX_LABEL in docx.elements else pages[:2]
    return replace(
        docx,
        kind=FileKind.PDF,
        file="cong-van.pdf",
        pages=pages,
        elements={key: tuple(placed[line.anchor] for line in held) for key, held in docx.elements.items()},
        lines=tuple(placed[line.anchor] for line in docx.lines),
    )


def _at(line: MeasuredLine, page: int, top: float) -> MeasuredLine:
    """A line in the middle or at the left of its column; justified ones fill the text width."""
    start, end = LEFT + line.column_from * TEXT, LEFT + line.column_to * TEXT
    width = min(len(line.text) * _MM_A_SIGN, end - start)
    if line.align == "justify":
        left, right = LEFT, WIDTH - RIGHT
    elif line.align == "center":
        left, right = (start + end - width) / 2, (start + end + width) / 2
    else:
        left = start + line.indent_mm
        right = left + width
    return replace(
        line,
        page=page,
        left_mm=left,
        right_mm=WIDTH - right,
        top_mm=top,
        bottom_mm=HEIGHT - top - _ROW,
        place=f"trang {page}, {line.place}",
        space_before_pt=None,
        space_after_pt=None,
    )
