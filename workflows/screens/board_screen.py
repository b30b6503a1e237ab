"""The pages of a campaign's board with Prefect, each under a key that never changes."""

from __future__ import annotations

from datetime import date

from vanban.domain.board import Board, BoardRow
from vanban.domain.reporting import ReportingPlan
from vanban.store.database import Database
from vanban.store.reporting_plans import reporting_plan_of
from vanban.usecases.deadline_board import deadline_board
from vanban.usecases.describe_board import heading, issuer_names, progress_by_level, progress_line
from workflows.office import Office
from workflows.pages.board_pages import board_page, pressing_table
from workflows.pages.markdown import link
from workflows.screens.artifacts import leave_page, leave_progress, leave_table
from workflows.screens.flow_names import CONSOLIDATE, EXTEND, REPORT
from workflows.screens.keys import page_key
from workflows.screens.links import form_address, page_address

BOARD, PRESSING, PROGRESS = "bang-theo-doi", "qua-han", "tien-do"


def leave_board(where: Office, database: Database, campaign: str, day: date) -> Board:
    """Rewrites the pages of a campaign as it stands on a day, and returns the board."""
    board = deadline_board(database, campaign, day)
    plan = reporting_plan_of(database, campaign)
    names = issuer_names(board, where.people())
    page = board_page(board, names, board_links(where, campaign), lambda row: report_form(row, plan, day))
    leave_page(page_key(BOARD, campaign), page)
    told = f"{heading(board)} · {link('bảng theo dõi', page_address(page_key(BOARD, campaign)))}"
    leave_table(page_key(PRESSING, campaign), pressing_table(board), told)
    for level in progress_by_level(board):
        percent = 100 * level.reported / level.expected if level.expected else 100
        leave_progress(page_key(f"{PROGRESS}-cap-{level.level}", campaign), percent, progress_line(level))
    return board


def board_links(where: Office, campaign: str) -> dict[str, str]:
    """Where else a campaign is seen and worked on."""
    return {
        "bảng đầy đủ (in được)": f"{where.site}/bang/{campaign}" if where.site else "",
        "văn bản của đợt": page_address(page_key("phat-hanh", campaign)),
        "bảng quá hạn": page_address(page_key(PRESSING, campaign)),
        "gia hạn": form_address(EXTEND, {"campaign": campaign}),
        "tổng hợp báo cáo": form_address(CONSOLIDATE, {"campaign": campaign}),
    }


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
