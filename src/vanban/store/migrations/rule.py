"""A rule that the database itself keeps, said once and written for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """``event`` on ``table`` is refused with ``message`` when ``refused_if`` holds (always when empty)."""

    name: str
    table: str
    event: str
    message: str
    refused_if: str = ""


def statements(rules: Iterable[Rule], dialect: str) -> tuple[str, ...]:
    """The statements that set up every rule in the given database."""
    if dialect == "sqlite":
        return tuple(_sqlite(rule) for rule in rules)
    return tuple(statement for rule in rules for statement in _postgresql(rule))


def _sqlite(rule: Rule) -> str:
    when = f" WHEN {rule.refused_if}" if rule.refused_if else ""
    return (
        f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table} FOR EACH ROW{when}"
        f" BEGIN SELECT RAISE(ABORT, '{rule.message}'); END"
    )


def _postgresql(rule: Rule) -> tuple[str, str]:
    refuse = f"RAISE EXCEPTION '{rule.message}' USING ERRCODE = 'integrity_constraint_violation';"
    body = f"IF {rule.refused_if} THEN {refuse} END IF;" if rule.refused_if else refuse
    result = "OLD" if rule.event == "DELETE" else "NEW"
    return (
        f"CREATE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN {result}; END $$",
        f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table} FOR EACH ROW EXECUTE FUNCTION {rule.name}()",
    )
