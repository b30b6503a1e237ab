"""The links of a campaign, its texts and its QR codes against each other."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.compliance.links_in_letter import host, normal_link
from vanban.compliance.plan_rules.plan_view import PlanRule, PlanView, house_rule, told
from vanban.domain.judging.finding import Finding, Severity

_QR = house_rule("QR_LINK", Severity.WARNING, "mã QR và đường dẫn của cùng một phiếu phải dẫn đến một nơi")
_UNUSED = house_rule(
    "UNUSED_LINK", Severity.INFO, "đường dẫn khai báo mà không dùng thường là còn sót hoặc gõ nhầm khóa"
)


def a_code_leads_where_the_text_leads(view: PlanView) -> Iterator[Finding]:
    """House rule: the one QR code of a letter holds a link that its text gives too.

    A code for a link of the campaign may stand alone while the text leads to other sites.
    """
    stated = {normal_link(link) for link in view.campaign.links.values()}
    for order in view.orders:
        if len(order.qr_links) != 1 or not order.links or order.qr_links <= order.links:
            continue
        (code,) = order.qr_links
        if code in stated and host(code) not in {host(link) for link in order.links}:
            continue
        yield _QR.broken(
            order.place("mã QR"),
            f"mã QR dẫn đến {code}, còn nội dung ghi {told(sorted(order.links))}",
            "dùng cùng một khóa của [links] cho đường dẫn và mã QR",
        )


def stated_links_are_used(view: PlanView) -> Iterator[Finding]:
    """House rule: what [links] states is used by some letter."""
    used = {link for order in view.orders for link in (*order.links, *order.qr_links)}
    for key, link in view.campaign.links.items():
        bare = normal_link(link)
        if bare in used or not view.orders:
            continue
        if not any(link in passage.text for order in view.orders for passage in order.passages):
            yield _UNUSED.broken(
                f"links.{key}",
                f"không văn bản nào dùng {link}",
                f"dùng {{{{ links.{key} }}}} trong nội dung, hoặc xóa khóa này",
            )


RULES: tuple[PlanRule, ...] = (a_code_leads_where_the_text_leads, stated_links_are_used)
