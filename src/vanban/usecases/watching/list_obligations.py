"""Who owes which report under which letter until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from vanban.directory.directory import Directory
from vanban.domain.duties.obligation import Obligation
from vanban.domain.letters.document import DocumentCode
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.wording import short_date
from vanban.store.database import Database
from vanban.store.register.obligations import obligations
from vanban.store.register.register_rows import entries
from vanban.usecases.planning.recognise_organisations import recognise_organisations

OBLIGATION_COLUMNS = ("Cơ quan báo cáo", "Nhiệm vụ", "Báo cáo về", "Theo văn bản", "Hạn", "Tình trạng")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedReport:
    """An obligation with the number and day of the letter that gives it, and the name of who gets the report."""

    obligation: Obligation
    issuer_name: str
    code: DocumentCode
    issued_date: date


def list_obligations(
    database: Database, directory: Directory, *, campaign_id: str = "", organ: str = "", issuer: str = ""
) -> tuple[OwedReport, ...]:
    """The obligations from the top level down; each filter may be left out.

    Args:
        campaign_id: the campaign whose letters give them.
        organ: who owes the report, by id or by name.
        issuer: who gets it, by id or by name.

    Raises:
        UnknownOrganisation: nobody of that name owes or gets a report here.
    """
    held = list(obligations(database, campaign_id=campaign_id or None))
    if organ:
        owing = recognise_organisations(organ, {one.key.organ_id for one in held}, directory)
        held = [one for one in held if one.key.organ_id in owing]
    if issuer:
        asking = recognise_organisations(issuer, {one.issuer_id for one in held}, directory)
        held = [one for one in held if one.issuer_id in asking]
    letters = _letters(database) if held else {}
    names = {one.id: one.short_name for one in directory.organisations}
    return tuple(
        OwedReport(
            obligation=one,
            issuer_name=names.get(one.issuer_id, one.issuer_id),
            code=letters[one.key.letter][0],
            issued_date=letters[one.key.letter][1],
        )
        for one in held
    )


def campaigns_that_ask(database: Database) -> tuple[str, ...]:
    """The ids of the campaigns whose letters ask for reports, for a clerk who wrote another."""
    return tuple(sorted({one.key.letter.campaign_id for one in obligations(database)}))


def obligation_rows(owed: tuple[OwedReport, ...]) -> list[tuple[str, ...]]:
    """One row an obligation, under :data:`OBLIGATION_COLUMNS`."""
    return [
        (
            one.obligation.label,
            one.obligation.title,
            one.issuer_name,
            f"số {one.code} ngày {short_date(one.issued_date)}",
            short_date(one.obligation.due_now) + " (dự kiến)" * _is_projected(one.obligation),
            _state(one.obligation),
        )
        for one in owed
    ]


def obligation_facts(owed: tuple[OwedReport, ...]) -> list[dict[str, Any]]:
    """The obligations as plain values, for JSON."""
    return [_facts(one) for one in owed]


def _letters(database: Database) -> dict[LetterKey, tuple[DocumentCode, date]]:
    return {
        row.letter_key: (row.code, row.issued_date)
        for row in entries(database)
        if row.letter_key is not None and row.issued_date is not None
    }


def _state(obligation: Obligation) -> str:
    if obligation.withdrawn:
        return "đã rút: văn bản bị thu hồi hoặc thay thế"
    if not obligation.extensions:
        return "đang theo dõi"
    last = obligation.extensions[-1]
    return f"gia hạn ngày {short_date(last.granted_on)}, hạn đầu {short_date(obligation.due.day)}: {last.reason}"


def _is_projected(obligation: Obligation) -> bool:
    """A deadline counted through a year without an official calendar, until someone has set a day."""
    return obligation.due.projected and not obligation.extensions


def _facts(one: OwedReport) -> dict[str, Any]:
    held = one.obligation
    feeds = held.feeds
    return {
        "organ": held.key.organ_id,
        "name": held.label,
        "assignment": held.key.assignment,
        "title": held.title,
        "campaign": held.key.letter.campaign_id,
        "letter": held.key.letter.letter_id,
        "issuer": held.issuer_id,
        "code": str(one.code),
        "issued_date": one.issued_date.isoformat(),
        "due": held.due_now.isoformat(),
        "due_at_issue": held.due.day.isoformat(),
        "projected": _is_projected(held),
        "extensions": [
            {"due": step.due.isoformat(), "granted_on": step.granted_on.isoformat(), "reason": step.reason}
            for step in held.extensions
        ],
        "withdrawn": held.withdrawn,
        "feeds": None if feeds is None else {"letter": feeds.letter.letter_id, "issuer": feeds.letter.organ_id},
    }
