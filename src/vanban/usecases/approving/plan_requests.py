"""What a plan is derived from, as JSON text: enough to derive it again, by anyone and on any later day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from vanban.domain.campaigns.campaign import SignatoryRule
from vanban.domain.errors import InvalidInput, Problem
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.signing import SigningCapacity
from vanban.store.canonical import canonical_json
from vanban.usecases.consolidating.consolidate_reports import Consolidation
from vanban.usecases.consolidating.draft_consolidation import Submission
from vanban.usecases.reminding.draft_reminder import ReminderOrder

_SOURCE = "yêu cầu lập kế hoạch"


def campaign_request(folder: Path, *, day: date | None, directory: Path | None) -> str:
    """A campaign's folder or the file of a single letter, the day of issue and the directory over what it says."""
    facts = {"folder": str(folder.resolve()), "date": None if day is None else day.isoformat()}
    return _request(facts, directory)


def reminder_request(order: ReminderOrder, *, directory: Path | None) -> str:
    """A letter of reminders on record."""
    facts = {
        "campaign": order.letter.campaign_id,
        "letter": order.letter.letter_id,
        "issuer": order.letter.organ_id,
        "day": order.day.isoformat(),
        **_signatory_facts(order.signatory),
    }
    return _request(facts, directory)


def consolidation_request(wanted: Consolidation, submission: Submission, *, directory: Path | None) -> str:
    """The báo cáo that adds reports up."""
    facts = {
        "campaign": wanted.campaign_id,
        "letter": wanted.letter_id,
        "issuer": wanted.issuer,
        "assignment": wanted.assignment,
        "as_of": wanted.as_of.isoformat(),
        "day": submission.day.isoformat(),
        "to": submission.to,
        **_signatory_facts(submission.signatory),
    }
    return _request(facts, directory)


class RequestReader:
    """The fields of a request, checked as they are asked for."""

    def __init__(self, request: str) -> None:
        try:
            read = json.loads(request)
        except json.JSONDecodeError:
            read = None
        if not isinstance(read, dict):
            raise _mistake("", "không phải một đối tượng JSON", "lập lại kế hoạch")
        self._fields: Mapping[str, Any] = read

    def text(self, name: str) -> str:
        """A text that must be there."""
        found = self.text_or_empty(name)
        if not found:
            raise _mistake(name, "còn thiếu", "lập lại kế hoạch với đủ các mục")
        return found

    def text_or_empty(self, name: str) -> str:
        found = self._fields.get(name) or ""
        if not isinstance(found, str):
            raise _mistake(name, "không phải là chữ", "lập lại kế hoạch")
        return found

    def day(self, name: str) -> date:
        found = self.day_or_none(name)
        if found is None:
            raise _mistake(name, "còn thiếu", "lập lại kế hoạch với đủ các mục")
        return found

    def day_or_none(self, name: str) -> date | None:
        written = self.text_or_empty(name)
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            raise _mistake(name, f"'{written}' không phải một ngày", "ghi năm-tháng-ngày, ví dụ 2024-09-27") from None

    def path_or_none(self, name: str) -> Path | None:
        written = self.text_or_empty(name)
        return Path(written) if written else None

    def signatory(self) -> SignatoryRule | None:
        """The rule for whoever signs, ``None`` where the usual one does."""
        chosen, capacity = self.text_or_empty("signatory"), self.text_or_empty("capacity")
        known = {one.value: one for one in SigningCapacity}
        if capacity and capacity not in known:
            raise _mistake("capacity", f"không có quyền hạn ký '{capacity}'", f"chọn trong: {', '.join(known)}")
        return SignatoryRule(id=chosen, capacity=known.get(capacity)) if chosen or capacity else None

    def letter(self) -> LetterKey:
        return LetterKey(campaign_id=self.text("campaign"), letter_id=self.text("letter"), organ_id=self.text("issuer"))


def _request(facts: Mapping[str, object], directory: Path | None) -> str:
    return canonical_json({**facts, "directory": None if directory is None else str(directory.resolve())})


def _signatory_facts(rule: SignatoryRule | None) -> dict[str, str | None]:
    if rule is None:
        return {"signatory": None, "capacity": None}
    return {"signatory": rule.id or None, "capacity": rule.capacity.value if rule.capacity else None}


def _mistake(place: str, message: str, remedy: str) -> InvalidInput:
    return InvalidInput([Problem(file=_SOURCE, place=place, message=message, remedy=remedy)])
