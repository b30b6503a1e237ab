"""What is measured on a page that a test wrote by hand, command by command."""

import pytest
from pdf_files import inspected_bytes, locked
from pdf_made_by_hand import A4, MM, one_page, pdf_of, rule, stream, words

from vanban.domain.judging.inspected import Element, Story
from vanban.inspection.pdf.inspect_pdf import HIDDEN_TEXT_ONLY, NO_TEXT_LAYER, SIGNATURES_NOT_VERIFIED

LOREM = "So Noi vu de nghi cac co quan bao cao ket qua thuc hien"


def texts(inspection):
    return [line.text for line in inspection.lines]


def lines(content, **more):
    return inspected_bytes(one_page(content, **more)).lines


def test_a_line_stands_where_it_was_put():
    (line,) = lines(words("Noi dung", 40, 100, 14))
    assert line.left_mm == pytest.approx(40, abs=0.05)
    assert line.bottom_mm == pytest.approx(297 - 100 - 0.216 * 14 / MM, abs=0.05)
    assert line.top_mm == pytest.approx(100 - 0.891 * 14 / MM, abs=0.05)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_measured_as_it_is_shown(turn):
    x, y = 40 * MM, 100 * MM
    wide, high = A4 if turn in {0, 180} else (A4[1], A4[0])
    place = {0: (x, high - y), 90: (y, x), 180: (wide - x, y), 270: (high - y, wide - x)}[turn]
    lean = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[turn]
    content = f"BT /F1 13 Tf {lean} {place[0]:.3f} {place[1]:.3f} Tm (Noi dung) Tj ET"
    found = inspected_bytes(one_page(content, page=f"/Rotate {turn}"))
    (line,) = found.lines
    assert (found.pages[0].width_mm, found.pages[0].height_mm) == pytest.approx((wide / MM, high / MM), abs=0.05)
    assert (line.text, line.runs[0].size_pt) == ("Noi dung", 13)
    assert line.left_mm == pytest.approx(40, abs=0.1)
    assert line.top_mm == pytest.approx(100 - 0.891 * 13 / MM, abs=0.1)


def test_what_is_cut_off_a_page_does_not_count_for_its_size():
    found = inspected_bytes(
        one_page(words("Noi dung", 40, 100), page=f"/CropBox [{10 * MM} {20 * MM} {A4[0]} {A4[1]}]")
    )
    assert found.pages[0].width_mm == pytest.approx(200, abs=0.05)
    assert found.lines[0].left_mm == pytest.approx(30, abs=0.05)


def test_the_size_is_the_one_that_is_seen():
    scaled = f"q 2 0 0 2 0 0 cm {words('Noi dung', 20, 200, 7)} Q"
    assert lines(scaled)[0].runs[0].size_pt == 14


@pytest.mark.parametrize(
    ("font", "before", "expected"),
    [
        ("F1", "", ("Times", False, False)),
        ("F2", "", ("Times", True, False)),
        ("F3", "", ("Times", False, True)),
        ("F4", "", ("Times New Roman", True, True)),
        ("F5", "", (".VnTimeH", False, False)),
        ("F1", "2 Tr 0.3 w", ("Times", True, False)),
    ],
)
def test_a_run_has_the_face_of_its_font(font, before, expected):
    (line,) = lines(words("Noi dung", 40, 100, font=font, before=before))
    run = line.runs[0]
    assert (run.font, run.bold, run.italic) == expected


def test_letters_that_were_slanted_are_italic():
    (line,) = lines(f"BT /F1 13 Tf 1 0 0.33 1 {40 * MM} 500 Tm (Noi dung) Tj ET")
    assert line.runs[0].italic


def test_a_colour_is_six_digits():
    (line,) = lines("1 0 0 rg " + words("KHAN", 40, 100))
    assert line.runs[0].colour == "FF0000"


