"""Numbers as people in Vietnam type them, and those that might mean two things."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.intake.reading import Unusable
from vanban.intake.typed_number import decimals_of, typed_number, written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("1234", "1234"),
        ("1.234", "1234"),
        ("1 234", "1234"),
        ("1\u00a0234\u202f567", "1234567"),
        (" 24.270 ", "24270"),
        ("12,5", "12.5"),
        ("1.234,50", "1234.50"),
        ("1234,5", "1234.5"),
        ("007", "7"),
        ("-3,5", "-3.5"),
        ("\u22123", "-3"),
        ("-0", "0"),
        ("+4", "4"),
    ],
)
def test_a_number_typed_as_in_vietnam_is_understood(text, number):
    assert typed_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "để trống"),
        ("   ", "để trống"),
        ("12%", "tỷ lệ phần trăm"),
        ("12.5", "không viết theo cách của Việt Nam"),
        ("0.123", "không viết theo cách của Việt Nam"),
        ("1,234.5", "không viết theo cách của Việt Nam"),
        ("1,234,567", "không viết theo cách của Việt Nam"),
        ("1.23.456", "không phải là số"),
        ("1.234 567", "không phải là số"),
        ("mười hai", "không phải là số"),
        ("12 phiếu", "không phải là số"),
        ("1e5", "không phải là số"),
        ("nan", "không phải là số"),
        ("٣", "không phải là số"),
        ("=1+1", "không phải là số"),
        ("--5", "không phải là số"),
        ("1234567890123456", "quá 15 chữ số"),
        ("9" * 5000, "quá 15 chữ số"),
    ],
)
def test_what_is_no_number_or_might_be_two_is_refused(text, told):
    with pytest.raises(Unusable) as refused:
        typed_number(text)
    assert told in refused.value.message
    assert refused.value.remedy
    assert len(refused.value.message) < 120


@given(st.decimals(-(10**10), 10**10, places=3))
def test_a_number_written_by_us_is_read_back(number):
    assert typed_number(written(number)) == number
    assert decimals_of(typed_number(written(number))) == 3


@given(st.text(alphabet="0123456789.,-+ %\u00a0abđ", max_size=12))
def test_what_is_read_has_at_most_fifteen_digits_and_nothing_breaks_the_reader(text):
    with suppress(Unusable):
        assert abs(typed_number(text)) < 10**15
