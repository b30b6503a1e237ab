"""The figures of a report as they were typed, against what the form asks: kind, bounds, and one beside another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from vanban.domain.campaigns.reporting import ReportForm
from vanban.domain.duties.assignment import Figure
from vanban.intake.reading import Spot, Unusable
from vanban.intake.typed_number import decimals_of, typed_number, written
from vanban.intake.violation_wording import nearest

At = Callable[[str], Spot]
"""Where the answer to the figure of a key stands."""


def checked_figures(form: ReportForm, answers: Mapping[str, str], at: At) -> Mapping[str, Decimal]:
    """The figures that can be used, in the order of the form; everything else is reported.

    Args:
        form: what is asked.
        answers: what was typed, by key.
        at: where to report what is wrong with the answer of a key.
    """
    asked = {one.key: one for one in form.figures}
    for key in answers:
        if key not in asked:
            at(key).report(f"nhiệm vụ “{form.title}” không hỏi số liệu '{key}'", nearest(key, asked, "số liệu"))
    values: dict[str, Decimal] = {}
    for key, figure in asked.items():
        value = _value(figure, answers.get(key, ""), at(key))
        if value is not None:
            values[key] = value
    _compare(asked, values, at)
    return values


def _value(figure: Figure, typed: str, spot: Spot) -> Decimal | None:
    if not typed.strip():
        spot.report(f"thiếu số liệu “{figure.label}” ({figure.unit})", "ghi số liệu; không có thì ghi 0")
        return None
    try:
        value = typed_number(typed)
    except Unusable as refused:
        spot.report(f"“{figure.label}”: {refused.message}", refused.remedy)
        return None
    return value if _is_in_bounds(figure, value, spot) else None


def _is_in_bounds(figure: Figure, value: Decimal, spot: Spot) -> bool:
    if decimals_of(value) > figure.decimals:
        whole = f"có phần thập phân, mà {figure.unit} là số đếm được"
        told = whole if not figure.decimals else f"có hơn {figure.decimals} chữ số sau dấu phẩy"
        remedy = "ghi số nguyên; hàng nghìn ghi 1.234 hoặc 1234" if not figure.decimals else "làm tròn số liệu"
        spot.report(f"“{figure.label}” là {written(value)}, {told}", remedy)
    elif value < figure.minimum:
        least = f"từ {written(figure.minimum)} trở lên"
        spot.report(f"“{figure.label}” là {written(value)}, phải {least}", "kiểm tra lại số liệu")
    elif figure.maximum is not None and value > figure.maximum:
        most = f"không quá {written(figure.maximum)}"
        spot.report(f"“{figure.label}” là {written(value)}, phải {most}", "kiểm tra lại số liệu")
    else:
        return True
    return False


def _compare(asked: Mapping[str, Figure], values: Mapping[str, Decimal], at: At) -> None:
    for key, value in values.items():
        limit = values.get(asked[key].at_most)
        if limit is not None and value > limit:
            larger, smaller = asked[key], asked[asked[key].at_most]
            at(key).report(
                f"“{larger.label}” ({written(value)}) nhiều hơn “{smaller.label}” ({written(limit)})",
                "sửa lại một trong hai số liệu",
            )