def test_two_halves_of_a_letterhead_are_two_lines_each_column_read_down():
    found = inspected_bytes(
        one_page(
            words("UY BAN NHAN DAN", 35, 25)
            + words("CONG HOA XA HOI", 110, 25)
            + words("SO NOI VU", 42, 31)
            + words("Doc lap", 125, 31.3)
            + words("Kinh gui: So Tai chinh", 80, 60)
        )
    )
    assert texts(found) == ["UY BAN NHAN DAN", "SO NOI VU", "CONG HOA XA HOI", "Doc lap", "Kinh gui: So Tai chinh"]
    left, right = found.lines[0], found.lines[2]
    assert left.column_from == 0
    assert left.column_to == right.column_from
    assert right.column_to == 1


def test_halves_parted_by_typed_spaces_are_two_lines():
    (left, right) = lines(words("SO NOI VU" + " " * 20 + "Doc lap - Tu do", 35, 25))
    assert (left.text, right.text) == ("SO NOI VU", "Doc lap - Tu do")


def test_a_justified_line_with_wide_spaces_is_one_line():
    (line,) = lines(words(LOREM, 30, 100, before="9 Tw"))
    assert line.text == LOREM


def test_a_raised_sign_belongs_to_its_line():
    content = "BT /F1 14 Tf 100 500 Td (100 m) Tj /F1 8 Tf 5 Ts (2) Tj 0 Ts /F1 14 Tf ( dat) Tj ET"
    (line,) = lines(content)
    assert line.text == "100 m2 dat"


def test_a_gap_is_a_space_where_the_program_writes_none():
    content = "BT /F1 14 Tf 100 500 Td [(So) -300 (Noi) -300 (v) 40 (u)] TJ ET"
    (line,) = lines(content)
    assert line.text == "So Noi vu"


def full_lines(*texts_at, right=190):
    """Lines of body text, set so that each but the last of a paragraph ends at the right edge."""
    out = []
    for text, left, y, full in texts_at:
        if not full:
            out.append(words(text, left, y))
            continue
        # As wide as the column: Tz scales a text whose natural width is measured first.
        natural = lines(words(text, left, y))[0]
        wide = 210 - natural.right_mm - natural.left_mm
        out.append(words(text, left, y, before=f"{(right - left) / wide * 100:.3f} Tz"))
    return "".join(out)


LONG = LOREM + " va gui ve So dung thoi han theo quy dinh cua phap luat hien hanh"


def test_a_paragraph_goes_on_over_the_page():
    first = full_lines((LONG, 42.7, 100, True), (LONG, 30, 107, True), (LONG, 30, 114, True))
    second = words("tiep theo trang sau.", 30, 30)
    page = "/Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Resources << /Font << /F1 6 0 R >> >>"
    found = inspected_bytes(
        pdf_of(
            {
                1: "<< /Type /Catalog /Pages 2 0 R >>",
                2: "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
                3: f"<< {page} /Contents 5 0 R >>",
                4: f"<< {page} /Contents 7 0 R >>",
                5: stream(first),
                6: "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
                7: stream(second),
            }
        )
    )
    (line,) = found.lines
    assert line.text == f"{LONG} {LONG} {LONG} tiep theo trang sau."
    assert (line.page, line.align) == (1, "justify")
    assert line.first_line_indent_mm == pytest.approx(12.7, abs=0.1)


def test_a_symbol_broken_at_its_hyphen_is_whole_again():
    content = full_lines((LONG + " so 30/2020/ND-", 42.7, 100, True), (LONG, 30, 107, True), (LONG, 30, 114, True))
    content += words("CP ngay 05.", 30, 121)
    broken = content.replace(LONG + ") Tj", "CP " + LONG + ") Tj")
    (line,) = lines(broken)
    assert "30/2020/ND-CP" in line.text


def test_a_name_at_the_right_edge_begins_no_paragraph():
    content = full_lines((LONG, 42.7, 100, True), (LONG, 30, 107, True))
    found = lines(content + full_lines(("Nguyen Van A", 160, 121, True)) + words("Noi nhan:", 30, 128))
    assert [line.text for line in found][1:] == ["Nguyen Van A", "Noi nhan:"]


def test_two_paragraphs_are_told_apart_by_indent():
    content = full_lines((LONG, 42.7, 100, True), (LONG, 30, 107, True), (LONG, 30, 114, True))
    found = lines(content + words("het.", 30, 121) + words("Doan khac.", 42.7, 128))
    assert [line.text for line in found] == [f"{LONG} {LONG} {LONG} het.", "Doan khac."]
    assert [round(line.first_line_indent_mm, 1) for line in found] == [12.7, 12.7]


