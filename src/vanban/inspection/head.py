"""The head of a document: from Quốc hiệu to the subject or Kính gửi."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vanban.domain.judging.inspected import Element, MeasuredLine
from vanban.inspection import recognition as is_
from vanban.inspection.addressees import read_addressees
from vanban.inspection.agency_names import is_bold, told_apart
from vanban.inspection.broken_lines import broken_in_two
from vanban.inspection.found import Found, Splitter
from vanban.inspection.halves import Side, rows_of, side_of

_FURTHEST = 80
"""No head is longer than so many lines, most of them blank or marks."""
_PROSE = 220
_LONGEST_SUBJECT_LINE = 300
_ONCE = frozenset({Element.CODE, Element.PLACE_AND_DATE})
_SURE = frozenset({Element.COUNTRY_NAME, Element.MOTTO, Element.URGENCY}) | _ONCE
_KINDS = (
    (Element.COUNTRY_NAME, is_.is_country_name),
    (Element.MOTTO, is_.is_motto),
    (Element.CODE, is_.is_code),
    (Element.PLACE_AND_DATE, is_.is_place_and_date),
    (Element.URGENCY, is_.is_urgency),
    (Element.CIRCULATION, is_.is_circulation),
)


@dataclass(slots=True)
class HeadReader:
    """Takes the head off a document; :meth:`read` returns where the text begins."""

    lines: Sequence[MeasuredLine]
    split: Splitter
    found: Found
    names: list[MeasuredLine] = field(default_factory=list)
    _broken: Mapping[str, Element] = field(default_factory=dict)

    def read(self) -> int:
        """Sorts the lines of the head into elements; 0 when there is no head."""
        parts = [part for line in self._above_prose() for part in self.split(line)]
        below = _below_about(parts)
        self._broken = {
            **broken_in_two([part for part in parts if part.anchor not in below]),
            # A subject may cite a document by number and day, and break so that these have a line of their own.
            **dict.fromkeys(below, Element.SUBJECT),
        }
        end = self._end()
        for line in self.lines[:end]:
            for part in self.split(line):
                is_half = (part.column_from, part.column_to) != (line.column_from, line.column_to)
                # The room of a half is as wide as its text: whatever its tabs, it stands in the middle of it.
                self._place(replace(part, align="center") if is_half else part)
        if end:
            superior, issuer = told_apart(self.names) if self.names else ((), ())
            self.found.add(Element.SUPERIOR, *superior)
            self.found.add(Element.ISSUER, *issuer)
            end = self._rest_of_subject(end)
        return read_addressees(self.lines, end, self.found)

    def _above_prose(self) -> Iterator[MeasuredLine]:
        """The lines down to Kính gửi, or to the first that is as long as prose."""
        for line in self.lines[:_FURTHEST]:
            if len(line.text) > _PROSE or is_.is_addressee_label(line.text):
                return
            yield line

    def _end(self) -> int:
        """After the last line that surely belongs to the head, or before Kính gửi."""
        end = 0
        seen: set[Element] = set()
        for place, line in enumerate(self.lines[:_FURTHEST]):
            text = line.text.strip()
            if is_.is_addressee_label(text):
                return place
            if any(self._is_sure(part, seen) for part in self.split(line)):
                end = place + 1
            elif len(text) > _PROSE or (is_.opens_text(text) and not _is_set_apart(line)):
                break
        return end

    def _is_sure(self, part: MeasuredLine, seen: set[Element]) -> bool:
        """Whether a part can only stand in a head; number and date do so once, further down they are of the text."""
        if part.anchor in self._broken:
            seen.add(self._broken[part.anchor])
            return True
        for element, matches in _KINDS:
            if matches(part.text):
                is_again = element in seen
                seen.add(element)
                return element in _SURE and not (is_again and element in _ONCE)
        return is_.is_about(part.text) or _names_type(part)

    def _place(self, part: MeasuredLine) -> None:
        text, found = part.text, self.found
        kind = next((element for element, matches in _KINDS if matches(text)), None)
        if part.anchor in self._broken:
            found.add(self._broken[part.anchor], part)
        elif kind is not None and not (kind in _ONCE and found.has(kind)):
            found.add(kind, part)
        elif is_.is_secrecy(text):
            found.unplaced.append(part)
        elif is_.is_typed_rule(text):
            return
        elif _names_type(part) and not found.has(Element.TYPE_NAME) and not found.has(Element.SUBJECT):
            found.add(Element.TYPE_NAME, part)
        elif self._is_subject(part):
            found.add(Element.SUBJECT, part)
        elif self._is_agency_name(part):
            self.names.append(part)
        else:
            found.unplaced.append(part)

    def _is_subject(self, part: MeasuredLine) -> bool:
        """Decree 30/2020/NĐ-CP, Annex I, Part I, II.5: below the type, or else below the number."""
        found = self.found
        if found.has(Element.TYPE_NAME):
            return True
        if is_.is_about(part.text):
            return True
        before = found.last(Element.SUBJECT) or found.last(Element.CODE)
        return before is not None and side_of(part) is side_of(before) and part.story is before.story

    def _is_agency_name(self, part: MeasuredLine) -> bool:
        if self.found.has(Element.CODE) or self.found.has(Element.TYPE_NAME) or side_of(part) is Side.RIGHT:
            return False
        return side_of(part) is Side.LEFT or is_.is_capitals(part.text) or is_.is_agency(part.text)

    def _rest_of_subject(self, start: int) -> int:
        """The lines of the subject that follow the last sure line of the head."""
        end = min(len(self.lines), start + _FURTHEST)
        for place in range(start, end):
            line = self.lines[place]
            if is_.is_typed_rule(line.text):
                continue
            if is_.is_secrecy(line.text):
                self.found.unplaced.append(line)
                continue
            if is_.is_addressee_label(line.text) or not self._goes_on(line):
                return place
            for part in rows_of(line):
                if not is_.is_typed_rule(part.text):
                    self.found.add(Element.SUBJECT, part)
        return end

    def _goes_on(self, line: MeasuredLine) -> bool:
        if self.found.has(Element.TYPE_NAME):
            return self._is_titling(line)
        before = self.found.last(Element.SUBJECT)
        if before is None or side_of(line) is not side_of(before) or len(line.text) > _SHORT_SUBJECT_LINE:
            return False
        return side_of(line) is Side.LEFT or (line.align == before.align == "center")

    def _is_titling(self, line: MeasuredLine) -> bool:
        """A line of the subject of a named type: centred or bold, and no beginning of the text."""
        text = line.text.strip()
        first = not self.found.has(Element.SUBJECT)
        last = self.found.last(Element.SUBJECT)
        # The first line of the text below a bold subject may be as long as a centred one; a PDF tells no more.
        is_lighter = last is not None and is_bold(last) and not is_bold(line)
        opens = is_.opens_text(text) and (is_lighter or not _is_set_apart(line))
        is_text = opens or (is_lighter and line.left_mm is not None)
        if len(text) > _LONGEST_SUBJECT_LINE or is_text or line.in_table:
            return False
        if is_.is_capitals(text) and (not first or is_.is_signing_line(text) or is_.is_agency(text)):
            # The authority that decides stands under the subject: GIÁM ĐỐC SỞ NỘI VỤ (form 1.2).
            return False
        centred = line.align == "center" or _is_centred(line)
        return centred or (first and (is_bold(line) or is_.is_about(text)))


_SHORT_SUBJECT_LINE = 90


def _below_about(parts: Sequence[MeasuredLine]) -> list[str]:
    """The anchors of lines below V/v, on its side of the page, that may read like a number or a day."""
    found: list[str] = []
    is_below = False
    for part in parts:
        if side_of(part) is not Side.LEFT:
            is_below = False
        elif is_.is_about(part.text):
            is_below = True
        elif is_below and any(character.isdigit() for character in part.text):
            found.append(part.anchor)
    return found


def _names_type(part: MeasuredLine) -> bool:
    """A line that is the name of a type, set off from the text by capitals, weight or its place."""
    if is_.type_named(part.text) is None or part.text.rstrip().endswith((":", ".", ";")):
        return False
    return is_.is_capitals(part.text) or is_bold(part) or part.align == "center"


def _is_set_apart(line: MeasuredLine) -> bool:
    """Whether a line is centred, or stands in one half of the page, as prose does not."""
    return side_of(line) is not Side.WHOLE or line.align == "center" or _is_centred(line)


def _is_centred(line: MeasuredLine) -> bool:
    """Whether a printed line stands in the middle of the page and leaves room on both sides."""
    if line.left_mm is None or line.right_mm is None:
        return False
    return (
        line.left_mm > _CENTRED_FROM_MM
        and abs((line.left_mm - _LEFT_MM) - (line.right_mm - _RIGHT_MM)) < _CENTRED_WITHIN_MM
    )


_LEFT_MM, _RIGHT_MM = 30.0, 18.0
"""How far the text of most letters is from the edges of A4: a centred line is as far from both, more or less."""
_CENTRED_FROM_MM, _CENTRED_WITHIN_MM = 33.0, 8.0
