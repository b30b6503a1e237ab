"""A rule that the database itself keeps, said once and written for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """``event`` on ``table`` is refused with ``message`` when ``refused_if`` holds (always when empty).

    ``or_replaced_if`` stands against SQLite's INSERT OR REPLACE, which deletes the older row without asking its DELETE
    trigger; elsewhere a second row is refused by the keys of the table. ``asked_once`` says the same as
    ``refused_if`` of all rows that a statement ``added``, which PostgreSQL then asks instead, once and not for each.
    """

    name: str
    table: str
    event: str
    message: str
    refused_if: str = ""
    or_replaced_if: str = ""
    asked_once: str = ""


def statements(rules: Iterable[Rule], dialect: str) -> tuple[str, ...]:
    """The statements that set up every rule in the given database."""
    if dialect == "sqlite":
        return tuple(_sqlite(rule) for rule in rules)
    return (_REFUSE, *(statement for rule in rules for statement in _postgresql(rule)))


def _sqlite(rule: Rule) -> str:
    condition = " OR ".join(part for part in (rule.refused_if, rule.or_replaced_if) if part)
    when = f" WHEN {condition}" if condition else ""
    return (
        f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table} FOR EACH ROW{when}"
        f" BEGIN SELECT RAISE(ABORT, '{rule.message}'); END"
    )


_CODE = "USING ERRCODE = 'integrity_constraint_violation'"
_REFUSE = (
    "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] {_CODE}; END $$"
)


def _postgresql(rule: Rule) -> Iterator[str]:
    if rule.or_replaced_if and not rule.refused_if:
        return
    if rule.asked_once:
        yield from _once(rule)
        return
    head = f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table} FOR EACH ROW"
    if "SELECT" in rule.refused_if:
        # The condition of a trigger may not ask other rows, a function may.
        result = "OLD" if rule.event == "DELETE" else "NEW"
        body = f"IF {rule.refused_if} THEN RAISE EXCEPTION '{rule.message}' {_CODE}; END IF; RETURN {result};"
        yield f"CREATE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
        yield f"{head} EXECUTE FUNCTION {rule.name}()"
        return
    when = f" WHEN ({rule.refused_if})" if rule.refused_if else ""
    yield f"{head}{when} EXECUTE FUNCTION refuse('{rule.message}')"
    if rule.event == "DELETE":
        # TRUNCATE asks no trigger for rows.
        yield (
            f"CREATE TRIGGER {rule.name}_all BEFORE TRUNCATE ON {rule.table} FOR EACH STATEMENT"
            f" EXECUTE FUNCTION refuse('{rule.message}')"
        )


def _once(rule: Rule) -> Iterator[str]:
    body = f"IF {rule.asked_once} THEN RAISE EXCEPTION '{rule.message}' {_CODE}; END IF; RETURN NULL;"
    yield f"CREATE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    yield (
        f"CREATE TRIGGER {rule.name} AFTER {rule.event} ON {rule.table} REFERENCING NEW TABLE AS added"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {rule.name}()"
    )
