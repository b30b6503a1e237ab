"""Pictures of signature and seal, and digital signatures, measured in real files of both kinds."""

from io import BytesIO

import pytest
from docx_pictures import empty_paragraph_before, floating, in_line, opened
from pdf_files import inspected_bytes
from pdf_made_by_hand import one_page, stream, words
from PIL import Image
from rendering_letters import simple
from signed_pdfs import BLUE, Stamp, seal_png, signature_png, signed

from vanban.domain.judging.inspected import Element
from vanban.inspection.docx.inspect import inspect_docx
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.pdf.press import letter_pdf

LETTER = simple()
PDF = letter_pdf(LETTER)
HAND = Stamp("KyNguoi", (120, 100, 50, 20), signature_png())
SEAL = Stamp("KyCoQuan", (101, 92, 36, 36), seal_png())


def _in_docx(tmp_path, change):
    document = opened(letter_docx(LETTER))
    name = next(
        paragraph
        for table in document.tables
        for cell in table._cells  # every cell once
        for paragraph in cell.paragraphs
        if paragraph.text == "Nguyễn Văn A"
    )
    change(name)
    path = tmp_path / "letter.docx"
    document.save(path)
    return inspect_docx(path)


def test_the_look_of_a_signature_is_measured_where_it_stands():
    found = inspected_bytes(signed(PDF, HAND))
    (image,) = found.images

    assert (image.page, image.left_mm, image.top_mm) == (1, pytest.approx(120, abs=0.1), pytest.approx(100, abs=0.1))
    assert (image.width_mm, image.height_mm) == (pytest.approx(50, abs=0.1), pytest.approx(20, abs=0.1))
    assert (image.transparent, image.coloured, image.signature) == (True, True, "KyNguoi")
    assert image.dots_per_inch == pytest.approx(240 / 50 * 25.4, abs=0.5)
    assert [int(image.colour[at : at + 2], 16) for at in (0, 2, 4)] == pytest.approx(BLUE, abs=12)


def test_a_picture_lies_over_the_signature_between_title_and_name_and_nowhere_else():
    title = inspected_bytes(PDF).elements[Element.SIGNING_LINES][0]
    inside = Stamp("Trong", (130, title.top_mm + 8, 40, 16), signature_png())
    outside = Stamp("Ngoai", (130, title.top_mm - 40, 40, 16), signature_png())
    at_the_left = Stamp("Trai", (31, title.top_mm + 8, 40, 16), signature_png())

    found = inspected_bytes(signed(PDF, inside, outside, at_the_left))
    assert {image.signature: image.over_signature for image in found.images} == {
        "Trong": True,
        "Ngoai": False,
        "Trai": False,
    }


def test_signatures_are_told_in_the_order_in_which_they_were_made():
    late, early = Stamp("Sau", signed_to=3000), Stamp("Truoc", signed_to=2000)
    found = inspected_bytes(signed(PDF, late, early))

    assert [(one.name, one.order, one.page) for one in found.signatures] == [("Truoc", 1, None), ("Sau", 2, None)]
    assert found.signed_whole is False


def test_a_last_signature_may_cover_the_whole_file():
    assert inspected_bytes(signed(PDF, HAND)).signed_whole is True
    assert inspected_bytes(PDF).signed_whole is None


def test_what_signatures_on_several_pages_were_made_first_is_not_told():
    two = letter_pdf(simple(*LETTER.blocks * 60))
    found = inspected_bytes(signed(two, HAND, Stamp("Khac", SEAL.box, seal_png(), page=1)))

    assert {one.order for one in found.signatures} == {None}
    assert {(one.name, one.page) for one in found.signatures} == {("KyNguoi", 1), ("Khac", 2)}


