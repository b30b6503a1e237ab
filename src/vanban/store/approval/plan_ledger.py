"""The ledger of plans that someone wants approved, and of the decisions on them: it is only ever added to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, case, func, insert, select

from vanban.domain.campaigns.approval import Aspect, Decision, PlanKind, PlanRecord
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.draft import LetterKey
from vanban.store import approval_tables as tables
from vanban.store import audit
from vanban.store.approval.plan_subjects import decision_subject, plan_subject
from vanban.store.audit import AuditAction
from vanban.store.bulk import insert_all
from vanban.store.database import Database
from vanban.store.instants import instant_of, instant_text
from vanban.store.register.levels import FIRST_LEVEL
from vanban.store.register.register_rows import EntryState
from vanban.store.tables import register_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLetter:
    """A letter as its plan was recorded, to tell later what has changed.

    ``draft_sha256`` is over the draft as it reads while no letter of the plan has a number, ``sha256`` over that
    with its day of issue, the bytes of its attachments, and what it does to a letter issued before.
    """

    key: LetterKey
    level: int
    day: date
    draft_sha256: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProgress:
    """How many letters of a plan the register has, and how many of those that relay nothing read otherwise there."""

    issued: int = 0
    otherwise: int = 0


def record_plan(
    database: Database, record: PlanRecord, *, actor: str, letters: Sequence[PlanLetter] = ()
) -> PlanRecord:
    """Record a plan with its letters; one that is on record already comes back as it was first recorded.

    Raises:
        IllegalTransition: The id stands for another plan.
    """
    with database.transaction() as connection:
        row = _row(connection, record.id)
        if row is not None:
            known = _plan(row)
            if (known.kind, known.request, known.sha256) != (record.kind, record.request, record.sha256):
                raise IllegalTransition(f"Mã kế hoạch {record.id} đã dùng cho kế hoạch khác: “{known.title}”.")
            return known
        values = _plan_values(record)
        connection.execute(insert(tables.plan_record).values(**values))
        rows = [_letter_values(record.id, position, one) for position, one in enumerate(letters, start=1)]
        if rows:
            insert_all(connection, tables.plan_letter, rows)
        subject = plan_subject(values, rows)
        audit.append(connection, action=AuditAction.PLAN, subject=subject, now=record.made_at, actor=actor)
    return record


def plan_record(database: Database, plan_id: str) -> PlanRecord | None:
    """The plan of an id."""
    with database.reading() as connection:
        row = _row(connection, plan_id)
    return None if row is None else _plan(row)


def plan_records(database: Database, campaign_id: str | None = None) -> tuple[PlanRecord, ...]:
    """The plans of one campaign or of all, the first recorded first."""
    table = tables.plan_record.c
    query = select(tables.plan_record).order_by(table.made_at, table.id)
    if campaign_id is not None:
        query = query.where(table.campaign_id == campaign_id)
    with database.reading() as connection:
        return tuple(_plan(row) for row in connection.execute(query))


def plan_letters(database: Database, plan_id: str) -> tuple[PlanLetter, ...]:
    """The letters of a plan as they were when it was recorded, in the order in which they are numbered."""
    table = tables.plan_letter.c
    query = select(tables.plan_letter).where(table.plan_id == plan_id).order_by(table.position)
    with database.reading() as connection:
        return tuple(_letter(row) for row in connection.execute(query))


def plan_progress(database: Database, plan_id: str | None = None) -> Mapping[str, PlanProgress]:
    """How far one plan or every plan has come, by the register; a plan without an issued letter is left out.

    A letter that relays another reads otherwise as soon as the one above has its number, which is no difference.
    """
    table, entry = tables.plan_letter.c, register_entry.c
    otherwise = and_(table.level == FIRST_LEVEL, table.draft_sha256 != entry.draft_sha256)
    same_letter = and_(
        entry.campaign_id == table.campaign_id,
        entry.letter_id == table.letter_id,
        entry.organ_id == table.organ_id,
        entry.state == EntryState.ISSUED.value,
    )
    query = (
        select(table.plan_id, func.count().label("issued"), func.sum(case((otherwise, 1), else_=0)).label("otherwise"))
        .join(register_entry, same_letter)
        .group_by(table.plan_id)
    )
    if plan_id is not None:
        query = query.where(table.plan_id == plan_id)
    with database.reading() as connection:
        return {
            row.plan_id: PlanProgress(issued=row.issued, otherwise=row.otherwise) for row in connection.execute(query)
        }


def record_decision(database: Database, decision: Decision, *, actor: str) -> None:
    """Record one person's yes or no to one aspect of a plan; the last one again is no change.

    Raises:
        IllegalTransition: No such plan, a name or position that is empty, a refusal without a reason, or a decision
            that is older than the last one on the same aspect.
    """
    _refuse_incomplete(decision)
    with database.transaction() as connection:
        if _row(connection, decision.plan_id) is None:
            raise IllegalTransition(f"Không có kế hoạch {decision.plan_id} trong sổ duyệt.")
        last = [one for one in _decisions(connection, decision.plan_id) if one.aspect is decision.aspect][-1:]
        if last and _said(last[0]) == _said(decision):
            return
        if last and last[0].decided_at > decision.decided_at:
            raise IllegalTransition(
                f"Sổ duyệt đã có quyết định của {last[0].name} muộn hơn quyết định này. Hãy kiểm tra đồng hồ của máy."
            )
        values = _decision_values(decision)
        connection.execute(insert(tables.plan_decision).values(**values))
        subject = decision_subject(values)
        audit.append(connection, action=AuditAction.DECIDE, subject=subject, now=decision.decided_at, actor=actor)


def decisions(database: Database, plan_id: str) -> tuple[Decision, ...]:
    """The decisions on a plan, the first one first."""
    with database.reading() as connection:
        return _decisions(connection, plan_id)


def all_decisions(database: Database) -> Mapping[str, tuple[Decision, ...]]:
    """The decisions on every plan that has any."""
    found: dict[str, list[Decision]] = {}
    with database.reading() as connection:
        for row in connection.execute(select(tables.plan_decision).order_by(tables.plan_decision.c.id)):
            found.setdefault(row.plan_id, []).append(_decision(row))
    return {plan_id: tuple(several) for plan_id, several in found.items()}


def _refuse_incomplete(decision: Decision) -> None:
    if not (decision.name.strip() and decision.position.strip()):
        raise IllegalTransition("Quyết định phải ghi họ tên và chức vụ của người quyết định.")
    if not (decision.approved or decision.reason.strip()):
        raise IllegalTransition("Không duyệt thì phải ghi rõ lý do.")


def _said(decision: Decision) -> tuple[bool, str, str, str]:
    return decision.approved, decision.name, decision.position, decision.reason


def _row(connection: Connection, plan_id: str) -> Row[Any] | None:
    return connection.execute(select(tables.plan_record).where(tables.plan_record.c.id == plan_id)).first()


def _decisions(connection: Connection, plan_id: str) -> tuple[Decision, ...]:
    table = tables.plan_decision.c
    query = select(tables.plan_decision).where(table.plan_id == plan_id).order_by(table.id)
    return tuple(_decision(row) for row in connection.execute(query))


def _plan_values(record: PlanRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "kind": record.kind.value,
        "request": record.request,
        "campaign_id": record.campaign_id,
        "title": record.title,
        "day": record.day,
        "letters": record.letters,
        "sha256": record.sha256,
        "made_at": instant_text(record.made_at),
        "made_by": record.made_by,
    }


def _letter_values(plan_id: str, position: int, one: PlanLetter) -> dict[str, Any]:
    return {
        "plan_id": plan_id,
        "position": position,
        "campaign_id": one.key.campaign_id,
        "letter_id": one.key.letter_id,
        "organ_id": one.key.organ_id,
        "level": one.level,
        "day": one.day,
        "draft_sha256": one.draft_sha256,
        "sha256": one.sha256,
    }


def _decision_values(decision: Decision) -> dict[str, Any]:
    return {
        "plan_id": decision.plan_id,
        "aspect": decision.aspect.value,
        "approved": decision.approved,
        "name": decision.name,
        "position": decision.position,
        "decided_at": instant_text(decision.decided_at),
        "reason": decision.reason,
    }


def _plan(row: Row[Any]) -> PlanRecord:
    return PlanRecord(
        id=row.id,
        kind=PlanKind(row.kind),
        request=row.request,
        campaign_id=row.campaign_id,
        title=row.title,
        day=row.day,
        letters=row.letters,
        sha256=row.sha256,
        made_at=instant_of(row.made_at),
        made_by=row.made_by,
    )


def _letter(row: Row[Any]) -> PlanLetter:
    return PlanLetter(
        key=LetterKey(campaign_id=row.campaign_id, letter_id=row.letter_id, organ_id=row.organ_id),
        level=row.level,
        day=row.day,
        draft_sha256=row.draft_sha256,
        sha256=row.sha256,
    )


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        plan_id=row.plan_id,
        aspect=Aspect(row.aspect),
        approved=row.approved,
        name=row.name,
        position=row.position,
        decided_at=instant_of(row.decided_at),
        reason=row.reason,
    )
