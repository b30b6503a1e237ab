"""Finding organisations, groups and signatories on a day, and what is said when there is none."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.directory.directory import Directory, shipped_directory
from vanban.directory.errors import (
    AmbiguousOrganisation,
    DirectoryError,
    EmptyGroup,
    NoSuchSignatory,
    OrganisationNotValid,
    UnknownGroup,
    UnknownOrganisation,
)
from vanban.directory.group import GroupSelector, InvalidSelector, RecipientGroup
from vanban.domain.errors import VanbanError
from vanban.domain.letters.signing import Signatory, SigningCapacity
from vanban.domain.organisation import Organisation, Validity

SHIPPED = shipped_directory()
IN_2020 = SHIPPED.on(date(2020, 9, 15))
IN_2024 = SHIPPED.on(date(2024, 9, 27))
LAST_OF_DISTRICTS = SHIPPED.on(date(2025, 6, 30))
FIRST_OF_TWO_TIERS = SHIPPED.on(date(2025, 7, 1))
IN_2026 = SHIPPED.on(date(2026, 1, 5))
NAMES = sorted({name for one in SHIPPED.organisations for name in (one.id, one.name, one.short_name)})


def office(**values) -> Organisation:
    """An organisation of an office's own, a unit of Sở Nội vụ unless said otherwise."""
    unset = {
        "short_name": values["name"],
        "abbreviation": "",
        "kind": "phong",
        "level": "tinh",
        "place_name": "Khánh Hòa",
    }
    return Organisation(**{**unset, "parent_id": "snv-202507", "validity": Validity(), **values})


@pytest.mark.parametrize(
    "reference",
    [
        "snv-202507",
        "Sở Nội vụ",
        "sở nội vụ",
        "SỞ NỘI VỤ",
        "  Sở  Nội vụ ",
        unicodedata.normalize("NFD", "Sở Nội vụ"),
        "SNV",
        "snv",
    ],
)
def test_an_organisation_is_found_by_id_name_or_abbreviation_however_typed(reference):
    assert IN_2026.find(reference).id == "snv-202507"


@pytest.mark.parametrize(
    ("old_style", "new_style"),
    [
        ("UBND tỉnh Khánh Hòa", "Uỷ ban nhân dân tỉnh Khánh Hoà"),
        ("UBND phường Hòa Thắng", "UBND phường Hoà Thắng"),
        ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hoá, Thể thao và Du lịch"),
    ],
)
def test_both_placements_of_the_tone_find_the_same_organisation(old_style, new_style):
    assert old_style != new_style
    assert IN_2026.find(old_style) is IN_2026.find(new_style)


def test_names_that_differ_in_a_letter_stay_apart():
    assert IN_2020.find("UBND phường Vạn Thắng") is not IN_2020.find("UBND phường Vạn Thạnh")


def test_the_same_name_is_another_organisation_in_each_period():
    days = [date(2025, 2, 28), date(2025, 3, 1), date(2025, 6, 30), date(2025, 7, 1)]
    assert [SHIPPED.on(day).find("Sở Nội vụ").id for day in days] == [
        "snv-2020", "snv-202503", "snv-202503", "snv-202507",
    ]  # fmt: skip


@given(name=st.sampled_from(NAMES), day=st.dates(min_value=date(2019, 1, 1), max_value=date(2028, 1, 1)))
def test_what_is_found_by_name_on_a_day_holds_on_that_day(name, day):
    known = [one for one in SHIPPED.organisations if name in {one.id, one.name, one.short_name}]
    if any(one.validity.holds_on(day) for one in known):
        found = SHIPPED.on(day).find(name)
        assert found in known
        assert found.validity.holds_on(day)
    else:
        with pytest.raises(OrganisationNotValid) as caught:
            SHIPPED.on(day).find(name)
        assert caught.value.remedy


