"""A plan as its rules read it: every order of letters with its paragraphs and deadlines, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias

from vanban.compliance.clause import HOUSE, Clause
from vanban.compliance.links_in_letter import normal_link
from vanban.compliance.passages import Passage
from vanban.compliance.plan_rules.due import Due
from vanban.compliance.reader import Reader
from vanban.compliance.spans_in_text import Span, spans_in
from vanban.directory.directory_on import DirectoryOn
from vanban.domain.campaigns.campaign import Campaign
from vanban.domain.dates.calendar import WorkingCalendar
from vanban.domain.dates.day import PlannedDay
from vanban.domain.duties.assignment import ActivityWindow, Assignment
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.draft import Draft, LetterKey
from vanban.domain.letters.recipient import Recipient, RecipientRole

_NAMES_TOLD = 5


@dataclass(frozen=True, kw_only=True)
class OrderView:
    """The letters of one order, one or many: paragraphs that several of them share stand here once.

    ``links`` are those of the texts, ``qr_links`` those of the QR codes. Without slots, to keep what several rules
    ask of all its letters.
    """

    id: str
    drafts: tuple[Draft, ...]
    passages: tuple[Passage, ...]
    links: frozenset[str]
    qr_links: frozenset[str]

    @property
    def first(self) -> Draft:
        return self.drafts[0]

    @cached_property
    def issued_days(self) -> tuple[PlannedDay, ...]:
        """The days on which they are issued; nearly always one."""
        return tuple(dict.fromkeys(draft.letter.issued_on for draft in self.drafts))

    @cached_property
    def addressed(self) -> frozenset[str]:
        """The organisations to which some of them are addressed."""
        return frozenset(organ_id for draft in self.drafts for one in addressees(draft) for organ_id in one.organ_ids)

    @cached_property
    def printed(self) -> Mapping[str, tuple[str, ...]]:
        """The organisations that a line under Kính gửi means."""
        return {one.label: one.organ_ids for draft in self.drafts for one in addressees(draft)}

    @cached_property
    def assigned(self) -> frozenset[str]:
        """The keys of the assignments that their addressees have to report on."""
        return frozenset(duty.assignment for draft in self.drafts for duty in draft.duties)

    @cached_property
    def spans(self) -> tuple[tuple[Passage, Span], ...]:
        """The windows that the text words, each with its paragraph."""
        year = self.first.letter.issued_on.year
        return tuple((passage, span) for passage in self.passages for span in spans_in(passage, year))

    def place(self, element: str = "") -> str:
        """Where something stands: ``Văn bản 'trien-khai', Nơi nhận``; a letter by itself needs no name."""
        if not self.id:
            return element
        return f"Văn bản '{self.id}'" + (f", {element}" if element else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """Everything that the rules on a plan look at; ``dues`` are the deadlines of each order."""

    campaign: Campaign
    orders: tuple[OrderView, ...]
    drafts: Mapping[LetterKey, Draft]
    on: Callable[[date], DirectoryOn]
    calendar: WorkingCalendar
    today: date
    dues: Mapping[str, tuple[Due, ...]] = field(default_factory=dict)

    def stated(self, order: OrderView) -> Iterator[tuple[int, Assignment]]:
        """The assignments that the campaign states for an order, with their places in its list."""
        for index, assignment in enumerate(self.campaign.assignments):
            if assignment.letter_id == order.id:
                yield index, assignment

    def given(self, order: OrderView) -> Iterator[Assignment]:
        """The assignments that the letters of an order give: those stated for it, and those handed down."""
        for assignment in self.campaign.assignments:
            if assignment.letter_id == order.id or assignment.key in order.assigned:
                yield assignment

    def window(self, key: str) -> ActivityWindow | None:
        return next((one for one in self.campaign.windows if one.key == key), None)

    def earliest_issue(self, issued: PlannedDay) -> date:
        """The first day on which a letter can still be issued: no earlier than today while its day is blank."""
        if issued.day is None and issued.first_possible <= self.today <= issued.last_possible:
            return self.today
        return issued.first_possible


PlanRule: TypeAlias = Callable[[PlanView], Iterator[Finding]]
"""Looks at a whole plan and tells every contradiction of one kind."""


def house_rule(rule_id: str, severity: Severity, reason: str) -> Clause:
    """A rule of this software with its reason, in Vietnamese."""
    return Clause(f"HOUSE.{rule_id}", severity, f"{HOUSE}: {reason}")


def told(names: Sequence[str]) -> str:
    """The first few names, and how many there are in all."""
    shown = "; ".join(names[:_NAMES_TOLD])
    return shown if len(names) <= _NAMES_TOLD else f"{shown}; … (tất cả {len(names)})"


def addressees(draft: Draft) -> Iterator[Recipient]:
    """The lines of recipients under Kính gửi."""
    return (one for one in draft.recipients if one.role is RecipientRole.ADDRESSEE)


def addressed_ids(draft: Draft) -> set[str]:
    """The organisations to which a letter is addressed."""
    return {organ_id for one in addressees(draft) for organ_id in one.organ_ids}


def view_orders(campaign: Campaign, drafts: Sequence[Draft], reader: Reader) -> tuple[OrderView, ...]:
    """The drafts by their order, in the order of the plan."""
    ids = [one.id for one in (*campaign.letters, *(level.letter for level in campaign.levels))]
    known: dict[str, str] = {}
    grouped: dict[str, list[Draft]] = {}
    for draft in drafts:
        name = draft.key.letter_id
        if name not in known:
            known[name] = _order_id(name, ids)
        grouped.setdefault(known[name], []).append(draft)
    return tuple(_order_view(order_id, tuple(several), reader) for order_id, several in grouped.items())


def _order_id(letter_id: str, ids: Sequence[str]) -> str:
    """One letter each is called ``<order>-<organisation>``."""
    owners = [one for one in ids if letter_id == one or letter_id.startswith(f"{one}-")]
    return max(owners, key=len, default=letter_id)


def _order_view(order_id: str, drafts: tuple[Draft, ...], reader: Reader) -> OrderView:
    passages: dict[str, Passage] = {}
    links: set[str] = set()
    codes: set[str] = set()
    for sheet in map(reader.read, drafts):
        for passage in sheet.passages:
            passages.setdefault(passage.text, passage)
        links.update(sheet.links)
        codes.update(sheet.qr_links)
    return OrderView(
        id=order_id,
        drafts=drafts,
        passages=tuple(passages.values()),
        links=frozenset(map(normal_link, links)),
        qr_links=frozenset(map(normal_link, codes)),
    )
