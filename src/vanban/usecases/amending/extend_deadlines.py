"""A deadline put off, for one organisation or for all that owe the report under a letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vanban.directory.directory import Directory
from vanban.domain.dates.occasion import Occasion
from vanban.domain.duties.obligation import Obligation
from vanban.domain.errors import IllegalTransition
from vanban.store.database import Database
from vanban.store.register.obligations import AlreadyReported, extend, obligations
from vanban.usecases.planning.recognise_organisations import recognise_organisations


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponement:
    """What is put off, until when and why; ``organ`` empty means everyone who owes it.

    ``issuer`` and ``organ`` are ids or names.
    """

    campaign_id: str
    letter_id: str
    issuer: str
    assignment: str
    organ: str
    due: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """What came of it: ``put_off`` with the deadlines before, and why others were refused.

    ``already`` had that deadline before, as when the same order is given again; ``reported`` are those of everyone
    who need no more time, for their report has come in.
    """

    put_off: tuple[Obligation, ...]
    already: tuple[Obligation, ...]
    refused: tuple[str, ...]
    reported: tuple[Obligation, ...] = ()


def extend_deadlines(order: Postponement, directory: Directory, database: Database, occasion: Occasion) -> Extended:
    """Puts deadlines off, each on record with its reason; one that is refused does not hold up the others.

    Raises:
        UnknownOrganisation: no such issuer, or nobody of that name owes the report.
        IllegalTransition: no such letter or assignment, or no reason.
    """
    if not order.reason.strip():
        raise IllegalTransition("Gia hạn báo cáo phải ghi rõ lý do → Thêm --reason.")
    put_off, already, refused, reported = [], [], [], []
    for held in _meant(order, directory, database):
        if held.extensions and held.due_now == order.due and held.extensions[-1].reason == order.reason:
            already.append(held)
            continue
        try:
            extend(database, held.key, due=order.due, reason=order.reason, now=occasion.now, actor=occasion.actor)
        except IllegalTransition as error:
            if isinstance(error, AlreadyReported) and not order.organ:
                reported.append(held)
            else:
                refused.append(error.message)
        else:
            put_off.append(held)
    return Extended(put_off=tuple(put_off), already=tuple(already), refused=tuple(refused), reported=tuple(reported))


def _meant(order: Postponement, directory: Directory, database: Database) -> list[Obligation]:
    given = list(obligations(database, campaign_id=order.campaign_id))
    held = [one for one in given if one.key.letter.letter_id == order.letter_id]
    if not held:
        letters = ", ".join(sorted({one.key.letter.letter_id for one in given})) or "chưa có văn bản nào giao báo cáo"
        raise IllegalTransition(
            f"Văn bản '{order.letter_id}' của đợt '{order.campaign_id}' không giao báo cáo nào → Chọn trong: {letters}."
        )
    asking = recognise_organisations(order.issuer, {one.issuer_id for one in held}, directory)
    held = [one for one in held if one.issuer_id in asking]
    of_assignment = [one for one in held if one.key.assignment == order.assignment]
    if not of_assignment:
        known = ", ".join(sorted({one.key.assignment for one in held}))
        raise IllegalTransition(f"Văn bản này không có nhiệm vụ '{order.assignment}' → Chọn trong: {known}.")
    if not order.organ:
        return of_assignment
    owing = recognise_organisations(order.organ, {one.key.organ_id for one in of_assignment}, directory)
    return [one for one in of_assignment if one.key.organ_id in owing]
