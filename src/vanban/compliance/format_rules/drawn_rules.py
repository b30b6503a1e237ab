"""Lines drawn under the motto, the issuer and the subject."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.compliance.format_rules.paper import Answer, Paper, failed, unknown
from vanban.domain.judging.inspected import Element


def drawn_as_asked(paper: Paper, above: Element, measure: str) -> Iterator[Answer]:
    """Whether the line under an element is there, continuous, as long as the law says, and balanced."""
    allowed = paper.law.measures[measure]
    drawn, lines = paper.drawn_below(above), paper.lines(above)
    last = lines[-1] if lines else None
    whole = "dài bằng bề rộng vùng chữ" if above is Element.ADDRESS else "dài bằng dòng chữ"
    wanted = whole if allowed.low >= 1 else "dài bằng 1/3 đến 1/2 dòng chữ"
    if drawn is None:
        yield failed("không thấy dòng kẻ", f"đường kẻ nét liền, {wanted}", last)
        return
    if not drawn.continuous:
        yield failed("dòng kẻ không liền nét", "nét liền", last)
    if drawn.share is None:
        yield unknown("tệp không cho biết dòng kẻ dài bao nhiêu", last)
    elif not allowed.holds(drawn.share, paper.tolerances.rule_share):
        yield failed(f"dòng kẻ dài {drawn.share:.0%} dòng chữ", wanted, last)
    if drawn.offset_mm is None:
        yield unknown("tệp không cho biết dòng kẻ đứng ở đâu", last)
    elif abs(drawn.offset_mm) > paper.tolerances.rule_centre_mm:
        yield failed(f"dòng kẻ lệch {abs(drawn.offset_mm):.1f} mm", "cân đối so với dòng chữ", last)
