"""Paragraphs of the content: alignment, size, indent, gaps and line spacing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.format_rule import DOCX_ONLY, FormatRule, format_rule
from vanban.compliance.format_rules.geometry import starts_at_mm
from vanban.compliance.format_rules.line_kinds import HEADINGS, LineKind, kinds_of, of_kind, prose_lines
from vanban.compliance.format_rules.paper import Answer, Paper, doubtful, failed, spared, unknown
from vanban.compliance.format_rules.ragged import is_ragged, ragged_lines, told_lines
from vanban.compliance.format_rules.styles import lettered, of_size, sizes_of, written
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element, MeasuredLine

_BODY = Element.BODY
_JUSTIFIED = ("justify", "both")
_SET_APART = ("center", "centre", "right")
_NO_PROSE = "không có đoạn văn nào"


@format_rule(Clause("NĐ30-R57", Severity.ERROR, f"{DECREE} II.6.e"), "Nội dung dàn đều hai lề", needs=(_BODY,))
def paragraphs_are_justified(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.e: text reaches both margins."""
    yield from _if_any(paper)
    if paper.is_pdf:
        yield from _justified_on_the_page(paper)
        return
    for line in prose_lines(paper):
        if line.align in _JUSTIFIED:
            continue
        if line.align in _SET_APART:
            yield doubtful("đoạn canh giữa hoặc canh phải", "dàn đều hai lề", line)
        elif not line.align:
            yield unknown("tệp không cho biết cách canh lề", line)
        else:
            yield failed("canh trái", "dàn đều hai lề", line)


