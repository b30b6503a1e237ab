"""Kính gửi: whether it is there, how it is set, and its list."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.compliance.clause import DECREE, Clause
from vanban.compliance.format_rules.format_rule import FormatRule, format_rule
from vanban.compliance.format_rules.geometry import starts_at_mm
from vanban.compliance.format_rules.listing import AddresseeList, addressee_list
from vanban.compliance.format_rules.paper import Answer, Paper, doubtful, failed, spared, unknown
from vanban.compliance.format_rules.styles import in_style
from vanban.domain.judging.finding import Severity
from vanban.domain.judging.inspected import Element, MeasuredLine

_ADDRESSEES = Element.ADDRESSEES
_NO_LABEL = "không tìm thấy chữ “Kính gửi” ở đầu phần này"


@format_rule(Clause("NĐ30-R50", Severity.ERROR, f"{DECREE} II.9.b-d"), "Phần Kính gửi hợp với tên loại")
def addressees_go_with_the_type(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.9.b-d: công văn has Kính gửi; tờ trình and báo cáo may."""
    if paper.document_type is None:
        yield unknown("không rõ tên loại văn bản")
        return
    rule, found = paper.law.type_rule(paper.document_type), paper.has(_ADDRESSEES)
    if found and not rule.has_addressees:
        yield failed(f"{rule.name} có phần Kính gửi", "bỏ phần Kính gửi", paper.lines(_ADDRESSEES)[0])
    if found or not rule.has_addressees or rule.upward_only:
        return
    label = paper.law.fixed_text("addressee_label").rstrip(":").casefold()
    if any(label in " ".join(line.text.split()).casefold() for line in paper.inspection.lines):
        yield unknown("có chữ “Kính gửi” nhưng không nhận ra phần này")
    else:
        yield failed(f"{rule.name} không có phần Kính gửi", "ghi ít nhất một nơi nhận để giải quyết")


