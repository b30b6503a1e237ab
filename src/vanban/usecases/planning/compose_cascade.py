"""The letters of a campaign, stage after stage: the root letters, then those who relay them, and so on down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vanban.directory.directory import Directory
from vanban.directory.directory_on import DirectoryOn
from vanban.directory.errors import DirectoryError
from vanban.domain.campaigns.campaign import Campaign, LetterOrder, Level, Selector
from vanban.domain.dates.day import PlannedDay
from vanban.domain.errors import VanbanError
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.domain.letters.recipient import RecipientRole
from vanban.domain.organisation import Organisation
from vanban.intake.campaign.campaign_folder import CAMPAIGN_FILE, CampaignReading
from vanban.intake.reading import Problems
from vanban.regulations.calendar import working_calendar
from vanban.regulations.law import law_on
from vanban.usecases.planning.compose_letters import Desk, compose_letters, read_texts
from vanban.usecases.planning.letter_above import Above
from vanban.usecases.planning.resolve_recipients import excluded_ids

Numbered = Mapping[LetterKey, tuple[int, date]]
"""The number and day of the letters that have been issued."""

_NAMES_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """What a plan is made from: the campaign as read, who is who, and the day."""

    reading: CampaignReading
    directory: Directory
    day: date | None
    today: date

    @property
    def campaign(self) -> Campaign:
        return self.reading.campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A draft and the order that it is an edition of."""

    order: LetterOrder
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Letters that can be written together: the root letters (``levels`` empty), or levels under letters known."""

    depth: int
    levels: tuple[tuple[int, Level], ...] = ()


def stages(campaign: Campaign) -> tuple[Stage, ...]:
    """The stages of a campaign from the top; a level stands one below the letter that it relays."""
    depths = {order.id: 1 for order in campaign.letters}
    waiting = list(enumerate(campaign.levels))
    while waiting:
        ready = [(index, level) for index, level in waiting if level.above in depths]
        if not ready:
            break
        depths.update({level.letter.id: depths[level.above] + 1 for _, level in ready})
        waiting = [pair for pair in waiting if pair not in ready]
    below = sorted({depth for depth in depths.values() if depth > 1})
    lower = tuple(
        Stage(
            depth=depth,
            levels=tuple(pair for pair in enumerate(campaign.levels) if depths.get(pair[1].letter.id) == depth),
        )
        for depth in below
    )
    return (Stage(depth=1), *lower)


def compose_stage(
    stage: Stage, commission: Commission, above: Sequence[Composed], numbered: Numbered, problems: Problems
) -> tuple[Composed, ...]:
    """The letters of one stage; what is wrong with them goes to ``problems``.

    Args:
        stage: which letters.
        commission: what they are made from.
        above: the letters of the stages before.
        numbered: those of them that have a number, to be cited with it; the others are cited with room for it.
        problems: the report that mistakes join.
    """
    if stage.depth == 1:
        return tuple(_compose_roots(commission, problems))
    return tuple(
        composed
        for index, level in stage.levels
        for composed in _compose_level(index, level, commission, above, numbered, problems)
    )


def _compose_roots(commission: Commission, problems: Problems) -> Iterator[Composed]:
    for order in commission.reading.left_out:
        read_texts(order, commission.campaign, problems)
    for order in commission.campaign.letters:
        day = _root_day(order, commission)
        desk = _desk(day, commission, problems)
        for draft in compose_letters(order, day, desk) if desk else ():
            yield Composed(order=order, draft=draft)


def _root_day(order: LetterOrder, commission: Commission) -> PlannedDay:
    if commission.day is not None:
        return PlannedDay.of(commission.day)
    return order.date or PlannedDay.of(commission.today)


def _desk(issued_on: PlannedDay, commission: Commission, problems: Problems) -> Desk | None:
    """What letters of one day are written with, looked up on it, or on the last day of its month while it is blank."""
    looked_up_on = issued_on.last_possible
    try:
        law = law_on(looked_up_on)
    except VanbanError as error:
        # A day in the campaign was looked at where it was read; what is left is one that came with the command.
        if commission.day is not None:
            message, _, remedy = error.message.partition(" → ")
            problems.add("--date", "", message, remedy)
        return None
    on = commission.directory.on(looked_up_on)
    return Desk(campaign=commission.campaign, law=law, on=on, problems=problems, folder=commission.reading.folder)


def _compose_level(
    index: int,
    level: Level,
    commission: Commission,
    above: Sequence[Composed],
    numbered: Numbered,
    problems: Problems,
) -> Iterator[Composed]:
    upper = [one.draft for one in above if one.order.id == level.above]
    if not upper:
        return
    order = replace(level.letter, place=f"levels[{index}]")
    place = f"{order.place}.relays"
    day = _relay_day(level, upper[0].letter.issued_on)
    received = _received(upper, level, numbered)
    relays = _relays(level, upper, commission.directory.on(day.last_possible), place, problems)
    addressed = [relay for relay in relays if relay.id in received]
    desk = _desk(day, commission, problems) if addressed else None
    if desk is not None:
        for relay in addressed:
            for draft in compose_letters(order, day, desk, received[relay.id], relay):
                yield Composed(order=order, draft=draft)
    missed = [relay.name for relay in relays if relay.id not in received]
    if missed:
        told = ", ".join(missed[:_NAMES_TOLD]) + (
            f" và {len(missed) - _NAMES_TOLD} nơi khác" * (len(missed) > _NAMES_TOLD)
        )
        problems.add(
            CAMPAIGN_FILE,
            place,
            f"{told} không có trong Kính gửi của văn bản '{level.above}' nên không có gì để triển khai tiếp",
            "thêm vào nơi nhận của văn bản cấp trên, hoặc ghi vào 'exclude' của cấp này",
        )


def _relays(
    level: Level, upper: Sequence[Draft], on: DirectoryOn, place: str, problems: Problems
) -> tuple[Organisation, ...]:
    if level.relays.sheet:
        remedy = "ghi 'group', 'organisation' hoặc 'relation'"
        problems.add(CAMPAIGN_FILE, place, "chưa lấy được các cơ quan chuyển tiếp từ bảng tính", remedy)
        return ()
    try:
        found = _chosen(level.relays, upper, on)
        excluded = excluded_ids(level.relays, on)
    except DirectoryError as error:
        problems.add(CAMPAIGN_FILE, place, error.message, error.remedy)
        return ()
    return tuple(one for one in found if one.id not in excluded)


def _chosen(selector: Selector, upper: Sequence[Draft], on: DirectoryOn) -> tuple[Organisation, ...]:
    """Those meant by a group, by name, or by their place directly under who wrote a letter above."""
    if selector.group:
        return on.members(selector.group)
    if selector.relation:
        writers = dict.fromkeys(draft.key.organ_id for draft in upper)
        return tuple(unit for writer in writers for unit in on.direct_units(on.find(writer)))
    return (on.find(selector.organisation),)


def _relay_day(level: Level, above: PlannedDay) -> PlannedDay:
    """The day of the letter above, or so many working days after it; blank while that is blank."""
    day = above.as_date
    if day is None or not level.issue_after_working_days:
        return above
    return PlannedDay.of(working_calendar().add_working_days(day, level.issue_after_working_days).day)


def _received(upper: Sequence[Draft], level: Level, numbered: Numbered) -> Mapping[str, Above]:
    """The letter above that each addressee relays; those that share one share what is worked out of it."""
    received: dict[str, Above] = {}
    for draft in upper:
        received.update(dict.fromkeys(_addressed(draft), _above(draft, level, numbered)))
    return received


def _addressed(draft: Draft) -> Iterator[str]:
    for recipient in draft.recipients:
        if recipient.role is RecipientRole.ADDRESSEE:
            yield from recipient.organ_ids


def _above(draft: Draft, level: Level, numbered: Numbered) -> Above:
    letter = draft.letter
    given = numbered.get(draft.key)
    if given is not None:
        letter = letter.numbered(*given)
    return Above(
        draft=draft, code=letter.code, issued_on=letter.issued_on, margin_working_days=level.margin_working_days
    )
