import unicodedata

import pytest
from workflows.launch_request import LaunchRequest, checked, given

from vanban.cli import options
from vanban.domain.errors import InvalidInput

RIGHT = {"folder": "examples/2020", "date": "2020-09-15"}


def test_every_field_of_the_form_has_a_vietnamese_title_and_explanation():
    for name, field in LaunchRequest.model_json_schema()["properties"].items():
        for text in (field["title"], field["description"]):
            assert not text.isascii(), f"{name}: {text}"
            assert unicodedata.is_normalized("NFC", text)


def test_no_field_may_be_nothing_for_the_form_shows_that_badly():
    schema = LaunchRequest.model_json_schema()
    assert all("anyOf" not in field and field["type"] == "string" for field in schema["properties"].values())
    assert schema["properties"]["date"]["format"] == "date"
    assert set(schema["required"]) == {"folder", "date"}


def test_the_defaults_are_those_of_the_command_line():
    request = checked(RIGHT)
    assert (request.out, request.database) == (str(options.DEFAULT_OUT), options.DEFAULT_DATABASE)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"date": "15/9/2020"}, ["Ngày ban hành", "không phải là ngày", "NĂM-THÁNG-NGÀY"]),
        ({"date": "2020-02-30"}, ["Ngày ban hành", "không phải là ngày"]),
        ({"date": None}, ["Ngày ban hành", "không phải là ngày"]),
        ({"folder": ""}, ["Thư mục đợt phát hành", "còn trống", "điền ô này"]),
        ({"folder": 7}, ["Thư mục đợt phát hành", "không dùng được"]),
        ({"database": ""}, ["Cơ sở dữ liệu", "còn trống"]),
        ({"ngay": "2020-09-15"}, ["ngay", "không có ô này"]),
    ],
)
def test_a_wrong_field_is_told_in_vietnamese_with_its_title(change, told):
    with pytest.raises(InvalidInput) as caught:
        checked(RIGHT | change)
    [problem] = caught.value.problems
    assert all(words in str(problem) for words in told), str(problem)


def test_all_wrong_fields_are_told_at_once():
    with pytest.raises(InvalidInput) as caught:
        checked({"out": ""})
    assert {problem.place for problem in caught.value.problems} == {
        "Thư mục đợt phát hành",
        "Ngày ban hành",
        "Thư mục ghi tệp",
    }


def test_what_is_no_form_at_all_is_refused_too():
    with pytest.raises(InvalidInput, match="không dùng được"):
        checked("examples/2020")
    assert given("examples/2020", "folder") == "?"


def test_a_field_is_read_alike_from_a_form_and_from_a_request():
    assert given(RIGHT, "date") == given(checked(RIGHT), "date") == "2020-09-15"
    assert given({}, "date") == "?"
