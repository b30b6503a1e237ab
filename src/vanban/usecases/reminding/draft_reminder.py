"""A công văn that reminds exactly those units of a letter's duty that have not reported, planned from the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vanban.directory.directory import Directory
from vanban.directory.directory_on import DirectoryOn
from vanban.directory.errors import DirectoryError
from vanban.domain.campaigns.campaign import (
    AppendixText,
    Campaign,
    LetterOrder,
    LetterText,
    RecipientOrder,
    Selector,
    SignatoryRule,
)
from vanban.domain.duties.reminding import ReminderPlan
from vanban.domain.errors import IllegalTransition, InvalidCampaign
from vanban.domain.letters.citation import Citation
from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.recipient import FileCopy, RecipientRole
from vanban.domain.letters.wording import short_date
from vanban.domain.organisation import Organisation
from vanban.intake.campaign.announcement_text import read_announcement_text
from vanban.intake.campaign.campaign_folder import CampaignReading
from vanban.intake.folder import TEXT_LIMIT_MB, read_text
from vanban.intake.reading import Problems, Spot
from vanban.regulations.law import law_on
from vanban.store.database import Database
from vanban.store.reporting.reporting_plans import reporting_plan_of
from vanban.usecases.amending.announce_amendment import drafting_unit
from vanban.usecases.planning.find_issued_letter import OldLetter, issued_letter
from vanban.usecases.planning.plan_campaign import Plan, plan_campaign
from vanban.usecases.planning.usual_signatory import usual_signatory
from vanban.usecases.planning.write_subject import write_subject
from vanban.usecases.reminding.find_reminder import FoundReminder, find_reminder
from vanban.usecases.reminding.reminded_units import RemindedUnit, reminded_units, takeover_findings
from vanban.usecases.reminding.reminder_facts import ReminderFacts

TEXT_FILE = "don-doc.md"
LIST_FILE = "don-doc-danh-sach.md"
_CITED_AS = "reminded"
_LIST_REFERENCE = "(danh sách tại Phụ lục)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderOrder:
    """Which reminder is to be written: its letter on record, the day of issue, and who signs if not the usual one."""

    letter: LetterKey
    day: date
    signatory: SignatoryRule | None = None


def draft_reminder(order: ReminderOrder, *, directory: Directory, database: Database, texts: Path, today: date) -> Plan:
    """The plan of the letter; whoever has reported by ``today`` is not named in it.

    Once the letter is issued, the plan is the one that it was issued from.

    Args:
        order: which letter, and when it is issued.
        directory: who is who; the office's own rows already merged in.
        database: the register, the reminders on record and the reports.
        texts: the folder of ``don-doc.md`` and ``don-doc-danh-sach.md``.
        today: the day up to which reports are counted.

    Raises:
        IllegalTransition: no such reminder is on record, a later one has taken its place, nobody is missing, or the
            day of issue lies before that of the reminder.
        InvalidCampaign: the text cannot be used, nobody may sign, or a unit has ended and nobody took it over.
    """
    found = find_reminder(order.letter, database, max(order.day, today))
    return plan_reminder(order, found, directory=directory, database=database, texts=texts, today=today)


def plan_reminder(  # all but the order and what was found for it is named
    order: ReminderOrder, found: FoundReminder, *, directory: Directory, database: Database, texts: Path, today: date
) -> Plan:
    """The plan of a letter that has been looked up already, as :func:`draft_reminder` gives it."""
    _refuse_day(order.day, found)
    old = issued_letter(found.target, directory, database)
    on, problems = directory.on(order.day), Problems()
    issuer = _issuer(order, old, on, problems)
    units = reminded_units(found, old, on, problems)
    written = read_announcement_text(texts, TEXT_FILE, order.letter.letter_id, problems)
    listing = read_text(texts, LIST_FILE, TEXT_LIMIT_MB, Spot(problems, str(texts), ""))
    if written is None or listing is None or issuer is None or len(problems):
        raise InvalidCampaign(problems)
    desk = _Desk(order=order, found=found, old=old, on=on, issuer=issuer, units=units, database=database)
    facts = desk.facts(min(order.day, today))
    campaign = desk.campaign(facts)
    written = write_subject(desk.addressed(written, facts, listing), campaign, problems)
    reading = CampaignReading(
        campaign=replace(campaign, letters=(written,)), directory_folder=None, problems=problems.as_tuple()
    )
    plan = plan_campaign(reading, directory=directory, day=order.day, today=today, database=database)
    return replace(plan, contradictions=(*plan.contradictions, *takeover_findings(units)))


def _refuse_day(day: date, found: FoundReminder) -> None:
    recorded = found.reminded[0].reminder.day
    if day < recorded:
        raise IllegalTransition(
            f"Lượt nhắc này ghi ngày {short_date(recorded)}, công văn không thể ghi ngày {short_date(day)} trước đó"
            " → Chọn --date từ ngày ấy trở đi."
        )


def _issuer(order: ReminderOrder, old: OldLetter, on: DirectoryOn, problems: Problems) -> Organisation | None:
    """Who issues the letter, if he may still be asked to and somebody can sign."""
    try:
        issuer = on.find(order.letter.organ_id)
    except DirectoryError as error:
        problems.add(old.name, "cơ quan ban hành", error.message, error.remedy)
        return None
    rule = order.signatory or usual_signatory(old, on, issuer.id)
    try:
        on.signatory(issuer, id=rule.id, capacity=rule.capacity)
    except DirectoryError as error:
        problems.add("--signatory", "", error.message, error.remedy)
    return issuer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What lies on the desk while a reminder is written."""

    order: ReminderOrder
    found: FoundReminder
    old: OldLetter
    on: DirectoryOn
    issuer: Organisation
    units: tuple[RemindedUnit, ...]
    database: Database

    def facts(self, counted_to: date) -> ReminderFacts:
        """What the text quotes."""
        escalated = self._escalated()
        below = {one.id for one in self.on.direct_units(self.issuer)}
        return ReminderFacts(
            units=self.units,
            day=self.order.day,
            counted_to=counted_to,
            is_late=self.found.is_late,
            is_below=all(unit.organisation.id in below for unit in self.units),
            is_own=self.issuer.name == self.old.issuer_name,
            earlier=tuple(one.key for one in self._earlier()),
            escalated=escalated,
            superiors=self._superiors(escalated),
        )

    def campaign(self, facts: ReminderFacts) -> Campaign:
        """The campaign that the letter is planned as; it asks for no reports of its own."""
        what = "Đôn đốc" if facts.is_late else "Nhắc thời hạn"
        return Campaign(
            id=self.order.letter.campaign_id,
            title=f"{what} báo cáo theo {self.old.name}",
            letters=(),
            citations=(self.old.citation(_CITED_AS), *self._earlier()),
            facts=facts.as_values(),
        )

    def addressed(self, written: LetterOrder, facts: ReminderFacts, listing: str) -> LetterOrder:
        """The text with its issuer, signatory, recipients and list."""
        appendix = AppendixText(
            title=f"Danh sách {facts.kind} chưa gửi báo cáo",
            text=LetterText(file=LIST_FILE, source=listing, first_line=1),
        )
        return replace(
            written,
            issuer=self.issuer.id,
            drafting_unit=drafting_unit(self.old, self.on.directory.on(self.old.issued_date)),
            signatory=self.order.signatory or usual_signatory(self.old, self.on, self.issuer.id),
            recipients=(*self._addressees(facts), *_copies(facts.superiors)),
            series=self.old.register_key.series,
            file_copy=FileCopy(unit=self.old.file_copy_unit),
            appendices=(appendix,) if facts.is_listed_apart else (),
        )

    def _earlier(self) -> Iterator[Citation]:
        for number, one in enumerate(self.found.earlier, start=1):
            yield Citation(
                key=f"earlier{number}",
                type_name=law_on(one.issued_date).type_rule(DocumentType.CONG_VAN).name,
                code=str(one.code),
                issued_date=one.issued_date,
                issuer=self.issuer.name,
                subject="",
            )

    def _escalated(self) -> tuple[RemindedUnit, ...]:
        """Those whom the plan escalates, and who really have been reminded as often as it says."""
        plan = reporting_plan_of(self.database, self.order.letter.campaign_id)
        times = (plan.reminders if plan else ReminderPlan()).escalate_after
        return tuple(
            unit for unit in self.units if unit.reminded.reminder.escalated and len(unit.reminded.before) >= times
        )

    def _superiors(self, escalated: Sequence[RemindedUnit]) -> tuple[Organisation, ...]:
        """Who hears of units that stay late: their superior, or where that is the issuer, whom he reports to."""
        found: dict[str, Organisation] = {}
        addressed = {unit.organisation.id for unit in self.units}
        for unit in escalated:
            superior = self.on.parent(unit.organisation)
            if superior is not None and superior.id == self.issuer.id:
                feeds = unit.reminded.obligation.feeds
                superior = self.on.by_id.get(feeds.letter.organ_id) if feeds else self.on.parent(superior)
            if superior is not None and superior.id not in addressed | {self.issuer.id}:
                found[superior.id] = superior
        return tuple(found.values())

    def _addressees(self, facts: ReminderFacts) -> Iterator[RecipientOrder]:
        """Each unit in a line of its own; where a Phụ lục names them, the line in which the older letter had them."""
        if not facts.is_listed_apart:
            names = {unit.organisation.id: unit.name for unit in reversed(self.units)}
            for one in facts.organisations:
                yield self._line((one.id,), names[one.id])
            return
        owing = {unit.reminded.obligation.key.organ_id for unit in self.units}
        together = [line.label for line in self.old.recipients if owing <= set(line.organ_ids)]
        name = together[0] if together else f"Các {facts.kind}"
        yield self._line(tuple(one.id for one in facts.organisations), f"{name} {_LIST_REFERENCE}")

    def _line(self, organ_ids: tuple[str, ...], label: str) -> RecipientOrder:
        """Sent the way the older letter was."""
        owing = {one.reminded.obligation.key.organ_id for one in self.units if one.organisation.id in organ_ids}
        channels = {line.channel for line in self.old.recipients if not owing.isdisjoint(line.organ_ids)}
        return RecipientOrder(
            selector=Selector(organisations=organ_ids),
            role=RecipientRole.ADDRESSEE,
            label=label,
            channel=channels.pop() if len(channels) == 1 else "",
        )


def _copies(superiors: Sequence[Organisation]) -> Iterator[RecipientOrder]:
    for one in superiors:
        yield RecipientOrder(
            selector=Selector(organisation=one.id), role=RecipientRole.COPY, label=f"{one.short_name} (để báo cáo)"
        )