@format_rule(
    Clause("NĐ30-R51", Severity.ERROR, f"{DECREE} II.9.d và V, số thứ tự 8a"),
    "Kính gửi: cỡ, kiểu chữ, dấu hai chấm",
    about=(_ADDRESSEES,),
)
def addressees_are_set_as_asked(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.9.d: ``Kính gửi:``, 13-14, upright, not bold."""
    given = addressee_list(paper)
    if given is None:
        yield unknown(_NO_LABEL)
        return
    text = " ".join(given.label.text.split())
    if not text.startswith(paper.law.fixed_text("addressee_label")):
        yield failed(f"“{text[:30]}”", f"“{paper.law.fixed_text('addressee_label')}”", given.label)
    yield from in_style(paper, "addressees", _ADDRESSEES)


@format_rule(
    Clause("NĐ30-R52", Severity.ERROR, f"{DECREE} II.9.d"), "Gửi một nơi: ghi cùng dòng Kính gửi", about=(_ADDRESSEES,)
)
def one_recipient_stands_beside_the_label(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.9.d: one recipient stands on the line of Kính gửi, without a dash."""
    given = addressee_list(paper)
    if given is None:
        yield unknown(_NO_LABEL)
    elif len(given.items) != 1:
        yield spared("gửi nhiều nơi")
    else:
        item = given.items[0]
        if not given.beside:
            yield failed("nơi nhận ở dòng riêng", "cùng một dòng với “Kính gửi:”", item.line)
        if item.has_dash:
            yield failed("có gạch đầu dòng", "không gạch đầu dòng khi chỉ gửi một nơi", item.line)
        if item.text.endswith((".", ";", ",")):
            yield doubtful(f"kết thúc bằng dấu “{item.text[-1]}”", "mẫu của Nghị định không có dấu", item.line)


@format_rule(
    Clause("NĐ30-R53", Severity.ERROR, f"{DECREE} II.9.d"),
    "Gửi nhiều nơi: mỗi nơi một dòng, dấu đầu và cuối dòng",
    about=(_ADDRESSEES,),
)
def several_recipients_form_a_list(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.9.d: each on its line, from ``- `` to ``;``, the last to ``.``."""
    given = addressee_list(paper)
    if given is None:
        yield unknown(_NO_LABEL)
    elif not given.items:
        yield failed("sau “Kính gửi:” không có nơi nhận nào", "ghi nơi nhận", given.label)
    elif len(given.items) == 1:
        yield spared("chỉ gửi một nơi")
    else:
        yield from _list_faults(given)


@format_rule(
    Clause("NĐ30-R54", Severity.ERROR, f"{DECREE} II.9.d"),
    "Gửi nhiều nơi: gạch đầu dòng thẳng hàng dưới dấu hai chấm",
    about=(_ADDRESSEES,),
)
def dashes_stand_below_the_colon(paper: Paper) -> Iterator[Answer]:
    """Decree 30/2020/NĐ-CP, Annex I, Part I, II.9.d: dashes in line, below the colon (told by a PDF)."""
    given = addressee_list(paper)
    if given is None:
        yield unknown(_NO_LABEL)
    elif len(given.items) <= 1:
        yield spared("chỉ gửi một nơi")
    else:
        lines = [item.line for item in given.items if item.has_dash and item.line is not given.label]
        yield from _below_colon(paper, given, lines) if paper.is_pdf else _in_one_line(paper, lines)


def _list_faults(given: AddresseeList) -> Iterator[Answer]:
    if given.beside:
        yield failed("nơi nhận đầu tiên cùng dòng với “Kính gửi:”", "mỗi nơi nhận một dòng riêng", given.label)
    for item in given.items:
        last = item is given.items[-1]
        if not item.text.startswith("- "):
            yield failed("đầu dòng không có gạch và cách chữ", "đầu dòng có gạch “- ”", item.line)
        if not item.text.endswith("." if last else ";"):
            end = "dấu chấm (.)" if last else "dấu chấm phẩy (;)"
            yield failed(f"kết thúc bằng “{item.text[-1]}”", f"kết thúc bằng {end}", item.line)


def _below_colon(paper: Paper, given: AddresseeList, lines: list[MeasuredLine]) -> Iterator[Answer]:
    page = paper.page_of(given.label)
    known = [line.left_mm for line in lines if line.left_mm is not None]
    if page is None or given.label.right_mm is None or len(known) < len(lines) or not known:
        yield unknown("tệp không cho biết chỗ đứng của gạch đầu dòng", given.label)
        return
    if max(known) - min(known) > paper.tolerances.centre_mm:
        yield failed("gạch đầu dòng không thẳng hàng", "thẳng hàng với nhau", lines[0])
    colon = page.width_mm - given.label.right_mm
    if not given.beside and min(known) < colon - paper.tolerances.dash_mm:
        yield failed(
            f"gạch đầu dòng ở bên trái dấu hai chấm {colon - min(known):.0f} mm", "dưới dấu hai chấm", lines[0]
        )


def _in_one_line(paper: Paper, lines: list[MeasuredLine]) -> Iterator[Answer]:
    if any(line.text[:1] in {" ", "\t"} for line in lines):
        yield unknown("thụt vào bằng phím Tab hoặc dấu cách: tệp không cho biết chỗ đứng")
        return
    # Paragraphs that one cell or one style holds are judged by their indents.
    starts = [starts_at_mm(line) for line in lines]
    if starts and max(starts) - min(starts) > paper.tolerances.centre_mm:
        yield failed("gạch đầu dòng không thẳng hàng", "thẳng hàng với nhau", lines[0])


RULES: tuple[FormatRule, ...] = (
    addressees_go_with_the_type,
    addressees_are_set_as_asked,
    one_recipient_stands_beside_the_label,
    several_recipients_form_a_list,
    dashes_stand_below_the_colon,
)