def test_the_words_of_a_signature_are_measured_and_stay_out_of_the_text():
    note = Stamp("KyPhuLuc", (120, 10, 75, 8), words="Số: 05/KH-SNV; 05/01/2026; 14:05:09", size=10, colour="1 0 0")
    found = inspected_bytes(signed(PDF, note))
    (one,) = found.signatures
    (run,) = one.runs

    assert one.text == "Số: 05/KH-SNV; 05/01/2026; 14:05:09"
    assert (run.font, run.size_pt, run.bold, run.colour) == ("Times New Roman", 10, False, "FF0000")
    assert found.elements == inspected_bytes(PDF).elements


def test_a_picture_without_alpha_hides_the_paper():
    (image,) = inspected_bytes(signed(PDF, Stamp("Ky", HAND.box, signature_png(transparent=False)))).images
    assert image.transparent is False


def test_a_picture_that_is_huge_in_its_group_and_small_on_the_page_is_not_unpacked():
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Length 3 >>"
        b"\nstream\n\x10\x30\xb0\nendstream"
    )
    group = stream(
        "q 90000 0 0 90000 0 0 cm /I Do Q",
        "/Type /XObject /Subtype /Form /BBox [0 0 90000 90000] /Resources << /XObject << /I 20 0 R >> >>",
    )
    drawing = words("Abc", 30, 100) + "q 0.001 0 0 0.001 300 300 cm /G Do Q"
    content = one_page(drawing, resources="/XObject << /G 21 0 R >>", more={20: image, 21: group})
    (found,) = inspected_bytes(content).images

    assert (found.width_mm, found.colour, found.transparent) == (pytest.approx(90 / 72 * 25.4, abs=0.1), "", None)


@pytest.mark.parametrize(("mode", "coloured"), [("RGB", True), ("L", False), ("1", False)])
def test_a_scan_tells_how_fine_it_is_and_whether_it_is_in_colour(mode, coloured):
    out = BytesIO()
    Image.new(mode, (827, 1169), 255 if mode != "RGB" else "white").save(out, "PDF", resolution=100)
    (image,) = inspected_bytes(out.getvalue()).images

    assert image.coloured is coloured
    assert image.dots_per_inch == pytest.approx(100, abs=1)
    assert image.colour == ""


def test_pictures_of_a_docx_stand_in_the_line_or_float(tmp_path):
    def change(name):
        in_line(empty_paragraph_before(name), signature_png(), 50)
        floating(name, seal_png(), 36, 10)

    hand, seal = _in_docx(tmp_path, change).images

    assert (hand.over_signature, hand.format, hand.transparent, hand.width_mm) == (True, "png", True, 50)
    assert (seal.over_signature, seal.colour) == (True, "DE1018")
    # Left margin 30, 72 mm for Nơi nhận; the column of the signature is 88 mm wide, with 1.9 mm inside it.
    assert hand.middle_mm == pytest.approx(30 + 72 + 44, abs=0.2)
    assert seal.left_mm == pytest.approx(30 + 72 + 10, abs=2)


def test_a_picture_elsewhere_in_a_docx_is_not_unpacked(tmp_path):
    found = _in_docx(tmp_path, lambda name: in_line(name.part.document.paragraphs[0], signature_png(), 50))
    (image,) = found.images

    assert (image.over_signature, image.format, image.colour, image.transparent) == (False, "", "", None)


@pytest.mark.parametrize("keep", [0, 20])
def test_a_broken_picture_is_told_to_be_unread(tmp_path, keep):
    def change(name):
        in_line(empty_paragraph_before(name), signature_png(), 50)
        parts = [one for one in name.part.package.iter_parts() if str(one.partname).endswith(".png")]
        for part in parts:
            part._blob = part.blob[:keep]  # python-docx has no public way to spoil a file

    (image,) = _in_docx(tmp_path, change).images
    assert (image.over_signature, image.colour, image.transparent) == (True, "", None)


def test_a_picture_of_too_many_points_is_not_unpacked(tmp_path):
    out = BytesIO()
    Image.new("L", (4000, 1200), 255).save(out, "PNG")
    (image,) = _in_docx(tmp_path, lambda name: in_line(empty_paragraph_before(name), out.getvalue(), 50)).images

    assert (image.format, image.colour, image.transparent) == ("png", "", None)
