"""What was found in files, in words and as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vanban.domain.judging.finding import Severity
from vanban.domain.judging.verdict import Judgement, Verdict
from vanban.rendering.pages.check_view import VERDICT_WORDS
from vanban.usecases.checking.check_file import CheckedFile

BREACH_COLUMNS = ("Kết quả", "Ở đâu", "Hiện trạng", "Quy định", "Căn cứ")
_GRAVITY = (Verdict.FAILED, Verdict.TO_BE_SEEN, Verdict.NOT_JUDGED, Verdict.NOT_APPLICABLE, Verdict.PASSED)
_WEIGHTS = {Severity.ERROR: "", Severity.WARNING: " (nên sửa)", Severity.INFO: " (lưu ý)"}


def rule_verdicts(judgements: Iterable[Judgement]) -> Mapping[str, Verdict]:
    """One verdict for each rule: the gravest of what it said."""
    found: dict[str, Verdict] = {}
    for one in judgements:
        held = found.get(one.rule_id, Verdict.PASSED)
        found[one.rule_id] = min(held, one.verdict, key=_GRAVITY.index)
    return found


def counted(judgements: Iterable[Judgement]) -> Mapping[Verdict, int]:
    """How many rules say each of the five things."""
    counts = Counter(rule_verdicts(judgements).values())
    return {verdict: counts[verdict] for verdict in Verdict}


def count_sentence(checked: CheckedFile) -> str:
    """``Đạt 81, không đạt 2, cần xem 0, chưa đánh giá 3, không áp dụng 15.``"""
    counts = counted(checked.judgements)
    words = ", ".join(f"{VERDICT_WORDS[verdict].lower()} {count}" for verdict, count in counts.items())
    return f"{words[0].upper()}{words[1:]}."


def is_unjudged(checked: CheckedFile) -> bool:
    """Whether no rule could say anything of a file, as of a register or a scanned page."""
    return not checked.problem and all(one.verdict is Verdict.NOT_JUDGED for one in checked.judgements)


def breaches(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """What was broken or must be seen, errors first, then as the page is read."""
    weights = tuple(Severity)
    kept = [one for one in judgements if one.verdict in {Verdict.FAILED, Verdict.TO_BE_SEEN}]
    return tuple(sorted(kept, key=lambda one: (_GRAVITY.index(one.verdict), weights.index(one.severity))))


def breach_rows(checked: CheckedFile) -> list[tuple[str, ...]]:
    """A row for every breach, under :data:`BREACH_COLUMNS`."""
    return [
        (
            VERDICT_WORDS[one.verdict] + (_WEIGHTS[one.severity] if one.verdict is Verdict.FAILED else ""),
            f"{one.title}\n{one.place}" if one.place else one.title,
            one.found,
            one.allowed,
            f"{one.rule_id}\n{one.source}",
        )
        for one in breaches(checked.judgements)
    ]


def not_judged_rows(checked: CheckedFile) -> list[tuple[str, ...]]:
    """The rules that could not judge, each with its reason."""
    return [(one.rule_id, one.title, one.found) for one in checked.judgements if one.verdict is Verdict.NOT_JUDGED]


def check_facts(files: Sequence[CheckedFile]) -> dict[str, Any]:
    """All that was found, for programs."""
    return {"files": [_file_facts(one) for one in files]}


def _file_facts(checked: CheckedFile) -> dict[str, Any]:
    if checked.problem:
        return {"file": checked.name, "problem": checked.problem}
    return {
        "file": checked.name,
        "kind": checked.kind.value if checked.kind else None,
        "state": checked.state.value if checked.state else None,
        "document_type": checked.document_type.value if checked.document_type else None,
        "law_of": checked.judged_on.isoformat() if checked.judged_on else None,
        "counts": {verdict.value: count for verdict, count in counted(checked.judgements).items()},
        "limits": list(checked.limits),
        "judgements": [_judgement_facts(one) for one in checked.judgements],
    }


def _judgement_facts(one: Judgement) -> dict[str, str]:
    return {
        "rule": one.rule_id,
        "title": one.title,
        "verdict": one.verdict.value,
        "severity": one.severity.value,
        "found": one.found,
        "allowed": one.allowed,
        "place": one.place,
        "anchor": one.anchor,
        "source": one.source,
    }
