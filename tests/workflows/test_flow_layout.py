import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "workflows").rglob("*.py"))
WITHOUT_PREFECT = [
    file.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    for file in FILES
    if file.parent.name in {"forms", "pages"} or file.stem in {"office", "worker_pool", "worker_process"}
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_file_of_flows_is_short(file):
    most = 150 if file.parent.name == "running" else 85  # what runs the work may be longer than what asks for it
    assert len(file.read_text(encoding="utf-8").splitlines()) <= most


def test_prefect_is_imported_only_by_flows():
    elsewhere = [*(ROOT / "src").rglob("*.py"), *(ROOT / "scripts").glob("*.py"), *(ROOT / "benchmarks").glob("*.py")]
    importing = ("import prefect", "from prefect")
    assert elsewhere
    found = [
        file for file in elsewhere if any(line.lstrip().startswith(importing) for line in file.read_text().splitlines())
    ]
    assert found == []


@pytest.mark.parametrize("module", WITHOUT_PREFECT)
def test_what_a_worker_or_a_script_imports_of_the_flows_brings_no_prefect(module):
    code = f"import sys, {module}; sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
