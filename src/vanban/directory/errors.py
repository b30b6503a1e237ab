"""What the directory cannot answer, said with what to do instead."""

from __future__ import annotations

from vanban.domain.errors import VanbanError


class DirectoryError(VanbanError):
    """A question that the directory cannot answer on that day; ``remedy`` says what to do."""

    code = "DIRECTORY"

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} → {self.remedy}"


class UnknownOrganisation(DirectoryError):
    """No organisation goes by that id or name on that day."""

    code = "ORGANISATION"


class OrganisationNotValid(UnknownOrganisation):
    """The organisation is known, but not on that day."""


class AmbiguousOrganisation(UnknownOrganisation):
    """Several organisations go by that name or abbreviation on that day."""


class UnknownGroup(DirectoryError):
    """No collective group goes by that id on that day."""

    code = "GROUP"


class EmptyGroup(UnknownGroup):
    """The group is known, but nobody belongs to it on that day."""


class NoSuchSignatory(DirectoryError):
    """Nobody may sign for the organisation as asked on that day."""

    code = "SIGNATORY"
