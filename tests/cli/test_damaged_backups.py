"""No byte of an archive can be other than it was written, and no archive made by other means does harm."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest
from command_line import vanban
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from kept_office import AT, done, undrawn

from vanban.domain.errors import IllegalTransition
from vanban.storage.folder import FolderStorage
from vanban.store.canonical import canonical_json
from vanban.usecases.keeping import archive_reading
from vanban.usecases.keeping.archive_reading import UnusableBackup
from vanban.usecases.keeping.restore_office import check_backup, restore_office

LETTER = "files/dot-mau-2024/snv-2020/0001-SNV-CCHC-trien-khai.pdf"
SEAL_BYTES = 64


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> bytes:
    """The bytes of a small archive."""
    place = tmp_path_factory.mktemp("kho")
    folder = shutil.copytree(Path(__file__).parent / "data" / "dot-mau", place / "dot-mau")
    before = Path.cwd()
    os.chdir(place)
    try:
        with undrawn():
            done("2024-10-01", "launch", folder, "--yes", *AT)
        assert vanban("backup", "kho.zip", *AT).code == 0
    finally:
        os.chdir(before)
    return (place / "kho.zip").read_bytes()


def refusal(content: bytes, place: Path) -> str:
    """What is said when an archive is to be restored; nothing may have been written by then."""
    path = place / "kho.zip"
    path.write_bytes(content)
    there = set(place.rglob("*"))
    with pytest.raises(UnusableBackup) as told:
        restore_office(path, str(place / "moi" / "so.db"), FolderStorage(place / "moi" / "ra"))
    assert set(place.rglob("*")) == there, "something was written"
    with pytest.raises(UnusableBackup):
        check_backup(path)
    return told.value.message


any_place = st.floats(0, 1, exclude_max=True)
often = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@often
@given(where=any_place, mask=st.integers(1, 255))
@example(where=0.0, mask=1)
@example(where=0.9999999, mask=0x80)
def test_one_changed_byte_anywhere_is_refused(whole, tmp_path, where, mask):
    spoilt = bytearray(whole)
    spoilt[int(where * len(whole))] ^= mask

    assert "không nguyên vẹn" in refusal(bytes(spoilt), tmp_path)


@often
@given(begin=any_place, end=any_place, put_in=st.binary(max_size=200))
@example(begin=0.0, end=0.0, put_in=b"x")
@example(begin=0.5, end=0.99999999, put_in=b"")
@example(begin=0.0, end=0.99999999, put_in=b"")
def test_bytes_taken_out_put_in_or_replaced_are_refused(whole, tmp_path, begin, end, put_in):
    first, last = sorted((int(begin * len(whole)), int(end * len(whole)) + 1))
    spoilt = whole[:first] + put_in + whole[last:]

    assert "không nguyên vẹn" in refusal(spoilt, tmp_path)


@pytest.mark.parametrize("content", [b"", b"x", b"0" * SEAL_BYTES, hashlib.sha256().hexdigest().encode()])
def test_what_is_no_archive_is_refused(tmp_path, content):
    assert "→ dùng bản sao lưu khác" in refusal(content, tmp_path)


def sealed(content: bytes) -> bytes:
    """An archive under a seal that fits, as someone makes it who knows how."""
    body = content[:-SEAL_BYTES]
    return body + hashlib.sha256(body).hexdigest().encode()


def forged(whole: bytes, change, *, relist: bool = True) -> bytes:
    """The archive with its members and manifest changed, all hashes and the seal made to fit again."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {one.filename: (archive.read(one), one.compress_type) for one in archive.infolist()}
    manifest = json.loads(members.pop("MANIFEST.json")[0])
    change(members, manifest)
    if relist:
        manifest["members"] = [
            {"path": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, (content, _) in members.items()
        ]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, (content, packing) in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, packing)
        archive.writestr(zipfile.ZipInfo("MANIFEST.json"), json.dumps(manifest), zipfile.ZIP_DEFLATED)
        archive.comment = b"0" * SEAL_BYTES
    return sealed(target.getvalue())


def test_an_archive_made_anew_with_nothing_changed_is_as_good(whole, tmp_path):
    (tmp_path / "kho.zip").write_bytes(forged(whole, say()))

    assert check_backup(tmp_path / "kho.zip").entries == 7


@pytest.mark.parametrize(
    "name",
    [
        *("files/../../thoat.pdf", "files//etc/thoat.pdf", "/etc/thoat.pdf", "files/./thoat.pdf", "../thoat.pdf"),
        *("files/dot\\..\\thoat.pdf", "files/.ssh/authorized_keys", "files/dot/"),
    ],
)
def test_a_name_that_leads_out_or_hides_is_refused(whole, tmp_path, name):
    def change(members, _manifest):
        members[name] = members.pop(LETTER)

    assert "tên tệp dẫn ra ngoài thư mục khôi phục, hoặc là tên ẩn" in refusal(forged(whole, change), tmp_path)


