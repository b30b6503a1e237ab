"""A board as it is drawn: headings, lines and words, for the page and for the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vanban.domain.duties.board import Standing
from vanban.domain.letters.wording import short_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Part of a bar: how many stand so; ``words`` say it to whoever sees no colours."""

    standing: Standing
    count: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """One obligation in words.

    ``projected`` where the deadline was counted through a year without an official calendar, which ``due_words`` say;
    ``days_left`` and ``working_days_left`` are ``None`` where no report is waited for; ``quotas`` say whether each
    is met, which is ``None`` where it cannot be told.
    """

    level: int
    issuer: str
    organ: str
    title: str
    code: str
    issued_date: date
    due: date
    due_words: str
    projected: bool
    standing: Standing
    standing_words: str
    days_left: int | None
    working_days_left: int | None
    received_on: date | None
    quotas: tuple[tuple[str, bool | None], ...]
    remarks: tuple[str, ...]

    @property
    def letter_words(self) -> str:
        return f"số {self.code} ngày {short_date(self.issued_date)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSection:
    """Those who report to one issuer; ``pressing`` where one of them is late or nearly so.

    ``task`` is what all of them are asked for and by which letter, empty where that differs from line to line.
    """

    issuer: str
    task: str
    summary: str
    shares: tuple[Share, ...]
    lines: tuple[BoardLine, ...]
    pressing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLevel:
    """One level of a cascade."""

    level: int
    name: str
    summary: str
    shares: tuple[Share, ...]
    sections: tuple[BoardSection, ...]

    @property
    def pressing(self) -> bool:
        return any(section.pressing for section in self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """A whole board; ``pressing`` are its late and nearly late lines, the gravest first.

    ``task`` is what they all are asked for, empty where they are asked for several things.
    """

    title: str
    campaign_id: str
    day: date
    day_words: str
    ended_words: str
    summary: str
    shares: tuple[Share, ...]
    task: str
    pressing: tuple[BoardLine, ...]
    levels: tuple[BoardLevel, ...]

    @property
    def lines(self) -> tuple[BoardLine, ...]:
        return tuple(line for level in self.levels for section in level.sections for line in section.lines)
