"""Tên loại and trích yếu."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.drawn_rules import drawn_as_asked
from vanban.compliance.format_rules.format_rule import DOCX_ONLY, FormatRule, format_rule
from vanban.compliance.format_rules.geometry import centred, centred_under
from vanban.compliance.format_rules.paper import Answer, Paper, failed, unknown
from vanban.compliance.format_rules.styles import in_style, not_in_capitals
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element
from vanban.domain.letters.document import DocumentType

_CODE, _TYPE, _SUBJECT = Element.CODE, Element.TYPE_NAME, Element.SUBJECT


@format_rule(
    Clause("NĐ30-R44", Severity.ERROR, f"{DECREE} II.5.b; Phụ lục III, Mẫu 1.5"), "Công văn không ghi tên loại"
)
def letter_prints_no_type(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.5.b and Annex III, form 1.5: a công văn has no type name."""
    name = paper.law.type_rule(DocumentType.CONG_VAN).name.upper()
    for line in paper.inspection.lines:
        if line.text.strip() == name:
            yield failed(f"ghi “{name}”", "bỏ dòng này; công văn chỉ có trích yếu “V/v …”", line)


@format_rule(
    Clause("NĐ30-R45", Severity.ERROR, f"{DECREE} II.5.b"),
    "Trích yếu công văn: “V/v”, cỡ, kiểu chữ, vị trí",
    needs=(_SUBJECT,),
)
def letter_subject_is_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.5.b: ``V/v``, 12-13, upright, not bold, centred under Số."""
    lines, prefix = paper.lines(_SUBJECT), paper.law.fixed_text("subject_prefix")
    if not paper.text(_SUBJECT).startswith(prefix):
        yield failed(f"“{paper.text(_SUBJECT)[:30]} …”", f"mở đầu bằng “{prefix.strip()}” và một cách chữ", lines[0])
    yield from in_style(paper, "subject_letter", _SUBJECT)
    if codes := paper.lines(_CODE):
        tolerance = paper.tolerances.centre_mm
        for line in lines:
            yield from centred_under(paper, line, codes[0], "số, ký hiệu", tolerance_mm=tolerance)


@format_rule(
    Clause("NĐ30-R46", Severity.ERROR, f"{DECREE} II.5.b"),
    "Trích yếu công văn cách số, ký hiệu 6 pt",
    kinds=DOCX_ONLY,
    needs=(_CODE, _SUBJECT),
)
def letter_subject_keeps_its_distance(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.5.b: 6 pt between Số and V/v."""
    allowed = paper.law.measures["subject_letter_gap_pt"]
    line = paper.lines(_SUBJECT)[0]
    after, before = paper.lines(_CODE)[-1].space_after_pt, line.space_before_pt
    if after is None or before is None:
        yield unknown("tệp không cho biết khoảng cách đoạn", line)
    # Word shows the larger of the two or both, as its compatibility settings say.
    elif not any(allowed.holds(gap, paper.tolerances.gap_pt) for gap in (max(after, before), after + before)):
        yield failed(f"cách {max(after, before):g} pt", f"cách {allowed} pt", line)


@format_rule(
    Clause("NĐ30-R49", Severity.ERROR, f"{DECREE} II.5.a và V, số thứ tự 5a"),
    "Tên loại và trích yếu: cỡ, kiểu chữ, vị trí, dòng kẻ",
    needs=(_TYPE, _SUBJECT),
)
def type_and_subject_are_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.5.a: capitals over small letters, bold, centred, a line below."""
    yield from in_style(paper, "type_name", _TYPE)
    yield from in_style(paper, "subject_named", _SUBJECT)
    for line in paper.lines(_SUBJECT):
        yield from not_in_capitals(line)
    for line in paper.lines(_TYPE, _SUBJECT):
        yield from centred(paper, line)
    yield from drawn_as_asked(paper, _SUBJECT, "subject_rule_ratio")


RULES: tuple[FormatRule, ...] = (
    letter_prints_no_type,
    letter_subject_is_set_as_asked,
    letter_subject_keeps_its_distance,
    type_and_subject_are_set_as_asked,
)
