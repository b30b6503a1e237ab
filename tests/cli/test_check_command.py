"""``vanban check``: what it prints and writes, and its exit codes."""

import json
import sys
import zipfile
from pathlib import Path

import pytest
from command_line import vanban
from docx import Document
from docx.shared import Mm, Pt

RENDERING = Path(__file__).parents[1] / "rendering"
FIVE = {"passed", "failed", "to_be_seen", "not_judged", "not_applicable"}
SARIF_KINDS = {"fail", "review", "open"}


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    """A công văn of our own as DOCX and PDF."""
    sys.path.insert(0, str(RENDERING))
    from rendering_letters import CLOSING, body, simple  # noqa: PLC0415  # the path to it is set above

    from vanban.rendering.docx.press import letter_docx  # noqa: PLC0415
    from vanban.rendering.pdf.press import letter_pdf  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("own")
    text = body(
        "Thực hiện Kế hoạch số 150/KH-UBND ngày 10 tháng 01 năm 2025 của Ủy ban nhân dân tỉnh Khánh Hòa về cải cách "
        "hành chính năm 2025, Sở Nội vụ khảo sát mức độ hài lòng của người dân trong tháng 01 năm 2026."
    )
    more = body("Báo cáo kết quả theo Kế hoạch số 150/KH-UBND gửi về Sở Nội vụ trước ngày 30 tháng 01 năm 2026.")
    letter = simple(text, more, CLOSING)
    (folder / "cong-van.docx").write_bytes(letter_docx(letter))
    (folder / "cong-van.pdf").write_bytes(letter_pdf(letter))
    return folder


@pytest.fixture
def spoilt(letters, tmp_path):
    """The same letter with a left margin of 20 mm and its last paragraph in 12 pt."""
    document = Document(str(letters / "cong-van.docx"))
    document.sections[0].left_margin = Mm(20)
    closing = next(one for one in document.paragraphs if one.text.endswith("./."))
    for run in closing.runs:
        run.font.size = Pt(12)
    path = tmp_path / "hong.docx"
    document.save(str(path))
    return path


def checked(*arguments):
    ran = vanban("check", *arguments, "--json")
    return ran.code, json.loads(ran.out)["files"]


@pytest.mark.parametrize(("name", "at_least"), [("cong-van.docx", 60), ("cong-van.pdf", 35)])
def test_a_letter_of_our_own_passes_many_rules_and_fails_none(letters, name, at_least):
    code, (file,) = checked(letters / name)

    assert code == 0
    assert file["counts"]["failed"] == 0
    assert file["counts"]["passed"] >= at_least
    assert set(file["counts"]) == FIVE
    assert (file["state"], file["document_type"], file["law_of"]) == ("issued", "cong_van", "2026-01-05")


def test_a_spoilt_letter_is_told_with_place_limit_and_clause_and_exit_code_1(spoilt):
    ran = vanban("check", spoilt)

    assert ran.code == 1
    assert "20.0 mm" in ran.out
    assert "30–35 mm" in ran.out
    assert "NĐ30-R05" in ran.out
    assert "không đạt" in ran.out


def test_only_on_request_is_told_what_could_not_be_judged(letters):
    assert "tệp DOCX không cho biết" not in vanban("check", letters / "cong-van.docx").out
    assert "tệp DOCX không cho biết" in vanban("check", letters / "cong-van.docx", "--all").out


def test_a_draft_may_leave_its_number_blank_and_an_issued_document_may_not(letters, tmp_path):
    document = Document(str(letters / "cong-van.docx"))
    for cell in (cell for table in document.tables for row in table.rows for cell in row.cells):
        for paragraph in cell.paragraphs:
            if paragraph.text.startswith("Số:"):
                first, *others = paragraph.runs
                first.text = "Số: ……/SNV-CCHC"
                for run in others:
                    run.text = ""
    path = tmp_path / "du-thao.docx"
    document.save(str(path))

    assert checked(path)[0] == 0
    assert checked(path)[1][0]["state"] == "draft"
    code, (file,) = checked(path, "--state", "issued")
    assert code == 1
    assert "NĐ30-R29" in {one["rule"] for one in file["judgements"] if one["verdict"] == "failed"}


