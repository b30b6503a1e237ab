"""Nơi nhận: its last line, and what does not belong there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from vanban.compliance.channels import channel_notes
from vanban.compliance.clause import DECREE, Clause, Rule, on_part
from vanban.compliance.passages import listed
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.letter import Letter
from vanban.regulations.law import Law

_ELEMENT = "Nơi nhận, dòng cuối"
_LAST_LINE = Clause("NĐ30-R82", Severity.ERROR, f"{DECREE} II.9.d; Phụ lục III, Mẫu 1.4 và 1.5")
_COUNT = Clause("NĐ30-R83", Severity.WARNING, "30/2020/NĐ-CP, Phụ lục III, Mẫu 1.5, ghi chú 8")
_UNIT = Clause("NĐ30-R84", Severity.WARNING, "30/2020/NĐ-CP, Phụ lục III, Mẫu 1.5")
_NO_CHANNEL = Clause("NĐ30-R85", Severity.WARNING, f"{DECREE} II.9")
_UNITS = r"[^.;]+(?:\.[^\W\d_][^.;]*)*"
"""A full stop inside is that of an abbreviation (``P.CCHC``); one before a figure has a count glued to it."""
_DRAFTER = r"[A-ZĐ]+\.\s?\(\d+\)"
_TYPED_COUNT = re.compile(r"(?:^|[.,\s(])\s*(\d{1,3})\s*(?:b|bản|bộ)?\s*\)?$", re.IGNORECASE)
_RIGHT_COUNT = re.compile(r"\S \(\d{1,2}\)$")


@dataclass(frozen=True, slots=True)
class _FileCopyLine:
    """``- Lưu: VT, CCHC (01). PL.(300).`` taken apart: what stands between VT and the drafter's symbol."""

    text: str
    kept_by: str

    @property
    def units(self) -> list[str]:
        """The units that keep a copy, however their number of copies is typed."""
        items = (_TYPED_COUNT.sub("", item.strip()).strip() for item in self.kept_by.split(","))
        return [item for item in items if item]


class _Foot(NamedTuple):
    document_type: DocumentType
    notation: str
    distribution_list: tuple[str, ...]


def _foot(letter: Letter) -> _Foot:
    return _Foot(letter.document_type, letter.code.code_notation, letter.distribution_list)


@on_part(_foot)
def last_line_is_the_file_copy(foot: _Foot, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.9.d and Annex III, forms 1.4, 1.5: ``- Lưu: VT, <unit>.``"""
    lines = foot.distribution_list
    fixed = re.escape(law.fixed_text("file_copy"))
    # Without a unit, only a drafter's symbol may stand after the full stop: "VT. CCHC." lacks its comma.
    pattern = rf"- {fixed}(?:, {_UNITS}(?:\. [^;]+)?|\. {_DRAFTER})?\."
    if not lines and law.type_rule(foot.document_type).form:
        yield _LAST_LINE.broken("Nơi nhận", "không có nơi nhận nào", f"ít nhất dòng “- {law.fixed_text('file_copy')}.”")
    elif lines and not re.fullmatch(pattern, lines[-1]):
        yield _LAST_LINE.broken(
            _ELEMENT,
            f"“{lines[-1]}”",
            f"“- {law.fixed_text('file_copy')}, ” rồi chữ viết tắt đơn vị soạn thảo và dấu chấm, "
            f"ví dụ “- {law.fixed_text('file_copy')}, CCHC.”",
        )


@on_part(_foot)
def copies_are_counted_in_brackets(foot: _Foot, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex III, form 1.5, note 8: the count, if any, closes the line as in ``HC (2).``"""
    line = _file_copy(foot, law)
    if line and (count := _TYPED_COUNT.search(line.kept_by)) and not _RIGHT_COUNT.search(line.kept_by):
        yield _COUNT.broken(
            _ELEMENT, f"số bản lưu trong “{line.text}”", f"ghi trong ngoặc đơn ở cuối: “ ({int(count.group(1)):02d}).”"
        )


@on_part(_foot)
def file_copy_names_the_drafting_unit(foot: _Foot, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex III, form 1.5: the unit that keeps a copy is the one in the symbol."""
    line = _file_copy(foot, law)
    agency, _, unit = "".join(foot.notation.split()).rpartition("-")
    if foot.document_type is not DocumentType.CONG_VAN or not line or not agency:
        return
    if line.units and line.units != [unit]:
        yield _UNIT.broken(
            _ELEMENT,
            f"lưu tại “{', '.join(line.units)}”, ký hiệu ghi “{unit}”",
            f"“- {law.fixed_text('file_copy')}, {unit}.”; ký hiệu người soạn thảo, nếu có, ghi sau dấu chấm với số "
            "lượng bản, ví dụ “PL.(300).”",
        )


@on_part(_foot)
def distribution_has_no_channel_note(foot: _Foot, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.9: a line of Nơi nhận names who gets it, not how it is sent."""
    for number, line in enumerate(foot.distribution_list, start=1):
        for note in channel_notes(line):
            yield _NO_CHANNEL.broken(
                listed("Nơi nhận", number, line),
                f"có ghi chú “{note}”",
                "bỏ ghi chú này; cách gửi được ghi trong danh sách nơi nhận",
            )


def _file_copy(foot: _Foot, law: Law) -> _FileCopyLine | None:
    """The last line, as far as it is one about the file copy."""
    *_, text = foot.distribution_list or ("",)
    start = f"- {law.fixed_text('file_copy')}"
    if not text.startswith(start):
        return None
    rest = text.removeprefix(start).strip().rstrip(".").lstrip(".,").strip()
    return _FileCopyLine(text=text, kept_by=re.sub(rf"(?:^|\.\s+){_DRAFTER}$", "", rest))


RULES: tuple[Rule, ...] = (
    last_line_is_the_file_copy,
    copies_are_counted_in_brackets,
    file_copy_names_the_drafting_unit,
    distribution_has_no_channel_note,
)
