"""Plant every mistake of the test's table, launch, and print as a Markdown table what the clerk is told."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests" / "cli"
sys.path.insert(0, str(TESTS))

from command_line import Ran, vanban, vanban_process  # type: ignore[import-not-found]  # noqa: E402  # beside the tests
from mistakes import MISTAKES, Mistake, copy_of_masters  # type: ignore[import-not-found]  # noqa: E402

HEAD = ("STT", "Lỗi gài vào", "Mã thoát", "Thông báo")


def rows(chosen: Collection[int]) -> Iterator[tuple[str, ...]]:
    """The cells of each chosen mistake; nothing is left behind."""
    for number, mistake in enumerate(MISTAKES, start=1):
        if number not in chosen:
            continue
        with tempfile.TemporaryDirectory() as place:
            ran = launched(mistake, Path(place))
        messages = [line.strip() for line in ran.err.splitlines()[1:]]
        yield str(number), mistake.name, str(ran.code), "<br>".join(messages)


def launched(mistake: Mistake, place: Path) -> Ran:
    """What ``vanban launch`` says of the good campaign with one mistake in it."""
    folder = Path(shutil.copytree(TESTS / "data" / "dot-mau", place / "dot-mau"))
    command = ("launch", folder, "--yes", "--json", "--database", place / "so.db", "--out", place / "ra")
    if mistake.of_a_master:
        masters = copy_of_masters(place)
        mistake.spoil(masters)
        return vanban_process(*command, folder=place, VANBAN_TEMPLATES=str(masters))
    mistake.spoil(folder)
    return vanban(*command)


def main() -> None:
    """Print the table, or those rows of it whose numbers are given."""
    chosen = [int(number) for number in sys.argv[1:]] or range(1, len(MISTAKES) + 1)
    os.environ.pop("VANBAN_TEMPLATES", None)
    print(f"| {' | '.join(HEAD)} |")
    print(f"|{'---|' * len(HEAD)}")
    for row in rows(chosen):
        print(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |")


if __name__ == "__main__":
    main()
