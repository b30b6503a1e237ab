"""Good files as they would be measured, and ways to spoil one thing of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from compliance_drafts import LAW, letter_of

from vanban.compliance.format_rules.paper import DocumentState
from vanban.compliance.judge import judge
from vanban.domain.judging.inspected import (
    DrawnLine,
    Element,
    FileKind,
    Inspection,
    MeasuredLine,
    MeasuredPage,
    MeasuredRun,
    Story,
)
from vanban.domain.judging.verdict import Judgement, Verdict
from vanban.domain.letters.document import DocumentType

FONT = "Times New Roman"
LEFT = {"column_from": 0.0, "column_to": 0.4, "align": "center", "in_table": True, "line_spacing": 1.0}
RIGHT = {"column_from": 0.4, "column_to": 1.0, "align": "center", "in_table": True, "line_spacing": 1.0}
FOOT = {"column_from": 0.0, "column_to": 0.45, "align": "left", "in_table": True, "line_spacing": 1.0}
SIGNING = {"column_from": 0.45, "column_to": 1.0, "align": "center", "in_table": True, "line_spacing": 1.0}
BOX = {"boxed": True, "box_width_mm": 20.0, "box_height_mm": 8.0}
PROSE = {"align": "justify", "first_line_indent_mm": 12.7, "line_spacing": 1.15}
TEXT = (
    "Thực hiện Kế hoạch số 150/KH-UBND ngày 10 tháng 01 năm 2025 của Ủy ban nhân dân tỉnh Khánh Hòa về cải cách hành chính năm 2025, Sở Nội vụ đề nghị các cơ quan, địa phương thực hiện những nội dung sau:",
    "1. Nội dung khảo sát",
    "a) Mức độ hài lòng của người dân đối với sự phục vụ của cơ quan hành chính giai đoạn 2021 - 2025.",
    "b) Ý kiến góp ý của Nhân dân theo Điều 5 Luật Tổ chức chính quyền địa phương.",
    "2. Thời gian gửi kết quả: trước ngày 30 tháng 9 năm 2025.",
    "Theo Kế hoạch số 150/KH-UBND, Sở Nội vụ tổng hợp và báo cáo./.",
)
BLOCKS = (
    f"body| {TEXT[0]}",
    "clause_title 1.| Nội dung khảo sát",
    f"point a)| {TEXT[2][3:]}",
    f"point b)| {TEXT[3][3:]}",
    f"clause 2.| {TEXT[4][3:]}",
    f"body| {TEXT[5]}",
)
ADDRESSEES = ("Các sở, ban, ngành thuộc tỉnh", "Ủy ban nhân dân các xã, phường")


def run(text: str, size: float = 14, *, bold: bool = False, italic: bool = False) -> MeasuredRun:
    return MeasuredRun(text=text, font=FONT, size_pt=size, bold=bold, italic=italic)


class _Sheet:
    """Puts lines one after the other, each with a place and an anchor of its own."""

    def __init__(self) -> None:
        self.lines: list[MeasuredLine] = []
        self.elements: dict[Element, tuple[MeasuredLine, ...]] = {}

    def put(self, element: Element, text: str, size: float = 14, *, style: str = "", **facts: object) -> None:
        number = len(self.lines) + 1
        facts = {"space_before_pt": 0.0, "space_after_pt": 6.0, **facts}
        line = MeasuredLine(
            runs=(run(text, size, bold="b" in style, italic="i" in style),),
            place=f"đoạn {number}",
            anchor=f"p{number}",
            **facts,  # type: ignore[arg-type]  # the facts of a line, by name
        )
        self.lines.append(line)
        self.elements[element] = (*self.elements.get(element, ()), line)


def _heading(sheet: _Sheet) -> None:
    sheet.put(Element.SUPERIOR, "UBND TỈNH KHÁNH HÒA", 13, **LEFT)
    sheet.put(Element.ISSUER, "SỞ NỘI VỤ", 13, style="b", **LEFT)
    sheet.put(Element.COUNTRY_NAME, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, style="b", **RIGHT)
    sheet.put(Element.MOTTO, "Độc lập - Tự do - Hạnh phúc", 14, style="b", **RIGHT)
    sheet.put(Element.CODE, "Số: 05/SNV-CCHC", 13, **{**LEFT, "space_after_pt": 0.0})
    sheet.put(Element.PLACE_AND_DATE, "Khánh Hòa, ngày 12 tháng 5 năm 2025", 14, style="i", **RIGHT)


def _foot(sheet: _Sheet, first: str) -> None:
    sheet.put(Element.DISTRIBUTION_HEADING, "Nơi nhận:", 12, style="bi", **FOOT)
    for line in (first, "- UBND tỉnh (báo cáo);", "- Lưu: VT, CCHC."):
        sheet.put(Element.DISTRIBUTION, line, 11, **FOOT)
    sheet.put(Element.SIGNING_LINES, "KT. GIÁM ĐỐC", style="b", **SIGNING)
    sheet.put(Element.SIGNING_LINES, "PHÓ GIÁM ĐỐC", style="b", **SIGNING)
    sheet.put(Element.SIGNER_NAME, "Nguyễn Văn A", style="b", **SIGNING)


def _body(sheet: _Sheet) -> None:
    for text in TEXT:
        sheet.put(Element.BODY, text, style="b" if text == TEXT[1] else "", **PROSE)


def _inspection(sheet: _Sheet, drawn: tuple[DrawnLine, ...]) -> Inspection:
    sheet.put(Element.PAGE_NUMBER, "2", align="center", story=Story.HEADER)
    page = MeasuredPage(
        width_mm=210, height_mm=297, top_mm=20, bottom_mm=20, left_mm=30, right_mm=20, hides_first_number=True
    )
    return Inspection(
        kind=FileKind.DOCX,
        file="cong-van.docx",
        pages=(page,),
        elements=sheet.elements,
        lines=tuple(sheet.lines),
        drawn=drawn,
    )


def good_letter() -> Inspection:
    """A công văn to two groups, as its DOCX is measured."""
    sheet = _Sheet()
    _heading(sheet)
    sheet.put(Element.SUBJECT, "V/v khảo sát mức độ hài lòng năm 2025", 12, **{**LEFT, "space_before_pt": 6.0})
    sheet.put(Element.ADDRESSEES, "Kính gửi:", indent_mm=28.0)
    sheet.put(Element.ADDRESSEES, f"- {ADDRESSEES[0]};", indent_mm=48.0)
    sheet.put(Element.ADDRESSEES, f"- {ADDRESSEES[1]}.", indent_mm=48.0)
    _body(sheet)
    _foot(sheet, "- Như trên;")
    return _inspection(
        sheet,
        (
            DrawnLine(below=Element.MOTTO, share=1.0, offset_mm=0.0),
            DrawnLine(below=Element.ISSUER, share=0.4, offset_mm=0.0),
        ),
    )


def good_note() -> Inspection:
    """A công văn to one agency, that names a weekday."""
    sheet = _Sheet()
    _heading(sheet)
    sheet.put(Element.SUBJECT, "V/v mời họp", 12, **{**LEFT, "space_before_pt": 6.0})
    sheet.put(Element.ADDRESSEES, "Kính gửi: Sở Tài chính", align="center")
    sheet.put(Element.BODY, "Sở Nội vụ mời họp.", **PROSE)
    sheet.put(Element.BODY, "Thời gian: 14 giờ thứ Hai, ngày 12 tháng 5 năm 2025./.", **PROSE)
    _foot(sheet, "- Như trên;")
    return _inspection(
        sheet,
        (
            DrawnLine(below=Element.MOTTO, share=1.0, offset_mm=0.0),
            DrawnLine(below=Element.ISSUER, share=0.4, offset_mm=0.0),
        ),
    )


def good_plan() -> Inspection:
    """A kế hoạch with an appendix, as its DOCX is measured."""
    sheet = _Sheet()
    _heading(sheet)
    code = replace(sheet.elements[Element.CODE][0], runs=(run("Số: 05/KH-SNV", 13),))
    sheet.lines[4], sheet.elements[Element.CODE] = code, (code,)
    sheet.put(Element.TYPE_NAME, "KẾ HOẠCH", style="b", align="center")
    sheet.put(Element.SUBJECT, "Khảo sát mức độ hài lòng năm 2025", style="b", align="center")
    sheet.put(Element.BODY, "Căn cứ Luật Tổ chức chính quyền địa phương;", style="i", **PROSE)
    sheet.put(Element.BODY, "Theo đề nghị của Trưởng phòng Cải cách hành chính.", style="i", **PROSE)
    sheet.put(Element.BODY, "Chương I", style="b", align="center")
    sheet.put(Element.BODY, "QUY ĐỊNH CHUNG", style="b", align="center")
    sheet.put(Element.BODY, "Mục 1", style="b", align="center")
    sheet.put(Element.BODY, "NỘI DUNG", style="b", align="center")
    sheet.put(Element.BODY, "Điều 1. Phạm vi", style="b", **PROSE)
    sheet.put(Element.BODY, "I. MỤC ĐÍCH", style="b", **PROSE)
    _body(sheet)
    _foot(sheet, "- UBND các xã, phường;")
    sheet.put(Element.DRAFTER_MARK, "PL.(300)", 11, **FOOT)
    sheet.put(Element.APPENDIX_LABEL, "Phụ lục", 14, style="b", align="center")
    sheet.put(Element.APPENDIX_TITLE, "MẪU PHIẾU KHẢO SÁT", 14, style="b", align="center")
    note = "(Kèm theo Kế hoạch số 05/KH-SNV ngày 12 tháng 5 năm 2025 của Sở Nội vụ)"
    sheet.put(Element.APPENDIX_NOTE, note, 14, style="i", align="center")
    sheet.put(Element.URGENCY, "KHẨN", 13, style="b", **LEFT, **BOX)
    sheet.put(Element.CIRCULATION, "LƯU HÀNH NỘI BỘ", 13, style="b", align="center", boxed=True)
    sheet.put(Element.ADDRESS, "Địa chỉ: 01 đường Trần Phú; ĐT: 0258.000000", 11)
    made = _inspection(
        sheet,
        (
            DrawnLine(below=Element.MOTTO, share=1.0, offset_mm=0.0),
            DrawnLine(below=Element.ISSUER, share=0.4, offset_mm=0.0),
            DrawnLine(below=Element.SUBJECT, share=0.4, offset_mm=0.0),
            DrawnLine(below=Element.ADDRESS, share=1.0, offset_mm=0.0),
        ),
    )
    made = replace(made, pages=(*made.pages, replace(made.pages[0], first_number=1)))
    return with_line(with_run(made, Element.URGENCY, colour="FF0000"), Element.APPENDIX_LABEL, page=2)


def judged(inspection: Inspection, parts: Mapping[str, object] | None = None, **how: object) -> tuple[Judgement, ...]:
    """What the rules say of a file; ``parts`` change the letter that the rules of the text read."""
    told = {"body": BLOCKS, "addressees": ADDRESSEES, "number": 5, "signature": ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")}
    told["distribution"] = ("- Như trên;", "- UBND tỉnh (báo cáo);", "- Lưu: VT, CCHC.")
    letter = letter_of({**told, **(parts or {})})
    return judge(
        inspection,
        LAW,
        state=how.get("state", DocumentState.ISSUED),  # type: ignore[arg-type]  # one of two words
        document_type=how.get("document_type", DocumentType.CONG_VAN),  # type: ignore[arg-type]  # or nobody knows
        letter=letter,
    )


def judged_plan(
    inspection: Inspection, parts: Mapping[str, object] | None = None, **how: object
) -> tuple[Judgement, ...]:
    """What the rules say of a kế hoạch."""
    told = {
        "type": "ke_hoach",
        "notation": "KH-SNV",
        "addressees": (),
        "distribution": ("- UBND các xã, phường;", "- UBND tỉnh (báo cáo);", "- Lưu: VT, CCHC."),
        "body": (*BLOCKS[:-1], "body| Sở Nội vụ tổng hợp theo Phụ lục kèm theo./."),
        "appendices": [{"label": "Phụ lục", "body": ["body| Mẫu phiếu./."]}],
        **(parts or {}),
    }
    return judged(inspection, told, **{"document_type": DocumentType.KE_HOACH, **how})


def verdicts(judgements: tuple[Judgement, ...]) -> dict[str, Verdict]:
    """The gravest verdict of each rule."""
    gravity = list(Verdict)
    order = [Verdict.FAILED, Verdict.TO_BE_SEEN, Verdict.NOT_JUDGED, Verdict.NOT_APPLICABLE, Verdict.PASSED]
    assert set(order) == set(gravity)
    found: dict[str, Verdict] = {}
    for one in judgements:
        held = found.get(one.rule_id, Verdict.PASSED)
        found[one.rule_id] = min(held, one.verdict, key=order.index)
    return found


def with_lines(
    inspection: Inspection, element: Element, change: Callable[[MeasuredLine], MeasuredLine], at: int | None = None
) -> Inspection:
    """The same file with the lines of an element changed, or the ``at``-th of them."""
    lines = inspection.elements[element]
    which = set(lines) if at is None else {lines[at]}
    swap = {line: change(line) for line in which}
    return replace(
        inspection,
        elements={
            key: tuple(swap.get(line, line) if key is element else line for line in held)
            for key, held in inspection.elements.items()
        },
        lines=tuple(swap.get(line, line) for line in inspection.lines),
    )


def with_line(inspection: Inspection, element: Element, at: int | None = None, **facts: object) -> Inspection:
    return with_lines(inspection, element, lambda line: replace(line, **facts), at)  # type: ignore[arg-type]  # facts


def with_run(inspection: Inspection, element: Element, at: int | None = None, **facts: object) -> Inspection:
    def change(line: MeasuredLine) -> MeasuredLine:
        return replace(line, runs=tuple(replace(one, **facts) for one in line.runs))  # type: ignore[arg-type]  # facts

    return with_lines(inspection, element, change, at)


def with_text(inspection: Inspection, element: Element, text: str, at: int = 0) -> Inspection:
    return with_run(inspection, element, at, text=text)


def with_page(inspection: Inspection, **facts: object) -> Inspection:
    pages = tuple(replace(page, **facts) for page in inspection.pages)  # type: ignore[arg-type]  # facts of a page
    return replace(inspection, pages=pages)


def with_drawn(inspection: Inspection, element: Element, **facts: object) -> Inspection:
    drawn = tuple(
        replace(one, **facts) if one.below is element else one  # type: ignore[arg-type]  # facts of a drawn line
        for one in inspection.drawn
    )
    return replace(inspection, drawn=drawn)


def without_drawn(inspection: Inspection, element: Element) -> Inspection:
    return replace(inspection, drawn=tuple(one for one in inspection.drawn if one.below is not element))


def without(inspection: Inspection, element: Element) -> Inspection:
    gone = set(inspection.elements.get(element, ()))
    return replace(
        inspection,
        elements={key: held for key, held in inspection.elements.items() if key is not element},
        lines=tuple(line for line in inspection.lines if line not in gone),
    )


def with_more(inspection: Inspection, element: Element, like: Element, text: str) -> Inspection:
    """The same file with one more line of an element, set as the first line of another."""
    model = inspection.elements[like][0]
    line = replace(model, runs=(replace(model.runs[0], text=text),), anchor=f"more-{text[:8]}", place="đoạn thêm")
    held = (*inspection.elements.get(element, ()), line)
    return replace(inspection, elements={**inspection.elements, element: held}, lines=(*inspection.lines, line))
