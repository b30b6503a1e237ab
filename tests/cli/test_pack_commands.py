"""Packs by the command line: made of a launched campaign, and looked at before they are passed on."""

import hashlib
import zipfile

import pytest
from command_line import vanban

AT = ("--database", "so.db", "--out", "ra")


@pytest.fixture
def packs(launched, tmp_path):
    """The packs of a launched campaign."""
    assert vanban("pack", launched, *AT).code == 0
    made = sorted(tmp_path.rglob("goi/*.zip"))
    assert made
    return made


def test_a_sound_pack_is_told_with_its_hash_to_compare(packs):
    done = vanban("verify", *packs)

    assert done.code == 0
    assert all(hashlib.sha256(pack.read_bytes()).hexdigest() in done.out for pack in packs)


def test_of_several_packs_the_spoilt_ones_are_told_file_by_file_and_the_others_are_sound(packs, tmp_path):
    other = tmp_path / "khác.zip"
    with zipfile.ZipFile(packs[0]) as held, zipfile.ZipFile(other, "w") as copy:
        for name in held.namelist():
            if not name.endswith(".pdf"):
                copy.writestr(name, held.read(name))

    done = vanban("verify", packs[0], other, "không-có.zip")

    assert done.code == 1
    assert hashlib.sha256(packs[0].read_bytes()).hexdigest() in done.out
    assert "thiếu tệp có trong bảng kê" in done.err
    assert "không-có.zip: không có tệp này → kiểm tra đường dẫn" in done.err
