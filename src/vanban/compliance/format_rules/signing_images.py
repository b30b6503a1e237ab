"""The pictures of the signature and of the seal that an electronic document shows."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.format_rule import FormatRule, format_rule
from vanban.compliance.format_rules.inks import Ink, in_ink, seals, signatures, signing_middle_mm
from vanban.compliance.format_rules.paper import Answer, Paper, doubtful, failed, spared, unknown
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element, MeasuredImage

_LINES, _NAME = Element.SIGNING_LINES, Element.SIGNER_NAME


@format_rule(
    Clause("NĐ30-R96", Severity.ERROR, f"{DECREE} II.7.d"),
    "Hình chữ ký của người ký: PNG nền trong suốt, màu xanh, giữa chức vụ và họ tên",
    needs=(_LINES, _NAME),
)
def signature_is_shown_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.7.d: blue, PNG without a ground, between title and name, centred."""
    found = signatures(paper)
    if not found:
        yield from _absent(paper, "hình chữ ký")
    for image in found:
        yield from in_ink(paper, image, Ink.BLUE, "hình chữ ký")
        yield from _centred(paper, image)
        yield from _between(paper, image)


@format_rule(
    Clause("NĐ30-R97", Severity.ERROR, f"{DECREE} II.8.a"),
    "Hình dấu của cơ quan: PNG nền trong suốt, màu đỏ, cỡ thật, trùm 1/3 chữ ký về bên trái",
    needs=(_LINES,),
)
def seal_is_shown_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.8.a: red, real size, over about a third of the signature's left."""
    found = seals(paper)
    if not found:
        yield from _absent(paper, "hình dấu")
    for image in found:
        yield from in_ink(paper, image, Ink.RED, "hình dấu")
        yield from _of_real_size(paper, image)
        yield from _over_the_left_third(paper, image)


def _absent(paper: Paper, name: str) -> Iterator[Answer]:
    """On paper it is written and stamped by hand; a file that is signed digitally shows it."""
    if paper.inspection.signatures:
        yield doubtful(f"tệp có chữ ký số mà không thấy {name}", f"{name} ở phần ký")
    else:
        yield spared(f"tệp không có {name}")


def _centred(paper: Paper, image: MeasuredImage) -> Iterator[Answer]:
    middle, other = image.middle_mm, signing_middle_mm(paper)
    if middle is None or other is None:
        yield unknown("tệp không cho biết hình chữ ký đứng ở đâu")
    elif abs(middle - other) > paper.tolerances.signature_centre_mm:
        yield failed(f"giữa hình chữ ký lệch {abs(middle - other):.0f} mm", "canh giữa dưới chức vụ của người ký")


def _between(paper: Paper, image: MeasuredImage) -> Iterator[Answer]:
    """A PDF tells how high the picture stands; in a DOCX the paragraph it is anchored in has told."""
    if not paper.is_pdf:
        return
    title, name = paper.lines(_LINES)[-1], paper.lines(_NAME)[0]
    page = paper.page_of(title)
    if None in {image.top_mm, image.height_mm, title.bottom_mm, name.top_mm} or page is None or title.page != name.page:
        yield unknown("tệp không cho biết hình chữ ký đứng ở đâu")
        return
    height = (image.top_mm or 0) + (image.height_mm or 0) / 2
    if not page.height_mm - (title.bottom_mm or 0) <= height <= (name.top_mm or 0):
        yield failed("hình chữ ký không nằm giữa chức vụ và họ tên", "giữa chức vụ và họ tên")


def _of_real_size(paper: Paper, image: MeasuredImage) -> Iterator[Answer]:
    """The registered size is in no file, but no seal is as small or as large as a careless picture."""
    if image.width_mm is None or image.height_mm is None:
        yield unknown("tệp không cho biết cỡ hình dấu")
        return
    least, most = paper.tolerances.seal_least_mm, paper.tolerances.seal_most_mm
    if not least <= min(image.width_mm, image.height_mm) <= max(image.width_mm, image.height_mm) <= most:
        given = f"{image.width_mm:.0f} x {image.height_mm:.0f} mm"
        yield failed(f"hình dấu {given}", f"cỡ thật của dấu, {least:g} đến {most:g} mm")


def _over_the_left_third(paper: Paper, seal: MeasuredImage) -> Iterator[Answer]:
    signed = next(iter(signatures(paper)), None)
    if signed is None:
        yield unknown("không có hình chữ ký để xem dấu trùm lên bao nhiêu")
        return
    edges = (seal.left_mm, seal.width_mm, signed.left_mm, signed.width_mm)
    if None in edges or not signed.width_mm:
        yield unknown("tệp không cho biết hình dấu đứng ở đâu")
        return
    left, wide, start, width = (one or 0.0 for one in edges)
    share = (min(left + wide, start + width) - max(left, start)) / width
    wanted = "trùm khoảng 1/3 hình chữ ký về bên trái"
    if left > start:
        yield failed("hình dấu không ở bên trái hình chữ ký", wanted)
    elif not paper.law.measures["seal_overlap_share"].holds(share, paper.tolerances.seal_share):
        yield failed(f"hình dấu trùm {max(share, 0):.0%} hình chữ ký", wanted)


RULES: tuple[FormatRule, ...] = (signature_is_shown_as_asked, seal_is_shown_as_asked)
