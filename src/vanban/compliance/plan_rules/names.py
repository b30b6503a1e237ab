"""Names that a sentence lists and nothing but, found among thousands."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

_WORDS = re.compile(r"\w+")
_BETWEEN_NAMES = re.compile(
    r"(?:[\s,;:*-]|\d+\.|[a-zđ]\)|và|có trách nhiệm|tổng hợp|xây dựng|lập|kịp thời)*", re.IGNORECASE
)


class Names:
    """Names with what they stand for, each kept under its rarest word: "Ủy ban nhân dân" opens a thousand of them."""

    def __init__(self, meanings: Mapping[str, frozenset[str]]) -> None:
        self._meanings = meanings
        self._by_word: defaultdict[str, list[str]] = defaultdict(list)
        words = {name: set(_WORDS.findall(name)) for name in sorted(meanings, key=len, reverse=True)}
        counted = Counter(word for several in words.values() for word in several)
        self._rank = {name: rank for rank, name in enumerate(words)}
        for name, several in words.items():
            self._by_word[min(several, key=lambda word: (counted[word], word), default="")].append(name)

    def listed_in(self, text: str) -> Iterator[tuple[str, frozenset[str]]]:
        """The names of a list of nothing but names, the longest first; none where other words stand between them."""
        found = []
        rest = text
        for name in self._perhaps_in(text):
            pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
            if name in rest and re.search(pattern, rest):
                found.append(name)
                rest = re.sub(pattern, " ", rest)
        if _BETWEEN_NAMES.fullmatch(rest):
            yield from ((name, self._meanings[name]) for name in found)

    def _perhaps_in(self, text: str) -> list[str]:
        """The names that have their rarest word in a text; longer names before those that are part of them."""
        words = {*_WORDS.findall(text), ""}
        return sorted((name for word in words for name in self._by_word.get(word, ())), key=self._rank.__getitem__)
