"""A công văn that reminds exactly those units of a letter's duty that have not reported, planned from the register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vanban.directory.directory import Directory
from vanban.directory.directory_on import DirectoryOn
from vanban.domain.board import BoardRow
from vanban.domain.campaign import AppendixText, Campaign, LetterText, RecipientOrder, Selector, SignatoryRule
from vanban.domain.draft import LetterKey
from vanban.domain.errors import IllegalTransition, InvalidCampaign
from vanban.domain.obligation import ObligationKey
from vanban.domain.organisation import Organisation
from vanban.domain.recipient import FileCopy, RecipientRole
from vanban.intake.announcement_text import read_announcement_text
from vanban.intake.campaign_folder import CampaignReading
from vanban.intake.folder import TEXT_LIMIT_MB, read_text
from vanban.intake.reading import Problems, Spot
from vanban.store.database import Database
from vanban.store.reminders import reminders_of
from vanban.usecases.announce_amendment import drafting_unit
from vanban.usecases.deadline_board import deadline_board
from vanban.usecases.due_reminders import ReminderLetter, reminder_letters
from vanban.usecases.find_issued_letter import OldLetter, issued_letter
from vanban.usecases.plan_campaign import Plan, plan_campaign
from vanban.usecases.usual_signatory import usual_signatory
from vanban.usecases.write_subject import write_subject

TEXT_FILE = "don-doc.md"
LIST_FILE = "don-doc-danh-sach.md"
NAMED_IN_BODY = 12
"""Units that the letter itself names; more are listed in its Phụ lục."""
_CITED_AS = "reminded"
_ALL = "Các cơ quan, đơn vị (theo danh sách kèm theo)"
_LIST_TITLE = "Danh sách cơ quan, đơn vị chưa báo cáo"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderOrder:
    """Which reminder is to be written: its letter on record, the day of issue, and who signs if not the usual one."""

    letter: LetterKey
    day: date
    signatory: SignatoryRule | None = None


def draft_reminder(order: ReminderOrder, *, directory: Directory, database: Database, texts: Path, today: date) -> Plan:
    """The plan of the letter; whoever has reported by ``today`` is not named in it.

    Args:
        order: which letter, and when it is issued.
        directory: who is who; the office's own rows already merged in.
        database: the register, the reminders on record and the reports.
        texts: the folder of ``don-doc.md`` and ``don-doc-danh-sach.md``.
        today: the day up to which reports are counted.

    Raises:
        IllegalTransition: no such reminder is on record, a later one has taken its place, or nobody is missing.
        InvalidCampaign: the text cannot be used, nobody may sign, or a unit exists no more.
    """
    reminding, rows = _missing(order, database, today)
    old = issued_letter(reminding.target, directory, database)
    on = directory.on(order.day)
    problems = Problems()
    written = read_announcement_text(texts, TEXT_FILE, order.letter.letter_id, problems)
    listing = read_text(texts, LIST_FILE, TEXT_LIMIT_MB, Spot(problems, str(texts), ""))
    if written is None or listing is None:
        raise InvalidCampaign(problems)
    superiors = _superiors(reminding, rows, old, on)
    campaign = Campaign(
        id=order.letter.campaign_id,
        title=f"{'Đôn đốc' if reminding.is_late else 'Nhắc thời hạn'} báo cáo theo {old.name}",
        letters=(),
        citations=(old.citation(_CITED_AS),),
        facts=_facts(reminding, rows, order.day, today, superiors, on),
    )
    apart = len(rows) > NAMED_IN_BODY
    list_text = LetterText(file=LIST_FILE, source=listing, first_line=1)
    written = replace(
        written,
        issuer=old.key.organ_id,
        drafting_unit=drafting_unit(old, directory.on(old.issued_date)),
        signatory=order.signatory or usual_signatory(old, on),
        recipients=(*_addressees(rows, apart=apart), *_copies(superiors)),
        series=old.register_key.series,
        file_copy=FileCopy(unit=old.file_copy_unit),
        appendices=(AppendixText(title=_LIST_TITLE, text=list_text),) if apart else (),
    )
    written = write_subject(written, campaign, problems)
    reading = CampaignReading(
        campaign=replace(campaign, letters=(written,)), directory_folder=None, problems=problems.as_tuple()
    )
    return plan_campaign(reading, directory=directory, day=order.day, today=today, database=database)


def _missing(order: ReminderOrder, database: Database, today: date) -> tuple[ReminderLetter, tuple[BoardRow, ...]]:
    """The reminder as recorded and the rows of those it still concerns, in the order of the board."""
    campaign = order.letter.campaign_id
    recorded = reminders_of(database, campaign)
    if not any(one.letter == order.letter for one in recorded):
        raise IllegalTransition(
            f"Chưa có lượt nhắc việc nào mang mã '{order.letter.letter_id}' → Chạy 'vanban remind'."
        )
    found = next((one for one in reminder_letters(recorded) if one.key == order.letter), None)
    if found is None:
        raise IllegalTransition("Đã có lượt nhắc việc mới hơn cho mọi đơn vị của văn bản này → Dùng lượt mới.")
    due = {one.obligation: one.due for one in found.reminders}
    rows = tuple(
        row
        for row in deadline_board(database, campaign, today).rows
        if row.standing.is_missing and due.get(row.obligation.key) == row.obligation.due_now
    )
    if not rows:
        raise IllegalTransition("Mọi đơn vị của văn bản này đã báo cáo hoặc được gia hạn → Không cần nhắc nữa.")
    return found, rows


def _addressees(rows: Sequence[BoardRow], *, apart: bool) -> tuple[RecipientOrder, ...]:
    if apart:
        everyone = Selector(organisations=tuple(row.obligation.key.organ_id for row in rows))
        return (RecipientOrder(selector=everyone, role=RecipientRole.ADDRESSEE, label=_ALL),)
    return tuple(
        RecipientOrder(
            selector=Selector(organisations=(row.obligation.key.organ_id,)),
            role=RecipientRole.ADDRESSEE,
            label=row.obligation.label,
        )
        for row in rows
    )


def _copies(superiors: Iterable[Organisation]) -> tuple[RecipientOrder, ...]:
    return tuple(
        RecipientOrder(
            selector=Selector(organisations=(one.id,)), role=RecipientRole.COPY, label=f"{one.name} (để báo cáo)"
        )
        for one in superiors
    )


def _superiors(
    reminding: ReminderLetter, rows: Sequence[BoardRow], old: OldLetter, on: DirectoryOn
) -> tuple[Organisation, ...]:
    """Who hears of units that stay late: their superior, or where that is the issuer, the office that he reports to."""
    late = _escalated(reminding)
    by_id = {one.id: one for one in on.organisations}
    found: dict[str, Organisation] = {}
    for row in rows:
        unit = by_id.get(row.obligation.key.organ_id)
        if row.obligation.key not in late or unit is None:
            continue
        superior = on.parent(unit)
        if superior is not None and superior.id == old.key.organ_id:
            superior = by_id.get(row.obligation.feeds.letter.organ_id) if row.obligation.feeds else on.parent(superior)
        if superior is not None:
            found[superior.id] = superior
    return tuple(found.values())


def _escalated(reminding: ReminderLetter) -> frozenset[ObligationKey]:
    return frozenset(one.obligation for one in reminding.reminders if one.escalated)


def _facts(
    reminding: ReminderLetter,
    rows: Sequence[BoardRow],
    day: date,
    today: date,
    superiors: Sequence[Organisation],
    on: DirectoryOn,
) -> Mapping[str, object]:
    late = _escalated(reminding)
    times = max(one.late for one in reminding.reminders)
    names = [row.obligation.label for row in rows if row.obligation.key in late]
    issuer = next((one for one in on.organisations if one.id == reminding.target.organ_id), None)
    below = {one.id for one in on.direct_units(issuer)} if issuer else set()
    return {
        "late": reminding.is_late,
        "title": rows[0].obligation.title,
        "counted_to": min(day, today),
        "units": tuple(
            {
                "name": row.obligation.label,
                "due": row.obligation.due_now,
                "days": abs((day - row.obligation.due_now).days),
            }
            for row in rows
        ),
        "listed_apart": len(rows) > NAMED_IN_BODY,
        "verb": "yêu cầu" if all(row.obligation.key.organ_id in below for row in rows) else "đề nghị",
        "escalated": _named(names) if superiors else "",
        "reminded_before": times - 1,
        "superior": ", ".join(one.name for one in superiors),
    }


def _named(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= NAMED_IN_BODY else f"{len(names)} cơ quan, đơn vị"
