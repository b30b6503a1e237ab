"""The line of place and day as it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.format_rule import FormatRule, format_rule
from vanban.compliance.format_rules.geometry import centred_under, in_part, level_with
from vanban.compliance.format_rules.paper import Answer, Paper, doubtful, failed
from vanban.compliance.format_rules.styles import in_style
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element
from vanban.domain.letters.wording import printed_day, printed_month

_PLACE = Element.PLACE_AND_DATE
_DATED = re.compile(
    r"(?P<place>.*?)(?P<comma>\s*,?\s*)ngày\s*(?P<day>\d*)\s*tháng\s*(?P<month>\d*)\s*năm\s*(?P<year>\d*)$"
)


@format_rule(
    Clause("NĐ30-R39", Severity.ERROR, f"{DECREE} II.4.b"),
    "Thời gian ban hành ghi đủ và đúng cách",
    needs=(_PLACE,),
    issued_only=True,
)
def day_is_written_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.4.b: day, month and year; days below 10 and months 1, 2 padded."""
    text, line = paper.text(_PLACE), paper.lines(_PLACE)[0]
    allowed = "“ngày dd tháng m năm yyyy”, ví dụ “ngày 05 tháng 01 năm 2020”"
    found = _DATED.match(text)
    if found is None or not found["day"] or not found["month"] or not found["year"]:
        yield failed(f"“{text}” không đủ ngày, tháng, năm", allowed, line)
        return
    day, month = int(found["day"]), int(found["month"])
    if not _exists(int(found["year"]), month, day):
        yield failed(f"“{text}”: không có ngày này trong lịch", "một ngày có thật", line)
    elif found["day"] != printed_day(day):
        yield failed(f"ngày “{found['day']}”", f"“{printed_day(day)}”", line)
    elif found["month"] != printed_month(month):
        padded = found["month"] == f"{month:02d}"
        say = doubtful if padded else failed
        yield say(f"tháng “{found['month']}”", f"“{printed_month(month)}”", line)


@format_rule(
    Clause("NĐ30-R40", Severity.ERROR, f"{DECREE} II.4.c"), "Địa danh, thời gian: cỡ, kiểu chữ, vị trí", needs=(_PLACE,)
)
def place_and_day_are_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.4.c: 13-14, italic, level with Số, centred under the heading."""
    line = paper.lines(_PLACE)[0]
    yield from in_style(paper, "place_date", _PLACE)
    yield from in_part(paper, line, paper.law.measures["heading_middle_share"], "dưới Quốc hiệu, Tiêu ngữ, bên phải")
    if above := paper.lines(Element.COUNTRY_NAME):
        tolerance = paper.tolerances.place_centre_mm
        yield from centred_under(paper, line, above[0], "Quốc hiệu, Tiêu ngữ", tolerance_mm=tolerance)
    if codes := paper.lines(Element.CODE):
        yield from level_with(paper, line, codes[0], "số, ký hiệu")


@format_rule(
    Clause("NĐ30-R41", Severity.ERROR, f"{DECREE} II.4.c"),
    "Địa danh viết hoa, sau địa danh có dấu phẩy",
    needs=(_PLACE,),
)
def place_is_followed_by_a_comma(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.4.c: capital initials, a comma right after the place."""
    text, line = paper.text(_PLACE), paper.lines(_PLACE)[0]
    place, day, _ = text.partition("ngày")
    name = place.strip().rstrip(",").strip()
    if not name:
        yield failed(f"“{text}” không có địa danh", "ghi tên tỉnh, thành phố hoặc xã, phường nơi đóng trụ sở", line)
    if day and name and not re.search(r"\S, $", place):
        yield failed(f"“{text}”", f"dấu phẩy liền sau địa danh: “{name}, ngày …”", line)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


RULES: tuple[FormatRule, ...] = (
    day_is_written_as_asked,
    place_and_day_are_set_as_asked,
    place_is_followed_by_a_comma,
)
