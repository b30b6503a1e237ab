"""A round of reminders in words and facts, for the screen and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vanban.directory.directory_on import DirectoryOn
from vanban.domain.duties.reminding import Reminder
from vanban.domain.letters.wording import short_date
from vanban.usecases.reminding.find_reminder import FoundReminder, Reminded
from vanban.usecases.sending.prepare_reminders import PreparedReminder
from vanban.usecases.sending.remind_units import RemindingRound

_NAMES_TOLD = 12


def round_words(campaign_id: str, done: RemindingRound) -> str:
    """``khao-sat-2024: 10 lượt nhắc mới (8 bằng công văn, 2 nhắc nhẹ), 1 công văn chờ duyệt.``"""
    made, light = len(done.made), len(done.notices)
    kinds = f" ({made - light} bằng công văn, {light} nhắc nhẹ)" if made else ""
    return f"{campaign_id}: {made} lượt nhắc mới{kinds}, {len(done.waiting)} công văn chờ duyệt."


def letter_words(found: FoundReminder, on: DirectoryOn) -> str:
    """``Công văn đôn đốc của Sở Nội vụ, gửi 2 nơi: Sở Y tế (quá hạn 1 ngày); …``."""
    issuer = on.by_id.get(found.key.organ_id)
    what = "đôn đốc" if found.is_late else "nhắc hạn"
    names = [f"{one.obligation.label} ({_days_words(one, on)})" for one in found.reminded]
    more = f"; … và {len(names) - _NAMES_TOLD} nơi khác" if len(names) > _NAMES_TOLD else ""
    sender = issuer.short_name if issuer else found.key.organ_id
    return f"Công văn {what} của {sender}, nhắc {len(names)} nơi: {'; '.join(names[:_NAMES_TOLD])}{more}"


def notice_words(one: Reminder, labels: Mapping[str, str]) -> str:
    """``Sở Y tế, hạn 09/12/2024 (quá hạn)``."""
    organ_id = one.obligation.organ_id
    state = "quá hạn" if one.late else "sắp đến hạn"
    return f"{labels.get(organ_id, organ_id)}, hạn {short_date(one.due)} ({state})"


def round_facts(
    campaign_id: str, done: RemindingRound, prepared: Sequence[PreparedReminder], paths: Mapping[str, str]
) -> dict[str, Any]:
    """The round as JSON; ``paths`` say where the files of a name lie."""
    return {
        "campaign": campaign_id,
        "made": [_reminder_facts(one) for one in done.made],
        "waiting": [
            {
                "letter": one.found.key.letter_id,
                "issuer": one.found.key.organ_id,
                "late": one.found.is_late,
                "units": [_unit_facts(each) for each in one.found.reminded],
                "plan": one.record.id if one.record else None,
                "files": [paths[file.file_name] for file in one.files],
                "problem": one.problem,
            }
            for one in prepared
        ],
    }


def _reminder_facts(one: Reminder) -> dict[str, Any]:
    return {
        "organ": one.obligation.organ_id,
        "letter": one.obligation.letter.letter_id,
        "issuer": one.obligation.letter.organ_id,
        "assignment": one.obligation.assignment,
        "due": one.due.isoformat(),
        "number": one.number,
        "late": one.late,
        "escalated": one.escalated,
        "form": one.form.value,
        "carrier": one.letter.letter_id if one.letter else None,
    }


def _unit_facts(one: Reminded) -> dict[str, Any]:
    return {
        "organ": one.obligation.key.organ_id,
        "name": one.obligation.label,
        "due": one.reminder.due.isoformat(),
        "reminded_before": len(one.before),
    }


def _days_words(one: Reminded, on: DirectoryOn) -> str:
    days = (on.day - one.reminder.due).days
    if days > 0:
        return f"quá hạn {days} ngày"
    return f"còn {-days} ngày" if days else "đến hạn hôm nay"
