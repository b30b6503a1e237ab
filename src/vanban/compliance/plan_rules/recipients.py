"""The recipients of a letter against each other, and against the days on which they are to act."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from vanban.compliance.plan_rules.concerned import concerned_by, known
from vanban.compliance.plan_rules.plan_view import (
    OrderView,
    PlanRule,
    PlanView,
    addressed_ids,
    addressees,
    house_rule,
    told,
)
from vanban.directory.errors import DirectoryError
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.recipient import RecipientRole
from vanban.domain.letters.wording import short_date

_TWICE = house_rule("TWICE", Severity.WARNING, "mỗi nơi nhận chỉ có một bản và một nhiệm vụ")
_BOTH = house_rule("BOTH_ROLES", Severity.WARNING, "nơi có trong Kính gửi đã được “Như trên” nhắc tới ở Nơi nhận")
_GONE = house_rule("GONE", Severity.WARNING, "cơ quan phải còn hoạt động vào ngày đến hạn của mình")
_REMEDIES_TOLD = 3
_TWO = 2


def nobody_is_addressed_twice(view: PlanView) -> Iterator[Finding]:
    """House rule: an organisation stands under Kính gửi once, by itself or in a group."""
    for order in view.orders:
        for draft in order.drafts:
            lines = [one.organ_ids for one in addressees(draft) if one.organ_ids]
            if len(lines) < _TWO:
                continue
            times = Counter(organ_id for organ_ids in lines for organ_id in set(organ_ids))
            twice = [organ_id for organ_id, count in times.items() if count > 1]
            if twice:
                labels = [f"“{one.label}”" for one in addressees(draft) if not set(twice).isdisjoint(one.organ_ids)]
                yield _TWICE.broken(
                    order.place("Kính gửi"),
                    f"{told(_names(view, order, twice))} được gửi nhiều lần: {told(labels)}",
                    "giữ lại một dòng, hoặc ghi vào 'exclude' của nhóm",
                )


def nobody_is_both_addressee_and_copy(view: PlanView) -> Iterator[Finding]:
    """30/2020/NĐ-CP, Annex I, Part I, II.9.b: "Như trên" already names the addressees in Nơi nhận."""
    for order in view.orders:
        for draft in order.drafts:
            copied = {
                organ_id for one in draft.recipients if one.role is RecipientRole.COPY for organ_id in one.organ_ids
            }
            both = sorted(copied & addressed_ids(draft)) if copied else []
            if both:
                yield _BOTH.broken(
                    order.place("Nơi nhận"),
                    f"{told(_names(view, order, both))} vừa ở Kính gửi vừa ở Nơi nhận",
                    'bỏ khỏi các dòng role = "copy"',
                )


def reporters_exist_on_their_day(view: PlanView) -> Iterator[Finding]:
    """House rule: who must report or act until a day still exists on it; otherwise the successors are named.

    Who is not in the directory when the letter is issued is not judged.
    """
    for order in view.orders:
        now = known(view, order)
        gone: dict[tuple[str, date], dict[str, None]] = defaultdict(dict)
        for place, organ_id, day in _expected(view, order):
            if organ_id in now and organ_id not in view.on(day).by_id:
                gone[place, day][organ_id] = None
        for (place, day), organ_ids in gone.items():
            yield from _gone(view, order, place, (day, list(organ_ids)))


def _expected(view: PlanView, order: OrderView) -> Iterator[tuple[str, str, date]]:
    """Who has to be there on which day: reporters and those they report to, and whoever acts in a window."""
    for draft in order.drafts:
        for duty in draft.duties:
            place = order.place(f"nhiệm vụ '{duty.assignment}'")
            yield place, duty.organ_id, duty.due.day
            yield place, draft.key.organ_id, duty.due.day
    for assignment, organ_ids in concerned_by(view, order):
        window = view.window(assignment.window) if assignment.window else None
        if window is not None:
            for organ_id in sorted(organ_ids):
                yield order.place(f"nhiệm vụ '{assignment.key}'"), organ_id, window.end


def _gone(view: PlanView, order: OrderView, place: str, missing: tuple[date, list[str]]) -> Iterator[Finding]:
    day, organ_ids = missing
    names = _names(view, order, organ_ids)
    remedies = []
    for name, organ_id in zip(names, organ_ids[:_REMEDIES_TOLD], strict=False):
        try:
            view.on(day).find(organ_id)
        except DirectoryError as error:
            remedies.append(f"{name}: {error.remedy}")
    yield _GONE.broken(
        place,
        f"đến ngày {short_date(day)} không còn {told(names)}",
        "đưa ngày đến hạn về trước ngày kết thúc hoạt động, hoặc giao nơi tiếp nhận: " + " | ".join(remedies),
    )


def _names(view: PlanView, order: OrderView, organ_ids: list[str]) -> list[str]:
    organisations = known(view, order)
    return [organisations[one].name if one in organisations else one for one in organ_ids]


RULES: tuple[PlanRule, ...] = (
    nobody_is_addressed_twice,
    nobody_is_both_addressee_and_copy,
    reporters_exist_on_their_day,
)
