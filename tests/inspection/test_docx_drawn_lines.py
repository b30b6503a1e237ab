"""Lines under names, made in the ways people make them: which name each is under, how long and how well centred."""

import foreign_letters as made
import pytest

from vanban.domain.judging.inspected import DrawnLine, Element
from vanban.inspection.docx.inspect import inspect_docx
from vanban.regulations.metrics import text_width_mm

TIMES = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/><w:b/>'
MOTTO_MM = text_width_mm(made.MOTTO, 14, style="bold")
COLUMN_MM = 96.5
TWIPS = 1440 / 25.4
EMU = 36000


@pytest.fixture
def under_motto(tmp_path):
    """The lines found in a letter whose motto is followed by some XML, in a column of 96.5 mm without margins."""

    def inspect(after="", *, inside="", run="", cell_properties=""):
        motto = made.p(made.MOTTO, made.CENTRE, TIMES + run).replace("</w:p>", f"{inside}</w:p>")
        right = made.p(made.COUNTRY, made.CENTRE, TIMES) + motto + after
        head = made.table(
            made.row(made.cell(made.p(made.ISSUER, made.CENTRE, TIMES)), made.cell(right, cell_properties)),
            made.row(made.cell(made.p(made.CODE)), made.cell(made.p(made.PLACE))),
            grid=(round(63.5 * TWIPS), round(COLUMN_MM * TWIPS)),
            properties='<w:tblCellMar><w:left w:w="0"/><w:right w:w="0"/></w:tblCellMar>',
        )
        path = tmp_path / "thu.docx"
        path.write_bytes(made.package(made.document(head + made.BODY_XML + made.foot_table() + made.A4)))
        return inspect_docx(path).drawn

    return inspect


def only(drawn):
    (line,) = drawn
    assert line.below is Element.MOTTO
    return line


def rule(left_mm, right_mm, *, side="top", kind="single", text=""):
    borders = f'<w:pBdr><w:{side} w:val="{kind}" w:sz="6"/></w:pBdr>'
    return made.p(text, f'{borders}<w:ind w:left="{round(left_mm * TWIPS)}" w:right="{round(right_mm * TWIPS)}"/>')


