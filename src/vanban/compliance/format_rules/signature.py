"""The signature block as it is set."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.format_rule import PDF_ONLY, FormatRule, format_rule
from vanban.compliance.format_rules.geometry import centred_under, in_part
from vanban.compliance.format_rules.paper import Answer, Paper, failed, unknown
from vanban.compliance.format_rules.styles import in_style
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element

_LINES, _NAME = Element.SIGNING_LINES, Element.SIGNER_NAME


@format_rule(
    Clause("NĐ30-R87", Severity.ERROR, f"{DECREE} II.7.đ và V, số thứ tự 7"),
    "Quyền hạn, chức vụ: chữ viết tắt, cỡ, kiểu chữ",
    needs=(_LINES,),
)
def authority_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.7.đ: TM., Q., KT., TL., TUQ.; capitals, 13-14, bold, centred."""
    yield from in_style(paper, "authority", _LINES)
    first, *others = paper.lines(_LINES)
    for line in others:
        tolerance = paper.tolerances.centre_mm
        yield from centred_under(paper, line, first, "dòng đầu của phần ký", tolerance_mm=tolerance)


@format_rule(
    Clause("NĐ30-R90", Severity.ERROR, f"{DECREE} II.7.đ và V, số thứ tự 7"),
    "Họ và tên người ký: cỡ, kiểu chữ, vị trí",
    needs=(_NAME,),
)
def name_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.7.đ: small letters, 13-14, bold, centred under the title."""
    yield from in_style(paper, "signer_name", _NAME)
    line = paper.lines(_NAME)[0]
    if above := paper.lines(_LINES):
        tolerance = paper.tolerances.centre_mm
        yield from centred_under(paper, line, above[0], "chức vụ của người ký", tolerance_mm=tolerance)


@format_rule(
    Clause("NĐ30-R94", Severity.WARNING, f"{DECREE} II.7 (thông lệ)"),
    "Phần ký không tách trang",
    kinds=PDF_ONLY,
    needs=(_LINES, _NAME),
)
def signature_stays_together(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.7 (practice): title and name on one page, with text above them."""
    pages = {line.page for line in paper.lines(_LINES, _NAME)}
    name = paper.lines(_NAME)[0]
    if None in pages:
        yield unknown("tệp không cho biết trang")
    elif len(pages) > 1:
        yield failed("phần ký nằm trên hai trang", "cùng một trang", name)
    elif paper.has(Element.BODY) and not any(line.page in pages for line in paper.lines(Element.BODY)):
        yield failed("phần ký đứng một mình trên một trang", "cùng trang với ít nhất vài dòng nội dung", name)


@format_rule(Clause("NĐ30-R95", Severity.ERROR, f"{DECREE} II.7 và IV"), "Phần ký ở nửa bên phải", needs=(_LINES,))
def signature_stands_at_the_right(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.7 and IV: ô 7 lies in the right half."""
    for line in paper.lines(_LINES):
        yield from in_part(paper, line, paper.law.measures["signature_middle_share"], "nửa bên phải")


RULES: tuple[FormatRule, ...] = (
    authority_is_set_as_asked,
    name_is_set_as_asked,
    signature_stays_together,
    signature_stands_at_the_right,
)