def test_folders_and_zip_files_are_opened(letters, spoilt, tmp_path):
    with zipfile.ZipFile(tmp_path / "goi.zip", "w") as archive:
        archive.write(spoilt, "a/hong.docx")
        archive.write(spoilt, "__MACOSX/._hong.docx")
        archive.writestr("ghi-chu.txt", "không xét")

    code, files = checked(letters, tmp_path / "goi.zip")

    assert code == 1
    assert [Path(one["file"]).name for one in files] == ["cong-van.docx", "cong-van.pdf", "hong.docx"]
    assert files[2]["file"] == f"{tmp_path / 'goi.zip'}/a/hong.docx"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("hong.docx", b"PK\x03\x04 khong phai docx", "hong.docx"),
        ("rong.pdf", b"", "rong.pdf"),
        ("hong.zip", b"khong phai zip", "tệp ZIP hỏng"),
        ("ghi-chu.txt", b"chu", "không phải tệp DOCX, PDF hay ZIP"),
    ],
)
def test_an_unreadable_file_is_named_with_exit_code_2(letters, tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)

    ran = vanban("check", tmp_path / name, letters / "cong-van.docx")

    assert ran.code == 2
    assert said in ran.err
    assert "→" in ran.err
    assert "Traceback" not in ran.err
    assert "Đạt" in ran.out, "the readable file is judged all the same"


def test_a_missing_file_is_told_with_exit_code_2(tmp_path):
    ran = vanban("check", tmp_path / "khong-co.docx")

    assert ran.code == 2
    assert "không có tệp này" in ran.err


def test_sarif_holds_what_a_reader_of_the_standard_needs(letters, spoilt, tmp_path):
    target = tmp_path / "ket-qua.sarif"
    (tmp_path / "rong.pdf").write_bytes(b"")

    vanban("check", letters / "cong-van.docx", spoilt, tmp_path / "rong.pdf", "--sarif", target)

    log = json.loads(target.read_text("utf-8"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({one["id"] for one in rules}) == len(rules) > 90
    assert len(run["artifacts"]) == 3
    assert not run["invocations"][0]["executionSuccessful"]
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == 1
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert result["kind"] in SARIF_KINDS
        assert (result["level"] != "none") == (result["kind"] == "fail"), "only failures have a level"
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][place["index"]]["location"]["uri"] == place["uri"]
        assert " " not in place["uri"]
    assert [one["ruleId"] for one in run["results"] if one["kind"] == "fail" and one["level"] == "error"]


def test_the_html_page_needs_nothing_beside_itself_and_escapes_what_a_file_says(spoilt, tmp_path):
    target = tmp_path / "ket-qua.html"
    named = tmp_path / "a<b>.docx"
    named.write_bytes(spoilt.read_bytes())

    vanban("check", named, "--html", target)

    page = target.read_text("utf-8")
    assert "NĐ30-R05" in page
    assert "a&lt;b&gt;.docx" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_comments_stand_at_their_places_and_leave_the_text_alone(spoilt, tmp_path):
    target = tmp_path / "co-chu-thich.docx"
    before = spoilt.read_bytes()

    ran = vanban("check", spoilt, "--comments", target)

    assert ran.code == 1
    assert spoilt.read_bytes() == before
    original, copy = Document(str(spoilt)), Document(str(target))
    assert [one.text for one in copy.paragraphs] == [one.text for one in original.paragraphs]
    words = [comment.text for comment in copy.comments]
    assert any("NĐ30-R05" in text for text in words)
    (closing,) = (one for one in copy.paragraphs if one.text.endswith("./."))
    held = closing._p.xpath("./w:commentRangeStart/@w:id")
    assert any("cỡ chữ 12" in one.text for one in copy.comments if str(one.comment_id) in held)
    starts = copy.element.body.xpath(".//w:commentRangeStart")
    assert len(starts) == len(words) == len(copy.element.body.xpath(".//w:commentReference"))
    code, (file,) = checked(target)
    assert code == 1
    assert file["counts"] == checked(spoilt)[1][0]["counts"], "a comment is no part of the document"


def test_comments_are_for_one_docx_and_never_over_the_file_itself(letters, spoilt):
    assert vanban("check", letters / "cong-van.pdf", "--comments", "a.docx").code == 2
    assert vanban("check", letters, "--comments", "a.docx").code == 2
    assert vanban("check", spoilt, "--comments", spoilt).code == 2


def test_a_file_that_can_be_judged_but_not_copied_is_told_in_a_sentence(spoilt, tmp_path):
    odd = tmp_path / "la.docx"
    with zipfile.ZipFile(spoilt) as good, zipfile.ZipFile(odd, "w") as archive:
        for name in good.namelist():
            content = good.read(name)
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
                more = f'<Relationship Id="r99" Type="{kind}" Target="media/la.xyz"/></Relationships>'
                content = content.replace(b"</Relationships>", more.encode())
            archive.writestr(name, content)
        archive.writestr("word/media/la.xyz", b"khong ro kieu")

    ran = vanban("check", odd, "--comments", tmp_path / "ra.docx")

    assert checked(odd)[0] == 1
    assert ran.code == 2
    assert "không đúng chuẩn của Word → Mở tệp bằng Word" in ran.err
    assert not (tmp_path / "ra.docx").exists()
