"""The signature never stands on a page without the last lines of the text (design, section 5)."""

import pytest
from rendering_letters import CLOSING, TABLE, QrCode, body, simple
from rendering_readers import pdf_pages

from vanban.rendering.pdf.press import letter_pdf

LINE = body("Đề nghị các cơ quan báo cáo kết quả thực hiện.")


def page_of(pages, text):
    (number,) = [number for number, page in enumerate(pages) if text in page]
    return number


def pages_with(count, *last):
    return pdf_pages(letter_pdf(simple(*[LINE] * count, *(last or (CLOSING,)))))


def test_recipients_signer_and_last_line_share_a_page_at_every_length():
    moved = 0
    for count in range(41):
        pages = pages_with(count)
        foot = page_of(pages, "Nơi nhận:")
        assert "Nguyễn Văn A" in pages[foot], count
        assert "thực hiện./." in pages[foot], count
        moved += foot > 0 and pages[foot].startswith("Đề nghị các cơ quan, đơn vị quan tâm")
    # At some lengths the last paragraph went over with the signature: otherwise nothing was proved.
    assert moved


@pytest.mark.slow
@pytest.mark.parametrize(
    ("last", "mark"),
    [
        (TABLE, "1.045 Nơi nhận:"),
        (QrCode(link="https://example.org/phieu", alt="Mã QR", width_mm=30), "thực hiện. Nơi nhận:"),
        (body("Đoạn cuối dài nhiều dòng. " * 12), "nhiều dòng. Nơi nhận:"),
    ],
    ids=["table", "qr code", "long paragraph"],
)
def test_the_last_block_of_any_kind_goes_with_the_signature(last, mark):
    for count in range(14, 26):
        pages = pages_with(count, last)
        foot = page_of(pages, "Nơi nhận:")
        assert mark in pages[foot], count
        assert "Nguyễn Văn A" in pages[foot], count


@pytest.mark.slow
def test_twelve_recipients_and_a_signature_stay_in_one_block():
    recipients = tuple(f"- Ủy ban nhân dân xã {number};" for number in range(1, 13))
    for count in range(10, 24):
        pages = pdf_pages(letter_pdf(simple(*[LINE] * count, CLOSING, distribution_list=recipients)))
        foot = page_of(pages, "Nơi nhận:")
        assert page_of(pages, "xã 12;") == page_of(pages, "Nguyễn Văn A") == page_of(pages, "thực hiện./.") == foot
