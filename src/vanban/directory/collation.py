"""Vietnamese alphabetical order and the key under which spellings of one name are equal."""

from __future__ import annotations

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order of dictionaries, after the level tone."""
_ORDER_OF_LETTER = {letter: index for index, letter in enumerate(_LETTERS)}
_DIGITS_FROM = 0x200000
_LETTERS_FROM = 0x300000
_FOREIGN_LETTERS_FROM = 0x400000
_PEOPLES_COMMITTEE = "ủy ban nhân dân"


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...]]:
    """Order by letters first (a ă â b c d đ ..., a space before all), then by tones, then small before capital."""
    letters: list[int] = []
    tones: list[int] = []
    capitals: list[bool] = []
    for character in unicodedata.normalize("NFC", text):
        letter, tone = _without_tone(character)
        letters.append(_place_of(letter.lower()))
        tones.append(_TONES.index(tone) + 1 if tone else 0)
        capitals.append(letter.isupper())
    return tuple(letters), tuple(tones), tuple(capitals)


def comparison_key(text: str) -> str:
    """What two spellings of one name share: case, spacing and tone placement (hòa, hoà) folded, UBND written short.

    The tone is moved to the end of its syllable: a syllable has one tone, so nothing else can fall together.
    """
    words = [_tone_last(word) for word in unicodedata.normalize("NFC", text).casefold().split()]
    return " ".join(words).replace(_PEOPLES_COMMITTEE_KEY, "ubnd")


def _tone_last(word: str) -> str:
    split = [_without_tone(character) for character in word]
    return "".join(letter for letter, _ in split) + "".join(tone for _, tone in split)


def _without_tone(character: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", character)
    tone = "".join(mark for mark in decomposed if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES)), tone


def _place_of(letter: str) -> int:
    """Space, signs, digits, letters, foreign letters; each block lies above every code point of the one before."""
    if letter == " ":
        return 0
    if letter in _ORDER_OF_LETTER:
        return _LETTERS_FROM + _ORDER_OF_LETTER[letter]
    if letter.isalpha():
        return _FOREIGN_LETTERS_FROM + ord(letter[0])
    return (_DIGITS_FROM if letter.isdigit() else 1) + ord(letter[0])


_PEOPLES_COMMITTEE_KEY = " ".join(_tone_last(word) for word in _PEOPLES_COMMITTEE.split())
