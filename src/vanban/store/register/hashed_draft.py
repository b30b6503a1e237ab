"""A draft made ready to be numbered: all that can be worked out of it before anybody has to wait for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vanban.domain.errors import NumberConflict
from vanban.domain.letters.document import RegisterKey
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.store.register.draft_hash import draft_sha256
from vanban.store.register.letter_name import letter_name


@dataclass(frozen=True, slots=True, kw_only=True)
class HashedDraft:
    """A draft with its series and its fingerprint, computed before the database is locked."""

    draft: Draft
    register_key: RegisterKey
    sha256: str


def hashed(drafts: Sequence[Draft], *, day: date) -> tuple[HashedDraft, ...]:
    """Each draft with the series of its day and its fingerprint; a letter given twice counts once.

    Raises:
        NumberConflict: One letter is given twice with different content.
    """
    found: dict[LetterKey, HashedDraft] = {}
    twice = []
    for draft in drafts:
        item = HashedDraft(draft=draft, register_key=draft.register_key(day), sha256=draft_sha256(draft))
        if found.setdefault(draft.key, item).sha256 != item.sha256:
            twice.append(f"- {letter_name(draft.key)}")
    if twice:
        raise NumberConflict("Cùng một văn bản được đưa vào hai lần với nội dung khác nhau:\n" + "\n".join(twice))
    return tuple(found.values())
