"""What a master's tags are filled with."""

from __future__ import annotations

from markupsafe import Markup, escape

from vanban.rendering.docx.master import Master
from vanban.rendering.docx.wordml import (
    EMPTY_PARAGRAPH,
    Relations,
    blocks_xml,
    boxed_xml,
    lines_xml,
    rule_xml,
    under_line_xml,
)
from vanban.rendering.style import MARK_COLOUR, PrintStyle
from vanban.rendering.view import AppendixView, LetterView


def letter_context(view: LetterView, relations: Relations, master: Master) -> dict[str, object]:
    """Plain strings, and XML of our own making where a tag stands for runs or whole paragraphs."""
    style = view.style
    width = style.text_width_mm
    xml = {
        "superior": lines_xml(view.superior_lines) if view.superior_lines else "",
        "issuer": lines_xml(view.issuer_lines),
        "issuer_rule": rule_xml(style.header_left_mm, view.issuer_rule_mm),
        "motto_rule": rule_xml(style.header_right_mm, view.motto_rule_mm),
        "subject": lines_xml(view.subject_lines),
        "subject_rule": rule_xml(width, view.subject_rule_mm),
        "urgency": _urgency(view),
        "blocks": blocks_xml(view.blocks, relations, style, closing=True),
        "contact": under_line_xml(view.contact_line, "VBDiaChi") if view.contact_line else EMPTY_PARAGRAPH,
        "circulation": _circulation(view),
        "appendices": _appendices(view, relations, master),
    }
    return {
        "country_name": view.country_name,
        "motto": view.motto,
        "number_line": view.number_line,
        "place_and_date": view.place_and_date,
        "type_name": view.type_name,
        "addressee_label": view.addressee_label,
        "addressee": view.addressee,
        "addressee_lines": view.addressee_lines,
        "distribution_label": view.distribution_label,
        "distribution_lines": view.lines_beside_signature,
        "distribution_rest": view.lines_below_signature,
        "signature_lines": view.signature_lines,
        "signer_name": view.signer_name,
        **{key: Markup(text) for key, text in xml.items()},  # noqa: S704  # every value in it is escaped
    }


def _urgency(view: LetterView) -> str:
    """Annex I, Part I, III.2.b: a red box at the left."""
    if view.urgency is None:
        return ""
    right = view.style.text_width_mm - view.urgency.width_mm
    return boxed_xml(view.urgency.text, "VBDauKhan", left_mm=0, right_mm=right, colour=MARK_COLOUR)


def _circulation(view: LetterView) -> str:
    """Annex I, Part I, III.2.c: a box above the country name, in the top margin."""
    if not view.circulation_mark:
        return EMPTY_PARAGRAPH
    left = view.style.text_width_mm - view.circulation_width_mm
    return boxed_xml(view.circulation_mark, "VBLuuHanh", left_mm=left, right_mm=0)


def _appendices(view: LetterView, relations: Relations, master: Master) -> str:
    """Each in a section of its own, so that its page numbers start again (Annex I, Part I, III.1.đ).

    A section's properties stand at its end, so each appendix is preceded by those of what goes before it.
    """
    before = [master.section, *[master.appendix_section] * len(view.appendices)]
    return "".join(
        f"<w:p><w:pPr>{section}</w:pPr></w:p>{_appendix(one, relations, view.style)}"
        for section, one in zip(before, view.appendices, strict=False)
    )


def _appendix(appendix: AppendixView, relations: Relations, style: PrintStyle) -> str:
    label, title = _line("VBPhuLuc", appendix.label), _line("VBTieuDePhuLuc", appendix.title)
    reference = f'<w:p><w:pPr><w:pStyle w:val="VBKemTheo"/></w:pPr>{lines_xml(appendix.reference_lines)}</w:p>'
    rule = rule_xml(style.text_width_mm, style.reference_rule_mm)
    return f"{label}{title}{reference}{rule}{blocks_xml(appendix.blocks, relations, style)}"


def _line(style_id: str, text: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t>'
        f"</w:r></w:p>"
    )
