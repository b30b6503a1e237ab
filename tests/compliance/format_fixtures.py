"""Every good file by name, how it is judged, and the defects that spoil it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from format_defects import DEFECTS, Defect
from format_defects_pdf import PDF_DEFECTS
from format_defects_signing import APPENDIX_APART, ELECTRONIC_COPY, PAPER_COPY, PICTURES, SIGNED_PDF, SIGNED_PDF_PLAN
from measured_letters import good_letter, good_note, good_plan, judged, judged_plan, verdicts
from measured_pdf import good_pdf, good_pdf_note, good_pdf_plan
from measured_signing import (
    good_appendix_apart,
    good_electronic_copy,
    good_letter_with_pictures,
    good_paper_copy,
    good_signed_pdf,
    good_signed_pdf_plan,
)
from text_defects import RIGHT_LINES, also_measured, said

from vanban.domain.judging.inspected import FileKind, Inspection
from vanban.domain.judging.verdict import Judgement, Verdict

Judge = Callable[..., tuple[Judgement, ...]]
_NOTE = {"addressees": ("Sở Tài chính",), "body": ["body| Thời gian: thứ Hai, ngày 12 tháng 5 năm 2025./."]}
_TEXT = {"body": (*said(*(f"body| {line}" for line in RIGHT_LINES))["body"][:-1], "body| Trân trọng./.")}
_DOCX, _PDF = FileKind.DOCX, FileKind.PDF


@dataclass(frozen=True)
class Good:
    """A file that breaks no rule, and what spoils it."""

    name: str
    kind: FileKind
    made: Callable[[], Inspection]
    defects: tuple[Defect, ...] = ()
    judge: Judge = judged
    parts: Mapping[str, object] = field(default_factory=dict)

    def verdicts(self, defect: Defect | None = None) -> Mapping[str, Verdict]:
        """What the rules say of it, spoilt or not."""
        if defect is None:
            return _sound(self.name)
        return verdicts(self.judge(defect.change(self.made()), {**self.parts, **defect.parts}))


def _split(defects: tuple[Defect, ...], *, plan: bool) -> tuple[Defect, ...]:
    return tuple(one for one in defects if one.plan is plan)


GOOD: Mapping[str, Good] = {
    one.name: one
    for one in (
        Good("letter", _DOCX, good_letter, _split(DEFECTS, plan=False)),
        Good("plan", _DOCX, good_plan, _split(DEFECTS, plan=True), judged_plan),
        Good("note", _DOCX, good_note, parts=_NOTE),
        Good("text", _DOCX, lambda: also_measured(good_plan(), *RIGHT_LINES), judge=judged_plan, parts=_TEXT),
        Good("letter_with_pictures", _DOCX, good_letter_with_pictures, PICTURES),
        Good("paper_copy", _DOCX, lambda: good_paper_copy(good_letter()), PAPER_COPY),
        Good("pdf_letter", _PDF, good_pdf, _split(PDF_DEFECTS, plan=False)),
        Good("pdf_plan", _PDF, good_pdf_plan, _split(PDF_DEFECTS, plan=True), judged_plan),
        Good("pdf_note", _PDF, good_pdf_note, parts=_NOTE),
        Good("pdf_text", _PDF, lambda: also_measured(good_pdf_plan(), *RIGHT_LINES), judge=judged_plan, parts=_TEXT),
        Good("pdf_signed_letter", _PDF, good_signed_pdf, SIGNED_PDF),
        Good("pdf_signed_plan", _PDF, good_signed_pdf_plan, SIGNED_PDF_PLAN, judged_plan),
        Good("pdf_appendix_apart", _PDF, good_appendix_apart, APPENDIX_APART),
        Good("pdf_electronic_copy", _PDF, good_electronic_copy, ELECTRONIC_COPY),
        Good(
            "pdf_paper_copy",
            _PDF,
            lambda: good_paper_copy(good_pdf()),
            tuple(Defect(f"pdf_{one.name}", one.expected, one.change) for one in PAPER_COPY),
        ),
    )
}


@cache
def _sound(name: str) -> Mapping[str, Verdict]:
    good = GOOD[name]
    return verdicts(good.judge(good.made(), good.parts))


def spoilt() -> Iterator[tuple[Good, Defect]]:
    """Every defect with the file that it spoils."""
    for good in GOOD.values():
        for defect in good.defects:
            yield good, defect


NEVER_PASSED = {"NĐ30-R98": "validity of a digital signature is not seen without its certificates"}
"""Rules that no file can satisfy for a machine that only reads it: a person must say."""
