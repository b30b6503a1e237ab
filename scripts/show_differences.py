"""Print, as a Markdown table, where the examples differ from the reference letters that they reproduce, and why."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

TABLE = Path(__file__).parents[1] / "tests" / "reference" / "differences.toml"
CONTEXT_WORDS = 3
HEAD = ("Công văn", "Bản gốc", "Ví dụ", "Quy tắc", "Lý do")


def rows(table: Path, *, whole_lines: bool) -> Iterator[tuple[str, str, str, str, str]]:
    """The cells of each difference; long lines are cut down to the words that differ and a few around them."""
    for row in tomllib.loads(table.read_text(encoding="utf-8"))["difference"]:
        theirs, ours = " ⏎ ".join(row["reference"]), " ⏎ ".join(row["ours"])
        if theirs and ours and not whole_lines:
            theirs, ours = excerpts(theirs.split(), ours.split())
        yield row["letter"], theirs or "(không có)", ours or "(không có)", row["rule"], row["reason"]


def excerpts(left: Sequence[str], right: Sequence[str]) -> tuple[str, str]:
    """The differing words of both in bold, with their neighbours; the rest becomes an ellipsis."""
    shown_left: list[str] = []
    shown_right: list[str] = []
    steps = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    for index, (tag, i1, i2, j1, j2) in enumerate(steps):
        if tag == "equal":
            same = shortened(left[i1:i2], keep_start=index > 0, keep_end=index < len(steps) - 1)
            shown_left += same
            shown_right += same
        else:
            shown_left += marked(left[i1:i2])
            shown_right += marked(right[j1:j2])
    return " ".join(shown_left), " ".join(shown_right)


def shortened(words: Sequence[str], *, keep_start: bool, keep_end: bool) -> list[str]:
    """Words that both lines have, without those far from a difference."""
    start = CONTEXT_WORDS if keep_start else 0
    end = CONTEXT_WORDS if keep_end else 0
    if len(words) <= start + end + 1:
        return list(words)
    return [*words[:start], "…", *words[len(words) - end :]]


def marked(words: Sequence[str]) -> list[str]:
    """Words in bold, none when there are none."""
    return [f"**{' '.join(words)}**"] if words else []


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole-lines", action="store_true", help="do not cut long lines")
    whole_lines: bool = parser.parse_args().whole_lines
    print(f"| {' | '.join(HEAD)} |")
    print(f"|{'---|' * len(HEAD)}")
    for row in rows(TABLE, whole_lines=whole_lines):
        print(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |")


if __name__ == "__main__":
    main()
