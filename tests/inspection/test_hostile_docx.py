"""Files that are damaged, dangerous or no DOCX: a clear refusal within limits, never a crash."""

import io
import pickle
import time
import zipfile

import foreign_letters as made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peak_memory import peak_memory_of
from rendering_letters import full

from vanban.domain.errors import VanbanError
from vanban.domain.judging.inspected import Element, Inspection
from vanban.inspection.docx import package as limits
from vanban.inspection.docx.inspect import inspect_docx
from vanban.inspection.docx.numbering import printed
from vanban.inspection.unreadable import UnreadableFile
from vanban.rendering.docx.press import letter_docx

OWN = letter_docx(full())
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def tried(tmp_path, content, name="thu.docx"):
    path = tmp_path / name
    path.write_bytes(content)
    return inspect_docx(path)


def refusal(tmp_path, content, name="thu.docx"):
    with pytest.raises(UnreadableFile) as refused:
        tried(tmp_path, content, name)
    assert str(refused.value).startswith(f"{name}: ")
    assert "→" in str(refused.value)
    return refused.value.reason


def repacked(changed=None, dropped=()):
    """Our own letter with some parts changed or left out."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(OWN)) as own, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in own.namelist():
            if name not in dropped:
                archive.writestr(name, (changed or {}).get(name, own.read(name)))
        for name in set(changed or {}) - set(own.namelist()):
            archive.writestr(name, changed[name])
    return saved.getvalue()


def body(xml):
    return made.package(made.document(xml))


@pytest.mark.parametrize("content", [b"", b"PK", b"chi la chu", b"%PDF-1.7", OWN[: len(OWN) // 2], OWN[100:]])
def test_a_truncated_or_foreign_file_is_refused(tmp_path, content):
    assert "hỏng" in refusal(tmp_path, content) or "không phải" in refusal(tmp_path, content)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "khong-co.docx", tmp_path):
        with pytest.raises(UnreadableFile, match="không có tệp này"):
            inspect_docx(path)


def test_the_refusal_is_an_error_of_this_software_that_other_processes_can_hand_on():
    error = UnreadableFile("a.docx", "tệp bị hỏng", "lưu lại")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes
    assert isinstance(again, VanbanError)
    assert (again.message, again.remedy) == ("a.docx: tệp bị hỏng → lưu lại", "lưu lại")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (OLD_WORD, "kiểu cũ"),
        (OLD_WORD + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (repacked({"word/vbaProject.bin": b"x"}), "macro"),
        (repacked(dropped=("[Content_Types].xml",)), "không phải văn bản Word"),
        (repacked(dropped=("word/document.xml",)), "thiếu phần word/document.xml"),
        (repacked({"word/document.xml": b"<w:document"}), "bị hỏng"),
        (repacked({"word/document.xml": b"<a/>"}), "không có nội dung"),
        (repacked({"word/styles.xml": b"\x00\x01"}), "bị hỏng"),
        (
            made.package(made.document(""), main_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
            "macro",
        ),
        (
            made.package(
                made.document(""),
                main_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            ),
            "không phải văn bản Word",
        ),
    ],
)
def test_each_kind_of_unusable_file_has_its_own_reason(tmp_path, content, reason):
    assert reason in refusal(tmp_path, content)


def test_an_archive_with_a_password_is_refused(tmp_path):
    marked = bytearray(OWN)
    at = 0
    while (at := marked.find(b"PK\x01\x02", at)) != -1:
        marked[at + 8] |= 1
        at += 4
    assert "mật khẩu" in refusal(tmp_path, bytes(marked))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "word/header1.xml"])
def test_a_document_type_is_refused_in_every_part_that_is_read(tmp_path, part, encoding):
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    hostile = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><x>&a12;</x>'
    assert "DOCTYPE" in refusal(tmp_path, repacked({part: hostile.encode(encoding)}))


def test_a_file_of_another_entity_is_not_read(tmp_path):
    hostile = b'<!DOCTYPE x [<!ENTITY f SYSTEM "mat-khau.txt">]><x>&f;</x>'
    assert "DOCTYPE" in refusal(tmp_path, repacked({"word/document.xml": hostile}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    assert "nén bất thường" in refusal(tmp_path, repacked({"word/media/bom.bin": bytes(60 * 1024 * 1024)}))


def test_a_member_that_is_larger_than_it_says_is_refused(tmp_path):
    long = b"<a>" + b" " * (limits.LARGEST_PART_BYTES + 10) + b"</a>"
    lying = bytearray(repacked({"word/document.xml": long}))
    size = len(long).to_bytes(4, "little")
    assert lying.count(size) >= 2
    assert refusal(tmp_path, bytes(lying.replace(size, (5000).to_bytes(4, "little"))))


def test_too_many_members_are_refused(tmp_path):
    many = {f"x{number}": b"" for number in range(limits.MOST_MEMBERS + 1)}
    assert "phần" in refusal(tmp_path, repacked(many))


def test_a_packing_that_word_does_not_use_is_refused(tmp_path):
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert "nén theo cách" in refusal(tmp_path, saved.getvalue())


def nested(opening, closing, times):
    return opening * times + made.p("đáy") + closing * times


@pytest.mark.parametrize(
    "xml",
    [
        nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 3000),
        nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 3000),
        "<w:p>" + "<w:ins>" * 3000 + "<w:r><w:t>x</w:t></w:r>" + "</w:ins>" * 3000 + "</w:p>",
        "<w:tbl>" + "<w:sdt>" * 3000 + "<w:tr/>" + "</w:sdt>" * 3000 + "</w:tbl>",
        "<w:p><w:r><w:pict><v:rect><v:textbox><w:txbxContent>" * 500
        + "</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>" * 500,
    ],
    ids=["tables", "tags", "changes", "rows", "boxes"],
)
def test_what_is_nested_too_deep_is_refused(tmp_path, xml):
    assert "sâu" in refusal(tmp_path, body(xml))


def test_too_many_tags_paragraphs_and_sections_are_refused(tmp_path, monkeypatch):
    assert "đoạn" in refusal(tmp_path, body("<w:p/>" * 125_000))
    assert "dài hơn" in refusal(tmp_path, body(made.p("chữ " * 70_000)))
    assert "section" in refusal(tmp_path, body("<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" * 600))
    monkeypatch.setattr(limits, "MOST_TAGS", 500)
    assert "quá dài" in refusal(tmp_path, body("<w:p/>" * 500))


@pytest.mark.parametrize(
    "xml",
    [
        made.p("_" * 200_000 + "x"),
        made.p("\t" * 30_000 + "Nơi nhận:"),
        made.p("a\n" * 30_000),
        made.p("    x" * 30_000),
        made.p("(" + "ký " * 30_000),
        made.p("số" + " " * 100_000),
        made.p("Kính gửi: " + "Sở A, " * 30_000),
        "<w:p><w:pPr><w:pBdr><w:bottom w:val='single'/></w:pBdr></w:pPr></w:p>" * 20_000,
        made.p("- mục;") * 15_000,
        made.p("PHỤ LỤC") * 10_000,
        made.p("Nơi nhận:\tKT. GIÁM ĐỐC") * 10_000,
        made.p(made.COUNTRY[:-2] + "X") * 5_000,
    ],
)
def test_long_texts_that_tempt_a_pattern_take_a_moment_only(tmp_path, xml):
    begun = time.process_time()
    assert isinstance(tried(tmp_path, body(xml)), Inspection)
    assert time.process_time() - begun < 20


def test_the_largest_file_within_the_limits_stays_within_memory(tmp_path):
    xml = body(made.p("chữ", "", made.BOLD) * 20_000)
    assert peak_memory_of(lambda: tried(tmp_path, xml)) < 1_000_000_000


NO_LENGTHS = (
    '<w:p><w:pPr><w:ind w:left="1e400" w:right="nan"/><w:spacing w:line="0" w:lineRule="exact"/></w:pPr>'
    '<w:r><w:rPr><w:sz w:val="-5"/><w:color/></w:rPr><w:t>x</w:t></w:r></w:p>'
)
NO_SIGNS = '<w:p><w:r><w:sym w:char="D800"/><w:sym w:char="zz"/><w:sym w:char="ffffffff"/><w:t>x</w:t></w:r></w:p>'
NO_GRID = (
    '<w:tbl><w:tblGrid><w:gridCol w:w="0"/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val="9999999"/></w:trPr>'
    '<w:tc><w:tcPr><w:gridSpan w:val="-3"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
)
NO_PAGE = '<w:tbl/><w:tbl><w:tr/></w:tbl><w:sectPr><w:pgSz w:w="0" w:h="-1"/><w:pgNumType w:start="x"/></w:sectPr>'
NO_FRAME = (
    '<w:p><w:pPr><w:framePr w:w="x" w:x="y"/></w:pPr><w:r><w:fldChar w:fldCharType="end"/><w:t>x</w:t></w:r></w:p>'
)
NO_SHAPE = (
    "<w:p><w:r><w:drawing><wp:anchor><wp:positionH><wp:posOffset>9e9</wp:posOffset></wp:positionH>"
    '<wp:extent cx="" cy="x"/><wps:wsp/></wp:anchor></w:drawing></w:r></w:p>'
)
NO_LINE = '<w:p><w:r><w:pict><v:line from="a,b" to="1,2,3" style=";;:"/><v:line/></w:pict></w:r></w:p>'


@pytest.mark.parametrize("xml", [NO_LENGTHS, NO_SIGNS, NO_GRID, NO_PAGE, NO_FRAME, NO_SHAPE, NO_LINE])
def test_numbers_that_are_none_are_passed_over(tmp_path, xml):
    assert isinstance(tried(tmp_path, body(xml)), Inspection)


def test_a_style_that_is_based_on_itself_ends(tmp_path):
    styles = (
        f'<w:styles {made.SPACES}><w:style w:type="paragraph" w:default="1" w:styleId="A"><w:basedOn w:val="B"/>'
        '<w:rPr><w:b/></w:rPr></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    content = made.package(
        made.document(made.p("x")),
        parts=(("word/styles.xml", styles),),
        relations=f'<Relationship Id="s" Type="{made.R}/styles" Target="styles.xml"/>',
    )
    assert tried(tmp_path, content).lines[0].runs[0].bold


def test_an_empty_document_has_nothing_in_it(tmp_path):
    empty = tried(tmp_path, body(""))
    assert (dict(empty.elements), empty.lines, empty.drawn, empty.unplaced) == ({}, (), (), ())


def test_a_text_that_is_no_letter_has_no_elements(tmp_path):
    story = tried(tmp_path, body(made.p("Ngày xửa ngày xưa có một ông lão.") * 5))
    assert dict(story.elements) == {}
    assert len(story.unplaced) == 5


@pytest.mark.parametrize(
    ("count", "form", "seen"), [(0, "upperRoman", "0"), (-4, "lowerLetter", "-4"), (27, "lowerLetter", "aa")]
)
def test_numbers_beyond_a_form_are_printed_plainly(count, form, seen):
    assert printed(count, form) == seen


@settings(max_examples=150)
@given(data=st.data())
def test_whatever_happens_to_the_bytes_the_answer_is_an_inspection_or_a_refusal(tmp_path_factory, data):
    content = bytearray(OWN)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    answer(tmp_path_factory, bytes(content))


PARTS = (
    "word/document.xml",
    "word/styles.xml",
    "word/header1.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
)


@settings(max_examples=250)
@given(data=st.data())
def test_whatever_happens_to_the_xml_the_answer_is_an_inspection_or_a_refusal(tmp_path_factory, data):
    name = data.draw(st.sampled_from(PARTS))
    with zipfile.ZipFile(io.BytesIO(OWN)) as own:
        xml = own.read(name).decode()
    tokens = xml.replace("<", "\0<").split("\0")
    for _ in range(data.draw(st.integers(1, 8))):
        at, other = data.draw(st.integers(0, len(tokens) - 1)), data.draw(st.integers(0, len(tokens) - 1))
        kind = data.draw(st.sampled_from(["drop", "double", "swap", "value"]))
        if kind == "drop":
            tokens[at] = ""
        elif kind == "double":
            tokens[at] *= 2
        elif kind == "swap":
            tokens[at], tokens[other] = tokens[other], tokens[at]
        else:
            tokens[at] = tokens[at].replace('="', f'="{data.draw(st.sampled_from(["-", "9" * 30, "x", "1e308"]))}', 1)
    answer(tmp_path_factory, repacked({name: "".join(tokens).encode()}))


def answer(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "bien-doi.docx"
    path.write_bytes(content)
    try:
        found = inspect_docx(path)
    except UnreadableFile:
        return
    assert set(found.elements) <= set(Element)
    assert all(lines for lines in found.elements.values())
