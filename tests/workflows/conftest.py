"""What the tests of flows share: a small campaign, Prefect kept in a folder of ours, and one real server."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]
# `workflows` and `scripts` are no installed packages: flows run from the checkout.
sys.path.insert(0, str(ROOT))
# Tests do not import each other as packages.
sys.path.insert(0, str(Path(__file__).parent))

from duties import Screen  # noqa: E402  # found by the line above
from migrated_home import migrated_database, migrated_home  # noqa: E402  # and this
from scripts.local_server import local_server, settings  # noqa: E402  # and by the one before

HEAD = """\
format = 1

[campaign]
id = "khao-sat-2024"
title = "Khảo sát mức độ hài lòng năm 2024"
"""
LETTER = """
[[letters]]
id = "{id}"
text = "{id}.md"
issuer = "Sở Nội vụ"
drafting_unit = "CCHC"
date = 2024-09-27
signatory = {{ capacity = "KT" }}
recipients = [{{ group = "ubnd-huyen" }}]
file_copy = {{ unit = "CCHC", copies = 1 }}
"""
TEXT = """\
+++
type = "công văn"
subject = "triển khai khảo sát đợt {id}"
+++

Sở Nội vụ đề nghị các địa phương triển khai khảo sát./.
"""
LETTERS = ("dot-mot", "dot-hai", "dot-ba")


@pytest.fixture
def campaign_folder(tmp_path: Path) -> Path:
    """Three letters without a mistake."""
    folder = tmp_path / "dot"
    folder.mkdir()
    (folder / "campaign.toml").write_text(HEAD + "".join(LETTER.format(id=one) for one in LETTERS), encoding="utf-8")
    for one in LETTERS:
        (folder / f"{one}.md").write_text(TEXT.format(id=one), encoding="utf-8")
    return folder


@pytest.fixture
def office_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office whose things lie in the folder of the test, on a day when its letters may go out."""
    monkeypatch.setenv("VANBAN_DATABASE", str(tmp_path / "so.db"))
    monkeypatch.setenv("VANBAN_OUT", str(tmp_path / "out"))
    monkeypatch.setenv("VANBAN_CAMPAIGNS", str(tmp_path))
    monkeypatch.setenv("VANBAN_TODAY", "2024-09-27")
    monkeypatch.delenv("VANBAN_DIRECTORY", raising=False)
    monkeypatch.delenv("VANBAN_SITE", raising=False)
    return tmp_path


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Moves the office to another day."""
    return lambda day: monkeypatch.setenv("VANBAN_TODAY", day)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The flows' functions leave their pages here, as they would leave them with Prefect in a run."""
    from workflows.screens import artifacts  # noqa: PLC0415  # Prefect, only where it is needed

    left = Screen()
    monkeypatch.setattr(artifacts, "FlowRunContext", SimpleNamespace(get=lambda: left))
    monkeypatch.setattr(artifacts, "create_markdown_artifact", left.page)
    monkeypatch.setattr(artifacts, "create_table_artifact", left.table)
    monkeypatch.setattr(artifacts, "create_progress_artifact", left.percent)
    return left


@pytest.fixture(scope="session", autouse=True)
def _prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Prefect makes its folder when it is imported, which in these tests is after this."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings(tmp_path_factory.mktemp("prefect-client"), "").items():
            if value:
                patch.setenv(name, value)
        yield


@pytest.fixture(scope="session")
def prefect_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prefect's database as a first start leaves it."""
    return migrated_database(tmp_path_factory)


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory, prefect_database: Path) -> Iterator[str]:
    """A server as `make flow-demo` starts it, one for all tests that need one."""
    with local_server(migrated_home(tmp_path_factory.mktemp("prefect-server"), prefect_database), port=0) as url:
        yield url


@pytest.fixture(scope="session")
def under_server(server_url: str) -> Iterator[str]:
    """Flows called in this process are runs of the server."""
    # Imported only now: Prefect reads its settings when it is, and most tests do without its two seconds.
    from prefect.events.worker import EventsWorker  # noqa: PLC0415
    from prefect.logging.handlers import APILogWorker  # noqa: PLC0415
    from prefect.settings import PREFECT_API_URL, temporary_settings  # noqa: PLC0415

    with temporary_settings({PREFECT_API_URL: server_url}):
        yield server_url
        # What is still to be sent has no server to go to a moment later.
        APILogWorker.drain_all(timeout=10)
        EventsWorker.drain_all(timeout=10)
