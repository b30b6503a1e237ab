"""What is said of a file that cannot be measured."""

from __future__ import annotations

from vanban.domain.errors import VanbanError


class UnreadableFile(VanbanError):
    """A file that is damaged, dangerous, too large or of another kind; it was not judged."""

    code = "UNREADABLE"

    def __init__(self, file: str, reason: str, remedy: str) -> None:
        super().__init__(f"{file}: {reason} → {remedy}")
        self.file = file
        self.reason = reason
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[str, str, str]]:
        """A process that measures files hands its error to its parent as it was made."""
        return type(self), (self.file, self.reason, self.remedy)
