"""Files that are damaged, locked, enormous or made to harm: a clear error, soon, and nothing else."""

import contextlib
import subprocess
import sys
import threading
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_files import inspected_bytes, locked
from pdf_made_by_hand import A4, one_page, pdf_of, stream, words
from rendering_letters import LETTERS

from vanban.domain.judging.inspected import Inspection
from vanban.inspection.pdf import bounds
from vanban.inspection.pdf.inspect_pdf import CUT_SHORT, inspect_pdf
from vanban.inspection.pdf.reading_process import ReadingProcess, reading_process
from vanban.inspection.unreadable import UnreadableFile
from vanban.rendering.pdf.press import letter_pdf

OWN = letter_pdf(LETTERS["everything"])
PLAIN = one_page(words("Noi dung", 40, 100))
WITHIN_SECONDS = bounds.MAX_SECONDS + 15


def reason_of(content, name="letter.pdf"):
    with pytest.raises(UnreadableFile) as caught:
        inspected_bytes(content, name)
    assert caught.value.file == name
    return caught.value.reason


@pytest.mark.parametrize("content", [b"", b"Kinh gui", b"PK\x03\x04" + bytes(100), bytes(5000)])
def test_what_is_no_pdf_is_called_so(content):
    assert reason_of(content) == "không phải tệp PDF"


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_letter_is_damaged(share):
    assert reason_of(OWN[: int(len(OWN) * share)]) == "tệp PDF bị hỏng hoặc bị cắt cụt"


def test_a_file_without_its_end_is_read_but_told():
    found = inspected_bytes(PLAIN[: PLAIN.index(b"startxref")])
    assert [line.text for line in found.lines] == ["Noi dung"]
    assert CUT_SHORT in found.limits
    assert CUT_SHORT not in inspected_bytes(PLAIN).limits


def test_a_locked_file_is_called_so():
    assert reason_of(locked(PLAIN, "mở")) == "tệp PDF có mật khẩu"


def test_a_missing_file_and_a_folder_cannot_be_opened(tmp_path):
    for path in (tmp_path / "không có.pdf", tmp_path):
        with pytest.raises(UnreadableFile, match="không mở được tệp"):
            inspect_pdf(path)


def test_too_many_pages_are_refused():
    kids = "3 0 R " * (bounds.MAX_PAGES + 1)
    many = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {bounds.MAX_PAGES + 1} >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    }
    assert reason_of(pdf_of(many)) == "tệp PDF quá nhiều trang"


def test_a_page_count_that_is_a_lie_is_not_believed():
    assert len(inspected_bytes(PLAIN.replace(b"/Count 1 ", b"/Count 900000000 ")).pages) == 1


def test_a_page_tree_that_holds_itself_ends():
    tree = {1: "<< /Type /Catalog /Pages 2 0 R >>", 2: "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"}
    assert reason_of(pdf_of(tree)) == "tệp PDF bị hỏng hoặc bị cắt cụt"


def group(inner, number):
    resources = f"/Resources << /XObject << /X{number + 1} {21 + number} 0 R >> >>"
    return stream(inner, f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources}")


