"""Copies: electronic ones with the signature of the office that copied, and the number of those on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.compliance.clause import Clause
from vanban.compliance.format_rules.corner_notes import note_is_set_as_asked, told_time
from vanban.compliance.format_rules.format_rule import PDF_ONLY, FormatRule, format_rule
from vanban.compliance.format_rules.paper import Answer, Paper, failed, spared, unknown
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element, MeasuredImage, MeasuredLine, MeasuredSignature

_PART = "30/2020/NĐ-CP, Phụ lục I, Phần II,"
_FILLS_THE_PAGE = 0.7
_NUMBER = re.compile(r"\s*Số\s*:?\s*\d*\s*/")


@format_rule(
    Clause("NĐ30-R101", Severity.ERROR, f"{_PART} I"),
    "Bản sao điện tử: PDF từ 1.4, ảnh màu từ 200 dpi, thông tin sao ở góc trên bên phải",
    kinds=PDF_ONLY,
    of_parts=True,
)
def electronic_copy_is_made_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part II, I: scanned in colour, from 200 dpi, with form, agency and time."""
    marks, scans = _copy_marks(paper), _scans(paper)
    if not marks:
        yield unknown("bản quét không có thông tin về hình thức sao") if scans else spared("không phải bản sao điện tử")
        return
    forms = "|".join(re.escape(rule.text) for rule in paper.law.copy_forms.values())
    wording = re.compile(rf"(?:{forms}); [^;]+; {told_time}")
    for one in marks:
        yield from note_is_set_as_asked(paper, one, wording, "SAO Y; tên cơ quan; ngày/tháng/năm; giờ:phút:giây")
    yield from _of_version(paper)
    for image in scans:
        yield from _scanned_well(paper, image)


@format_rule(
    Clause("NĐ30-R116", Severity.ERROR, f"{_PART} II.1.c; Phụ lục III, Mục I"),
    "Số, ký hiệu bản sao",
)
def number_of_a_copy_is_written_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part II, II.1.c: number, then SY, SL or TrS and the agency that copied."""
    forms = {rule.text: rule.abbreviation for rule in paper.law.copy_forms.values()}
    lines, most = paper.inspection.lines, max((len(form.split()) for form in forms), default=1)
    made = [(line, forms[text]) for line in lines if (text := " ".join(line.text.split(maxsplit=most))) in forms]
    if not made:
        yield spared("không phải bản sao giấy")
        return
    own = {line.anchor for line in paper.lines(Element.CODE)}
    numbers = [line for line in lines if _NUMBER.match(line.text) and line.anchor not in own]
    if not numbers:
        yield unknown("không thấy số, ký hiệu bản sao")
    for line, (_, abbreviation) in zip(numbers, made, strict=False):
        yield from _of_form(line, abbreviation)


def _of_form(line: MeasuredLine, abbreviation: str) -> Iterator[Answer]:
    text = " ".join(line.text.split())
    if not re.fullmatch(rf"Số: \d{{2,}}/{re.escape(abbreviation)}-[^\s/]+", text):
        yield failed(f"“{text}”", f"“Số: 03/{abbreviation}-” rồi tên viết tắt cơ quan sao", line)


def _copy_marks(paper: Paper) -> tuple[MeasuredSignature, ...]:
    """The signatures that begin with a form of copy."""
    forms = tuple(rule.text for rule in paper.law.copy_forms.values())
    return tuple(one for one in paper.inspection.signatures if one.text.upper().startswith(forms))


def _scans(paper: Paper) -> tuple[MeasuredImage, ...]:
    """The pictures that fill a page."""
    width = paper.law.page.width_mm
    return tuple(one for one in paper.inspection.images if (one.width_mm or 0) > _FILLS_THE_PAGE * width)


def _of_version(paper: Paper) -> Iterator[Answer]:
    stated = paper.inspection.properties.get("pdf_version", "")
    wanted = paper.law.measures["copy_pdf_version"]
    if not re.fullmatch(r"\d+\.\d+", stated):
        yield unknown("tệp không cho biết phiên bản PDF")
    elif not wanted.holds(float(stated)):
        yield failed(f"PDF {stated}", f"PDF {wanted}")


def _scanned_well(paper: Paper, image: MeasuredImage) -> Iterator[Answer]:
    dots = paper.law.measures["scan_dots_per_inch"]
    if image.dots_per_inch is None or image.coloured is None:
        yield unknown("tệp không cho biết độ phân giải, màu của ảnh quét")
        return
    if not dots.holds(round(image.dots_per_inch)):
        yield failed(f"ảnh quét {image.dots_per_inch:.0f} dpi", f"{dots} dpi")
    if not image.coloured:
        yield failed("ảnh quét không màu", "ảnh màu")


RULES: tuple[FormatRule, ...] = (electronic_copy_is_made_as_asked, number_of_a_copy_is_written_as_asked)
