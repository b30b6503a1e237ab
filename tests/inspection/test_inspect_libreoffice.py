"""Letters that LibreOffice opened and saved again: the same elements in the same looks."""

import shutil
import subprocess

import foreign_letters as made
import pytest
from rendering_letters import DocumentType, full, named, simple

from vanban.domain.judging.inspected import Element
from vanban.inspection.docx.inspect import inspect_docx
from vanban.rendering.docx.press import letter_docx

SOFFICE = shutil.which("soffice")
CASES = {
    "full": letter_docx(full()),
    "simple": letter_docx(simple()),
    "named": letter_docx(named(DocumentType.BAO_CAO)),
    **{way.__name__: way() for way in (made.by_library, made.with_plain_tabs, made.with_text_boxes)},
}
OF_OURS = ("full", "simple", "named")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Every case as it was, and in the folder ``back`` after a way through LibreOffice's own format."""
    root = tmp_path_factory.mktemp("libreoffice")
    for name, content in CASES.items():
        (root / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(root / 'profile').as_uri()}"
    for kind, ending, target in (("odt", "docx", root), ("docx", "odt", root / "back")):
        sources = [str(root / f"{name}.{ending}") for name in CASES]
        command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(target), *sources]
        subprocess.run(command, check=True, capture_output=True, timeout=140)
    return root


def seen(inspection):
    return {
        element: [
            (line.text, line.runs[0].font, line.runs[0].size_pt, line.runs[0].bold, line.runs[0].italic)
            for line in lines
        ]
        for element, lines in inspection.elements.items()
        if element is not Element.PAGE_NUMBER
    }


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="cần LibreOffice: chạy `make peers`")
@pytest.mark.parametrize("name", CASES)
def test_a_letter_saved_by_libreoffice_has_the_same_elements(folder, name):
    before = inspect_docx(folder / f"{name}.docx")
    after = inspect_docx(folder / "back" / f"{name}.docx")
    if name in OF_OURS:
        assert seen(after) == seen(before)
        assert [(line.below, line.share) for line in after.drawn] == [
            (line.below, pytest.approx(line.share, abs=0.01)) for line in before.drawn
        ]
        return
    # Where the file tells no font, LibreOffice writes its own into it.
    assert {one: [line.text for line in lines] for one, lines in after.elements.items()} == {
        one: [line.text for line in lines] for one, lines in before.elements.items()
    }
