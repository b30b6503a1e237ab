"""Paper, orientation and margins."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.format_rule import FormatRule, format_rule
from vanban.compliance.format_rules.paper import Answer, Paper, doubtful, failed, unknown
from vanban.compliance.format_rules.ragged import is_ragged
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element, MeasuredPage
from vanban.regulations.law import Range

_NO_PAGE = "tệp không cho biết khổ giấy"


@format_rule(Clause("NĐ30-R01", Severity.ERROR, f"{DECREE} I.1"), "Khổ giấy A4")
def paper_is_a4(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, I.1: A4, 210 x 297 mm."""
    wide, high = paper.law.page.width_mm, paper.law.page.height_mm
    slack = paper.tolerances.paper_mm
    if not paper.pages:
        yield unknown(_NO_PAGE)
    for number, page in enumerate(paper.pages, start=1):
        short, long = sorted((page.width_mm, page.height_mm))
        if abs(short - wide) > slack or abs(long - high) > slack:
            yield failed(
                f"{_unit(paper)} {number}: {page.width_mm:.0f} x {page.height_mm:.0f} mm", f"{wide:g} x {high:g} mm"
            )


@format_rule(Clause("NĐ30-R02", Severity.ERROR, f"{DECREE} I.2"), "Trình bày theo chiều dài giấy")
def text_stands_upright(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, I.2: portrait, but for pages with tables."""
    if not paper.pages:
        yield unknown(_NO_PAGE)
    has_table = any(line.in_table for line in paper.lines(Element.BODY))
    for number, page in enumerate(paper.pages, start=1):
        if page.width_mm <= page.height_mm:
            continue
        where = f"{_unit(paper)} {number} nằm ngang"
        allowed = "chiều dài của khổ A4; trang có bảng, biểu được nằm ngang"
        # On the first page, tables of the head and foot are no reason to turn the paper.
        if number == 1 and not (page.has_wide_content and has_table):
            yield failed(where, allowed)
        elif not page.has_wide_content:
            yield doubtful(where, allowed)


@format_rule(Clause("NĐ30-R03", Severity.ERROR, f"{DECREE} I.3"), "Lề trên")
def top_margin_is_allowed(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, I.3: the top margin."""
    allowed, head = paper.law.page.margin_top_mm, paper.lines(Element.COUNTRY_NAME, Element.SUPERIOR, Element.ISSUER)
    highest = min((page.top_mm for page in paper.pages), default=0.0)
    # Text may begin anywhere on a page, but the head of a document begins at its upper edge.
    if paper.is_pdf and head and highest > allowed.high + paper.tolerances.head_mm:
        yield failed(f"chữ cách mép giấy {highest:.1f} mm", f"{allowed} mm")
        return
    yield from _margin(paper, paper.law.page.margin_top_mm, lambda page: page.top_mm, fills=False)


@format_rule(Clause("NĐ30-R04", Severity.ERROR, f"{DECREE} I.3"), "Lề dưới")
def bottom_margin_is_allowed(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, I.3: the bottom margin."""
    yield from _margin(paper, paper.law.page.margin_bottom_mm, lambda page: page.bottom_mm, fills=False)


@format_rule(Clause("NĐ30-R05", Severity.ERROR, f"{DECREE} I.3"), "Lề trái")
def left_margin_is_allowed(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, I.3: the left margin."""
    yield from _margin(paper, paper.law.page.margin_left_mm, lambda page: page.left_mm, fills=True)


@format_rule(Clause("NĐ30-R06", Severity.ERROR, f"{DECREE} I.3"), "Lề phải")
def right_margin_is_allowed(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, I.3: the right margin."""
    yield from _margin(paper, paper.law.page.margin_right_mm, lambda page: page.right_mm, fills=True)


def _margin(
    paper: Paper, allowed: Range, margin_of: Callable[[MeasuredPage], float], *, fills: bool
) -> Iterator[Answer]:
    """One margin of every page; text ``fills`` the page from side to side, but not from top to bottom."""
    upright = [page for page in paper.pages if page.width_mm <= page.height_mm]
    if not upright:
        yield unknown(_NO_PAGE)
        return
    if paper.is_pdf:
        yield from _margin_of_text(paper, allowed, min(margin_of(page) for page in upright), fills=fills)
        return
    for number, page in enumerate(paper.pages, start=1):
        if page in upright and not allowed.holds(margin_of(page), paper.tolerances.margin_mm):
            yield failed(f"phần {number}: {margin_of(page):.1f} mm", f"{allowed} mm")


def _margin_of_text(paper: Paper, allowed: Range, margin_mm: float, *, fills: bool) -> Iterator[Answer]:
    """The margin of the page that is filled most; a page that is not full says nothing."""
    slack = paper.tolerances.text_edge_mm
    if allowed.holds(margin_mm, slack):
        return
    # Short lines show how far the text reaches, not how far it could.
    is_wide = fills and any(line.align == "justify" for line in paper.lines(Element.BODY)) and not is_ragged(paper)
    if margin_mm < allowed.low or is_wide:
        yield failed(f"chữ cách mép giấy {margin_mm:.1f} mm", f"{allowed} mm")
    else:
        yield unknown("chữ không kín trang, không đo được lề")


def _unit(paper: Paper) -> str:
    return "trang" if paper.is_pdf else "phần"


RULES: tuple[FormatRule, ...] = (
    paper_is_a4,
    text_stands_upright,
    top_margin_is_allowed,
    bottom_margin_is_allowed,
    left_margin_is_allowed,
    right_margin_is_allowed,
)
