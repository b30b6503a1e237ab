"""The flows without Prefect: what their functions do when no server and no run are there."""

from concurrent.futures.process import BrokenProcessPool

import pytest
from prefect.states import Failed
from workflows.approve_plan import approve_plan_flow
from workflows.issue_letter import issue_letter_flow
from workflows.launch_campaign import launch_campaign_flow
from workflows.plan_campaign import plan_campaign_flow
from workflows.running.task_map import draw_batches

from vanban.domain.campaigns.approval import Aspect
from vanban.domain.errors import InvalidInput, RenderFailed
from vanban.store.database import open_database
from vanban.store.register.register_rows import entries
from vanban.usecases.approving.issue_plan import NotApproved
from vanban.usecases.issuing.proof_plan import NotReady

YES = {"answer": "Duyệt", "name": "Nguyễn Văn A", "position": "Trưởng phòng"}
ASPECTS = ("Nội dung văn bản", "Thể thức, kỹ thuật trình bày")
ISSUE = {"confirmation": "Phát hành", "name": "Nguyễn Văn A"}
plan_as_script = plan_campaign_flow.fn
approve_as_script = approve_plan_flow.fn
launch_as_script = launch_campaign_flow.fn

pytestmark = pytest.mark.usefixtures("office_at")


def form(folder, **changes):
    return {"folder": str(folder), "date": "2024-09-27", "name": "Nguyễn Văn A"} | changes


def approved(folder, **changes):
    plan_id = plan_as_script(form(folder, **changes))
    left = [approve_as_script({"plan_id": plan_id, "aspect": aspect, **YES}) for aspect in ASPECTS]
    assert left == [(Aspect.FORMAT,), ()]
    return {"plan_id": plan_id, **ISSUE}


def numbers(tmp_path):
    return [row.code.code_number for row in entries(open_database(str(tmp_path / "so.db")))]


def test_without_a_run_the_flows_are_a_script_that_plans_approves_and_issues(campaign_folder, tmp_path):
    files = launch_as_script(approved(campaign_folder))
    folder = tmp_path / "out" / "khao-sat-2024"
    assert len(files) == 6
    assert {folder / one.file_name for one in files} == {path for path in folder.rglob("*") if path.is_file()}
    assert numbers(tmp_path) == [1, 2, 3]


def test_two_clicks_issue_once(campaign_folder, tmp_path):
    asked = approved(campaign_folder)
    assert launch_as_script(asked) == launch_as_script(asked)
    assert numbers(tmp_path) == [1, 2, 3]


def test_nothing_gets_a_number_before_both_have_approved(campaign_folder, tmp_path):
    plan_id = plan_as_script(form(campaign_folder))
    for aspect in ASPECTS:
        with pytest.raises(NotApproved, match="chưa duyệt"):
            launch_as_script({"plan_id": plan_id, **ISSUE})
        approve_as_script({"plan_id": plan_id, "aspect": aspect, **YES})
    assert numbers(tmp_path) == []


def test_a_plan_changed_after_approval_must_be_approved_again(campaign_folder, tmp_path):
    asked = approved(campaign_folder)
    text = campaign_folder / "dot-hai.md"
    text.write_text(text.read_text(encoding="utf-8").replace("đề nghị", "yêu cầu"), encoding="utf-8")
    with pytest.raises(NotReady, match="thay đổi sau khi duyệt"):
        launch_as_script(asked)
    assert numbers(tmp_path) == []
    launch_as_script(approved(campaign_folder))
    assert numbers(tmp_path) == [1, 2, 3]


def test_a_folder_that_is_not_there_is_refused_and_nothing_recorded(tmp_path):
    with pytest.raises(InvalidInput, match="không có thư mục này"):
        plan_as_script(form(tmp_path / "dau"))
    assert numbers(tmp_path) == []


def test_mistakes_of_campaign_and_directory_are_told_at_once(campaign_folder, tmp_path, monkeypatch):
    (campaign_folder / "dot-hai.md").unlink()
    monkeypatch.setenv("VANBAN_DIRECTORY", str(tmp_path / "danh-ba"))
    with pytest.raises(InvalidInput) as caught:
        plan_as_script(form(campaign_folder))
    assert all(file in str(caught.value) for file in ("dot-hai.md", "danh-ba"))


def test_a_letter_from_a_form_is_issued_like_a_campaign(tmp_path):
    plan_id = issue_letter_flow.fn(
        {
            "id": "moi-hop",
            "issuer": "Sở Nội vụ",
            "drafting_unit": "CCHC",
            "subject": 'mời họp về "khảo sát" năm 2024',
            "addressees": ["Sở Y tế", "Ông Nguyễn Văn A"],
            "copies": ["Lãnh đạo Sở"],
            "text": "Sở Nội vụ kính mời dự họp lúc 8 giờ.\n\nTrân trọng./.",
            "signatory": "KT",
            "date": "2024-09-27",
            "name": "Nguyễn Văn A",
        }
    )
    for aspect in ASPECTS:
        approve_as_script({"plan_id": plan_id, "aspect": aspect, **YES})
    files = launch_as_script({"plan_id": plan_id, **ISSUE})
    assert {one.kind for one in files} == {"docx", "pdf"}
    [row] = entries(open_database(str(tmp_path / "so.db")))
    assert row.subject == 'mời họp về "khảo sát" năm 2024'


def test_an_id_that_would_leave_the_folder_names_no_file(tmp_path):
    with pytest.raises(InvalidInput):
        issue_letter_flow.fn({"id": "../../ra-ngoai"})
    assert not list(tmp_path.rglob("*.md"))


def test_a_dead_worker_is_worth_another_try_but_a_refusal_is_not():
    def is_worth_it(error):
        return draw_batches.retry_condition_fn(draw_batches, None, Failed(data=error))

    assert draw_batches.retries == 2
    assert is_worth_it(BrokenProcessPool())
    assert is_worth_it(OSError(28, "No space left on device"))
    assert not is_worth_it(RenderFailed("Vẽ lại cho tệp khác với bản đã phát hành."))
