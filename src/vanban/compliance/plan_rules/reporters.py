"""Who must report against who is addressed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.compliance.passages import Passage
from vanban.compliance.plan_rules.concerned import concerned_by, directory_of, known, meant
from vanban.compliance.plan_rules.names import Names
from vanban.compliance.plan_rules.plan_view import (
    OrderView,
    PlanRule,
    PlanView,
    addressed_ids,
    addressees,
    house_rule,
    told,
)
from vanban.directory.errors import DirectoryError
from vanban.domain.campaigns.campaign import LetterOrder
from vanban.domain.judging.finding import Finding, Severity

_ASSIGNEE = house_rule("ASSIGNEE", Severity.ERROR, "nơi phải báo cáo phải có trong Kính gửi")
_ASKED = house_rule("ASKED", Severity.WARNING, "nơi được nêu tên để báo cáo phải có nhiệm vụ được theo dõi")
_REPORTS = re.compile(
    r"(?<!\w)(?:(?:gửi )?báo cáo (?:bằng văn bản )?(?:kết quả|tình hình|số liệu)"
    r"|gửi (?:báo cáo )?(?:kết quả|số liệu))(?!\w)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.:])\s+")
_ASKING = re.compile(r"(?<!\w)(?:đề nghị|yêu cầu|giao)\s+", re.IGNORECASE)
_REPORTED = ("kết quả", "tình hình", "số liệu")
_BEFORE = ("cáo", "bản", "gửi")
_LONGEST_LIST = 400


def assignees_are_addressed(view: PlanView) -> Iterator[Finding]:
    """House rule: whoever must report is an addressee; of a group some may be left out, which is only doubtful."""
    for order in view.orders:
        expected = order.addressed | _left_out(view, order)
        organisations = known(view, order)
        for index, assignment in view.stated(order):
            for number, reference in enumerate(assignment.assignees):
                asked = meant(view, order, reference)
                missing = [one for one in asked if one not in expected]
                if asked and not missing:
                    continue
                names = told([organisations[one].name for one in missing if one in organisations]) or f"“{reference}”"
                yield _ASSIGNEE.broken(
                    f"assignments[{index}].assignees[{number}]",
                    f"{names} được giao việc nhưng không có trong Kính gửi của văn bản '{order.id}'",
                    "thêm vào nơi nhận với role = \"addressee\", hoặc bỏ khỏi 'assignees'",
                    severity=None if order.addressed.isdisjoint(asked) else Severity.WARNING,
                )
        yield from _duties_beyond(order)


def the_named_have_a_duty(view: PlanView) -> Iterator[Finding]:
    """House rule: an addressee that the text asks by its name to report is given that duty, so that it is watched.

    Only sentences that begin with nothing but names are judged.
    """
    for order in view.orders:
        reporting = (passage for passage in order.passages if _tells_of_reporting(passage.folded))
        asking = [(passage, lead) for passage in reporting for lead in _leads(passage)]
        if not asking:
            continue
        concerned = _concerned(view, order)
        names = Names(_names(view, order))
        for passage, lead in asking:
            missing = [name for name, organ_ids in names.listed_in(lead) if concerned.isdisjoint(organ_ids)]
            if missing:
                yield _ASKED.broken(
                    order.place(passage.element),
                    f"{told(missing)} được nêu tên để báo cáo nhưng không có nhiệm vụ nào",
                    f"thêm một mục [[assignments]] với letter = \"{order.id}\" và 'assignees' là nơi đó",
                )


def _duties_beyond(order: OrderView) -> Iterator[Finding]:
    for draft in order.drafts:
        addressed = addressed_ids(draft)
        beyond = dict.fromkeys(duty.label for duty in draft.duties if duty.organ_id not in addressed)
        if beyond:
            yield _ASSIGNEE.broken(
                order.place("Kính gửi"),
                f"{told(list(beyond))} phải báo cáo nhưng không có trong Kính gửi",
                'thêm vào nơi nhận với role = "addressee"',
            )


def _left_out(view: PlanView, order: OrderView) -> set[str]:
    """Who was left out of a group on purpose, and the issuers, who do not write to themselves."""
    on = directory_of(view, order)
    excluded = {draft.key.organ_id for draft in order.drafts}
    for one in _order(view, order):
        for recipient in one.recipients:
            for reference in recipient.selector.exclude:
                try:
                    excluded.add(on.find(reference).id)
                except DirectoryError:
                    continue
    return excluded


def _order(view: PlanView, order: OrderView) -> Iterator[LetterOrder]:
    orders = (*view.campaign.letters, *(level.letter for level in view.campaign.levels))
    return (one for one in orders if one.id == order.id)


def _concerned(view: PlanView, order: OrderView) -> set[str]:
    """Everyone whom an assignment of this order concerns, with a deadline or without."""
    found = {duty.organ_id for draft in order.drafts for duty in draft.duties}
    return found.union(*(organ_ids for _, organ_ids in concerned_by(view, order)))


def _names(view: PlanView, order: OrderView) -> dict[str, frozenset[str]]:
    """Every way to name an addressee, with the organisations meant; who is outside the directory has no duty."""
    organisations = known(view, order)
    names: dict[str, frozenset[str]] = {}
    for draft in order.drafts:
        for one in addressees(draft):
            ids = frozenset(one.organ_ids)
            names[one.label] = names.get(one.label, frozenset()) | ids
            if len(ids) == 1:
                (organ_id,) = ids
                if organ_id in organisations:
                    names |= dict.fromkeys((organisations[organ_id].name, organisations[organ_id].short_name), ids)
    return {name: ids for name, ids in names.items() if ids}


def _tells_of_reporting(folded: str) -> bool:
    """Whether a pair of words is there that ends whatever the pattern finds."""
    return any(what in folded and any(f"{before} {what}" in folded for before in _BEFORE) for what in _REPORTED)


def _leads(passage: Passage) -> Iterator[str]:
    """What stands before "báo cáo kết quả" in a sentence, after "đề nghị" where it asks."""
    for sentence in _SENTENCES.split(passage.text):
        found = _REPORTS.search(sentence)
        if found:
            yield _ASKING.split(sentence[: found.start()])[-1][-_LONGEST_LIST:]


RULES: tuple[PlanRule, ...] = (assignees_are_addressed, the_named_have_a_duty)