def test_a_dashed_line_is_not_continuous():
    found = inspected_bytes(letterhead(rule(115, 165, 33, dash="[3 2] 0 d")))
    (drawn,) = found.drawn
    assert (drawn.below, drawn.continuous, drawn.typed) == (Element.MOTTO, False, False)


def letterhead(*extra, motto=True):
    """The right half of a letterhead in plain letters, which are recognised without their accents."""
    lines_of_head = words("CONG HOA XA HOI CHU NGHIA VIET NAM", 98, 25, 12, "F2")
    if motto:
        lines_of_head += words("Doc lap - Tu do - Hanh phuc", 112, 31, 13, "F2")
    return one_page(lines_of_head + "".join(extra) + words("Kinh gui: So Tai chinh", 80, 60))


def motto_of(found):
    (line,) = found.elements[Element.MOTTO]
    return line.left_mm, 210 - line.right_mm


def test_a_drawn_line_is_measured_against_the_text_above_it():
    start, end = motto_of(inspected_bytes(letterhead()))
    for share, shift in ((1.0, 0), (0.4, 0), (0.5, 5)):
        half = (end - start) * share / 2
        centre = (start + end) / 2 + shift
        (drawn,) = inspected_bytes(letterhead(rule(centre - half, centre + half, 33))).drawn
        assert drawn.share == pytest.approx(share, abs=0.005)
        assert drawn.offset_mm == pytest.approx(shift, abs=0.1)
        assert (drawn.typed, drawn.continuous) == (False, True)


def test_a_thin_filled_band_is_a_line():
    start, end = motto_of(inspected_bytes(letterhead()))
    band = f"{start * MM} {A4[1] - 33 * MM} {(end - start) * MM} 0.7 re f\n"
    (drawn,) = inspected_bytes(letterhead(band)).drawn
    assert drawn.share == pytest.approx(1, abs=0.01)


def test_a_white_line_is_none():
    assert not inspected_bytes(letterhead("1 1 1 RG " + rule(112, 170, 33))).drawn


def test_an_underline_is_a_typed_line_and_an_underlined_run():
    start, end = motto_of(inspected_bytes(letterhead()))
    found = inspected_bytes(letterhead(rule(start, end, 31 + 0.11 * 13 / MM, width=0.6)))
    (drawn,) = found.drawn
    assert (drawn.below, drawn.typed) == (Element.MOTTO, True)
    assert all(run.underline for run in found.elements[Element.MOTTO][0].runs)
    assert not any(run.underline for run in found.elements[Element.COUNTRY_NAME][0].runs)


@pytest.mark.parametrize(("sign", "continuous"), [("_", True), ("-", False)])
def test_a_line_of_typed_signs_is_typed(sign, continuous):
    found = inspected_bytes(letterhead(words(sign * 12, 125, 34)))
    (drawn,) = found.drawn
    assert (drawn.below, drawn.typed, drawn.continuous) == (Element.MOTTO, True, continuous)


def box(left, right, top, bottom):
    return f"{left * MM} {A4[1] - bottom * MM} {(right - left) * MM} {(bottom - top) * MM} re S\n"


def test_a_box_around_a_mark_is_measured():
    (line,) = lines(box(30, 70, 90, 98) + words("THUONG KHAN", 33, 96))
    assert line.boxed
    assert (line.box_width_mm, line.box_height_mm) == pytest.approx((40, 8), abs=0.1)
    assert not line.in_table


def test_a_grid_is_a_table_and_its_walls_part_the_cells():
    grid = box(30, 90, 100, 110) + box(30, 50, 100, 110) + rule(30, 90, 105)
    found = lines(grid + words("Mot", 42.2, 103.5, 12) + words("Hai", 50.5, 103.5, 12) + words("Ba", 31, 108.5, 12))
    assert [line.text for line in found] == ["Mot", "Hai", "Ba"]
    assert all(line.in_table for line in found)


