"""The fingerprint of a plan: over what its letters will print but the next numbers, how, and what goes with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vanban.domain.letters.draft import Draft
from vanban.domain.letters.relation import Relation
from vanban.intake.reading import Problems
from vanban.rendering.templates import letter_masters_sha256
from vanban.store.approval.plan_ledger import PlanLetter
from vanban.store.canonical import canonical_json
from vanban.store.database import Database
from vanban.store.register.draft_hash import draft_sha256
from vanban.usecases.issuing.proof_plan import NotReady
from vanban.usecases.planning.compose_cascade import Composed, compose_stage, stages
from vanban.usecases.planning.expect_numbers import issued_letters
from vanban.usecases.planning.plan_campaign import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class HashedPlan:
    """The fingerprints of a plan's letters, in the order of their numbers, and one over them and their masters."""

    sha256: str
    letters: tuple[PlanLetter, ...]


def hash_plan(plan: Plan, database: Database | None) -> HashedPlan:
    """The fingerprint of a plan, which is the same before, while and after its letters get their numbers.

    Args:
        plan: with a day for every letter.
        database: the register, or ``None`` where there is none yet.

    Raises:
        NotReady: a letter has no day of issue.
    """
    attached = {name: hashlib.sha256(content).hexdigest() for name, content in plan.campaign.files.items()}
    letters = tuple(
        _letter(draft, attached, plan.relations.get(draft.key), plan.reserved.get(draft.key))
        for draft in _unnumbered(plan, database)
    )
    return HashedPlan(sha256=_digest([letter_masters_sha256(), [_parts(one) for one in letters]]), letters=letters)


def _unnumbered(plan: Plan, database: Database | None) -> Iterable[Draft]:
    """The drafts as they read before the first number: a relay cites the letter above with room for its number."""
    if not plan.campaign.levels or not issued_letters(database, [one.draft.key for one in plan.letters]):
        return [one.draft for one in plan.letters]
    problems = Problems()
    composed: list[Composed] = []
    for stage in stages(plan.campaign):
        composed += compose_stage(stage, plan.commission, composed, {}, problems)
    problems.raise_if_any()
    return [one.draft for one in composed]


def _letter(
    draft: Draft, attached: Mapping[str, str], relation: Relation | None, reserved_number: int | None
) -> PlanLetter:
    day = draft.letter.issued_on.as_date
    if day is None:
        raise NotReady("Chưa rõ ngày ban hành → Thêm --date NĂM-THÁNG-NGÀY, hoặc ghi đủ ngày trong campaign.toml.")
    draft_hash = draft_sha256(draft)
    mends = None
    if relation is not None:
        target = relation.target
        mends = [relation.kind.value, target.campaign_id, target.letter_id, target.organ_id, relation.reason]
    facts: list[object] = [
        draft_hash,
        day.isoformat(),
        [[name, attached.get(name)] for name in draft.attachments],
        mends,
    ]
    if reserved_number is not None:
        facts.append(reserved_number)
    return PlanLetter(key=draft.key, level=draft.level, day=day, draft_sha256=draft_hash, sha256=_digest(facts))


def _parts(one: PlanLetter) -> list[str]:
    return [one.key.campaign_id, one.key.letter_id, one.key.organ_id, one.sha256]


def _digest(facts: object) -> str:
    return hashlib.sha256(canonical_json(facts).encode()).hexdigest()
