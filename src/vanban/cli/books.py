"""What the two registers share on the screen and on disk: the names of their offices, and where their books go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vanban.cli.screens import screen

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from vanban.directory.directory import Directory


def book_names(organ_id: str, day: date, office: Directory) -> tuple[str, str]:
    """The two names of the letterhead; a register prints also when the directory lacks its office."""
    from vanban.directory.errors import UnknownOrganisation

    on = office.on(day)
    try:
        return on.letterhead_names(on.find(organ_id))
    except UnknownOrganisation:
        screen.complain(f"Danh bạ không có cơ quan '{organ_id}' → Thêm --directory để sổ in tên cơ quan.")
        return "", organ_id


def book_title(organ_id: str, day: date, office: Directory) -> str:
    """``Sở Nội vụ (snv-2020)``, or the id alone where the directory lacks the office."""
    from vanban.directory.errors import UnknownOrganisation

    try:
        return f"{office.on(day).find(organ_id).name} ({organ_id})"
    except UnknownOrganisation:
        return organ_id


def offices_meant(organ: str, known: set[str], own: Path | None) -> set[str]:
    """Those offices with a book whom a clerk names, whatever day they lived; all of them where none is named."""
    from vanban.usecases.planning.office_directory import office_directory
    from vanban.usecases.planning.recognise_organisations import recognise_organisations

    return known if not organ or not known else set(recognise_organisations(organ, known, office_directory(own)))


def nothing_in(message: str, organ: str, year: int | None) -> str:
    """What was looked for in vain, so that a wrong year or office is seen."""
    looked_for = [organ] * bool(organ) + [f"năm {year}"] * bool(year)
    return f"{message} ({', '.join(looked_for)})." if looked_for else f"{message}."


class Shelf:
    """Where the books go: the folder named, or with several offices one folder in it for each."""

    def __init__(self, out: Path, name: str, organ_ids: set[str]) -> None:
        self._root = out / name if len(organ_ids) > 1 else out
        self._organ_ids = organ_ids

    def folder(self, organ_id: str) -> Path:
        return self._root / organ_id if len(self._organ_ids) > 1 else self._root

    def tell(self, path: Path) -> None:
        """Names a file; the files of many offices are told by their folders."""
        if len(self._organ_ids) == 1:
            screen.say(f"  {path}")

    def tell_folders(self) -> None:
        if len(self._organ_ids) > 1:
            screen.say(f"Sổ của {len(self._organ_ids)} cơ quan, mỗi cơ quan một thư mục trong {self._root}")
            screen.say("Chỉ xuất sổ của một cơ quan: thêm --organ và tên cơ quan.")
