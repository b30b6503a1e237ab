"""Words that are written with a capital wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.compliance.clause import Clause, Rule
from vanban.compliance.passages import all_passages, around
from vanban.compliance.words import word_list
from vanban.domain.draft import Draft
from vanban.domain.finding import Finding, Severity
from vanban.regulations.law import Law

_HONOURED = Clause("NĐ30-R112", Severity.WARNING, "30/2020/NĐ-CP, Phụ lục II, V.1")
# "nhân dân tệ" is a currency.
_PEOPLE = re.compile(r"(?<!\w)nhân dân(?!\w| tệ)")
_STATE = re.compile(r"(?<!\w)nhà nước(?!\w)")


def people_and_state_have_capitals(draft: Draft, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex II, V.1: Nhân dân and Nhà nước, but ủy ban nhân dân, quản lý nhà nước."""
    for passage in all_passages(draft.letter):
        for found in _PEOPLE.finditer(passage.text):
            if not _stands_after(passage.text[: found.start()], word_list("before_people")):
                yield _small(passage.element, passage.text, found)
        for found in _STATE.finditer(passage.text):
            if _stands_after(passage.text[: found.start()], word_list("before_state")):
                yield _small(passage.element, passage.text, found)


def _stands_after(before: str, words: tuple[str, ...]) -> bool:
    text = " ".join(before.casefold().split())
    return any(re.search(rf"(?<!\w){re.escape(word.casefold())}$", text) for word in words)


def _small(element: str, text: str, found: re.Match[str]) -> Finding:
    right = found.group().capitalize()
    return _HONOURED.broken(element, f"“{around(text, found.start(), found.end())}”", f"“{right}”")


RULES: tuple[Rule, ...] = (people_and_state_have_capitals,)
