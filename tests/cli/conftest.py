"""Puts the planted mistakes and the runner of commands on the import path of these tests."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from vanban.intake.sheets.directory_file import write_directory
from vanban.usecases.planning.office_directory import office_directory

# Tests do not import each other as packages, and scripts/show_mistakes.py shares the table of mistakes.
sys.path.insert(0, str(Path(__file__).parent))

GOOD = Path(__file__).parent / "data" / "dot-mau"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the good campaign, for a test to spoil."""
    return Path(shutil.copytree(GOOD, tmp_path / "dot-mau"))


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing lands in the project: defaults for --out and --database are of the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VANBAN_DATABASE", raising=False)
    monkeypatch.delenv("VANBAN_OUT", raising=False)
    monkeypatch.delenv("VANBAN_DEBUG", raising=False)
    monkeypatch.delenv("VANBAN_TEMPLATES", raising=False)


@pytest.fixture
def launched(folder: Path) -> Path:
    """The good campaign, launched into ``so.db`` and ``ra``."""
    from command_line import vanban  # noqa: PLC0415  # the path to it is set above

    assert vanban("launch", folder, "--yes", "--database", "so.db", "--out", "ra").code == 0
    return folder


@pytest.fixture
def own_directory(tmp_path: Path) -> Path:
    """An office that the shipped directory does not know, with its own head."""
    place = tmp_path / "danh-ba"
    write_directory(office_directory(None), place)
    (place / "groups.csv").unlink()
    rows = {
        "organisations": {
            "id": "truong-thu",
            "name": "Trường Cao đẳng Thử nghiệm",
            "short_name": "Trường CĐ Thử nghiệm",
            "abbreviation": "CĐTN",
            "kind": "don_vi_su_nghiep",
            "level": "tinh",
            "parent_id": "ubnd-tinh-2020",
            "place_name": "Khánh Hòa",
            "valid_to": "2025-06-30",
        },
        "signatories": {
            "id": "hieu-truong",
            "organ": "truong-thu",
            "full_name": "Ngô Văn H",
            "position": "Hiệu trưởng",
        },
    }
    for table, row in rows.items():
        header = (place / f"{table}.csv").read_text("utf-8-sig").splitlines()[0]
        line = ",".join(row.get(column, "") for column in header.split(","))
        (place / f"{table}.csv").write_text(f"{header}\n{line}\n", encoding="utf-8")
    return place


@pytest.fixture(scope="session")
def months_of_work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with something in every table, kept apart: every test gets a copy."""
    from kept_office import undrawn, work_for_months  # noqa: PLC0415  # the path to it is set above

    place = tmp_path_factory.mktemp("co-quan")
    folder = Path(shutil.copytree(GOOD, place / "dot-mau"))
    with pytest.MonkeyPatch.context() as patch, undrawn():
        patch.chdir(place)
        work_for_months(folder)
    return place


@pytest.fixture
def full_office(months_of_work: Path, tmp_path: Path) -> Path:
    """``so.db`` and ``ra`` in the current folder, with something in every table."""
    shutil.copytree(months_of_work, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def small_office(folder: Path) -> None:
    """Two letters of one campaign, hardly drawn, in ``so.db`` and ``ra``."""
    from kept_office import AT, done, undrawn  # noqa: PLC0415  # the path to it is set above

    with undrawn():
        done("2024-10-01", "launch", folder, "--yes", *AT)
