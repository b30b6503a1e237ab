"""Which rules concern which documents: by type, since the state is each rule's own affair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vanban.domain.letters.document import DocumentType
from vanban.regulations.law import Law

_OF_LETTERS = ("NĐ30-R31", "NĐ30-R33", "NĐ30-R44", "NĐ30-R45", "NĐ30-R46", "NĐ30-R84")
_OF_NAMED_TYPES = ("NĐ30-R32", "NĐ30-R49")
_OF_THE_SYMBOL = ("NĐ30-R31", "NĐ30-R32", "NĐ30-R33")
_OF_SAMPLE_FORMS = ("NĐ30-R63", "NĐ30-R64", "NĐ30-R82")
_OF_PLACE_AND_DAY = ("NĐ30-R13", "NĐ30-R39", "NĐ30-R40", "NĐ30-R41", "NĐ30-R42")
_OF_ONE_SIGNER = ("NĐ30-R87", "NĐ30-R88", "NĐ30-R90", "NĐ30-R95")
_TOLD_BY_TYPE = (*_OF_LETTERS, *_OF_NAMED_TYPES, *_OF_SAMPLE_FORMS, "NĐ30-R81")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The rules that do not concern a document, each with the reason, and those that nobody can choose for it."""

    spared: Mapping[str, str] = field(default_factory=dict)
    undecided: frozenset[str] = frozenset()


def policy_for(document_type: DocumentType | None, law: Law) -> Policy:
    """The policy for a type; without one, the rules that hang on it stay undecided."""
    if document_type is None:
        return Policy(undecided=frozenset(_TOLD_BY_TYPE))
    rule = law.type_rule(document_type)
    is_letter = document_type is DocumentType.CONG_VAN
    groups: list[tuple[tuple[str, ...], str]] = [
        (_OF_NAMED_TYPES if is_letter else _OF_LETTERS, "công văn" if is_letter else rule.name.lower())
    ]
    if not rule.abbreviation and not is_letter:
        groups.append((_OF_THE_SYMBOL, rule.name.lower()))
    if not rule.form:
        groups.append((_OF_SAMPLE_FORMS, f"{rule.name.lower()}: Phụ lục III không có mẫu"))
    if document_type is DocumentType.BIEN_BAN:
        # Form 1.9 prints no place and day above, and has two signers side by side.
        groups += [(_OF_PLACE_AND_DAY, "biên bản"), (_OF_ONE_SIGNER, "biên bản: hai người ký")]
    return Policy(spared={rule_id: f"không áp dụng cho {name}" for ids, name in groups for rule_id in ids})
