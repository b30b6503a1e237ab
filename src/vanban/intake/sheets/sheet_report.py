"""What is wrong in a sheet of recipients, told by row and column and not without end."""

from __future__ import annotations

from vanban.intake.reading import Problems, line_place

MOST_TOLD = 200


class SheetReport:
    """The problems of one sheet; those beyond ``MOST_TOLD`` are only counted."""

    def __init__(self, problems: Problems, file: str) -> None:
        self._problems = problems
        self._file = file
        self.found = 0

    def report(self, message: str, remedy: str, *, row: int = 0, column: str = "") -> None:
        """Tell of a cell, of a row, or with neither of the sheet."""
        self.found += 1
        if self.found <= MOST_TOLD:
            parts = ([line_place(row)] if row else []) + ([f"cột {column}"] if column else [])
            self._problems.add(self._file, ", ".join(parts), message, remedy)

    def close(self) -> None:
        """Say how many more there are."""
        if self.found > MOST_TOLD:
            self._problems.add(
                self._file, "", f"còn {self.found - MOST_TOLD} lỗi nữa chưa kể ở đây", "sửa các lỗi trên rồi đọc lại"
            )
