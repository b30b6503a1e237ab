"""Good files with pictures of signature and seal, digital signatures, an appendix apart, and copies."""

from __future__ import annotations

from dataclasses import replace

from measured_letters import good_letter, with_more
from measured_pdf import good_pdf, good_pdf_plan

from vanban.domain.judging.inspected import (
    Element,
    FileKind,
    Inspection,
    MeasuredImage,
    MeasuredRun,
    MeasuredSignature,
)

BLUE, RED = "1030B0", "DE1018"
_HAND = {"over_signature": True, "format": "png", "transparent": True, "coloured": True}
CORNER = {"page": 1, "left_mm": 120.0, "top_mm": 10.0, "width_mm": 70.0, "height_mm": 8.0}
_MIDDLE_MM = 30.0 + 160.0 * 0.725
"""The middle of the signature block."""


def note_run(text: str, **facts: object) -> MeasuredRun:
    """The words beside a digital signature."""
    return replace(MeasuredRun(text=text, font="Times New Roman", size_pt=10.0, colour="000000"), **facts)  # type: ignore[arg-type]  # facts of a run


def _pictures(middle_mm: float) -> tuple[MeasuredImage, MeasuredImage]:
    """A signature 50 mm wide, and a seal over the left third of it."""
    hand = MeasuredImage(page=1, left_mm=middle_mm - 25, width_mm=50.0, height_mm=20.0, colour=BLUE, **_HAND)  # type: ignore[arg-type]  # facts by name
    seal = MeasuredImage(page=1, left_mm=middle_mm - 25 - 19.5, width_mm=36.0, height_mm=36.0, colour=RED, **_HAND)  # type: ignore[arg-type]  # facts by name
    return hand, seal


def good_letter_with_pictures() -> Inspection:
    """The letter with both pictures in its DOCX."""
    letter = good_letter()
    elements = {
        key: tuple(replace(line, page=1) for line in lines)
        if key in {Element.SIGNING_LINES, Element.SIGNER_NAME}
        else lines
        for key, lines in letter.elements.items()
    }
    return replace(letter, elements=elements, images=_pictures(_MIDDLE_MM))


def _signed(pdf: Inspection) -> Inspection:
    """The same PDF, signed by a person and then by the agency."""
    title, name = pdf.elements[Element.SIGNING_LINES][-1], pdf.elements[Element.SIGNER_NAME][0]
    page, width = name.page or 1, pdf.pages[0].width_mm
    middle = ((title.left_mm or 0) + width - (title.right_mm or 0)) / 2
    hand, seal = (
        replace(one, page=page, top_mm=(name.top_mm or 0) - (one.height_mm or 0) / 2 - 1, format="", signature=field)
        for one, field in zip(_pictures(middle), ("KyNguoi", "KyCoQuan"), strict=True)
    )
    fields = tuple(
        MeasuredSignature(
            name=one.signature,
            page=page,
            left_mm=one.left_mm,
            top_mm=one.top_mm,
            width_mm=one.width_mm,
            height_mm=one.height_mm,
            order=order,
        )
        for order, one in enumerate((hand, seal), start=1)
    )
    return replace(pdf, images=(hand, seal), signatures=fields, signed_whole=True)


def good_signed_pdf() -> Inspection:
    """The letter as a PDF with two digital signatures."""
    return _signed(_with_room_to_sign(good_pdf()))


def good_signed_pdf_plan() -> Inspection:
    """The kế hoạch with its appendix, signed once."""
    return _signed(_with_room_to_sign(good_pdf_plan()))


def _with_room_to_sign(pdf: Inspection) -> Inspection:
    (name,) = pdf.elements[Element.SIGNER_NAME]
    lower = replace(name, top_mm=(name.top_mm or 0) + 24, bottom_mm=(name.bottom_mm or 0) - 24)
    return replace(
        pdf,
        elements={**pdf.elements, Element.SIGNER_NAME: (lower,)},
        lines=tuple(lower if line is name else line for line in pdf.lines),
    )


def good_appendix_apart() -> Inspection:
    """An appendix in a file of its own, signed by the agency without a picture."""
    plan = good_pdf_plan()
    kept = (Element.APPENDIX_LABEL, Element.APPENDIX_TITLE, Element.APPENDIX_NOTE)
    note = note_run("Số: 05/KH-SNV; 12/05/2025; 14:05:09 +07:00")
    return replace(
        plan,
        pages=plan.pages[2:],
        elements={element: tuple(replace(line, page=1) for line in plan.elements[element]) for element in kept},
        lines=tuple(replace(line, page=1) for element in kept for line in plan.elements[element]),
        drawn=(),
        signatures=(MeasuredSignature(name="KyCoQuan", runs=(note,), order=1, **CORNER),),  # type: ignore[arg-type]  # facts by name
        signed_whole=True,
    )


def good_electronic_copy() -> Inspection:
    """A paper letter that was scanned and signed as a copy."""
    note = note_run("SAO Y; Sở Nội vụ; 12/05/2025; 14:05:09 +07:00")
    scan = MeasuredImage(
        page=1, left_mm=0, top_mm=0, width_mm=210, height_mm=297, format="jpeg", coloured=True, dots_per_inch=300.0
    )
    return Inspection(
        kind=FileKind.PDF,
        file="sao-y.pdf",
        pages=(),
        elements={},
        lines=(),
        images=(scan,),
        signatures=(MeasuredSignature(name="KyCoQuan", runs=(note,), order=1, **CORNER),),  # type: ignore[arg-type]  # facts by name
        signed_whole=True,
        properties={"pdf_version": "1.7"},
    )


def good_paper_copy(letter: Inspection) -> Inspection:
    """A letter with the block of a copy below it."""
    for text in ("SAO Y", "Số: 03/SY-SNV"):
        letter = with_more(letter, Element.APPENDIX_BODY, Element.BODY, text)
    copied = letter.elements[Element.APPENDIX_BODY]
    others = {key: lines for key, lines in letter.elements.items() if key is not Element.APPENDIX_BODY}
    return replace(letter, elements=others, unplaced=copied)


def with_image(good: Inspection, at: int, **facts: object) -> Inspection:
    """The same file with one picture changed."""
    images = list(good.images)
    images[at] = replace(images[at], **facts)  # type: ignore[arg-type]  # facts of a picture
    return replace(good, images=tuple(images))


def with_signature(good: Inspection, at: int, **facts: object) -> Inspection:
    """The same file with one digital signature changed."""
    signatures = list(good.signatures)
    signatures[at] = replace(signatures[at], **facts)  # type: ignore[arg-type]  # facts of a signature
    return replace(good, signatures=tuple(signatures))


def with_note(good: Inspection, text: str, **facts: object) -> Inspection:
    """The same file with other words beside its signature."""
    return with_signature(good, 0, runs=(note_run(text, **facts),))
