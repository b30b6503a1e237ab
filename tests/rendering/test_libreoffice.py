"""A second reader of our DOCX files: LibreOffice lays them out on as many pages as the PDF has."""

import shutil
import subprocess
from io import BytesIO

import pytest
from pypdf import PdfReader
from rendering_letters import BLOCKS, CLOSING, LETTERS, body, simple

from vanban.rendering.docx.press import letter_docx
from vanban.rendering.pdf.press import letter_pdf

SOFFICE = shutil.which("soffice")
PROSE = [body("Đề nghị các cơ quan, đơn vị báo cáo kết quả thực hiện. " * 6)] * 25
CASES = {**LETTERS, "long": simple(*PROSE, CLOSING), "long with tables": simple(*PROSE, *BLOCKS)}


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """Every case as LibreOffice's own PDF; one start of the program for all."""
    folder = tmp_path_factory.mktemp("libreoffice")
    sources = []
    for number, letter in enumerate(CASES.values()):
        source = folder / f"{number}.docx"
        source.write_bytes(letter_docx(letter))
        sources.append(str(source))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    return {name: (folder / f"{number}.pdf").read_bytes() for number, name in enumerate(CASES)}


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="cần LibreOffice: chạy `make peers`")
@pytest.mark.parametrize("name", CASES)
def test_libreoffice_needs_as_many_pages_as_our_pdf_within_one(name, converted):
    theirs = PdfReader(BytesIO(converted[name]))
    ours = PdfReader(BytesIO(letter_pdf(CASES[name])))
    assert abs(len(theirs.pages) - len(ours.pages)) <= 1
    text = " ".join(" ".join(page.extract_text() for page in theirs.pages).split())
    assert "Nguyễn Văn A" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
