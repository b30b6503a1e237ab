"""A launch on a real Dask cluster: two worker processes in folders of their own, an S3 server on loopback."""

import hashlib
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from benchmarks.launch_process import OCCASION, province_plan
from scripts.local_cluster import local_cluster
from scripts.local_s3 import BUCKET
from workflows.running import dask_futures, dask_pool
from workflows.running.dask_pool import DaskPool
from workflows.running.drawing_pool import ClusterFailed
from workflows.running.task_map import task_map

from vanban.cli.pools.local_press import local_press
from vanban.storage.bucket import BucketStorage, connection, drop_connection
from vanban.storage.folder import FolderStorage
from vanban.store.audit import verify
from vanban.store.auditing.register_audit import audit_register
from vanban.store.database import open_database
from vanban.usecases.issuing.distant_work import StrangeWorker
from vanban.usecases.issuing.launch_campaign import launch_campaign
from vanban.usecases.issuing.proof_plan import Press

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

BREADTHS = (2, 3, 2)
LETTERS = 1 + 2 + 6 + 12
PID = "__import__('os').getpid()"
MUST_DO_WITHOUT = "sorted({'prefect', 'sqlalchemy', 'psycopg', 'workflows', 'typer'} & set(__import__('sys').modules))"


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """A province with one letter for every office."""
    return province_plan(tmp_path_factory.mktemp("tinh"), BREADTHS)


@pytest.fixture(scope="module")
def expected(plan, tmp_path_factory):
    """Every file and its hash, after a launch on this machine's own processes."""
    folder = tmp_path_factory.mktemp("local")
    with local_press(len(plan.letters), FolderStorage(folder / "ra")) as press:
        done = launch_campaign(plan, open_database(str(folder / "so.db")), press, OCCASION)
    assert len(done.documents) == LETTERS
    return {file.file_name: file.sha256 for file in done.files}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory, s3_environment):
    with local_cluster(tmp_path_factory.mktemp("cluster"), 2, s3_environment) as running:
        yield running


