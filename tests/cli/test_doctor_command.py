"""The command doctor: a table with remedies, JSON, exit codes, and the sweep."""

import json
import os
from pathlib import Path

from command_line import vanban

AT = ("--database", "so.db", "--out", "ra")


def test_a_fit_machine_is_told_so_thing_by_thing(launched, monkeypatch):
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.delenv("VANBAN_DASK_ADDRESS", raising=False)

    shown, told = vanban("doctor", *AT), json.loads(vanban("doctor", *AT, "--json").out)

    assert (shown.code, told["fit"], told["swept"]) == (0, True, [])
    assert "Làm việc được." in shown.out
    subjects = [one["subject"] for one in told["checks"]]
    assert subjects == [
        *("Python", "Thư viện", "Phông chữ", "HarfBuzz-subset", "Lịch làm việc", "Cơ sở dữ liệu", "Nhật ký"),
        *("Ổ đĩa của cơ sở dữ liệu", "Đồng hồ của máy", "Nơi lưu văn bản", "Chỗ trống trên đĩa", "Tệp tạm còn sót"),
        *("Danh bạ", "Prefect"),
    ]
    assert all(subject in shown.out for subject in subjects)
    assert all(bool(one["remedy"]) == (one["health"] != "good") for one in told["checks"])


def test_a_fault_is_told_with_its_remedy_and_code_1(tmp_path):
    Path("so.db").write_bytes(b"no database" * 100)

    ran = vanban("doctor", *AT)

    assert (ran.code, "HỎNG" in ran.out, "Có chỗ hỏng phải sửa" in ran.out) == (1, True, True)
    assert not Path("ra").exists()


def test_it_changes_nothing_but_what_it_is_told_to_sweep(launched):
    letters = sorted(path for path in Path("ra").rglob("*") if path.is_file())
    left = letters[0].with_name(f".{letters[0].name}.ab12cd_3")
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    before = Path("so.db").read_bytes()

    warned = vanban("doctor", *AT, "--json")
    assert (warned.code, left.exists()) == (0, True)
    assert str(left) in warned.out
    swept = vanban("doctor", *AT, "--sweep")

    assert (swept.code, f"Đã xóa tệp tạm {left} (4 byte)." in swept.out) == (0, True)
    assert sorted(path for path in Path("ra").rglob("*") if path.is_file()) == letters
    assert Path("so.db").read_bytes() == before
