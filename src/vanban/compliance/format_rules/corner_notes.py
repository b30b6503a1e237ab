"""What a digital signature without a picture says, in the upper right corner of the first page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.compliance.format_rules.paper import Answer, Paper, doubtful, failed
from vanban.compliance.words import word_list
from vanban.domain.judging.inspected import MeasuredSignature

told_time = r"\d{2}/\d{2}/\d{4}; \d{2}:\d{2}:\d{2}(?: ?[+-]\d{2}:?\d{2})?"
"""Day, time and, since the Decree names ISO 8601, the zone where it is given."""
_BLACK = ("000000", "auto")


def note_is_set_as_asked(
    paper: Paper, signed: MeasuredSignature, wording: re.Pattern[str], wanted: str
) -> Iterator[Answer]:
    """Whether a signature shows these words and no picture, at its place, in the size of the law."""
    if not signed.text:
        yield failed(f"chữ ký số {signed.name} không hiện thông tin", f"“{wanted}”")
        return
    if any(image.signature == signed.name for image in paper.inspection.images):
        yield failed(f"chữ ký số {signed.name} hiện hình ảnh", "chỉ hiện thông tin, không hiện hình")
    if not wording.fullmatch(signed.text):
        yield failed(f"“{signed.text}”", f"“{wanted}”")
    yield from _in_the_corner(paper, signed)
    yield from _in_style(paper, signed)


def _in_the_corner(paper: Paper, signed: MeasuredSignature) -> Iterator[Answer]:
    middle = (signed.left_mm or 0.0) + (signed.width_mm or 0.0) / 2
    low = (signed.top_mm or 0.0) > paper.tolerances.corner_mm
    # A scanned page was measured by nobody, but is a sheet of A4.
    width = paper.pages[0].width_mm if paper.pages else paper.law.page.width_mm
    if signed.page != 1 or low or middle <= width / 2:
        yield failed(f"thông tin ký số ở trang {signed.page}", "góc trên bên phải trang đầu")


def _in_style(paper: Paper, signed: MeasuredSignature) -> Iterator[Answer]:
    rule = paper.law.element("signature_info")
    wanted = f"{paper.law.page.font_family}, cỡ {rule.size_pt}, chữ đứng, màu đen"
    standing_in = (*word_list("fonts_of_the_house"), *word_list("metric_twins"))
    known = tuple(_plain(name) for name in (paper.law.page.font_family, *standing_in))
    for run in signed.runs:
        if not run.text.strip():
            continue
        if run.size_pt is not None and not rule.size_pt.holds(run.size_pt, paper.tolerances.size_pt):
            yield failed(f"cỡ chữ {run.size_pt:g}", wanted)
        if run.bold is not rule.bold or run.italic is not rule.italic:
            yield failed("chữ đậm hoặc nghiêng", wanted)
        if run.colour not in _BLACK:
            yield failed(f"màu chữ #{run.colour}", wanted)
        if not run.font:
            yield doubtful("không rõ phông chữ", wanted)
        elif not _plain(run.font).startswith(known):
            yield failed(f"phông {run.font}", wanted)


def _plain(name: str) -> str:
    return name.replace(" ", "").casefold()
