"""A plan in words and facts: what the dry run tells, on the screen, as JSON or in a dashboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.letter import Letter
from vanban.domain.letters.recipient import RecipientRole
from vanban.domain.letters.wording import short_date
from vanban.domain.ranges import in_ranges
from vanban.usecases.planning.plan_campaign import FUTURE_DAY, Plan, PlannedLetter

_NAMES_SHOWN = 4


def summary(plan: Plan) -> str:
    """``12 văn bản của 1 cơ quan, số dự kiến 13–24; 1 cảnh báo``."""
    issuers = {letter.draft.key.organ_id for letter in plan.letters}
    parts = [f"{len(plan.letters)} văn bản của {len(issuers)} cơ quan"]
    numbers = _number_ranges(plan.letters)
    if numbers:
        parts.append(f"số dự kiến {numbers}")
    counts = Counter(finding.severity for finding in plan.findings)
    labels = ((Severity.ERROR, "lỗi phải sửa"), (Severity.WARNING, "cảnh báo"), (Severity.INFO, "lưu ý"))
    told = ", ".join(f"{counts[severity]} {label}" for severity, label in labels if counts[severity])
    return f"{plan.campaign.title}: {', '.join(parts)}; {told or 'không có điều gì phải sửa'}."


def letter_rows(plan: Plan) -> list[tuple[str, ...]]:
    """One row a letter: id, issuer, code, day, subject, recipients, signatory."""
    return [
        (
            one.draft.key.letter_id,
            one.draft.letter.issuer_name,
            _code(one) + " (đã giữ)" * _has_held_number(one, plan),
            short_date(one.issue_day) if one.issue_day else "chưa có ngày",
            one.draft.letter.subject,
            shortened(_recipients(one)),
            one.draft.letter.signature.full_name,
        )
        for one in plan.letters
    ]


def deadline_rows(plan: Plan) -> list[tuple[str, str]]:
    """One row an assignment with a deadline; a day reached through an unsettled year is "dự kiến"."""
    return [
        (one.title, short_date(one.last_day.day) + (" (dự kiến)" if one.last_day.projected else ""))
        for one in plan.deadlines
    ]


def letters_of_findings(plan: Plan) -> Mapping[Finding, tuple[str, ...]]:
    """The ids of the letters that each finding concerns, in the order of the plan; none for one on the whole."""
    found: dict[Finding, list[str]] = {finding: [] for finding in plan.contradictions}
    for letter in plan.letters:
        for finding in dict.fromkeys(letter.findings):
            found.setdefault(finding, []).append(letter.draft.key.letter_id)
    return {finding: tuple(ids) for finding, ids in found.items()}


def counted(ids: Iterable[str]) -> tuple[str, ...]:
    """Each id once, with how many letters of that id there are: ``cap-xa (65 văn bản)``."""
    return tuple(f"{one} ({count} văn bản)" if count > 1 else one for one, count in Counter(ids).items())


def shortened(names: tuple[str, ...]) -> str:
    """The first few names, and how many others there are."""
    shown = "; ".join(names[:_NAMES_SHOWN])
    return shown if len(names) <= _NAMES_SHOWN else f"{shown}; và {len(names) - _NAMES_SHOWN} nơi khác"


def plan_facts(plan: Plan) -> dict[str, Any]:
    """The plan as plain values, for JSON."""
    return {
        "campaign": plan.campaign.id,
        "title": plan.campaign.title,
        "can_launch": not plan.is_stopped and all(letter.issue_day for letter in plan.letters) and not _is_early(plan),
        "letters": [_letter_facts(letter) for letter in plan.letters],
        "deadlines": [
            {
                "assignment": one.assignment,
                "title": one.title,
                "last_day": one.last_day.day.isoformat(),
                "projected": one.last_day.projected,
            }
            for one in plan.deadlines
        ],
    }


def _is_early(plan: Plan) -> bool:
    """Whether a letter's day is still to come."""
    return any(finding.rule_id == FUTURE_DAY for finding in plan.findings)


def _letter_facts(planned: PlannedLetter) -> dict[str, Any]:
    draft = planned.draft
    letter = draft.letter
    return {
        "id": draft.key.letter_id,
        "issuer": draft.key.organ_id,
        "issuer_name": letter.issuer_name,
        "type": letter.document_type.value,
        "expected_number": planned.expected_number,
        "code_notation": letter.code.code_notation,
        "issue_day": planned.issue_day.isoformat() if planned.issue_day else None,
        "subject": letter.subject,
        "addressees": list(letter.addressees),
        "recipients": [
            {"label": one.label, "role": one.role.value, "channel": one.channel, "organisations": list(one.organ_ids)}
            for one in draft.recipients
        ],
        "signatory": letter.signature.full_name,
        "signature_lines": list(letter.signature.lines),
        "distribution_list": list(letter.distribution_list),
        "attachments": list(draft.attachments),
    }


def _number_ranges(letters: Iterable[PlannedLetter]) -> str:
    numbers: dict[tuple[str, str], list[int]] = {}
    for one in letters:
        if one.expected_number is not None:
            numbers.setdefault((one.draft.key.organ_id, one.draft.series), []).append(one.expected_number)
    if len(numbers) != 1:
        return ""
    [given] = numbers.values()
    return in_ranges(given)


def _has_held_number(planned: PlannedLetter, plan: Plan) -> bool:
    """Whether the letter gets the number set aside for it: it may be refused, or have had another before."""
    return planned.expected_number is not None and planned.expected_number == plan.reserved.get(planned.draft.key)


def _code(planned: PlannedLetter) -> str:
    notation = planned.draft.letter.code.code_notation
    return f"?/{notation}" if planned.expected_number is None else f"{planned.expected_number:02d}/{notation}"


def _recipients(planned: PlannedLetter) -> tuple[str, ...]:
    letter: Letter = planned.draft.letter
    if letter.addressees:
        return letter.addressees
    return tuple(one.label for one in planned.draft.recipients if one.role is RecipientRole.ADDRESSEE)
