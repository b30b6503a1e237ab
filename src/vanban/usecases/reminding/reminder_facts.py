"""What the text of a reminder quotes: who is missing, for how long, after which letters, and who hears of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from vanban.domain.letters.wording import short_date
from vanban.domain.organisation import Organisation
from vanban.usecases.reminding.reminded_units import RemindedUnit

_T = TypeVar("_T")
NAMED_IN_BODY = 12
"""Units that the letter itself names; more are listed in its Phụ lục."""


@dataclass(frozen=True, kw_only=True)
class ReminderFacts:
    """The facts of a letter; without slots, to keep what is worked out once.

    ``units`` are not none; ``escalated`` are the obligations of which ``superiors`` hear; ``day`` is that of the
    letter, ``counted_to`` the day up to which reports are known; ``is_below`` says that the issuer may order,
    ``is_own`` that he issued the letter that gives the duty, ``earlier`` are the keys under which the letters that
    reminded before are cited.
    """

    units: tuple[RemindedUnit, ...]
    day: date
    counted_to: date
    is_late: bool
    is_below: bool
    is_own: bool
    earlier: tuple[str, ...] = ()
    escalated: tuple[RemindedUnit, ...] = ()
    superiors: tuple[Organisation, ...] = ()

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """Who is written to, each once, in the order of the units."""
        return tuple({unit.organisation.id: unit.organisation for unit in self.units}.values())

    @property
    def is_listed_apart(self) -> bool:
        """Whether a Phụ lục names the units."""
        return len(self.organisations) > NAMED_IN_BODY

    @property
    def kind(self) -> str:
        """What the units are together: a People's Committee is nobody's "đơn vị"."""
        local = [one.kind.startswith("ubnd_") for one in self.organisations]
        if all(local):
            return "địa phương"
        return "cơ quan, đơn vị, địa phương" if any(local) else "cơ quan, đơn vị"

    def as_values(self) -> Mapping[str, object]:
        """The facts under the names that the text uses."""
        rows = _rows(self.units, self._often)
        due = _common([row.due for row in rows])
        is_one = len(self.organisations) == 1
        return {
            "late": self.is_late,
            "nth": self._nth(),
            "own": self.is_own,
            "below": self.is_below,
            "verb": "yêu cầu" if self.is_below else "đề nghị",
            "title": self.units[0].reminded.obligation.title,
            "counted_to": self.counted_to,
            "due": due or "",
            "timing": "" if due is None else _timing(due, self.day),
            "count": len(self.organisations),
            "kind": self.kind,
            "one": rows[0].name if is_one else "",
            "one_explained": rows[0].explained_name if len(rows) == 1 else rows[0].name if is_one else "",
            "apart": self.is_listed_apart,
            # Kính gửi names everyone, but not whose deadline or story is another.
            "table": not self.is_listed_apart and len(rows) > 1 and (due is None or any(row.note for row in rows)),
            "rows": tuple(
                {"name": row.explained_name, "due": row.due, "timing": _timing_in_cell(row.due, self.day)}
                for row in rows
            ),
            "earlier": self.earlier,
            "escalated": self._escalated_words(),
            "superior": ", ".join(one.name for one in self.superiors),
        }

    def _nth(self) -> int:
        """Which time it is for all of them alike that their missing report is asked for; 0 for the first."""
        times = _common([len(unit.reminded.before) for unit in self.units]) if self.is_late else None
        return times + 1 if times else 0

    @property
    def _often(self) -> tuple[RemindedUnit, ...]:
        """Those of whom a superior hears, where they are not all and too many for a sentence."""
        names = {unit.name for unit in self.escalated}
        return self.escalated if self._is_part_escalated and len(names) > NAMED_IN_BODY else ()

    @property
    def _is_part_escalated(self) -> bool:
        return bool(self.superiors) and len(self.escalated) < len(self.units)

    def _escalated_words(self) -> str:
        """Those who were reminded often enough for a superior to hear of it, where they are not all."""
        if not self._is_part_escalated:
            return ""
        times = [len(unit.reminded.before) for unit in self.escalated]
        often = f"{times[0]} lần" if _common(times) else f"từ {min(times)} lần trở lên"
        names = list(dict.fromkeys(unit.name for unit in self.escalated))
        if self._often:
            return f"{len(names)} {self.kind} (ghi rõ tại Phụ lục) đã được đôn đốc {often}"
        return f"{', '.join(names)} đã được đôn đốc {often}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One line of the list: a unit with everything that it owes by one day."""

    name: str
    due: date
    note: str

    @property
    def explained_name(self) -> str:
        """The name with what is particular to it."""
        return f"{self.name} ({self.note})" if self.note else self.name


def _rows(units: Sequence[RemindedUnit], often: Sequence[RemindedUnit]) -> tuple[_Row, ...]:
    lines: dict[tuple[str, date], list[RemindedUnit]] = {}
    for unit in units:
        lines.setdefault((unit.organisation.id, unit.reminded.reminder.due), []).append(unit)
    return tuple(_Row(name=line[0].name, due=due, note=_note(line, often)) for (_, due), line in lines.items())


def _note(line: Sequence[RemindedUnit], often: Sequence[RemindedUnit]) -> str:
    notes = []
    taken_over = ", ".join(unit.instead_of for unit in line if unit.is_taken_over)
    if taken_over:
        own = any(not unit.is_taken_over for unit in line)
        notes.append(f"{'gồm cả' if own else 'tiếp nhận'} nhiệm vụ của {taken_over}")
    for unit in line:
        owed = unit.reminded.obligation
        if owed.due.day != unit.reminded.reminder.due:
            notes.append(f"gia hạn từ ngày {short_date(owed.due.day)}")
    if any(unit in often for unit in line):
        notes.append(f"đã đôn đốc {max(len(unit.reminded.before) for unit in line)} lần")
    return "; ".join(dict.fromkeys(notes))


def _timing(due: date, day: date) -> str:
    days = (day - due).days
    if days > 0:
        return f"đã quá hạn {days} ngày"
    return f"còn {-days} ngày đến hạn" if days else "ngày cuối của hạn báo cáo"


def _timing_in_cell(due: date, day: date) -> str:
    days = abs((day - due).days)
    return f"{days} ngày" if days else "ngày cuối"


def _common(values: Sequence[_T]) -> _T | None:
    """What they all are."""
    return values[0] if len(set(values)) == 1 else None
