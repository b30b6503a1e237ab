"""One contradiction at a time in the text of a letter or a plan, and which verdicts change with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from measured_letters import BLOCKS

from vanban.domain.judging.inspected import Element, Inspection

FAILED, SEEN, UNKNOWN = "failed", "to_be_seen", "not_judged"
AFTER = date(2025, 7, 14)
"""A day on which there are no districts any more."""


def said(*lines: str) -> dict[str, object]:
    """The good text with more lines before its last one."""
    return {"body": (*BLOCKS[:-1], *lines, BLOCKS[-1])}


def also_measured(good: Inspection, *lines: str) -> Inspection:
    """The lines in the measured content, where a rule looks whether it concerns the document."""
    *before, last = good.elements[Element.BODY]
    run = last.runs[0]
    more = [replace(last, runs=(replace(run, text=text),), anchor=f"{last.anchor}+{text}") for text in lines]
    return replace(good, elements={**good.elements, Element.BODY: (*before, *more, last)})


RIGHT_LINES = (
    "Trong tháng 4/2025, Sở Nội vụ đã khảo sát tại 08 huyện theo Phụ lục của Kế hoạch số 150/KH-UBND.",
    "Các cơ quan báo cáo kết quả về Sở Nội vụ chậm nhất ngày 16/6/2025 theo Phụ lục kèm theo.",
)
"""Of a plan with one appendix, and right: a month that is over, districts that are still there, a Monday."""

TEXT_DEFECTS: tuple[tuple[str, Mapping[str, str], tuple[str, ...], Mapping[str, object]], ...] = (
    (
        "report_due_before_the_day_of_issue",
        {"HOUSE.PAST_DUE": SEEN},
        ("Các cơ quan gửi báo cáo kết quả về Sở Nội vụ trước ngày 09/5/2025.",),
        {},
    ),
    (
        "report_due_on_the_day_of_issue",
        {"HOUSE.PAST_DUE": SEEN},
        ("Các cơ quan gửi báo cáo kết quả về Sở Nội vụ chậm nhất ngày 12/5/2025.",),
        {},
    ),
    (
        "report_due_before_any_working_day",
        {"HOUSE.SHORT_NOTICE": FAILED},
        ("Các cơ quan gửi báo cáo kết quả về Sở Nội vụ trước ngày 12/5/2025.",),
        {"day": date(2025, 5, 10)},
    ),
    (
        "report_due_on_a_sunday",
        {"HOUSE.DAY_OFF": FAILED},
        ("Các cơ quan gửi báo cáo kết quả về Sở Nội vụ chậm nhất ngày 15/6/2025.",),
        {},
    ),
    (
        "report_due_in_a_month",
        {"HOUSE.MONTH_DUE": SEEN},
        ("Các cơ quan gửi báo cáo kết quả về Sở Nội vụ trong tháng 6/2025.",),
        {},
    ),
    (
        "report_due_before_the_survey_ends",
        {"HOUSE.EARLY_REPORT": SEEN},
        (
            "Thời gian khảo sát: từ ngày 02/6/2025 đến ngày 30/6/2025.",
            "Các cơ quan gửi báo cáo kết quả về Sở Nội vụ chậm nhất ngày 16/6/2025.",
        ),
        {},
    ),
    (
        "citation_of_a_later_document",
        {"HOUSE.CITED_LATER": FAILED},
        (
            "Các cơ quan thực hiện Quyết định số 12/QĐ-UBND ngày 02 tháng 6 năm 2025 của Ủy ban nhân dân tỉnh về khảo sát.",
        ),
        {},
    ),
    (
        "districts_in_a_text_after_their_end",
        {"HOUSE.ABOLISHED": FAILED},
        ("Đề nghị Ủy ban nhân dân các huyện, thị xã, thành phố phối hợp thực hiện.",),
        {"day": AFTER},
    ),
    (
        "enclosure_in_another_file",
        {"HOUSE.ENCLOSURE": UNKNOWN},
        ("Các cơ quan báo cáo theo Phụ lục kèm theo.",),
        {},
    ),
)
"""By name: the verdicts, the lines that are added to the content, and what else of the letter changes."""
