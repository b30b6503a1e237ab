"""Which role a paragraph or heading of a letter has, by how it begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from vanban.domain.letters.letter import Paragraph, Role, Run
from vanban.intake.markup.inline import TextLine, is_all_bold, joined, not_bold, plain_text, without_end, without_start

_PART = re.compile(r"((?:Phần|Chương|Mục|Tiểu mục)\s+(?:thứ\s+\w+|[IVXLC]+|\d+))(?:[.:]?\s+|[.:]?$)", re.IGNORECASE)
_MARKED = (
    (Role.ARTICLE, re.compile(r"(Điều \d+[a-zđ]?\.)\s+(?=\S)")),
    (Role.SECTION, re.compile(r"([IVXLCDM]+\.)\s+(?=\S)")),
    (Role.CLAUSE_TITLE, re.compile(r"(\d+(?:\.\d+)*\.)\s+(?=\S)")),
)
_POINT = re.compile(r"([a-zđ]\))[ \t]+(?=\S)")
_CENTRED = ("-> ", " <-")
_SIGNED = "=> "
_Begins = Callable[[TextLine, TextLine], bool]


def heading(runs: Sequence[Run]) -> tuple[Paragraph, ...]:
    """The paragraphs that a heading makes; none when it carries no marker.

    A part with its title on one line makes two.
    """
    plain = not_bold(runs)
    text = plain_text(plain)
    if found := _PART.match(text):
        title = without_start(plain, found.end())
        part = Paragraph(Role.PART, (Run(found.group(1)),))
        return (part, Paragraph(Role.PART_TITLE, title)) if title else (part,)
    marked = _marked(plain)
    return () if marked is None else (marked,)


def paragraphs(lines: Sequence[TextLine]) -> Iterator[Paragraph]:
    """The paragraphs of some lines: a line that begins with a point begins a paragraph."""
    for group in _split(lines, _begins_point):
        if runs := joined(group):
            yield by_its_beginning(runs)


def item_paragraphs(lines: Sequence[TextLine]) -> Iterator[Paragraph]:
    """The paragraphs of a list item; the first, which its marker begins, comes as it is, even empty."""
    first, *rest = _split(lines, _begins_point)
    yield Paragraph(Role.BODY, joined(first))
    for group in rest:
        yield by_its_beginning(joined(group))


def bases(lines: Sequence[TextLine]) -> Iterator[Paragraph]:
    """Căn cứ, one per paragraph: each ends with a semicolon (Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.a)."""
    for group in _split(lines, lambda before, _: before.text.rstrip().endswith(";")):
        if runs := joined(group):
            yield Paragraph(Role.BASIS, runs)


def dash(paragraph: Paragraph, marker: str) -> Paragraph:
    """The first paragraph of a bulleted item."""
    return Paragraph(Role.DASH, paragraph.runs, marker)


def clause(paragraph: Paragraph, marker: str) -> Paragraph:
    """The first paragraph of a numbered item: with a title of its own when all of it is bold."""
    if is_all_bold(paragraph.runs):
        return Paragraph(Role.CLAUSE_TITLE, not_bold(paragraph.runs), marker)
    return Paragraph(Role.CLAUSE, paragraph.runs, marker)


def by_its_beginning(runs: tuple[Run, ...]) -> Paragraph:
    """The paragraph of some tidy runs: a point, a centred line or whatever their first letters make it."""
    text = plain_text(runs)
    if is_all_bold(runs) and (marked := _marked(not_bold(runs))):
        return marked
    if found := _POINT.match(text):
        return Paragraph(Role.POINT, without_start(runs, found.end()), found.group(1))
    opening, closing = _CENTRED
    if text.startswith(opening) and text.endswith(closing) and len(text) > len(opening) + len(closing):
        return Paragraph(Role.CENTRED, without_end(without_start(runs, len(opening)), len(closing)))
    if text.startswith(_SIGNED):
        return Paragraph(Role.SIGNED, not_bold(without_start(runs, len(_SIGNED))))
    return Paragraph(Role.BODY, runs)


def _marked(runs: Sequence[Run]) -> Paragraph | None:
    text = plain_text(runs)
    for role, pattern in _MARKED:
        if found := pattern.match(text):
            return Paragraph(role, without_start(runs, found.end()), found.group(1))
    return None


def _begins_point(_before: TextLine, line: TextLine) -> bool:
    return _POINT.match(line.text.lstrip()) is not None


def _split(lines: Sequence[TextLine], begins: _Begins) -> Iterator[list[TextLine]]:
    group: list[TextLine] = []
    for line in lines:
        if group and not group[-1].ends_hard and begins(group[-1], line):
            yield group
            group = []
        group.append(line)
    yield group
