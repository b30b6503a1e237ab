"""Headers and footers: which of them stand on the first pages of each section, and the number of the page in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from vanban.domain.judging.inspected import MeasuredLine, Story
from vanban.inspection.docx.package import Package, Part
from vanban.inspection.docx.pages import Section
from vanban.inspection.docx.paragraphs import ParagraphReader
from vanban.inspection.docx.story import StoryReader, Told


@dataclass(frozen=True, slots=True)
class PageMargins:
    """What a section shows above and below the text of its first and of its second page."""

    first: tuple[Told, ...]
    second: tuple[Told, ...]

    @property
    def hides_first_number(self) -> bool:
        """Whether its first page shows no number."""
        return not any(told.page_numbers for told in self.first)

    @property
    def shows_number(self) -> bool:
        """Whether its second page shows one."""
        return any(told.page_numbers for told in self.second)

    @property
    def numbers(self) -> tuple[MeasuredLine, ...]:
        """The lines with the number of the page: of the second page, or of the first where only that has one."""
        told = self.second if self.shows_number else self.first
        return tuple(line for one in told for line in one.page_numbers)


@dataclass(slots=True)
class MarginReader:
    """Reads the headers and footers of a file, each part once for each number that it prints."""

    package: Package
    main: Part
    paragraphs: Callable[[], ParagraphReader]
    sections: Sequence[Section]
    even_differs: bool
    _read: dict[tuple[str, str, int], Told] = field(default_factory=dict)

    def of_section(self, number: int) -> PageMargins:
        """What stands above and below the first two pages of a section."""
        first, second = (self._page(number, place) for place in (1, 2))
        return PageMargins(first, second)

    def _page(self, number: int, place: int) -> tuple[Told, ...]:
        section = self.sections[number]
        kind = section.kind_of_page(place, even_differs=self.even_differs)
        printed = section.printed_number(place)
        found = []
        for references, story in ((section.headers, Story.HEADER), (section.footers, Story.FOOTER)):
            _, part = self.main.relations.get(references.get(kind, ""), ("", ""))
            if part and self.package.has(part):
                found.append(self._told(part, printed, number, story))
        return tuple(found)

    def _told(self, part: str, printed: str, number: int, story: Story) -> Told:
        key = (part, printed, number)
        if key not in self._read:
            reader = StoryReader(
                self.paragraphs(), self.sections, part, story=story, page_number=printed, section=number
            )
            self._read[key] = reader.read(self.package.part(part).root)
        return self._read[key]
