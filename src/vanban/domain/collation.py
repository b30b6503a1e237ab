"""The order of Vietnamese words, and when two spellings are the same name."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias
from unicodedata import category, normalize

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}
_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""Huyền, hỏi, ngã, sắc, nặng: the order of dictionaries; a letter without a tone comes before them."""
_TONE_RANK = {mark: rank for rank, mark in enumerate(_TONES, start=1)}
_FOREIGN_MARK = len(_TONES) + 1

_SPACE, _SIGN, _DIGIT, _LETTER, _FOREIGN = range(5)
_CHARACTERS_KEPT = 1024
_WORDS_KEPT = 8192
"""Names of organisations are made of few letters and of the same few thousand words."""

CollationKey: TypeAlias = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[bool, ...]]


def collation_key(text: str) -> CollationKey:
    """A key for ``sorted``: letters first, then tones, then case, each over the whole text.

    A space comes before every letter, so that ``Ba Ngòi`` stands before ``Bác Ái``; lower case before capitals.
    Letters with marks that Vietnamese does not have stand beside the plain letter.
    """
    characters = [_weigh(character) for character in normalize("NFC", text)]
    primaries, marks, capitals = zip(*characters, strict=True) if characters else ((), (), ())
    return primaries, marks, capitals


def spelling_key(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Equal for spellings of one name that differ in case, code points, spaces or the place of the tone mark.

    ``Ủy`` and ``Uỷ``, ``hòa`` and ``hoà`` are the same word, though Unicode keeps them apart; ``Vạn Thắng`` and
    ``Vạn Thăng`` are two places. For comparing only: names are kept as the law spells them.
    """
    return tuple(_toneless(word) for word in text.casefold().split())


@lru_cache(_CHARACTERS_KEPT)
def _weigh(character: str) -> tuple[tuple[int, int], int, bool]:
    """The primary weight, the mark and the case of one character."""
    letter, tones = _toneless(character)
    mark = _TONE_RANK[tones[0]] if tones else 0
    lower = letter.lower()
    if lower not in _LETTER_RANK:
        plain = normalize("NFD", lower)[:1]
        if plain not in _LETTER_RANK:
            return _weigh_other(character), mark, False
        lower, mark = plain, _FOREIGN_MARK
    return (_LETTER, _LETTER_RANK[lower]), mark, letter != letter.lower()


def _weigh_other(character: str) -> tuple[int, int]:
    if character.isspace():
        return (_SPACE, 0)
    if character.isdecimal():
        return (_DIGIT, int(character))
    kind = _FOREIGN if category(character).startswith("L") else _SIGN
    return (kind, ord(character))


@lru_cache(_WORDS_KEPT)
def _toneless(word: str) -> tuple[str, tuple[str, ...]]:
    """A word without its tones, and the tones by themselves."""
    decomposed = normalize("NFD", word)
    tones = tuple(mark for mark in decomposed if mark in _TONE_RANK)
    letters = "".join(mark for mark in decomposed if mark not in _TONE_RANK)
    return normalize("NFC", letters), tones
