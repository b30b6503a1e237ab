import json
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.domain.collation import collation_key, spelling_key

GOLDEN = json.loads((Path(__file__).parent / "data" / "collation_golden_vi.json").read_text(encoding="utf-8"))["sorted"]
words = st.text(st.sampled_from("aăâbdđeêoôơuưyàảãáạằấậĐÔỤ 2&-ü"), max_size=12)


def by_key(names):
    return sorted(names, key=collation_key)


@given(st.permutations(GOLDEN))
def test_the_golden_names_come_out_in_the_order_of_icu(shuffled):
    assert by_key(shuffled) == GOLDEN


@pytest.mark.parametrize(
    "ordered",
    [
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["a", "ă", "â", "b", "d", "đ", "e", "ê", "o", "ô", "ơ", "u", "ư"],
        ["Ba Ngòi", "Bác Ái", "Bảo An"],
        ["Vạn Thạnh", "Vạn Thắng"],
        ["hòa", "Hòa"],
        ["Hoà Bình", "Hòa Bình"],
        ["Đa", "Đá B", "Đe"],
        ["Phường 2", "Phường A"],
        ["Sở TN", "Sở TN&MT", "Sở TNA"],
        ["Ču", "Cư"],
        ["Cu", "Cü", "Cư"],
    ],
)
def test_letters_come_before_tones_and_tones_before_case(ordered):
    assert by_key(reversed(ordered)) == ordered


@given(words, words)
def test_only_the_same_text_has_the_same_place(first, second):
    if first != second:
        assert collation_key(first) != collation_key(second)


@given(words)
def test_decomposed_text_has_the_place_of_composed_text(text):
    assert collation_key(normalize("NFD", text)) == collation_key(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khánh Hòa", "khánh hoà"),
        ("Ủy ban nhân dân", "UỶ BAN  NHÂN DÂN"),
        ("Bản thỏa thuận", "Bản thoả thuận"),
        (normalize("NFC", "Diên Khánh"), normalize("NFD", "Diên Khánh")),
    ],
)
def test_case_code_points_and_the_place_of_a_tone_do_not_make_another_name(one, other):
    assert spelling_key(one) == spelling_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Vạn Thắng", "Vạn Thăng"), ("Vạn Thắng", "Vạn Thặng"), ("Đa", "Da"), ("Ba Ngòi", "Bangòi"), ("hỏa", "hoa")],
)
def test_another_tone_letter_or_word_makes_another_name(one, other):
    assert spelling_key(one) != spelling_key(other)
