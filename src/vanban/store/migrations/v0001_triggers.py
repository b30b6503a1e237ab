"""The rules of step 0001 that the database itself keeps, said once and written for SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """``event`` on ``table`` is refused with ``message`` when ``refused_if`` holds (always when empty)."""

    name: str
    table: str
    event: str
    message: str
    refused_if: str = ""


_RULES = (
    _Rule(
        name="entry_changes_state_once",
        table="register_entry",
        event="UPDATE",
        message="a register row changes once, from reserved to issued or void, and keeps its number",
        refused_if="NOT (OLD.state = 'reserved' AND NEW.state IN ('issued', 'void') AND NEW.id = OLD.id"
        " AND NEW.organ_id = OLD.organ_id AND NEW.series = OLD.series AND NEW.year = OLD.year"
        " AND NEW.code_number = OLD.code_number AND NEW.code_notation = OLD.code_notation)",
    ),
    _Rule(
        name="entry_stays",
        table="register_entry",
        event="DELETE",
        message="a register row is never deleted",
    ),
    _Rule(
        # SQLite's INSERT OR REPLACE deletes the older row without asking its DELETE trigger.
        name="entry_is_not_replaced",
        table="register_entry",
        event="INSERT",
        message="a register row starts as reserved or issued, under a number that nobody has",
        refused_if="NEW.state = 'void' OR EXISTS (SELECT 1 FROM register_entry AS other WHERE other.id = NEW.id"
        " OR (other.organ_id = NEW.organ_id AND other.series = NEW.series AND other.year = NEW.year"
        " AND other.code_number = NEW.code_number) OR (other.campaign_id = NEW.campaign_id"
        " AND other.letter_id = NEW.letter_id AND other.organ_id = NEW.organ_id))",
    ),
    _Rule(
        name="series_counts_up",
        table="register_series",
        event="UPDATE",
        message="a series that has given a number only counts up",
        refused_if="(NEW.last_number < OLD.last_number OR NEW.paper_last_number <> OLD.paper_last_number"
        " OR NEW.organ_id <> OLD.organ_id OR NEW.series <> OLD.series OR NEW.year <> OLD.year)"
        " AND EXISTS (SELECT 1 FROM register_entry AS entry WHERE entry.organ_id = OLD.organ_id"
        " AND entry.series = OLD.series AND entry.year = OLD.year)",
    ),
    _Rule(
        name="recipient_stays_as_written",
        table="entry_recipient",
        event="UPDATE",
        message="recipients of an issued document never change",
    ),
    _Rule(
        name="recipient_stays",
        table="entry_recipient",
        event="DELETE",
        message="recipients of an issued document are never deleted",
    ),
    _Rule(
        name="recipient_is_not_replaced",
        table="entry_recipient",
        event="INSERT",
        message="recipients of an issued document are never replaced",
        refused_if="EXISTS (SELECT 1 FROM entry_recipient AS other"
        " WHERE other.entry_id = NEW.entry_id AND other.position = NEW.position)",
    ),
    _Rule(
        name="rendition_stays_as_written",
        table="rendition",
        event="UPDATE",
        message="a recorded rendition never changes",
    ),
    _Rule(
        name="rendition_stays",
        table="rendition",
        event="DELETE",
        message="a recorded rendition is never deleted",
    ),
    _Rule(
        name="rendition_is_not_replaced",
        table="rendition",
        event="INSERT",
        message="a recorded rendition is never replaced",
        refused_if="EXISTS (SELECT 1 FROM rendition AS other"
        " WHERE other.entry_id = NEW.entry_id AND other.kind = NEW.kind)",
    ),
    _Rule(
        name="audit_stays_as_written",
        table="audit_entry",
        event="UPDATE",
        message="an audit entry never changes",
    ),
    _Rule(
        name="audit_stays",
        table="audit_entry",
        event="DELETE",
        message="an audit entry is never deleted",
    ),
    _Rule(
        name="audit_follows_the_last",
        table="audit_entry",
        event="INSERT",
        message="an audit entry follows the last one",
        refused_if="NEW.seq <> 1 + (SELECT COALESCE(MAX(seq), 0) FROM audit_entry)"
        " OR NEW.previous_hash <> COALESCE((SELECT entry_hash FROM audit_entry WHERE seq = NEW.seq - 1), '')",
    ),
)


def statements(dialect: str) -> tuple[str, ...]:
    """The statements that set up every rule in the given database."""
    if dialect == "sqlite":
        return tuple(_sqlite(rule) for rule in _RULES)
    return tuple(statement for rule in _RULES for statement in _postgresql(rule))


def _sqlite(rule: _Rule) -> str:
    when = f" WHEN {rule.refused_if}" if rule.refused_if else ""
    return (
        f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table} FOR EACH ROW{when}"
        f" BEGIN SELECT RAISE(ABORT, '{rule.message}'); END"
    )


def _postgresql(rule: _Rule) -> tuple[str, str]:
    refuse = f"RAISE EXCEPTION '{rule.message}' USING ERRCODE = 'integrity_constraint_violation';"
    body = f"IF {rule.refused_if} THEN {refuse} END IF;" if rule.refused_if else refuse
    result = "OLD" if rule.event == "DELETE" else "NEW"
    return (
        f"CREATE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN {result}; END $$",
        f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table} FOR EACH ROW EXECUTE FUNCTION {rule.name}()",
    )
