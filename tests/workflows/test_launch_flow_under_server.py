"""The flow as Prefect runs it, against a server as an office runs one."""

import hashlib
import signal
import time
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from scripts.local_server import read
from workflows.running.worker_pool import WorkerPool

from vanban.directory.directory import shipped_directory
from vanban.domain.dates.occasion import Occasion
from vanban.domain.errors import NumberConflict
from vanban.intake.campaign.campaign_folder import read_campaign
from vanban.storage.folder import FolderStorage
from vanban.store.database import open_database
from vanban.store.register.register_rows import entries
from vanban.usecases.issuing.launch_campaign import Press, launch_campaign
from vanban.usecases.planning.plan_campaign import plan_campaign

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("under_server", "office_at")]

NAME = "Nguyễn Văn A"

PAGE = "phat-hanh-khao-sat-2024"
TABLE = "van-ban-khao-sat-2024"


@pytest.fixture(scope="module")
def flows():
    # Imported only when Prefect's folder is set.
    from workflows import launch_campaign as module  # noqa: PLC0415

    return module


@pytest.fixture
def planned():
    """The filled form that issues an approved plan of a folder."""
    from workflows.approve_plan import approve_plan_flow  # noqa: PLC0415
    from workflows.plan_campaign import plan_campaign_flow  # noqa: PLC0415

    def approved(folder, **changes):
        plan_id = plan_campaign_flow.fn({"folder": str(folder), "date": "2024-09-27", "name": NAME} | changes)
        for aspect in ("Nội dung văn bản", "Thể thức, kỹ thuật trình bày"):
            yes = {"aspect": aspect, "answer": "Duyệt", "name": NAME, "position": "Trưởng phòng"}
            approve_plan_flow.fn({"plan_id": plan_id, **yes})
        return {"plan_id": plan_id, "confirmation": "Phát hành", "name": NAME}

    return approved


@pytest.fixture
def form(campaign_folder, planned):
    """What a clerk fills in, as the server hands it to the flow."""
    return planned(campaign_folder)


@pytest.fixture
def run(flows, under_server):
    """Runs the flow and returns the run as the server tells it; its recorder may lag."""

    def ended(form):
        return recorded(under_server, flows.launch_campaign_flow(form, return_state=True))

    return ended


def recorded(url, state):
    """The run of a final state as the server tells it."""
    latest = time.monotonic() + 30
    while (told := read(url, f"flow_runs/{state.state_details.flow_run_id}"))["state_type"] != state.type:
        assert time.monotonic() < latest, f"recorded as {told['state_name']}, not {state.name}"
        time.sleep(0.2)
    return told


@pytest.fixture
def artifact(under_server):
    """The newest artifact of a key, as the server gives it back."""
    return lambda key: read(under_server, f"artifacts/{key}/latest")


