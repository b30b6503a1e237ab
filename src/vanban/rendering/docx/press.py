"""The press: a compiled Word master filled and zipped for each letter."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import escape

from vanban.domain.letters.letter import Letter
from vanban.rendering.characters import xml_bytes
from vanban.rendering.docx.context import letter_context
from vanban.rendering.docx.master import CORE, DOCUMENT, RELATIONS, Master, load_master
from vanban.rendering.docx.wordml import Relations
from vanban.rendering.filling import FILLING_ERRORS, broken_master
from vanban.rendering.master_language import budget
from vanban.rendering.package import repacked
from vanban.rendering.templates import LETTER_MASTER, NAMED_MASTER, templates_folder
from vanban.rendering.view import LetterView, view_letter


def letter_docx(letter: Letter, folder: Path | None = None) -> bytes:
    """The DOCX file of ``letter``, from the masters in ``folder`` or those of the project."""
    view = view_letter(letter)
    path = (folder or templates_folder() / "docx") / (LETTER_MASTER if view.is_letter else NAMED_MASTER)
    master = load_master(path)
    relations = Relations()
    context = letter_context(view, relations, master)
    try:
        with budget():
            changed = {name: xml_bytes(story.render(context)) for name, story in master.stories.items()}
    except FILLING_ERRORS as error:
        raise broken_master(path, f"không điền được: {error}", "sửa lại thẻ đó trong tệp mẫu") from error
    if view.appendices:
        changed[DOCUMENT] = _ends_with(changed[DOCUMENT], master)
    changed[CORE] = _core(master.core, view)
    if relations.xml:
        changed[RELATIONS] = xml_bytes(
            master.relations.replace("</Relationships>", f"{''.join(relations.xml)}</Relationships>")
        )
    return repacked(master.members, {**changed, **relations.media})


def _ends_with(document: bytes, master: Master) -> bytes:
    """The document with the properties of an appendix at its very end."""
    start, _, end = document.rpartition(master.section.encode())
    return start + master.appendix_section.encode() + end


def _core(xml: str, view: LetterView) -> bytes:
    """The file's properties: its title, and the day of the letter in place of the clock."""
    instant = f"{view.day.isoformat()}T00:00:00Z"
    dated = re.sub(r"(W3CDTF\">)[^<]*", rf"\g<1>{instant}", xml)
    return xml_bytes(
        dated.replace("<dc:title></dc:title>", "<dc:title/>").replace(
            "<dc:title/>", f"<dc:title>{escape(view.title)}</dc:title>"
        )
    )
