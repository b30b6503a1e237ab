"""A Word master, read once: templates of the parts that change, deflated members of those that do not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateError
from jinja2.meta import find_undeclared_variables

from vanban.rendering.docx.master_file import master_parts
from vanban.rendering.filling import FILLING_ERRORS, broken_master
from vanban.rendering.master_language import MasterEnvironment
from vanban.rendering.package import Member
from vanban.rendering.templates import NAMED_MASTER

DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
CORE = "docProps/core.xml"
_CONTENT_TYPES = "[Content_Types].xml"
_STORY = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_SECTION = re.compile(r"<w:sectPr.*?</w:sectPr>", re.DOTALL)
_PICTURE_TYPES = (
    '<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
)


_REQUIRED = frozenset(
    {
        "addressee",
        "addressee_label",
        "addressee_lines",
        "appendices",
        "blocks",
        "circulation",
        "contact",
        "country_name",
        "distribution_label",
        "distribution_lines",
        "distribution_rest",
        "issuer",
        "motto",
        "number_line",
        "place_and_date",
        "signature_lines",
        "signer_name",
        "subject",
        "superior",
        "urgency",
    }
)
"""Every text of a letter: a master that leaves one out would print a letter that says less than its PDF."""


@dataclass(frozen=True, slots=True)
class Master:
    """A compiled Word master: templates of the parts that change, deflated members of the parts that do not."""

    stories: Mapping[str, Template]
    members: Mapping[str, Member]
    section: str
    appendix_section: str
    relations: str
    core: str


@cache
def load_master(path: Path) -> Master:
    """Compiles a master.

    Raises:
        InvalidTemplate: it is no DOCX file, its tags do not fit together, or it leaves out a text.
    """
    parts = _read(path)
    stories, used = _compiled(path, parts)
    lacking = (_REQUIRED | {"type_name"} if path.name == NAMED_MASTER else _REQUIRED) - used
    if lacking:
        tags = ", ".join(sorted(lacking))
        raise broken_master(path, f"thiếu thẻ điền: {tags}", "thêm lại các thẻ đó, hoặc dùng lại tệp mẫu kèm theo")
    sections = _SECTION.findall(parts[DOCUMENT].decode())
    if not sections:
        raise broken_master(path, "không có khổ giấy và lề trang", "mở bằng Word rồi lưu lại dạng .docx")
    parts[_CONTENT_TYPES] = _with_picture_types(parts[_CONTENT_TYPES].decode()).encode()
    return Master(
        stories=stories,
        members={name: Member.of(name, content) for name, content in parts.items()},
        section=sections[-1],
        appendix_section=_appendix_section(sections[-1]),
        relations=parts[RELATIONS].decode(),
        core=parts[CORE].decode(),
    )


def _read(path: Path) -> dict[str, bytes]:
    parts = master_parts(path)
    lacking = {_CONTENT_TYPES, DOCUMENT, RELATIONS, CORE} - parts.keys()
    if lacking:
        named = ", ".join(sorted(lacking))
        raise broken_master(path, f"không phải tệp DOCX đủ phần (thiếu {named})", "mở bằng Word rồi lưu lại dạng .docx")
    return parts


def _compiled(path: Path, parts: Mapping[str, bytes]) -> tuple[dict[str, Template], set[str]]:
    """The parts with tags, compiled, and the names that they are filled with."""
    environment = MasterEnvironment()
    stories: dict[str, Template] = {}
    used: set[str] = set()
    try:
        for name, content in parts.items():
            if _STORY.fullmatch(name) and b"{" in content:
                source = _tagged(path, content.decode())
                used |= find_undeclared_variables(environment.parse(source))
                stories[name] = environment.from_string(source)
    except UnicodeDecodeError as error:
        raise broken_master(path, "không phải chữ UTF-8", "mở bằng Word rồi lưu lại dạng .docx") from error
    except FILLING_ERRORS as error:
        said = error.message if isinstance(error, TemplateError) else error
        raise broken_master(path, f"thẻ điền bị sai: {said}", "sửa lại các thẻ {{ … }} trong tệp mẫu") from error
    return stories, used


def _appendix_section(section: str) -> str:
    """The properties of an appendix: those of the letter without the marks of its first page."""
    for story in ("header", "footer"):
        empty = re.search(rf'<w:{story}Reference w:type="even" r:id="(\w+)"/>', section)
        if empty:
            first = rf'(<w:{story}Reference w:type="first" r:id=")\w+'
            section = re.sub(first, rf"\g<1>{empty.group(1)}", section)
    return section


def _tagged(path: Path, xml: str) -> str:
    """Docxtpl's own reading of tags that Word may have split into runs: ``{{p``, ``{%p``, ``{{r``."""
    return str(DocxTemplate(path).patch_xml(xml))


def _with_picture_types(xml: str) -> str:
    declared = [
        one
        for one in _PICTURE_TYPES.split("/>")
        if one and one.split('"')[1] not in re.findall(r'Extension="(\w+)"', xml)
    ]
    return xml.replace("<Override", "".join(f"{one}/>" for one in declared) + "<Override", 1)
