"""The gate on the command line: exit 2, every fault with its place and remedy, and nothing left behind."""

import shutil

import pytest
from command_line import vanban_process
from docx import Document
from mistakes import MASTERS, change, copy_of_masters

LAUNCH = ("launch", "dot-mau", "--yes", "--json", "--database", "so.db", "--out", "ra")


def spoil(masters):
    """Quốc hiệu loses its bold face in Word, and the PDF its left margin."""
    document = Document(masters / "docx" / "cong-van.docx")
    document.styles["VB Quốc hiệu"].font.bold = False
    document.save(masters / "docx" / "cong-van.docx")
    change("{{ house.margin_left_mm }}mm;", "20mm;", "html/letter.css.j2")(masters)


@pytest.mark.slow
def test_a_launch_with_masters_that_break_the_decree_leaves_nothing_and_succeeds_once_they_are_mended(folder, tmp_path):
    masters = copy_of_masters(tmp_path)
    spoil(masters)
    # Ten letters are proofed by a pool of processes.
    change('drafting_unit = "CCHC"', 'drafting_unit = "CCHC"\none_each = true')(folder)

    refused = vanban_process(*LAUNCH, folder=tmp_path, VANBAN_TEMPLATES=str(masters))

    assert (refused.code, refused.out) == (2, "")
    head, *lines = refused.err.splitlines()
    assert head == f"Có {len(lines)} lỗi trong dữ liệu vào; chưa ghi gì, chưa cấp số nào:"
    (bold,) = [line for line in lines if "NĐ30-R16" in line]
    assert "Văn bản “trien-khai-sgddt-2020” của Sở Nội vụ gửi Sở Giáo dục và Đào tạo, bản DOCX" in bold
    assert ", bảng 1, hàng 1, ô 2: Quốc hiệu: cỡ, kiểu chữ, vị trí – chữ không đậm (" in bold
    assert "30/2020/NĐ-CP, Phụ lục I, Phần I, II.1.a" in bold
    assert " → chữ đậm; sửa trong tệp mẫu cong-van.docx" in bold
    assert any("bản PDF" in line and "NĐ30-R05" in line and "letter.css.j2" in line for line in lines)
    assert not (tmp_path / "so.db").exists()
    assert not (tmp_path / "ra").exists()

    for file in ("docx/cong-van.docx", "html/letter.css.j2"):
        shutil.copy(MASTERS / file, masters / file)
    mended = vanban_process(*LAUNCH, folder=tmp_path, VANBAN_TEMPLATES=str(masters))

    assert (mended.code, mended.err) == (0, "")
    assert len(list((tmp_path / "ra").rglob("*.pdf"))) == 10


def test_drafts_are_kept_and_told_that_they_could_not_be_issued(folder, tmp_path):
    masters = copy_of_masters(tmp_path)
    spoil(masters)

    drafted = vanban_process(
        "draft", folder, "--database", "so.db", "--out", "ra", folder=tmp_path, VANBAN_TEMPLATES=str(masters)
    )

    assert drafted.code == 0
    assert len(list((tmp_path / "ra").rglob("*.docx"))) == 2
    head, *lines = drafted.err.splitlines()
    assert head == "Dự thảo còn điều trái quy định, chưa thể phát hành:"
    assert any("NĐ30-R16" in line for line in lines)
    assert any("NĐ30-R05" in line for line in lines)
