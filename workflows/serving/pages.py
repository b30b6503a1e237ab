"""The start page and the boards, drawn from the database each time they are opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vanban.desk.site import Page
from vanban.desk.start_page import start_page
from vanban.domain.approval import PlanRecord
from vanban.domain.errors import VanbanError
from vanban.store.board_rows import CampaignCount
from vanban.usecases.deadline_board import campaigns_overview, deadline_board
from vanban.usecases.describe_board import issuer_names
from vanban.usecases.draw_board import board_page
from vanban.usecases.list_plans import PlanState, list_plans
from workflows.office import Office, occasion
from workflows.screens.board_screen import BOARD, board_links
from workflows.screens.flow_names import LETTER, PLAN, REPORT, TITLES
from workflows.screens.keys import page_key
from workflows.screens.links import form_address, page_address, screen_address
from workflows.screens.plan_screen import plan_key, plan_links

_OPEN = {PlanState.WAITING, PlanState.REFUSED, PlanState.APPROVED, PlanState.ISSUING}


def pages(where: Office) -> Mapping[str, Page]:
    """The pages by the first part of their address: the start page and ``bang/<campaign>?ngay=2024-12-17``."""

    def start(rest: str, _query: Mapping[str, str]) -> str | None:
        return None if rest else _start(where)

    def board(campaign: str, query: Mapping[str, str]) -> str | None:
        try:
            day = date.fromisoformat(query["ngay"]) if "ngay" in query else occasion("").today
            made = deadline_board(where.store(), campaign, day)
        except (VanbanError, ValueError):
            return None
        return board_page(made, issuer_names(made, where.people())).decode()

    return {"": start, "bang": board}


def _start(where: Office) -> str:
    today, database = occasion("").today, where.store()
    known = {
        PLAN: {"date": today.isoformat()},
        LETTER: {"date": today.isoformat()},
        REPORT: {"as_of": today.isoformat()},
    }
    steps = {TITLES[flow].partition(". ")[2]: form_address(flow, filled) for flow, filled in known.items()}
    return start_page(
        today,
        steps={**steps, "Mọi việc và lượt chạy (Prefect)": f"{screen_address()}/v2/deployments"},
        campaigns=campaigns_overview(database, today),
        waiting=[one for one in list_plans(database) if one.state in _OPEN],
        links_of=lambda one: _links(where, one),
        links_of_plan=_plan_links,
    )


def _links(where: Office, one: CampaignCount) -> Mapping[str, str]:
    board = {"bảng theo dõi": page_address(page_key(BOARD, one.campaign_id))}
    return {name: address for name, address in {**board, **board_links(where, one.campaign_id)}.items() if address}


def _plan_links(record: PlanRecord) -> Mapping[str, str]:
    return {"kế hoạch": page_address(plan_key(record.id)), **plan_links(record)}
