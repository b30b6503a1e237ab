"""Board on PostgreSQL: milliseconds of a campaign's board, and of the overview, beside a million obligations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from random import Random

import psycopg
from benchmarks.board_database import DAY, Fate, add_campaigns, campaign_id
from benchmarks.board_speed import percentile
from benchmarks.measuring import Figure, Work, wall_seconds
from scripts.private_postgres import SAFE, cluster

from vanban.domain.duties.board import Standing
from vanban.store.database import Database, close_connections, open_database
from vanban.usecases.watching.deadline_board import campaigns_overview, deadline_board

REQUIRED_MS = 1000.0
BREADTHS = (10, 9, 10)
"""A campaign of 10 + 90 + 900 units."""
_OVERVIEWS = 20
_MEMORY = {**SAFE, "shared_buffers": "1GB", "maintenance_work_mem": "512MB", "max_wal_size": "8GB"}
"""What PostgreSQL's manual recommends for its cache, a quarter of the memory, on a machine of 4 GB."""
_SHIFTS = {
    "entry": ("register_entry.id", "register_entry.above_id", "entry_recipient.entry_id", "obligation.entry_id"),
    "owed": (
        *("obligation.id", "obligation.feeds_id", "obligation_extension.obligation_id", "reminder.obligation_id"),
        "report.obligation_id",
    ),
    "report": ("report.id", "report_figure.report_id", "report_evidence.report_id"),
    "reminder": ("reminder.id",),
}
"""Which columns hold the numbers of which rows."""
_TABLES = (
    *("register_entry", "entry_recipient", "obligation", "obligation_extension", "reminder"),
    *("report", "report_figure", "report_evidence"),
)


def measure(*, rounds: int, campaigns: int) -> list[Figure]:
    """The board of any campaign by the clock, and the overview of all.

    Args:
        rounds: samples of each.
        campaigns: of a thousand obligations each.
    """
    with many_campaigns(campaigns) as database:
        units = _refuse_other_boards(database, campaigns)
        chosen = Random(campaigns).choices(range(campaigns), k=100)  # noqa: S311  # which to look at is no secret
        boards = [partial(deadline_board, database, campaign_id(one), DAY) for one in chosen]
        owed = f"{units * campaigns:,} obligations on PostgreSQL"
        return [
            _waiting(f"Board, {owed}", rounds, boards, REQUIRED_MS),
            _waiting(f"Overview, {owed}", rounds, [partial(campaigns_overview, database, DAY)] * _OVERVIEWS, None),
        ]


@contextmanager
def many_campaigns(campaigns: int, breadths: tuple[int, int, int] = BREADTHS) -> Iterator[Database]:
    """A database on a server of its own with so many campaigns, the first written by the store, the others like it."""
    with cluster(_MEMORY) as one:
        database = open_database(one.url())
        add_campaigns(database, range(1), breadths)
        with psycopg.connect(one.url(), autocommit=True) as connection:
            multiply(connection, campaigns)
        yield database
        close_connections(one.url())


def multiply(connection: psycopg.Connection, campaigns: int) -> None:
    """Give the one campaign of a database so many brothers: its rows again, with numbers of their own.

    The log of the store, which no board reads, stays that of the first.
    """
    # The store's rules were asked of the first; of its equals they would be asked a million times.
    connection.execute("SET session_replication_role = replica")
    counts = {
        "entry": _last(connection, "register_entry", "id"),
        "owed": _last(connection, "obligation", "id"),
        "report": _last(connection, "report", "id"),
        "reminder": _last(connection, "reminder", "id"),
    }
    shifts = {column: counts[name] for name, columns in _SHIFTS.items() for column in columns}
    for table in _TABLES:
        names = [row[0] for row in connection.execute(_COLUMNS, (table,))]
        values = ", ".join(_value(table, name, shifts) for name in names)
        connection.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {values}"  # noqa: S608  # our own names
            f" FROM generate_series(1, {campaigns - 1}) AS copy CROSS JOIN {table} AS old ORDER BY copy, old.ctid"
        )
    connection.execute("UPDATE register_series SET last_number = last_number * %s", (campaigns,))
    connection.execute(
        "INSERT INTO reporting_plan SELECT new, version, replace(title, campaign_id, new),"
        " replace(content, campaign_id, new), recorded_at FROM reporting_plan, unnest(%s::text[]) AS new",
        ([campaign_id(copy) for copy in range(1, campaigns)],),
    )
    connection.execute("SET session_replication_role = origin")
    connection.execute("VACUUM ANALYZE")
    connection.execute("CHECKPOINT")


_COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position"


def _value(table: str, name: str, shifts: dict[str, int]) -> str:
    """What a column of the new row holds: offices number one letter in each campaign."""
    if table == "register_entry" and name == "code_number":
        return "old.code_number + copy"
    if table == "register_entry" and name == "campaign_id":
        return "'dot-' || lpad(copy::text, 3, '0')"
    shift = shifts.get(f"{table}.{name}")
    return f"old.{name}" if shift is None else f"old.{name} + copy * {shift}"


def _last(connection: psycopg.Connection, table: str, column: str) -> int:
    (found,) = connection.execute(f"SELECT max({column}) FROM {table}").fetchone() or (0,)  # noqa: S608  # our names
    return int(found or 0)


def _refuse_other_boards(database: Database, campaigns: int) -> int:
    """The organisations on each board, if the overview and three boards show what was put in."""
    first = deadline_board(database, campaign_id(0), DAY)
    units = len(first.rows)
    reported = sum(Fate(place).is_reported for place in range(units))
    counted = [(one.obligations, one.reported) for one in campaigns_overview(database, DAY)]
    if counted != [(units, reported)] * campaigns:
        raise ValueError(f"an overview of {len(counted)} campaigns with {set(counted)}")
    for number in {0, campaigns // 2, campaigns - 1}:
        board = deadline_board(database, campaign_id(number), DAY)
        told = (len(board.rows), board.count(Standing.REPORTED_ON_TIME, Standing.REPORTED_LATE))
        if told != (units, reported) or [one.report and one.report.report.figures for one in board.rows] != [
            one.report and one.report.report.figures for one in first.rows
        ]:
            raise ValueError(f"campaign {number} has a board of {told}")
    return units


def _waiting(name: str, rounds: int, works: Sequence[Work], at_most: float | None) -> Figure:
    """The 95th percentile of milliseconds by the clock, a sample in each round; one before is thrown away."""
    taken = [[1000 * wall_seconds(work) for work in works] for _ in range(rounds + 1)][1:]
    return Figure(
        name=name,
        baseline="none",
        unit=f"ms by the clock, p95 of {len(works)}",
        samples=tuple(percentile(one) for one in taken),
        at_most=at_most,
        facts=(("median ms", [sorted(one)[len(one) // 2] for one in taken]),),
    )
