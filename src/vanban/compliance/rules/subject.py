"""Trích yếu: one short phrase and nothing beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.compliance.channels import channel_notes
from vanban.compliance.clause import DECREE, Clause, Rule, on_part
from vanban.compliance.passages import beginning, ending
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.letter import Letter
from vanban.regulations.law import Law

_ELEMENT = "Trích yếu"
_PHRASE = Clause("NĐ30-R47", Severity.WARNING, f"{DECREE} II.5.a; Phụ lục VI, Phần II")
_NO_NOTE = Clause("NĐ30-R48", Severity.WARNING, f"{DECREE} II.5.a")


def _subject(letter: Letter) -> str:
    return letter.subject


@on_part(_subject)
def subject_is_one_phrase(stated: str, law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.5.a and Annex VI, Part II: a short phrase without an end mark."""
    subject = stated.strip()
    limit = law.measures["subject_max_characters"]
    if not subject:
        yield _PHRASE.broken(_ELEMENT, "để trống", "ghi một câu ngắn gọn hoặc một cụm từ nêu nội dung chủ yếu")
    if subject.endswith((".", ";", ":", ",")):
        yield _PHRASE.broken(_ELEMENT, f"kết thúc bằng dấu “{subject[-1]}”: “{ending(subject)}”", "bỏ dấu ở cuối")
    if _starts_second_sentence(subject):
        yield _PHRASE.broken(_ELEMENT, f"có nhiều câu: “{beginning(subject)}”", "viết thành một câu hoặc một cụm từ")
    if len(subject) > limit.high:
        yield _PHRASE.broken(_ELEMENT, f"dài {len(subject)} ký tự", f"không quá {limit.high:g} ký tự")


@on_part(_subject)
def subject_has_no_channel_note(stated: str, _law: Law) -> Iterator[Finding]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.5.a: how the document is sent is not part of its subject."""
    for note in channel_notes(stated):
        yield _NO_NOTE.broken(
            _ELEMENT, f"có ghi chú “{note}”", "bỏ ghi chú này; cách gửi được ghi trong danh sách nơi nhận"
        )


def _starts_second_sentence(subject: str) -> bool:
    """Whether a sentence ends inside; an abbreviation with its full stop (TP., v.v.) ends none."""
    for mark in re.finditer(r"(\w+)[.!?]\s+(\w)", subject):
        word, following = mark.groups()
        if len(word) > 1 and word[1:].islower() and following.isupper():
            return True
    return False


RULES: tuple[Rule, ...] = (subject_is_one_phrase, subject_has_no_channel_note)
