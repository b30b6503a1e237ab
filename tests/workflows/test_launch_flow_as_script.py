"""The flow without Prefect: what its function does when no server and no run are there."""

from concurrent.futures.process import BrokenProcessPool
from datetime import datetime, timedelta

import pytest
from prefect.states import Failed
from workflows.launch_campaign import launch_campaign_flow
from workflows.launch_request import LaunchRequest
from workflows.task_map import draw_batch

from vanban.domain.errors import InvalidInput, RenderFailed
from vanban.domain.occasion import VIETNAM_TIME
from vanban.store.database import open_database
from vanban.store.register import entries
from vanban.usecases.proof_plan import NotReady

launch_as_script = launch_campaign_flow.fn


def request(folder, tmp_path, **changes):
    fields = {
        "folder": str(folder),
        "date": "2024-09-27",
        "out": str(tmp_path / "out"),
        "database": str(tmp_path / "so.db"),
    }
    return LaunchRequest.model_validate(fields | changes)


def test_without_a_run_the_flow_is_a_script_that_launches_the_campaign(campaign_folder, tmp_path):
    files = launch_as_script(request(campaign_folder, tmp_path))
    folder = tmp_path / "out" / "khao-sat-2024"
    assert len(files) == 6
    assert {folder / one.file_name for one in files} == {path for path in folder.rglob("*") if path.is_file()}
    rows = list(entries(open_database(str(tmp_path / "so.db"))))
    assert [row.code.code_number for row in rows] == [1, 2, 3]


def test_the_request_may_come_as_a_form_sends_it(campaign_folder, tmp_path):
    form = request(campaign_folder, tmp_path).model_dump(mode="json")
    assert launch_as_script(form) == launch_as_script(request(campaign_folder, tmp_path))


def test_a_folder_that_is_not_there_is_refused_and_nothing_written(tmp_path):
    with pytest.raises(InvalidInput, match="không có thư mục này"):
        launch_as_script(request(tmp_path / "dau", tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_mistakes_of_campaign_and_directory_are_told_at_once(campaign_folder, tmp_path):
    (campaign_folder / "dot-hai.md").unlink()
    with pytest.raises(InvalidInput) as caught:
        launch_as_script(request(campaign_folder, tmp_path, directory=str(tmp_path / "danh-ba")))
    assert all(file in str(caught.value) for file in ("dot-hai.md", "danh-ba"))


def test_a_day_still_to_come_is_refused_before_a_register_is_begun(campaign_folder, tmp_path):
    campaign = campaign_folder / "campaign.toml"
    campaign.write_text(campaign.read_text(encoding="utf-8").replace("ubnd-huyen", "ubnd-xa"), encoding="utf-8")
    in_two_days = datetime.now(VIETNAM_TIME).date() + timedelta(days=2)
    with pytest.raises(NotReady, match="chưa tới"):
        launch_as_script(request(campaign_folder, tmp_path, date=in_two_days))
    assert not (tmp_path / "so.db").exists()


def test_a_dead_worker_is_worth_another_try_but_a_refusal_is_not():
    def is_worth_it(error):
        return draw_batch.retry_condition_fn(draw_batch, None, Failed(data=error))

    assert draw_batch.retries == 2
    assert is_worth_it(BrokenProcessPool())
    assert is_worth_it(OSError(28, "No space left on device"))
    assert not is_worth_it(RenderFailed("Vẽ lại cho tệp khác với bản đã phát hành."))
