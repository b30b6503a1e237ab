from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.domain.dates.day import PlannedDay
from vanban.domain.letters.citation import Citation
from vanban.domain.letters.wording import BLANK, full_citation, later_citation, official_date, short_date

PLAN = Citation(
    key="plan",
    type_name="Quyết định",
    code="1711/QĐ-UBND",
    issued_date=date(2024, 7, 1),
    issuer="Ủy ban nhân dân tỉnh Khánh Hòa",
    subject="việc phê duyệt Kế hoạch khảo sát",
)
ACT = Citation(key="act", type_name="Luật", subject="Tổ chức chính quyền địa phương")


@pytest.mark.parametrize(
    ("iso", "long", "short"),
    [
        ("Mon 2026-01-05", "ngày 05 tháng 01 năm 2026", "05/01/2026"),
        ("Wed 2020-02-05", "ngày 05 tháng 02 năm 2020", "05/02/2020"),
        ("Wed 2020-03-11", "ngày 11 tháng 3 năm 2020", "11/3/2020"),
        ("Fri 2020-04-03", "ngày 03 tháng 4 năm 2020", "03/4/2020"),
        ("Mon 2020-06-29", "ngày 29 tháng 6 năm 2020", "29/6/2020"),
        ("Thu 2020-09-03", "ngày 03 tháng 9 năm 2020", "03/9/2020"),
        ("Fri 2020-10-02", "ngày 02 tháng 10 năm 2020", "02/10/2020"),
        ("Thu 2025-05-08", "ngày 08 tháng 5 năm 2025", "08/5/2025"),
        ("Thu 2020-08-20", "ngày 20 tháng 8 năm 2020", "20/8/2020"),
    ],
)
def test_days_below_ten_and_the_first_two_months_are_padded_and_nothing_else(day, iso, long, short):
    assert official_date(day(iso)) == long
    assert official_date(PlannedDay.of(day(iso))) == long
    assert short_date(day(iso)) == short


@given(st.dates(date(2020, 3, 5), date(2099, 12, 31)))
def test_the_printed_date_reads_back_as_the_same_day(when):
    _, day, _, month, _, year = official_date(when).split()
    assert date(int(year), int(month), int(day)) == when
    day, month, year = short_date(when).split("/")
    assert date(int(year), int(month), int(day)) == when


def test_a_blank_day_leaves_room_that_neither_folds_nor_breaks():
    printed = official_date(PlannedDay(year=2020, month=9))
    assert " ".join(printed.replace(BLANK, " ").split()) == "ngày tháng 9 năm 2020"
    assert BLANK * 2 in printed


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (
            {},
            (
                "Quyết định số 1711/QĐ-UBND ngày 01 tháng 7 năm 2024 của Ủy ban nhân dân tỉnh Khánh Hòa "
                "về việc phê duyệt Kế hoạch khảo sát"
            ),
        ),
        (
            {"dates": "short", "issuer": False},
            "Quyết định số 1711/QĐ-UBND ngày 01/7/2024 về việc phê duyệt Kế hoạch khảo sát",
        ),
        (
            {"subject": False},
            "Quyết định số 1711/QĐ-UBND ngày 01 tháng 7 năm 2024 của Ủy ban nhân dân tỉnh Khánh Hòa",
        ),
    ],
)
def test_the_first_citation_gives_type_symbol_date_issuer_and_subject(options, text):
    assert full_citation(PLAN, **options) == text


def test_a_later_citation_gives_type_and_symbol_only():
    assert later_citation(PLAN) == "Quyết định số 1711/QĐ-UBND"


def test_a_law_is_cited_by_type_and_name_both_times():
    assert full_citation(ACT) == later_citation(ACT) == "Luật Tổ chức chính quyền địa phương"
