"""Words of several syllables that no short centred line breaks: a choice of the house, since the Decree is silent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from vanban.regulations.dated import read_toml

_DASHES = frozenset("-–")


def is_compound(first: str, second: str) -> bool:
    """Whether two syllables are one word, whatever their case: ``DỊCH`` and ``VỤ``."""
    return f"{first} {second}".casefold() in _listed("words")


def unbroken(syllables: Sequence[str]) -> list[str]:
    """The syllables joined into what stays on one line: a word, the dash that follows it, the SỞ before a first one."""
    joined: list[str] = []
    last = ""
    opener = bool(syllables) and syllables[0].casefold() in _listed("openers")
    for syllable in syllables:
        if joined and (syllable in _DASHES or is_compound(last, syllable)):
            joined[-1] = f"{joined[-1]} {syllable}"
            # A syllable belongs to one word: in "dịch vụ việc làm" the second does not begin another.
            last = ""
        else:
            joined.append(syllable)
            last = syllable.strip(",;.()")
    return [" ".join(joined[:2]), *joined[2:]] if opener else joined


@cache
def _listed(table: str) -> frozenset[str]:
    return frozenset(read_toml("house", "compounds.toml").table(table).texts("items"))
