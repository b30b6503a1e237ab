"""What a letter order may not say although each of its values has the right form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vanban.domain.campaigns.campaign import LetterOrder
from vanban.domain.errors import VanbanError
from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.recipient import RecipientRole
from vanban.intake.campaign.letter_orders import Ordered, planned_day
from vanban.intake.reading import Problems
from vanban.intake.toml_source import TomlSource
from vanban.intake.violation_wording import nearest
from vanban.regulations.law import Law, law_on

_NOT_SECRET = "không"  # noqa: S105 - a word of the form, not a password
_SECRET_MARKS = frozenset({"mật", "tối mật", "tuyệt mật"})
_EITHER_PLACE = ("secrecy", "urgency", "circulation_mark", "contact_line", "cited_dates")
_SUBJECT_OPENERS = ("v/v", "về việc")


def document_type(front: TomlSource, ordered: Ordered, problems: Problems) -> DocumentType | None:
    """The type that the front matter names, in the law of the letter's day, or of today's law without one."""
    name = front.plain.get("type")
    if not isinstance(name, str) or not name.strip():
        return None
    law = _law(ordered, problems)
    found = law.type_named(name)
    if found is None:
        known = [rule.name for rule in law.types.values()]
        front.spot(problems, ("type",)).report(f"không có loại văn bản '{name}'", nearest(name, known, "tên loại"))
    return found


def check_secrecy(ordered: Ordered, problems: Problems) -> None:
    """Decree 30/2020/NĐ-CP, Art. 1: papers that hold state secrets follow another law; they are refused."""
    for key in ("secrecy", "circulation_mark"):
        mark = str(ordered.entry.get(key, "")).strip().casefold()
        if mark in _SECRET_MARKS or (key == "secrecy" and mark not in ("", _NOT_SECRET)):
            ordered.spot(problems, key).report(
                f"văn bản ghi độ mật '{ordered.entry[key]}'",
                "văn bản mật soạn theo pháp luật về bảo vệ bí mật nhà nước, không soạn bằng phần mềm này; "
                f"xóa khóa '{key}' nếu văn bản không mật",
            )


def check_both_places(ordered: Ordered, front: TomlSource, problems: Problems) -> None:
    """A key may stand in the campaign file or in the front matter, not in both."""
    for key in _EITHER_PLACE:
        if key in front.plain and key in ordered.entry:
            front.spot(problems, (key,)).report(
                f"khóa '{key}' đã có trong {ordered.source.file} ({ordered.source.place((*ordered.path, key))})",
                "xóa khóa này ở một trong hai nơi",
            )


def check_order(order: LetterOrder, ordered: Ordered, front: TomlSource, problems: Problems) -> None:
    """The contradictions inside one order."""
    _check_addressees(order, ordered, problems)
    _check_repeated(order, ordered, problems)
    if order.one_each and order.reserved_number is not None:
        ordered.spot(problems, "reserved_number").report(
            "một số đã giữ chỉ dùng cho một văn bản, mà one_each là mỗi nơi nhận một văn bản", "bỏ một trong hai khóa"
        )
    subject = order.subject.casefold()
    if order.document_type is DocumentType.CONG_VAN and subject.startswith(_SUBJECT_OPENERS):
        front.spot(problems, ("subject",)).report(
            "trích yếu công văn mở đầu bằng 'V/v' hoặc 'Về việc'", "bỏ chữ này, phần mềm tự in 'V/v'"
        )


def _check_addressees(order: LetterOrder, ordered: Ordered, problems: Problems) -> None:
    if any(recipient.role is RecipientRole.ADDRESSEE for recipient in order.recipients):
        return
    if order.document_type is DocumentType.CONG_VAN:
        message = "công văn không có nơi nhận nào ở phần Kính gửi"
    elif order.one_each:
        message = "one_each cần nơi nhận ở phần Kính gửi"
    else:
        return
    ordered.spot(problems, "recipients").report(message, 'thêm một dòng nơi nhận với role = "addressee"')


def _check_repeated(order: LetterOrder, ordered: Ordered, problems: Problems) -> None:
    met: Mapping[object, int] = {}
    for index, recipient in enumerate(order.recipients):
        key = (recipient.selector, recipient.role)
        first = met.get(key)
        if first is not None:
            ordered.spot(problems, "recipients", index).report(
                f"nơi nhận này đã có ở recipients[{first}]", "xóa một trong hai dòng"
            )
        met = {**met, key: index}


def _law(ordered: Ordered, problems: Problems) -> Law:
    newest = law_on(date.max)
    day = planned_day(ordered.entry.get("date"))
    if day is None:
        return newest
    try:
        return law_on(day.last_possible)
    except VanbanError:
        ordered.spot(problems, "date").report(
            "ngày ban hành sớm hơn ngày Nghị định số 30/2020/NĐ-CP có hiệu lực",
            "sửa lại năm, hoặc không dùng phần mềm này cho văn bản đó",
        )
        return newest