def test_a_name_of_the_register_that_leads_out_is_refused_with_its_file(whole, tmp_path):
    def change(members, _manifest):
        rows, packing = members["tables/rendition.jsonl"]
        changed = rows.replace(b"snv-2020/0001-SNV-CCHC-trien-khai.pdf", b"../../thoat.pdf")
        assert changed != rows
        members["tables/rendition.jsonl"] = (changed, packing)
        members["files/dot-mau-2024/../../thoat.pdf"] = members.pop(LETTER)

    assert "dẫn ra ngoài" in refusal(forged(whole, change), tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "packing"),
    [
        ("tables/audit_entry.jsonl", b"\n" * 30_000_000, zipfile.ZIP_DEFLATED),
        ("DOC-TOI.txt", b"0" * 30_000_000, zipfile.ZIP_DEFLATED),
        (LETTER, b"0" * 1000, zipfile.ZIP_DEFLATED),
        (LETTER, b"0" * 1000, zipfile.ZIP_BZIP2),
    ],
)
def test_what_unpacks_to_far_more_than_it_is_or_is_packed_otherwise_is_refused(whole, tmp_path, name, content, packing):
    def change(members, _manifest):
        members[name] = (content, packing)

    told = refusal(forged(whole, change), tmp_path)

    assert any(said in told for said in ("giải nén ra lớn bất thường", "bị nén", "nén theo cách lạ"))


def test_a_manifest_that_is_a_bomb_is_not_unpacked(whole, tmp_path):
    def change(_members, manifest):
        manifest["faults"] = ["0" * 60_000_000]

    assert "giải nén ra lớn bất thường" in refusal(forged(whole, change), tmp_path)


def test_too_many_members_are_refused(whole, tmp_path, monkeypatch):
    monkeypatch.setattr(archive_reading, "MEMBERS_LIMIT", 20)

    assert "có hơn 20 tệp bên trong" in refusal(whole, tmp_path)


def test_a_longer_line_than_any_row_is_refused(whole, tmp_path, monkeypatch):
    monkeypatch.setattr(archive_reading, "MEGABYTE", 1)

    assert "lớn" in refusal(whole, tmp_path)


def drop(name):
    return lambda members, _manifest: members.pop(name)


def put(name, content):
    return lambda members, _manifest: members.update({name: (content, zipfile.ZIP_STORED)})


def replace_in(name, old, new):
    def change(members, _manifest):
        content, packing = members[name]
        assert old in content
        members[name] = (content.replace(old, new), packing)

    return change


def say(**facts):
    return lambda _members, manifest: manifest.update(facts)


@pytest.mark.parametrize(
    ("change", "relist", "said"),
    [
        (drop(LETTER), False, "thiếu tệp có trong bảng kê"),
        (put("files/them.pdf", b"%PDF"), False, "tệp không có trong bảng kê"),
        (put(LETTER, b"%PDF another"), False, "bảng kê ghi"),
        (drop(LETTER), True, "không phải là những tệp mà sổ đăng ký ghi"),
        (put("files/them.pdf", b"%PDF"), True, "không phải là những tệp mà sổ đăng ký ghi"),
        (put(LETTER, b"%PDF another"), True, "không phải là những tệp mà sổ đăng ký ghi"),
        (put("la.txt", b"x"), True, "không đúng là của một bản sao lưu"),
        (drop("tables/sweep.jsonl"), True, "không đúng là của một bản sao lưu"),
        (put("tables/la.jsonl", b""), True, "không đúng là của một bản sao lưu"),
        (put("tables/sweep.jsonl", b"[]\n"), True, "có dòng không phải bản ghi"),
        (put("tables/sweep.jsonl", b"{}\n"), True, "có dòng không phải bản ghi"),
        (put("tables/sweep.jsonl", b"[" * 100_000), True, "có dòng không phải bản ghi"),
        (put("tables/sweep.jsonl", b'["2024-13-01", "x", "y"]\n'), True, "có dòng không phải bản ghi"),
        (put("tables/sweep.jsonl", b'["2024-12-01", "x", NaN]\n'), True, "có dòng không phải bản ghi"),
        (put("tables/sweep.jsonl", b'["2024-12-01", "x", "y"]\n'), True, "có 1 dòng, bảng kê ghi 0"),
        (put("tables/sweep.jsonl", b"\xff\n"), True, "có dòng không phải bản ghi"),
        (replace_in("tables/rendition.jsonl", b'[1,"docx"', b'[9,"docx"'), True, "không phải của một sổ đăng ký"),
        (say(kind="khac"), True, "bảng kê không đọc được"),
        (say(format=2), True, "do bản phần mềm mới hơn ghi"),
        (say(audit=[]), True, "bảng kê không đọc được"),
        (say(tables="x"), True, "bảng kê không đọc được"),
        (say(schema="9999"), True, "do bản phần mềm mới hơn làm ra"),
    ],
)
def test_an_archive_that_contradicts_itself_is_refused_with_the_reason(whole, tmp_path, change, relist, said):
    assert said in refusal(forged(whole, change, relist=relist), tmp_path)


