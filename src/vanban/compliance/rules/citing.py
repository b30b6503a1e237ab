"""How instruments and their parts are cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vanban.compliance.clause import DECREE, Clause, PassageRule, Rule
from vanban.compliance.passages import Passage
from vanban.domain.finding import Finding, Severity
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
def statutes_are_cited_by_name(passage: Passage, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.6.a and b: Luật and Pháp lệnh carry no number when cited."""
    text = passage.text
    if "QH" not in text and "HĐNN" not in text:
        return
    for number in _STATUTE_NUMBER.finditer(text):
        before = _names(law).findall(text, 0, number.start())
        if before and before[-1] in _STATUTE_NAMES:
            yield _STATUTES.broken(
                passage.element,
                f"{before[-1]} được dẫn kèm “{number.group()}”",
                f"chỉ ghi tên {before[-1]}, không ghi số, ký hiệu",
            )


@PassageRule
def cited_parts_have_their_case(passage: Passage, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex II, V.7: Phần, Chương, Mục, Điều with a capital, khoản and điểm without."""
    text = passage.text
    small = [_SMALL_ARTICLE] if "điều" in text else []
    if "phần" in text or "chương" in text or "mục" in text:
        small.append(_SMALL_PART)
    for pattern in small:
        for found in pattern.finditer(text):
            words = found.group().strip()
            yield _PARTS.broken(passage.element, f"“{words}”", f"“{words[0].upper()}{words[1:]}”")
    for found in _CAPITAL_PART.finditer(text) if "Khoản" in text or "Điểm" in text else ():
        words = found.group()
        yield _PARTS.broken(passage.element, f"“{words}” giữa câu", f"“{words[0].lower()}{words[1:]}”")


@lru_cache(_LAWS_KEPT)
def _names(law: Law) -> re.Pattern[str]:
    """The names of instruments, statutes and others."""
    others = (*_OTHER_NAMES, *(rule.name for rule in law.types.values()))
    return re.compile(rf"(?<!\w)(?:{'|'.join((*_STATUTE_NAMES, *others))})(?!\w)")


RULES: tuple[Rule, ...] = (statutes_are_cited_by_name, cited_parts_have_their_case)
