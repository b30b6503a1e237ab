"""The foot of a document: Nơi nhận on the left, the signature on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.domain.judging.inspected import Element, MeasuredLine
from vanban.inspection import recognition as is_
from vanban.inspection.found import Found, Splitter
from vanban.inspection.halves import Side, side_of

_END_MARK = "./."
_TITLE_AND_NAME = 2
_SIGNATURE_ROOM = 12
"""Between the last words and the name there are no more lines than these, typed notes on signatures among them."""


@dataclass(slots=True)
class FootReader:
    """Finds the foot after ``start`` and takes it off; the text ends where it begins."""

    lines: Sequence[MeasuredLine]
    split: Splitter
    found: Found
    signature: list[MeasuredLine] = field(default_factory=list)
    _filed: bool = False

    def begins_at(self, start: int) -> int | None:
        """The first line of the foot; ``None`` when there is none."""
        label = self._first_appendix(start)
        heading = next((place for place in range(start, label) if self._has_heading(place)), None)
        if heading is None:
            return self._signature_alone(start, label)
        while heading > start and self._is_signature(heading - 1):
            heading -= 1
        return heading

    def read(self, start: int) -> int:
        """Sorts the lines of the foot into elements; returns the first line after it."""
        place = start
        while place < len(self.lines):
            parts = self.split(self.lines[place])
            if not self._take(parts):
                break
            place += 1
        self._sort_signature()
        return place

    def _first_appendix(self, start: int) -> int:
        """The first appendix after what looks like a foot; its end when there is none."""
        ended = False
        for place in range(start, len(self.lines)):
            text = self.lines[place].text
            ended = ended or _END_MARK in text or self._has_heading(place)
            if ended and is_.is_appendix_label(text) and not self.lines[place].in_table:
                return place
        return len(self.lines)

    def _has_heading(self, place: int) -> bool:
        line = self.lines[place]
        return is_.may_hold_distribution_label(line.text) and any(
            is_.is_distribution_label(part.text) for part in self.split(line)
        )

    def _is_signature(self, place: int) -> bool:
        parts = self.split(self.lines[place])
        return all(
            (is_.is_signing_line(part.text) and is_.is_capitals(part.text))
            or (is_.is_person(part.text) and side_of(part) is Side.RIGHT)
            or is_.is_signed_note(part.text)
            for part in parts
        )

    def _signature_alone(self, start: int, end: int) -> int | None:
        """A foot without Nơi nhận: the signing lines nearest after the end mark, or the last of the document."""
        marks = [place for place in range(start, end) if _END_MARK in self.lines[place].text]
        after = marks[-1] + 1 if marks else start
        places = [place for place in range(after, end) if self._is_signature(place)]
        if not places:
            return None
        if marks:
            return places[0]
        first = places[-1]
        while first - 1 in places:
            first -= 1
        return first

    def _take(self, parts: Sequence[MeasuredLine]) -> bool:
        """Whether all parts of a line belong to the foot; if so they are put where they belong."""
        kinds = [self._kind(part) for part in parts]
        if any(kind is None for kind in kinds):
            return False
        for kind, part in zip(kinds, parts, strict=True):
            if kind is Element.SIGNING_LINES:
                self.signature.append(part)
            elif kind is Element.BODY:
                self.found.unplaced.append(part)
            elif kind is not Element.PAGE_NUMBER:
                self.found.add(kind or Element.BODY, part)
                self._filed = self._filed or "luu" in is_.bare(part.text)[:5]
        return True

    def _kind(self, part: MeasuredLine) -> Element | None:
        """The element of a part; ``BODY`` stands for what belongs to none, ``PAGE_NUMBER`` for typed lines."""
        text = part.text
        if is_.is_typed_rule(text):
            return Element.PAGE_NUMBER
        if is_.is_distribution_label(text) and not self.found.has(Element.DISTRIBUTION_HEADING):
            return Element.DISTRIBUTION_HEADING
        if side_of(part) is Side.RIGHT and not is_.is_listed(text):
            return Element.SIGNING_LINES if self._is_open else None
        if self._is_distribution(part):
            return Element.DISTRIBUTION
        return self._last_kind(text)

    def _last_kind(self, text: str) -> Element | None:
        if self._filed and is_.is_drafter_mark(text):
            return Element.DRAFTER_MARK
        return Element.ADDRESS if is_.is_address(text) else self._unsided(text)

    def _unsided(self, text: str) -> Element | None:
        """Signatures of letters typed without columns."""
        if not self._is_open:
            return None
        if is_.is_signing_line(text) and is_.is_capitals(text):
            return Element.SIGNING_LINES
        if self.signature and is_.is_person(text) and not is_.is_capitals(text):
            return Element.SIGNING_LINES
        return Element.BODY if is_.is_signed_note(text) else None

    @property
    def _is_open(self) -> bool:
        """Whether the name of the signatory may still come."""
        return len(self.signature) < _SIGNATURE_ROOM and not any(self._is_name(one) for one in self.signature)

    def _is_distribution(self, part: MeasuredLine) -> bool:
        if not self.found.has(Element.DISTRIBUTION_HEADING):
            return False
        if is_.is_listed(part.text):
            return not self._filed
        before = self.found.last(Element.DISTRIBUTION) or self.found.last(Element.DISTRIBUTION_HEADING)
        if before is None or side_of(part) is not side_of(before) or is_.is_drafter_mark(part.text):
            return False
        return side_of(part) is Side.LEFT and not before.text.rstrip().endswith(".")

    def _sort_signature(self) -> None:
        """The signing lines, then the name: the person named last, or the last line of several."""
        names = [place for place, part in enumerate(self.signature) if self._is_name(part)]
        name = names[-1] if names else self._last_of_signature()
        for place, part in enumerate(self.signature):
            if place == name:
                self.found.add(Element.SIGNER_NAME, part)
            elif is_.is_signed_note(part.text) or (name is not None and place > name):
                self.found.unplaced.append(part)
            else:
                self.found.add(Element.SIGNING_LINES, part)

    def _last_of_signature(self) -> int | None:
        """The last line of several, when it is neither a post nor a note such as (Đã ký): a name typed unusually."""
        places = [place for place, part in enumerate(self.signature) if not is_.is_signed_note(part.text)]
        if len(places) < _TITLE_AND_NAME or is_.is_signing_line(self.signature[places[-1]].text):
            return None
        return places[-1]

    def _is_name(self, part: MeasuredLine) -> bool:
        return (
            is_.is_person(part.text)
            and not is_.is_signed_note(part.text)
            and not is_.is_signing_line(part.text)
            and not is_.is_capitals(part.text)
        )
