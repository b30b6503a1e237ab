"""Defects of a PDF: those of the letter that a PDF shows too, and those that only a page has."""

from __future__ import annotations

from dataclasses import replace

from format_defects import DEFECTS, FAILED, SEEN, SPARED, UNKNOWN, Defect, E
from measured_letters import with_line, with_page, with_run, without

from vanban.domain.judging.inspected import Inspection

_SHOWN_OTHERWISE = {
    "paper_letter_size",
    "paper_landscape",
    "margin_top_26mm",
    "margin_bottom_19mm",
    "margin_left_25mm",
    "margin_right_25mm",
    "shaded_text",
    "page_number_right",
    "page_number_in_footer",
    "page_number_missing",
    "country_name_on_the_left",
    "country_name_set_by_tabs",
    "motto_left",
    "heading_spacing_15",
    "code_left",
    "subject_close_to_the_number",
    "plan_type_left",
    "addressee_dashes_out_of_line",
    "addressee_dashes_by_tabs",
    "body_left_aligned",
    "body_centred_paragraph",
    "body_gap_3pt",
    "distribution_label_at_the_right",
    "name_off_the_title",
    "signature_on_the_left",
    "plan_appendix_pages_go_on",
}
"""Defects of places and distances, which a page shows in another way or not at all."""


def _alike(defect: Defect) -> Defect:
    return replace(defect, name=f"pdf_{defect.name}")


def _first_page(good: Inspection, **facts: object) -> Inspection:
    first, *others = good.pages
    return replace(good, pages=(replace(first, **facts), *others))  # type: ignore[arg-type]  # facts of a page


def _shifted(good: Inspection, element: E, by_mm: float, at: int | None = None) -> Inspection:
    for place, line in enumerate(good.elements[element]):
        if at in {None, place}:
            moved = {"left_mm": line.left_mm + by_mm, "right_mm": line.right_mm - by_mm}
            good = with_line(good, element, place, **moved)
    return good


def _lower(good: Inspection, element: E, by_mm: float) -> Inspection:
    line = good.elements[element][0]
    return with_line(good, element, 0, top_mm=line.top_mm + by_mm, bottom_mm=line.bottom_mm - by_mm)


