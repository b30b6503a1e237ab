"""The start page and the boards, drawn from the database each time they are opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vanban.desk.site import Page
from vanban.desk.start_page import start_page
from vanban.domain.errors import InvalidInput
from vanban.store.reporting.board_rows import CampaignCount
from vanban.usecases.approving.list_plans import PlanStanding, PlanState, list_plans
from vanban.usecases.watching.deadline_board import campaigns_overview, deadline_board
from vanban.usecases.watching.describe_board import issuer_names
from vanban.usecases.watching.draw_board import board_page
from workflows.office import Office, occasion
from workflows.screens.board_screen import BOARD, FULL_BOARD, board_links, full_board_path, letter_links
from workflows.screens.flow_names import LETTER, PLAN, REPORT, TITLES
from workflows.screens.keys import page_key
from workflows.screens.launch_screen import launch_name
from workflows.screens.links import form_address, known_pages, page_address, screen_address
from workflows.screens.plan_screen import plan_key, plan_links
from workflows.serving.waiting_plans import issued_plans, waiting_plans

_DAY_FIELDS = {PLAN: "date", LETTER: "date", REPORT: "as_of"}


def pages(where: Office) -> Mapping[str, Page]:
    """The pages by the first part of their address: the start page and ``bang/<campaign>?ngay=2024-12-17``."""

    def start(rest: str, _query: Mapping[str, str]) -> str | None:
        return None if rest else _start(where)

    def board(campaign: str, query: Mapping[str, str]) -> str | None:
        today = occasion("").today
        try:
            day = date.fromisoformat(query.get("ngay", today.isoformat()))
            made = deadline_board(where.store(), campaign, day)
        except (ValueError, InvalidInput):  # no day, no such campaign
            return None
        return board_page(made, issuer_names(made, where.people())).decode()

    return {"": start, "bang": board}


def _start(where: Office) -> str:
    today, database = occasion("").today, where.store()
    plans, day = list_plans(database), today.isoformat()
    steps = {TITLES[flow].partition(". ")[2]: form_address(flow, {name: day}) for flow, name in _DAY_FIELDS.items()}
    if screen_address():
        steps["Mọi việc và lượt chạy (Prefect)"] = f"{screen_address()}/v2/deployments"
    return start_page(
        today,
        steps=_found(steps),
        campaigns=campaigns_overview(database, today),
        waiting=waiting_plans(plans),
        issued=issued_plans(plans),
        links_of=lambda one: _found(_plan_links(one) if isinstance(one, PlanStanding) else _links(where, one)),
    )


def _links(where: Office, one: CampaignCount) -> Mapping[str, str]:
    if not one.obligations:
        return letter_links(one.campaign_id)
    board = page_key(BOARD, one.campaign_id)
    first = {"bảng theo dõi": page_address(board) if board in known_pages([board]) else ""}
    links = board_links(where, one.campaign_id, is_open=one.closed_on is None)
    return {**first, **links, FULL_BOARD: full_board_path(one.campaign_id)}  # of this very site


def _plan_links(one: PlanStanding) -> Mapping[str, str]:
    if one.state is PlanState.ISSUED:
        return letter_links(launch_name(one.record))
    return {"kế hoạch": page_address(plan_key(one.record.id)), **plan_links(one.record)}


def _found(links: Mapping[str, str]) -> Mapping[str, str]:
    return {name: address for name, address in links.items() if address}
