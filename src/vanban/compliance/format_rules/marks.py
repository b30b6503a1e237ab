"""Marks of urgency and circulation, and the address line."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.drawn_rules import drawn_as_asked
from vanban.compliance.format_rules.format_rule import FormatRule, format_rule
from vanban.compliance.format_rules.paper import Answer, Paper, failed, unknown
from vanban.compliance.format_rules.styles import in_style, of_size, of_slope, written
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element, MeasuredLine

_URGENCY, _CIRCULATION, _ADDRESS = Element.URGENCY, Element.CIRCULATION, Element.ADDRESS
_HEX = 6


@format_rule(
    Clause("NĐ30-R108", Severity.ERROR, f"{DECREE} III.2.b và V, số thứ tự 10"),
    "Dấu chỉ mức độ khẩn",
    about=(_URGENCY,),
)
def urgency_mark_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, III.2.b: one of three texts, capitals, bold, 13-14, bright red."""
    known = [mark.text for mark in paper.law.marks.values()]
    for line in paper.lines(_URGENCY):
        if " ".join(line.text.split()) not in known:
            yield failed(f"“{line.text.strip()}”", f"một trong: {', '.join(known)}", line)
        for run in written(line):
            if len(run.colour) != _HEX and paper.is_pdf:
                yield unknown("tệp không cho biết màu chữ", line)
            elif not _is_red(run.colour, paper.tolerances.red):
                yield failed("không phải màu đỏ", "màu đỏ tươi", line)
        yield from _in_box(line)
        yield from _of_box_size(paper, line)
    yield from in_style(paper, "urgency_mark", _URGENCY)


@format_rule(
    Clause("NĐ30-R109", Severity.ERROR, f"{DECREE} III.2.c và V, số thứ tự 13"),
    "Chỉ dẫn phạm vi lưu hành",
    about=(_CIRCULATION,),
)
def circulation_mark_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, III.2.c: capitals, bold, 13-14."""
    yield from in_style(paper, "circulation_mark", _CIRCULATION)
    for line in paper.lines(_CIRCULATION):
        yield from _in_box(line)


@format_rule(
    Clause("NĐ30-R110", Severity.ERROR, f"{DECREE} III.4 và V, số thứ tự 12"),
    "Địa chỉ cơ quan ở trang thứ nhất",
    about=(_ADDRESS,),
)
def address_stands_on_page_one(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, III.4: at the foot of page 1 only, 11-12, upright."""
    for line in paper.lines(_ADDRESS):
        yield from of_size(paper, "contact", line)
        yield from of_slope(line, italic=False)
        if paper.is_pdf and line.page != 1:
            yield failed(f"ở trang {line.page}", "chỉ ở trang thứ nhất", line)
    yield from drawn_as_asked(paper, _ADDRESS, "contact_rule_ratio")


def _in_box(line: MeasuredLine) -> Iterator[Answer]:
    if not line.boxed:
        yield failed("không có khung", "trong khung hình chữ nhật viền đơn", line)


def _of_box_size(paper: Paper, line: MeasuredLine) -> Iterator[Answer]:
    """Whether the box of a mark of urgency is as large as the law says; what a file does not tell is left alone."""
    mark = next((one for one in paper.law.marks.values() if one.text == " ".join(line.text.split())), None)
    if mark is None or not line.boxed:
        return
    if line.box_width_mm is None or line.box_height_mm is None:
        yield unknown("tệp không cho biết cỡ khung", line)
        return
    slack = paper.tolerances.box_mm
    if abs(line.box_width_mm - mark.width_mm) > slack or abs(line.box_height_mm - mark.height_mm) > slack:
        given = f"{line.box_width_mm:.0f} x {line.box_height_mm:.0f} mm"
        yield failed(f"khung {given}", f"khung {mark.width_mm:g} x {mark.height_mm:g} mm", line)


def _is_red(colour: str, most: float) -> bool:
    """Whether a colour has little green and blue beside much more red."""
    if len(colour) != _HEX:
        return False
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return max(green, blue) <= most and red >= 2 * max(green, blue, 1) and red > most


RULES: tuple[FormatRule, ...] = (
    urgency_mark_is_set_as_asked,
    circulation_mark_is_set_as_asked,
    address_stands_on_page_one,
)
