"""What the figures of reports come to: quotas judged on sums, and sums that add up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.domain.duties.assignment import Quota
from vanban.domain.duties.report import quota_result, sum_of_figures

QUOTA = Quota(key="phuc_tra", label="Tỷ lệ phúc tra", reached="phuc_tra", total="phieu", minimum_percent=10)
COUNTS = st.integers(0, 10**6).map(Decimal)
FIGURES = st.dictionaries(st.sampled_from(["phieu", "phuc_tra", "khac"]), COUNTS)


def judged(reached, total, minimum=10.0):
    quota = Quota(key="q", label="q", reached="a", total="b", minimum_percent=minimum)
    return quota_result(quota, {"a": Decimal(reached), "b": Decimal(total)})


@pytest.mark.parametrize(
    ("reached", "total", "percent", "met"),
    [
        ("10", "100", Decimal(10), True),
        ("9", "100", Decimal(9), False),
        ("999", "10000", Decimal("9.99"), False),
        ("0", "50", Decimal(0), False),
        ("50", "50", Decimal(100), True),
    ],
)
def test_a_quota_is_met_from_its_minimum_on_and_not_a_hair_below(reached, total, percent, met):
    found = judged(reached, total)

    assert (found.percent, found.is_met) == (percent, met)


def test_a_minimum_that_floats_cannot_hold_exactly_is_taken_as_written():
    assert judged("33.3", "1000", 3.33).is_met
    assert not judged("33.29", "1000", 3.33).is_met


def test_of_nothing_there_is_no_ratio():
    assert (judged("0", "0").percent, judged("0", "0").is_met) == (None, None)
    assert quota_result(QUOTA, {}).percent is None
    assert quota_result(QUOTA, {"phuc_tra": Decimal(5)}).is_met is None


def test_a_ratio_of_sums_is_not_the_mean_of_ratios():
    many, few = {"phieu": Decimal(1000), "phuc_tra": Decimal(90)}, {"phieu": Decimal(10), "phuc_tra": Decimal(10)}

    together = quota_result(QUOTA, sum_of_figures([many, few]))

    assert together.percent == Decimal(10000) / Decimal(1010)
    assert together.is_met is False


@given(st.lists(FIGURES))
def test_a_sum_has_every_figure_once_over_all_reports(reports):
    sums = sum_of_figures(reports)

    assert set(sums) == {key for figures in reports for key in figures}
    for key, value in sums.items():
        assert value == sum(int(figures.get(key, 0)) for figures in reports)


@given(st.lists(FIGURES), st.lists(FIGURES))
def test_sums_of_parts_add_up_to_the_sum_of_the_whole(here, there):
    assert sum_of_figures([*here, *there]) == sum_of_figures([sum_of_figures(here), sum_of_figures(there)])


@given(COUNTS, COUNTS, st.integers(0, 100))
def test_whether_a_quota_is_met_is_what_counting_says(reached, total, minimum):
    found = judged(reached, total, minimum)

    assert found.is_met is (None if not total else int(reached) * 100 >= minimum * int(total))
