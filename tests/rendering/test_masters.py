"""The Word masters: built again they are the committed ones, their fields are listed, and broken ones are named."""

import io
import re
import tomllib
import unicodedata
import zipfile

import pytest
from docx import Document
from docxtpl import DocxTemplate
from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from rendering_letters import DAY, LETTERS, simple

from vanban.domain.errors import InvalidTemplate
from vanban.rendering import filling
from vanban.rendering.books.register_book import INCOMING, OUTGOING
from vanban.rendering.docx.context import letter_context
from vanban.rendering.docx.master import load_master
from vanban.rendering.docx.master_pages import build_masters
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.docx.register_master import build_register_master
from vanban.rendering.docx.wordml import Relations
from vanban.rendering.package import Member, archive
from vanban.rendering.pdf.press import letter_pdf
from vanban.rendering.style import print_style
from vanban.rendering.templates import INCOMING_MASTER, LETTER_MASTER, NAMED_MASTER, REGISTER_MASTER, templates_folder
from vanban.rendering.view import view_letter

FOLDER = templates_folder() / "docx"
MASTERS = (LETTER_MASTER, NAMED_MASTER, REGISTER_MASTER, INCOMING_MASTER)
DOCUMENT = "word/document.xml"


def test_building_the_masters_again_gives_the_committed_bytes(tmp_path):
    style = print_style(DAY)
    registers = (build_register_master(tmp_path, style, form) for form in (OUTGOING, INCOMING))
    built = [*build_masters(tmp_path, style), *registers]
    assert [path.name for path in built] == list(MASTERS)
    for path in built:
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), f"build {path.name} again and commit it"


def fields_of(name):
    return tomllib.loads((FOLDER / name).with_suffix(".toml").read_text("utf-8"))["fields"]


@pytest.mark.parametrize("name", MASTERS)
def test_every_field_of_a_master_is_listed_with_its_type_and_meaning(name):
    fields = fields_of(name)
    assert set(fields) == DocxTemplate(FOLDER / name).get_undeclared_template_variables()
    for field, told in fields.items():
        assert set(told) == {"type", "meaning"}, field
        assert told["meaning"].endswith("."), field
        assert unicodedata.is_normalized("NFC", told["meaning"]), field


def test_every_master_has_its_list_and_every_list_its_master():
    assert {path.stem for path in FOLDER.glob("*.toml")} == {path.stem for path in FOLDER.glob("*.docx")}
    assert {path.name for path in FOLDER.glob("*.docx")} == set(MASTERS)


@pytest.mark.parametrize("name", [LETTER_MASTER, NAMED_MASTER])
def test_the_listed_types_are_those_of_the_tags_and_of_what_fills_them(name):
    letter = LETTERS["everything"] if name == LETTER_MASTER else LETTERS["báo cáo"]
    master = load_master(FOLDER / name)
    context = letter_context(view_letter(letter), Relations(), master)
    with zipfile.ZipFile(FOLDER / name) as file:
        source = "".join(file.read(part).decode() for part in file.namelist() if part.startswith("word/"))
    shapes = {"text": r"\{\{ %s \}\}", "runs": r"\{\{r %s \}\}", "paragraphs": r"\{\{p %s \}\}", "lines": r"in %s %%\}"}
    for field, told in fields_of(name).items():
        assert re.search(shapes[told["type"]] % field, source), field
        assert isinstance(context[field], tuple if told["type"] == "lines" else str), field


def test_a_master_that_libreoffice_or_word_opens_is_a_plain_docx():
    for name in MASTERS:
        assert Document(FOLDER / name).styles["Normal"].font.name == "Times New Roman"


def changed_master(folder, change, name=LETTER_MASTER):
    """A copy of a master in ``folder`` whose parts went through ``change``."""
    with zipfile.ZipFile(FOLDER / name) as file:
        parts = {part: file.read(part) for part in file.namelist()}
    changed = change(parts)
    (folder / name).write_bytes(archive([Member.of(part, content) for part, content in changed.items()]))
    return folder


def in_document(old, new):
    def change(parts):
        text = parts[DOCUMENT].decode()
        assert old in text
        return {**parts, DOCUMENT: text.replace(old, new).encode()}

    return change


def without(part):
    return lambda parts: {name: content for name, content in parts.items() if name != part}


def no_tags(parts):
    return {name: re.sub(rb"\{[{%].*?[%}]\}", b"", content) for name, content in parts.items()}


