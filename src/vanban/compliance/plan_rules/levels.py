"""A level of the cascade against the level above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from vanban.compliance.plan_rules.plan_view import PlanRule, PlanView, house_rule, told
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.draft import Duty, LetterKey
from vanban.domain.letters.wording import short_date

_LATER = house_rule(
    "LOWER_DEADLINE",
    Severity.ERROR,
    "cấp dưới báo cáo trước để cấp trên kịp tổng hợp (tham khảo 09/2019/NĐ-CP, Điều 8, khoản 5, điểm b)",
)
_ORDER = house_rule(
    "BEFORE_ABOVE", Severity.ERROR, "văn bản triển khai viện dẫn số và ngày của văn bản cấp trên nên không có trước nó"
)


def lower_deadlines_are_earlier(view: PlanView) -> Iterator[Finding]:
    """09/2019/NĐ-CP, Art. 8.5.b, by analogy: each level has a deadline of its own, and time to sum up what it got."""
    owed = _owed(view)
    late: dict[tuple[str, date, date], dict[str, None]] = defaultdict(dict)
    for order in view.orders:
        for draft in order.drafts:
            upper = owed.get((draft.above, draft.key.organ_id), {}) if draft.above else {}
            for duty in draft.duties:
                if duty.assignment in upper and duty.due.day >= upper[duty.assignment].due.day:
                    place = order.place(f"nhiệm vụ '{duty.assignment}'")
                    late[place, duty.due.day, upper[duty.assignment].due.day][draft.letter.issuer_name] = None
    for (place, due, above), issuers in late.items():
        yield _LATER.broken(
            place,
            f"cấp dưới báo cáo ngày {short_date(due)}, không sớm hơn ngày {short_date(above)} mà nơi gửi phải báo cáo "
            f"cấp trên: {told(list(issuers))}",
            f"ghi chậm nhất ngày {short_date(view.calendar.add_working_days(above, -1).day)}, "
            "hoặc tăng 'margin_working_days' của cấp này",
        )


def relays_are_issued_after_the_letter_above(view: PlanView) -> Iterator[Finding]:
    """House rule: a letter that relays another one is not dated before it."""
    for order in view.orders:
        for draft in order.drafts:
            above = view.drafts.get(draft.above) if draft.above else None
            if above is None:
                continue
            upper, own = above.letter.issued_on.first_possible, draft.letter.issued_on.last_possible
            if own < upper:
                yield _ORDER.broken(
                    order.place("Ngày ban hành"),
                    f"ban hành ngày {short_date(own)}, trước văn bản '{above.key.letter_id}' mà nó triển khai "
                    f"({short_date(upper)})",
                    f"ban hành từ ngày {short_date(upper)} trở đi",
                )


def _owed(view: PlanView) -> Mapping[tuple[LetterKey, str], Mapping[str, Duty]]:
    """What an organisation owes to a letter that others relay, by assignment."""
    relayed = {draft.above for order in view.orders for draft in order.drafts if draft.above}
    owed: dict[tuple[LetterKey, str], dict[str, Duty]] = defaultdict(dict)
    for key in relayed:
        for duty in view.drafts[key].duties if key in view.drafts else ():
            owed[key, duty.organ_id][duty.assignment] = duty
    return owed


RULES: tuple[PlanRule, ...] = (lower_deadlines_are_earlier, relays_are_issued_after_the_letter_above)
