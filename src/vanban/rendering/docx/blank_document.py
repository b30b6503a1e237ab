"""A Word document that holds nothing yet: without the parts that its library brings along, with fixed bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor
from docx.table import Table

from vanban.rendering.package import Member, archive

_KEPT_STYLES = frozenset({"Normal", "Default Paragraph Font", "Normal Table", "No List"})
_UNUSED_RELATIONS = ("stylesWithEffects", "customXml", "numbering", "webSettings", "theme", "thumbnail")
"""What the library's own template carries and a letter does not need."""
_WORD_2013 = "15"
"""The compatibility mode under which Word opens a file without saying that it is old."""


def blank_document() -> Document:
    """The library's own template without its body, styles and extra parts; Normal and the defaults stay."""
    document = docx.Document()
    body = document.element.body
    for child in [one for one in body if one.tag != qn("w:sectPr")]:
        body.remove(child)
    for one in [one for one in document.styles if one.name not in _KEPT_STYLES]:
        one.delete()
    styles = document.styles.element
    for unused in ("w:latentStyles", "w:docDefaults"):
        styles.remove(styles.find(qn(unused)))
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_UNUSED_RELATIONS)]:
            del relations[key]
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)
    return document


def set_font(font: Any, family: str) -> None:
    """``family`` for every script, in black, without the theme's fonts that Word would take first."""
    font.name = family
    fonts = font.element.rPr.rFonts
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), family)
    font.color.rgb = RGBColor(0, 0, 0)


def set_language(element: Any) -> None:
    """Vietnamese for the spelling checker."""
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    language.set(qn("w:eastAsia"), "vi-VN")
    element.get_or_add_rPr().append(language)


def set_cell_margins(table: Table, margin_mm: float) -> None:
    """How far the text of every cell stands off its left and right edge."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(Mm(margin_mm).twips)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001  # cell margins have no public way


def replace_lines(story: Any, write: Callable[[Any], None]) -> None:
    """What ``write`` adds to a header or footer stands there in place of its first, empty paragraph."""
    story.is_linked_to_previous = False
    first = story.paragraphs[0]._p  # noqa: SLF001  # no public way
    write(story)
    first.getparent().remove(first)


def add_page_number(paragraph: Any) -> None:
    """The field that Word fills with the number of the page."""
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        if kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.text = "PAGE"
            run._r.append(instruction)  # noqa: SLF001  # fields have no public way
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)  # noqa: SLF001  # fields have no public way


def reproducible(document: Document) -> bytes:
    """The saved document without what the library's own template leaves in it, with fixed dates and order."""
    core = document.core_properties
    core.author, core.comments, core.title = "", "", ""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as file:
        return archive([Member.of(name, file.read(name)) for name in file.namelist()])
