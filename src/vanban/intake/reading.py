"""The collector of problems, and the spot in a file that a problem is told of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vanban.domain.errors import InvalidCampaign, Problem


class Problems:
    """Every mistake found so far, in the order found, none twice.

    Start it with the problems of an earlier step to go on with the same report.
    """

    def __init__(self, known: Iterable[Problem] = ()) -> None:
        self._found: dict[Problem, None] = dict.fromkeys(known)

    def add(self, file: str, place: str, message: str, remedy: str) -> None:
        self._found[Problem(file=file, place=place, message=message, remedy=remedy)] = None

    def raise_if_any(self) -> None:
        if self._found:
            raise InvalidCampaign(self._found)

    def as_tuple(self) -> tuple[Problem, ...]:
        return tuple(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file, with the collector that hears what is wrong there."""

    problems: Problems
    file: str
    place: str

    def report(self, message: str, remedy: str) -> None:
        self.problems.add(self.file, self.place, message, remedy)

    def line(self, number: int) -> Spot:
        return Spot(self.problems, self.file, line_place(number))


class Unusable(Exception):
    """Something that cannot be used, told without its place; who asked for it reports it with one."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def line_place(number: int) -> str:
    """``dòng 12``."""
    return f"dòng {number}"
