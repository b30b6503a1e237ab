"""Three months of a campaign with two levels: what happens on which day, and who must therefore be reminded.

Who must be is worked out day by day from the calendar and the events alone, with nothing of the software but which
days are worked.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from shutil import copytree
from zlib import crc32

from vanban.domain.duties.obligation import Obligation, ObligationKey
from vanban.regulations.calendar import working_calendar

CAMPAIGN = "dot-tet-2024"
EXAMPLE = Path(__file__).parents[2] / "examples" / "2024-khao-sat-hai-long"
FIRST, LAST = date(2024, 1, 29), date(2024, 5, 8)
"""101 days: Tết from 08/02 to 14/02, the Saturday 04/05 worked for Monday 29/04."""
CLOSED = date(2024, 5, 7)
RECALLED = date(2024, 3, 13)
RECALLING = "ubnd-huyen-576"
"""Whose letter is recalled: three communes owe nothing any more."""
BEFORE, AFTER, WEEK = (5, 1), 1, 7
SKIPPED = (date(2024, 2, 7), date(2024, 4, 24), date(2024, 4, 25), date(2024, 4, 26))
"""Days without anybody at the desk: the first reminder after a deadline falls on the first, a deadline into the others."""
_ONE = timedelta(days=1)
_DELAYS = (0, 0, 0, 2, 0, None)
"""How many days a letter lies until it is approved; ``None`` is for ever."""
_CALENDAR = working_calendar()
_TOML = """
format = 1

[campaign]
id = "dot-tet-2024"
title = "Đợt qua Tết"
directory = "danh-ba"

[[letters]]
id = "giao"
text = "giao.md"
issuer = "Sở Nội vụ"
drafting_unit = "CCHC"
date = 2024-01-29
signatory = { id = "bui-the-an" }
recipients = [
  { organisation = "Sở Giáo dục và Đào tạo", channel = "VBĐT" },
  { organisation = "ubnd-huyen-575", channel = "VBĐT" },
  { organisation = "ubnd-huyen-576", channel = "VBĐT" },
]

[[levels]]
name = "Cấp huyện"
above = "giao"
relays = { group = "ubnd-huyen", exclude = [EXCLUDED] }
issue_after_working_days = 1
margin_working_days = 3
id = "cap-huyen"
text = "cap-huyen.md"
drafting_unit = "NV"
signatory = { capacity = "KT" }
recipients = [{ relation = "direct_units", exclude = ["phong-noi-vu"], label = "Ủy ban nhân dân cấp xã", channel = "VBĐT" }]

[[assignments]]
key = "truoc_tet"
title = "Chuẩn bị phiếu"
letter = "giao"
deadline = { wording = "chậm nhất ngày", day = 2024-02-16 }

[[assignments]]
key = "sau_le"
title = "Gửi kết quả"
letter = "giao"
deadline = { wording = "chậm nhất ngày", day = 2024-05-03 }
"""
_ABOVE = """+++
type = "công văn"
subject = "triển khai thử"
+++

Sở Nội vụ đề nghị các cơ quan báo cáo chậm nhất ngày 16/02/2024 và chậm nhất ngày 03/5/2024.

Trân trọng./.
"""
_BELOW = """+++
type = "công văn"
subject = "triển khai thử tại cấp xã"
+++

