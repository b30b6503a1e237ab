"""Names of the issuing agency and of the agency above it."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.drawn_rules import drawn_as_asked
from vanban.compliance.format_rules.format_rule import FormatRule, format_rule
from vanban.compliance.format_rules.geometry import centred_under, in_part
from vanban.compliance.format_rules.paper import Answer, Paper, failed, unknown
from vanban.compliance.format_rules.styles import in_style, sizes_of
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element

_SUPERIOR, _ISSUER = Element.SUPERIOR, Element.ISSUER


@format_rule(
    Clause("NĐ30-R22", Severity.ERROR, f"{DECREE} II.2.b"),
    "Tên cơ quan chủ quản: cỡ, kiểu chữ",
    needs=(_ISSUER,),
    about=(_SUPERIOR,),
)
def superior_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.2.b: capitals, 12-13, upright, not bold; no line under it."""
    yield from in_style(paper, "superior", _SUPERIOR)
    if paper.drawn_below(_SUPERIOR):
        yield failed("có dòng kẻ", "không kẻ dưới tên cơ quan chủ quản", paper.lines(_SUPERIOR)[-1])


@format_rule(
    Clause("NĐ30-R23", Severity.ERROR, f"{DECREE} II.2.b"), "Tên cơ quan ban hành: cỡ, kiểu chữ", needs=(_ISSUER,)
)
def issuer_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.2.b: capitals, 12-13, bold, centred under the superior, at the left."""
    yield from in_style(paper, "issuer", _ISSUER)
    first = paper.lines(_ISSUER)[0]
    yield from in_part(paper, first, paper.law.measures["issuer_middle_share"], "phía trên bên trái")
    if above := paper.lines(_SUPERIOR):
        tolerance = paper.tolerances.centre_mm
        yield from centred_under(paper, first, above[-1], "tên cơ quan chủ quản", tolerance_mm=tolerance)


@format_rule(
    Clause("NĐ30-R24", Severity.ERROR, f"{DECREE} II.2.b"), "Dòng kẻ dưới tên cơ quan ban hành", needs=(_ISSUER,)
)
def issuer_has_its_rule(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.2.b: continuous, 1/3 to 1/2 of the text above it, balanced."""
    yield from drawn_as_asked(paper, _ISSUER, "issuer_rule_ratio")


@format_rule(
    Clause("NĐ30-R27", Severity.WARNING, f"{DECREE} V, số thứ tự 2"),
    "Tên cơ quan chủ quản và tên cơ quan ban hành cùng cỡ chữ",
    needs=(_ISSUER,),
    about=(_SUPERIOR,),
)
def agencies_are_of_one_size(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, V: both names are set in one size."""
    sizes = sizes_of(paper.lines(_SUPERIOR, _ISSUER))
    known = sorted(size for size in sizes if size is not None)
    if None in sizes:
        yield unknown("tệp không cho biết cỡ chữ")
    elif known and known[-1] - known[0] > paper.tolerances.size_pt:
        shown = " và ".join(f"{size:g}" for size in known)
        yield failed(f"cỡ chữ {shown}", "cùng một cỡ chữ", paper.lines(_ISSUER)[0])


RULES: tuple[FormatRule, ...] = (
    superior_is_set_as_asked,
    issuer_is_set_as_asked,
    issuer_has_its_rule,
    agencies_are_of_one_size,
)