@pytest.fixture(scope="module")
def kept(s3_environment):
    """The name of a bucket that this process has the right to."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in s3_environment.items():
            patch.setenv(name, value)
        drop_connection()
        yield BUCKET
    drop_connection()


@contextmanager
def press_of(address, storage):
    with closing(DaskPool(address, storage)) as pool:
        yield Press(run=task_map(pool), batch=4, storage=storage)


@pytest.fixture(scope="module")
def launched(plan, cluster, kept, tmp_path_factory):
    """The storage, the register and the launch of two workers."""
    storage, database = BucketStorage(kept, "khao-sat"), open_database(str(tmp_path_factory.mktemp("so") / "so.db"))
    with press_of(cluster.address, storage) as press:
        return storage, database, launch_campaign(plan, database, press, OCCASION)


def hashes(storage):
    return {name: hashlib.sha256(storage.read(name)).hexdigest() for name in storage.names()}


def is_sound(database):
    return verify(database).sound and not audit_register(database)


def test_two_workers_and_a_bucket_give_the_files_of_this_machine(launched, expected, cluster):
    storage, database, done = launched
    assert {file.file_name: file.sha256 for file in done.files} == expected
    assert hashes(storage) == expected
    assert is_sound(database)
    # Also of what is hidden: the file by which the workers knew the bucket is gone.
    assert len(connection().find(str(storage)[5:])) == len(expected)
    for folder in cluster.folders:
        assert [path for path in folder.rglob("*") if path.suffix in {".pdf", ".docx", ".db"}] == []


def test_a_second_launch_draws_only_what_the_bucket_has_lost(launched, expected, plan, cluster):
    storage, database, first = launched
    lost = min(expected)

    def moments():
        return {name: one["LastModified"] for name, one in connection().find(str(storage)[5:], detail=True).items()}

    before = moments()
    storage.remove(lost)
    with press_of(cluster.address, storage) as press:
        assert launch_campaign(plan, database, press, OCCASION, proofed=True) == first
    assert {name for name, moment in moments().items() if before[name] != moment} <= {f"{str(storage)[5:]}/{lost}"}
    assert hashes(storage) == expected


def test_workers_have_loaded_what_draws_and_nothing_that_numbers(cluster, kept):
    with closing(DaskPool(cluster.address, BucketStorage(kept, "nap"))) as pool:
        assert pool.workers == 2
        answers = pool.run(eval, [f"({MUST_DO_WITHOUT}, __import__('time').sleep(0.3), {PID})"] * 6)
    assert [loaded for loaded, _, _ in answers] == [[]] * 6
    assert {pid for _, _, pid in answers} == {worker.pid for worker in cluster.workers}


def test_an_error_of_the_work_is_no_trouble_of_the_cluster(cluster, kept):
    with closing(DaskPool(cluster.address, BucketStorage(kept, "loi"))) as pool:
        with pytest.raises(FileNotFoundError):
            pool.run(open, ["khong-co"])
        assert pool.run(abs, [-1, -2]) == [1, 2]


def test_work_that_a_worker_cannot_read_shows_that_it_is_of_another_version(cluster, kept, monkeypatch):
    monkeypatch.setattr(dask_pool, "packed_work", lambda *_: b"cno_such_module\nwork\n.")
    with (
        closing(DaskPool(cluster.address, BucketStorage(kept, "la"))) as pool,
        pytest.raises(StrangeWorker, match="không có cùng bản vanban"),
    ):
        pool.run(abs, [-1])


def test_a_worker_that_is_killed_changes_nothing_and_without_any_it_is_told(
    plan, expected, s3_environment, kept, tmp_path, monkeypatch
):
    monkeypatch.setattr(dask_futures, "_LOOK_SECONDS", 0.5)
    storage, database = BucketStorage(kept, "bi-ngat"), open_database(str(tmp_path / "so.db"))
    drawn = []

    def kill_one(file):
        drawn.append(file)
        if len(drawn) == 6:
            running.workers[0].kill()

    with (
        local_cluster(tmp_path / "cluster", 2, s3_environment) as running,
        press_of(running.address, storage) as press,
    ):
        done = launch_campaign(plan, database, press, OCCASION, progress=kill_one)
        assert running.workers[0].wait() == -9
        running.workers[1].kill()
        with pytest.raises(ClusterFailed, match=r"không còn máy vẽ .*chạy lại thì làm tiếp, không cấp trùng số"):
            list(press.run(abs, [-1]))
    assert {file.file_name: file.sha256 for file in done.files} == expected
    assert hashes(storage) == expected
    assert is_sound(database)


def test_a_folder_that_workers_do_not_share_is_refused_before_a_number(cluster, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StrangeWorker, match=r"không thấy tệp vừa ghi vào ra → Đặt VANBAN_OUT là s3://"):
        DaskPool(cluster.address, FolderStorage(Path("ra")))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_worker_that_draws_otherwise_is_refused(cluster, kept, monkeypatch):
    monkeypatch.setattr("vanban.usecases.issuing.distant_work.press_mark", lambda: "0" * 64)
    with pytest.raises(StrangeWorker, match=r"ra tệp khác với máy phát hành → Cài cùng bản vanban"):
        DaskPool(cluster.address, BucketStorage(kept, "khac"))


def test_a_cluster_that_is_not_there_is_told_with_the_way_out(tmp_path, monkeypatch):
    monkeypatch.setattr(dask_pool, "_CONNECT_SECONDS", 1)
    monkeypatch.setattr(dask_pool, "_FIRST_WORKER_SECONDS", 1)
    monkeypatch.setattr("vanban.usecases.issuing.distant_work.press_mark", lambda: "0" * 64)
    storage = FolderStorage(tmp_path / "ra")
    with pytest.raises(ClusterFailed, match=r"Cụm máy vẽ tcp://127.0.0.1:9 không trả lời.*'make worker'"):
        DaskPool("tcp://127.0.0.1:9", storage)
    with (
        local_cluster(tmp_path / "cluster", 0, {}) as empty,
        pytest.raises(ClusterFailed, match="không còn máy vẽ"),
    ):
        DaskPool(empty.address, storage)


def test_the_flow_draws_on_the_cluster_that_the_office_names(
    cluster, kept, campaign_folder, office_at, screen, monkeypatch
):
    from workflows.approve_plan import approve_plan_flow  # noqa: PLC0415  # flows are slow to load
    from workflows.launch_campaign import launch_campaign_flow  # noqa: PLC0415
    from workflows.plan_campaign import plan_campaign_flow  # noqa: PLC0415

    monkeypatch.setenv("VANBAN_OUT", f"s3://{kept}/co-quan")
    monkeypatch.setenv("VANBAN_DASK_ADDRESS", cluster.address)
    name = {"name": "Nguyễn Văn A"}
    plan_id = plan_campaign_flow.fn({"folder": str(campaign_folder), "date": "2024-09-27", **name})
    for aspect in ("Nội dung văn bản", "Thể thức, kỹ thuật trình bày"):
        approved = approve_plan_flow.fn(
            {"plan_id": plan_id, "aspect": aspect, "answer": "Duyệt", "position": "Trưởng phòng", **name}
        )
    assert approved == ()
    files = launch_campaign_flow.fn({"plan_id": plan_id, "confirmation": "Phát hành", **name})
    assert hashes(BucketStorage(kept, "co-quan/khao-sat-2024")) == {one.file_name: one.sha256 for one in files}
    assert len(files) == 6
