"""Whom the assignments of an order concern."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.compliance.plan_rules.plan_view import OrderView, PlanView, addressed_ids, addressees
from vanban.directory.directory_on import DirectoryOn
from vanban.directory.errors import DirectoryError
from vanban.domain.assignment import Assignment
from vanban.domain.organisation import Organisation


def directory_of(view: PlanView, order: OrderView) -> DirectoryOn:
    """Who is who on the day of an order's letters."""
    return view.on(order.first.letter.issued_on.last_possible)


def known(view: PlanView, order: OrderView) -> dict[str, Organisation]:
    """The organisations of that day by their ids."""
    return {one.id: one for one in directory_of(view, order).organisations}


def meant(view: PlanView, order: OrderView, reference: str) -> tuple[str, ...]:
    """The organisations that an assignee names: by the line printed for them, by id or name, or by group."""
    printed = {one.label: one.organ_ids for draft in order.drafts for one in addressees(draft)}
    if reference in printed:
        return printed[reference]
    on = directory_of(view, order)
    try:
        return (on.find(reference).id,)
    except DirectoryError:
        pass
    try:
        return tuple(one.id for one in on.members(reference))
    except DirectoryError:
        return ()


def concerned_by(view: PlanView, order: OrderView) -> Iterator[tuple[Assignment, set[str]]]:
    """Every assignment that an order gives, with the addressees that it concerns: all of them where it names none."""
    everyone = {organ_id for draft in order.drafts for organ_id in addressed_ids(draft)}
    for assignment in view.given(order):
        if assignment.letter_id != order.id or not assignment.assignees:
            yield assignment, everyone
        else:
            named = {organ_id for reference in assignment.assignees for organ_id in meant(view, order, reference)}
            yield assignment, named & everyone
