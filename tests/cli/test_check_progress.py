"""Progress of ``vanban check`` over many files: on a terminal, and nowhere else."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import command

RENDERING = Path(__file__).parents[1] / "rendering"
WORDS = "Đang kiểm tra"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A dozen copies of one letter."""
    sys.path.insert(0, str(RENDERING))
    from rendering_letters import CLOSING, body, simple  # noqa: PLC0415  # the path to it is set above

    from vanban.rendering.docx.press import letter_docx  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("nhieu")
    (folder / "00.docx").write_bytes(letter_docx(simple(body("Sở Nội vụ gửi báo cáo."), CLOSING)))
    for number in range(1, 12):
        shutil.copy(folder / "00.docx", folder / f"{number:02d}.docx")
    return folder


def read_all(descriptor):
    parts = []
    while True:
        try:
            part = os.read(descriptor, 4096)
        except OSError:  # how a terminal says that nobody writes to it any more
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts).decode()


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminal to pretend")
def test_a_terminal_shows_how_far_the_check_has_come_and_json_stays_json(folder):
    ours, theirs = os.openpty()
    with subprocess.Popen(
        command("check", folder, "--json"),
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    ) as process:
        os.close(theirs)
        out = process.stdout.read()
        shown = read_all(ours)
    os.close(ours)

    assert WORDS in shown
    assert "100%" in shown
    assert len(json.loads(out)["files"]) == 12


def test_where_there_is_no_terminal_nothing_is_shown(folder, tmp_path):
    done = subprocess.run(
        command("check", folder, "--json", "--sarif", tmp_path / "ket-qua.sarif"), capture_output=True, check=False
    )

    assert done.stderr == b""
    assert len(json.loads(done.stdout)["files"]) == 12
    assert WORDS not in (tmp_path / "ket-qua.sarif").read_text("utf-8")
    assert len(json.loads((tmp_path / "ket-qua.sarif").read_text("utf-8"))["runs"][0]["artifacts"]) == 12
