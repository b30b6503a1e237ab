"""The flow as Prefect runs it, against a server as an office runs one."""

import hashlib
import signal
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from scripts.local_server import read

from vanban.directory.directory import shipped_directory
from vanban.domain.occasion import Occasion
from vanban.intake.campaign_folder import read_campaign
from vanban.store.database import open_database
from vanban.store.register import entries
from vanban.usecases.launch_campaign import Press, launch_campaign
from vanban.usecases.plan_campaign import plan_campaign

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("under_server")]

PAGE = "phat-hanh-khao-sat-2024"
TABLE = "van-ban-khao-sat-2024"


@pytest.fixture(scope="module")
def flows():
    # Imported only when Prefect's folder is set.
    from workflows import launch_campaign as module  # noqa: PLC0415

    return module


@pytest.fixture
def form(campaign_folder, tmp_path):
    """What a clerk fills in, as the server hands it to the flow."""
    return {
        "folder": str(campaign_folder),
        "date": "2024-09-27",
        "out": str(tmp_path / "out"),
        "database": str(tmp_path / "so.db"),
    }


@pytest.fixture
def run(flows, under_server):
    """Runs the flow and returns the run as the server tells it; its recorder may lag."""

    def ended(form):
        state = flows.launch_campaign_flow(form, return_state=True)
        latest = time.monotonic() + 30
        while (told := read(under_server, f"flow_runs/{state.state_details.flow_run_id}"))["state_type"] != state.type:
            assert time.monotonic() < latest, f"recorded as {told['state_name']}, not {state.name}"
            time.sleep(0.2)
        return told

    return ended


@pytest.fixture
def artifact(under_server):
    """The newest artifact of a key, as the server gives it back."""
    return lambda key: read(under_server, f"artifacts/{key}/latest")


def letters_in(folder):
    """The files that have their name; a worker that is killed while it writes leaves a hidden one behind."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def hashes(folder):
    return {path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest() for path in letters_in(folder)}


def numbers(form):
    return {row.letter_key.letter_id: row.code.code_number for row in entries(open_database(form["database"]))}


def made(form):
    """What a launch left; a file that is written anew has another time."""
    out = Path(form["out"])
    return numbers(form), hashes(out), [path.stat().st_mtime_ns for path in letters_in(out)]


def launched_without_prefect(folder, tmp_path):
    """The hashes of the same campaign launched over plain ``map``."""
    day = date(2024, 9, 27)
    out = tmp_path / "plain"
    database = open_database(str(tmp_path / "plain.db"))
    plan = plan_campaign(read_campaign(folder), directory=shipped_directory(), day=day, today=day, database=database)
    occasion = Occasion(now=datetime(2024, 9, 27, 3, tzinfo=UTC), actor="văn thư")
    launch_campaign(plan, database, Press(run=map, batch=1, folder=out), occasion)
    return hashes(out)


def test_a_launch_ends_completed_with_the_files_of_the_use_case_over_plain_map(run, form, campaign_folder, tmp_path):
    told = run(form)
    assert told["state_name"] == "Completed"
    assert told["name"] == "Phát hành dot, ngày 2024-09-27"
    by_flow = hashes(tmp_path / "out" / "khao-sat-2024")
    assert by_flow == launched_without_prefect(campaign_folder, tmp_path)
    assert len(by_flow) == 6


def test_its_artifacts_list_the_letters_with_their_numbers(run, form, artifact, tmp_path):
    told = run(form)
    table, page = (artifact(key) for key in (TABLE, PAGE))
    assert (table["type"], page["type"]) == ("table", "markdown")
    assert table["flow_run_id"] == page["flow_run_id"] == told["id"]
    for letter, number in numbers(form).items():
        assert f"{number:04d}-SNV-CCHC-{letter}.pdf" in table["data"]
        assert f"triển khai khảo sát đợt {letter}" in page["data"]
    for shown in (table["description"], page["description"], page["data"]):
        assert f"Thư mục: `{tmp_path / 'out' / 'khao-sat-2024'}`" in shown


def test_launching_twice_gives_the_same_numbers_and_leaves_the_files_alone(run, form):
    assert run(form)["state_name"] == "Completed"
    before = made(form)
    assert run(form)["state_name"] == "Completed"
    after = made(form)
    assert before == after
    assert sorted(numbers(form).values()) == [1, 2, 3]


def test_a_finding_that_stops_ends_the_run_as_failed_with_a_vietnamese_page_and_no_number(
    run, form, campaign_folder, artifact
):
    assert run(form)["state_name"] == "Completed"
    campaign = campaign_folder / "campaign.toml"
    campaign.write_text(campaign.read_text(encoding="utf-8").replace("khao-sat-2024", "khao-sat-lui"), encoding="utf-8")
    # Numbers ascend with the days, so another letter cannot be issued on a day before the last one's.
    told = run(form | {"date": "2024-09-20"})
    assert told["state_name"] == "Failed"
    assert told["state"]["message"].startswith("Đợt phát hành còn lỗi phải sửa")
    page = artifact("phat-hanh-khao-sat-lui")
    assert page["flow_run_id"] == told["id"]
    assert "Chưa cấp số nào" in page["data"]
    assert "| Lỗi |" in page["data"]
    assert "30/2020/NĐ-CP" in page["data"]
    assert set(numbers(form)) == {"dot-mot", "dot-hai", "dot-ba"}


@pytest.mark.parametrize(
    ("change", "key", "told_of"),
    [
        ({"folder": "/khong/co/Đợt Lỗi"}, "phat-hanh-dot-loi", "không có thư mục này"),
        ({"date": "27/9/2024"}, "phat-hanh-dot", "Ngày ban hành: không phải là ngày"),
    ],
)
def test_a_request_that_cannot_be_used_is_answered_in_vietnamese(run, form, artifact, change, key, told_of):
    told = run(form | change)
    page = artifact(key)
    assert told["state_name"] == "Failed"
    assert page["flow_run_id"] == told["id"]
    assert told_of in page["data"]
    assert told_of in told["state"]["message"]
    assert not Path(form["database"]).exists()


def test_a_task_whose_worker_was_killed_is_tried_again_with_a_new_pool(
    run, form, flows, campaign_folder, tmp_path, monkeypatch
):
    killed = []

    class Mortal(flows.WorkerPool):
        def run(self, function, value):
            if function.__name__ == "render_batch" and not killed:
                killed.append(value)
                return super().run(signal.raise_signal, signal.SIGKILL)
            return super().run(function, value)

    monkeypatch.setattr(flows, "WorkerPool", Mortal)
    told = run(form)
    assert killed
    assert told["state_name"] == "Completed"
    assert told["run_count"] == 1
    assert hashes(tmp_path / "out" / "khao-sat-2024") == launched_without_prefect(campaign_folder, tmp_path)
    assert sorted(numbers(form).values()) == [1, 2, 3]
