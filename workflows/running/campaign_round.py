"""A round over campaigns, in which one that is refused holds up no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from vanban.domain.errors import StoreUnavailable, VanbanError
from workflows.pages.findings_pages import refusal_page
from workflows.screens.artifacts import leave_page
from workflows.screens.keys import page_key

LEFT = "Những đợt khác vẫn được làm. Chạy lại thì làm tiếp, không gửi trùng."


def campaign_round(campaigns: Iterable[str], work: Callable[[str], int], *, page: str, head: str) -> int:
    """Does the work for every campaign and adds up what it comes to.

    Args:
        campaigns: their ids.
        work: what is done for one.
        page: the page of a campaign on which its refusal is told.
        head: the heading of that page.

    Raises:
        StoreUnavailable: at once, for no campaign can do without the database.
        VanbanError: once the round is over, with everything that was refused.
    """
    done, refused = 0, []
    for campaign in campaigns:
        try:
            done += work(campaign)
        except StoreUnavailable:
            raise
        except VanbanError as error:
            leave_page(page_key(page, campaign), refusal_page(head, LEFT, error))
            refused.append(f"{campaign}: {error.message}")
    if refused:
        raise VanbanError("\n".join(refused))
    return done
