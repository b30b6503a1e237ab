"""The signature block: capacities, titles and the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from vanban.compliance.clause import DECREE, Clause, Rule, on_part
from vanban.compliance.words import word_list
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.letter import Letter
from vanban.domain.letters.signing import SigningCapacity
from vanban.regulations.law import Law

_LINES = Clause("NĐ30-R87", Severity.ERROR, f"{DECREE} II.7.đ")
_TITLES = Clause("NĐ30-R88", Severity.ERROR, f"{DECREE} II.7.b và Mục V")
_NAME = Clause("NĐ30-R90", Severity.ERROR, f"{DECREE} II.7.đ")
_NO_DEGREE = Clause("NĐ30-R91", Severity.ERROR, f"{DECREE} II.7.c")
_PREFIX = re.compile(r"([A-ZĐ]{1,4})\s*\.")


class _Signed(NamedTuple):
    document_type: DocumentType
    lines: tuple[str, ...]
    full_name: str


def _signed(letter: Letter) -> _Signed:
    return _Signed(letter.document_type, letter.signature.lines, letter.signature.full_name)


@on_part(_signed)
def capacities_are_written_as_given(signed: _Signed, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.7.đ: TM., Q., KT., TL., TUQ. and a space; all in capitals."""
    prefixes = tuple(law.signing_prefixes.values())
    for line, element in _lines(signed):
        if line != line.upper():
            yield _LINES.broken(element, f"“{line}”", f"viết hoa: “{line.upper()}”")
        if not _begins_well(line.upper(), prefixes):
            yield _LINES.broken(
                element,
                f"“{line}”",
                f"quyền hạn ký là một trong {', '.join(prefixes)}, rồi một khoảng trắng và chức vụ",
            )


@on_part(_signed)
def titles_follow_the_capacity(signed: _Signed, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.7.b and V: under KT., TM., TL., TUQ. the title of who signs."""
    lines = [line.upper() for line, _ in _lines(signed)]
    prefixes = law.signing_prefixes
    acting = prefixes[SigningCapacity.Q]
    if not lines:
        if law.type_rule(signed.document_type).form:
            yield _TITLES.broken("Chữ ký", "không có chức vụ người ký", "ghi chức vụ của người ký")
        return
    for line, following in pairwise([*lines, ""]):
        prefix = next((one for one in prefixes.values() if line.startswith(one)), "")
        if prefix == acting and following:
            yield _TITLES.broken("Chữ ký", f"“{line}” rồi “{following}”", f"“{line}” đứng một mình")
        elif prefix and prefix != acting and not following:
            yield _TITLES.broken("Chữ ký", f"dưới “{line}” không có chức vụ", "ghi chức vụ của người ký ở dòng dưới")
        elif prefix == prefixes[SigningCapacity.KT]:
            yield from _deputy(line, following, line.removeprefix(prefix).strip())


@on_part(_signed)
def name_has_capital_initials(signed: _Signed, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.7.đ: small letters, each word with a capital initial."""
    name = _without_degrees(_without_rank(signed.full_name))
    if not name:
        yield _NAME.broken("Chữ ký, họ và tên", "để trống", "ghi họ và tên người ký")
    elif wrong := [word for word in name.split() if word[0].islower() or (len(word) > 1 and word.isupper())]:
        yield _NAME.broken(
            "Chữ ký, họ và tên", f"“{name}”: “{', '.join(wrong)}”", "viết thường, hoa chữ cái đầu: “Nguyễn Văn A”"
        )


@on_part(_signed)
def name_has_no_degree(signed: _Signed, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.7.c: no academic title, degree or honour before the name."""
    name = _without_rank(signed.full_name)
    bare = _without_degrees(name)
    if bare != name:
        degrees = name.removesuffix(bare).strip()
        yield _NO_DEGREE.broken("Chữ ký, họ và tên", f"có “{degrees}” trước họ tên", f"chỉ ghi “{bare}”")


def _lines(signed: _Signed) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(signed.lines, start=1):
        yield line.strip(), f"Chữ ký, dòng {number}"


def _begins_well(line: str, prefixes: Sequence[str]) -> bool:
    """Whether what looks like a capacity is one, with its full stop and one space."""
    if found := _PREFIX.match(line):
        return found.group() in prefixes and re.match(r" \S", line[found.end() :]) is not None
    bare = "|".join(re.escape(prefix.rstrip(".")) for prefix in prefixes)
    return re.match(rf"(?:{bare})(?:[\s/,:]|$)", line) is None


def _deputy(line: str, following: str, head: str) -> Iterator[Finding]:
    if following == head:
        yield _TITLES.broken("Chữ ký", f"“{line}” rồi “{following}”", "dưới KT. là chức vụ cấp phó của người ký")
    elif not any(word in following for word in word_list("deputy_words")):
        # Some bodies let a member sign for the head, so a title without "phó" is only doubtful.
        yield _TITLES.broken(
            "Chữ ký",
            f"“{line}” rồi “{following}”",
            f"dưới KT. là chức vụ cấp phó, ví dụ “PHÓ {head}”",
            severity=Severity.WARNING,
        )


def _without_degrees(name: str) -> str:
    """The name without the degrees before it, each with its full stop or without: ``PGS.TS Nguyễn Văn A``."""
    return _degrees().sub("", name)


def _without_rank(name: str) -> str:
    return _rank().sub("", name.strip())


@cache
def _degrees() -> re.Pattern[str]:
    degrees = "|".join(sorted(map(re.escape, word_list("degrees")), key=len, reverse=True))
    return re.compile(rf"^(?:(?:{degrees})(?:\.|(?=\s|,))[\s,]*)+", re.IGNORECASE)


@cache
def _rank() -> re.Pattern[str]:
    ranks = "|".join(map(re.escape, word_list("ranks")))
    return re.compile(rf"^(?:{ranks})[\s,]+")


RULES: tuple[Rule, ...] = (
    capacities_are_written_as_given,
    titles_follow_the_capacity,
    name_has_capital_initials,
    name_has_no_degree,
)
