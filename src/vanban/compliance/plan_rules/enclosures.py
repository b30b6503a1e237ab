"""What a text says goes with the letter against what does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from vanban.compliance.enclosures_in_text import enclosed_in
from vanban.compliance.passages import Passage
from vanban.compliance.plan_rules.plan_view import OrderView, PlanRule, PlanView, house_rule, told
from vanban.domain.judging.finding import Finding, Severity

MISSING = house_rule("ENCLOSURE", Severity.WARNING, "văn bản nhắc đến tài liệu kèm theo thì phải gửi kèm tài liệu đó")
_UNNAMED = house_rule(
    "ENCLOSURE_UNNAMED", Severity.INFO, "tài liệu kèm theo được chỉ dẫn trong nội dung để nơi nhận biết mà dùng"
)


def what_is_named_is_enclosed(view: PlanView) -> Iterator[Finding]:
    """House rule: "đính kèm", "kèm theo", "Phụ lục" need an attachment or an appendix."""
    for order in view.orders:
        if any(draft.attachments or draft.letter.appendices for draft in order.drafts):
            continue
        for passage, words in _mentions(order):
            yield MISSING.broken(
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
        if words := enclosed_in(passage.text):
            yield passage, words


RULES: tuple[PlanRule, ...] = (what_is_named_is_enclosed, what_is_enclosed_is_named)
