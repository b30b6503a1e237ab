"""One letter that is right in every respect, laid out by tables, by tab stops and by text boxes."""

import foreign_letters as made

from vanban.regulations.metrics import text_width_mm

TWIPS = 1440 / 25.4
LEFT_MM, RIGHT_MM = 62.0, 98.0
TIMES = (
    '<w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="28"/></w:rPr></w:rPrDefault>'
)
STYLES = f"<w:styles {made.SPACES}><w:docDefaults>{TIMES}</w:docDefaults></w:styles>"


def size(points, look=""):
    return f'<w:sz w:val="{points * 2}"/>{look}'


def rule(column_mm, length_mm):
    side = round((column_mm - length_mm) / 2 * TWIPS)
    return made.p("", f'<w:pBdr><w:top w:val="single" w:sz="6"/></w:pBdr><w:ind w:left="{side}" w:right="{side}"/>')


HEAD_LEFT = (
    made.p("ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA", made.CENTRE, size(12))
    + made.p(made.ISSUER, made.CENTRE, size(12, made.BOLD))
    + rule(LEFT_MM, text_width_mm(made.ISSUER, 12, style="bold") * 0.4)
    + made.p(made.CODE, made.CENTRE, size(13))
    + made.p("V/v khảo sát mức độ hài lòng", f'<w:spacing w:before="120"/>{made.CENTRE}', size(12))
)
HEAD_RIGHT = (
    made.p(made.COUNTRY, made.CENTRE, size(12, made.BOLD))
    + made.p(made.MOTTO, made.CENTRE, size(13, made.BOLD))
    + rule(RIGHT_MM, text_width_mm(made.MOTTO, 13, style="bold"))
    + made.p(made.PLACE, made.CENTRE, size(13, made.ITALIC))
)
FOOT_LEFT = made.p(made.LABEL, "", size(12, made.BOLD + made.ITALIC)) + "".join(
    made.p(text, "", size(11)) for text in made.LISTED
)
FOOT_RIGHT = "".join(made.p(text, made.CENTRE, made.BOLD) for text in (*made.SIGNING, made.NAME))
ADDRESSED = made.p("Kính gửi:", '<w:ind w:left="1701"/>') + "".join(
    made.p(text, '<w:ind w:left="2950"/>') for text in made.ADDRESSEES
)
BODY = "".join(
    made.p(
        text, f'<w:spacing w:before="120" w:line="288" w:lineRule="auto"/><w:ind w:firstLine="720"/>{made.JUSTIFIED}'
    )
    for text in made.BODY
)
PAGE = (
    f'<w:hdr {made.SPACES}><w:p><w:pPr>{made.CENTRE}</w:pPr><w:fldSimple w:instr="PAGE"><w:r><w:t>2</w:t></w:r>'
    "</w:fldSimple></w:p></w:hdr>"
)
SECTION = made.A4.replace("<w:pgSz", '<w:headerReference w:type="default" r:id="h"/><w:pgSz').replace(
    "</w:sectPr>", "<w:titlePg/></w:sectPr>"
)


def _package(head, foot):
    return made.package(
        made.document(head + ADDRESSED + BODY + foot + SECTION),
        parts=(("word/styles.xml", STYLES), ("word/header1.xml", PAGE)),
        relations=(
            f'<Relationship Id="s" Type="{made.R}/styles" Target="styles.xml"/>'
            f'<Relationship Id="h" Type="{made.R}/header" Target="header1.xml"/>'
        ),
    )


def _columns(left, right):
    grid = (round(LEFT_MM * TWIPS), round(RIGHT_MM * TWIPS))
    margins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    return made.table(made.row(made.cell(left), made.cell(right)), grid=grid, properties=margins)


def by_tables():
    return _package(_columns(HEAD_LEFT, HEAD_RIGHT), _columns(FOOT_LEFT, FOOT_RIGHT))


def by_text_boxes():
    def boxes(left, right):
        return f"<w:p>{made.text_box(left, 0, 62)}{made.text_box(right, 62, 98)}</w:p>"

    inset = 2 * 2.54
    left = HEAD_LEFT.replace(
        rule(LEFT_MM, text_width_mm(made.ISSUER, 12, style="bold") * 0.4),
        rule(LEFT_MM - inset, text_width_mm(made.ISSUER, 12, style="bold") * 0.4),
    )
    right = HEAD_RIGHT.replace(
        rule(RIGHT_MM, text_width_mm(made.MOTTO, 13, style="bold")),
        rule(RIGHT_MM - inset, text_width_mm(made.MOTTO, 13, style="bold")),
    )
    return _package(boxes(left, right), boxes(FOOT_LEFT, FOOT_RIGHT))


LEFT_AT, RIGHT_AT = 31.0, 111.0


def _row(left, right, left_look, right_look, *, inside=""):
    stops = "".join(f'<w:tab w:val="center" w:pos="{round(at * TWIPS)}"/>' for at in (LEFT_AT, RIGHT_AT))
    return (
        f"<w:p><w:pPr><w:tabs>{stops}</w:tabs></w:pPr><w:r><w:rPr>{left_look}</w:rPr><w:tab/><w:t>{left}</w:t></w:r>"
        f"<w:r><w:rPr>{right_look}</w:rPr><w:tab/><w:t>{right}</w:t></w:r>{inside}</w:p>"
    )


def _shape(centre_mm, length_mm):
    left = round((centre_mm - length_mm / 2) * 36000)
    return (
        "<w:r><w:drawing><wp:anchor>"
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>198000</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{round(length_mm * 36000)}" cy="0"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvCnPr/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{round(length_mm * 36000)}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"/><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
        "</wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def by_tab_stops():
    bold, small = size(12, made.BOLD), size(12)
    lines = _shape(LEFT_AT, text_width_mm(made.ISSUER, 12, style="bold") * 0.4) + _shape(
        RIGHT_AT, text_width_mm(made.MOTTO, 13, style="bold")
    )
    head = (
        _row("UBND TỈNH KHÁNH HÒA", made.COUNTRY, small, bold)
        + _row(made.ISSUER, made.MOTTO, bold, size(13, made.BOLD), inside=lines)
        + _row(made.CODE, made.PLACE, size(13), size(13, made.ITALIC))
        + made.p(
            "\tV/v khảo sát mức độ hài lòng",
            f'<w:tabs><w:tab w:val="center" w:pos="{round(LEFT_AT * TWIPS)}"/></w:tabs><w:spacing w:before="120"/>',
            size(12),
        )
    )
    label, listed = size(12, made.BOLD + made.ITALIC), size(11)
    stops = f'<w:tabs><w:tab w:val="center" w:pos="{round(120 * TWIPS)}"/></w:tabs>'

    def foot_row(left, right, look):
        return (
            f"<w:p><w:pPr>{stops}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t>{left}</w:t></w:r>"
            f"<w:r><w:rPr>{made.BOLD}</w:rPr><w:tab/><w:t>{right}</w:t></w:r></w:p>"
        )

    foot = foot_row(made.LABEL, made.SIGNING[0], label) + foot_row(made.LISTED[0], made.SIGNING[1], listed)
    foot += made.p(made.LISTED[1], "", listed) + made.p(f"\t{made.NAME}", stops, made.BOLD)
    return _package(head, foot)


WAYS = (by_tables, by_text_boxes, by_tab_stops)