NESTED = {20 + number: group(f"/X{number + 1} Do " * 10, number) for number in range(30)}
NESTED[50] = stream("0 0 m 5 5 l S", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
BOMBS = {
    "blanks that fill the memory": one_page(b" " * (800 << 20), packed=True),
    "millions of words": one_page(b"BT /F1 1 Tf (a) Tj ET\n" * 3_000_000, packed=True),
    "millions of lines": one_page(b"0 0 m 9 9 l S\n" * 2_000_000, packed=True),
    "groups of ten groups each": one_page("/X0 Do", resources="/XObject << /X0 20 0 R >>", more=NESTED),
    "a group that holds itself": one_page(
        "/X0 Do", resources="/XObject << /X0 20 0 R >>", more={20: group("/X0 Do /X0 Do", -1)}
    ),
    "open brackets": b"%PDF-1.7\n1 0 obj\n" + b"[" * 2_000_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "a page as large as the world": one_page(words("a", 30, 30), box=(0, 0, 10**9, 10**9)),
    "a page without a size": one_page(words("a", 30, 30), box=(0, 0, 0, 0)),
    "words all over each other": one_page(words("a b c", 30, 30) * 20_000),
    "a line of strokes for every point": one_page(
        "".join(f"{x} 0 m {x} 800 l S 0 {x} m 500 {x} l S\n" for x in range(9000)) + words("a", 30, 30)
    ),
    "thousands of columns": one_page(
        "".join(words("a", x / 40, 30 + y / 90, 0.1) for x in range(400) for y in range(90))
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_ends_soon_with_an_error_or_a_result(content):
    start = time.monotonic()
    try:
        found = inspected_bytes(content)
    except UnreadableFile:
        found = None
    assert found is None or isinstance(found, Inspection)
    assert time.monotonic() - start < WITHIN_SECONDS


def test_what_takes_too_long_is_given_up_and_the_next_file_is_read(tmp_path):
    slow, good = tmp_path / "slow.pdf", tmp_path / "good.pdf"
    slow.write_bytes(one_page(b"0 0 m 9 9 l S\n" * 200_000, packed=True))
    good.write_bytes(PLAIN)
    process = ReadingProcess()
    try:
        process.read(good)
        with pytest.raises(UnreadableFile, match="giây"):
            process.read(slow, seconds=0.001)
        assert len(process.read(good).pages) == 1
    finally:
        process.close()


def test_a_reading_process_that_died_is_replaced(tmp_path):
    good = tmp_path / "good.pdf"
    good.write_bytes(PLAIN)
    process = ReadingProcess()
    try:
        process.read(good)
        process._process.kill()
        process._process.wait()
        assert len(process.read(good).pages) == 1
    finally:
        process.close()


def test_threads_share_one_reading_process(tmp_path):
    paths = []
    for number in range(8):
        paths.append(tmp_path / f"{number}.pdf")
        paths[-1].write_bytes(one_page(words(f"Noi dung {number}", 40, 100)))
    found = {}
    threads = [threading.Thread(target=lambda at=at: found.update({at.stem: inspect_pdf(at)})) for at in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {name: one.lines[0].text for name, one in found.items()} == {
        path.stem: f"Noi dung {path.stem}" for path in paths
    }
    assert reading_process() is reading_process()


def test_the_library_for_pdf_is_loaded_in_the_reading_process_only():
    asked = "import vanban.inspection.pdf.inspect_pdf, sys; print('pypdfium2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"


QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def survives(content):
    """Any other error than this one fails the test."""
    with contextlib.suppress(UnreadableFile):
        assert isinstance(inspected_bytes(content), Inspection)


@QUICK
@given(st.lists(st.tuples(st.integers(0, len(OWN) - 1), st.integers(0, 255)), min_size=1, max_size=40))
def test_a_letter_with_wrong_bytes_does_no_harm(changes):
    content = bytearray(OWN)
    for place, value in changes:
        content[place] = value
    survives(bytes(content))


NUMBERS = st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e6, 1e6), st.sampled_from([0, 1, 10, A4[0], 1e-9]))
OPERATORS = [
    "m",
    "l",
    "c",
    "re",
    "h",
    "S",
    "f",
    "f*",
    "B",
    "W",
    "n",
    "q",
    "Q",
    "cm",
    "w",
    "BT",
    "ET",
    "Tf",
    "Td",
    "Tm",
    "Tr",
    "Tz",
    "Ts",
    "Tw",
    "Tc",
    "TL",
    "T*",
    "rg",
    "RG",
    "Do",
    "sh",
    "BI",
    "EI",
    "ID",
    "BDC",
    "EMC",
    "d",
    "gs",
]
COMMANDS = st.sampled_from(OPERATORS)
PIECES = st.one_of(
    NUMBERS.map(str),
    COMMANDS,
    st.sampled_from(["(abc) Tj", "[(a) -900 (b)] TJ", "/F1 12 Tf", "/F5 0 Tf", "BT /F1 13 Tf 100 700 Td", "<41> Tj"]),
)


@QUICK
@given(st.lists(PIECES, max_size=60))
def test_any_drawing_commands_are_measured(pieces):
    survives(one_page(" ".join(pieces)))
