"""What a single letter says against itself: the rules on a plan that its text alone can break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from vanban.compliance.clause import Clause
from vanban.compliance.plan_rules import deadlines, statements, windows
from vanban.compliance.plan_rules.dues import dues_of
from vanban.compliance.plan_rules.plan_view import PlanRule, PlanView, house_rule, view_orders
from vanban.compliance.reader import Reader
from vanban.compliance.spans_in_text import months_in
from vanban.directory.directory_on import DirectoryOn
from vanban.domain.campaigns.campaign import Campaign
from vanban.domain.judging.finding import Finding, Severity
from vanban.domain.letters.document import DocumentType
from vanban.domain.letters.draft import Draft
from vanban.domain.letters.wording import short_date
from vanban.regulations.calendar import working_calendar

LATER_CITED = house_rule("CITED_LATER", Severity.ERROR, "văn bản được viện dẫn phải có trước văn bản viện dẫn nó")
MONTH_DUE = house_rule("MONTH_DUE", Severity.INFO, "thời hạn theo tháng không có ngày cuối rõ ràng")
_CITED = re.compile(r"(?<!\w)số\s+(?P<code>\d+(?:/\d{4})?/[A-ZĐ][\w-]*)\s*,?\s*(?:ban hành\s+)?(?=ngày\s)")
_IN_MONTH = ("trong", "vào")
_TELL_WHAT_WAS = (DocumentType.BAO_CAO, DocumentType.BIEN_BAN, DocumentType.TO_TRINH, DocumentType.NGHI_QUYET)
"""Types whose deadlines are those that others had, or their own."""


def letter_contradictions(draft: Draft, reader: Reader) -> tuple[Finding, ...]:
    """What the text of a letter says against its own day, the calendar and itself.

    Nothing but the letter is known: no campaign, no directory, no day of today. A month for an activity is left
    alone, only a deadline must have a last day.
    """
    view = PlanView(
        campaign=Campaign(id="", title="", letters=()),
        orders=view_orders(Campaign(id="", title="", letters=()), [draft], reader),
        drafts={draft.key: draft},
        on=_nobody_knows,
        calendar=working_calendar(),
        # A blank day in a month is read as the first of it, so that no deadline is over too soon.
        today=date.min,
    )
    view = replace(view, dues={order.id: dues_of(view, order) for order in view.orders})
    rules = _TEXT_RULES if draft.letter.document_type in _TELL_WHAT_WAS else (*_TEXT_RULES, *_DUE_RULES)
    return tuple(dict.fromkeys(finding for rule in rules for finding in rule(view)))


def reports_may_be_due_too_early(view: PlanView) -> Iterator[Finding]:
    """House rule: a report on what still runs may be meant to be made midway, which a text alone does not tell."""
    for finding in windows.reports_are_due_after_their_activity(view):
        yield replace(finding, severity=Severity.INFO)


def cited_documents_are_older(view: PlanView) -> Iterator[Finding]:
    """House rule: a document that a text cites with its day was issued no later than the text."""
    for order in view.orders:
        own = order.first.letter.issued_on.last_possible
        for passage in order.passages:
            days = {mention.start: mention for mention in passage.dates}
            for found in _CITED.finditer(passage.text):
                mention = next((days[at] for at in sorted(days) if found.end() <= at <= found.end() + 6), None)
                if mention is not None and mention.as_date is not None and mention.as_date > own:
                    yield LATER_CITED.broken(
                        passage.element,
                        f"văn bản ngày {short_date(own)} viện dẫn văn bản số {found['code']} ngày {mention.text}",
                        "sửa ngày của văn bản được viện dẫn, hoặc ban hành sau ngày đó",
                    )


def deadlines_by_month_have_a_last_day(view: PlanView) -> Iterator[Finding]:
    """House rule: who is to report "trong tháng 11" is told up to which day."""
    for order in view.orders:
        issued = order.first.letter.issued_on
        for passage in order.passages:
            for span in months_in(passage, issued):
                if span.text.casefold().startswith(_IN_MONTH):
                    yield MONTH_DUE.broken(
                        passage.element,
                        f"“{span.text}” không nêu ngày cuối",
                        f"được hiểu là đến hết ngày {short_date(span.end)}; nên ghi rõ ngày",
                    )


def _nobody_knows(day: date) -> DirectoryOn:
    raise LookupError(f"a single letter has no directory on {day}")


_TEXT_RULES: tuple[PlanRule, ...] = (statements.texts_name_units_that_exist, cited_documents_are_older)
_DUE_RULES: tuple[PlanRule, ...] = (
    deadlines.deadlines_are_still_to_come,
    deadlines.a_working_day_lies_before_each_deadline,
    deadlines.deadlines_fall_on_working_days,
    reports_may_be_due_too_early,
    deadlines_by_month_have_a_last_day,
)
_ABOLISHED = Clause("HOUSE.ABOLISHED", Severity.WARNING, "202/2025/QH15; 1667/NQ-UBTVQH15")
"""The rule itself takes its source from the dated data, since it only holds from a day on."""
CLAUSES: tuple[Clause, ...] = (
    deadlines.PAST,
    deadlines.SHORT,
    deadlines.DAY_OFF,
    windows.EARLY,
    MONTH_DUE,
    LATER_CITED,
    _ABOLISHED,
)
