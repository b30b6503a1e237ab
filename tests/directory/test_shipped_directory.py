"""The shipped agencies of Khánh Hòa: counts, periods, groups."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.directory.consistency import faults_of
from vanban.directory.directory import Directory, shipped_directory
from vanban.directory.errors import EmptyGroup
from vanban.directory.explanation import successors
from vanban.domain.collation import collation_key

SHIPPED = shipped_directory()
LAST_OF_139 = date(2024, 10, 31)
FIRST_OF_132 = date(2024, 11, 1)
LAST_OF_21 = date(2025, 2, 28)
FIRST_OF_14 = date(2025, 3, 1)
LAST_OF_DISTRICTS = date(2025, 6, 30)
FIRST_OF_TWO_TIERS = date(2025, 7, 1)
SO_LEVEL = {"so", "thanh_tra", "van_phong", "ban", "bql_kkt"}
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 12, 31))


def counts(day: date) -> tuple[int, int, int]:
    kinds = Counter(one.kind for one in SHIPPED.on(day).organisations)
    return sum(kinds[kind] for kind in SO_LEVEL), kinds["ubnd_huyen"], kinds["ubnd_xa"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 9, 15), (21, 9, 139)),
        (LAST_OF_139, (21, 9, 139)),
        (FIRST_OF_132, (21, 9, 132)),
        (LAST_OF_21, (21, 9, 132)),
        (FIRST_OF_14, (14, 9, 132)),
        (LAST_OF_DISTRICTS, (14, 9, 132)),
        (FIRST_OF_TWO_TIERS, (14, 0, 65)),
        (date(2026, 11, 22), (14, 0, 65)),
    ],
)
def test_the_directory_has_the_official_number_of_agencies_districts_and_communes(day, expected):
    assert counts(day) == expected


def test_since_the_first_of_july_2025_thirteen_agencies_stand_beside_one_board():
    today = SHIPPED.on(FIRST_OF_TWO_TIERS)
    agencies = today.members("co-quan-chuyen-mon")
    with_the_board = today.members("co-quan-chuyen-mon-kkt")
    assert (len(agencies), len(with_the_board)) == (13, 14)
    assert [one.kind for one in with_the_board if one not in agencies] == ["bql_kkt"]


@pytest.mark.parametrize(
    ("day", "xa", "phuong", "thi_tran", "dac_khu"),
    [(FIRST_OF_132, 96, 30, 6, 0), (FIRST_OF_TWO_TIERS, 48, 16, 0, 1)],
)
def test_communes_divide_into_the_official_numbers_of_each_type(day, xa, phuong, thi_tran, dac_khu):
    names = [one.name.removeprefix("Ủy ban nhân dân ") for one in SHIPPED.on(day).members("ubnd-xa")]
    types = ("xã ", "phường ", "thị trấn ", "đặc khu ")
    assert tuple(sum(name.startswith(word) for name in names) for word in types) == (xa, phuong, thi_tran, dac_khu)


def days_of(group) -> list[date]:
    start = group.validity.valid_from or date(2020, 1, 1)
    end = group.validity.valid_to or date(2026, 12, 31)
    inside = [d for d in (LAST_OF_139, FIRST_OF_132, LAST_OF_21, FIRST_OF_14) if start <= d <= end]
    return [start, *inside, start + (end - start) // 2, end]


@pytest.mark.parametrize(
    "group", SHIPPED.groups, ids=[f"{one.id} {one.validity.valid_from or ''}" for one in SHIPPED.groups]
)
def test_a_group_resolves_to_its_expected_count_on_each_of_its_days(group):
    for day in days_of(group):
        assert len(SHIPPED.on(day).resolve(group)) == group.expected_count, day


@pytest.mark.parametrize("group", SHIPPED.groups, ids=lambda one: one.id)
def test_a_group_that_differs_from_the_official_number_says_why(group):
    if group.official_count != group.expected_count:
        assert group.count_note


@given(day=DAYS)
def test_no_two_rows_of_a_group_hold_on_one_day(day):
    held = Counter(group.id for group in SHIPPED.groups if group.validity.holds_on(day))
    assert set(held.values()) == {1}


@given(day=DAYS)
def test_members_are_valid_that_day_unrepeated_and_in_rank_order(day):
    today = SHIPPED.on(day)
    for group in today.groups():
        try:
            members = today.members(group.id)
        except EmptyGroup:
            assert group.expected_count == 0
            continue
        assert all(one.validity.holds_on(day) for one in members)
        assert len({one.id for one in members}) == len(members)
        assert [one.rank for one in members] == sorted(one.rank for one in members)


def test_the_customary_order_is_office_then_departments_inspectorate_committee_and_board():
    members = SHIPPED.on(date(2020, 9, 15)).members("co-quan-chuyen-mon-kkt")
    names = [one.short_name for one in members]
    assert names[:3] == ["VP UBND tỉnh", "Sở Nội vụ", "Sở Tư pháp"]
    assert names[-3:] == ["Thanh tra tỉnh", "Ban Dân tộc", "BQL KKT Vân Phong"]


def test_districts_are_listed_cities_first_and_truong_sa_last():
    names = [one.place_name for one in SHIPPED.on(date(2020, 9, 15)).members("ubnd-huyen")]
    assert names == [
        "Nha Trang", "Cam Ranh", "Ninh Hòa", "Vạn Ninh", "Diên Khánh", "Khánh Vĩnh", "Khánh Sơn", "Cam Lâm", "Trường Sa",
    ]  # fmt: skip


def test_communes_stand_in_vietnamese_order_inside_their_district():
    today = SHIPPED.on(date(2020, 9, 15))
    for district in today.members("ubnd-huyen"):
        communes = [one.short_name for one in today.direct_units(district) if one.kind == "ubnd_xa"]
        assert communes == sorted(communes, key=collation_key)


def test_communes_without_districts_stand_wards_first_and_the_special_zone_last():
    names = [one.short_name for one in SHIPPED.on(FIRST_OF_TWO_TIERS).members("ubnd-xa")]
    assert names[:16] == sorted((name for name in names if "phường" in name), key=collation_key)
    assert names[16:64] == sorted((name for name in names if "UBND xã" in name), key=collation_key)
    assert names[64] == "UBND đặc khu Trường Sa"


def test_an_official_code_names_three_units_one_after_another():
    rows = [row for row in packaged("organisations.csv") if row["nso_code"] == "22366"]
    held = [(row["place_name"], row["valid_from"], row["valid_to"]) for row in rows]
    assert held == [
        ("Phước Tiến", "", "2024-10-31"),
        ("Tân Tiến", "2024-11-01", "2025-06-30"),
        ("Nha Trang", "2025-07-01", ""),
    ]
    assert len({row["id"] for row in rows}) == 3


@pytest.mark.parametrize("name", ["phường Cam Linh", "xã Diên Thọ", "xã Vạn Thắng", "xã Ninh Phước", "xã Ninh Sơn"])
def test_a_name_that_recurs_means_another_unit_after_the_change(name):
    before = SHIPPED.on(LAST_OF_139).find(f"UBND {name}")
    after = SHIPPED.on(FIRST_OF_TWO_TIERS).find(f"UBND {name}")
    assert before.name == after.name
    assert before.id != after.id
    assert after.parent_id == "ubnd-tinh-2025"


def test_every_shipped_row_refers_to_shipped_rows_only():
    assert not list(faults_of(SHIPPED, Directory()))


ENDED = [one for one in SHIPPED.organisations if one.validity.valid_to]


@pytest.mark.parametrize("ended", ENDED, ids=lambda one: one.id)
def test_who_names_a_predecessor_begins_by_the_day_after_it_ended(ended):
    heirs = [one for one in SHIPPED.organisations if ended.id in one.predecessor_ids]
    day_after = ended.validity.valid_to + timedelta(days=1)
    assert all(one.validity.holds_on(day_after) for one in heirs)
    assert {one.id for one in successors(SHIPPED.on(day_after), [ended])} == {one.id for one in heirs}


def packaged(name: str) -> list[dict[str, str]]:
    text = (resources.files("vanban.directory") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_the_table_of_units_and_the_predecessors_tell_the_same_story():
    told_by_table = {
        (f"Ủy ban nhân dân {row['old_name']}".casefold(), f"Ủy ban nhân dân {row['new_name']}".casefold())
        for row in packaged("units_old_to_new.csv")
        if row["old_province"] == "Khánh Hòa" and row["old_name"] != row["new_name"]
    }
    by_id = {one.id: one for one in SHIPPED.organisations}
    told_by_rows = {
        (by_id[name].name.casefold(), one.name.casefold())
        for one in SHIPPED.organisations
        if one.kind == "ubnd_xa"
        for name in one.predecessor_ids
        if by_id[name].name != one.name
    }
    assert told_by_rows == told_by_table


def test_only_the_letters_lend_real_names_and_only_for_their_year():
    rows = {row["full_name"]: row for row in packaged("signatories.csv") if row["source"] != "invented"}
    assert {name: (row["valid_from"], row["valid_to"]) for name, row in rows.items()} == {
        "Nguyễn Văn Minh": ("2020-01-01", "2020-12-31"),
        "Bùi Thế An": ("2024-01-01", "2024-12-31"),
        "Nguyễn Trọng Hoàng": ("2025-01-01", "2025-06-30"),
    }
