"""Going over reminders, plans and decisions: each is as the audit log has it, and none is missing on either side."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from vanban.domain.judging.finding import Finding
from vanban.store import approval_tables as tables
from vanban.store.approval.plan_subjects import decision_subject, plan_subject
from vanban.store.audit import AuditAction
from vanban.store.auditing.audit_findings import unlike_the_log
from vanban.store.reporting.reminders import recorded_reminders, reminder_subject
from vanban.store.tables import audit_entry

_Subject = dict[str, Any]
_OWED = ("campaign_id", "letter_id", "issuer_id", "assignment", "organ_id", "due")


def approval_findings(connection: Connection, *, log_is_sound: bool) -> Iterator[Finding]:
    """Every difference from the log, of which one that cannot be trusted says nothing."""
    if not log_is_sound:
        return
    logged = _logged(connection)
    yield from _plans(_recorded_plans(connection), logged[AuditAction.PLAN])
    yield from _decisions(_recorded_decisions(connection), logged[AuditAction.DECIDE])
    here = [reminder_subject(one) for one in recorded_reminders(connection)]
    yield from _reminders(here, logged[AuditAction.REMIND])


def _plans(here: Sequence[_Subject], there: Sequence[_Subject]) -> Iterator[Finding]:
    for plan_id, recorded, noted in _paired(here, there, ("id",)):
        place = f"sổ duyệt, kế hoạch {plan_id[0]}"
        if not recorded or not noted:
            found = "nhật ký ghi mà sổ không có" if noted else "sổ ghi mà nhật ký không có"
            yield unlike_the_log(place, found)
        elif recorded != noted:
            names = [name for name in sorted(recorded[0]) if recorded[0][name] != noted[0].get(name)]
            yield unlike_the_log(place, f"khác với nhật ký ở {', '.join(names)}")


def _decisions(here: Sequence[_Subject], there: Sequence[_Subject]) -> Iterator[Finding]:
    for plan_id, recorded, noted in _paired(here, there, ("plan_id",)):
        if recorded != noted:
            found = f"có {len(recorded)} quyết định, nhật ký ghi {len(noted)} quyết định với nội dung khác"
            yield unlike_the_log(f"sổ duyệt, kế hoạch {plan_id[0]}", found)


def _reminders(here: Sequence[_Subject], there: Sequence[_Subject]) -> Iterator[Finding]:
    for owed, recorded, noted in _paired(here, there, _OWED):
        if recorded != noted:
            _, letter, issuer, assignment, organ, _ = owed
            name = f"nhiệm vụ “{assignment}” của {organ} theo văn bản “{letter}” của {issuer}"
            found = f"có {len(recorded)} lần nhắc, nhật ký ghi {len(noted)} lần với nội dung khác"
            yield unlike_the_log(name, found)


def _paired(
    here: Sequence[_Subject], there: Sequence[_Subject], names: Sequence[str]
) -> Iterator[tuple[tuple[Any, ...], list[_Subject], list[_Subject]]]:
    """What the tables and the log have under each key."""
    recorded, noted = _grouped(here, names), _grouped(there, names)
    for key in sorted(recorded.keys() | noted.keys()):
        yield key, recorded.get(key, []), noted.get(key, [])


def _grouped(subjects: Sequence[_Subject], names: Sequence[str]) -> Mapping[tuple[Any, ...], list[_Subject]]:
    found: defaultdict[tuple[Any, ...], list[_Subject]] = defaultdict(list)
    for subject in subjects:
        found[tuple(subject[name] for name in names)].append(subject)
    return found


def _recorded_plans(connection: Connection) -> list[_Subject]:
    letters: defaultdict[Hashable, list[RowMapping]] = defaultdict(list)
    table = tables.plan_letter
    for row in connection.execute(select(table).order_by(table.c.plan_id, table.c.position)).mappings():
        letters[row["plan_id"]].append(row)
    plans = connection.execute(select(tables.plan_record)).mappings()
    return [plan_subject(row, letters[row["id"]]) for row in plans]


def _recorded_decisions(connection: Connection) -> list[_Subject]:
    rows = connection.execute(select(tables.plan_decision).order_by(tables.plan_decision.c.id)).mappings()
    return [decision_subject(row) for row in rows]


def _logged(connection: Connection) -> Mapping[str, list[_Subject]]:
    wanted = (AuditAction.PLAN, AuditAction.DECIDE, AuditAction.REMIND)
    query = select(audit_entry.c.action, audit_entry.c.subject).where(audit_entry.c.action.in_(wanted))
    found: defaultdict[str, list[_Subject]] = defaultdict(list)
    for action, text in connection.execute(query.order_by(audit_entry.c.seq)):
        found[action].append(json.loads(text))
    return found
