import copy
import tomllib
from dataclasses import fields
from datetime import date
from importlib.resources import files

import pytest

from vanban.domain.errors import InvalidInput
from vanban.regulations.dated import as_fields
from vanban.regulations.house import HouseStyle, house_style, style_from
from vanban.regulations.law import law_on

LAW = law_on(date(2025, 5, 8))
HOUSE = house_style(LAW)
STYLE = tomllib.loads((files("vanban.regulations") / "data" / "house" / "style.toml").read_text(encoding="utf-8"))


def refused(change):
    table = copy.deepcopy(STYLE)
    change(table)
    with pytest.raises(InvalidInput) as caught:
        style_from(as_fields("house/style.toml", table), LAW)
    return caught.value.problems


def size_group(table, key):
    return next(group["values"] for group in table["sizes"] if key in group["values"])


def test_the_text_is_160_mm_wide():
    assert LAW.page.width_mm - HOUSE.margin_left_mm - HOUSE.margin_right_mm == 160


@pytest.mark.parametrize("key", LAW.elements)
def test_every_element_has_a_size_within_the_law(key):
    assert LAW.element(key).size_pt.holds(HOUSE.size_pt(key))


def test_the_heading_and_the_body_are_of_the_larger_set():
    assert [HOUSE.size_pt(key) for key in ("country_name", "motto", "place_date", "body")] == [13, 14, 14, 14]


@pytest.mark.parametrize(
    ("key", "value", "remedy"),
    [
        ("margin_top_mm", 19.9, "20–25"),
        ("margin_bottom_mm", 26, "20–25"),
        ("margin_left_mm", 29, "30–35"),
        ("margin_right_mm", 21, "15–20"),
        ("indent_mm", 11, "10 hoặc 12.7"),
        ("paragraph_gap_pt", 3, "từ 6 trở lên"),
        ("line_spacing", 1.6, "1–1.5"),
        ("subject_gap_pt", 0, "6"),
        ("issuer_rule_ratio", 0.6, "0.3333–0.5"),
        ("subject_rule_ratio", 1, "0.3333–0.5"),
    ],
)
def test_a_choice_outside_the_law_is_refused_with_its_clause_and_remedy(key, value, remedy):
    (problem,) = refused(lambda table: table["choices"][key].update(value=value))
    assert (problem.file, problem.place) == ("house/style.toml", f"choices.{key}")
    assert f"giá trị {value:g} trái quy định (30/2020/NĐ-CP, Annex I" in problem.message
    assert problem.remedy == f"chọn giá trị {remedy}"


def test_a_size_outside_the_law_is_refused():
    (problem,) = refused(lambda table: size_group(table, "body").update(body=12))
    assert (problem.place, problem.remedy) == ("sizes.body", "chọn giá trị 13–14")


def test_sizes_of_the_heading_from_two_sets_are_refused():
    (problem,) = refused(lambda table: size_group(table, "motto").update(motto=13))
    assert "13/13/14 không thành một bộ" in problem.message
    assert problem.remedy == "chọn một bộ: 13/14/14 hoặc 12/13/13"


def test_all_mistakes_are_told_at_once():
    def spoil(table):
        del table["choices"]["qr_width_mm"]
        table["choices"]["qr_with_mm"] = {"value": 30}
        table["choices"]["margin_left_mm"]["value"] = 20
        del size_group(table, "drafter")["drafter"]
        size_group(table, "body")["text"] = 14

    problems = refused(spoil)
    assert {(problem.place, problem.message.split(" (")[0]) for problem in problems} == {
        ("choices.qr_width_mm", "thiếu giá trị"),
        ("choices.qr_with_mm", "không có mục này"),
        ("choices.margin_left_mm", "giá trị 20 trái quy định"),
        ("sizes.drafter", "thiếu giá trị"),
        ("sizes.text", "không có mục này"),
    }


def test_every_choice_of_the_file_reaches_the_style():
    found = {one.name: getattr(HOUSE, one.name) for one in fields(HouseStyle) if one.name != "sizes_pt"}
    assert found == {key: choice["value"] for key, choice in STYLE["choices"].items()}
