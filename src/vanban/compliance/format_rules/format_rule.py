"""What a rule of form is, and how its answers become judgements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypedDict, Unpack

from vanban.compliance.clause import Clause
from vanban.compliance.format_rules.anchors import anchor_of
from vanban.compliance.format_rules.element_names import ELEMENT_NAMES
from vanban.compliance.format_rules.paper import Answer, DocumentState, Paper
from vanban.compliance.format_rules.text_clauses import TEXT_CLAUSES
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.judging.inspected import Element, FileKind
from vanban.domain.judging.verdict import Judgement, Verdict

Look: TypeAlias = Callable[[Paper], Iterable[Answer]]
BOTH = frozenset(FileKind)
DOCX_ONLY = frozenset({FileKind.DOCX})
PDF_ONLY = frozenset({FileKind.PDF})
_REPORTED = (Verdict.FAILED, Verdict.TO_BE_SEEN)
_QUIET = (Verdict.NOT_JUDGED, Verdict.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatRule:
    """One rule of one clause.

    Without an element of ``needs`` nothing can be judged; without one of ``about`` the rule does not concern the
    document. Where rules of the text judge under the same id, what they found counts too. ``of_parts`` is whether the
    rule also judges a file that is no document of its own: an appendix apart, a scanned copy.
    """

    clause: Clause
    title: str
    look: Look
    kinds: frozenset[FileKind] = BOTH
    needs: tuple[Element, ...] = ()
    about: tuple[Element, ...] = ()
    issued_only: bool = False
    of_parts: bool = False

    @property
    def reads_text(self) -> bool:
        """Whether rules of the text judge under the same id."""
        return self.rule_id in TEXT_CLAUSES

    @property
    def rule_id(self) -> str:
        return self.clause.rule_id

    def judge(self, paper: Paper) -> tuple[Judgement, ...]:
        """What the rule says of a paper: one judgement, or one for every breach."""
        hindrance = self._hindrance(paper)
        if hindrance is not None:
            return (self._quiet(hindrance),)
        answers = tuple(self.look(paper))
        breaches = (*_grouped(self, answers), *self._told(paper))
        if breaches:
            return breaches
        if self.reads_text and paper.told is None:
            return (self.says(Verdict.NOT_JUDGED, found="không ghép được thành một văn bản để đọc lời"),)
        for verdict in _QUIET:
            for answer in answers:
                if answer.verdict is verdict:
                    return (self._quiet(answer),)
        return (self.says(Verdict.PASSED),)

    def says(self, verdict: Verdict, *, found: str = "", allowed: str = "") -> Judgement:
        """A judgement on the document as a whole."""
        return Judgement(
            rule_id=self.rule_id,
            title=self.title,
            severity=self.clause.severity,
            verdict=verdict,
            source=self.clause.source,
            found=found,
            allowed=allowed,
        )

    def _hindrance(self, paper: Paper) -> Answer | None:
        """Why the rule cannot look at all."""
        if self.issued_only and paper.state is DocumentState.DRAFT:
            return Answer(verdict=Verdict.NOT_APPLICABLE, found="chỉ xét văn bản đã ban hành")
        if paper.inspection.kind not in self.kinds:
            return self._of_another_kind(paper)
        for element in self.needs:
            if not paper.has(element):
                return Answer(verdict=Verdict.NOT_JUDGED, found=f"không tìm thấy {ELEMENT_NAMES[element]}")
        for element in self.about:
            if not paper.has(element):
                return Answer(verdict=Verdict.NOT_APPLICABLE, found=f"văn bản không có {ELEMENT_NAMES[element]}")
        return None

    def _of_another_kind(self, paper: Paper) -> Answer:
        """A file that does not tell; of those that are no document of their own, only some kinds there are."""
        kind = paper.inspection.kind.value.upper()
        if self.of_parts:
            return Answer(verdict=Verdict.NOT_APPLICABLE, found=f"tệp {kind} không mang chữ ký số")
        for element in self.about:
            if not paper.has(element):
                return Answer(verdict=Verdict.NOT_APPLICABLE, found=f"văn bản không có {ELEMENT_NAMES[element]}")
        return Answer(verdict=Verdict.NOT_JUDGED, found=f"tệp {kind} không cho biết")

    def _quiet(self, answer: Answer) -> Judgement:
        return self.says(answer.verdict, found=answer.found)

    def _told(self, paper: Paper) -> Iterator[Judgement]:
        """What the rules of the text found under the same id."""
        if not self.reads_text or paper.told is None:
            return
        for finding in paper.told.get(self.rule_id, ()):
            yield Judgement(
                rule_id=self.rule_id,
                title=self.title,
                severity=finding.severity,
                verdict=self._verdict_of(finding),
                source=finding.source,
                found=finding.found,
                allowed=finding.allowed,
                place=finding.element,
                anchor=anchor_of(paper, finding),
            )

    def _verdict_of(self, finding: Finding) -> Verdict:
        """A finding that weighs less than its rule usually does is one that a person must judge."""
        weights = tuple(Severity)
        lighter = weights.index(finding.severity) > weights.index(self.clause.severity)
        return Verdict.TO_BE_SEEN if lighter or finding.severity is Severity.INFO else Verdict.FAILED


class Scope(TypedDict, total=False):
    """Which files and documents a rule looks at; each word as :class:`FormatRule` has it."""

    kinds: frozenset[FileKind]
    needs: tuple[Element, ...]
    about: tuple[Element, ...]
    issued_only: bool
    of_parts: bool


def format_rule(clause: Clause, title: str, **scope: Unpack[Scope]) -> Callable[[Look], FormatRule]:
    """Makes a rule of a function that looks at a paper."""

    def made(look: Look) -> FormatRule:
        return FormatRule(clause=clause, title=title, look=look, **scope)

    return made


def _grouped(rule: FormatRule, answers: Iterable[Answer]) -> Iterator[Judgement]:
    """Breaches with the same words as one judgement at the place of the first."""
    groups: dict[tuple[Verdict, str, str], list[Answer]] = {}
    for one in answers:
        if one.verdict in _REPORTED:
            groups.setdefault((one.verdict, one.found, one.allowed), []).append(one)
    for (verdict, found, allowed), group in groups.items():
        line = group[0].line
        place = line.place if line else ""
        doubted = verdict is Verdict.TO_BE_SEEN and rule.clause.severity is Severity.ERROR
        yield Judgement(
            rule_id=rule.rule_id,
            title=rule.title,
            severity=Severity.WARNING if doubted else rule.clause.severity,
            verdict=verdict,
            source=rule.clause.source,
            found=found,
            allowed=allowed,
            place=f"{place} và {len(group) - 1} chỗ khác" if len(group) > 1 and place else place,
            anchor=line.anchor if line else "",
        )
