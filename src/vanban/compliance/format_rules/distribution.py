"""Nơi nhận: the label, the list and the drafter's symbol."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.element_names import ELEMENT_NAMES
from vanban.compliance.format_rules.format_rule import FormatRule, format_rule
from vanban.compliance.format_rules.geometry import level_with, starts_at_mm
from vanban.compliance.format_rules.listing import distribution_items
from vanban.compliance.format_rules.paper import Answer, Paper, doubtful, failed, spared, unknown
from vanban.compliance.format_rules.styles import in_style, of_size, of_slope, of_weight
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element, MeasuredLine

_HEADING, _LIST = Element.DISTRIBUTION_HEADING, Element.DISTRIBUTION
_DRAFTER = re.compile(r"[A-ZĐ]+\.\(\d+\)")
_FILED = re.compile(r"- Lưu: VT, (?P<unit>\w+), (?P<mark>[A-ZĐ]{1,4})\.?")
_COLUMN_START = 0.1
"""A cell that begins further inside is not at the left edge."""


@format_rule(
    Clause("NĐ30-R79", Severity.ERROR, f"{DECREE} II.9.d và V, số thứ tự 8b"),
    "“Nơi nhận:”: dòng riêng, cỡ, kiểu chữ, vị trí",
    needs=(_HEADING,),
)
def label_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.9.d: alone, 12, bold italic, at the left, level with the authority."""
    line, right = paper.lines(_HEADING)[0], paper.law.fixed_text("distribution_label")
    text = " ".join(line.text.split())
    if text != right:
        yield failed(f"“{text}”", f"“{right}” đứng riêng một dòng", line)
    yield from in_style(paper, "distribution_label", _HEADING)
    yield from _at_the_left(paper, line)
    if signing := paper.lines(Element.SIGNING_LINES):
        yield from level_with(paper, line, signing[0], "quyền hạn, chức vụ của người ký")


@format_rule(
    Clause("NĐ30-R80", Severity.ERROR, f"{DECREE} II.9.d và V, số thứ tự 8b"),
    "Danh sách nơi nhận: cỡ, kiểu chữ, dấu đầu và cuối dòng",
    needs=(_LIST,),
)
def list_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.9.d: 11, upright; each line begins ``-`` at the left and ends ``;``."""
    for line in paper.lines(_LIST):
        yield from of_size(paper, "distribution_item", line)
        yield from of_weight(line, bold=False)
        yield from of_slope(line, italic=False)
    items = distribution_items(paper)
    for item in items:
        yield from _at_the_left(paper, item.line)
        if not item.text.startswith("- "):
            yield failed("đầu dòng không có gạch và cách chữ", "đầu dòng có gạch “- ”", item.line)
        if item is not items[-1] and not item.text.endswith(";"):
            yield failed(f"kết thúc bằng “{item.text[-1]}”", "kết thúc bằng dấu chấm phẩy (;)", item.line)


@format_rule(
    Clause("NĐ30-R81", Severity.ERROR, f"{DECREE} II.9.b; Phụ lục III, Mẫu 1.5"),
    "Dòng đầu “Như trên” khi có Kính gửi",
    needs=(_LIST,),
    about=(Element.ADDRESSEES,),
)
def list_begins_with_as_above(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.9.b: below Kính gửi the list begins with Như trên."""
    first, right = distribution_items(paper)[0], paper.law.fixed_text("as_above")
    if not first.text.lstrip("-–— ").startswith(right):
        yield failed(f"dòng đầu “{first.text}”", f"“- {right};”", first.line)


@format_rule(
    Clause("NĐ30-R86", Severity.ERROR, f"{DECREE} III.3 và V, số thứ tự 11"),
    "Ký hiệu người soạn thảo, số lượng bản",
)
def drafter_mark_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, III.3: 11, upright, a symbol in capitals and an Arabic number."""
    if not paper.has(Element.DRAFTER_MARK):
        yield _mark_among_units(paper) or spared(f"văn bản không có {ELEMENT_NAMES[Element.DRAFTER_MARK]}")
        return
    yield from in_style(paper, "drafter", Element.DRAFTER_MARK)
    line = paper.lines(Element.DRAFTER_MARK)[0]
    if not _DRAFTER.fullmatch(line.text.strip().removesuffix(".")):
        yield doubtful(f"“{line.text.strip()}”", "ví dụ “PL.(300)”", line)


def _mark_among_units(paper: Paper) -> Answer | None:
    """A drafter's symbol typed as if it were one more unit: ``- Lưu: VT, VP, VH.`` under the symbol SCT-VP."""
    items = distribution_items(paper)
    found = _FILED.fullmatch(items[-1].text) if items else None
    unit = "".join(paper.text(Element.CODE).split()).rpartition("-")[2]
    if found is None or found["unit"] != unit:
        return None
    mark = found["mark"]
    return doubtful(f"“{mark}” có thể là ký hiệu người soạn thảo", f"“- … {unit}. {mark}.(05).”", items[-1].line)


def _at_the_left(paper: Paper, line: MeasuredLine) -> Iterator[Answer]:
    edge = paper.tolerances.left_edge_mm
    if not paper.is_pdf:
        if line.align in {"center", "centre", "right"} or line.column_from > _COLUMN_START or starts_at_mm(line) > edge:
            yield failed("không sát lề trái", "sát lề trái", line)
        return
    page = paper.page_of(line)
    if page is None or line.left_mm is None:
        yield unknown("tệp không cho biết chỗ đứng", line)
    elif line.left_mm - page.left_mm > edge:
        yield failed(f"cách lề trái {line.left_mm - page.left_mm:.0f} mm", "sát lề trái", line)


RULES: tuple[FormatRule, ...] = (
    label_is_set_as_asked,
    list_is_set_as_asked,
    list_begins_with_as_above,
    drafter_mark_is_set_as_asked,
)