def letters_in(folder):
    """The files that have their name; a worker that is killed while it writes leaves a hidden one behind."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def hashes(folder):
    return {path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest() for path in letters_in(folder)}


def numbers(tmp_path):
    return {row.letter_key.letter_id: row.code.code_number for row in entries(open_database(str(tmp_path / "so.db")))}


def made(tmp_path):
    """What a launch left; a file that is written anew has another time."""
    out = tmp_path / "out"
    return numbers(tmp_path), hashes(out), [path.stat().st_mtime_ns for path in letters_in(out)]


def launched_without_prefect(folder, tmp_path):
    """The hashes of the same campaign launched over plain ``map``."""
    day = date(2024, 9, 27)
    out = tmp_path / "plain"
    database = open_database(str(tmp_path / "plain.db"))
    plan = plan_campaign(read_campaign(folder), directory=shipped_directory(), day=day, today=day, database=database)
    occasion = Occasion(now=datetime(2024, 9, 27, 3, tzinfo=UTC), actor="văn thư")
    launch_campaign(plan, database, Press(run=map, batch=1, storage=FolderStorage(out)), occasion)
    return hashes(out)


def test_a_launch_ends_completed_with_the_files_of_the_use_case_over_plain_map(run, form, campaign_folder, tmp_path):
    told = run(form)
    assert told["state_name"] == "Completed"
    assert told["name"] == f"Phát hành {form['plan_id']}"
    by_flow = hashes(tmp_path / "out" / "khao-sat-2024")
    assert by_flow == launched_without_prefect(campaign_folder, tmp_path)
    assert len(by_flow) == 6


def test_its_artifacts_list_the_letters_with_their_numbers(run, form, artifact, tmp_path):
    told = run(form)
    table, page = (artifact(key) for key in (TABLE, PAGE))
    assert (table["type"], page["type"]) == ("table", "markdown")
    assert table["flow_run_id"] == page["flow_run_id"] == told["id"]
    for letter, number in numbers(tmp_path).items():
        assert f"{number:04d}-SNV-CCHC-{letter}.pdf" in table["data"]
        assert f"triển khai khảo sát đợt {letter}" in page["data"]
    for shown in (table["description"], page["data"]):
        assert f"Nơi lưu: `{tmp_path / 'out' / 'khao-sat-2024'}`" in shown


def test_launching_twice_gives_the_same_numbers_and_leaves_the_files_alone(run, form, tmp_path):
    assert run(form)["state_name"] == "Completed"
    before = made(tmp_path)
    assert run(form)["state_name"] == "Completed"
    after = made(tmp_path)
    assert before == after
    assert sorted(numbers(tmp_path).values()) == [1, 2, 3]


def test_a_plan_with_errors_ends_as_failed_with_a_vietnamese_page_and_is_not_recorded(
    run, form, campaign_folder, artifact, under_server, tmp_path
):
    from workflows.plan_campaign import plan_campaign_flow  # noqa: PLC0415

    assert run(form)["state_name"] == "Completed"
    campaign = campaign_folder / "campaign.toml"
    campaign.write_text(campaign.read_text(encoding="utf-8").replace("khao-sat-2024", "khao-sat-lui"), encoding="utf-8")
    # Numbers ascend with the days, so another letter cannot be issued on a day before the last one's.
    early = {"folder": str(campaign_folder), "date": "2024-09-20", "name": NAME}
    told = recorded(under_server, plan_campaign_flow(early, return_state=True))
    assert told["state_name"] == "Failed"
    assert "còn 1 lỗi phải sửa" in told["state"]["message"]
    page = artifact("ke-hoach-dot")
    assert page["flow_run_id"] == told["id"]
    assert "Chưa lập được kế hoạch" in page["data"]
    assert set(numbers(tmp_path)) == {"dot-mot", "dot-hai", "dot-ba"}


def test_a_plan_that_is_not_known_is_answered_in_vietnamese(run, artifact):
    told = run({"plan_id": "khong-co", "confirmation": "Phát hành", "name": NAME})
    page = artifact("phat-hanh-khong-co")
    assert told["state_name"] == "Failed"
    assert page["flow_run_id"] == told["id"]
    for shown in (page["data"], told["state"]["message"]):
        assert "không có kế hoạch 'khong-co'" in shown
    assert "Chưa cấp số nào" in page["data"]


def test_a_task_whose_worker_was_killed_is_tried_again_with_a_new_pool(
    run, form, campaign_folder, tmp_path, monkeypatch
):
    killed = []

    class Mortal(WorkerPool):
        def run(self, function, values):
            if function.__name__ == "render_batch" and not killed:
                killed.append(values)
                return super().run(signal.raise_signal, [signal.SIGKILL])
            return super().run(function, values)

    monkeypatch.setattr("workflows.running.drawing_pool.WorkerPool", Mortal)
    told = run(form)
    assert killed
    assert told["state_name"] == "Completed"
    assert told["run_count"] == 1
    assert hashes(tmp_path / "out" / "khao-sat-2024") == launched_without_prefect(campaign_folder, tmp_path)
    assert sorted(numbers(tmp_path).values()) == [1, 2, 3]


def test_letters_that_were_handed_out_are_drawn_though_the_next_cannot_be_numbered(under_server, tmp_path):
    from prefect import flow  # noqa: PLC0415
    from workflows.running.task_map import task_map  # noqa: PLC0415

    drawn = [tmp_path / f"{number:02d}" for number in range(67)]

    def numbered():
        yield from drawn
        raise NumberConflict("Số đã cấp cho văn bản khác.")

    @flow
    def launch():
        with closing(WorkerPool(1)) as pool:
            return list(task_map(pool)(Path.touch, numbered()))

    with pytest.raises(NumberConflict):
        launch()
    # Tasks of 1, 2, 4, 8, 16 and 25; the last eleven were never handed out.
    assert [path.exists() for path in drawn] == [True] * 56 + [False] * 11
