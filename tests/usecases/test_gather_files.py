"""Which files are meant: folders, ZIP files, and what is left out or refused."""

import zipfile
from pathlib import Path

import pytest

from vanban.usecases.checking import gather_files as gathering
from vanban.usecases.checking.gather_files import gather_files


@pytest.fixture
def scratch(tmp_path):
    folder = tmp_path / "tam"
    folder.mkdir()
    return folder


def names(sources):
    return [Path(one.name).name for one in sources]


def test_a_folder_gives_its_docx_and_pdf_files_in_order_and_no_others(tmp_path, scratch):
    folder = tmp_path / "ho-so"
    (folder / "con").mkdir(parents=True)
    for name in ("b.docx", "a.PDF", "con/c.docx", "~$b.docx", ".an.docx", "ghi-chu.txt"):
        (folder / name).write_bytes(b"x")

    assert names(gather_files([folder], scratch)) == ["a.PDF", "b.docx", "c.docx"]


def test_a_file_named_twice_is_checked_once(tmp_path, scratch):
    (tmp_path / "a.docx").write_bytes(b"x")

    assert names(gather_files([tmp_path / "a.docx", tmp_path / "a.docx"], scratch)) == ["a.docx"]


def test_members_of_two_zip_files_keep_their_own_content_whatever_their_names(tmp_path, scratch):
    for zip_name in ("m.zip", "n.zip"):
        with zipfile.ZipFile(tmp_path / zip_name, "w") as archive:
            archive.writestr("../../ra-ngoai.docx", zip_name)
            archive.writestr("a.docx", f"{zip_name} a")

    sources = gather_files([tmp_path / "m.zip", tmp_path / "n.zip"], scratch)

    assert [one.path.read_text() for one in sources] == ["m.zip", "m.zip a", "n.zip", "n.zip a"]
    assert {one.path.parent for one in sources} == {scratch}
    assert not (tmp_path.parent / "ra-ngoai.docx").exists()


def test_a_member_larger_than_its_limit_is_refused_before_it_fills_the_disk(tmp_path, scratch, monkeypatch):
    monkeypatch.setattr(gathering, "LARGEST_FILE", 1000)
    with zipfile.ZipFile(tmp_path / "bom.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bom.docx", b"\0" * 5_000_000)

    (source,) = gather_files([tmp_path / "bom.zip"], scratch)

    assert "lớn hơn" in source.problem
    assert sum(one.stat().st_size for one in scratch.iterdir()) <= 1000


@pytest.mark.parametrize(
    ("limit", "value"), [("MOST_FILES", 2), ("MOST_BYTES_IN_ZIP", 10)], ids=["many members", "many bytes"]
)
def test_a_zip_file_beyond_its_limits_is_refused_as_a_whole(tmp_path, scratch, monkeypatch, limit, value):
    monkeypatch.setattr(gathering, limit, value)
    with zipfile.ZipFile(tmp_path / "lon.zip", "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.docx", b"xxxxx")

    (source,) = gather_files([tmp_path / "lon.zip"], scratch)

    assert "chia nhỏ" in source.problem


def test_a_folder_with_too_many_files_says_so_after_the_first(tmp_path, scratch, monkeypatch):
    monkeypatch.setattr(gathering, "MOST_FILES", 2)
    for number in range(5):
        (tmp_path / f"{number}.docx").write_bytes(b"x")

    sources = gather_files([tmp_path], scratch)

    assert "chia thành nhiều lần" in sources[-1].problem
    assert len(sources) == 4


def test_a_damaged_member_is_told_and_holds_up_no_other_file(tmp_path, scratch):
    (tmp_path / "a.docx").write_bytes(b"x")
    path = tmp_path / "hong.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.docx", "văn bản " * 500)
    content = bytearray(path.read_bytes())
    content[50:70] = b"\xff" * 20
    path.write_bytes(content)

    damaged, whole = gather_files([path, tmp_path / "a.docx"], scratch)

    assert "ZIP hỏng" in damaged.problem
    assert not whole.problem


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"khong phai zip"])
def test_a_damaged_zip_file_is_told(tmp_path, scratch, content):
    (tmp_path / "hong.zip").write_bytes(content)

    (source,) = gather_files([tmp_path / "hong.zip"], scratch)

    assert "→" in source.problem
