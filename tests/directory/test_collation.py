"""Vietnamese order against the golden list, and the key under which spellings are equal."""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.directory.collation import comparison_key, sort_key

GOLDEN = json.loads((Path(__file__).parent / "data" / "collation_golden_vi.json").read_text(encoding="utf-8"))["sorted"]


def test_names_sort_as_icu_sorts_them():
    shuffled = random.Random(1).sample(GOLDEN, len(GOLDEN))  # noqa: S311  not for secrets
    assert shuffled != GOLDEN
    assert sorted(shuffled, key=sort_key) == GOLDEN


def test_tones_follow_the_order_of_dictionaries():
    assert sorted(["má", "mạ", "mà", "ma", "mã", "mả"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


@given(st.sampled_from(GOLDEN))
def test_normal_form_changes_neither_order_nor_comparison(name):
    decomposed = unicodedata.normalize("NFD", name)
    assert sort_key(decomposed) == sort_key(name)
    assert comparison_key(decomposed) == comparison_key(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoà"), ("thủy", "thuỷ"), ("Ủy", "Uỷ"), ("khỏe", "khoẻ"), ("UBND xã", "Ủy ban nhân dân xã")],
)
def test_spellings_of_one_name_compare_equal(one, other):
    assert comparison_key(one) == comparison_key(other)


@pytest.mark.parametrize(("one", "other"), [("Thắng", "Thăng"), ("Đô", "Do"), ("Vĩnh Hải", "Vĩnh Hài")])
def test_different_names_compare_different(one, other):
    assert comparison_key(one) != comparison_key(other)


def test_no_two_names_of_the_golden_list_fall_together():
    assert len({comparison_key(name) for name in GOLDEN}) == len(GOLDEN)