def test_all_that_is_wrong_is_told_at_once(whole, tmp_path):
    def change(members, _manifest):
        del members[LETTER]
        members["files/them.pdf"] = (b"%PDF", zipfile.ZIP_STORED)
        members["tables/sweep.jsonl"] = (b"[]\n", zipfile.ZIP_STORED)

    told = refusal(forged(whole, change, relist=False), tmp_path).splitlines()

    assert [line.split(":")[0] for line in told] == [
        *(f"kho.zip, {name}" for name in (LETTER, "files/them.pdf", "tables/sweep.jsonl")),
    ]


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        # A number given twice, a recipient of no letter: what the tables themselves do not take.
        ("register_entry", b'"snv-2020","chung",2024,2,', b'"snv-2020","chung",2024,1,'),
        ("entry_recipient", b"[2,1,", b"[7,1,"),
        ("obligation", b"[1,1,", b"[1,55,"),
    ],
)
def test_rows_that_no_register_can_hold_leave_nothing(whole, tmp_path, table, old, new):
    content = forged(whole, replace_in(f"tables/{table}.jsonl", old, new))
    (tmp_path / "kho.zip").write_bytes(content)
    place = tmp_path / "moi"

    with pytest.raises(UnusableBackup, match="không nạp được vào sổ đăng ký"):
        restore_office(tmp_path / "kho.zip", str(place / "so.db"), FolderStorage(place / "ra"))

    assert not (place / "ra").exists()
    (tmp_path / "kho.zip").write_bytes(whole)
    restore_office(tmp_path / "kho.zip", str(place / "so.db"), FolderStorage(place / "ra"))


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("register_entry", b'"issued","","2024-09-27"', b'"issued","","2024-09-26"'),
        ("obligation", b'"2024-12-04"', b'"2024-12-14"'),
        ("audit_entry", b'"render"', b'"issue"'),
    ],
)
def test_rows_unlike_the_log_and_a_log_unlike_itself_do_not_pass_for_sound(whole, tmp_path, table, old, new):
    (tmp_path / "kho.zip").write_bytes(forged(whole, replace_in(f"tables/{table}.jsonl", old, new)))
    place = tmp_path / "moi"

    with pytest.raises(IllegalTransition, match="không khớp với nhật ký"):
        restore_office(tmp_path / "kho.zip", str(place / "so.db"), FolderStorage(place / "ra"))

    # And the place goes on saying that it is no office yet.
    assert (place / "ra" / "KHOI-PHUC-CHUA-XONG.txt").exists()


def test_a_log_written_anew_is_sound_in_itself_and_shown_by_the_head_that_was_noted(whole, tmp_path):
    """Whoever knows all of this writes every hash anew, but not what stands in another's notebook."""
    (tmp_path / "kho.zip").write_bytes(whole)
    head = check_backup(tmp_path / "kho.zip").head

    def change(members, manifest):
        lines = members["tables/audit_entry.jsonl"][0].splitlines()
        entries = [json.loads(line) for line in lines]
        previous = ""
        for entry in entries:
            entry[2], entry[5] = "Người khác", previous
            entry[6] = previous = hashlib.sha256(canonical_json(entry[:6]).encode()).hexdigest()
        manifest["audit"]["head"] = previous
        text = "".join(f"{canonical_json(entry)}\n" for entry in entries)
        members["tables/audit_entry.jsonl"] = (text.encode(), zipfile.ZIP_DEFLATED)

    path = tmp_path / "gia.zip"
    path.write_bytes(forged(whole, change))
    place = tmp_path / "moi"

    with pytest.raises(UnusableBackup, match="nhật ký trong bản sao lưu không có mục mang mã băm"):
        restore_office(path, str(place / "so.db"), FolderStorage(place / "ra"), expected_head=head)
    assert not place.exists()
    assert restore_office(path, str(place / "so.db"), FolderStorage(place / "ra")).findings == ()
