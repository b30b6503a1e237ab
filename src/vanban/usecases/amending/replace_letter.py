"""A letter in its own file that takes the place of an issued one (Decree 30/2020/NĐ-CP, Art. 18.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from vanban.compliance.reader import Reader
from vanban.directory.directory import Directory
from vanban.directory.directory_on import DirectoryOn
from vanban.directory.explanation import listed, successors
from vanban.directory.spelling import name_key
from vanban.domain.errors import IllegalTransition
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.draft import Draft
from vanban.domain.letters.recipient import Recipient
from vanban.domain.letters.relation import Relation, RelationKind
from vanban.intake.campaign.campaign_folder import CampaignReading
from vanban.store.database import Database
from vanban.usecases.amending.announce_amendment import CITED_AS
from vanban.usecases.amending.check_amendment import amendment_findings, finding, refuse_out_of_force
from vanban.usecases.planning.find_issued_letter import OldLetter
from vanban.usecases.planning.plan_campaign import Plan, plan_campaign
from vanban.usecases.planning.take_over_recipients import ended_among


def replace_letter(  # noqa: PLR0913  # all but the two letters are named
    old: OldLetter,
    reading: CampaignReading,
    *,
    reason: str,
    directory: Directory,
    database: Database,
    day: date | None,
    today: date,
) -> Plan:
    """The plan of the new letter, whose text can cite the old one as ``cite("replaced")``.

    Raises:
        IllegalTransition: the old letter is out of force, or the new one has its id, or no reason is given.
        InvalidCampaign: the file cannot be used.
    """
    campaign = reading.campaign
    cited = old.citation(CITED_AS[RelationKind.REPLACE])
    others = tuple(one for one in campaign.citations if one.key != cited.key)
    reading = replace(reading, campaign=replace(campaign, citations=(*others, cited)))
    plan = plan_campaign(reading, directory=directory, day=day, today=today, database=database)
    drafts = [one.draft for one in plan.letters]
    if len(drafts) != 1:
        raise IllegalTransition(f"Tệp này lập {len(drafts)} văn bản → Một văn bản thay thế một văn bản: bỏ 'one_each'.")
    [draft] = drafts
    if draft.key == old.key:
        raise IllegalTransition(f"Mã '{old.key.letter_id}' là mã của {old.name} → Đặt id khác ở đầu tệp.")
    relation = Relation(kind=RelationKind.REPLACE, target=old.key, reason=" ".join(reason.split()))
    refuse_out_of_force(old, relation, draft.key)
    findings = (
        *amendment_findings(old, relation, draft.letter.issued_on.as_date, database),
        *_differences(old, draft, directory),
    )
    return replace(plan, contradictions=(*plan.contradictions, *findings), relations={draft.key: relation})


def _differences(old: OldLetter, draft: Draft, directory: Directory) -> Iterator[Finding]:
    on = directory.on(draft.letter.issued_on.last_possible)
    heirs = {one.id for one in successors(on, ended_among((old.key.organ_id,), on))}
    if draft.key.organ_id not in heirs | {old.key.organ_id}:
        found = f"{draft.letter.issuer_name} ban hành, còn {old.name} do {old.issuer_name} ban hành"
        yield finding(Severity.ERROR, "Cơ quan ban hành", found, "cơ quan đã ban hành văn bản thì thay thế văn bản ấy")
    if draft.letter.document_type is not old.document_type:
        found = f"văn bản thay thế khác loại với {old.name}"
        yield finding(Severity.WARNING, "Tên loại", found, "thay thế bằng văn bản có hình thức tương đương")
    missing = tuple(_not_told(old.recipients, draft, on))
    if missing:
        found = f"đã nhận {old.name} mà không có trong nơi nhận: {listed(missing)}"
        yield finding(Severity.ERROR, "Nơi nhận", found, "gửi cho mọi nơi đã nhận văn bản bị thay thế")
    if not any(str(old.code) in passage.text for passage in Reader().read(draft).passages):
        found = f"lời văn không nói đến {old.name}"
        yield finding(Severity.WARNING, "Nội dung", found, 'viện dẫn bằng {{ cite("replaced") }}')


def _not_told(recipients: Iterable[Recipient], draft: Draft, on: DirectoryOn) -> Iterator[str]:
    """Who got the old letter and would not get the new one; an office that has ended is told by its heirs."""
    told = {organ_id for line in draft.recipients for organ_id in line.organ_ids}
    labels = {name_key(line.label) for line in draft.recipients}
    names = {one.id: one.name for one in on.organisations}
    for line in recipients:
        if not line.organ_ids and name_key(line.label) not in labels:
            yield line.label
        ended = ended_among(line.organ_ids, on)
        expected = [one for one in line.organ_ids if one not in {gone.id for gone in ended}]
        expected += [heir.id for heir in (successors(on, ended) if ended else ())]
        yield from (names.get(organ_id, line.label) for organ_id in expected if organ_id not in told)
