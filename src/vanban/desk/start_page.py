"""The start page: what is going on in every campaign, with links to whatever a clerk does next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from vanban.domain.campaigns.approval import Aspect
from vanban.domain.letters.wording import short_date
from vanban.rendering.filling import filled_page
from vanban.store.reporting.board_rows import CampaignCount
from vanban.usecases.approving.list_plans import PlanStanding

_TEMPLATE = "start.html.j2"
_ASPECTS = {Aspect.CONTENT: "nội dung", Aspect.FORMAT: "thể thức"}
Links = Mapping[str, str]
"""Addresses by what is found there, in the order in which they are shown."""


def start_page(
    day: date,
    *,
    steps: Links,
    campaigns: Iterable[CampaignCount],
    waiting: Iterable[PlanStanding],
    issued: Iterable[PlanStanding],
    links_of: Callable[[CampaignCount | PlanStanding], Links],
) -> str:
    """The page in HTML.

    Args:
        day: the day for which it stands.
        steps: the forms with which something begins.
        campaigns: how every campaign stands.
        waiting: plans that nobody has issued yet.
        issued: plans that were issued, the last one first.
        links_of: the pages and forms of a campaign or of a plan.
    """
    return filled_page(
        _TEMPLATE,
        day=short_date(day),
        steps=list(steps.items()),
        campaigns=[_campaign(one, links_of(one)) for one in campaigns],
        waiting=[_plan(one, links_of(one)) for one in waiting],
        issued=[_plan(one, links_of(one)) for one in issued],
    )


def _campaign(one: CampaignCount, links: Links) -> dict[str, object]:
    return {
        "title": one.title,
        "letters": one.letters,
        "reported": one.reported,
        "obligations": one.obligations,
        "overdue": one.overdue,
        "next_due": short_date(one.next_due) if one.next_due else "",
        "closed": short_date(one.closed_on) if one.closed_on else "",
        "links": list(links.items()),
    }


def _plan(one: PlanStanding, links: Links) -> dict[str, object]:
    return {
        "title": one.record.title,
        "day": short_date(one.record.day),
        "letters": one.record.letters,
        "missing": ", ".join(_lacking(one, aspect) for aspect in one.missing) or "phát hành",
        "links": list(links.items()),
    }


def _lacking(one: PlanStanding, aspect: Aspect) -> str:
    last = one.last(aspect)
    return f"duyệt {_ASPECTS[aspect]}" if last is None else f"{_ASPECTS[aspect]} không được duyệt: {last.reason}"