BROKEN = {
    # The open tag swallows the text up to the end of the next one, and itself with it.
    "a tag left open": (in_document("{{ signer_name }}", "{{ signer_name"), "thiếu thẻ điền: signer_name → thêm lại"),
    "a tag with a slip": (in_document("{{ motto }}", "{{ motto + }}"), "thẻ điền bị sai: .* → sửa lại các thẻ"),
    "a loop left open": (in_document("{%p endfor %}", ""), "thẻ điền bị sai: .*endfor.* → sửa lại các thẻ"),
    "an unknown name": (
        in_document("{{ signer_name }}", "{{ signer_name }}{{ nguoi_ky }}"),
        "không điền được: 'nguoi_ky' is undefined → sửa lại thẻ",
    ),
    "a field left out": (in_document("{{p blocks }}", ""), "thiếu thẻ điền: blocks → thêm lại"),
    "two fields left out": (
        lambda parts: in_document("{{ motto }}", "")(in_document("{{r subject }}", "")(parts)),
        "thiếu thẻ điền: motto, subject → thêm lại",
    ),
    "no tags at all": (no_tags, "thiếu thẻ điền: .*blocks.* → thêm lại"),
    "a forbidden attribute": (
        in_document("{{ motto }}", "{{ motto }}{{ ''.__class__.__mro__ }}"),
        "không điền được: .*unsafe.* → sửa lại thẻ",
    ),
    "a division by zero": (in_document("{{ motto }}", "{{ motto }}{{ 1/0 }}"), "không điền được: division by zero → "),
    "an endless loop": (
        in_document("{{ motto }}", "{{ motto }}{% for x in range(999999999) %}x{% endfor %}"),
        "không điền được: Range too big.* → ",
    ),
    "no document": (without(DOCUMENT), r"không phải tệp DOCX đủ phần \(thiếu word/document.xml\) → mở bằng Word"),
    "no properties": (
        without("docProps/core.xml"),
        r"không phải tệp DOCX đủ phần \(thiếu docProps/core.xml\) → mở bằng Word",
    ),
    "not UTF-8": (lambda parts: {**parts, DOCUMENT: b"{{ \xff }}"}, "không phải chữ UTF-8 → mở bằng Word"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_master_names_its_file_the_fault_and_the_remedy(fault, tmp_path):
    change, message = BROKEN[fault]
    folder = changed_master(tmp_path, change)
    with pytest.raises(InvalidTemplate, match=f"^{re.escape(LETTER_MASTER)}: {message}") as caught:
        letter_docx(simple(), folder)
    (problem,) = caught.value.problems
    assert (problem.file, bool(problem.message), bool(problem.remedy)) == (LETTER_MASTER, True, True)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_zip_is_refused(content, tmp_path):
    (tmp_path / LETTER_MASTER).write_bytes(content)
    with pytest.raises(InvalidTemplate, match=r"cong-van\.docx: không đọc được như một tệp DOCX → mở bằng Word"):
        letter_docx(simple(), tmp_path)


def test_a_missing_master_is_refused(tmp_path):
    with pytest.raises(InvalidTemplate, match=r"cong-van\.docx: không có tệp mẫu này → dùng lại"):
        letter_docx(simple(), tmp_path)


def test_a_master_of_named_types_must_print_the_name(tmp_path):
    folder = changed_master(tmp_path, in_document("{{ type_name }}", ""), NAMED_MASTER)
    with pytest.raises(InvalidTemplate, match=r"ten-loai\.docx: thiếu thẻ điền: type_name → "):
        letter_docx(LETTERS["báo cáo"], folder)


def test_an_office_may_change_the_look_of_a_master(tmp_path):
    folder = changed_master(tmp_path, in_document("{{ signer_name }}", "Ông {{ signer_name }}"))
    document = Document(io.BytesIO(letter_docx(simple(), folder)))
    assert "Ông Nguyễn Văn A" in [one.text for one in document.tables[-1].rows[0].cells[1].paragraphs]


def test_a_tag_that_word_split_into_runs_is_still_one_tag(tmp_path):
    split = "{{ signer_</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>name }}"
    folder = changed_master(tmp_path, in_document("{{ signer_name }}", split))
    document = Document(io.BytesIO(letter_docx(simple(), folder)))
    assert "Nguyễn Văn A" in [one.text for one in document.tables[-1].rows[0].cells[1].paragraphs]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ view.khong_co }}", r"^letter\.html\.j2: không điền được: .*khong_co.* → sửa lại thẻ"),
        ("<p>\n{% if %}</p>", r"^letter\.html\.j2, dòng 2: không điền được: .* → sửa lại thẻ"),
        ("{{ 1/0 }}", r"^letter\.html\.j2: không điền được: division by zero → "),
    ],
)
def test_a_broken_page_template_names_its_file_and_line(source, message, monkeypatch):
    environment = SandboxedEnvironment(
        loader=DictLoader({"letter.html.j2": source}), undefined=StrictUndefined, autoescape=True
    )
    monkeypatch.setattr(filling, "html_environment", lambda: environment)
    with pytest.raises(InvalidTemplate, match=message):
        letter_pdf(simple())
