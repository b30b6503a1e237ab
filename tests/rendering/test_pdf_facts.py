"""What a PDF is and where its text stands: A4, PDF/A-3a, fonts embedded, every element in its place."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from rendering_letters import CLOSING, DAY, LETTERS, TABLE, Appendix, Run, SignatureBlock, Table, body, simple
from rendering_readers import pdf_pages, pdf_pieces

from vanban.regulations.law import law_on
from vanban.regulations.metrics import text_width_mm
from vanban.rendering.pdf.press import letter_pdf
from vanban.rendering.style import print_style

LAW = law_on(DAY)
STYLE = print_style(DAY)
HOUSE = STYLE.house
FULL = letter_pdf(LETTERS["everything"])
PIECES = pdf_pieces(FULL)
READER = PdfReader(BytesIO(FULL))
LONG = letter_pdf(simple(*[body("Đề nghị các cơ quan, đơn vị báo cáo kết quả thực hiện. " * 4)] * 30))
LEFT_EDGE = HOUSE.margin_left_mm
RIGHT_COLUMN = LEFT_EDGE + STYLE.header_left_mm
RIGHT_EDGE = LAW.page.width_mm - HOUSE.margin_right_mm


def piece(start, pieces=PIECES):
    return next(one for one in pieces if one.text.startswith(start))


def test_every_page_is_a4():
    for page in READER.pages:
        width, height = (float(side) / 72 * 25.4 for side in page.mediabox[2:])
        assert (round(width, 1), round(height, 1)) == (210, 297)


def test_every_font_is_embedded_and_all_are_liberation_serif():
    faces = set()
    for page in READER.pages:
        for font in page["/Resources"]["/Font"].values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            faces.add(font["/BaseFont"].split("+")[1])
            assert "/ToUnicode" in font
    assert faces == {f"Liberation-Serif{style}" for style in ("", "-Bold", "-Italic", "-Bold-Italic")}


def test_the_file_says_that_it_is_pdf_a_3a_in_vietnamese_and_tagged():
    root = READER.trailer["/Root"]
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  # a PDF object, equal to True but not the same
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "pdfaid:part>3<" in metadata.replace('pdfaid:part="3"', "pdfaid:part>3<")
    assert "pdfaid:conformance>A<" in metadata.replace('pdfaid:conformance="A"', "pdfaid:conformance>A<")
    (intent,) = root["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert len(intent["/DestOutputProfile"].get_object().get_data()) > 1000
    assert root["/StructTreeRoot"]


def test_title_and_dates_are_those_of_the_letter():
    assert READER.metadata.title.startswith("Công văn 1923/BCĐ-CCHC: triển khai khảo sát")
    assert READER.metadata.author == "Sở Nội vụ"
    assert READER.metadata.creation_date.date() == READER.metadata.modification_date.date() == DAY


def structure(node, found):
    """Every structure element under ``node``: its kind and its alternative text."""
    node = node.get_object()
    if "/S" in node:
        found.append((str(node["/S"]), str(node.get("/Alt", ""))))
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        if hasattr(child.get_object(), "keys"):
            structure(child, found)
    return found


def test_headings_tables_and_pictures_are_tagged_as_such():
    found = structure(READER.trailer["/Root"]["/StructTreeRoot"], [])
    kinds = {kind for kind, _ in found}
    assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure", "/Link"} <= kinds
    assert {alt for kind, alt in found if kind == "/Figure"} == {"Biểu đồ kết quả", "Mã QR của phiếu khảo sát"}


def page_numbers(pieces):
    """The numbers in the top margin, by page."""
    return {one.page: one for one in pieces if one.y_mm < HOUSE.margin_top_mm and one.text.isdigit()}


def test_page_numbers_start_on_page_two_in_the_middle_of_the_top_margin():
    numbers = page_numbers(pdf_pieces(LONG))
    pages = len(PdfReader(BytesIO(LONG)).pages)
    assert pages > 2
    assert {page: one.text for page, one in numbers.items()} == {page: str(page) for page in range(2, pages + 1)}
    middle = (LEFT_EDGE + RIGHT_EDGE) / 2
    for one in numbers.values():
        assert one.x_mm == pytest.approx(middle, abs=2)
        assert one.size_pt == pytest.approx(HOUSE.size_pt("page_number"), abs=0.01)


def test_the_page_numbers_of_each_appendix_begin_again():
    long = [body("Nội dung của phụ lục. " * 8)] * 40
    first, second = LETTERS["everything"].appendices
    appendices = tuple(
        type(first)(label=one.label, title=one.title, blocks=tuple(long)) for one in (first, second, first)
    )
    content = letter_pdf(simple(appendices=appendices))
    numbers = page_numbers(pdf_pieces(content))
    starts = [number for number, text in enumerate(pdf_pages(content), start=1) if text.startswith("Phụ lục")]
    assert len(starts) == 3
    for start in starts:
        assert start not in numbers
        assert numbers[start + 1].text == "2"
        assert numbers[start + 2].text == "3"


ELEMENTS = [
    ("ỦY BAN NHÂN DÂN", "superior"),
    ("BAN CHỈ ĐẠO", "issuer"),
    ("CỘNG HÒA", "country_name"),
    ("Độc lập", "motto"),
    ("Số: ", "code"),
    ("Khánh Hòa, ngày", "place_date"),
    ("V/v triển", "subject_letter"),
    ("THƯỢNG KHẨN", "urgency_mark"),
    ("Kính gửi:", "addressees"),
    ("Căn cứ", "basis"),
    ("Phần I", "part"),
    ("QUY ĐỊNH CHUNG", "part_title"),
    ("I. MỤC ĐÍCH", "section"),
    ("Điều 1.", "article"),
    ("1. Đối tượng", "clause_title"),
    ("2. Tổ chức", "clause"),
    ("a) Trên", "point"),
    ("Đề nghị", "body"),
    ("Nơi nhận:", "distribution_label"),
    ("- Như trên;", "distribution_item"),
    ("KT. TRƯỞNG BAN", "authority"),
    ("Nguyễn Văn A", "signer_name"),
    ("Phụ lục I", "appendix_label"),
    ("THÔNG BÁO", "appendix_title"),
    ("(Kèm theo", "appendix_reference"),
    ("LƯU HÀNH", "circulation_mark"),
    ("Số 01 đường", "contact"),
]


@pytest.mark.parametrize(("start", "element"), ELEMENTS, ids=[element for _, element in ELEMENTS])
def test_an_element_is_printed_in_the_size_and_face_of_the_law(start, element):
    one, rule = piece(start), LAW.element(element)
    assert one.size_pt == pytest.approx(HOUSE.size_pt(element), abs=0.01)
    assert ("Bold" in one.font, "Italic" in one.font) == (rule.bold, rule.italic)


def test_agency_and_country_head_the_page_side_by_side():
    superior, country, motto = piece("ỦY BAN"), piece("CỘNG HÒA"), piece("Độc lập")
    assert superior.y_mm == pytest.approx(country.y_mm, abs=0.1)
    assert HOUSE.margin_top_mm < superior.y_mm < HOUSE.margin_top_mm + 6
    assert LEFT_EDGE < superior.x_mm < RIGHT_COLUMN < country.x_mm < motto.x_mm < RIGHT_EDGE


def test_number_and_day_share_a_baseline_and_the_subject_stands_under_the_number():
    number, day, subject = piece("Số: "), piece("Khánh Hòa, ngày"), piece("V/v triển")
    assert number.y_mm == pytest.approx(day.y_mm, abs=0.3)
    assert number.x_mm < RIGHT_COLUMN < day.x_mm
    assert subject.y_mm > number.y_mm
    assert LEFT_EDGE < subject.x_mm < RIGHT_COLUMN


def test_the_recipients_stand_at_the_left_and_the_signature_in_the_right_half():
    label, item, signer = piece("Nơi nhận:"), piece("- Như trên;"), piece("Nguyễn Văn A")
    assert label.x_mm == pytest.approx(LEFT_EDGE, abs=0.1)
    assert item.x_mm == pytest.approx(LEFT_EDGE, abs=0.1)
    assert label.page == signer.page
    for start in ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Nguyễn Văn A"):
        assert piece(start).x_mm > LEFT_EDGE + STYLE.foot_left_mm
    # Room for the signature and the seal under the last line of the position.
    assert signer.y_mm - piece("PHÓ TRƯỞNG BAN").y_mm > HOUSE.signature_gap_mm


def test_the_marks_of_page_one_stand_in_its_margins():
    circulation, contact = piece("LƯU HÀNH"), piece("Số 01 đường")
    assert (circulation.page, contact.page) == (1, 1)
    assert circulation.y_mm < HOUSE.margin_top_mm
    assert circulation.x_mm > RIGHT_COLUMN
    bottom = LAW.page.height_mm - HOUSE.margin_bottom_mm
    assert bottom - 10 < contact.y_mm < bottom


def test_no_text_stands_outside_the_margins():
    for name, letter in LETTERS.items():
        for one in pdf_pieces(letter_pdf(letter)):
            assert LEFT_EDGE - 0.1 <= one.x_mm <= RIGHT_EDGE, (name, one)
            assert 8 <= one.y_mm <= LAW.page.height_mm - HOUSE.margin_bottom_mm + 0.1, (name, one)


def test_a_link_without_spaces_breaks_inside_its_column_wherever_it_stands():
    link = "https://example.org/" + "a" * 120
    row = ((Run("1"),), (Run(link),), (Run(link),))
    table = Table(aligns=TABLE.aligns, head=TABLE.head, rows=(row,))
    letter = simple(
        body(link),
        table,
        CLOSING,
        subject=link,
        addressees=(link, "Công an tỉnh"),
        distribution_list=(f"- {link};",),
        signature=SignatureBlock(lines=("GIÁM ĐỐC",), full_name=link),
        appendices=(Appendix(label="Phụ lục", title=link, blocks=(table,)),),
        contact_line=link,
    )
    pieces = pdf_pieces(letter_pdf(letter))
    # Subject, addressee, text, two cells twice, recipient, name, title, address.
    assert sum(one.text.casefold().count("a") for one in pieces if set(one.text.casefold()) <= {"a", ";"}) == 11 * 120
    for one in pieces:
        style = "bold" if "Bold" in one.font else "italic" if "Italic" in one.font else "regular"
        assert one.x_mm + text_width_mm(one.text, one.size_pt, style=style) <= RIGHT_EDGE + 0.5, one


@pytest.mark.parametrize("name", LETTERS)
def test_the_library_has_nothing_to_complain_about(name, caplog):
    letter_pdf(LETTERS[name])
    assert [record.getMessage() for record in caplog.records if record.name.startswith("weasyprint")] == []


def test_a_style_sheet_read_afresh_has_nothing_to_complain_about(caplog):
    from vanban.rendering.pdf import press  # noqa: PLC0415  # only here is the module itself wanted

    press.style_sheet(press.style_sheet_source.__wrapped__(STYLE))
    assert [record.getMessage() for record in caplog.records] == []
