"""A letter as the strings that stand on the paper: the one source of text for both renderers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vanban.domain.letters.document import DocumentType, Urgency
from vanban.domain.letters.letter import Block, Image, Letter, Paragraph, QrCode, Table
from vanban.domain.letters.wording import NUMBER_BLANK, official_date
from vanban.regulations.law import MarkRule
from vanban.regulations.metrics import balanced_lines, text_width_mm
from vanban.rendering.style import CAPITAL_ROLES, PrintStyle, print_style


@dataclass(frozen=True, slots=True, kw_only=True)
class AppendixView:
    """One Phụ lục as printed."""

    label: str
    title: str
    reference_lines: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """Every string of a letter in its printed form; lengths in millimetres."""

    style: PrintStyle
    is_letter: bool
    title: str
    day: date
    superior_lines: tuple[str, ...]
    issuer_lines: tuple[str, ...]
    issuer_rule_mm: float
    country_name: str
    motto: str
    motto_rule_mm: float
    number_line: str
    place_and_date: str
    type_name: str
    subject_lines: tuple[str, ...]
    subject_rule_mm: float
    addressee_label: str
    addressee: str
    addressee_lines: tuple[str, ...]
    urgency: MarkRule | None
    blocks: tuple[Block, ...]
    distribution_label: str
    distribution_lines: tuple[str, ...]
    signature_lines: tuple[str, ...]
    signer_name: str
    appendices: tuple[AppendixView, ...]
    circulation_mark: str
    circulation_width_mm: float
    contact_line: str

    @property
    def lines_beside_signature(self) -> tuple[str, ...]:
        """The lines of Nơi nhận that share a block, never split, with the signature."""
        return self.distribution_lines[:_BESIDE_SIGNATURE]

    @property
    def lines_below_signature(self) -> tuple[str, ...]:
        """The rest of a long list, which goes on below and may run over to other pages."""
        return self.distribution_lines[_BESIDE_SIGNATURE:]


_COMMITTEE = "ỦY BAN NHÂN DÂN "
_BESIDE_SIGNATURE = 12
"""At 11 pt as tall as the signature block, so that the list goes on under itself without a gap."""


def view_letter(letter: Letter) -> LetterView:
    """The printed strings of ``letter``, under the law of its day."""
    day = letter.issued_on.last_possible
    style = print_style(day)
    law, house = style.law, style.house
    is_letter = letter.document_type is DocumentType.CONG_VAN
    superior = _capitals(letter.letterhead.superior_lines, style, "superior")
    issuer = _capitals(letter.letterhead.issuer_lines, style, "issuer")
    subject = _subject_lines(letter, style, is_letter=is_letter)
    label = law.fixed_text("addressee_label")
    many = len(letter.addressees) > 1
    notation = letter.code.code_notation
    type_name = law.type_rule(letter.document_type).name
    return LetterView(
        style=style,
        is_letter=is_letter,
        title=f"{type_name} {letter.code}: {letter.subject}",
        day=day,
        superior_lines=superior,
        issuer_lines=issuer,
        issuer_rule_mm=_width(issuer[-1], style, "issuer") * house.issuer_rule_ratio,
        country_name=law.fixed_text("country_name"),
        motto=law.fixed_text("motto"),
        motto_rule_mm=_width(law.fixed_text("motto"), style, "motto"),
        number_line=f"{law.fixed_text('number_label')} {letter.code.printed_number or NUMBER_BLANK}/{notation}",
        place_and_date=f"{letter.place}, {official_date(letter.issued_on)}",
        type_name="" if is_letter else type_name.upper(),
        subject_lines=subject,
        subject_rule_mm=0.0 if is_letter else _width(subject[-1], style, "subject_named") * house.subject_rule_ratio,
        addressee_label=label if letter.addressees else "",
        addressee="" if many or not letter.addressees else letter.addressees[0],
        addressee_lines=_listed(letter.addressees) if many else (),
        urgency=None if letter.urgency is Urgency.NONE else law.mark(letter.urgency),
        blocks=letter.blocks,
        distribution_label=law.fixed_text("distribution_label"),
        distribution_lines=letter.distribution_list,
        signature_lines=letter.signature.lines,
        signer_name=letter.signature.full_name,
        appendices=_appendices(letter, _reference_lines(letter, type_name, style)) if letter.appendices else (),
        circulation_mark=letter.circulation_mark.upper(),
        circulation_width_mm=_width(letter.circulation_mark.upper(), style, "circulation_mark") + _BOX_PADDING_MM,
        contact_line=letter.contact_line,
    )


def _appendices(letter: Letter, reference_lines: tuple[str, ...]) -> tuple[AppendixView, ...]:
    return tuple(
        AppendixView(label=one.label, title=one.title.upper(), reference_lines=reference_lines, blocks=one.blocks)
        for one in letter.appendices
    )


def printed_lines(view: LetterView) -> Iterator[str]:
    """The text of a letter from top to bottom, left before right, one printed paragraph a line."""
    if view.circulation_mark:
        yield view.circulation_mark
    yield " ".join(view.superior_lines)
    yield " ".join(view.issuer_lines)
    yield view.country_name
    yield view.motto
    yield view.number_line
    if view.is_letter:
        yield " ".join(view.subject_lines)
        yield view.place_and_date
    else:
        yield view.place_and_date
        yield view.type_name
        yield " ".join(view.subject_lines)
    if view.urgency:
        yield view.urgency.text
    if view.addressee_label:
        yield f"{view.addressee_label} {view.addressee}".strip()
        yield from view.addressee_lines
    yield from _block_lines(view.blocks)
    yield view.distribution_label
    yield from view.lines_beside_signature
    yield " ".join(view.signature_lines)
    yield view.signer_name
    yield from view.lines_below_signature
    if view.contact_line:
        yield view.contact_line
    for appendix in view.appendices:
        yield appendix.label
        yield appendix.title
        yield " ".join(appendix.reference_lines)
        yield from _block_lines(appendix.blocks)


def _block_lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                words = "".join(run.text for run in block.runs)
                printed = words.upper() if block.role in CAPITAL_ROLES else words
                yield f"{block.marker} {printed}" if block.marker else printed
            case Table():
                for row in (block.head, *block.rows):
                    yield " ".join("".join(run.text for run in cell) for cell in row)
            case Image() | QrCode():
                pass


def _capitals(lines: tuple[str, ...], style: PrintStyle, element: str) -> tuple[str, ...]:
    """Names in capitals, each broken into balanced lines that fit the left column.

    A People's Committee breaks before its territory, never within "Ủy ban nhân dân".
    """
    look = style.text(element)

    def fitted(name: str) -> tuple[str, ...]:
        return tuple(balanced_lines(name, look.size_pt, style.header_left_mm, style=look.face))

    found: list[str] = []
    for line in lines:
        name = line.upper()
        parts = fitted(name)
        if len(parts) > 1 and name.startswith(_COMMITTEE):
            parts = (_COMMITTEE.rstrip(), *fitted(name.removeprefix(_COMMITTEE)))
        found += parts
    return tuple(found)


def _subject_lines(letter: Letter, style: PrintStyle, *, is_letter: bool) -> tuple[str, ...]:
    """Annex I, Part I, II.5: V/v in the left column, or the subject of a named type across the page."""
    if is_letter:
        text = f"{style.law.fixed_text('subject_prefix')}{letter.subject}"
        look, width = style.text("subject_letter"), style.header_left_mm * _SUBJECT_SHARE
    else:
        text = letter.subject[:1].upper() + letter.subject[1:]
        look, width = style.text("subject_named"), style.text_width_mm * _SUBJECT_SHARE
    return balanced_lines(text, look.size_pt, width, style=look.face)


_BOX_PADDING_MM = 8.0
_SUBJECT_SHARE = 0.9
"""A subject keeps clear of its neighbours: the diagram of Annex I, Part I, IV draws it narrower than its column."""


def _listed(addressees: tuple[str, ...]) -> tuple[str, ...]:
    """Annex I, Part I, II.9.d: a dash before each, a semicolon after each, a full stop after the last."""
    last = len(addressees) - 1
    return tuple(f"- {name}{'.' if index == last else ';'}" for index, name in enumerate(addressees))


def _reference_lines(letter: Letter, type_name: str, style: PrintStyle) -> tuple[str, ...]:
    """Annex I, Part I, III.1.c: what the appendix goes with."""
    number = f"{letter.code.printed_number or NUMBER_BLANK}/{letter.code.code_notation}"
    text = f"(Kèm theo {type_name} số {number} {official_date(letter.issued_on)} của {letter.issuer_name})"
    look = style.text("appendix_reference")
    return balanced_lines(text, look.size_pt, style.text_width_mm, style=look.face)


def _width(text: str, style: PrintStyle, element: str) -> float:
    look = style.text(element)
    return text_width_mm(text, look.size_pt, style=look.face)
