"""A campaign walked over 101 days with Tết and a worked Saturday, killed again and again: the reminders are as counted.

Every day's round runs twice and every second piece of work is first cut short by SIGKILL somewhere in it; on four days over
deadlines nobody is at the desk. What must come of it is counted on fingers in ``reminder_story.py``.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from reminder_story import (
    CAMPAIGN,
    CLOSED,
    FIRST,
    LAST,
    RECALLED,
    RECALLING,
    SKIPPED,
    Kind,
    Story,
    expected_letters,
    expected_reminders,
    is_step,
    letter_id,
    story_of,
    works,
)
from reminder_walker import BOSS, ISSUE_POINTS, ROUND_POINTS

from vanban.domain.campaigns.approval import Aspect
from vanban.domain.letters.draft import LetterKey
from vanban.domain.letters.recipient import RecipientRole
from vanban.domain.letters.rendition import KINDS
from vanban.store.approval.plan_ledger import decisions, plan_letters, plan_records
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import Database, open_database
from vanban.store.register.obligations import obligations
from vanban.store.register.recipient_rows import recipients_of
from vanban.store.register.register_rows import entries
from vanban.store.register.renditions import renditions
from vanban.store.reporting.reminders import reminders_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SEED = 16
"""A story in which letters change or become needless between draft and approval, and ten deadlines are put off."""
WALKER = Path(__file__).with_name("reminder_walker.py")
RUN_DAYS = [
    day for day in (FIRST + timedelta(days=one) for one in range((LAST - FIRST).days + 1)) if day not in SKIPPED
]
REMINDING = ("don-doc-", "nhac-han-")


@dataclass(frozen=True)
class Walked:
    """What the walk left behind, and the story that it walked through."""

    folder: Path
    database: Database
    story: Story
    told: dict

    def letters(self) -> dict[LetterKey, date]:
        rows = [row for row in entries(self.database) if row.letter_key is not None]
        return {row.letter_key: row.issued_date for row in rows if row.letter_key.letter_id.startswith(REMINDING)}

    def named(self, key: LetterKey, role: RecipientRole = RecipientRole.ADDRESSEE) -> set[str]:
        return {organ for line in recipients_of(self.database, key) if line.role is role for organ in line.organ_ids}


@pytest.fixture(scope="module")
def walked(kept_databases, tmp_path_factory) -> Walked:
    folder = tmp_path_factory.mktemp("di-qua-tet")
    address = kept_databases.new()
    command = [sys.executable, str(WALKER), str(folder), address, str(SEED)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    database = open_database(address)
    at_first = [replace(one, extensions=(), withdrawn=False) for one in obligations(database, campaign_id=CAMPAIGN)]
    issued = {row.letter_key: row.issued_date for row in entries(database)}
    story = story_of(at_first, {one.key: issued[one.key.letter] for one in at_first}, SEED)
    return Walked(folder=folder, database=database, story=story, told=json.loads(done.stdout))


def test_the_story_has_what_it_is_told_for(walked):
    kinds = Counter(one.kind for one in walked.story.events)
    reminded = expected_reminders(walked.story, RUN_DAYS)

    assert kinds[Kind.EXTEND] >= 5
    assert kinds[Kind.REPORT] >= 15
    assert (LAST - FIRST).days >= 90
    assert not any(works(date(2024, 2, day)) for day in range(8, 15))
    assert works(date(2024, 5, 4))
    # Somebody is reminded after Tết of what fell into it, on the worked Saturday, and after the days without a desk.
    assert {date(2024, 2, 15), date(2024, 5, 4), date(2024, 5, 2)} <= {one.day for one in reminded}
    assert any(is_step(day, one.due) for one in reminded for day in SKIPPED if one.day > day)
    assert any(one.late for one in reminded)
    assert any(not one.late for one in reminded)


def test_every_reminder_that_was_due_is_on_record_once_and_no_other(walked):
    recorded = [(one.obligation, one.due, one.day, one.late > 0) for one in reminders_of(walked.database, CAMPAIGN)]
    expected = [(one.key, one.due, one.day, one.late) for one in expected_reminders(walked.story, RUN_DAYS)]

    assert len(recorded) == len(set(recorded))
    assert sorted(recorded, key=repr) == sorted(expected, key=repr)


def test_every_letter_went_out_once_and_named_exactly_those_still_missing_at_its_approval(walked):
    reminded = expected_reminders(walked.story, RUN_DAYS)

    found = {(key.letter_id, key.organ_id): walked.named(key) for key in walked.letters()}

    assert found == expected_letters(walked.story, reminded, RUN_DAYS)
    assert len(found) > 20


def test_nobody_is_reminded_who_had_reported_the_day_before_or_after_the_end_or_a_recall(walked):
    reported = {one.key: one.day for one in walked.story.events if one.kind is Kind.REPORT}
    for one in reminders_of(walked.database, CAMPAIGN):
        assert one.day < CLOSED
        assert works(one.day)
        assert reported.get(one.obligation, LAST) >= one.day
        assert one.obligation.letter.organ_id != RECALLING or one.day < RECALLED
    for key, day in walked.letters().items():
        of_letter = [one.obligation for one in reminders_of(walked.database, CAMPAIGN) if one.letter == key]
        named = [one for one in of_letter if one.organ_id in walked.named(key)]
        assert all(reported.get(one, LAST) >= day for one in named)


def test_a_superior_hears_of_those_who_were_really_reminded_twice(walked):
    due = {(letter_id(one), one.key): one.due for one in expected_reminders(walked.story, RUN_DAYS)}
    sent: defaultdict[tuple[object, date], int] = defaultdict(int)
    told = 0
    for key, _ in sorted(walked.letters().items(), key=lambda one: one[1]):
        named = {one: day for (name, one), day in due.items() if name == key.letter_id}
        named = {one: day for one, day in named.items() if one.letter.organ_id == key.organ_id}
        named = {one: day for one, day in named.items() if one.organ_id in walked.named(key)}
        often = any(sent[one, day] >= 2 for one, day in named.items())
        superior = "ubnd-tinh-2020" if key.organ_id == "snv-2020" else "snv-2020"
        assert walked.named(key, RecipientRole.COPY) == ({superior} if often else set()), key
        told += often
        for one, day in named.items():
            sent[one, day] += key.letter_id.startswith("don-doc")
    assert told >= 3


def test_it_was_killed_at_every_kind_of_point_and_refused_what_had_changed(walked):
    everywhere = {f"{'after' if one.after else 'before'} {one.name}" for one in (*ROUND_POINTS, *ISSUE_POINTS)}

    assert len(set(walked.told["killed"]) & everywhere) >= 12
    assert len(walked.told["killed"]) >= 25
    assert walked.told["refused"] >= 3


def test_one_person_approved_both_aspects_of_each_letter_before_it_was_issued(walked):
    approved = set()
    for record in plan_records(walked.database, CAMPAIGN):
        said = decisions(walked.database, record.id)
        if said:
            assert {one.aspect for one in said} == set(Aspect)
            assert {(one.approved, one.name, one.position) for one in said} == {(True, BOSS.name, BOSS.position)}
            approved |= {one.key for one in plan_letters(walked.database, record.id)}
    assert set(walked.letters()) == approved


def test_register_log_and_files_are_whole(walked):
    keys = sorted(walked.letters())
    drawn = renditions(walked.database, keys)

    assert verify(walked.database).sound
    assert audit_register(walked.database) == ()
    assert set(drawn) == {(key, kind) for key in keys for kind in KINDS}
    for file in drawn.values():
        assert hashlib.sha256((walked.folder / "ra" / file.file_name).read_bytes()).hexdigest() == file.sha256
