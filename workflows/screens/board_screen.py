"""The pages of a campaign's board with Prefect, each under a key that never changes."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from vanban.domain.campaigns.reporting import ReportingPlan
from vanban.domain.duties.board import Board, BoardRow
from vanban.store.database import Database
from vanban.store.reporting.reporting_plans import reporting_plan_of
from vanban.usecases.watching.deadline_board import deadline_board
from vanban.usecases.watching.describe_board import heading, issuer_names, progress_by_level, progress_line
from workflows.office import Office
from workflows.pages.board_pages import board_page, pressing_table
from workflows.pages.markdown import link
from workflows.screens.artifacts import leave_page, leave_progress, leave_table
from workflows.screens.flow_names import CONSOLIDATE, EXTEND, REPORT
from workflows.screens.keys import page_key
from workflows.screens.launch_screen import launch_key
from workflows.screens.links import form_address, known_pages, page_address

BOARD, PRESSING, PROGRESS = "bang-theo-doi", "qua-han", "tien-do"
FULL_BOARD = "bảng đầy đủ (in được)"


def leave_board(where: Office, database: Database, campaign: str, day: date) -> Board:
    """Rewrites the pages of a campaign as it stands on a day, and returns the board."""
    board = deadline_board(database, campaign, day)
    plan = reporting_plan_of(database, campaign)
    names = issuer_names(board, where.people())
    links = board_links(where, campaign, is_open=board.closed_on is None)
    page = board_page(board, names, links, lambda row: report_form(row, plan, day))
    leave_page(page_key(BOARD, campaign), page)
    told = f"{heading(board)} · {link('bảng theo dõi', page_address(page_key(BOARD, campaign)))}"
    leave_table(page_key(PRESSING, campaign), pressing_table(board), told)
    for level in progress_by_level(board):
        percent = 100 * level.reported / level.expected if level.expected else 100
        leave_progress(page_key(f"{PROGRESS}-cap-{level.level}", campaign), percent, progress_line(level))
    return board


def board_links(where: Office, campaign: str, *, is_open: bool) -> dict[str, str]:
    """Where else a campaign that asks for reports is seen and worked on; an empty address where it is not."""
    return {
        FULL_BOARD: f"{where.site}{full_board_path(campaign)}" if where.site else "",
        **letter_links(campaign),
        "bảng quá hạn": page_address(page_key(PRESSING, campaign)),
        "gia hạn": form_address(EXTEND, {"campaign": campaign}) if is_open else "",
        "tổng hợp báo cáo": form_address(CONSOLIDATE, {"campaign": campaign}),
    }


def full_board_path(campaign: str) -> str:
    """Where the office's own site shows a campaign, every unit of it."""
    return f"/bang/{quote(campaign, safe='')}"


def letter_links(campaign: str) -> dict[str, str]:
    """The page of the letters, which is left only where a flow issued them."""
    key = launch_key(campaign)
    return {"văn bản của đợt": page_address(key) if key in known_pages([key]) else ""}


def report_form(row: BoardRow, plan: ReportingPlan | None, day: date) -> str:
    """The form of a unit's report with everything but the figures filled in."""
    key = row.obligation.key
    form = None if plan is None else next((one for one in plan.forms if one.assignment == key.assignment), None)
    asked = {
        "campaign": key.letter.campaign_id,
        "organ": key.organ_id,
        "assignment": key.assignment,
        "as_of": day.isoformat(),
        "figures": [
            {"figure": one.key, "label": f"{one.label} ({one.unit})", "value": ""}
            for one in (form.figures if form else ())
        ],
    }
    return form_address(REPORT, asked)