Thực hiện {{ cite("above") }}, {{ issuer.name }} yêu cầu báo cáo chậm nhất ngày \
{{ assignments.truoc_tet.deadline.last_day | ngay_ngan }} và chậm nhất ngày \
{{ assignments.sau_le.deadline.last_day | ngay_ngan }}./.
"""


def write_campaign(folder: Path) -> Path:
    """The folder of the campaign, with the signatories of the example of that year."""
    copytree(EXAMPLE / "danh-ba", folder / "danh-ba")
    excluded = ", ".join(f'"ubnd-huyen-{number}"' for number in range(568, 575))
    (folder / "campaign.toml").write_text(_TOML.replace("EXCLUDED", excluded).lstrip(), encoding="utf-8")
    (folder / "giao.md").write_text(_ABOVE, encoding="utf-8")
    (folder / "cap-huyen.md").write_text(_BELOW, encoding="utf-8")
    return folder


class Kind(StrEnum):
    """What can happen."""

    REPORT = "report"
    EXTEND = "extend"


@dataclass(frozen=True)
class Event:
    """Something on a day, before the round of that day or after it; ``due`` is for a deadline put off."""

    day: date
    afternoon: bool
    kind: Kind
    key: ObligationKey
    due: date | None = None


@dataclass
class Story:
    """Everything that happens, and what must come of it."""

    owed: dict[ObligationKey, Obligation]
    issued: dict[ObligationKey, date]
    events: list[Event] = field(default_factory=list)

    def of(self, day: date, *, afternoon: bool) -> list[Event]:
        return [one for one in self.events if (one.day, one.afternoon) == (day, afternoon)]

    def is_withdrawn(self, key: ObligationKey, day: date) -> bool:
        return key.letter.organ_id == RECALLING and day >= RECALLED

    def _known(self, key: ObligationKey, kind: Kind, day: date, *, evening: bool) -> list[Event]:
        """What is known of an obligation at the round of a day, or in the evening."""
        return [
            one
            for one in self.events
            if (one.key, one.kind) == (key, kind)
            and (one.day < day or (one.day == day and (evening or not one.afternoon)))
        ]

    def is_missing(self, key: ObligationKey, day: date, *, evening: bool = False) -> bool:
        return not self.is_withdrawn(key, day) and not self._known(key, Kind.REPORT, day, evening=evening)

    def due(self, key: ObligationKey, day: date, *, evening: bool = False) -> date:
        put_off = self._known(key, Kind.EXTEND, day, evening=evening)
        return put_off[-1].due if put_off else self.owed[key].due.day

    def set_on(self, key: ObligationKey, day: date) -> date:
        """When the deadline of a day was set: nobody is reminded of it before."""
        put_off = self._known(key, Kind.EXTEND, day, evening=False)
        return put_off[-1].day if put_off else self.issued[key]


def story_of(owed: list[Obligation], issued: dict[ObligationKey, date], seed: int) -> Story:
    """A story drawn from a seed: most report, many late, some never, and a few get more time."""
    chance = random.Random(seed)  # noqa: S311  # a story, no secret
    story = Story(owed={one.key: one for one in owed}, issued=issued)
    days = [FIRST + _ONE * count for count in range(3, (CLOSED - FIRST).days)]
    # A report that comes in between the draft of a reminder and its approval is where it may go wrong.
    steps = {one.key: [day for day in days if is_step(day, one.due.day)][:5] for one in owed}
    reported = {
        one.key: chance.choice(steps[one.key] if chance.random() < 0.6 else days)
        for one in owed
        if chance.random() < 0.8
    }
    for one in sorted(owed, key=lambda each: each.feeds is not None):
        _put_off(story, one, reported.get(one.key, LAST), chance)
        day = reported.get(one.key)
        if day is not None and not story.is_withdrawn(one.key, day):
            story.events.append(Event(day, chance.random() < 0.6, Kind.REPORT, one.key))
    return story


def _put_off(story: Story, one: Obligation, reported: date, chance: random.Random) -> None:
    """Gives more time, sometimes, as far as the deadline above allows and the report is still to come."""
    day = one.due.day + timedelta(days=chance.randint(-6, 9))
    upper = story.due(one.feeds, day) if one.feeds else date.max
    later = min(one.due.day + timedelta(days=chance.randint(1, 21)), upper - _ONE)
    possible = one.due.day < later and FIRST + _ONE * 2 <= day < min(reported, CLOSED)
    if chance.random() < 0.5 and possible and not story.is_withdrawn(one.key, day):
        story.events.append(Event(day, chance.random() < 0.5, Kind.EXTEND, one.key, later))


def is_step(day: date, due: date) -> bool:
    """Whether somebody whose deadline is ``due`` is reminded on a day, counted on fingers."""
    if not works(day):
        return False
    if day <= due:
        last = due
        while not works(last):
            last -= _ONE
        return sum(works(one) for one in days_after(day, last)) in BEFORE
    first = next(one for one in days_after(due, date.max) if works(one))
    if day == first:
        return sum(works(one) for one in days_after(due, day)) == AFTER
    weekly = first + timedelta(days=WEEK)
    while weekly <= day:
        if not any(works(one) for one in days_after(weekly - _ONE, day - _ONE)):
            return True
        weekly += timedelta(days=WEEK)
    return False


def works(day: date) -> bool:
    return _CALENDAR.is_working_day(day)


def days_after(day: date, last: date) -> Iterator[date]:
    while day < last:
        day += _ONE
        yield day


@dataclass(frozen=True)
class Expected:
    """A reminder that must be on record."""

    key: ObligationKey
    due: date
    day: date
    late: bool


def expected_reminders(story: Story, run_days: list[date]) -> list[Expected]:
    """Who is reminded when, if there is a round on each of the days."""
    last: dict[tuple[ObligationKey, date], date] = {}
    found = []
    for day in run_days:
        if not works(day) or day >= CLOSED:
            continue
        for key in story.owed:
            if story.issued[key] > day or not story.is_missing(key, day):
                continue
            due = story.due(key, day)
            since = max(story.set_on(key, day), last.get((key, due), date.min))
            steps = [one for one in days_after(since, day) if is_step(one, due)]
            if steps:
                last[key, due] = day
                found.append(Expected(key, due, day, steps[-1] > due))
    return found


def approval_day(letter_id: str, organ_id: str, day: date, run_days: list[date]) -> date | None:
    """When a letter of a day is approved: the same day, two days later, or never."""
    delay = _DELAYS[crc32(f"{letter_id} {organ_id}".encode()) % len(_DELAYS)]
    if delay is None:
        return None
    return next((one for one in run_days if one >= day + timedelta(days=delay)), None)


def letter_id(one: Expected) -> str:
    prefix = "don-doc" if one.late else "nhac-han"
    return f"{prefix}-{one.key.letter.letter_id}-{one.key.assignment}-{one.day.isoformat()}"


def expected_letters(story: Story, reminders: list[Expected], run_days: list[date]) -> dict[tuple[str, str], set[str]]:
    """Which letters go out, and whom each names: whoever is still missing in the evening of its approval."""
    letters: defaultdict[tuple[str, str], list[Expected]] = defaultdict(list)
    for one in reminders:
        letters[letter_id(one), one.key.letter.organ_id].append(one)
    found = {}
    for (name, organ), carried in letters.items():
        day = approval_day(name, organ, carried[0].day, run_days)
        if day is None or day >= CLOSED:
            continue
        named = {
            one.key.organ_id
            for one in carried
            if story.is_missing(one.key, day, evening=True)
            and story.due(one.key, day, evening=True) == one.due
            and (one.late or day <= one.due)
            and not any(other.key == one.key and one.day < other.day <= day for other in reminders)
        }
        if named:
            found[name, organ] = named
    return found
