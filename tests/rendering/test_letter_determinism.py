"""The same letter gives the same bytes, also in another process, time zone and order of hashing."""

import hashlib
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from rendering_letters import LETTERS

from vanban.rendering.docx.press import letter_docx
from vanban.rendering.pdf.press import letter_pdf

PRESSES = {"docx": letter_docx, "pdf": letter_pdf}
NAMES = ("everything", "draft with appendices", "báo cáo")
_WORKER = """
import hashlib
from rendering_letters import LETTERS
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.pdf.press import letter_pdf
for name in {names!r}:
    for press in (letter_docx, letter_pdf):
        print(hashlib.sha256(press(LETTERS[name])).hexdigest())
"""


@pytest.mark.parametrize("kind", PRESSES)
def test_the_same_letter_gives_the_same_bytes(kind):
    assert PRESSES[kind](LETTERS["everything"]) == PRESSES[kind](LETTERS["everything"])


def test_another_process_gives_the_same_bytes_whatever_its_hash_seed_time_zone_and_language():
    here = [hashlib.sha256(press(LETTERS[name])).hexdigest() for name in NAMES for press in PRESSES.values()]
    environment = os.environ | {
        "PYTHONHASHSEED": "4711",
        "TZ": "America/New_York",
        "LC_ALL": "C",
        "PYTHONPATH": str(Path(__file__).parent),
        "PYTHONUTF8": "1",
    }
    # The other way round in the second process, so that what one letter leaves behind shows in the next.
    done = subprocess.run(
        [sys.executable, "-c", _WORKER.format(names=NAMES[::-1])],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    there = done.stdout.split()
    assert [there[4:6], there[2:4], there[0:2]] == [here[0:2], here[2:4], here[4:6]]


def test_no_clock_is_left_in_a_docx():
    with zipfile.ZipFile(BytesIO(letter_docx(LETTERS["everything"]))) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = file.read("docProps/core.xml").decode()
    assert core.count("2026-01-05T00:00:00Z") == core.count("W3CDTF") == 2
    assert "Công văn 1923/BCĐ-CCHC: triển khai khảo sát" in core


def test_a_docx_is_sound_for_the_standard_library():
    with zipfile.ZipFile(BytesIO(letter_docx(LETTERS["everything"]))) as file:
        assert file.testzip() is None
        assert len(set(file.namelist())) == len(file.namelist())