@format_rule(
    Clause("NĐ30-R58", Severity.ERROR, f"{DECREE} II.6.e và V, số thứ tự 6"),
    "Nội dung: cỡ chữ 13–14, chữ đứng, một cỡ chữ",
    needs=(_BODY,),
)
def text_is_of_one_size(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.e: 13-14, upright, one size throughout."""
    yield from _if_any(paper)
    lines = prose_lines(paper)
    for line in lines:
        yield from of_size(paper, "body", line)
    sizes: Counter[float | None] = Counter()
    for run in (run for line in lines for run in written(line)):
        sizes[run.size_pt] += len(run.text)
    usual = sizes.most_common(1)[0][0] if sizes else None
    for line in lines:
        for size in sizes_of([line]):
            if usual is None or size is None or abs(size - usual) <= paper.tolerances.size_pt:
                continue
            yield failed(f"cỡ chữ {size:g}, phần còn lại cỡ {usual:g}", "một cỡ chữ trong cả nội dung", line)
    prose = of_kind(paper, LineKind.PROSE)
    italic = [line for line in prose if _is_italic(line)]
    if len(italic) * 2 > len(prose):
        yield failed("phần lớn nội dung chữ nghiêng", "chữ đứng", italic[0])


@format_rule(Clause("NĐ30-R59", Severity.ERROR, f"{DECREE} II.6.e"), "Thụt đầu dòng 1 cm hoặc 1,27 cm", needs=(_BODY,))
def paragraphs_are_indented(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.e: first lines begin 1 cm or 1.27 cm from the margin, all alike."""
    yield from _if_any(paper)
    starts = list(_starts(paper))
    if not starts:
        yield unknown("không đo được chỗ thụt đầu dòng")
    allowed, slack = paper.law.measures["body_indent_mm_options"], paper.tolerances.indent_mm
    if paper.is_pdf:
        slack = max(slack, paper.tolerances.text_edge_mm)
    usual = Counter(round(start, 1) for start, _ in starts).most_common(1)
    for start, line in starts:
        if line.text.startswith(("\t", "  ")):
            yield unknown("thụt đầu dòng bằng phím Tab hoặc dấu cách", line)
        elif not allowed.holds(start, slack):
            yield failed(f"thụt {start:.1f} mm", f"thụt {allowed} mm", line)
        elif abs(start - usual[0][0]) > slack:
            yield failed(f"thụt {start:.1f} mm, chỗ khác {usual[0][0]:g} mm", "mọi đoạn thụt như nhau", line)


@format_rule(
    Clause("NĐ30-R60", Severity.ERROR, f"{DECREE} II.6.e"),
    "Các đoạn cách nhau tối thiểu 6 pt",
    kinds=DOCX_ONLY,
    needs=(_BODY,),
)
def paragraphs_keep_their_distance(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.e: at least 6 pt between paragraphs."""
    allowed = paper.law.measures["body_paragraph_gap_pt"]
    lines = [line for line in paper.lines(_BODY) if not line.in_table]
    if len(lines) <= 1:
        yield unknown("nội dung chỉ có một đoạn")
    for above, line in pairwise(lines):
        if above.space_after_pt is None or line.space_before_pt is None:
            yield unknown("tệp không cho biết khoảng cách đoạn", line)
        elif not allowed.holds(gap := max(above.space_after_pt, line.space_before_pt)):
            yield failed(f"cách đoạn trước {gap:g} pt", f"{allowed} pt", line)


@format_rule(
    Clause("NĐ30-R61", Severity.ERROR, f"{DECREE} II.6.e"),
    "Cách dòng từ đơn đến 1,5 dòng",
    needs=(_BODY,),
)
def lines_keep_their_distance(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.e: line spacing from single to 1.5 lines."""
    allowed = paper.law.measures["body_line_spacing"]
    yield from _if_any(paper)
    # A paragraph of one line on a page has no distance to measure.
    lines = [line for line in prose_lines(paper) if not paper.is_pdf or line.line_spacing is not None]
    if paper.is_pdf and not lines:
        yield unknown("không có đoạn nào đủ hai dòng để đo cách dòng")
    for line in lines:
        if line.line_spacing is None:
            yield unknown("tệp không cho biết cách dòng", line)
        elif not allowed.holds(line.line_spacing, paper.tolerances.spacing_lines):
            yield failed(f"cách dòng {line.line_spacing:.2f}", f"cách dòng {allowed}", line)


@format_rule(
    Clause("NĐ30-R62", Severity.WARNING, f"{DECREE} II.6.e và V, số thứ tự 6"),
    "Chữ nghiêng chỉ dùng cho căn cứ",
    needs=(_BODY,),
)
def prose_is_upright(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.e: italics are for căn cứ; a few words may be stressed."""
    yield from _if_any(paper)
    for line, kind in kinds_of(paper):
        is_note = line.text.strip().startswith("(")
        if kind not in {*HEADINGS, LineKind.BASIS} and _is_italic(line) and not is_note:
            yield failed("cả đoạn chữ nghiêng", "chữ đứng", line)


@format_rule(
    Clause("NĐ30-R65", Severity.ERROR, f"{DECREE} II.6.a"), "Căn cứ: chữ nghiêng, dấu cuối dòng", needs=(_BODY,)
)
def bases_are_italic(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.a: italic, 13-14, a paragraph each, ``;`` and at the last ``.``."""
    bases = of_kind(paper, LineKind.BASIS)
    if not bases:
        yield spared("văn bản không có phần căn cứ")
    for line in bases:
        yield from of_size(paper, "basis", line)
        if not _is_italic(line):
            yield failed("căn cứ chữ đứng", "chữ nghiêng", line)


def _justified_on_the_page(paper: Paper) -> Iterator[Answer]:
    """Whether the lines of paragraphs reach the right margin; a break set by hand leaves one short."""
    ragged = ragged_lines(paper)
    if not told_lines(paper):
        yield unknown("không có đoạn nào đủ hai dòng để thấy cách canh lề")
    elif is_ragged(paper):
        for line in ragged:
            yield failed("canh trái", "dàn đều hai lề", line)
    elif ragged:
        yield unknown("có đoạn không chạm lề phải, có thể do ngắt dòng", ragged[0])


def _if_any(paper: Paper) -> Iterator[Answer]:
    if not prose_lines(paper):
        yield unknown(_NO_PROSE)


def _is_italic(line: MeasuredLine) -> bool:
    runs = lettered(line)
    return bool(runs) and all(run.italic for run in runs)


def _starts(paper: Paper) -> Iterator[tuple[float, MeasuredLine]]:
    for line, kind in kinds_of(paper):
        if kind in {LineKind.PROSE, LineKind.CLAUSE, LineKind.POINT, LineKind.ARTICLE} and line.align not in _SET_APART:
            start = starts_at_mm(line)
            # In a PDF a line break inside a paragraph leaves a line of its own, which goes on with a small letter.
            if not (paper.is_pdf and start < paper.tolerances.left_edge_mm and line.text.lstrip()[:1].islower()):
                yield start, line


RULES: tuple[FormatRule, ...] = (
    paragraphs_are_justified,
    text_is_of_one_size,
    paragraphs_are_indented,
    paragraphs_keep_their_distance,
    lines_keep_their_distance,
    prose_is_upright,
    bases_are_italic,
)
