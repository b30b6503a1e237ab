import unicodedata

import pytest
from workflows.forms.checking import Form, checked, given
from workflows.forms.consolidation_form import ConsolidationForm
from workflows.forms.decision_form import Answer, AspectChoice, DecisionForm
from workflows.forms.extension_form import ExtensionForm
from workflows.forms.launch_form import Confirmation, LaunchForm
from workflows.forms.letter_form import LetterForm
from workflows.forms.plan_form import PlanForm
from workflows.forms.report_form import FigureAnswer, ReportForm
from workflows.forms.sweep_form import SweepForm

from vanban.domain.errors import InvalidInput

RIGHT = {"folder": "2020-truyen-thong", "date": "2020-09-15", "name": "Nguyễn Văn A"}
FORMS = (
    ConsolidationForm,
    DecisionForm,
    ExtensionForm,
    FigureAnswer,
    LaunchForm,
    LetterForm,
    PlanForm,
    ReportForm,
    SweepForm,
)


def test_every_form_is_looked_at_here():
    assert set(FORMS) == set(Form.__subclasses__())


@pytest.mark.parametrize("form", FORMS)
def test_every_field_of_a_form_has_a_vietnamese_title_and_explanation(form):
    schema = form.model_json_schema()
    assert not schema["description"].isascii()
    for name, field in schema["properties"].items():
        for text in (field["title"], field["description"]):
            assert not text.isascii(), f"{name}: {text}"
            assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("form", FORMS)
def test_no_field_may_be_nothing_for_the_form_shows_that_badly(form):
    assert all("anyOf" not in field for field in form.model_json_schema()["properties"].values())


@pytest.mark.parametrize(("form", "field"), [(DecisionForm, "answer"), (LaunchForm, "confirmation")])
def test_what_decides_has_no_default(form, field):
    assert form.model_fields[field].is_required()


@pytest.mark.parametrize("choices", [Answer, AspectChoice, Confirmation])
def test_choices_are_shown_in_vietnamese(choices):
    assert all(not one.value.isascii() for one in choices)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"date": "15/9/2020"}, ["Ngày ban hành", "không phải là ngày", "NĂM-THÁNG-NGÀY"]),
        ({"date": "2020-02-30"}, ["Ngày ban hành", "không phải là ngày"]),
        ({"date": None}, ["Ngày ban hành", "không phải là ngày"]),
        ({"folder": "  "}, ["Thư mục đợt phát hành", "còn trống", "điền ô này"]),
        ({"folder": 7}, ["Thư mục đợt phát hành", "không phải là chữ"]),
        ({"ngay": "2020-09-15"}, ["ngay", "không có ô này"]),
    ],
)
def test_a_wrong_field_is_told_in_vietnamese_with_its_title(change, told):
    with pytest.raises(InvalidInput) as caught:
        checked(PlanForm, RIGHT | change)
    [problem] = caught.value.problems
    assert problem.file == "Lập kế hoạch một đợt văn bản"
    assert all(words in str(problem) for words in told), str(problem)


def test_a_choice_that_is_none_is_told_with_the_title_of_its_field():
    with pytest.raises(InvalidInput, match="Ý kiến: không có trong danh sách"):
        checked(
            DecisionForm,
            {"plan_id": "a", "aspect": "Nội dung văn bản", "answer": "có", "name": "Nguyễn Văn A", "position": "TP"},
        )


def test_all_wrong_fields_are_told_at_once():
    with pytest.raises(InvalidInput) as caught:
        checked(PlanForm, {"name": ""})
    titles = {"Thư mục đợt phát hành", "Ngày ban hành", "Người lập kế hoạch"}
    assert {problem.place for problem in caught.value.problems} == titles


def test_what_is_no_form_at_all_is_refused_too():
    with pytest.raises(InvalidInput, match="không dùng được"):
        checked(PlanForm, "examples/2020")
    assert given("examples/2020", "folder") == "?"


def test_a_field_is_read_alike_from_a_screen_and_from_a_program():
    assert given(RIGHT, "date") == given(checked(PlanForm, RIGHT), "date") == "2020-09-15"
    assert given({}, "date") == "?"
