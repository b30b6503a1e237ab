"""Size and style of lines against what the law says of their element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vanban.compliance.format_rules.paper import Answer, Paper, failed, unknown
from vanban.domain.judging.inspected import Element, MeasuredLine, MeasuredRun

_SHORTEST_CAPITALS = 2
"""A single capital letter is no word in capitals."""


def in_style(paper: Paper, key: str, *elements: Element) -> Iterator[Answer]:
    """Whether every line of some elements has the size, weight, slope and case that the law gives to ``key``."""
    for line in paper.lines(*elements):
        yield from line_in_style(paper, key, line)


def line_in_style(paper: Paper, key: str, line: MeasuredLine) -> Iterator[Answer]:
    """The same of one line."""
    rule = paper.law.element(key)
    yield from of_size(paper, key, line)
    yield from of_weight(line, bold=rule.bold)
    yield from of_slope(line, italic=rule.italic)
    if rule.uppercase and line.text != line.text.upper():
        yield failed("có chữ thường", "viết hoa toàn bộ", line)


def of_size(paper: Paper, key: str, line: MeasuredLine) -> Iterator[Answer]:
    """Whether a line has a size that the law gives to ``key``."""
    allowed = paper.law.element(key).size_pt
    for size in dict.fromkeys(run.size_pt for run in written(line)):
        if size is None:
            yield unknown("tệp không cho biết cỡ chữ", line)
        elif not allowed.holds(size, paper.tolerances.size_pt):
            yield failed(f"cỡ chữ {size:g}", f"cỡ chữ {allowed}", line)


def of_weight(line: MeasuredLine, *, bold: bool) -> Iterator[Answer]:
    """Whether all of a line is bold, or none."""
    if any(run.bold is not bold for run in lettered(line)):
        yield failed("chữ không đậm", "chữ đậm", line) if bold else failed("chữ đậm", "chữ không đậm", line)


def of_slope(line: MeasuredLine, *, italic: bool) -> Iterator[Answer]:
    """Whether all of a line is italic, or none."""
    if any(run.italic is not italic for run in lettered(line)):
        yield failed("chữ đứng", "chữ nghiêng", line) if italic else failed("chữ nghiêng", "chữ đứng", line)


def not_in_capitals(line: MeasuredLine) -> Iterator[Answer]:
    """Whether a line that is to be in small letters is not typed in capitals."""
    words = "".join(letter for letter in line.text if letter.isalpha())
    if len(words) > _SHORTEST_CAPITALS and words.isupper():
        yield failed("viết hoa toàn bộ", "chữ thường", line)


def sizes_of(lines: Iterable[MeasuredLine]) -> set[float | None]:
    """The sizes that occur in some lines."""
    return {run.size_pt for line in lines for run in written(line)}


def written(line: MeasuredLine) -> list[MeasuredRun]:
    """The runs that print something."""
    return [run for run in line.runs if run.text.strip()]


def lettered(line: MeasuredLine) -> list[MeasuredRun]:
    """The runs with letters or figures; of a lone comma nobody sees whether it is bold."""
    return [run for run in line.runs if any(sign.isalnum() for sign in run.text)]
