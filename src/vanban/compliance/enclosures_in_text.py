"""Words by which a text says that something goes with it."""

from __future__ import annotations

import re

from vanban.compliance.roman import from_roman

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
_ONE_OR_MORE = re.compile(
    r"(?i:phụ lục)\s+(?:(?i:số)\s+)?([IVXLC]+\b(?:\s*(?:,|;|và|đến|-|–)\s*(?:(?i:phụ lục)\s+)?[IVXLC]+\b)*)"
)
_NUMERAL_OR_RANGE = re.compile(r"([IVXLC]+)(?:\s*(?:đến|-|–)\s*(?:(?i:phụ lục)\s+)?([IVXLC]+))?")
_FORMS = r"(?:mẫu|biểu|phiếu|danh sách|đề cương|bảng)(?!\w)"
_FORM_ENCLOSED = re.compile(
    rf"(?<!\w)(?:(?:đính |gửi )?kèm(?: theo)?\s+(?:các\s+|những\s+)?{_FORMS}|{_FORMS}[^.;:()]{{0,60}}?\skèm theo)",
    re.IGNORECASE,
)


def enclosed_in(text: str) -> str:
    """The first words that say so, empty where none do; what goes with another document that is cited is left out."""
    found = _ENCLOSED.search(_OF_ANOTHER.sub(" ", text))
    return found.group().lstrip("(") if found else ""


def form_enclosed_in(text: str) -> str:
    """The first words that say so of a form, a list or a table, which belongs in a Phụ lục; empty where none do."""
    found = _FORM_ENCLOSED.search(_OF_ANOTHER.sub(" ", text))
    return found.group() if found else ""


def appendices_named(text: str) -> set[int]:
    """The numbers after "Phụ lục", lists and ranges included; those of other documents too."""
    named: set[int] = set()
    for mention in _ONE_OR_MORE.finditer(text):
        for found in _NUMERAL_OR_RANGE.finditer(mention.group(1)):
            first = from_roman(found.group(1)) or 0
            last = from_roman(found.group(2) or "") or first
            named.update(range(first, last + 1))
    return named


def own_appendices_named(text: str) -> set[int]:
    """The numbers after "Phụ lục" of this document: not of one that is cited."""
    return appendices_named(_OF_ANOTHER.sub(" ", text))
