"""Our own letter against the law of its day, from the bytes that were drawn: nothing of it may go unjudged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from vanban.compliance.format_rules.element_names import ELEMENT_NAMES
from vanban.compliance.format_rules.paper import DocumentState
from vanban.compliance.judge import judge
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element, Inspection
from vanban.domain.judging.verdict import Verdict
from vanban.domain.letters.document import DocumentType, Urgency
from vanban.domain.letters.letter import Letter
from vanban.domain.letters.rendition import RenditionKind
from vanban.inspection.as_letter import as_letter
from vanban.inspection.docx.inspect import inspect_docx
from vanban.inspection.pdf.inspect_pdf import inspect_pdf
from vanban.inspection.unreadable import UnreadableFile
from vanban.regulations.law import law_on
from vanban.usecases.checking.breach import Breach

_READERS: dict[RenditionKind, Callable[[Path], Inspection]] = {"docx": inspect_docx, "pdf": inspect_pdf}
_OF_EVERY_LETTER = (
    Element.COUNTRY_NAME,
    Element.MOTTO,
    Element.ISSUER,
    Element.CODE,
    Element.PLACE_AND_DATE,
    Element.SUBJECT,
    Element.BODY,
    Element.SIGNER_NAME,
    Element.DISTRIBUTION_HEADING,
    Element.DISTRIBUTION,
)
_PARTS_OF_FORM = "NĐ30-Đ8"
"""Article 8 lists the parts of form; a rule of how a part is set says nothing where it is not found."""


def check_letter(letter: Letter, content: bytes, kind: RenditionKind, *, state: DocumentState) -> tuple[Breach, ...]:
    """Every rule of error level that the file drawn from ``letter`` breaks.

    Type and day are the letter's own, so that a master that hides them hides nothing. A part of form that the letter
    has and that is not found in the file is a breach too: what was not found was not judged.
    """
    try:
        inspection = _named_as(letter, _inspected(content, kind))
    except UnreadableFile as error:
        refused = Breach(
            kind=kind, rule_id="", title="Không kiểm tra được thể thức", found=error.reason, allowed=error.remedy
        )
        return (refused,)
    day = letter.issued_on.last_possible
    judged = judge(
        inspection,
        law_on(day),
        state=state,
        document_type=letter.document_type,
        letter=as_letter(inspection, undated=day),
    )
    broken = (
        Breach(
            kind=kind,
            rule_id=one.rule_id,
            title=one.title,
            found=one.found,
            allowed=one.allowed,
            place=one.place,
            source=one.source,
        )
        for one in judged
        if one.verdict is Verdict.FAILED and one.severity is Severity.ERROR
    )
    return (*_missing(letter, inspection, kind), *broken)


def _inspected(content: bytes, kind: RenditionKind) -> Inspection:
    """A file is measured where it lies: PDF files are read by another process, which is given paths."""
    with TemporaryDirectory(prefix="vanban-proof-") as folder:
        path = Path(folder) / f"van-ban.{kind}"
        path.write_bytes(content)
        return _READERS[kind](path)


def _named_as(letter: Letter, inspection: Inspection) -> Inspection:
    """Lines above the number are all of the issuer where no superior was given: who reads a file can only guess."""
    if letter.letterhead.superior_lines or Element.SUPERIOR not in inspection.elements:
        return inspection
    elements = dict(inspection.elements)
    elements[Element.ISSUER] = (*elements.pop(Element.SUPERIOR), *elements.get(Element.ISSUER, ()))
    return replace(inspection, elements=elements)


def _missing(letter: Letter, inspection: Inspection, kind: RenditionKind) -> Iterator[Breach]:
    for element in _parts_of(letter):
        if element not in inspection.elements:
            name = ELEMENT_NAMES[element]
            yield Breach(
                kind=kind,
                rule_id=_PARTS_OF_FORM,
                title="Đủ các thành phần thể thức",
                found=f"không thấy {name}",
                allowed=f"văn bản có {name}, đặt đúng vị trí",
                source="30/2020/NĐ-CP, Điều 8",
            )


def _parts_of(letter: Letter) -> Iterator[Element]:
    """The parts of form that the letter was given and that every reader must find in its file."""
    yield from _OF_EVERY_LETTER
    for element, given in (
        (Element.SUPERIOR, letter.letterhead.superior_lines),
        (Element.TYPE_NAME, letter.document_type is not DocumentType.CONG_VAN),
        (Element.ADDRESSEES, letter.addressees),
        (Element.SIGNING_LINES, letter.signature.lines),
        (Element.URGENCY, letter.urgency is not Urgency.NONE),
        (Element.CIRCULATION, letter.circulation_mark),
        (Element.ADDRESS, letter.contact_line),
        (Element.APPENDIX_LABEL, letter.appendices),
    ):
        if given:
            yield element
