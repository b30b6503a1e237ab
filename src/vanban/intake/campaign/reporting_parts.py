"""What a campaign file says of reports: the figures with their bounds, and the reminders."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from vanban.domain.duties.assignment import Figure
from vanban.domain.duties.reminding import ReminderForm, ReminderPlan
from vanban.intake.campaign.letter_orders import Ordered
from vanban.intake.reading import Problems
from vanban.intake.typed_number import decimals_of, written

_COUNTED = frozenset(
    ("phiếu", "người", "hộ", "hồ sơ", "văn bản", "đơn vị", "cơ quan", "thủ tục", "lượt", "cuộc", "buổi", "lớp", "lần",
     "tin", "bài", "vụ", "việc", "trường hợp", "đơn", "chiếc", "cái", "thôn", "xã", "huyện")
)  # fmt: skip
"""Units that are counted one by one: nobody reports half a ballot or half a person."""
_FORMS = {"công văn": ReminderForm.LETTER, "nhắc nhẹ": ReminderForm.NOTICE}
_LOWEST = Decimal(0)


def figure(ordered: Ordered, problems: Problems) -> Figure | None:
    """A figure that units report, with bounds that some number can keep."""
    entry = ordered.entry
    decimals = int(entry.get("decimals", 0))
    minimum = _LOWEST if "minimum" not in entry else _exact(entry["minimum"])
    maximum = None if "maximum" not in entry else _exact(entry["maximum"])
    known = len(problems)
    if decimals and entry["unit"].strip().casefold() in _COUNTED:
        ordered.spot(problems, "decimals").report(
            f"'{entry['unit']}' đếm từng đơn vị một, không có phần thập phân",
            "xóa khóa 'decimals' hoặc sửa đơn vị tính ở 'unit'",
        )
    for key, bound in (("minimum", minimum), ("maximum", maximum)):
        if bound is not None and decimals_of(bound) > decimals:
            ordered.spot(problems, key).report(
                f"giới hạn {written(bound)} có nhiều chữ số sau dấu phẩy hơn số liệu ({decimals})",
                f"làm tròn '{key}' hoặc ghi decimals = {decimals_of(bound)}",
            )
    if maximum is not None and maximum < minimum:
        ordered.spot(problems, "maximum").report(
            f"giá trị lớn nhất {written(maximum)} nhỏ hơn giá trị nhỏ nhất {written(minimum)}",
            "sửa lại 'minimum' hoặc 'maximum'",
        )
    if len(problems) > known:
        return None
    return Figure(
        key=entry["key"],
        label=entry["label"],
        unit=entry["unit"],
        at_most=entry.get("at_most", ""),
        decimals=decimals,
        minimum=minimum,
        maximum=maximum,
    )


def reminder_plan(ordered: Ordered, problems: Problems) -> ReminderPlan:
    """How the units of a campaign are reminded; what the table leaves out is as it is without the table."""
    entry = ordered.entry
    usual = ReminderPlan()
    after = _days(entry, "after_working_days", usual.after_working_days)
    every = int(entry.get("then_every_days", usual.then_every_days if after else 0))
    if every and not after:
        ordered.spot(problems, "then_every_days").report(
            "không có lần đôn đốc đầu tiên sau hạn để nhắc tiếp", "ghi 'after_working_days' hoặc then_every_days = 0"
        )
    return ReminderPlan(
        before_working_days=_days(entry, "before_working_days", usual.before_working_days),
        after_working_days=after,
        then_every_days=every,
        escalate_after=int(entry.get("escalate_after", usual.escalate_after)),
        before=_FORMS.get(entry.get("before", ""), usual.before),
        after=_FORMS.get(entry.get("after", ""), usual.after),
    )


def _days(entry: Mapping[str, Any], key: str, usual: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(count) for count in entry[key]) if key in entry else usual


def _exact(number: float) -> Decimal:
    """The number as it is written in the file, not its binary neighbour; 5.0 is 5."""
    exact = Decimal(str(number))
    return Decimal(int(exact)) if exact == exact.to_integral_value() else exact.normalize()
