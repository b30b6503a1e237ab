"""Defects of signatures, seals and copies: pictures in a DOCX and a PDF, digital signatures in a PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from format_defects import FAILED, SEEN, SPARED, UNKNOWN, Defect
from measured_signing import RED, with_image, with_note, with_signature

from vanban.domain.judging.inspected import Inspection, MeasuredRun

HAND, SEAL = 0, 1
_NUMBER, _COPY = "Số: 05/KH-SNV; 12/05/2025; 14:05:09", "SAO Y; Sở Nội vụ; 12/05/2025; 14:05:09"


def _without_images(good: Inspection) -> Inspection:
    return replace(good, images=())


def _numbered(text: str) -> Callable[[Inspection], Inspection]:
    """A copy with another number."""

    def change(good: Inspection) -> Inspection:
        last = good.lines[-1]
        run = replace(last.runs[0], text=text) if last.runs else MeasuredRun(text=text)
        return replace(good, lines=(*good.lines[:-1], replace(last, runs=(run,))))

    return change


PICTURES = (
    Defect("signature_black", {"NĐ30-R96": FAILED}, lambda g: with_image(g, HAND, colour="202020")),
    Defect("signature_on_a_white_ground", {"NĐ30-R96": FAILED}, lambda g: with_image(g, HAND, transparent=False)),
    Defect("signature_as_jpeg", {"NĐ30-R96": FAILED}, lambda g: with_image(g, HAND, format="jpeg")),
    Defect(
        "signature_off_the_title",
        {"NĐ30-R96": FAILED, "NĐ30-R97": FAILED},
        lambda g: with_image(g, HAND, left_mm=g.images[HAND].left_mm + 10),
    ),
    Defect("signature_colour_unknown", {"NĐ30-R96": UNKNOWN}, lambda g: with_image(g, HAND, colour="")),
    Defect("seal_blue", {"NĐ30-R96": FAILED, "NĐ30-R97": SPARED}, lambda g: with_image(g, SEAL, colour="1030B0")),
    Defect("seal_grey", {"NĐ30-R97": FAILED}, lambda g: with_image(g, SEAL, colour="606060")),
    Defect("seal_on_a_white_ground", {"NĐ30-R97": FAILED}, lambda g: with_image(g, SEAL, transparent=False)),
    Defect(
        "seal_20mm",
        {"NĐ30-R97": FAILED},
        lambda g: with_image(g, SEAL, left_mm=g.images[HAND].left_mm - 3.5, width_mm=20.0, height_mm=20.0),
    ),
    Defect(
        "seal_beside_the_signature",
        {"NĐ30-R97": FAILED},
        lambda g: with_image(g, SEAL, left_mm=g.images[SEAL].left_mm - 20),
    ),
    Defect(
        "seal_over_all_of_the_signature",
        {"NĐ30-R97": FAILED},
        lambda g: with_image(g, SEAL, left_mm=g.images[HAND].left_mm - 1),
    ),
    Defect(
        "seal_at_the_right",
        {"NĐ30-R97": FAILED},
        lambda g: with_image(g, SEAL, left_mm=g.images[HAND].left_mm + 33),
    ),
    Defect(
        "seal_without_signature",
        {"NĐ30-R96": SPARED, "NĐ30-R97": UNKNOWN},
        lambda g: replace(g, images=g.images[SEAL:]),
    ),
    Defect("pictures_missing", {"NĐ30-R96": SPARED, "NĐ30-R97": SPARED}, _without_images),
)
_UNSIGNED = {"pictures_missing", "seal_without_signature", "seal_blue"}
"""A file that is signed digitally must show both pictures, so there these say something else."""

SIGNED_PDF = (
    *(replace(one, name=f"pdf_{one.name}") for one in PICTURES if one.name not in _UNSIGNED),
    Defect("pdf_pictures_missing", {"NĐ30-R96": SEEN, "NĐ30-R97": SEEN}, _without_images),
    Defect(
        "pdf_signature_over_the_title",
        {"NĐ30-R96": FAILED},
        lambda g: with_image(g, HAND, top_mm=g.images[HAND].top_mm - 25),
    ),
    Defect(
        "pdf_agency_signed_first",
        {"NĐ30-R98": FAILED},
        lambda g: with_signature(with_signature(g, HAND, order=2), SEAL, order=1),
    ),
    Defect("pdf_one_signature", {}, lambda g: replace(g, signatures=g.signatures[:1])),
    Defect("pdf_changed_after_signing", {}, lambda g: replace(g, signed_whole=False)),
    Defect(
        "pdf_unsigned",
        {"NĐ30-R96": SPARED, "NĐ30-R97": SPARED, "NĐ30-R98": UNKNOWN},
        lambda g: replace(g, signatures=(), images=()),
    ),
)
SIGNED_PDF_PLAN = (
    Defect(
        "pdf_appendix_signed_too",
        {"NĐ30-R99": FAILED},
        lambda g: replace(g, signatures=(*g.signatures, replace(g.signatures[SEAL], name="KyPhuLuc", page=3, order=3))),
    ),
    Defect(
        "pdf_appendix_stamped",
        {"NĐ30-R99": FAILED},
        lambda g: replace(
            g,
            images=(*g.images, replace(g.images[SEAL], page=3, over_signature=False, colour=RED, signature="")),
        ),
    ),
)
APPENDIX_APART = (
    Defect("pdf_appendix_unsigned", {"NĐ30-R100": UNKNOWN}, lambda g: replace(g, signatures=())),
    Defect("pdf_appendix_note_missing", {"NĐ30-R100": FAILED}, lambda g: with_signature(g, 0, runs=())),
    Defect(
        "pdf_appendix_note_without_time",
        {"NĐ30-R100": FAILED},
        lambda g: with_note(g, "Số: 05/KH-SNV; 12/05/2025"),
    ),
    Defect("pdf_appendix_note_12pt", {"NĐ30-R100": FAILED}, lambda g: with_note(g, _NUMBER, size_pt=12.0)),
    Defect("pdf_appendix_note_bold", {"NĐ30-R100": FAILED}, lambda g: with_note(g, _NUMBER, bold=True)),
    Defect("pdf_appendix_note_red", {"NĐ30-R100": FAILED}, lambda g: with_note(g, _NUMBER, colour="FF0000")),
    Defect("pdf_appendix_note_arial", {"NĐ30-R100": FAILED}, lambda g: with_note(g, _NUMBER, font="Arial")),
    Defect("pdf_appendix_note_at_the_left", {"NĐ30-R100": FAILED}, lambda g: with_signature(g, 0, left_mm=10.0)),
    Defect("pdf_appendix_note_low", {"NĐ30-R100": FAILED}, lambda g: with_signature(g, 0, top_mm=250.0)),
    Defect("pdf_appendix_note_on_page_2", {"NĐ30-R100": FAILED}, lambda g: with_signature(g, 0, page=2)),
)
ELECTRONIC_COPY = (
    Defect("pdf_copy_150dpi", {"NĐ30-R101": FAILED}, lambda g: with_image(g, 0, dots_per_inch=150.0)),
    Defect("pdf_copy_in_grey", {"NĐ30-R101": FAILED}, lambda g: with_image(g, 0, coloured=False)),
    Defect("pdf_copy_resolution_unknown", {"NĐ30-R101": UNKNOWN}, lambda g: with_image(g, 0, dots_per_inch=None)),
    Defect("pdf_copy_version_13", {"NĐ30-R101": FAILED}, lambda g: replace(g, properties={"pdf_version": "1.3"})),
    Defect("pdf_copy_version_unknown", {"NĐ30-R101": UNKNOWN}, lambda g: replace(g, properties={})),
    Defect("pdf_copy_without_agency", {"NĐ30-R101": FAILED}, lambda g: with_note(g, "SAO Y; 12/05/2025; 14:05:09")),
    Defect("pdf_copy_note_12pt", {"NĐ30-R101": FAILED}, lambda g: with_note(g, _COPY, size_pt=12.0)),
    Defect("pdf_copy_unsigned", {"NĐ30-R101": UNKNOWN}, lambda g: replace(g, signatures=())),
)
PAPER_COPY = (
    Defect("copy_number_without_form", {"NĐ30-R116": FAILED}, _numbered("Số: 03/SNV")),
    Defect("copy_number_of_another_form", {"NĐ30-R116": FAILED}, _numbered("Số: 03/SL-SNV")),
    Defect("copy_number_without_zero", {"NĐ30-R116": FAILED}, _numbered("Số: 3/SY-SNV")),
    Defect("copy_number_missing", {"NĐ30-R116": UNKNOWN}, _numbered("Nơi nhận:")),
    Defect(
        "copy_form_missing",
        {"NĐ30-R116": SPARED},
        lambda g: replace(g, lines=tuple(line for line in g.lines if line.text != "SAO Y")),
    ),
)
