"""Digital signatures as they are seen without their certificates: of the document, and on appendices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.corner_notes import note_is_set_as_asked, told_time
from vanban.compliance.format_rules.format_rule import PDF_ONLY, FormatRule, format_rule
from vanban.compliance.format_rules.inks import Ink, ink_of, is_seal
from vanban.compliance.format_rules.paper import Answer, Paper, doubtful, failed, spared, unknown
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element, MeasuredImage, MeasuredLine, MeasuredSignature

_LABEL = Element.APPENDIX_LABEL
_HEAD = (Element.COUNTRY_NAME, Element.MOTTO, Element.CODE)
_PERSON_AND_AGENCY = 2
_SIGNED_NOTE = re.compile(r"Số: \d{2,}/\S+; " + told_time)


@format_rule(
    Clause("NĐ30-R98", Severity.ERROR, "30/2020/NĐ-CP, Điều 5, Điều 13 khoản 7, Điều 32"),
    "Chữ ký số của người ký và của cơ quan",
    kinds=PDF_ONLY,
    issued_only=True,
)
def document_is_signed(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Art. 5, 13.7 and 32: a person's digital signature, then the agency's; both valid."""
    signed = paper.inspection.signatures
    names = ", ".join(one.name for one in signed)
    if not signed:
        yield unknown("tệp không có chữ ký số; văn bản giấy được ký tay và đóng dấu")
    elif len(signed) < _PERSON_AND_AGENCY:
        yield doubtful(f"một chữ ký số: {names}", "chữ ký số của người có thẩm quyền, rồi của cơ quan")
    elif _agency_came_first(paper):
        yield failed(f"cơ quan ký số trước người có thẩm quyền: {names}", "người có thẩm quyền ký số trước")
    else:
        yield doubtful(f"{len(signed)} chữ ký số: {names}", "kiểm tra hiệu lực bằng phần mềm ký số")
    if paper.inspection.signed_whole is False:
        yield doubtful("tệp được ghi thêm sau chữ ký số cuối cùng", "không sửa văn bản đã ký số")


@format_rule(
    Clause("NĐ30-R99", Severity.ERROR, f"{DECREE} II.8.b và III.1.d"),
    "Phụ lục cùng tệp không ký số riêng",
    kinds=PDF_ONLY,
    about=(_LABEL,),
)
def appendices_of_the_file_are_not_signed(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.8.b: the agency signs the document, not each appendix in its file."""
    first = paper.lines(_LABEL)[0]
    stamped = [image for image in paper.inspection.images if _is_stamp(paper, image)]
    if not paper.inspection.signatures and not stamped:
        yield spared("tệp không có chữ ký số, hình dấu")
        return
    if first.page is None:
        yield unknown("tệp không cho biết phụ lục bắt đầu ở trang nào")
        return
    wanted = "cơ quan ký số một lần, trên văn bản"
    for signed in paper.inspection.signatures:
        if _is_on_appendix(paper, signed, first):
            yield failed(f"chữ ký số {signed.name} trên phụ lục, trang {signed.page}", wanted)
    for image in stamped:
        if not image.signature and _is_on_appendix(paper, image, first):
            yield failed(f"hình dấu trên phụ lục, trang {image.page}", wanted)


@format_rule(
    Clause("NĐ30-R100", Severity.ERROR, f"{DECREE} II.8.b và III.1.d; Phụ lục III, Mẫu 2.2"),
    "Phụ lục ở tệp riêng: chữ ký số của cơ quan ở góc trên bên phải",
    kinds=PDF_ONLY,
    of_parts=True,
)
def appendix_apart_is_signed_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, III.1.d: no picture, the number and the time of signing, 10, black."""
    if not paper.has(_LABEL) or any(paper.has(element) for element in _HEAD):
        yield spared("không phải phụ lục ở tệp riêng")
        return
    if not paper.inspection.signatures:
        yield unknown("phụ lục chưa có chữ ký số của cơ quan")
    for one in paper.inspection.signatures:
        yield from note_is_set_as_asked(paper, one, _SIGNED_NOTE, "Số: …; ngày/tháng/năm; giờ:phút:giây")


def _agency_came_first(paper: Paper) -> bool:
    """Whether a signature that shows the seal was made before one that shows a person's hand."""
    shown = {image.signature: ink_of(paper, image) for image in paper.inspection.images if image.signature}
    made = [(one.order, shown.get(one.name)) for one in paper.inspection.signatures if one.order is not None]
    agency = [order for order, ink in made if ink is Ink.RED]
    person = [order for order, ink in made if ink is Ink.BLUE]
    return bool(agency and person) and min(agency) < min(person)


def _is_stamp(paper: Paper, image: MeasuredImage) -> bool:
    """Whether a picture is a seal by colour, shape and size, wherever it stands."""
    least, most = paper.tolerances.seal_least_mm, paper.tolerances.seal_most_mm
    round_ = is_seal(paper, image) and least <= min(image.width_mm or 0, image.height_mm or 0)
    return round_ and ink_of(paper, image) is Ink.RED and max(image.width_mm or 0, image.height_mm or 0) <= most


def _is_on_appendix(paper: Paper, one: MeasuredSignature | MeasuredImage, label: MeasuredLine) -> bool:
    """Whether something stands on the pages of the appendices; their first may hold the end of the document."""
    if one.page is None or label.page is None or one.page != label.page:
        return one.page is not None and label.page is not None and one.page > label.page
    is_shared = any(line.page == label.page for line in paper.lines(Element.SIGNING_LINES))
    return not is_shared or (one.top_mm or 0.0) > (label.top_mm or 0.0)


RULES: tuple[FormatRule, ...] = (
    document_is_signed,
    appendices_of_the_file_are_not_signed,
    appendix_apart_is_signed_as_asked,
)
