"""Whom the assignments of an order concern."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from vanban.compliance.plan_rules.plan_view import OrderView, PlanView
from vanban.directory.directory_on import DirectoryOn
from vanban.domain.duties.assignment import Assignment
from vanban.domain.organisation import Organisation


def directory_of(view: PlanView, order: OrderView) -> DirectoryOn:
    """Who is who on the day of an order's letters."""
    return view.on(order.first.letter.issued_on.last_possible)


def known(view: PlanView, order: OrderView) -> Mapping[str, Organisation]:
    """The organisations of that day by their ids."""
    return directory_of(view, order).by_id


def meant(view: PlanView, order: OrderView, reference: str) -> Collection[str]:
    """The organisations that an assignee names: by the line printed for them, by id or name, or by group."""
    if reference in order.printed:
        return order.printed[reference]
    return directory_of(view, order).meant_by(reference)


def concerned_by(view: PlanView, order: OrderView) -> Iterator[tuple[Assignment, frozenset[str]]]:
    """Every assignment that an order gives, with the addressees that it concerns: all of them where it names none."""
    for assignment in view.given(order):
        if assignment.letter_id != order.id or not assignment.assignees:
            yield assignment, order.addressed
        else:
            named = {organ_id for reference in assignment.assignees for organ_id in meant(view, order, reference)}
            yield assignment, order.addressed & named
