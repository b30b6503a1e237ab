"""A công văn that recalls or corrects an issued letter, planned from a text that the office can change."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from vanban.directory.directory import Directory
from vanban.directory.directory_on import DirectoryOn
from vanban.domain.campaigns.campaign import Campaign, SignatoryRule
from vanban.domain.errors import InvalidCampaign
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.recipient import FileCopy
from vanban.domain.letters.relation import Relation, RelationKind
from vanban.intake.campaign.announcement_text import read_announcement_text
from vanban.intake.campaign.campaign_folder import CampaignReading
from vanban.intake.reading import Problems
from vanban.store.database import Database
from vanban.store.register.obligations import obligations
from vanban.usecases.amending.check_amendment import amendment_findings, refuse_out_of_force
from vanban.usecases.planning.find_issued_letter import OldLetter
from vanban.usecases.planning.plan_campaign import Plan, plan_campaign
from vanban.usecases.planning.take_over_recipients import issuer_now, recipients_now
from vanban.usecases.planning.write_subject import write_subject

CITED_AS = {RelationKind.RECALL: "recalled", RelationKind.REPLACE: "replaced", RelationKind.CORRECT: "corrected"}
"""The key under which the text cites the older letter."""
TEXT_FILES = {RelationKind.RECALL: "thu-hoi.md", RelationKind.CORRECT: "dinh-chinh.md"}
_TITLES = {RelationKind.RECALL: "Thu hồi", RelationKind.CORRECT: "Đính chính"}
_DIGEST_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was printed, and what should stand there."""

    wrong: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What is to be announced, on which day, under whose hand.

    ``drafting_unit`` is only for a letter whose symbol names none; with ``to_successors`` offices that have ended
    are replaced by those who took over from them.
    """

    kind: RelationKind
    reason: str
    day: date
    corrections: tuple[Correction, ...] = ()
    signatory: SignatoryRule = field(default_factory=SignatoryRule)
    drafting_unit: str = ""
    to_successors: bool = False

    @property
    def clean_reason(self) -> str:
        return _clean(self.reason).rstrip(".;, ")

    @property
    def clean_corrections(self) -> tuple[Correction, ...]:
        return tuple(Correction(wrong=_clean(one.wrong), right=_clean(one.right)) for one in self.corrections)


def announce_amendment(
    old: OldLetter, announcement: Announcement, *, directory: Directory, database: Database, texts: Path, today: date
) -> Plan:
    """The plan of the letter; it goes to exactly those who got the old one, from the same issuer.

    Where an office has ended since, ``to_successors`` puts those in its place who took over from it.

    The same announcement again is the same letter, so that a launch cut short can be finished.

    Args:
        old: the letter that is recalled or corrected.
        announcement: why, when and by whom.
        directory: who is who; the office's own rows already merged in.
        database: the register.
        texts: the folder of ``thu-hoi.md`` and ``dinh-chinh.md``.
        today: for the finding that the day is still to come.

    Raises:
        IllegalTransition: the old letter is out of force, or a recall itself; no reason or nothing to correct.
        InvalidCampaign: the text cannot be used, nobody may sign, or a recipient exists no more.
    """
    problems = Problems()
    on, heirs = directory.on(announcement.day), announcement.to_successors
    key = _letter_key(old, announcement, issuer_now(old, on, problems, to_successors=heirs))
    relation = Relation(kind=announcement.kind, target=old.key, reason=announcement.clean_reason)
    refuse_out_of_force(old, relation, key, corrections=len(announcement.corrections))
    order = read_announcement_text(texts, TEXT_FILES[announcement.kind], key.letter_id, problems)
    recipients = recipients_now(old, on, problems, to_successors=heirs)
    if order is None or len(problems):
        raise InvalidCampaign(problems)
    campaign = Campaign(
        id=key.campaign_id,
        title=f"{_TITLES[announcement.kind]} {old.name}",
        letters=(),
        citations=(old.citation(CITED_AS[announcement.kind]),),
        facts=_facts(old, announcement, database),
    )
    order = replace(
        order,
        issuer=key.organ_id,
        drafting_unit=announcement.drafting_unit or drafting_unit(old, directory.on(old.issued_date)),
        signatory=announcement.signatory,
        recipients=recipients,
        series=old.register_key.series,
        file_copy=FileCopy(unit=old.file_copy_unit),
    )
    order = write_subject(order, campaign, problems)
    reading = CampaignReading(
        campaign=replace(campaign, letters=(order,)), directory_folder=None, problems=problems.as_tuple()
    )
    plan = plan_campaign(reading, directory=directory, day=announcement.day, today=today, database=database)
    return replace(
        plan,
        contradictions=(*plan.contradictions, *amendment_findings(old, relation, announcement.day, database)),
        relations={key: relation},
    )


def _letter_key(old: OldLetter, announcement: Announcement, issuer: str) -> LetterKey:
    """One recall a letter; as many corrections as differ in what they say."""
    if announcement.kind is RelationKind.RECALL:
        return replace(old.key, organ_id=issuer, letter_id=f"thu-hoi-{old.key.letter_id}")
    said = repr((announcement.clean_reason, *((one.wrong, one.right) for one in announcement.clean_corrections)))
    digest = hashlib.sha256(said.encode()).hexdigest()[:_DIGEST_LENGTH]
    return replace(old.key, organ_id=issuer, letter_id=f"dinh-chinh-{old.key.letter_id}-{digest}")


def _facts(old: OldLetter, announcement: Announcement, database: Database) -> dict[str, object]:
    return {
        "reason": announcement.clean_reason,
        "corrections": tuple({"wrong": one.wrong, "right": one.right} for one in announcement.clean_corrections),
        "reports": any(one.key.letter == old.key for one in obligations(database, campaign_id=old.key.campaign_id)),
        "relayed": bool(old.relays),
    }


def drafting_unit(old: OldLetter, on: DirectoryOn) -> str:
    """``CCHC`` of ``SNV-CCHC``; the symbol of a named type has none, and its file copy tells the unit."""
    prefix = f"{on.find(old.key.organ_id).abbreviation}-"
    notation = old.code.code_notation
    return notation.removeprefix(prefix) if notation.startswith(prefix) else old.file_copy_unit


def _clean(text: str) -> str:
    return " ".join(text.split())
