"""Makes every fault of tests/faults, in launches of 500 letters, and prints what was survived as a Markdown table."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1] / "tests" / "faults"
LETTERS = 500
HEAD = ("Sự cố", "Số lần gây ra", "Qua được", "Mất")


class Counts:
    """Gathers what the tests count, and which of them could not be made here."""

    def __init__(self) -> None:
        self.tried: Counter[str] = Counter()
        self.survived: Counter[str] = Counter()
        self.left_out: dict[str, str] = {}
        self._failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called by pytest; the counts of a test are complete when it is cleared away."""
        if report.skipped and isinstance(report.longrepr, tuple):
            self.left_out[report.nodeid.rpartition("::")[2]] = report.longrepr[2]
        if report.failed:
            self._failed.add(report.nodeid)
        if report.when != "teardown":
            return
        for name, value in report.user_properties:
            if name == "faults" and isinstance(value, tuple):
                fault, tried, survived = value
                self.tried[fault] += tried
                # What is compared when all is over counts for every fault of a test.
                self.survived[fault] += 0 if report.nodeid in self._failed else survived

    def rows(self) -> list[tuple[str, ...]]:
        """A row for each fault, and their sum."""
        rows = [(fault, tried, self.survived[fault]) for fault, tried in self.tried.items() if tried]
        rows.append(("**Tất cả**", sum(self.tried.values()), sum(self.survived.values())))
        return [(fault, str(tried), str(survived), str(tried - survived)) for fault, tried, survived in rows]


def main() -> int:
    """Runs the tests, or those that the words choose as pytest's -k does, and prints; 0 when nothing was lost."""
    parser = argparse.ArgumentParser(description="Gây mọi sự cố trong lúc phát hành, rồi in bảng: qua được bao nhiêu.")
    parser.add_argument(
        "-k", default="", metavar="CHỮ", help="chỉ những phép thử mà các chữ này chọn, như -k của pytest"
    )
    parser.add_argument("--letters", type=int, default=LETTERS, metavar="SỐ", help="số văn bản của đợt bị phá")
    given = parser.parse_args()
    os.environ["VANBAN_FAULT_LETTERS"] = str(given.letters)
    counts = Counts()
    code = pytest.main([str(TESTS), "-n", "0", "-p", "no:cacheprovider", "-k", given.k], plugins=[counts])
    _say(f"\n| {' | '.join(HEAD)} |\n|---|--:|--:|--:|")
    for row in counts.rows():
        _say(f"| {' | '.join(row)} |")
    for name, reason in counts.left_out.items():
        _say(f"\nKhông gây được ở máy này: {name} ({reason})")
    return int(code)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