ON_THE_PAGE = (
    Defect(
        "pdf_page_lower_than_wide",
        {"NĐ30-R01": FAILED, "NĐ30-R02": FAILED, "NĐ30-R04": UNKNOWN},
        lambda g: _first_page(g, height_mm=200),
    ),
    Defect("pdf_paper_280mm_high", {"NĐ30-R01": FAILED}, lambda g: with_page(g, height_mm=280)),
    Defect("pdf_text_15mm_from_the_top", {"NĐ30-R03": FAILED}, lambda g: with_page(g, top_mm=15)),
    Defect("pdf_text_10mm_from_the_foot", {"NĐ30-R04": FAILED}, lambda g: _first_page(g, bottom_mm=10)),
    Defect("pdf_no_page_is_full", {"NĐ30-R04": UNKNOWN}, lambda g: with_page(g, bottom_mm=90)),
    Defect(
        "pdf_text_45mm_from_the_right", {"NĐ30-R06": FAILED, "NĐ30-R10": FAILED}, lambda g: with_page(g, right_mm=45)
    ),
    Defect("pdf_font_tinos", {"NĐ30-R07": SEEN}, lambda g: with_run(g, E.BODY, font="Tinos")),
    Defect(
        "pdf_page_2_without_number",
        {"NĐ30-R11": FAILED},
        lambda g: replace(g, pages=(g.pages[0], replace(g.pages[1], number=""))),
    ),
    Defect(
        "pdf_page_2_says_3",
        {"NĐ30-R11": FAILED},
        lambda g: replace(g, pages=(g.pages[0], replace(g.pages[1], number="3"))),
    ),
    Defect(
        "pdf_no_page_numbers",
        {"NĐ30-R10": FAILED, "NĐ30-R11": FAILED, "NĐ30-R12": SPARED},
        lambda g: without(g, E.PAGE_NUMBER),
    ),
    Defect("pdf_page_number_off_centre", {"NĐ30-R10": FAILED}, lambda g: _shifted(g, E.PAGE_NUMBER, 20)),
    Defect("pdf_page_number_at_the_foot", {"NĐ30-R10": FAILED}, lambda g: with_line(g, E.PAGE_NUMBER, top_mm=280.0)),
    Defect("pdf_motto_off_the_country_name", {"NĐ30-R18": FAILED}, lambda g: _shifted(g, E.MOTTO, 5)),
    Defect("pdf_heading_on_page_2", {"NĐ30-R28": FAILED}, lambda g: with_line(g, E.COUNTRY_NAME, page=2)),
    Defect("pdf_place_below_the_number", {"NĐ30-R40": FAILED}, lambda g: _lower(g, E.PLACE_AND_DATE, 6)),
    Defect("pdf_code_off_the_issuer", {"NĐ30-R35": FAILED, "NĐ30-R45": FAILED}, lambda g: _shifted(g, E.CODE, 6)),
    Defect(
        "pdf_dashes_left_of_the_colon",
        {"NĐ30-R54": FAILED},
        lambda g: _shifted(_shifted(g, E.ADDRESSEES, -15, 1), E.ADDRESSEES, -15, 2),
    ),
    Defect("pdf_body_left_aligned", {"NĐ30-R57": FAILED}, lambda g: with_line(g, E.BODY, align="left")),
    Defect("pdf_one_paragraph_left_aligned", {"NĐ30-R57": UNKNOWN}, lambda g: with_line(g, E.BODY, 0, align="left")),
    Defect("pdf_no_long_paragraph", {"NĐ30-R57": UNKNOWN}, lambda g: with_line(g, E.BODY, align="")),
    Defect("pdf_spacing_not_measured", {"NĐ30-R61": UNKNOWN}, lambda g: with_line(g, E.BODY, line_spacing=None)),
    Defect("pdf_head_40mm_from_the_top", {"NĐ30-R03": FAILED}, lambda g: with_page(g, top_mm=40)),
    Defect("pdf_one_dash_out_of_line", {"NĐ30-R54": FAILED}, lambda g: _shifted(g, E.ADDRESSEES, 5, 2)),
    Defect(
        "pdf_distribution_below_the_authority", {"NĐ30-R79": FAILED}, lambda g: _lower(g, E.DISTRIBUTION_HEADING, 6)
    ),
    Defect("pdf_distribution_inside", {"NĐ30-R80": FAILED}, lambda g: _shifted(g, E.DISTRIBUTION, 10)),
    Defect("pdf_name_off_the_title", {"NĐ30-R90": FAILED}, lambda g: _shifted(g, E.SIGNER_NAME, 5)),
    Defect("pdf_name_on_another_page", {"NĐ30-R94": FAILED}, lambda g: with_line(g, E.SIGNER_NAME, page=1)),
    Defect("pdf_signature_alone_on_its_page", {"NĐ30-R94": FAILED}, lambda g: with_line(g, E.BODY, page=1)),
    Defect(
        "pdf_signature_on_the_left",
        {"NĐ30-R95": FAILED},
        lambda g: _shifted(_shifted(g, E.SIGNING_LINES, -80), E.SIGNER_NAME, -80),
    ),
    Defect(
        "pdf_text_25mm_from_the_left",
        {"NĐ30-R05": FAILED, "NĐ30-R10": FAILED, "NĐ30-R79": FAILED, "NĐ30-R80": FAILED},
        lambda g: with_page(g, left_mm=25),
    ),
    Defect(
        "pdf_plan_appendix_pages_go_on",
        {"NĐ30-R107": FAILED},
        lambda g: replace(g, pages=(*g.pages[:2], replace(g.pages[2], number="3"))),
        plan=True,
    ),
    Defect("pdf_plan_type_off_centre", {"NĐ30-R49": FAILED}, lambda g: _shifted(g, E.TYPE_NAME, 20), plan=True),
    Defect(
        "pdf_address_of_text_unknown",
        {"NĐ30-R16": UNKNOWN, "NĐ30-R18": UNKNOWN, "NĐ30-R40": UNKNOWN},
        lambda g: with_line(g, E.COUNTRY_NAME, left_mm=None),
    ),
)


PDF_DEFECTS = (*(_alike(one) for one in DEFECTS if one.name not in _SHOWN_OTHERWISE), *ON_THE_PAGE)
