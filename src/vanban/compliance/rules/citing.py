"""How instruments and their parts are cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from vanban.compliance.clause import DECREE, Clause, PassageRule, Rule
from vanban.compliance.passages import Passage
from vanban.domain.judging.finding import Finding, Severity
from vanban.regulations.law import Law

_STATUTES = Clause("NĐ30-R69", Severity.WARNING, f"{DECREE} II.6.a và b")
_PARTS = Clause("NĐ30-R113", Severity.WARNING, "30/2020/NĐ-CP, Phụ lục II, V.7")
_STATUTE_NUMBER = re.compile(r"(?:số\s+)?\d+[\d/]*(?:/|-)(?:QH|UBTVQH|PL-UBTVQH|LCT/HĐNN)\d*")
_LAWS_KEPT = 8
_STATUTE_NAMES = ("Luật", "Bộ luật", "Pháp lệnh")
_OTHER_NAMES = ("Nghị quyết", "Nghị định", "Thông tư", "Lệnh", "Hiến pháp")
_SMALL_ARTICLE = re.compile(r"(?<!\w)điều\s+\d+(?![\w/%])")
_SMALL_PART = re.compile(
    r"(?<!\w)(?:phần|chương|mục|tiểu mục)\s+(?:[IVXLC]+|\d+)\s+(?:của\s+)?(?=Phần|Chương|Mục|Luật|Nghị|Thông tư|Quy)"
)
_CAPITAL_PART = re.compile(
    r"(?<=[\w,;)”]\s)(?:Khoản\s+\d+|Điểm\s+[a-zđ])(?=(?:(?:,|\s+và)\s+(?:\d+|[a-zđ]))*,?\s+(?:[ĐđKk]iều|[Kk]hoản)\b)"
)


@PassageRule
def statutes_are_cited_by_name(passage: Passage, law: Law) -> Sequence[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.a and b: Luật and Pháp lệnh carry no number when cited."""
    text = passage.text
    if "QH" not in text and "HĐNN" not in text:
        return ()
    cited = ((_names(law).findall(text, 0, number.start()), number) for number in _STATUTE_NUMBER.finditer(text))
    return [
        _STATUTES.broken(
            passage.element,
            f"{before[-1]} được dẫn kèm “{number.group()}”",
            f"chỉ ghi tên {before[-1]}, không ghi số, ký hiệu",
        )
        for before, number in cited
        if before and before[-1] in _STATUTE_NAMES
    ]


@PassageRule
def cited_parts_have_their_case(passage: Passage, _law: Law) -> Sequence[Finding]:
    """Decree 30/2020/NĐ-CP, Annex II, V.7: Phần, Chương, Mục, Điều with a capital, khoản and điểm without."""
    text = passage.text
    small = [found.group().strip() for found in _SMALL_ARTICLE.finditer(text)] if "điều" in text else []
    if "phần" in text or "chương" in text or "mục" in text:
        small += [found.group().strip() for found in _SMALL_PART.finditer(text)]
    capital = [found.group() for found in _CAPITAL_PART.finditer(text)] if "Khoản" in text or "Điểm" in text else []
    return [
        *(_PARTS.broken(passage.element, f"“{one}”", f"“{one[0].upper()}{one[1:]}”") for one in small),
        *(_PARTS.broken(passage.element, f"“{one}” giữa câu", f"“{one[0].lower()}{one[1:]}”") for one in capital),
    ]


@lru_cache(_LAWS_KEPT)
def _names(law: Law) -> re.Pattern[str]:
    """The names of instruments, statutes and others."""
    others = (*_OTHER_NAMES, *(rule.name for rule in law.types.values()))
    return re.compile(rf"(?<!\w)(?:{'|'.join((*_STATUTE_NAMES, *others))})(?!\w)")


RULES: tuple[Rule, ...] = (statutes_are_cited_by_name, cited_parts_have_their_case)