def test_a_border_around_the_page_makes_nothing_a_table():
    (line,) = lines(box(10, 200, 10, 287) + words("Noi dung", 40, 100))
    assert (line.in_table, line.boxed) == (False, False)


def test_a_number_at_the_foot_is_a_page_number_but_not_in_the_top_margin():
    found = inspected_bytes(one_page(words(LOREM, 30, 100) + words("- 2 -", 107, 285)))
    (number,) = found.elements[Element.PAGE_NUMBER]
    assert (number.text, number.story) == ("- 2 -", Story.FOOTER)
    assert found.pages[0].number == "2"
    assert found.pages[0].hides_first_number is False


def test_hidden_text_is_not_measured():
    found = inspected_bytes(one_page(words(LOREM, 30, 100, before="3 Tr")))
    assert (found.lines, found.pages, found.elements) == ((), (), {})
    assert found.limits == (HIDDEN_TEXT_ONLY,)


@pytest.mark.parametrize("size", [0.2, 1e9])
def test_letters_of_no_size_that_can_be_seen_are_told_as_hidden(size):
    found = inspected_bytes(one_page(words("an", 30, 90, size) + words(LOREM, 30, 100)))
    assert texts(found) == [LOREM]
    assert "Có 2 ký tự ẩn: không được đo" in found.limits


PICTURE = stream(
    b"\x00", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
)


def test_a_scan_has_nothing_to_judge_and_says_so():
    scan = one_page("q 595 0 0 842 0 0 cm /P Do Q", resources="/XObject << /P 20 0 R >>", more={20: PICTURE})
    found = inspected_bytes(scan)
    assert (found.lines, found.pages, found.elements, found.drawn) == ((), (), {}, ())
    assert found.limits == (NO_TEXT_LAYER,)
    assert found.properties["images"] == "1"


def test_turned_text_is_left_out_and_told():
    turned = f"BT /F1 13 Tf 0 1 -1 0 {20 * MM} 300 Tm (Dau moc) Tj ET\n"
    found = inspected_bytes(one_page(turned + words(LOREM, 30, 100)))
    assert texts(found) == [LOREM]
    assert "Trang 1 có chữ đặt xoay: phần chữ này không được đo" in found.limits


def signed(names, *, value=True):
    """A page with signature fields; those with a value are signed."""
    fields, more = [], {}
    for number, name in enumerate(names):
        field, signature = 30 + 2 * number, 31 + 2 * number
        fields.append(f"{field} 0 R")
        held = f"/V {signature} 0 R" if value else ""
        more[field] = f"<< /Type /Annot /Subtype /Widget /FT /Sig /T ({name}) /Rect [0 0 0 0] /P 3 0 R {held} >>"
        more[signature] = "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Contents <3000> >>"
    annots = " ".join(fields)
    content = one_page(words(LOREM, 30, 100), page=f"/Annots [{annots}]", more=more)
    return content.replace(
        b"/Pages 2 0 R >>", f"/Pages 2 0 R /AcroForm << /Fields [{annots}] /SigFlags 3 >> >>".encode()
    )


def test_signatures_are_named_and_not_verified():
    found = inspected_bytes(signed(["ChuKyLanhDao", "ChuKyCoQuan"]))
    assert [one.name for one in found.signatures] == ["ChuKyLanhDao", "ChuKyCoQuan"]
    assert SIGNATURES_NOT_VERIFIED in found.limits


def test_a_field_that_waits_for_a_signature_is_none():
    assert inspected_bytes(signed(["ChuKyLanhDao"], value=False)).signatures == ()


def test_a_signed_file_is_never_written(tmp_path):
    from vanban.inspection.pdf.inspect_pdf import inspect_pdf  # noqa: PLC0415  # the file itself matters here

    path = tmp_path / "signed.pdf"
    path.write_bytes(signed(["ChuKy"]))
    path.chmod(0o400)
    before = path.read_bytes()
    assert [one.name for one in inspect_pdf(path).signatures] == ["ChuKy"]
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["signed.pdf"]


def test_a_file_that_only_forbids_changes_is_read():
    assert texts(inspected_bytes(locked(one_page(words(LOREM, 30, 100)), ""))) == [LOREM]
