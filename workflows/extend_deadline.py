"""The flow that puts a deadline off, with its reason on record."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from vanban.domain.errors import IllegalTransition
from vanban.usecases.amending.extend_deadlines import Postponement, extend_deadlines
from workflows.forms.checking import checked, given
from workflows.forms.extension_form import ExtensionForm
from workflows.office import occasion, office
from workflows.pages.extension_pages import extension_page
from workflows.running.outcome import actor, run_title, told
from workflows.screens.artifacts import leave_page
from workflows.screens.board_screen import BOARD, leave_board
from workflows.screens.flow_names import EXTEND
from workflows.screens.keys import page_key
from workflows.screens.links import page_address

_PAGE = "gia-han"


@flow(name=EXTEND, flow_run_name=run_title("Gia hạn", "campaign", "organ", "due"), validate_parameters=False)
def extend_deadline_flow(request: ExtensionForm) -> int | State[Any]:
    """Gia hạn báo cáo cho một đơn vị hoặc cho mọi đơn vị của một văn bản; hạn cũ và lý do được lưu."""
    key = page_key(_PAGE, given(request, "campaign"))
    return told(lambda: _extend(checked(ExtensionForm, request), key), key=key, head="Chưa gia hạn")


def _extend(asked: ExtensionForm, key: str) -> int:
    """How many deadlines were put off."""
    where, at = office(), occasion(actor(asked))
    database = where.store()
    order = Postponement(
        campaign_id=asked.campaign,
        letter_id=asked.letter,
        issuer=asked.issuer,
        assignment=asked.assignment,
        organ=asked.organ,
        due=asked.due,
        reason=asked.reason,
    )
    done = extend_deadlines(order, where.people(), database, at)
    if done.refused and not (done.put_off or done.already):
        raise IllegalTransition("\n".join(done.refused))
    leave_board(where, database, asked.campaign, at.today)
    leave_page(key, extension_page(done, asked.due, page_address(page_key(BOARD, asked.campaign))))
    return len(done.put_off)
