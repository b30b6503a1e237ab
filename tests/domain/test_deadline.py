import pytest

from vanban.domain.dates.day import PlannedDay
from vanban.domain.dates.deadline import Deadline, DeadlineWording

MAY = PlannedDay(year=2025, month=5)


@pytest.mark.parametrize(
    ("wording", "on", "last"),
    [
        (DeadlineWording.BEFORE, "Fri 2025-05-23", "Thu 2025-05-22"),
        (DeadlineWording.BEFORE, "Mon 2025-05-05", "Tue 2025-04-29"),
        (DeadlineWording.BEFORE, "Mon 2025-04-28", "Sat 2025-04-26"),
        (DeadlineWording.BEFORE, "Sun 2025-05-25", "Fri 2025-05-23"),
        (DeadlineWording.UNTIL_END_OF, "Fri 2025-05-23", "Fri 2025-05-23"),
        (DeadlineWording.UNTIL_END_OF, "Sun 2025-05-25", "Sun 2025-05-25"),
        (DeadlineWording.NO_LATER_THAN, "Fri 2025-05-23", "Fri 2025-05-23"),
        (DeadlineWording.NO_LATER_THAN, "Fri 2025-05-02", "Fri 2025-05-02"),
    ],
)
def test_before_a_day_excludes_it_and_the_other_wordings_include_it(spring_2025, day, wording, on, last):
    deadline = Deadline(wording=wording, on=PlannedDay.of(day(on)))
    assert deadline.last_day(spring_2025, day("Mon 2025-04-21")).day == day(last)


def test_a_deadline_in_a_month_ends_with_its_last_day(spring_2025, day):
    deadline = Deadline(wording=DeadlineWording.IN_MONTH, on=MAY)
    assert deadline.last_day(spring_2025, day("Mon 2025-04-21")).day == day("Sat 2025-05-31")


@pytest.mark.parametrize(
    ("received", "working_days", "last"),
    [
        ("Fri 2025-04-25", 1, "Sat 2025-04-26"),
        ("Tue 2025-04-29", 3, "Wed 2025-05-07"),
        ("Sun 2025-05-25", 1, "Mon 2025-05-26"),
    ],
)
def test_a_counted_deadline_starts_the_day_after_receipt(spring_2025, day, received, working_days, last):
    deadline = Deadline(wording=DeadlineWording.WORKING_DAYS, working_days=working_days)
    assert deadline.last_day(spring_2025, day(received)).day == day(last)


@pytest.mark.parametrize(
    ("on", "projected"),
    [("Wed 2025-12-31", False), ("Fri 2026-01-02", True)],
)
def test_a_deadline_in_a_year_without_a_notice_is_projected(spring_2025, day, on, projected):
    deadline = Deadline(wording=DeadlineWording.NO_LATER_THAN, on=PlannedDay.of(day(on)))
    assert deadline.last_day(spring_2025, day("Mon 2025-04-21")).projected is projected


@pytest.mark.parametrize(
    "fields",
    [
        {"wording": DeadlineWording.WORKING_DAYS},
        {"wording": DeadlineWording.WORKING_DAYS, "on": MAY, "working_days": 3},
        {"wording": DeadlineWording.BEFORE},
        {"wording": DeadlineWording.BEFORE, "working_days": 3},
        {"wording": DeadlineWording.IN_MONTH, "on": MAY, "working_days": 3},
    ],
)
def test_a_deadline_has_either_a_day_or_a_count(fields):
    with pytest.raises(ValueError, match="either a day or a number"):
        Deadline(**fields)
