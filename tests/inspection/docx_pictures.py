"""Pictures put into a DOCX the ways people put them: in the line, or floating over the text."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

_ANCHOR = """
<wp:anchor {spaces} distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="column"><wp:posOffset>{left}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/></wp:anchor>
"""


def in_line(paragraph, picture, width_mm):
    """A picture that stands in the paragraph like a letter."""
    paragraph.add_run().add_picture(BytesIO(picture), width=Mm(width_mm))


def floating(paragraph, picture, width_mm, left_mm):
    """A picture anchored in the paragraph, ``left_mm`` from the left edge of its column."""
    in_line(paragraph, picture, width_mm)
    drawing = next(paragraph.runs[-1]._r.iter(qn("w:drawing")))  # python-docx has no public way to float a picture
    held = drawing[0]
    extent = held.find(qn("wp:extent"))
    anchor = parse_xml(
        _ANCHOR.format(
            spaces=nsdecls("wp", "a", "pic"), left=Mm(left_mm), width=extent.get("cx"), height=extent.get("cy")
        )
    )
    for part in (qn("wp:docPr"), qn("a:graphic")):
        anchor.append(deepcopy(held.find(part)))
    drawing.replace(held, anchor)


def empty_paragraph_before(paragraph):
    """A new paragraph above, centred as that one."""
    return paragraph.insert_paragraph_before("", paragraph.style)


def opened(content):
    return Document(BytesIO(content))
