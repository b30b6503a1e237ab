"""The rules of step 0002 that the database itself keeps."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.store.migrations.rule import Rule

_NOT_BELOW = (
    "(NEW.state = 'issued' AND NEW.level IS NULL) OR (NEW.above_id IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM register_entry AS upper_entry WHERE upper_entry.id = NEW.above_id"
    " AND upper_entry.state = 'issued' AND COALESCE(upper_entry.level, 1) < NEW.level))"
)
_INCOMING_IN_USE = (
    "EXISTS (SELECT 1 FROM incoming_entry AS entry WHERE entry.organ_id = ROW.organ_id AND entry.year = ROW.year)"
)


def _stays(name: str, table: str, what: str) -> Iterator[Rule]:
    yield Rule(name=f"{name}_stays_as_written", table=table, event="UPDATE", message=f"{what} never changes")
    yield Rule(name=f"{name}_stays", table=table, event="DELETE", message=f"{what} is never deleted")


RULES = (
    Rule(
        name="entry_stands_below_when_numbered",
        table="register_entry",
        event="INSERT",
        message="an issued letter has a level, below that of the issued letter that it relays",
        refused_if=_NOT_BELOW,
        asked_once="EXISTS (SELECT 1 FROM added WHERE (added.state = 'issued' AND added.level IS NULL)"
        " OR (added.above_id IS NOT NULL AND (SELECT upper_entry.id FROM register_entry AS upper_entry"
        " WHERE upper_entry.id = added.above_id AND upper_entry.state = 'issued'"
        " AND COALESCE(upper_entry.level, 1) < added.level) IS NULL))",
    ),
    Rule(
        name="entry_stands_below_when_reservation_is_used",
        table="register_entry",
        event="UPDATE",
        message="an issued letter has a level, below that of the issued letter that it relays",
        refused_if=_NOT_BELOW,
    ),
    *_stays("obligation", "obligation", "an obligation"),
    Rule(
        name="obligation_is_not_replaced",
        table="obligation",
        event="INSERT",
        message="an obligation is never replaced",
        or_replaced_if="EXISTS (SELECT 1 FROM obligation AS other WHERE other.id = NEW.id"
        " OR (other.entry_id = NEW.entry_id AND other.assignment = NEW.assignment"
        " AND other.organ_id = NEW.organ_id))",
    ),
    Rule(
        name="obligation_fits_its_letter",
        table="obligation",
        event="INSERT",
        message="an obligation comes from an issued letter and feeds that of its issuer from the letter above",
        refused_if="NOT EXISTS (SELECT 1 FROM register_entry AS entry"
        " WHERE entry.id = NEW.entry_id AND entry.state = 'issued')"
        " OR (NEW.feeds_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM obligation AS upper_one"
        " JOIN register_entry AS entry ON entry.id = NEW.entry_id WHERE upper_one.id = NEW.feeds_id"
        " AND upper_one.entry_id = entry.above_id AND upper_one.assignment = NEW.assignment"
        " AND upper_one.organ_id = entry.organ_id))",
        # Subqueries for a value and no joins: the planner then looks into the index for each, however few rows there
        # were when it made its plan.
        asked_once="EXISTS (SELECT 1 FROM added WHERE"
        " COALESCE((SELECT state FROM register_entry AS entry WHERE entry.id = added.entry_id), '') <> 'issued'"
        " OR (added.feeds_id IS NOT NULL AND (SELECT upper_one.id FROM obligation AS upper_one"
        " JOIN register_entry AS entry ON entry.id = added.entry_id WHERE upper_one.id = added.feeds_id"
        " AND upper_one.entry_id = entry.above_id AND upper_one.assignment = added.assignment"
        " AND upper_one.organ_id = entry.organ_id) IS NULL))",
    ),
    *_stays("extension", "obligation_extension", "an extension"),
    Rule(
        name="extension_follows_the_last",
        table="obligation_extension",
        event="INSERT",
        message="an extension follows the last one, and its deadline is later",
        refused_if="NEW.position <> 1 + (SELECT COALESCE(MAX(position), 0) FROM obligation_extension"
        " WHERE obligation_id = NEW.obligation_id)"
        " OR NEW.due_on <= COALESCE((SELECT MAX(due_on) FROM obligation_extension"
        " WHERE obligation_id = NEW.obligation_id),"
        " (SELECT due_on FROM obligation WHERE id = NEW.obligation_id))",
    ),
    *_stays("incoming", "incoming_entry", "an incoming document"),
    Rule(
        name="incoming_follows_the_last",
        table="incoming_entry",
        event="INSERT",
        message="an incoming document has the number after the last one, and arrives no earlier",
        refused_if="NEW.arrival_number <> 1 + COALESCE((SELECT MAX(arrival_number) FROM incoming_entry AS entry"
        " WHERE entry.organ_id = NEW.organ_id AND entry.year = NEW.year),"
        " (SELECT paper_last_number FROM incoming_series AS series"
        " WHERE series.organ_id = NEW.organ_id AND series.year = NEW.year), 0)"
        " OR NEW.arrival_date < (SELECT MAX(arrival_date) FROM incoming_entry AS entry"
        " WHERE entry.organ_id = NEW.organ_id AND entry.year = NEW.year)",
    ),
    Rule(
        name="incoming_is_not_twice",
        table="incoming_entry",
        event="INSERT",
        message="an incoming document is registered once",
        refused_if="EXISTS (SELECT 1 FROM incoming_entry AS other WHERE other.id = NEW.id"
        " OR (other.organ_id = NEW.organ_id AND other.code = NEW.code AND other.code <> ''"
        " AND other.author = NEW.author AND other.issued_date = NEW.issued_date))",
    ),
    Rule(
        name="incoming_series_stays_as_opened",
        table="incoming_series",
        event="UPDATE",
        message="an incoming series that has given a number never changes",
        refused_if=_INCOMING_IN_USE.replace("ROW", "OLD"),
    ),
    Rule(
        name="incoming_series_stays",
        table="incoming_series",
        event="DELETE",
        message="an incoming series that has given a number is never deleted",
        refused_if=_INCOMING_IN_USE.replace("ROW", "OLD"),
    ),
    Rule(
        name="incoming_series_opens_first",
        table="incoming_series",
        event="INSERT",
        message="an incoming series is opened before its first number",
        refused_if=_INCOMING_IN_USE.replace("ROW", "NEW"),
    ),
    *_stays("relation", "entry_relation", "a relation between letters"),
    Rule(
        name="relation_has_a_target_in_force",
        table="entry_relation",
        event="INSERT",
        message="a relation binds two issued letters, and a recalled or replaced letter is out of force",
        refused_if="2 <> (SELECT COUNT(*) FROM register_entry AS entry"
        " WHERE entry.id IN (NEW.entry_id, NEW.target_id) AND entry.state = 'issued')"
        " OR EXISTS (SELECT 1 FROM entry_relation AS other WHERE other.entry_id = NEW.entry_id"
        " OR (other.target_id = NEW.target_id AND other.kind IN ('recall', 'replace')))",
    ),
)
