"""Hand in made-up reports on the example of 2024, some on time, some late, some corrected, and show its board."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

from vanban.cli.screens import screen
from vanban.domain.dates.occasion import VIETNAM_TIME
from vanban.domain.duties.board import Board
from vanban.domain.duties.report import Report, ReportSource, sum_of_figures
from vanban.storage.files import write_whole
from vanban.store.database import Database, open_database
from vanban.store.register.obligations import extend
from vanban.store.reporting.board_rows import BoardEntry, board_entries
from vanban.store.reporting.reports import record_report
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.watching.deadline_board import deadline_board
from vanban.usecases.watching.describe_board import (
    heading,
    issuer_names,
    pressing_rows,
    progress_by_level,
    progress_line,
    standing_words,
)
from vanban.usecases.watching.draw_board import board_page, board_workbook

CAMPAIGN = "khao-sat-hai-long-2024"
BOARD_DAY = date(2024, 12, 12)
"""Three days after the deadline of the communes, four before that of the districts."""
REPORTER = "Nguyễn Văn A"
NOTE = "Số liệu mô phỏng để trình diễn, không phải kết quả thật."
_MORNING = time(8, 30, tzinfo=VIETNAM_TIME)
_IN_TIME = (date(2024, 12, 4), date(2024, 12, 5), date(2024, 12, 6), date(2024, 12, 9))
_LATE = (date(2024, 12, 10), date(2024, 12, 11))
_EXTENDED_ON = date(2024, 12, 6)
_EXTENSIONS = (
    ("Trường Sa", date(2024, 12, 13), "biển động, tàu chưa ra đảo được"),
    ("thị trấn Tô Hạp", date(2024, 12, 12), "bổ sung phiếu ở thôn bị mưa lũ chia cắt"),
)
_PRESSING_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """The database, and whoever is supposed to be at the keyboard."""

    database: Database
    actor: str

    def entries(self, level: int) -> list[BoardEntry]:
        """What is owed at a level, as it stands on the day of the board."""
        return [one for one in board_entries(self.database, CAMPAIGN, BOARD_DAY) if one.level == level]

    def record(self, reports: Iterator[Report]) -> None:
        """Records reports in the order of the days on which they came in."""
        for report in sorted(reports, key=lambda one: one.received_on):
            record_report(self.database, report, now=_morning(report.received_on), actor=self.actor)


def put_off(demo: Demo) -> None:
    """Gives a few communes more time."""
    for entry in demo.entries(2):
        for name, due, reason in _EXTENSIONS:
            if entry.obligation.label.endswith(name):
                key = entry.obligation.key
                extend(demo.database, key, due=due, reason=reason, now=_morning(_EXTENDED_ON), actor=demo.actor)


def reports_of_communes(entries: list[BoardEntry]) -> Iterator[Report]:
    """Of every ten communes seven answer in time, one of them corrects itself, one is late and two are missing.

    In every third district all of them answer; those whose deadline was put off are still waited for.
    """
    districts = sorted({one.obligation.issuer_id for one in entries})
    for number, entry in enumerate(entries):
        complete = districts.index(entry.obligation.issuer_id) % 3 == 0
        if entry.obligation.extensions or (number % 10 in {3, 8} and not complete):
            continue
        days = _LATE if number % 10 == 6 else _IN_TIME  # noqa: PLR2004  # one in ten
        first = _report(entry, days[number % len(days)], forms=48 + number * 37 % 90, below_quota=number % 23 == 5)  # noqa: PLR2004
        yield first
        if number % 10 == 1:
            more = {**first.figures, "so_phieu": first.figures["so_phieu"] + 4}
            yield replace(
                first, figures=more, received_on=_LATE[1], reason="cộng thiếu phiếu của một thôn trong báo cáo lần đầu"
            )


def reports_of_districts(demo: Demo) -> Iterator[Report]:
    """Two districts whose communes have all answered hand their sums up; one office answers for itself."""
    below = demo.entries(2)
    for number, entry in enumerate(demo.entries(1)):
        mine = [one for one in below if one.obligation.issuer_id == entry.obligation.key.organ_id]
        if not mine and number == 0:
            yield _report(entry, date(2024, 12, 11), forms=420)
        answers = [one.report.report.figures for one in mine if one.report is not None]
        if mine and len(answers) == len(mine):
            yield replace(_report(entry, date(2024, 12, 12), forms=1), figures=sum_of_figures(answers))


def show(board: Board, out: Path) -> None:
    """The counts, the gravest lines, and where the page and the workbook are."""
    names = issuer_names(board, office_directory(None))
    screen.say(heading(board))
    for level in progress_by_level(board):
        screen.say(f"  {progress_line(level)}")
    pressing = pressing_rows(board)
    screen.say(f"Cần đôn đốc {len(pressing)} nơi, trong đó:")
    for row in pressing[:_PRESSING_SHOWN]:
        screen.say(f"  {row.obligation.label}, {names[row.obligation.issuer_id]}: {standing_words(row)}")
    for suffix, content in (("html", board_page(board, names)), ("xlsx", board_workbook(board, names))):
        path = out / f"tinh-hinh-bao-cao.{suffix}"
        write_whole(path, content)
        screen.say(f"  {path}")


def _report(entry: BoardEntry, received: date, *, forms: int, below_quota: bool = False) -> Report:
    checked = forms // 15 if below_quota else forms // 8 + 1
    return Report(
        obligation=entry.obligation.key,
        figures={"so_phieu": Decimal(forms), "so_phuc_tra": Decimal(checked)},
        as_of=min(received, date(2024, 12, 6)),
        received_on=received,
        reporter=REPORTER,
        source=ReportSource.COMMAND,
        note=NOTE,
    )


def _morning(day: date) -> datetime:
    return datetime.combine(day, _MORNING).astimezone(UTC)


def main() -> None:
    """Read the arguments, hand in the reports and show the board."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    demo = Demo(database=open_database(given.database), actor=f"{REPORTER} (ngày giả định)")
    put_off(demo)
    demo.record(reports_of_communes(demo.entries(2)))
    demo.record(reports_of_districts(demo))
    show(deadline_board(demo.database, CAMPAIGN, BOARD_DAY), given.out)


if __name__ == "__main__":
    main()
