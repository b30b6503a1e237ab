"""Walks a story day by day through the use cases, killed on the way wherever it is told to; run by the tests.

As a script it lets a forked child do the work and kill itself with SIGKILL in the middle of it, then does it again.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from reminder_story import (
    CAMPAIGN,
    CLOSED,
    FIRST,
    LAST,
    RECALLED,
    RECALLING,
    SKIPPED,
    Event,
    Kind,
    Story,
    approval_day,
    story_of,
    write_campaign,
)

from vanban.domain.dates.occasion import Occasion
from vanban.domain.duties.report import Report, ReportSource
from vanban.domain.errors import IllegalTransition
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.relation import RelationKind
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.rendering.templates import templates_folder
from vanban.storage.folder import FolderStorage
from vanban.store.database import Database, open_database
from vanban.store.register.obligations import extend, obligations
from vanban.store.register.register_rows import entries
from vanban.store.reporting.reporting_plans import close_campaign
from vanban.store.reporting.reports import record_report
from vanban.usecases.amending.announce_amendment import Announcement, announce_amendment
from vanban.usecases.approving.derive_plan import PlanSources
from vanban.usecases.approving.issue_plan import PlanChanged
from vanban.usecases.issuing.launch_campaign import launch_campaign
from vanban.usecases.issuing.proof_plan import Press
from vanban.usecases.planning.find_issued_letter import issued_letter
from vanban.usecases.planning.office_directory import office_directory
from vanban.usecases.planning.plan_campaign import plan_campaign
from vanban.usecases.sending.issue_reminder import Approver, issue_reminder
from vanban.usecases.sending.prepare_reminders import Drafting, PreparedReminder, prepare_reminders
from vanban.usecases.sending.remind_units import remind_units

BOSS = Approver(name="Bùi Thế An", position="Phó Giám đốc")


@dataclass(frozen=True)
class Point:
    """A place to be killed at: before or after the n-th call of a function."""

    name: str
    after: bool = False
    call: int = 1


ROUND_POINTS = (
    Point("vanban.usecases.sending.remind_units.record_reminders"),
    Point("vanban.store.reporting.reminders.audit.append_all"),
    Point("vanban.usecases.sending.remind_units.record_reminders", after=True),
    Point("vanban.usecases.sending.prepare_reminders.plan_reminder"),
    Point("vanban.usecases.sending.prepare_reminders.plan_reminder", after=True),
    Point("vanban.rendering.letter_files.letter_bytes", after=True),
    Point("vanban.storage.folder.write_all", after=True),
    Point("vanban.usecases.sending.prepare_reminders.submit_plan"),
    Point("vanban.usecases.sending.prepare_reminders.submit_plan", after=True),
)
ISSUE_POINTS = (
    Point("vanban.usecases.sending.issue_reminder.decide_plan"),
    Point("vanban.usecases.sending.issue_reminder.decide_plan", after=True),
    Point("vanban.usecases.sending.issue_reminder.issue_plan"),
    Point("vanban.usecases.approving.issue_plan.launch_campaign"),
    Point("vanban.usecases.issuing.launch_campaign.issue"),
    Point("vanban.store.register.issuing.audit.append_all"),
    Point("vanban.usecases.issuing.launch_campaign.issue", after=True),
    Point("vanban.storage.folder.write_all", after=True),
    Point("vanban.usecases.issuing.launch_campaign.record_rendition"),
    Point("vanban.usecases.issuing.launch_campaign.record_rendition", after=True),
)


class Killed(BaseException):
    """Nothing may catch it."""


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def throw() -> None:
    raise Killed


@contextmanager
def killed_at(point: Point, end: Callable[[], None]) -> Iterator[None]:
    """Ends whatever reaches the point."""
    owner, _, name = point.name.rpartition(".")
    target = _resolved(owner)
    real = getattr(target, name)
    calls = 0

    def patched(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        is_it = calls == point.call
        if is_it and not point.after:
            end()
        done = real(*args, **kwargs)
        if is_it and point.after:
            end()
        return done

    setattr(target, name, patched)
    try:
        yield
    finally:
        setattr(target, name, real)


def _resolved(dotted: str) -> Any:
    """A module, or what hangs on one."""
    try:
        return importlib.import_module(dotted)
    except ModuleNotFoundError:
        owner, _, name = dotted.rpartition(".")
        return getattr(_resolved(owner), name)


def in_a_child(work: Callable[[], object], point: Point) -> bool:
    """Lets a child do the work and kill itself at the point; whether it came to that."""
    child = os.fork()
    if child == 0:
        try:
            with killed_at(point, die):
                work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def here(work: Callable[[], object], point: Point) -> bool:
    """Does the work until it throws at the point; whether it came to that."""
    try:
        with killed_at(point, throw):
            work()
    except Killed:
        return True
    return False


def blank(letter: Any, kind: str) -> tuple[bytes, str]:
    """The file of a letter where only what it says matters."""
    content = f"{kind} {letter}".encode()
    return content, hashlib.sha256(content).hexdigest()


@dataclass
class Walk:
    """The office on its way through the days."""

    folder: Path
    address: str
    seed: int
    kill: Callable[[Callable[[], object], Point], bool] | None = None
    skipped: frozenset[date] = frozenset()
    killed: list[Point] = field(default_factory=list)
    refused: int = 0
    told: list[str] = field(default_factory=list)
    _turn: int = 0
    _prepared: dict[LetterKey, PreparedReminder] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.campaign = write_campaign(self.folder / "dot")
        self.own = self.campaign / "danh-ba"
        self.directory = office_directory(self.own)
        # No connection of ours goes into a child, so that it can use it too.
        self.database: Database = open_database(self.address)

    @property
    def press(self) -> Press:
        return Press(run=map, batch=1, storage=FolderStorage(self.folder / "ra"))

    def run_days(self) -> list[date]:
        days = [FIRST + timedelta(days=count) for count in range((LAST - FIRST).days + 1)]
        return [day for day in days if day not in self.skipped]

    def start(self) -> Story:
        """Launches both levels and draws the story."""
        launched = at(date(2024, 1, 30))
        plan = plan_campaign(
            read_campaign(self.campaign),
            directory=self.directory,
            day=None,
            today=launched.today,
            database=None,
        )
        launch_campaign(plan, self.database, self.press, launched)
        owed = list(obligations(self.database, campaign_id=CAMPAIGN))
        days = {row.letter_key: row.issued_date for row in entries(self.database)}
        return story_of(owed, {one.key: days[one.key.letter] for one in owed}, self.seed)

    def through(self, story: Story) -> None:
        """Every day of the story; a day that is skipped has its events, and nobody at the desk."""
        run_days = self.run_days()
        day = FIRST
        while day <= LAST:
            self.happen(story, day, afternoon=False)
            if day in run_days:
                self.morning(day)
            self.happen(story, day, afternoon=True)
            if day in run_days:
                self.evening(day, run_days)
            day += timedelta(days=1)

    def morning(self, day: date) -> None:
        """The round, cut short where it is to be, and twice."""
        self._cut(partial(self.round, day), ROUND_POINTS)
        self.round(day)
        self.round(day)

    def evening(self, day: date, run_days: list[date]) -> None:
        """What lies to be approved that day is approved."""
        for key in sorted(self._prepared):
            made = date.fromisoformat(key.letter_id[-10:])
            if approval_day(key.letter_id, key.organ_id, made, run_days) == day:
                self.approve(key, day)

    def round(self, day: date) -> None:
        done = remind_units(self.database, CAMPAIGN, at(day), self.directory)
        drafting = Drafting(sources=self.sources(day), directory=self.directory, own=self.own, press=self.press)
        prepared = prepare_reminders(done.waiting, drafting, at(day))
        self._prepared = {one.found.key: one for one in prepared}
        self.told += [one.problem for one in prepared if one.problem]

    def approve(self, key: LetterKey, day: date) -> None:
        """Approves the draft of the morning; where that is out of date, a new one."""
        issue = partial(self.issue, key, day)
        self._cut(issue, ISSUE_POINTS)
        try:
            issue()
        except (PlanChanged, IllegalTransition):
            self.refused += 1
            self.round(day)
            if key in self._prepared:
                issue = partial(self.issue, key, day)
                self._cut(issue, ISSUE_POINTS)
                issue()
        issue()

    def issue(self, key: LetterKey, day: date) -> None:
        prepared = self._prepared.get(key)
        if prepared is not None and prepared.record is not None:
            issue_reminder(prepared.record.id, BOSS, self.sources(day), self.press, at(day))

    def sources(self, day: date) -> PlanSources:
        return PlanSources(database=self.database, texts=templates_folder() / "text", today=day)

    def happen(self, story: Story, day: date, *, afternoon: bool) -> None:
        if day == RECALLED and not afternoon:
            self.recall(day)
        if day == CLOSED and not afternoon:
            when = at(day)
            close_campaign(self.database, CAMPAIGN, day=day, reason="xong", now=when.now, actor=when.actor)
        for one in story.of(day, afternoon=afternoon):
            self.let(one)

    def let(self, one: Event) -> None:
        when = at(one.day)
        if one.kind is Kind.EXTEND and one.due is not None:
            extend(self.database, one.key, due=one.due, reason="mưa lũ", now=when.now, actor=when.actor)
            return
        report = Report(
            obligation=one.key,
            figures={},
            as_of=one.day,
            received_on=one.day,
            reporter="Nguyễn Văn B",
            source=ReportSource.COMMAND,
        )
        record_report(self.database, report, now=when.now, actor=when.actor)

    def recall(self, day: date) -> None:
        key = LetterKey(campaign_id=CAMPAIGN, letter_id="cap-huyen", organ_id=RECALLING)
        old = issued_letter(key, self.directory, self.database)
        plan = announce_amendment(
            old,
            Announcement(kind=RelationKind.RECALL, reason="nhầm đối tượng", day=day),
            directory=self.directory,
            database=self.database,
            texts=templates_folder() / "text",
            today=day,
        )
        launch_campaign(plan, self.database, self.press, at(day))

    def _cut(self, work: Callable[[], object], points: tuple[Point, ...]) -> None:
        """Lets every second piece of work be cut short, at the point that comes next, if it gets that far."""
        self._turn += 1
        if self.kill is None or self._turn % 2:
            return
        point = points[self._turn // 2 % len(points)]
        try:
            if self.kill(work, point):
                self.killed.append(point)
        except (PlanChanged, IllegalTransition):
            return


def at(day: date) -> Occasion:
    return Occasion(now=datetime(day.year, day.month, day.day, 2, tzinfo=UTC), actor="Nguyễn Văn A")


def main() -> None:
    """Walks the story of a seed in a folder and a register, killed by SIGKILL; prints the points at which it was."""
    folder, address, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    importlib.import_module("vanban.rendering.letter_files").letter_bytes = blank
    # What is hardly drawn has no form that could be checked.
    importlib.import_module("vanban.usecases.checking.check_letter").check_letter = lambda *_, **__: ()
    walk = Walk(folder, address, seed, kill=in_a_child, skipped=frozenset(SKIPPED))
    walk.through(walk.start())
    points = [f"{'after' if one.after else 'before'} {one.name}" for one in walk.killed]
    print(json.dumps({"killed": points, "refused": walk.refused}))  # noqa: T201  # the test reads it


if __name__ == "__main__":
    main()
