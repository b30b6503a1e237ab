import importlib.util
import subprocess
import sys
import tomllib

import pytest


@pytest.fixture(scope="module")
def glossary(root):
    spec = importlib.util.spec_from_file_location("check_glossary", root / "scripts/check_glossary.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def complain(glossary, tmp_path):
    def of(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return list(glossary.complaints(tmp_path, glossary.read_terms()))

    return of


@pytest.mark.slow
def test_the_project_spells_its_own_words_one_way(root):
    done = subprocess.run(
        [sys.executable, "scripts/check_glossary.py"], cwd=root, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("class OrganizationRow:\n    pass\n", 1),
        ("x = 1\nsoNumber = 5\n", 2),
        ("def read(*, nguoi_ky):\n    return nguoi_ky\n", 1),
        ("for so_number in ():\n    pass\n", 1),
        ("class Kind:\n    QuyChE = 'x'\n", 2),
        ("class Kind:\n    CV = 'cv'\n", 2),
        ("import re as utils\n", 1),
        ("class Letter:\n    recipients: tuple[str, ...]\n", 2),
        ("class Letter:\n\n    def recipients(self):\n        return ()\n", 3),
        ('"""Lists of organizations."""\n', 1),
        ("x = 1\n\n# the behavior of a reader\n", 3),
    ],
)
def test_a_replaced_spelling_is_named_with_file_and_line(complain, source, line):
    (complaint,) = complain("src/somewhere.py", source)

    assert complaint.startswith(f"src/somewhere.py:{line}: «")
    assert "write " in complaint


@pytest.mark.parametrize(
    "source",
    [
        "class Draft:\n    recipients: tuple[str, ...]\n",
        "def addressed(recipients):\n    return recipients\n",
        "from collections import abc\nfont.color = abc.abstract\n",
        'ALIGN = "center"\n',
        '"""Set ``organization`` in an XML file."""\n',
        "class Organisation:\n    code_number: int\n",
        "# Căn cứ Nghị định, nơi nhận, người ký, trích yếu\n",
    ],
)
def test_what_the_glossary_allows_is_left_alone(complain, source):
    assert complain("src/somewhere.py", source) == []


def test_a_module_is_checked_by_its_own_name(complain):
    (complaint,) = complain("src/helpers.py", "x = 1\n")

    assert complaint.startswith("src/helpers.py:1: ")


def test_a_file_that_python_cannot_read_is_named_and_the_others_are_still_checked(complain):
    complain("src/aaa.py", "def broken(:\n")

    found = complain("src/zzz.py", "soNumber = 5\n")

    assert [one.split(": ")[0] for one in found] == ["src/aaa.py:1", "src/zzz.py:1"]


def test_prose_is_checked_outside_code(complain):
    page = "A page.\n\n```toml\norganization = 1\n```\n`organization` is a key.\nAn official dispatch to an organization.\n"

    found = complain("docs/page.md", page)

    assert [one.split(": ")[0] for one in found] == ["docs/page.md:7", "docs/page.md:7"]


def test_every_entry_says_what_to_write_and_why(root):
    terms = tomllib.loads((root / "scripts/glossary.toml").read_text("utf-8"))["terms"]

    assert len(terms) > 20
    for entry in terms:
        assert entry["term"]
        assert entry["instead"]
        assert entry["reason"].endswith(".")
        assert entry["where"]
        assert set(entry["where"]) <= {"code", "docs"}
    names = [entry["term"] for entry in terms]
    assert len(set(names)) == len(names)
