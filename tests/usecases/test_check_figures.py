"""Whatever is typed: what is accepted keeps every bound, and what is not is told."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from vanban.domain.campaigns.reporting import ReportForm
from vanban.domain.duties.assignment import Figure
from vanban.intake.reading import Problems, Spot
from vanban.intake.typed_number import decimals_of, written
from vanban.usecases.reporting.check_figures import checked_figures

FIGURES = (
    Figure(key="phat", label="Phát ra", unit="phiếu"),
    Figure(key="thu", label="Thu về", unit="phiếu", at_most="phat", maximum=Decimal(50)),
    Figure(key="diem", label="Điểm", unit="điểm", decimals=2, minimum=Decimal(-5), maximum=Decimal(5), at_most="thu"),
)
FORM = ReportForm(assignment="a", title="A", figures=FIGURES)

numbers = st.decimals(-10, 60, places=2).map(lambda one: one.to_integral_value() if one > 10 else one).map(written)
typed = st.one_of(numbers, st.integers(-2, 60).map(str), st.text("0123456789.,-% x", max_size=6))
answers = st.dictionaries(st.sampled_from(["phat", "thu", "diem", "khac"]), typed)


@given(answers)
def test_what_is_accepted_without_a_word_keeps_every_bound(given_answers):
    problems = Problems()
    values = checked_figures(FORM, given_answers, lambda key: Spot(problems, "a", key))

    told = {one.place for one in problems}
    assert set(given_answers) - {"phat", "thu", "diem"} <= told
    assert {one.key for one in FIGURES} - set(values) <= told
    for figure in FIGURES:
        if figure.key in values:
            value = values[figure.key]
            assert figure.minimum <= value
            assert figure.maximum is None or value <= figure.maximum
            assert decimals_of(value) <= figure.decimals
            limit = values.get(figure.at_most)
            assert figure.key in told or limit is None or value <= limit


@given(st.permutations(["phat", "thu", "diem"]))
def test_the_figures_come_in_the_order_of_the_form(order):
    typed_answers = {"phat": "40", "thu": "30", "diem": "4,5"}
    problems = Problems()

    values = checked_figures(FORM, {key: typed_answers[key] for key in order}, lambda key: Spot(problems, "a", key))

    assert list(values.items()) == [("phat", Decimal(40)), ("thu", Decimal(30)), ("diem", Decimal("4.5"))]
    assert not problems
