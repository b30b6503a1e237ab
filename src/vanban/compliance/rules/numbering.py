"""Numbers and letters of the parts of a text."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause, Rule
from vanban.compliance.reader import Sheet
from vanban.compliance.sequence import Break, Level, breaks, printed
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.letter import Role
from vanban.regulations.law import Law

_LETTERS = Clause("NĐ30-R74", Severity.ERROR, f"{DECREE} II.6.đ")
_GAPS = Clause("NĐ30-R76", Severity.ERROR, f"{DECREE} II.6.c và đ")


def points_follow_the_alphabet(sheet: Sheet, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.đ: điểm are a), b), c), d), đ), e), g) … of the alphabet."""
    for flow in sheet.flows:
        for passage in flow.passages:
            if passage.role is Role.POINT and passage.marker.rstrip(")") not in law.point_letters:
                yield _LETTERS.broken(
                    passage.element, f"điểm “{passage.marker}”", f"các chữ {', '.join(law.point_letters)} theo thứ tự"
                )
        for one in breaks(flow, law):
            if _is_wrong_letter(one, law):
                yield _told(_LETTERS, one, law)


def numbering_has_no_gap(sheet: Sheet, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.c and đ: each level begins at its first number and skips none."""
    for flow in sheet.flows:
        for one in breaks(flow, law):
            if not _is_wrong_letter(one, law):
                yield _told(_GAPS, one, law)


def _is_wrong_letter(one: Break, law: Law) -> bool:
    """A letter that goes back, or the đ that the Latin alphabet lacks left out; other skips are gaps."""
    if one.step.level is not Level.POINT or one.last is None or one.after_prose:
        return False
    skips_one = one.step.number == (one.expected[0] + 1,)
    return one.step.number <= one.last or (skips_one and law.point_letters[one.expected[0] - 1] == "đ")


def _told(clause: Clause, one: Break, law: Law) -> Finding:
    step = one.step
    found = f"“{step.printed}”"
    if one.last is not None:
        found += f" đứng sau “{printed(step.level, one.last, law.point_letters)}”"
    else:
        found += " đứng đầu"
    expected = printed(step.level, one.expected, law.point_letters)
    # A new list after a paragraph of prose may be meant, and only reads like a repetition.
    severity = Severity.WARNING if one.after_prose else None
    return clause.broken(step.passage.element, found, f"“{expected}”, hoặc bỏ số thứ tự này", severity=severity)


RULES: tuple[Rule, ...] = (points_follow_the_alphabet, numbering_has_no_gap)
