"""The end mark ``./.`` and what may stand after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vanban.compliance.clause import Clause, Rule
from vanban.compliance.passages import Flow, Passage, beginning, ending
from vanban.compliance.reader import Sheet
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.letter import Role
from vanban.regulations.law import Law

_ONCE = Clause("NĐ30-R63", Severity.ERROR, "30/2020/NĐ-CP, Phụ lục III, Mẫu 1.1 đến 1.10, 2.1 và 2.2")
_NOTHING_AFTER = Clause("NĐ30-R64", Severity.ERROR, "30/2020/NĐ-CP, Phụ lục III, Mẫu 1.1 đến 1.10, 2.1 và 2.2")
_CLOSING_ROLES = (Role.CENTRED, Role.SIGNED)
"""An attached notice is closed by the line that says whose it is."""


@dataclass(frozen=True, slots=True)
class _End:
    """The last end mark of a flow: the passage that holds it, and what follows there and in later passages."""

    passage: Passage
    rest: str
    later: tuple[Passage, ...]


def content_ends_with_the_end_mark(sheet: Sheet, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex III, forms 1.1 to 1.10, 2.1 and 2.2: the content ends with ./., once."""
    mark = law.fixed_text("end_mark")
    for flow in _judged(sheet, law):
        count = sum([passage.text.count(mark) for passage in flow.passages if mark in passage.text])
        if not count:
            yield _missing(flow, mark)
        elif count > 1:
            yield _ONCE.broken(flow.name, f"có {count} dấu “{mark}”", f"chỉ một dấu “{mark}”, ở cuối cùng")


def nothing_follows_the_end_mark(sheet: Sheet, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex III, forms 1.1 to 1.10, 2.1 and 2.2: after ./. comes the foot of the document."""
    mark = law.fixed_text("end_mark")
    for flow in _judged(sheet, law):
        if flow.passages and flow.passages[-1].text.endswith(mark):
            continue
        if (end := _last_end(flow, mark)) and (end.rest or end.later):
            first = end.passage if end.rest else end.later[0]
            words = end.rest or first.text
            yield _NOTHING_AFTER.broken(
                first.element,
                f"sau dấu “{mark}” còn “{beginning(words)}”" if words else f"sau dấu “{mark}” còn hình",
                f"đưa phần này lên trước dấu “{mark}”",
            )


def _judged(sheet: Sheet, law: Law) -> Iterator[Flow]:
    """The flows that a sample form speaks of."""
    for flow in sheet.flows:
        if flow.is_appendix or law.type_rule(sheet.letter.document_type).form:
            yield flow


def _missing(flow: Flow, mark: str) -> Finding:
    written = [passage for passage in flow.passages if passage.role is not None and passage.text.strip()]
    # An appendix of nothing but tables or pictures has no sentence to end.
    severity = Severity.WARNING if flow.is_appendix and not written else None
    last = written[-1] if written else None
    return _ONCE.broken(
        last.element if last else flow.name,
        f"kết thúc “{ending(last.text)}”, không có dấu “{mark}”" if last else f"không có dấu “{mark}”",
        f"kết thúc bằng dấu “{mark}”",
        severity=severity,
    )


def _last_end(flow: Flow, mark: str) -> _End | None:
    holding = [index for index, passage in enumerate(flow.passages) if mark in passage.text]
    if not holding:
        return None
    passage = flow.passages[holding[-1]]
    # A paragraph without text prints nothing; a picture has none either, but shows.
    later = tuple(one for one in flow.passages[holding[-1] + 1 :] if one.text.strip() or one.role is None)
    if flow.is_appendix:
        later = tuple(one for one in later if one.role not in _CLOSING_ROLES)
    return _End(passage=passage, rest=passage.text.rpartition(mark)[2].strip(), later=later)


RULES: tuple[Rule, ...] = (content_ends_with_the_end_mark, nothing_follows_the_end_mark)
