"""Many mistakes of one kind as few lines: nobody reads a hundred lines that say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from vanban.domain.errors import Problem
from vanban.domain.ranges import in_ranges

_FEW = 5
"""So many of one kind are told one by one."""
_ROW = re.compile(r"dòng (\d+)")


def problem_lines(problems: Sequence[Problem]) -> tuple[str, ...]:
    """The problems in the order of their kinds; one mistake in many rows, and many at one place, are told together.

    Every row is still named. Of many problems at one place, such as a level with 65 offices, the first are told
    in full and the others are counted: they go away with the same remedy.
    """
    return tuple(_shortened(_same_in_rows(problems)))


def _same_in_rows(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems, with those that differ in their row alone as one that names all rows."""
    alike: dict[tuple[str, ...], list[Problem]] = {}
    for one in problems:
        alike.setdefault(_but_for_row(one), []).append(one)
    told = []
    for group in alike.values():
        rows = [int(found.group(1)) for one in group if (found := _ROW.search(one.place))]
        if len(group) <= _FEW or len(rows) < len(group):
            told += group
        else:
            first = group[0]
            place = _ROW.sub(f"dòng {in_ranges(rows)}", first.place, count=1)
            told.append(Problem(file=first.file, place=place, message=first.message, remedy=first.remedy))
    return tuple(told)


def _but_for_row(problem: Problem) -> tuple[str, ...]:
    return problem.file, _ROW.sub("dòng", problem.place, count=1), problem.message, problem.remedy


def _shortened(problems: Iterable[Problem]) -> Iterator[str]:
    by_place: dict[tuple[str, str], list[Problem]] = {}
    for one in problems:
        by_place.setdefault((one.file, one.place), []).append(one)
    for (file, place), group in by_place.items():
        shown = group if len(group) <= 2 * _FEW else group[:_FEW]
        yield from (str(one) for one in shown)
        if len(shown) < len(group):
            where = f"{file}, {place}" if place else file
            yield f"{where}: còn {len(group) - len(shown)} lỗi khác cùng chỗ này → sửa như trên rồi chạy lại"
