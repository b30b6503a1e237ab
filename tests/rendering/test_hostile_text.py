"""Text that tries to be code, calls for files or cannot be printed is shown as text or refused."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from rendering_letters import Appendix, Image, QrCode, Role, Run, body, png, simple
from rendering_readers import docx_body_words, pdf_pages

from vanban.domain.errors import RenderFailed
from vanban.domain.letters.letter import Paragraph, SignatureBlock
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.pdf.press import letter_pdf, press, style_sheet

PRESSES = {"docx": letter_docx, "pdf": letter_pdf}
SHEET = style_sheet('html, body, p { display: block; font-family: "Liberation Serif" } img { display: block }')
CODE = (
    "{{ 7*7 }}",
    "{% for x in range(3) %}lặp{% endfor %}",
    "{{ ''.__class__.__mro__ }}",
    "{{r blocks }}",
    "{%p if 1 %}",
    "{# ẩn #}",
    "<script>alert(1)</script>",
    "</w:t></w:r></w:p><w:p>",
    "&lt;b&gt; & &amp; \"kép\" 'đơn'",
    "<!-- chú thích --> <![CDATA[x]]> <?xml?>",
    "\\1 \\g<0> $1 %s {0}",
)


@pytest.mark.parametrize("text", CODE)
def test_code_in_any_field_is_printed_as_it_stands(text):
    letter = simple(
        body(text),
        Paragraph(role=Role.POINT, runs=(Run(text, bold=True, href="https://example.org/?a=1&b=<2>"),), marker="a)"),
        subject=text,
        addressees=(f"Sở {text}", "Công an tỉnh"),
        place=text,
        distribution_list=(f"- {text};",),
        signature=SignatureBlock(lines=("GIÁM ĐỐC",), full_name=text),
        appendices=(Appendix(label="Phụ lục", title=text, blocks=(body(text),)),),
        circulation_mark=text,
        contact_line=text,
    )
    # Titles and marks are printed in capitals, and a long word may break.
    wanted = "".join(text.split()).casefold()
    in_docx = "".join(docx_body_words(letter_docx(letter))).casefold()
    in_pdf = "".join(pdf_pages(letter_pdf(letter))).replace(" ", "").casefold()
    # Subject, addressee, place, two paragraphs, recipient, name, title and text of the appendix.
    assert in_docx.count(wanted) == 9
    # The two marks in the margins as well.
    assert in_pdf.count(wanted) == 11


def test_an_alternative_text_cannot_leave_its_attribute():
    picture = Image(content=png(), media_type="image/png", alt='"/><b a="', width_mm=20, height_mm=20)
    code = QrCode(link="https://example.org/<>&\"'", alt="'\"><script>", width_mm=20)
    letter = simple(picture, code, body("Hết./."))
    assert "Hết./." in docx_body_words(letter_docx(letter))
    assert "script" not in " ".join(docx_body_words(letter_docx(letter)))
    assert "Hết./." in " ".join(pdf_pages(letter_pdf(letter)))


@pytest.mark.parametrize("char", ["\x00", "\x01", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
@pytest.mark.parametrize("kind", PRESSES)
@pytest.mark.parametrize("field", ["text", "subject", "alt", "href"])
def test_a_character_that_xml_forbids_is_refused_and_named(char, kind, field):
    text = f"trước{char}sau"
    letters = {
        "text": simple(body(text)),
        "subject": simple(subject=text),
        "alt": simple(Image(content=png(), media_type="image/png", alt=text, width_mm=9, height_mm=9)),
        "href": simple(Paragraph(role=Role.BODY, runs=(Run("đây", href=f"https://example.org/{text}"),))),
    }
    with pytest.raises(RenderFailed, match=rf"ký tự điều khiển không in được: U\+{ord(char):04X} → Xóa"):
        PRESSES[kind](letters[field])


@pytest.mark.parametrize("char", ["😀", "漢", "☐", "ก"])
def test_a_letter_that_the_font_lacks_is_named_and_no_other_font_is_embedded(char):
    with pytest.raises(RenderFailed, match=rf"không có ký tự .*“{char}” \(U\+{ord(char):04X}\).* → Thay"):
        letter_pdf(simple(body(f"Đánh dấu {char} vào ô.")))


def test_all_letters_that_the_font_lacks_are_named_at_once_and_a_good_letter_follows():
    with pytest.raises(RenderFailed) as caught:
        letter_pdf(simple(body("Chọn 😀 hoặc 漢."), subject="về 漢"))
    assert caught.value.message.count("U+6F22") == 1
    assert "U+1F600" in caught.value.message
    assert letter_pdf(simple()).startswith(b"%PDF")


def test_signs_that_letters_use_are_in_the_font():
    signs = "“kép” ‘đơn’ – — … § ° ± × ÷ • ½ € ≤ ≥ m² CO₂ → é ü ﬁ"
    assert signs in pdf_pages(letter_pdf(simple(body(signs))))[0].replace("fi", "ﬁ")


def test_a_missing_font_is_told_as_such(monkeypatch):
    monkeypatch.setattr("vanban.rendering.pdf.press.FONT_FAMILY", "Một Phông Khác")
    with pytest.raises(RenderFailed, match="không có phông chữ Một Phông Khác bản 2 → Cài gói fonts-liberation2"):
        letter_pdf(simple())


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="file:secrets.png" alt="x"/>',
        '<img src="https://example.org/x.png" alt="x"/>',
        '<p style="background: url(file:secrets.png)">x</p>',
    ],
)
def test_a_page_that_calls_for_a_file_or_the_network_is_refused(markup):
    page = f'<html lang="vi"><body>{markup}</body></html>'
    with pytest.raises(RenderFailed, match="nằm ngoài đợt phát hành"):
        press(page, SHEET, {})


def test_an_image_tag_in_the_text_is_text():
    tag = '<img src="file:secrets.png"/>'
    content = letter_pdf(simple(body(tag)))
    assert tag.replace(" ", "") in "".join(pdf_pages(content)).replace(" ", "")
    assert not PdfReader(BytesIO(content)).pages[0].images


def test_a_relative_address_leads_nowhere():
    content = press('<html lang="vi"><body><img src="/etc/passwd" alt=""/></body></html>', SHEET, {})
    assert not PdfReader(BytesIO(content)).pages[0].images


def test_entities_and_document_types_are_not_read():
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:secrets.png">]><html lang="vi"><body><p>&x;</p></body></html>'
    with pytest.raises(RenderFailed, match=r"không đúng dạng XML .*DOCTYPE"):
        press(page, SHEET, {})
