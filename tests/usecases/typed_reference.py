"""The text copies of the reference letters, typed into DOCX files as a careful typist of that office would.

The words, marks, ends of lines and bold marks are those of the copies in ``tests/reference/letters``; what the copies
lost (Quốc hiệu, Tiêu ngữ, names of agencies) is typed right. Nothing of ``vanban`` draws these files: paragraphs,
tables and fields are written here, so that a fault of our own renderers cannot hide one of the checker.
"""

import re
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "inspection")]

import foreign_letters as made  # noqa: E402  # the path to them is set above
import right_letters as right  # noqa: E402

COPIES = {path.name[:4]: path for path in sorted((TESTS / "reference" / "letters").glob("*.txt"))}
_ISSUERS = {"2020": "SỞ NỘI VỤ", "2024": "SỞ NỘI VỤ", "2025": "SỞ CÔNG THƯƠNG"}
_BOLD_MARK = re.compile(r"(\*\*?)(.+?)\1")
_HEADING = re.compile(r"^#+\s*")
_LINK = re.compile(r"<(https?://[^>]+)>")
_RESTARTED = '<w:pgNumType w:start="1"/>'
_INDENT = '<w:spacing w:before="120" w:line="288" w:lineRule="auto"/><w:ind w:firstLine="720"/>' + made.JUSTIFIED


def paragraphs_of(year):
    """The copy as paragraphs: lines between blank ones, each with the Markdown that it carries."""
    text = COPIES[year].read_text(encoding="utf-8")
    return [
        [_LINK.sub(r"\1", line.strip()) for line in block.splitlines()]
        for block in re.split(r"\n\s*\n", text)
        if block.strip()
    ]


def runs(text, look=""):
    """Runs of a line: what stands between double asterisks is bold, between single ones italic."""
    text = _HEADING.sub("", text)
    made_runs, at = "", 0
    for found in _BOLD_MARK.finditer(text):
        made_runs += _run(text[at : found.start()], look)
        extra = made.BOLD if found.group(1) == "**" else made.ITALIC
        made_runs += _run(found.group(2), look + extra)
        at = found.end()
    return made_runs + _run(text[at:], look)


def _run(text, look):
    return (
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text.replace("&", "&amp;")}</w:t></w:r>' if text else ""
    )


def paragraph(text, properties, look=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs(text, look)}</w:p>"


def docx_of(year):
    """The DOCX of one letter."""
    blocks = paragraphs_of(year)
    head = {"code": "", "place": "", "subject": []}
    while not blocks[0][0].startswith("Kính gửi"):
        _read_head(head, blocks.pop(0))
    addressees = blocks.pop(0)[1:] or blocks.pop(0)
    foot_at = next(at for at, block in enumerate(blocks) if "Nơi nhận" in block[0])
    body, foot = blocks[:foot_at], blocks[foot_at:]
    label = foot.pop(0)[0]
    listed = foot.pop(0)
    signing = [line.strip("* ") for line in foot.pop(0)]
    name = foot.pop(0)[0]
    annex = "".join(_annex(foot)) if foot else ""
    return _package(
        _head_table(year, head)
        + made.p("Kính gửi:", '<w:ind w:left="1701"/>')
        + "".join(made.p(text, '<w:ind w:left="2950"/>') for text in addressees)
        + "".join(paragraph(line, _INDENT) for line in _joined(body))
        + _foot_table(label, listed, signing, name),
        annex,
    )


def _joined(body):
    """The lines of the content: every item of a list is a paragraph of its own, other lines go on."""
    lines = []
    for block in body:
        for line in block:
            # The copy broke one paragraph at the end of a page, which shows in its next line's small letter.
            goes_on = line[:1].islower() and not re.match(r"[a-zđ]\)", line)
            if goes_on and lines:
                lines[-1] = f"{lines[-1]} {line}"
            else:
                lines.append(line)
    return lines


def _read_head(head, block):
    lines = [line.rstrip() for line in block]
    for at, line in enumerate(lines):
        if line.startswith("Số:"):
            head["code"] = line
        elif "ngày" in line and "năm" in line:
            head["place"] = line
        elif line.startswith("V/v"):
            head["subject"] = lines[at:]
            return


def _head_table(year, head):
    issuer = _ISSUERS[year]
    left = (
        made.p("UBND TỈNH KHÁNH HÒA", made.CENTRE, right.size(12))
        + made.p(issuer, made.CENTRE, right.size(12, made.BOLD))
        + right.rule(right.LEFT_MM, right.text_width_mm(issuer, 12, style="bold") * 0.4)
        + made.p(head["code"], made.CENTRE, right.size(13))
        + made.p("\n".join(head["subject"]), f'<w:spacing w:before="120"/>{made.CENTRE}', right.size(12))
    )
    there = right.HEAD_RIGHT.replace(made.PLACE, head["place"])
    return right._columns(left, there)


def _foot_table(label, listed, signing, name):
    left = made.p(label.strip("* "), "", right.size(12, made.BOLD + made.ITALIC))
    left += "".join(made.p(text.replace("&", "&amp;"), "", right.size(11)) for text in listed)
    there = "".join(made.p(text, made.CENTRE, made.BOLD) for text in (*signing, "", "", ""))
    return right._columns(left, there + f"<w:p><w:pPr>{made.CENTRE}</w:pPr>{runs(name)}</w:p>")


def _annex(blocks):
    """The notice of 2020, on pages of its own."""
    yield made.p(blocks[0][0], made.CENTRE, made.BOLD)
    for block in blocks[1:-1]:
        yield from (paragraph(line, _INDENT) for line in block)
    yield made.p(blocks[-1][0], made.RIGHT, made.BOLD)


def _package(letter, annex):
    last = right.SECTION
    if annex:
        inner = last.replace("</w:sectPr>", "").replace("<w:sectPr>", "")
        letter += f"<w:p><w:pPr><w:sectPr>{inner}</w:sectPr></w:pPr></w:p>"
        last = last.replace("<w:titlePg/>", f"{_RESTARTED}<w:titlePg/>")
    return made.package(
        made.document(letter + annex + last),
        parts=(("word/styles.xml", right.STYLES), ("word/header1.xml", right.PAGE)),
        relations=(
            f'<Relationship Id="s" Type="{made.R}/styles" Target="styles.xml"/>'
            f'<Relationship Id="h" Type="{made.R}/header" Target="header1.xml"/>'
        ),
    )
