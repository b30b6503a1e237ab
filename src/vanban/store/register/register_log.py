"""What the audit log says happened to the registers, to hold the rows against."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from vanban.domain.letters.document import RegisterKey
from vanban.store.audit import AuditAction
from vanban.store.tables import audit_entry

NumberKey = tuple[RegisterKey, int]
OwedKey = tuple[str, str, str, str, str]
"""Campaign, letter and issuer, assignment and who owes it."""
OfficeYear = tuple[str, int]

_WANTED = (
    AuditAction.ISSUE,
    AuditAction.VOID,
    AuditAction.OPEN_SERIES,
    AuditAction.EXTEND,
    AuditAction.RECEIVE,
    AuditAction.OPEN_INCOMING,
)


@dataclass(slots=True, kw_only=True)
class Logged:
    """Subjects of the log by what they are about."""

    issued: dict[NumberKey, dict[str, Any]] = field(default_factory=dict)
    paper: dict[RegisterKey, int] = field(default_factory=dict)
    voided: set[NumberKey] = field(default_factory=set)
    extended: defaultdict[OwedKey, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    received: dict[tuple[str, int, int], dict[str, Any]] = field(default_factory=dict)
    incoming_paper: dict[OfficeYear, int] = field(default_factory=dict)

    def note(self, action: str, subject: dict[str, Any]) -> None:
        """Take one entry of the log in; a later one on the same thing stands over an earlier one."""
        match action:
            case AuditAction.EXTEND:
                names = ("campaign_id", "letter_id", "issuer_id", "assignment", "organ_id")
                campaign, letter, issuer, assignment, organ = (subject[name] for name in names)
                self.extended[campaign, letter, issuer, assignment, organ].append(subject)
            case AuditAction.RECEIVE:
                self.received[subject["organ_id"], subject["year"], subject["arrival_number"]] = subject
            case AuditAction.OPEN_INCOMING:
                self.incoming_paper[subject["organ_id"], subject["year"]] = subject["last_used"]
            case _:
                self._note_outgoing(action, subject)

    def _note_outgoing(self, action: str, subject: dict[str, Any]) -> None:
        key = RegisterKey(organ_id=subject["organ_id"], series=subject["series"], year=subject["year"])
        if action == AuditAction.OPEN_SERIES:
            self.paper[key] = subject["last_used"]
        elif action == AuditAction.VOID:
            self.voided.add((key, subject["code_number"]))
        else:
            self.issued[key, subject["code_number"]] = subject


def read_log(connection: Connection) -> Logged:
    """The whole log, in its order."""
    logged = Logged()
    query = select(audit_entry.c.action, audit_entry.c.subject).where(audit_entry.c.action.in_(_WANTED))
    for action, text in connection.execute(query.order_by(audit_entry.c.seq)):
        logged.note(action, json.loads(text))
    return logged