REFUSED = [
    (IN_2026, "Sở Nội vụu", UnknownOrganisation, ["05/01/2026", "Sở Nội vụu", "Sở Nội vụ (snv-202507)"]),
    (IN_2026, "Qwerty", UnknownOrganisation, ["Qwerty", "organisations.csv", "name"]),
    (IN_2026, "UBND", AmbiguousOrganisation, ["66 cơ quan", "UBND tỉnh (ubnd-tinh-2025)", "ghi mã"]),
    (IN_2026, "snv-2020", OrganisationNotValid, ["không còn", "đến hết 28/02/2025", "Sở Nội vụ (snv-202507)"]),
    (IN_2026, "Sở Giao thông vận tải", OrganisationNotValid, ["nay là", "Sở Xây dựng (sxd-202507)"]),
    (IN_2026, "Sở Ngoại vụ", OrganisationNotValid, ["đến hết 28/02/2025", "không ghi cơ quan nào thay thế"]),
    (IN_2026, "UBND phường Xương Huân", OrganisationNotValid, ["đến hết 31/10/2024", "UBND phường Nha Trang"]),
    (IN_2026, "UBND huyện Diên Khánh", OrganisationNotValid, ["cấp huyện", "UBND xã Diên Khánh", "tất cả 6"]),
    (IN_2026, "UBND huyện Trường Sa", OrganisationNotValid, ["cấp huyện", "UBND đặc khu Trường Sa"]),
    (IN_2026, "UBND xã Cam Tân", OrganisationNotValid, ["UBND xã Cam Hiệp", "UBND xã Suối Dầu"]),
    (IN_2026, "UBND huyện Ninh Hải", OrganisationNotValid, ["Ninh Thuận", "30/6/2025", "UBND xã Ninh Hải"]),
    (IN_2026, "UBND xã Nhơn Sơn", OrganisationNotValid, ["Ninh Thuận", "UBND phường Đô Vinh"]),
    (IN_2020, "snv-202507", OrganisationNotValid, ["chưa có", "từ 01/7/2025", "Sở Nội vụ (snv-2020)"]),
    (IN_2020, "UBND xã Bác Ái", OrganisationNotValid, ["chưa có", "từ 01/7/2025"]),
    (IN_2020, "UBND xã Nhơn Sơn", UnknownOrganisation, ["không có cơ quan"]),
]


@pytest.mark.parametrize(("today", "reference", "error", "words"), REFUSED, ids=[row[1] for row in REFUSED])
def test_an_unanswered_name_says_why_and_what_to_write(today, reference, error, words):
    with pytest.raises(UnknownOrganisation) as caught:
        today.find(reference)
    assert type(caught.value) is error
    assert isinstance(caught.value, VanbanError)
    said = str(caught.value)
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize("district", LAST_OF_DISTRICTS.members("ubnd-huyen"), ids=lambda one: one.place_name)
def test_a_district_lives_on_30_june_2025_and_names_its_communes_on_1_july(district):
    assert LAST_OF_DISTRICTS.find(district.name) is district
    with pytest.raises(OrganisationNotValid) as caught:
        FIRST_OF_TWO_TIERS.find(district.name)
    assert "cấp huyện" in caught.value.message
    assert "-202507)" in caught.value.remedy


@pytest.mark.parametrize(
    ("today", "group", "error", "words"),
    [
        (IN_2026, "ubnd-huyen", EmptyGroup, ["đến hết 30/6/2025", "ubnd-xa (“UBND các xã, phường, đặc khu”)"]),
        (IN_2026, "dvsn-tinh", EmptyGroup, ["số công bố là 8", "groups.csv"]),
        (IN_2026, "nganh-doc", EmptyGroup, ["đến hết 28/02/2025", "ghi từng cơ quan"]),
        (IN_2026, "ubnd-xaa", UnknownGroup, ["không có nhóm nhận “ubnd-xaa”", "ubnd-xa"]),
        (IN_2020, "UBND các xã, phường, thị trấn", UnknownGroup, ["chọn một trong các nhóm", "ubnd-xa"]),
    ],
)
def test_a_group_of_nobody_says_which_group_to_use(today, group, error, words):
    with pytest.raises(UnknownGroup) as caught:
        today.members(group)
    assert type(caught.value) is error
    assert [word for word in words if word not in str(caught.value)] == []


def test_the_label_of_a_group_follows_the_day():
    assert LAST_OF_DISTRICTS.group("ubnd-xa").label == "UBND các xã, phường, thị trấn"
    assert FIRST_OF_TWO_TIERS.group("ubnd-xa").label == "UBND các xã, phường, đặc khu"


@pytest.mark.parametrize(
    ("today", "reference", "names"),
    [
        (IN_2020, "Sở Nội vụ", ("UBND tỉnh Khánh Hòa", "Sở Nội vụ")),
        (IN_2026, "Sở Công Thương", ("UBND tỉnh Khánh Hòa", "Sở Công Thương")),
        (IN_2024, "UBND tỉnh", ("", "Ủy ban nhân dân tỉnh Khánh Hòa")),
        (IN_2024, "UBND huyện Diên Khánh", ("", "Ủy ban nhân dân huyện Diên Khánh")),
        (IN_2026, "UBND xã Diên Khánh", ("", "Ủy ban nhân dân xã Diên Khánh")),
        (IN_2024, "pnv-574", ("UBND huyện Diên Khánh", "Phòng Nội vụ huyện Diên Khánh")),
        (LAST_OF_DISTRICTS, "dv-ccqltt", ("Sở Công Thương tỉnh Khánh Hòa", "Chi cục Quản lý thị trường")),
        (IN_2024, "dv-ttpvhcc", ("Văn phòng UBND tỉnh Khánh Hòa", "Trung tâm Phục vụ hành chính công tỉnh")),
        (IN_2024, "nd-ca-2020", ("", "Công an tỉnh Khánh Hòa")),
    ],
)
def test_the_letterhead_names_the_superior_with_its_territory_except_above_a_committee(today, reference, names):
    assert today.letterhead_names(today.find(reference)) == names


