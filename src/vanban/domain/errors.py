"""What can go wrong, as values a clerk can act on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in the input, told so that a clerk can mend it.

    ``place`` is a line (``dòng 12``), a row or a field path (``letters[0].issuer``) inside ``file``;
    ``message`` says what is wrong and ``remedy`` what to do, both in Vietnamese.
    """

    file: str
    place: str
    message: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.message} → {self.remedy}"


class VanbanError(Exception):
    """Every error that this software raises on purpose; the message is Vietnamese."""

    code = "VANBAN"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidInput(VanbanError):
    """Input that cannot be used; ``problems`` holds every mistake found, not just the first."""

    code = "INPUT"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[InvalidInput], tuple[tuple[Problem, ...]]]:
        """A process that draws letters hands its error to its parent as it was made: of problems, not of text."""
        return type(self), (self.problems,)


class InvalidCampaign(InvalidInput):
    """A campaign folder or a letter text that cannot be read as one."""

    code = "CAMPAIGN"


class InvalidTemplate(InvalidInput):
    """A Word or HTML master that cannot be used."""

    code = "TEMPLATE"


class InvalidDirectory(InvalidInput):
    """A directory file (organisations, groups, signatories) that cannot be used."""

    code = "DIRECTORY"


class NumberConflict(VanbanError):
    """A number, or a letter that already has one, is asked for again with other content."""

    code = "NUMBER"


class IllegalTransition(VanbanError):
    """A register row is asked to change in a way its state forbids."""

    code = "TRANSITION"


class RenderFailed(VanbanError):
    """A letter could not be drawn."""

    code = "RENDER"


class StoreUnavailable(VanbanError):
    """The database cannot be opened or does not answer."""

    code = "STORE"
