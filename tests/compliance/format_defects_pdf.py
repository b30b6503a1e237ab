"""Defects of a PDF: those of the letter that a PDF shows too, and those that only a page has."""

from __future__ import annotations

from dataclasses import replace

from format_defects import DEFECTS, FAILED, SEEN, SPARED, UNKNOWN, Defect, E
from measured_letters import with_line, with_page, with_run, with_text, without

from vanban.domain.inspected import Inspection

_SHOWN_ALIKE = (
    "font_arial",
    "font_vntime",
    "decomposed_unicode",
    "first_page_unknown",
    "heading_sizes_12_14_14",
    "country_name_misspelt",
    "country_name_not_bold",
    "motto_without_spaces",
    "motto_en_dashes",
    "motto_italic",
    "motto_rule_short",
    "motto_rule_missing",
    "issuer_rule_off_centre",
    "superior_bold",
    "superior_absent",
    "issuer_not_bold",
    "agencies_of_two_sizes",
    "number_without_zero",
    "code_bold",
    "code_space_after_slash",
    "day_without_zero",
    "month_5_padded",
    "day_upright",
    "place_without_comma",
    "subject_bold",
    "subject_without_v_v",
    "addressees_missing",
    "addressee_ends_with_comma",
    "body_12pt",
    "body_italic",
    "body_indent_20mm",
    "citation_without_date",
    "numbering_gap",
    "distribution_12pt",
    "distribution_label_with_note",
    "distribution_without_as_above",
    "authority_not_bold",
    "name_not_bold",
)


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
    Defect("pdf_font_liberation_serif", {"NĐ30-R07": SEEN}, lambda g: with_run(g, E.BODY, font="Liberation Serif")),
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
    Defect("pdf_one_signature", {"NĐ30-R98": SEEN}, lambda g: replace(g, signatures=("Nguyễn Văn A",))),
    Defect(
        "pdf_single_recipient_on_its_own_line",
        {"NĐ30-R52": FAILED, "NĐ30-R53": SPARED, "NĐ30-R54": SPARED},
        lambda g: with_text(_without_last_addressee(g), E.ADDRESSEES, "Các sở, ban, ngành thuộc tỉnh", 1),
    ),
    Defect(
        "pdf_address_of_text_unknown",
        {"NĐ30-R16": UNKNOWN, "NĐ30-R18": UNKNOWN, "NĐ30-R40": UNKNOWN},
        lambda g: with_line(g, E.COUNTRY_NAME, left_mm=None),
    ),
)


def _without_last_addressee(good: Inspection) -> Inspection:
    *kept, last = good.elements[E.ADDRESSEES]
    return replace(
        good,
        elements={**good.elements, E.ADDRESSEES: tuple(kept)},
        lines=tuple(line for line in good.lines if line is not last),
    )


PDF_DEFECTS = (*(_alike(one) for one in DEFECTS if one.name in _SHOWN_ALIKE), *ON_THE_PAGE)
