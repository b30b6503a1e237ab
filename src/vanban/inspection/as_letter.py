"""A measured file as a letter of the domain, so that the rules of the text can run on any document.

What is printed is taken as it stands: names in their capitals, list items with their dashes. What a file does not
tell (recipients by id, links, pictures) stays empty, and a rule that needs it finds nothing to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from vanban.domain.dates.day import PlannedDay
from vanban.domain.judging.inspected import Element, Inspection, MeasuredLine
from vanban.domain.letters.document import DocumentCode, DocumentType, Urgency
from vanban.domain.letters.letter import Appendix, Letter, Letterhead, SignatureBlock
from vanban.inspection.recognition import bare, newest_law, type_named
from vanban.inspection.text_blocks import blocks_of, joined_text

_CODE = re.compile(r"số\s*[:.]?\s*(?P<number>\d*)[\s.…_]*/?\s*(?P<notation>.*)$", re.IGNORECASE)
_PLACE = re.compile(r"(?P<place>.*?)\s*,?\s*ngày\b(?P<date>.*)$", re.IGNORECASE)
_LONG_DATE = re.compile(r"\s*(?P<day>\d*)\D*?tháng\s*(?P<month>\d*)\D*?năm\s*(?P<year>\d*)", re.IGNORECASE)
_SHORT_DATE = re.compile(r"\s*(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})")
_SUBJECT_PREFIX = re.compile(r"v\s*/\s*v\s*:?\s*", re.IGNORECASE)
_ADDRESSEE_LABEL = re.compile(r"\s*kính\s+gửi\s*:?\s*", re.IGNORECASE)
_LIST_MARKS = " \t-–—−•+*"
_END_MARKS = " \t;.,"
_LARGEST_NUMBER = 999_999
_APPENDIX_ELEMENTS = (
    Element.APPENDIX_LABEL,
    Element.APPENDIX_TITLE,
    Element.APPENDIX_NOTE,
    Element.APPENDIX_BODY,
)


def document_type_of(inspection: Inspection) -> DocumentType | None:
    """The type that a document names; a công văn names none and has a number and Kính gửi or V/v."""
    named = text_of(inspection, Element.TYPE_NAME)
    if named:
        return type_named(named)
    is_letter = Element.CODE in inspection.elements and (
        Element.ADDRESSEES in inspection.elements or Element.SUBJECT in inspection.elements
    )
    return DocumentType.CONG_VAN if is_letter else None


def issued_on(inspection: Inspection) -> PlannedDay | None:
    """The day that a document states, or its month where the day is blank; ``None`` where it tells neither."""
    found = _PLACE.match(text_of(inspection, Element.PLACE_AND_DATE))
    stated = found and (_SHORT_DATE.match(found.group("date")) or _LONG_DATE.match(found.group("date")))
    if not stated or not stated.group("year") or not stated.group("month"):
        return None
    day = int(stated.group("day")) if stated.group("day") else None
    try:
        return PlannedDay(year=int(stated.group("year")), month=int(stated.group("month")), day=day)
    except (ValueError, OverflowError):
        return None


def as_letter(inspection: Inspection, *, undated: date) -> Letter | None:
    """The letter that a file holds, as far as its elements were found; ``None`` where no text was.

    Args:
        inspection: What was measured.
        undated: The day taken for a document that states none, or one that cannot be.
    """
    if Element.BODY not in inspection.elements:
        return None
    body = inspection.elements[Element.BODY]
    issuer = _texts(inspection, Element.ISSUER)
    place = _PLACE.match(text_of(inspection, Element.PLACE_AND_DATE))
    return Letter(
        document_type=document_type_of(inspection) or DocumentType.CONG_VAN,
        letterhead=Letterhead(superior_lines=_texts(inspection, Element.SUPERIOR), issuer_lines=issuer),
        issuer_name=_as_running_text(" ".join(issuer), body),
        code=_code(text_of(inspection, Element.CODE)),
        place=place.group("place").strip() if place else "",
        issued_on=issued_on(inspection) or PlannedDay.of(undated),
        subject=_subject(text_of(inspection, Element.SUBJECT)),
        addressees=_addressees(inspection.elements.get(Element.ADDRESSEES, ())),
        blocks=blocks_of(body),
        distribution_list=_texts(inspection, Element.DISTRIBUTION),
        signature=SignatureBlock(
            lines=_texts(inspection, Element.SIGNING_LINES), full_name=text_of(inspection, Element.SIGNER_NAME)
        ),
        appendices=tuple(_appendices(inspection)),
        urgency=_urgency(text_of(inspection, Element.URGENCY)),
        circulation_mark=text_of(inspection, Element.CIRCULATION),
        contact_line=text_of(inspection, Element.ADDRESS),
    )


def text_of(inspection: Inspection, element: Element) -> str:
    """The lines of an element as one line; empty where it was not found."""
    return joined_text(inspection.elements.get(element, ()))


def _texts(inspection: Inspection, element: Element) -> tuple[str, ...]:
    return tuple(" ".join(line.text.split()) for line in inspection.elements.get(element, ()))


def _code(text: str) -> DocumentCode:
    found = _CODE.match(text)
    if found is None:
        return DocumentCode(code_number=None, code_notation="")
    digits = found.group("number")
    number = int(digits) if digits and len(digits) <= len(str(_LARGEST_NUMBER)) else 0
    return DocumentCode(code_number=number or None, code_notation=found.group("notation").strip())


def _subject(text: str) -> str:
    found = _SUBJECT_PREFIX.match(text)
    return text[found.end() :] if found else text


def _addressees(lines: Sequence[MeasuredLine]) -> tuple[str, ...]:
    """The names under Kính gửi, each without its dash and end mark; a folded line goes on with the one above."""
    names: list[str] = []
    for line in lines:
        text = _ADDRESSEE_LABEL.sub("", " ".join(line.text.split()), count=1)
        if not text:
            continue
        begins = not names or text[0] in _LIST_MARKS or names[-1].endswith((";", "."))
        if begins:
            names.append(text)
        else:
            names[-1] = f"{names[-1]} {text}"
    return tuple(name.strip(_LIST_MARKS).rstrip(_END_MARKS) for name in names)


def _as_running_text(name: str, body: Iterable[MeasuredLine]) -> str:
    """A name in capitals as the text itself spells it: ``Sở Nội vụ`` for ``SỞ NỘI VỤ``; empty where it does not."""
    if not name:
        return ""
    wanted = re.compile(re.escape(name), re.IGNORECASE)
    return next((found.group() for line in body if (found := wanted.search(line.text))), "")


def _urgency(text: str) -> Urgency:
    marks = newest_law().marks
    return next((one for one in marks if bare(marks[one].text) == bare(text)), Urgency.NONE) if text else Urgency.NONE


def _appendices(inspection: Inspection) -> Iterable[Appendix]:
    """The appendices apart: each begins with its label, a text without any is one appendix."""
    order = {line.anchor: place for place, line in enumerate(inspection.lines)}

    def place(entry: tuple[Element, MeasuredLine]) -> tuple[int, int]:
        whole, _, stretch = entry[1].anchor.partition(":")
        return order.get(whole, order.get(entry[1].anchor, 0)), int(stretch.partition("-")[0] or 0)

    lines = [(element, line) for element in _APPENDIX_ELEMENTS for line in inspection.elements.get(element, ())]
    groups: list[list[tuple[Element, MeasuredLine]]] = []
    for entry in sorted(lines, key=place):
        if entry[0] is Element.APPENDIX_LABEL or not groups:
            groups.append([])
        groups[-1].append(entry)
    for group in groups:
        label, title, _, body = ([line for one, line in group if one is element] for element in _APPENDIX_ELEMENTS)
        yield Appendix(label=joined_text(label), title=joined_text(title), blocks=blocks_of(body, is_appendix=True))
