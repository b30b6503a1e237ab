"""The key under which spellings of one organisation's name are equal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.directory.directory import shipped_directory
from vanban.directory.spelling import name_key

NAMES = sorted({one.name for one in shipped_directory().organisations})


@given(st.sampled_from(NAMES))
def test_normal_form_does_not_change_the_key(name):
    assert name_key(unicodedata.normalize("NFD", name)) == name_key(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoà"), ("thủy", "thuỷ"), ("Ủy", "Uỷ"), ("khỏe", "khoẻ"), ("UBND xã", "Ủy ban nhân dân xã")],
)
def test_spellings_of_one_name_compare_equal(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Thắng", "Thăng"), ("Đô", "Do"), ("Vĩnh Hải", "Vĩnh Hài")])
def test_different_names_compare_different(one, other):
    assert name_key(one) != name_key(other)


def test_no_two_names_of_the_directory_fall_together():
    assert len({name_key(name) for name in NAMES}) == len(NAMES)
