"""The rules of step 0001 that the database itself keeps."""

from __future__ import annotations

from vanban.store.migrations.rule import Rule

RULES = (
    Rule(
        name="entry_changes_state_once",
        table="register_entry",
        event="UPDATE",
        message="a register row changes once, from reserved to issued or void, and keeps its number",
        refused_if="NOT (OLD.state = 'reserved' AND NEW.state IN ('issued', 'void') AND NEW.id = OLD.id"
        " AND NEW.organ_id = OLD.organ_id AND NEW.series = OLD.series AND NEW.year = OLD.year"
        " AND NEW.code_number = OLD.code_number AND NEW.code_notation = OLD.code_notation)",
    ),
    Rule(
        name="entry_stays",
        table="register_entry",
        event="DELETE",
        message="a register row is never deleted",
    ),
    Rule(
        name="entry_is_not_replaced",
        table="register_entry",
        event="INSERT",
        message="a register row starts as reserved or issued, under a number that nobody has",
        refused_if="NEW.state = 'void'",
        or_replaced_if="EXISTS (SELECT 1 FROM register_entry AS other WHERE other.id = NEW.id"
        " OR (other.organ_id = NEW.organ_id AND other.series = NEW.series AND other.year = NEW.year"
        " AND other.code_number = NEW.code_number) OR (other.campaign_id = NEW.campaign_id"
        " AND other.letter_id = NEW.letter_id AND other.organ_id = NEW.organ_id))",
    ),
    Rule(
        name="series_counts_up",
        table="register_series",
        event="UPDATE",
        message="a series that has given a number only counts up",
        refused_if="(NEW.last_number < OLD.last_number OR NEW.paper_last_number <> OLD.paper_last_number"
        " OR NEW.organ_id <> OLD.organ_id OR NEW.series <> OLD.series OR NEW.year <> OLD.year)"
        " AND EXISTS (SELECT 1 FROM register_entry AS entry WHERE entry.organ_id = OLD.organ_id"
        " AND entry.series = OLD.series AND entry.year = OLD.year)",
    ),
    Rule(
        name="recipient_stays_as_written",
        table="entry_recipient",
        event="UPDATE",
        message="recipients of an issued document never change",
    ),
    Rule(
        name="recipient_stays",
        table="entry_recipient",
        event="DELETE",
        message="recipients of an issued document are never deleted",
    ),
    Rule(
        name="recipient_is_not_replaced",
        table="entry_recipient",
        event="INSERT",
        message="recipients of an issued document are never replaced",
        or_replaced_if="EXISTS (SELECT 1 FROM entry_recipient AS other"
        " WHERE other.entry_id = NEW.entry_id AND other.position = NEW.position)",
    ),
    Rule(
        name="rendition_stays_as_written",
        table="rendition",
        event="UPDATE",
        message="a recorded rendition never changes",
    ),
    Rule(
        name="rendition_stays",
        table="rendition",
        event="DELETE",
        message="a recorded rendition is never deleted",
    ),
    Rule(
        name="rendition_is_not_replaced",
        table="rendition",
        event="INSERT",
        message="a recorded rendition is never replaced",
        or_replaced_if="EXISTS (SELECT 1 FROM rendition AS other"
        " WHERE other.entry_id = NEW.entry_id AND other.kind = NEW.kind)",
    ),
    Rule(
        name="audit_stays_as_written",
        table="audit_entry",
        event="UPDATE",
        message="an audit entry never changes",
    ),
    Rule(
        name="audit_stays",
        table="audit_entry",
        event="DELETE",
        message="an audit entry is never deleted",
    ),
    Rule(
        name="audit_follows_the_last",
        table="audit_entry",
        event="INSERT",
        message="an audit entry follows the last one",
        refused_if="NEW.seq <> 1 + (SELECT COALESCE(MAX(seq), 0) FROM audit_entry)"
        " OR NEW.previous_hash <> COALESCE((SELECT entry_hash FROM audit_entry WHERE seq = NEW.seq - 1), '')",
        asked_once="EXISTS (SELECT 1 FROM added WHERE added.previous_hash IS DISTINCT FROM CASE added.seq"
        " WHEN 1 THEN '' ELSE (SELECT entry_hash FROM audit_entry AS earlier WHERE earlier.seq = added.seq - 1) END)",
    ),
)
