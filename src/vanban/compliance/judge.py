"""A measured file judged by every rule that concerns it."""

from __future__ import annotations

from vanban.compliance.format_rules.format_rule import FormatRule
from vanban.compliance.format_rules.paper import DocumentState, Paper
from vanban.compliance.format_rules.policies import policy_for
from vanban.compliance.format_rules.registry import FORMAT_RULES
from vanban.compliance.format_rules.text_clauses import told_of
from vanban.domain.judging.inspected import Element, Inspection
from vanban.domain.judging.verdict import Judgement, Verdict
from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.letter import Letter
from vanban.regulations.law import Law
from vanban.regulations.tolerances import tolerances

_HEAD = (Element.COUNTRY_NAME, Element.MOTTO, Element.CODE)
_NO_DOCUMENT = "không thấy Quốc hiệu, Tiêu ngữ hay số, ký hiệu: có thể là phụ lục rời, sổ hoặc biểu mẫu"


def judge(
    inspection: Inspection,
    law: Law,
    *,
    state: DocumentState,
    document_type: DocumentType | None,
    letter: Letter | None = None,
) -> tuple[Judgement, ...]:
    """What every rule says of a file, in the order of the page; a rule says several things of several breaches.

    Args:
        inspection: What was measured.
        law: The law in force on the day of the document.
        state: Whether number and day may still be blank.
        document_type: The type, known or recognised; ``None`` leaves the rules that hang on it undecided.
        letter: The document as the rules of the text read it; ``None`` leaves these rules undecided.
    """
    paper = Paper(
        inspection=inspection,
        law=law,
        tolerances=tolerances(),
        state=state,
        document_type=document_type,
        told=None if letter is None else told_of(letter, law),
    )
    policy = policy_for(document_type, law)
    whole = is_document(inspection)
    judgements: list[Judgement] = []
    for rule in FORMAT_RULES:
        if not whole:
            judgements += _of_a_part(rule, paper)
        elif rule.rule_id in policy.undecided:
            judgements.append(rule.says(Verdict.NOT_JUDGED, found="không rõ tên loại văn bản"))
        elif rule.rule_id in policy.spared:
            judgements.append(rule.says(Verdict.NOT_APPLICABLE, found=policy.spared[rule.rule_id]))
        else:
            judgements += rule.judge(paper)
    return tuple(judgements)


def _of_a_part(rule: FormatRule, paper: Paper) -> tuple[Judgement, ...]:
    """What a rule says of a file that is no document of its own."""
    said = rule.judge(paper) if rule.of_parts else ()
    concerned = tuple(one for one in said if one.verdict is not Verdict.NOT_APPLICABLE)
    return concerned or (rule.says(Verdict.NOT_JUDGED, found=_NO_DOCUMENT),)


def is_document(inspection: Inspection) -> bool:
    """Whether a file has any part of the head by which an administrative document is known."""
    return any(element in inspection.elements for element in _HEAD)