def shape(left_mm, width_mm, *, down_mm=6.0, form="line", dash=""):
    """A line of today's drawing language, as Word anchors it in a paragraph."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{round(left_mm * EMU)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{round(down_mm * EMU)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{round(width_mm * EMU)}" cy="0"/><a:graphic><a:graphicData><wps:wsp><wps:spPr>'
        f'<a:prstGeom prst="{form}"/><a:ln>{dash}</a:ln></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:line from='0,0' to='9pt,0'/></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


SIDE = (COLUMN_MM - MOTTO_MM) / 2
EXACT = (pytest.approx(1.0, abs=0.005), pytest.approx(0.0, abs=0.1))


def test_a_letter_without_lines_has_none(under_motto):
    assert under_motto() == ()


@pytest.mark.parametrize("side", ["top", "bottom"])
def test_the_edge_of_an_empty_paragraph_is_a_line(under_motto, side):
    line = only(under_motto(rule(SIDE, SIDE, side=side)))
    assert (line.share, line.offset_mm) == EXACT
    assert not line.typed
    assert line.continuous


def test_the_bottom_edge_of_the_paragraph_itself_is_a_line(under_motto):
    edge = '<w:pBdr><w:bottom w:val="single"/></w:pBdr>'
    motto = made.p(made.MOTTO, made.CENTRE + edge, TIMES)
    line = only(under_motto(motto)[-1:])
    assert line.share == pytest.approx(COLUMN_MM / MOTTO_MM, abs=0.01)


def test_a_broken_edge_is_not_continuous(under_motto):
    assert not only(under_motto(rule(SIDE, SIDE, kind="dashed"))).continuous


def test_a_shorter_line_off_the_middle_says_so(under_motto):
    line = only(under_motto(rule(SIDE + 10, SIDE)))
    assert line.share == pytest.approx((MOTTO_MM - 10) / MOTTO_MM, abs=0.005)
    assert line.offset_mm == pytest.approx(5.0, abs=0.1)


@pytest.mark.parametrize("form", ["line", "straightConnector1"])
def test_a_drawn_shape_is_a_line(under_motto, form):
    line = only(under_motto(inside=shape(SIDE, MOTTO_MM, form=form)))
    assert (line.share, line.offset_mm, line.typed) == (*EXACT, False)


def test_a_shape_held_by_the_line_above_is_found_by_how_far_down_it_stands(under_motto):
    above = made.p("", "", "").replace("</w:p>", f"{shape(SIDE, MOTTO_MM, down_mm=0.5)}</w:p>")
    assert only(under_motto(above)).share == pytest.approx(1.0, abs=0.005)


def test_a_dashed_shape_is_not_continuous(under_motto):
    assert not only(under_motto(inside=shape(SIDE, MOTTO_MM, dash='<a:prstDash val="dash"/>'))).continuous


def test_a_shape_of_the_old_drawing_language_is_a_line(under_motto):
    start, end = SIDE * 72 / 25.4, (SIDE + MOTTO_MM) * 72 / 25.4
    old = f'<w:r><w:pict><v:line from="{start:.1f}pt,18pt" to="{end:.1f}pt,18pt"/></w:pict></w:r>'
    line = only(under_motto(inside=old))
    assert (line.share, line.offset_mm) == EXACT


def test_the_bottom_edge_of_the_cell_is_a_line(under_motto):
    line = only(under_motto(cell_properties='<w:tcBorders><w:bottom w:val="single"/></w:tcBorders>'))
    assert line.share == pytest.approx(COLUMN_MM / MOTTO_MM, abs=0.01)


def test_underscores_are_a_typed_line(under_motto):
    line = only(under_motto(made.p("_" * 27, made.CENTRE, TIMES)))
    assert line.typed
    assert line.continuous
    assert line.share == pytest.approx(text_width_mm("_" * 27, 14, style="bold") / MOTTO_MM, abs=0.005)
    assert line.offset_mm == pytest.approx(0.0, abs=0.1)


def test_hyphens_are_a_typed_line_with_gaps(under_motto):
    line = only(under_motto(made.p("-" * 20, made.CENTRE, TIMES)))
    assert (line.typed, line.continuous) == (True, False)


def test_an_underline_of_the_characters_is_a_typed_line(under_motto):
    line = only(under_motto(run='<w:u w:val="single"/>'))
    assert line == DrawnLine(below=Element.MOTTO, share=1.0, offset_mm=0.0, typed=True)


def test_the_edge_above_a_text_is_not_a_line_of_that_text(under_motto):
    assert only(under_motto(rule(SIDE, SIDE, text="chữ khác"))).below is Element.MOTTO


def test_where_the_font_is_unknown_the_length_is_not_made_up(tmp_path):
    head = made.p(made.COUNTRY, made.CENTRE) + made.p(made.MOTTO, made.CENTRE) + rule(40, 40) + made.p(made.CODE)
    path = tmp_path / "thu.docx"
    path.write_bytes(made.package(made.document(head + made.BODY_XML + made.foot_table() + made.A4)))
    assert inspect_docx(path).drawn == (DrawnLine(below=Element.MOTTO, share=None, offset_mm=None),)


def test_lines_in_the_text_belong_to_no_element(tmp_path):
    path = tmp_path / "thu.docx"
    text = made.BODY_XML + rule(0, 0) + made.p("gạch chân", "", '<w:u w:val="single"/>') + made.BODY_XML
    path.write_bytes(made.package(made.document(made.p(made.CODE) + text + made.foot_table() + made.A4)))
    assert inspect_docx(path).drawn == ()
