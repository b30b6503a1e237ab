"""The flow of every morning: boards rewritten, and an event for each unit that a day has made late or nearly so."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from vanban.domain.dates.occasion import Occasion
from vanban.store.database import Database
from vanban.store.reporting.notices import mark_sent, record_sweep, unsent
from vanban.usecases.watching.standing_notices import standing_notices
from vanban.usecases.watching.tracked_campaigns import tracked_campaigns
from workflows.forms.checking import checked
from workflows.forms.sweep_form import SweepForm
from workflows.office import Office, occasion, office
from workflows.running.campaign_round import LEFT, campaign_round
from workflows.running.outcome import actor, run_title, told
from workflows.screens.board_screen import leave_board
from workflows.screens.events import emit
from workflows.screens.flow_names import TRACK

_PAGE = "theo-doi-thoi-han"
_HEAD = "Chưa theo dõi được"


@flow(name=TRACK, flow_run_name=run_title("Theo dõi thời hạn", "campaign"), validate_parameters=False)
def track_deadlines_flow(request: SweepForm = SweepForm()) -> int | State[Any]:  # noqa: B008  # frozen
    """Theo dõi thời hạn: viết lại bảng theo dõi và báo sự kiện sắp đến hạn, quá hạn, đã báo cáo."""
    return told(lambda: _track(checked(SweepForm, request)), key=_PAGE, head=_HEAD, left=LEFT)


def _track(asked: SweepForm) -> int:
    """How many events went out."""
    where, at = office(), occasion(actor(asked))
    database = where.store()
    watched = tracked_campaigns(database, at.today, asked.campaign)
    sent = campaign_round(watched, lambda one: _look_at(one, where, database, at), page=_PAGE, head=_HEAD)
    if not asked.campaign:
        record_sweep(database, at.today, now=at.now, actor=at.actor)
    return sent


def _look_at(campaign: str, where: Office, database: Database, at: Occasion) -> int:
    board = leave_board(where, database, campaign, at.today)
    new = unsent(database, standing_notices(board))
    emit(campaign, new, {row.obligation.key: row.obligation.label for row in board.rows})
    # Marked only now: an event that goes out twice is better than one that never does.
    mark_sent(database, new, now=at.now, actor=at.actor)
    return len(new)
