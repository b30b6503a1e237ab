"""DOCX, PDF and view of a letter hold the same words in the same order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering_letters import LETTERS, TABLE, body, simple
from rendering_readers import docx_body_words, docx_margin_words, pdf_pages, words_of

from vanban.domain.letters.letter import Align, Appendix, Paragraph, Role, Run, Table
from vanban.rendering.docx.press import letter_docx
from vanban.rendering.pdf.press import letter_pdf
from vanban.rendering.view import printed_lines, view_letter

_VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
_LETTERS = _VIETNAMESE + _VIETNAMESE.upper() + "0123456789.,;:()/-&<>\"'"


def view_words(letter):
    """The words of the view without the marks in the margins, and those marks."""
    view = view_letter(letter)
    marks = [mark for mark in (view.circulation_mark, view.contact_line) if mark]
    lines = [line for line in printed_lines(view) if line not in marks]
    return [word for line in lines for word in words_of(line)], marks


def pdf_words(letter, marks):
    """The words of every page without what stands in the margins, which is drawn after the text."""
    pages = pdf_pages(letter_pdf(letter))
    words = []
    number = 0
    for index, page in enumerate(pages):
        text = page
        number = 1 if index == 0 or text.startswith("Phụ lục") else number + 1
        if index == 0 and marks:
            margin = f" {' '.join(marks)}"
            assert text.endswith(margin)
            text = text.removesuffix(margin)
        if number > 1:
            assert text.endswith(f" {number}")
            text = text.removesuffix(f" {number}")
        words += words_of(text)
    return words


@pytest.mark.parametrize("name", LETTERS)
def test_docx_and_pdf_hold_the_words_of_the_view_in_their_order(name):
    letter = LETTERS[name]
    expected, marks = view_words(letter)
    content = letter_docx(letter)
    assert docx_body_words(content) == expected
    assert docx_margin_words(content) == [words_of(letter.circulation_mark.upper()), words_of(letter.contact_line)]
    assert pdf_words(letter, marks) == expected


words = st.text(alphabet=_LETTERS, min_size=1, max_size=8)
sentences = st.lists(words, min_size=1, max_size=6).map(" ".join)
runs = st.lists(
    st.builds(
        Run,
        text=sentences,
        bold=st.booleans(),
        italic=st.booleans(),
        href=st.sampled_from(["", "https://example.org/a?b=1&c"]),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
paragraphs = st.builds(
    Paragraph, role=st.sampled_from(Role), runs=runs, marker=st.sampled_from(["", "I.", "1.", "a)", "-"])
)
cells = sentences.map(lambda text: (Run(text),))


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 4))
    row = st.lists(cells, min_size=columns, max_size=columns).map(tuple)
    aligns = draw(st.lists(st.sampled_from(Align), min_size=columns, max_size=columns))
    return Table(aligns=tuple(aligns), head=draw(row), rows=tuple(draw(st.lists(row, max_size=3))))


blocks = st.lists(st.one_of(paragraphs, tables()), min_size=1, max_size=6).map(tuple)


@settings(max_examples=40, deadline=None)
@given(text=blocks, appendix=blocks)
def test_a_docx_holds_the_words_of_any_blocks(text, appendix):
    letter = simple(*text, appendices=(Appendix(label="Phụ lục", title="Danh sách", blocks=appendix),))
    assert docx_body_words(letter_docx(letter)) == view_words(letter)[0]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(text=blocks)
def test_a_pdf_holds_the_letters_of_any_blocks(text):
    # Spaces apart: a word too long for its column breaks in the PDF, and where cells touch the reader must guess.
    letter = simple(*text)
    printed = "".join(pdf_words(letter, []))
    expected = "".join(view_words(letter)[0])
    assert sorted(set(printed)) == sorted(set(expected))
    if not any(isinstance(block, Table) for block in text):
        assert printed == expected


def test_a_table_over_several_pages_repeats_its_head_in_the_pdf():
    rows = tuple(((Run(str(number)),), (Run(f"Đơn vị thứ {number}"),), (Run("1"),)) for number in range(1, 101))
    long = Table(aligns=TABLE.aligns, head=TABLE.head, rows=rows)
    pages = pdf_pages(letter_pdf(simple(long, body("Hết./."))))
    assert len(pages) > 2
    assert all("TT Tên đơn vị Số phiếu" in page for page in pages[:-1])
    assert pages[1].startswith("TT Tên đơn vị Số phiếu")
    text = " ".join(pages)
    assert all(text.count(f" Đơn vị thứ {number} ") == 1 for number in range(1, 101))


def test_the_room_for_number_and_day_is_left_in_both_and_in_the_appendix():
    blank = LETTERS["draft with appendices"]
    lines = list(printed_lines(view_letter(blank)))
    room = "\u00a0" * 8
    assert f"Số: {room}/SNV-CCHC" in lines
    assert any(f"số {room}/SNV-CCHC ngày {room[:6]} tháng 01 năm 2026" in line for line in lines)


def test_a_long_list_of_recipients_runs_over_pages_and_loses_nobody():
    recipients = tuple(f"- Ủy ban nhân dân xã số {number};" for number in range(1, 121))
    letter = simple(distribution_list=recipients)
    expected, _ = view_words(letter)
    assert docx_body_words(letter_docx(letter)) == expected
    assert pdf_words(letter, []) == expected
    first = pdf_pages(letter_pdf(letter))[0]
    # The signature stays beside the first lines of the list, on the page of the text.
    assert "./. Nơi nhận: - Ủy ban nhân dân xã số 1;" in first
    assert "Nguyễn Văn A" in first
    assert "xã số 40;" in first
