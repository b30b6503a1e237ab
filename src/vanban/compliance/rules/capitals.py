"""Words that are written with a capital wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from vanban.compliance.clause import Clause, PassageRule, Rule
from vanban.compliance.passages import Passage, around
from vanban.compliance.words import word_list
from vanban.domain.judging.finding import Finding, Severity
from vanban.regulations.law import Law

_HONOURED = Clause("NĐ30-R112", Severity.WARNING, "30/2020/NĐ-CP, Phụ lục II, V.1")
# "nhân dân tệ" is a currency.
_PEOPLE = re.compile(r"nhân dân(?<!\wnhân dân)(?!\w| tệ)")
_STATE = re.compile(r"nhà nước(?<!\wnhà nước)(?!\w)")
"""What does not stand before the words is looked at after them: a pattern that begins with letters is found sooner."""
_ENDS_WORD = re.compile(r"\w$")
_MOST_WORDS = 4
"""An item of the lists of words has no more."""


@PassageRule
def people_and_state_have_capitals(passage: Passage, _law: Law) -> Sequence[Finding]:
    """Decree 30/2020/NĐ-CP, Annex II, V.1: Nhân dân and Nhà nước, but ủy ban nhân dân, quản lý nhà nước."""
    text = passage.text
    people = [
        _small(passage.element, text, found)
        for found in _PEOPLE.finditer(text)
        if not _stands_after(text[: found.start()], "before_people")
    ]
    state = [
        _small(passage.element, text, found)
        for found in _STATE.finditer(text)
        if _stands_after(text[: found.start()], "before_state")
    ]
    return people + state


def _stands_after(before: str, words: str) -> bool:
    """Whether a text ends with one of the listed words, whatever the case and the space between them."""
    last = " ".join(before.rsplit(maxsplit=_MOST_WORDS)[-_MOST_WORDS:]).casefold()
    if not last.endswith(_listed(words)):
        return False
    return any(last.endswith(word) and _ENDS_WORD.search(last[: -len(word)]) is None for word in _listed(words))


@cache
def _listed(words: str) -> tuple[str, ...]:
    listed = tuple(word.casefold() for word in word_list(words))
    if any(len(word.split()) > _MOST_WORDS for word in listed):
        raise ValueError(f"words.toml, {words}: an item has more than {_MOST_WORDS} words")
    return listed


def _small(element: str, text: str, found: re.Match[str]) -> Finding:
    right = found.group().capitalize()
    return _HONOURED.broken(element, f"“{around(text, found.start(), found.end())}”", f"“{right}”")


RULES: tuple[Rule, ...] = (people_and_state_have_capitals,)
