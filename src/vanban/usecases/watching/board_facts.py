"""A board as plain values, for JSON and for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from vanban.domain.duties.board import Board, BoardRow, Standing
from vanban.domain.duties.report import QuotaResult, RecordedReport
from vanban.store.reporting.board_rows import CampaignCount
from vanban.usecases.watching.describe_board import (
    Progress,
    is_projected,
    progress_by_issuer,
    progress_by_level,
    remarks,
    standing_words,
)


def board_facts(board: Board, names: Mapping[str, str], rows: Iterable[BoardRow]) -> dict[str, Any]:
    """The counts of a whole board, and those of its rows that are asked for.

    Args:
        board: what is counted.
        names: what the issuers are called, by id.
        rows: the rows to tell, in their order.
    """
    return {
        "campaign": board.campaign_id,
        "title": board.title,
        "day": board.day.isoformat(),
        "closed_on": _iso(board.closed_on),
        "counts": {one.value: board.count(one) for one in Standing},
        "levels": [_progress(one) for one in progress_by_level(board)],
        "issuers": [_progress(one) | {"issuer": one.issuer_id} for one in progress_by_issuer(board, names)],
        "rows": [_row(row, names) for row in rows],
    }


def overview_facts(counts: Iterable[CampaignCount], day: date) -> dict[str, Any]:
    """All campaigns on a day."""
    return {
        "day": day.isoformat(),
        "campaigns": [
            {
                "campaign": one.campaign_id,
                "title": one.title,
                "letters": one.letters,
                "obligations": one.obligations,
                "reported": one.reported,
                "overdue": one.overdue,
                "next_due": _iso(one.next_due),
                "closed_on": _iso(one.closed_on),
            }
            for one in counts
        ],
    }


def _progress(progress: Progress) -> dict[str, Any]:
    return {
        "level": progress.level,
        "name": progress.name,
        "expected": progress.expected,
        "reported": progress.reported,
        "missing": progress.missing,
        "counts": {one.value: progress.counts.get(one, 0) for one in Standing},
    }


def _row(row: BoardRow, names: Mapping[str, str]) -> dict[str, Any]:
    """Days left are told of what is still to come; of anything else they would say nothing."""
    owed = row.obligation
    waited_for = row.standing.is_missing
    return {
        "level": row.level,
        "letter": owed.key.letter.letter_id,
        "issuer": owed.issuer_id,
        "issuer_name": names.get(owed.issuer_id, owed.issuer_id),
        "code": str(row.code),
        "issued_date": row.issued_date.isoformat(),
        "assignment": owed.key.assignment,
        "title": owed.title,
        "organ": owed.key.organ_id,
        "name": owed.label,
        "due": owed.due_now.isoformat(),
        "due_at_issue": owed.due.day.isoformat(),
        "projected": is_projected(row),
        "standing": row.standing.value,
        "standing_words": standing_words(row),
        "days_left": row.days_left if waited_for else None,
        "working_days_left": row.working_days_left if waited_for else None,
        "first_received_on": _iso(row.first_received_on),
        "report": None if row.report is None else _report(row.report),
        "quotas": [_quota(one) for one in row.quotas],
        "extensions": [
            {"due": one.due.isoformat(), "granted_on": one.granted_on.isoformat(), "reason": one.reason}
            for one in owed.extensions
        ],
        "reminded_on": [day.isoformat() for day in row.reminded_on],
        "remarks": list(remarks(row)),
    }


def _report(recorded: RecordedReport) -> dict[str, Any]:
    report = recorded.report
    return {
        "version": recorded.version,
        "received_on": report.received_on.isoformat(),
        "as_of": report.as_of.isoformat(),
        "reporter": report.reporter,
        "reason": report.reason,
        "figures": {key: str(value) for key, value in report.figures.items()},
    }


def _quota(result: QuotaResult) -> dict[str, Any]:
    return {
        "key": result.quota.key,
        "label": result.quota.label,
        "minimum_percent": result.quota.minimum_percent,
        "percent": None if result.percent is None else float(result.percent),
        "met": result.is_met,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
