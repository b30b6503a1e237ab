"""One letter typed into DOCX files in the ways in which other people and other software build them."""

import io
import zipfile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
SUPERIOR, ISSUER = "ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA", "SỞ NỘI VỤ"
COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
CODE, PLACE = "Số: 123/SNV-CCHC", "Khánh Hòa, ngày 27 tháng 9 năm 2024"
SUBJECT = "V/v triển khai khảo sát mức độ hài lòng năm 2024"
ADDRESSEES = ("- Sở Giáo dục và Đào tạo;", "- Ủy ban nhân dân các xã, phường.")
BODY = (
    (
        "Thực hiện Kế hoạch khảo sát mức độ hài lòng của tổ chức, cá nhân đối với sự phục vụ của các cơ quan hành "
        "chính nhà nước trên địa bàn tỉnh, Sở Nội vụ đề nghị các cơ quan, địa phương thực hiện một số nội dung sau:"
    ),
    "1. Chuẩn bị đủ số lượng phiếu khảo sát hợp lệ.",
    "2. Tổng hợp, gửi kết quả về Sở Nội vụ trước ngày 15/11/2024.",
    "Trân trọng./.",
)
LABEL, LISTED = "Nơi nhận:", ("- Như trên;", "- Lưu: VT, CCHC.")
SIGNING, NAME = ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Nguyễn Văn A"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def package(document, *, parts=(), relations="", main_type=f"{TYPES}document.main+xml", types=""):
    """DOCX bytes of a document part; ``parts`` are (name, content) beside it, ``relations`` those of the document."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>{types}</Types>',
        )
        archive.writestr(
            "_rels/.rels", rels(f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>')
        )
        archive.writestr("word/document.xml", document)
        if relations:
            archive.writestr("word/_rels/document.xml.rels", rels(relations))
        for name, content in parts:
            archive.writestr(name, content)
    return saved.getvalue()


def rels(inner):
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def document(body):
    """The document part around ``body``."""
    return f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"


def p(text, properties="", run=""):
    """A paragraph; tabs and line breaks of ``text`` become their elements."""
    words = text.replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    words = words.replace("<w:t>", '<w:t xml:space="preserve">')
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    )


CENTRE, RIGHT, JUSTIFIED = (f'<w:jc w:val="{one}"/>' for one in ("center", "right", "both"))
BOLD, ITALIC = "<w:b/>", "<w:i/>"
A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)
BODY_XML = "".join(p(text, f'{JUSTIFIED}<w:ind w:firstLine="567"/>') for text in BODY)


def cell(content, width=""):
    return f"<w:tc><w:tcPr>{width}</w:tcPr>{content}</w:tc>"


def row(*cells):
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows, grid=(3600, 5471), properties=""):
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def foot_table():
    return table(
        row(
            cell(p(LABEL, run=BOLD + ITALIC) + "".join(p(text) for text in LISTED)),
            cell("".join(p(text, CENTRE, BOLD) for text in (*SIGNING, "", "", NAME))),
        )
    )


def addressed():
    return p("Kính gửi:", CENTRE) + "".join(p(text, '<w:ind w:left="2800"/>') for text in ADDRESSEES)


def by_library():
    """python-docx with its own template, tables for head and foot, everything set run by run."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)

    def line(where, text, *, bold=False, italic=False, size=13, align=WD_ALIGN_PARAGRAPH.CENTER):
        paragraph = where.add_paragraph()
        paragraph.alignment = align
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size, run.font.name = bold, italic, Pt(size), "Times New Roman"

    left, right = made.add_table(1, 2).rows[0].cells
    line(left, SUPERIOR)
    line(left, ISSUER, bold=True)
    line(left, CODE)
    line(left, SUBJECT, size=12)
    line(right, COUNTRY, bold=True)
    line(right, MOTTO, bold=True, size=14)
    line(right, PLACE, italic=True, size=14)
    line(made, "Kính gửi:", size=14)
    for text in ADDRESSEES:
        line(made, text, size=14, align=WD_ALIGN_PARAGRAPH.LEFT)
    for text in BODY:
        line(made, text, size=14, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    left, right = made.add_table(1, 2).rows[0].cells
    line(left, LABEL, bold=True, italic=True, size=12, align=WD_ALIGN_PARAGRAPH.LEFT)
    for text in LISTED:
        line(left, text, size=11, align=WD_ALIGN_PARAGRAPH.LEFT)
    for text in (*SIGNING, "", "", NAME):
        line(right, text, bold=True, size=14)
    return _saved(made)


def by_library_with_tabs():
    """python-docx with a paragraph for each row, its halves centred at tab stops."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.left_margin, section.right_margin = Mm(210), Mm(30), Mm(20)

    def rowed(left, right, *, bold_left=False, bold_right=True, italic_right=False):
        paragraph = made.add_paragraph()
        for at in (Mm(30), Mm(112)):
            paragraph.paragraph_format.tab_stops.add_tab_stop(at, WD_TAB_ALIGNMENT.CENTER)
        first = paragraph.add_run(f"\t{left}")
        second = paragraph.add_run(f"\t{right}")
        first.bold, second.bold, second.italic = bold_left, bold_right, italic_right
        for run in (first, second):
            run.font.size = Pt(11)

    rowed("ỦY BAN NHÂN DÂN", COUNTRY)
    rowed("TỈNH KHÁNH HÒA", MOTTO)
    rowed(ISSUER, "", bold_left=True)
    rowed(CODE, PLACE, bold_right=False, italic_right=True)
    rowed(SUBJECT, "")
    made.add_paragraph("Kính gửi:\t" + ADDRESSEES[0])
    made.add_paragraph("\t\t" + ADDRESSEES[1])
    for text in BODY:
        made.add_paragraph(text)
    rowed(LABEL, SIGNING[0], bold_left=True)
    rowed(LISTED[0], SIGNING[1])
    rowed(LISTED[1], "")
    made.add_paragraph("")
    rowed("", NAME)
    return _saved(made)


def _saved(made):
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def with_plain_tabs():
    """No stops set: as many tabs as it takes, as people type."""
    head = (
        p(f"UBND TỈNH KHÁNH HÒA\t{COUNTRY}", run=BOLD)
        + p(f"     {ISSUER}\t\t\t{MOTTO}", run=BOLD)
        + p("\t\t_______________________")
        + p(f"{CODE}\t\t{PLACE}", run=ITALIC)
        + p(SUBJECT)
    )
    foot = (
        p(f"{LABEL}\t\t\t\t\t{SIGNING[0]}", run=BOLD)
        + p(f"{LISTED[0]}\t\t\t\t\t{SIGNING[1]}")
        + p(LISTED[1])
        + p("")
        + p(f"\t\t\t\t\t\t\t{NAME}", run=BOLD)
    )
    return package(document(head + addressed() + BODY_XML + foot + A4))


def with_spaces():
    """Rows of spaces between the halves of a line."""
    gap = " " * 14
    head = (
        p(f"{SUPERIOR}{gap}{COUNTRY}")
        + p(f"{' ' * 12}{ISSUER}{gap * 2}{MOTTO}", run=BOLD)
        + p(f"{CODE}{gap}{PLACE}")
        + p(SUBJECT)
    )
    foot = (
        p(f"{LABEL}{gap * 4}{SIGNING[0]}", run=BOLD)
        + p(f"{LISTED[0]}{gap * 4}{SIGNING[1]}")
        + p(LISTED[1])
        + p(f"{gap * 6}{NAME}")
    )
    return package(document(head + addressed() + BODY_XML + foot + A4))


def text_box(content, left_mm, width_mm):
    """A box of today's drawing language, with the old one beside it for older software."""
    emu = 36000
    fallback = (
        f'<w:pict><v:shape style="position:absolute;margin-left:{left_mm * 72 / 25.4:.1f}pt;'
        f'width:{width_mm * 72 / 25.4:.1f}pt;height:60pt" stroked="f"><v:textbox><w:txbxContent>{content}'
        "</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{left_mm * emu}</wp:posOffset></wp:positionH>'
        f'<wp:extent cx="{width_mm * emu}" cy="{20 * emu}"/><a:graphic><a:graphicData><wps:wsp><wps:spPr>'
        '<a:prstGeom prst="rect"/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>'
        f"{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


LEFT_BOX = (
    p("ỦY BAN NHÂN DÂN", CENTRE)
    + p("TỈNH KHÁNH HÒA", CENTRE)
    + p(ISSUER, CENTRE, BOLD)
    + p(CODE, CENTRE)
    + p(SUBJECT, CENTRE)
)
RIGHT_BOX = p(COUNTRY, CENTRE, BOLD) + p(MOTTO, CENTRE, BOLD) + p(PLACE, CENTRE, ITALIC)


def with_text_boxes():
    head = f"<w:p>{text_box(LEFT_BOX, 0, 65)}{text_box(RIGHT_BOX, 68, 92)}</w:p>"
    foot_left = p(LABEL, run=BOLD) + "".join(p(text) for text in LISTED)
    foot_right = "".join(p(text, CENTRE, BOLD) for text in (*SIGNING, NAME))
    foot = f"<w:p>{text_box(foot_left, 0, 65)}{text_box(foot_right, 80, 80)}</w:p>"
    return package(document(head + addressed() + BODY_XML + foot + A4))


def with_old_text_boxes():
    def box(content, left, width):
        return (
            f'<w:r><w:pict><v:rect style="position:absolute;margin-left:{left}pt;margin-top:0;width:{width}pt;'
            f'height:90pt" stroked="f"><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:rect>'
            "</w:pict></w:r>"
        )

    head = f"<w:p>{box(LEFT_BOX, 0, 180)}{box(RIGHT_BOX, 190, 265)}</w:p>"
    return package(document(head + addressed() + BODY_XML + foot_table() + A4))


def with_plain_lines():
    """Everything one under the other, centred, the signature on the right."""
    head = "".join(
        p(text, CENTRE, look)
        for text, look in (
            (COUNTRY, BOLD),
            (MOTTO, BOLD),
            ("---------------", ""),
            (SUPERIOR, ""),
            (ISSUER, BOLD),
            (CODE, ""),
            (SUBJECT, ""),
            (PLACE, ITALIC),
        )
    )
    foot = "".join(p(text, RIGHT, BOLD) for text in (*SIGNING, "(Đã ký)", NAME))
    foot += p(LABEL, run=BOLD + ITALIC) + "".join(p(text) for text in LISTED)
    return package(document(head + p("Kính gửi:\n" + "\n".join(ADDRESSEES)) + BODY_XML + foot + A4))


def without_styles():
    """The least that is a document: no styles, no widths, no section."""
    head = table(row(cell(LEFT_BOX), cell(RIGHT_BOX)), grid=())
    return package(document(head + addressed() + BODY_XML + foot_table()))


def by_script():
    """As JavaScript libraries write it: widths in per cent, no grid, structured tags, changes tracked."""
    half = '<w:tcW w:w="{}%" w:type="pct"/>'
    wide = '<w:tblW w:w="100%" w:type="pct"/>'
    head = table(
        row(cell(LEFT_BOX, half.format(40)), cell(RIGHT_BOX, half.format(60))), grid=(100, 100), properties=wide
    )
    wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent>{head}</w:sdtContent></w:sdt>"
    tracked = (
        f"<w:p><w:r><w:t>{BODY[0][:20]}</w:t></w:r><w:del><w:r><w:delText>bỏ đi</w:delText></w:r></w:del>"
        f"<w:ins><w:r><w:t>{BODY[0][20:]}</w:t></w:r></w:ins></w:p>"
    )
    return package(
        document(wrapped + addressed() + tracked + "".join(p(text) for text in BODY[1:]) + foot_table() + A4)
    )


def with_head_in_the_page_header():
    head = f"<w:hdr {SPACES}>{table(row(cell(LEFT_BOX), cell(RIGHT_BOX)))}{p('')}</w:hdr>"
    section = A4.replace("<w:pgSz", '<w:headerReference w:type="first" r:id="h1"/><w:pgSz').replace(
        "</w:sectPr>", "<w:titlePg/></w:sectPr>"
    )
    return package(
        document(addressed() + BODY_XML + foot_table() + section),
        parts=(("word/header1.xml", head),),
        relations=f'<Relationship Id="h1" Type="{R}/header" Target="header1.xml"/>',
    )


THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
    '<a:majorFont><a:latin typeface="Arial"/></a:majorFont><a:minorFont><a:latin typeface="Times New Roman"/>'
    "</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
)
STYLES = f"""<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="26"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Dam"><w:name w:val="Đậm"/><w:basedOn w:val="Giua"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Giua"><w:name w:val="Giữa"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="character" w:styleId="Nhan"><w:name w:val="Nhấn"/><w:rPr><w:b/><w:i/></w:rPr></w:style>
</w:styles>"""


def with_theme_fonts():
    dam, giua = '<w:pStyle w:val="Dam"/>', '<w:pStyle w:val="Giua"/>'
    left = p(SUPERIOR, giua) + p(ISSUER, dam) + p(CODE, giua) + p(SUBJECT, giua)
    right = p(COUNTRY, dam) + p(MOTTO, dam) + p(PLACE, giua, ITALIC)
    return package(
        document(table(row(cell(left), cell(right))) + addressed() + BODY_XML + foot_table() + A4),
        parts=(("word/styles.xml", STYLES), ("word/theme/theme1.xml", THEME)),
        relations=(
            f'<Relationship Id="s" Type="{R}/styles" Target="styles.xml"/>'
            f'<Relationship Id="t" Type="{R}/theme" Target="/word/theme/theme1.xml"/>'
        ),
    )


def in_the_strict_kind():
    """ISO/IEC 29500 Strict, as Word writes it when asked to."""
    made = document(table(row(cell(LEFT_BOX), cell(RIGHT_BOX))) + addressed() + BODY_XML + foot_table() + A4)
    strict = made.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main").replace('w:w="11906"', 'w:w="210mm"')
    return package(strict)


WAYS = (
    by_library,
    by_library_with_tabs,
    with_plain_tabs,
    with_spaces,
    with_text_boxes,
    with_old_text_boxes,
    with_plain_lines,
    without_styles,
    by_script,
    with_head_in_the_page_header,
    with_theme_fonts,
    in_the_strict_kind,
)
