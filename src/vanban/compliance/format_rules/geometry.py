"""Where lines stand: middles, columns and halves of the page."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.compliance.format_rules.paper import Answer, Paper, failed, unknown
from vanban.compliance.format_rules.styles import written
from vanban.domain.judging.inspected import MeasuredLine
from vanban.regulations.law import Range
from vanban.regulations.metrics import text_width_mm

_CENTRED = ("center", "centre")
_HAND_SET = "canh bằng phím Tab, dấu cách hoặc thụt lề: tệp không cho biết chỗ đứng"
_POINTS_PER_MM = 72 / 25.4


def middle_mm(paper: Paper, line: MeasuredLine) -> float | None:
    """How far the middle of a line of a PDF is from the left edge of the paper."""
    page = paper.page_of(line)
    if page is None or line.left_mm is None or line.right_mm is None:
        return None
    return (line.left_mm + page.width_mm - line.right_mm) / 2


def middle_share(paper: Paper, line: MeasuredLine) -> float | None:
    """Where the middle of a line is, as a share of the text width; ``None`` where the file does not tell."""
    page, middle = paper.page_of(line), middle_mm(paper, line)
    if page is not None and middle is not None:
        width = page.width_mm - page.left_mm - page.right_mm
        return (middle - page.left_mm) / width if width > 0 else None
    if paper.is_pdf or is_hand_set(line):
        return None
    return (line.column_from + line.column_to) / 2


def is_hand_set(line: MeasuredLine) -> bool:
    """Whether a line of a DOCX stands in no column and is not centred, so that its place cannot be told."""
    full = line.column_from <= 0 and line.column_to >= 1
    return full and line.align not in _CENTRED


def in_part(paper: Paper, line: MeasuredLine, part: Range, name: str) -> Iterator[Answer]:
    """Whether the middle of a line lies in a part of the text width."""
    share = middle_share(paper, line)
    if share is None:
        yield unknown(_HAND_SET, line)
    elif not part.holds(share):
        yield failed(f"giữa dòng ở {share:.0%} chiều ngang", name, line)


def centred_under(
    paper: Paper, line: MeasuredLine, above: MeasuredLine, name: str, *, tolerance_mm: float
) -> Iterator[Answer]:
    """Whether a line is centred under another one."""
    if not paper.is_pdf:
        yield from _centred_in_column(paper, line, above, name)
        return
    middle, other = middle_mm(paper, line), middle_mm(paper, above)
    if middle is None or other is None:
        yield unknown("tệp không cho biết chỗ đứng", line)
    elif abs(middle - other) > tolerance_mm:
        yield failed(f"giữa dòng lệch {abs(middle - other):.1f} mm", f"canh giữa dưới {name}", line)


def centred(paper: Paper, line: MeasuredLine) -> Iterator[Answer]:
    """Whether a line is centred in the text width, or in its column of a DOCX."""
    if not paper.is_pdf:
        if line.align not in _CENTRED:
            yield failed("không canh giữa", "canh giữa", line)
        return
    page, middle = paper.page_of(line), middle_mm(paper, line)
    if page is None or middle is None:
        yield unknown("tệp không cho biết chỗ đứng", line)
        return
    off = abs(middle - (page.left_mm + page.width_mm - page.right_mm) / 2)
    if off > paper.tolerances.text_edge_mm + paper.tolerances.centre_mm:
        yield failed(f"giữa dòng lệch {off:.1f} mm", "canh giữa", line)


def level_with(paper: Paper, line: MeasuredLine, other: MeasuredLine, name: str) -> Iterator[Answer]:
    """Whether two lines of a PDF stand on one level; a DOCX is not laid out yet and passes here."""
    if not paper.is_pdf:
        return
    if line.bottom_mm is None or other.bottom_mm is None or line.page is None or other.page is None:
        yield unknown("tệp không cho biết chỗ đứng", line)
        return
    off = abs(line.bottom_mm - other.bottom_mm) * _POINTS_PER_MM
    if line.page != other.page or off > paper.tolerances.baseline_pt:
        yield failed("không ngang hàng", f"ngang hàng với {name}", line)


def starts_at_mm(line: MeasuredLine) -> float:
    """Where the first line of a paragraph of a DOCX starts, from the left edge of its column."""
    return line.indent_mm + line.first_line_indent_mm


def _centred_in_column(paper: Paper, line: MeasuredLine, above: MeasuredLine, name: str) -> Iterator[Answer]:
    if is_hand_set(line) or is_hand_set(above):
        yield unknown(_HAND_SET, line)
    elif line.align not in _CENTRED:
        yield failed("không canh giữa", f"canh giữa dưới {name}", line)
    elif abs(_column_middle(line) - _column_middle(above)) > paper.tolerances.column_share:
        yield failed("đứng ở cột khác", f"canh giữa dưới {name}", line)
    elif abs(off := _off_its_column_mm(paper, above)) > paper.tolerances.left_edge_mm:
        yield failed(f"{name} lệch khỏi giữa cột {abs(off):.0f} mm", f"canh giữa dưới {name}", line)


def _column_middle(line: MeasuredLine) -> float:
    return (line.column_from + line.column_to) / 2


def _off_its_column_mm(paper: Paper, line: MeasuredLine) -> float:
    """How far a short line of a DOCX that is not centred stands from the middle of its column."""
    page, runs = paper.page_of(line), written(line)
    if page is None or line.align in _CENTRED or any(run.size_pt is None for run in runs):
        return 0.0
    rows = [0.0]
    for run in runs:
        style = "bold" if run.bold else "italic" if run.italic else "regular"
        first, *others = (text_width_mm(part, run.size_pt or 0, style=style) for part in run.text.split("\n"))
        rows[-1] += first
        rows += others
    room = (page.width_mm - page.left_mm - page.right_mm) * (line.column_to - line.column_from) - max(rows)
    if room <= 0:
        return 0.0
    return room / 2 if line.align == "right" else starts_at_mm(line) - room / 2
