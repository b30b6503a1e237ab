"""Help is light, and whatever goes wrong is one sentence without a traceback."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from command_line import command, vanban, vanban_process

from vanban.cli import options

GROUPS = ("init", "plan", "draft", "launch", "schema", "letter", "register", "audit", "directory")
HEAVY = ("weasyprint", "docxtpl", "sqlalchemy", "docx", "openpyxl", "alembic", "jsonschema", "PIL")


def test_help_of_every_command_loads_neither_presses_nor_database():
    script = f"""
import sys, contextlib, io
from vanban.cli.main import main
for words in {[[], *[[group] for group in GROUPS], ["register", "export"], ["letter", "issue"]]!r}:
    sys.argv = ["vanban", *words, "--help"]
    with contextlib.redirect_stdout(io.StringIO()) as shown:
        try:
            main()
        except SystemExit as end:
            assert not end.code, (words, end.code)
    assert "Cách dùng: vanban" in shown.getvalue(), words
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, encoding="utf-8")

    assert done.stdout.strip() == "[]"


def test_a_second_launch_loads_no_press(launched, tmp_path):
    script = f"""
import sys
from vanban.cli.main import main
sys.argv = ["vanban", "launch", {str(launched)!r}, "--yes", "--database", "so.db", "--out", "ra", "--json"]
try:
    main()
finally:
    print([name for name in ("weasyprint", "docxtpl") if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, encoding="utf-8", cwd=tmp_path
    )

    assert done.stderr.strip() == "[]"


def test_an_unexpected_error_is_one_sentence_without_a_traceback(folder, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("thử")

    monkeypatch.setattr("vanban.intake.campaign.campaign_folder.read_campaign", broken)

    ran = vanban("plan", folder)

    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("Lỗi của phần mềm (ZeroDivisionError: thử) → ")
    assert len(ran.err.splitlines()) == 1


def test_an_unexpected_error_shows_itself_to_an_operator_who_asks(folder, monkeypatch):
    monkeypatch.setattr("vanban.intake.campaign.campaign_folder.read_campaign", lambda _: 1 / 0)
    monkeypatch.setenv("VANBAN_DEBUG", "1")

    with pytest.raises(ZeroDivisionError):
        vanban("plan", folder)


def test_an_output_folder_that_is_a_file_is_told_before_the_first_number(folder):
    Path("ra").write_text("a file")

    ran = vanban("launch", folder, "--yes", "--out", "ra", "--json")
    written = vanban("directory", "export", "--out", "ra")
    scaffolded = vanban("init", "ra/dot")

    assert ran.code == 2
    assert ran.err.startswith("Không ghi được tệp ra/dot-mau-2024/.thu-ghi: ")
    assert not Path("vanban.db").exists()
    assert (written.code, scaffolded.code) == (2, 2)
    assert (
        written.err
        == "Không đọc hoặc ghi được ra: đã có tệp cùng tên → Kiểm tra đường dẫn, quyền ghi và chỗ trống trên đĩa.\n"
    )
    assert len(scaffolded.err.splitlines()) == 1


def test_a_command_that_is_interrupted_says_how_to_go_on(folder, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("vanban.intake.campaign.campaign_folder.read_campaign", interrupted)

    ran = vanban("plan", folder)

    assert (ran.code, ran.out) == (130, "")
    assert ran.err.startswith("Đã dừng giữa chừng → Chạy lại lệnh")


def test_vietnamese_comes_out_whole_where_the_system_knows_only_ascii(folder, tmp_path):
    ran = vanban_process("plan", folder, folder=tmp_path, PYTHONIOENCODING="ascii", LC_ALL="C")
    refused = vanban_process("plan", "khong-co", folder=tmp_path, PYTHONIOENCODING="ascii", LC_ALL="C")

    assert ran.code == 0
    assert "Đợt mẫu để thử mọi lỗi" in ran.out
    assert "không có thư mục này" in refused.err


def test_a_reader_that_stops_early_is_no_fault_of_the_command(folder):
    words = " ".join(f"'{word}'" for word in command("directory", "show"))

    done = subprocess.run(f"{words} | head -1", shell=True, check=False, capture_output=True, encoding="utf-8")  # noqa: S602

    assert "Traceback" not in done.stderr
    assert "Lỗi của phần mềm" not in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_an_account_without_a_name_can_work(monkeypatch):
    def nameless():
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nameless)

    assert options.occasion().actor == f"uid-{os.getuid()}"
    assert options.occasion("Nguyễn Văn A").actor == "Nguyễn Văn A"
    assert isinstance(options.occasion().today, date)
