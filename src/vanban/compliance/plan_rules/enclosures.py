"""What a text says goes with the letter against what does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from vanban.compliance.passages import Passage
from vanban.compliance.plan_rules.plan_view import OrderView, PlanRule, PlanView, house_rule, told
from vanban.domain.finding import Finding, Severity

_MISSING = house_rule("ENCLOSURE", Severity.WARNING, "văn bản nhắc đến tài liệu kèm theo thì phải gửi kèm tài liệu đó")
_UNNAMED = house_rule(
    "ENCLOSURE_UNNAMED", Severity.INFO, "tài liệu kèm theo được chỉ dẫn trong nội dung để nơi nhận biết mà dùng"
)
_TYPES = (
    r"(?:Nghị quyết|Nghị định|Thông tư|Quyết định|Chỉ thị|Luật|Pháp lệnh|Quy chế|Quy định|Kế hoạch|Tờ trình|Công văn)"
)
# An appendix or a plan "ban hành kèm theo Quyết định số ..." belongs to that decision, not to this letter.
_OF_ANOTHER = re.compile(
    r"(?:ban hành|phê duyệt|công bố|quy định|thông qua|duyệt)\s+(?:theo\s+|tại\s+)?(?:đính\s+)?kèm(?:\s+theo)?+"
    rf"(?!\s+{_TYPES}\s+này)"
    r"|phụ lục(?:\s+số)?(?:\s+(?:[IVXLC]+|\d+))?(?:\s+(?:của|thuộc|tại|theo|ban hành|kèm theo)|,)*"
    rf"\s+{_TYPES}(?!\w|\s+này)",
    re.IGNORECASE,
)
_ENCLOSED = re.compile(
    r"(?<!\w)(?:(?<!tệp )(?<!tập tin )(?<!thư )đính kèm|gửi kèm|\(kèm(?: theo)?|phụ lục(?!\w)"
    rf"|kèm theo\s+{_TYPES}\s+này"
    r"|(?:mẫu|biểu|danh sách|đề cương|thông báo|hình ảnh|tài liệu|nội dung|văn bản)(?!\w)[^.;:()]{0,60}?\skèm theo)",
    re.IGNORECASE,
)


def what_is_named_is_enclosed(view: PlanView) -> Iterator[Finding]:
    """House rule: "đính kèm", "kèm theo", "Phụ lục" need an attachment or an appendix."""
    for order in view.orders:
        if any(draft.attachments or draft.letter.appendices for draft in order.drafts):
            continue
        for passage, words in _mentions(order):
            yield _MISSING.broken(
                order.place(passage.element),
                f"nhắc đến “{words}” nhưng văn bản không có phụ lục và tệp kèm theo nào",
                "thêm tệp vào 'attachments' hoặc 'appendices', hoặc bỏ câu này",
            )


def what_is_enclosed_is_named(view: PlanView) -> Iterator[Finding]:
    """House rule: a sentence tells of the attachments; appendices are another rule's concern."""
    for order in view.orders:
        attachments = order.first.attachments
        if attachments and not any(_mentions(order)):
            names = [PurePosixPath(name).name for name in attachments]
            yield _UNNAMED.broken(
                order.place("tài liệu kèm theo"),
                f"không câu nào nhắc đến {told(names)}",
                "thêm chỉ dẫn, ví dụ “(kèm theo …)”, hoặc bỏ khỏi 'attachments'",
            )


def _mentions(order: OrderView) -> Iterator[tuple[Passage, str]]:
    """Where the text of the letter says that something goes with it; what cites other documents is left out."""
    for passage in order.passages:
        if "kèm" not in passage.folded and "phụ lục" not in passage.folded:
            continue
        own = _OF_ANOTHER.sub(" ", passage.text)
        if found := _ENCLOSED.search(own):
            yield passage, found.group().lstrip("(")


RULES: tuple[PlanRule, ...] = (what_is_named_is_enclosed, what_is_enclosed_is_named)
