"""A campaign as its folder orders it, before anything is looked up or written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vanban.domain.dates.day import PlannedDay
from vanban.domain.duties.assignment import ActivityWindow, Assignment, Figure, Quota
from vanban.domain.duties.reminding import ReminderPlan
from vanban.domain.letters.citation import Citation
from vanban.domain.letters.document import DocumentType, Urgency
from vanban.domain.letters.recipient import FileCopy, RecipientRole
from vanban.domain.letters.signing import SigningCapacity


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """Whom an order means; exactly one of the six is given.

    ``organisation`` is an id or a name in the directory, ``group`` a collective group resolved on the day of
    issue, ``relation`` a place in the tree (``direct_units``: the units directly under the issuer that day),
    ``sheet`` a CSV or XLSX file of recipients, ``name`` someone outside the directory.
    ``organisations`` are several in one line, as a letter takes them over from the one that it recalls.
    ``exclude`` takes organisations out of a group.
    """

    organisation: str = ""
    group: str = ""
    relation: str = ""
    sheet: str = ""
    name: str = ""
    organisations: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientOrder:
    """One line of recipients as ordered; ``label`` overrides how the directory prints it."""

    selector: Selector
    role: RecipientRole
    label: str = ""
    channel: str = ""
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryRule:
    """Who signs: a signatory by id, or whoever of the issuer holds a capacity on the day."""

    id: str = ""
    capacity: SigningCapacity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """A letter text: Markdown with placeholders, and the line of the file on which it starts."""

    file: str
    source: str
    first_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AppendixText:
    """The text of one Phụ lục, with its title."""

    title: str
    text: LetterText


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOrder:
    """One letter, or with ``one_each`` one letter per addressed organisation, as ordered.

    ``place`` is where in the input the order stands (``letters[0]``), for messages. ``reserved_number`` is a number
    that the register set aside for this letter; without one it gets the next.
    """

    id: str
    place: str
    document_type: DocumentType
    subject: str
    issuer: str
    drafting_unit: str
    signatory: SignatoryRule
    recipients: tuple[RecipientOrder, ...]
    text: LetterText
    series: str = "chung"
    reserved_number: int | None = None
    date: PlannedDay | None = None
    urgency: Urgency = Urgency.NONE
    circulation_mark: str = ""
    contact_line: str = ""
    one_each: bool = False
    channel_marks: bool = False
    cited_dates: str = "long"
    file_copy: FileCopy = field(default_factory=FileCopy)
    appendices: tuple[AppendixText, ...] = ()
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A lower level of the cascade: who relays the letter above, to whom, with which text and margin.

    ``above`` is the id of the letter that is relayed (of ``letters`` or of another level).
    ``margin_working_days`` is how much earlier than the level above this level asks for its reports;
    ``issue_after_working_days`` how long after the letter above this one is issued.
    ``letter`` carries everything but the issuer, which is each of ``relays`` in turn.
    """

    name: str
    relays: Selector
    margin_working_days: int
    letter: LetterOrder
    above: str = ""
    issue_after_working_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One directive with its letters, levels, assignments and what their texts may quote.

    ``incoming`` is the key of the citation of the directive from above that the campaign relays, if it does;
    ``facts`` are free values for placeholders; ``files`` maps the attachments' names to their bytes.
    """

    id: str
    title: str
    letters: tuple[LetterOrder, ...]
    incoming: str = ""
    levels: tuple[Level, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    windows: tuple[ActivityWindow, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotas: tuple[Quota, ...] = ()
    reminders: ReminderPlan = field(default_factory=ReminderPlan)
    facts: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
