"""The rules of step 0003 that the database itself keeps."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.store.migrations.rule import Rule


def _stays(name: str, table: str, what: str) -> Iterator[Rule]:
    yield Rule(name=f"{name}_stays_as_written", table=table, event="UPDATE", message=f"{what} never changes")
    yield Rule(name=f"{name}_stays", table=table, event="DELETE", message=f"{what} is never deleted")


RULES = (
    *_stays("reporting_plan", "reporting_plan", "a reporting plan"),
    Rule(
        name="reporting_plan_follows_the_last",
        table="reporting_plan",
        event="INSERT",
        message="a reporting plan has the version after the last one",
        refused_if="NEW.version <> 1 + (SELECT COALESCE(MAX(version), 0) FROM reporting_plan AS other"
        " WHERE other.campaign_id = NEW.campaign_id)",
    ),
    *_stays("closing", "campaign_closing", "the closing of a campaign"),
    Rule(
        name="closing_is_once",
        table="campaign_closing",
        event="INSERT",
        message="a campaign that has issued letters is closed once",
        refused_if="EXISTS (SELECT 1 FROM campaign_closing AS other WHERE other.campaign_id = NEW.campaign_id)"
        " OR NOT EXISTS (SELECT 1 FROM register_entry AS entry"
        " WHERE entry.campaign_id = NEW.campaign_id AND entry.state = 'issued')",
    ),
    *_stays("report", "report", "a report"),
    Rule(
        name="report_follows_the_last",
        table="report",
        event="INSERT",
        message="a report has the version after the last one, and is received no earlier",
        refused_if="EXISTS (SELECT 1 FROM report AS other WHERE other.id = NEW.id)"
        " OR NEW.version <> 1 + (SELECT COALESCE(MAX(version), 0) FROM report AS other"
        " WHERE other.obligation_id = NEW.obligation_id)"
        " OR NEW.received_on < (SELECT MAX(received_on) FROM report AS other"
        " WHERE other.obligation_id = NEW.obligation_id)",
    ),
    Rule(
        name="report_answers_an_open_obligation",
        table="report",
        event="INSERT",
        message="a report answers an obligation of a letter in force, received since its day, in an open campaign",
        refused_if="NOT EXISTS (SELECT 1 FROM obligation AS owed JOIN register_entry AS entry"
        " ON entry.id = owed.entry_id WHERE owed.id = NEW.obligation_id AND entry.issued_date <= NEW.received_on"
        " AND NOT EXISTS (SELECT 1 FROM campaign_closing AS closing WHERE closing.campaign_id = entry.campaign_id)"
        " AND NOT EXISTS (SELECT 1 FROM entry_relation AS relation WHERE relation.target_id = entry.id"
        " AND relation.kind IN ('recall', 'replace')))",
    ),
    *_stays("figure", "report_figure", "a figure of a report"),
    Rule(
        name="figure_is_not_replaced",
        table="report_figure",
        event="INSERT",
        message="a figure of a report is never replaced",
        or_replaced_if="EXISTS (SELECT 1 FROM report_figure AS other WHERE other.report_id = NEW.report_id"
        " AND (other.position = NEW.position OR other.key = NEW.key))",
    ),
    *_stays("evidence", "report_evidence", "the evidence of a report"),
    Rule(
        name="evidence_is_not_replaced",
        table="report_evidence",
        event="INSERT",
        message="the evidence of a report is never replaced",
        or_replaced_if="EXISTS (SELECT 1 FROM report_evidence AS other"
        " WHERE other.report_id = NEW.report_id AND other.position = NEW.position)",
    ),
)