def test_the_tree_can_be_walked_both_ways():
    industry = LAST_OF_DISTRICTS.find("SCT")
    units = LAST_OF_DISTRICTS.direct_units(industry)
    assert [one.id for one in units] == ["dv-ttkc", "sct-vp", "dv-ccqltt"]
    assert {LAST_OF_DISTRICTS.parent(one) for one in units} == {industry}
    assert LAST_OF_DISTRICTS.parent(LAST_OF_DISTRICTS.find("ubnd-tinh-2020")) is None


@pytest.mark.parametrize(
    ("day", "organ", "capacity", "lines"),
    [
        (date(2020, 9, 15), "SNV", SigningCapacity.KT, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (date(2024, 9, 27), "SNV", SigningCapacity.KT, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (date(2025, 5, 12), "SCT", SigningCapacity.NONE, ("GIÁM ĐỐC",)),
        (date(2026, 1, 5), "SNV", SigningCapacity.NONE, ("GIÁM ĐỐC",)),
        (date(2026, 1, 5), "SNV", SigningCapacity.TL, ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
        (date(2026, 1, 5), "SNV", SigningCapacity.TUQ, ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG CẢI CÁCH HÀNH CHÍNH")),
        (date(2026, 1, 5), "SYT", SigningCapacity.Q, ("Q. GIÁM ĐỐC",)),
        (date(2026, 1, 5), "UBND tỉnh", SigningCapacity.TM, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (date(2024, 1, 5), "UBND tỉnh", SigningCapacity.KT, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    ],
)
def test_a_signatory_found_by_capacity_prints_the_lines_of_that_capacity(day, organ, capacity, lines):
    today = SHIPPED.on(day)
    assert today.signatory(today.find(organ), capacity=capacity).signature_lines == lines


def test_each_letter_of_reference_has_the_signatory_that_it_prints():
    industry = LAST_OF_DISTRICTS.find("SCT")
    assert IN_2020.signatory(IN_2020.find("SNV")).full_name == "Nguyễn Văn Minh"
    assert IN_2024.signatory(IN_2024.find("SNV")).full_name == "Bùi Thế An"
    assert LAST_OF_DISTRICTS.signatory(industry, id="nguyen-trong-hoang").full_name == "Nguyễn Trọng Hoàng"


@pytest.mark.parametrize(
    ("today", "organ", "rule", "words"),
    [
        (IN_2026, "SNV", {}, ["4 người", "snv-giam-doc", "snv-pho-giam-doc"]),
        (IN_2026, "SNV", {"capacity": SigningCapacity.Q}, ["quyền hạn Q.", "snv-giam-doc, Giám đốc"]),
        (IN_2026, "SNV", {"id": "bui-the-an"}, ["Bùi Thế An ký cho snv-2020", "snv-giam-doc"]),
        (IN_2026, "SNV", {"id": "nobody"}, ["“nobody” không ký được", "snv-giam-doc"]),
        (IN_2026, "SNV", {"id": "snv-giam-doc", "capacity": SigningCapacity.KT}, ["ký với quyền hạn người đứng đầu"]),
        (IN_2020, "SNV", {"id": "bui-the-an"}, ["chỉ ký từ 01/01/2024 đến hết 31/12/2024", "Nguyễn Văn Minh"]),
        (IN_2026, "STP", {"capacity": SigningCapacity.NONE}, ["không có ai ký", "signatories.csv", "stp-202507"]),
    ],
)
def test_a_signatory_who_may_not_sign_is_refused_with_those_who_may(today, organ, rule, words):
    with pytest.raises(NoSuchSignatory) as caught:
        today.signatory(today.find(organ), **rule)
    assert [word for word in words if word not in str(caught.value)] == []


def test_a_signatory_signs_from_the_first_to_the_last_day_and_not_beyond():
    days = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 12, 31), date(2027, 1, 1)]
    ids = [[one.id for one in SHIPPED.on(day).signatories_of(SHIPPED.on(day).find("SNV"))] for day in days]
    assert ["snv-truong-phong-cchc" in held for held in ids] == [False, True, True, False]


def test_an_own_row_replaces_the_shipped_row_and_all_periods_of_a_group():
    own = Directory(
        organisations=(office(id="snv-202507", name="Sở Nội vụ và Lao động"),),
        groups=(RecipientGroup(id="ubnd-xa", label="UBND các xã", selector=GroupSelector.parse("level=xa")),),
        signatories=(
            Signatory(id="snv-giam-doc", organ_id="snv-202507", full_name="Nguyễn Văn H", position="Giám đốc"),
        ),
    )
    merged = SHIPPED.merged_with(own)
    today = merged.on(date(2026, 1, 5))
    assert today.find("snv-202507").name == "Sở Nội vụ và Lao động"
    assert len(merged.organisations) == len(SHIPPED.organisations)
    assert [group.label for group in merged.groups if group.id == "ubnd-xa"] == ["UBND các xã"]
    assert today.signatory(today.find("snv-202507"), id="snv-giam-doc").full_name == "Nguyễn Văn H"
    assert SHIPPED.on(date(2026, 1, 5)).find("snv-202507").name == "Sở Nội vụ"


def test_two_own_rooms_of_one_name_are_ambiguous_and_listed_by_id():
    rooms = (office(id="vp-a", name="Văn phòng Sở"), office(id="vp-b", name="Văn phòng Sở", parent_id="stc-202507"))
    today = SHIPPED.merged_with(Directory(organisations=rooms)).on(date(2026, 1, 5))
    with pytest.raises(AmbiguousOrganisation, match="2 cơ quan") as caught:
        today.find("Văn phòng Sở")
    assert "(vp-a)" in caught.value.remedy
    assert "(vp-b)" in caught.value.remedy


def test_organisations_without_a_rank_follow_in_vietnamese_order():
    rooms = tuple(
        office(id=f"p-{n}", name=name, rank=9) for n, name in enumerate(["Phòng Đ", "Phòng E", "Phòng Â", "Phòng A"])
    )
    today = Directory(organisations=rooms).on(date(2026, 1, 5))
    assert [one.name for one in today.organisations] == ["Phòng A", "Phòng Â", "Phòng Đ", "Phòng E"]


@pytest.mark.parametrize("expression", ["", "kind", "kind=", "colour=red", "kind=so,,ban", "kind=so kind=ban", "=so"])
def test_a_selector_that_cannot_be_read_is_refused(expression):
    with pytest.raises(InvalidSelector):
        GroupSelector.parse(expression)


@pytest.mark.parametrize("group", SHIPPED.groups, ids=lambda one: one.id)
def test_a_selector_prints_as_it_was_written(group):
    assert GroupSelector.parse(str(group.selector)) == group.selector


def test_the_directory_of_a_day_is_made_once():
    assert SHIPPED.on(date(2026, 1, 5)) is SHIPPED.on(date(2026, 1, 5))
    assert issubclass(OrganisationNotValid, DirectoryError)


def test_the_directory_says_quickly_whether_it_ever_knew_a_name():
    on = shipped_directory().on(date(2026, 1, 5))
    assert on.has_heard_of("ubnd huyện Diên Khánh")
    assert on.has_heard_of("Ủy ban nhân dân huyện Ninh Phước")
    assert not on.has_heard_of("Công ty Cổ phần A")


@pytest.mark.parametrize("reference", [*NAMES, *(group.id for group in SHIPPED.groups), "khong-co-ai"])
def test_a_reference_means_an_organisation_else_a_group_else_nobody(reference):
    def meant(today):
        try:
            return [today.find(reference).id]
        except DirectoryError:
            pass
        try:
            return [one.id for one in today.members(reference)]
        except DirectoryError:
            return []

    for today in (IN_2024, IN_2026):
        assert list(today.meant_by(reference)) == meant(today)


def test_an_organisation_is_meant_before_a_group_of_the_same_id():
    group = RecipientGroup(id="phong-x", label="Các phòng", selector=GroupSelector.parse("kind=phong"))
    rooms = (office(id="phong-x", name="Phòng X"), office(id="phong-y", name="Phòng Y"))
    assert Directory(organisations=rooms, groups=(group,)).on(date(2026, 1, 5)).meant_by("phong-x") == {
        "phong-x": rooms[0]
    }


def test_a_question_without_an_answer_is_refused_in_the_same_words_each_time():
    words = []
    for _ in range(2):
        with pytest.raises(UnknownOrganisation) as refused:
            IN_2026.find("Sở Giao thông Công chánh")
        words.append((str(refused.value), len(refused.traceback)))
    assert words[0] == words[1]
