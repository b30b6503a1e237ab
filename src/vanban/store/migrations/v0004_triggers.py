"""The rules of step 0004 that the database itself keeps: reminders, notices, plans and decisions are only added to."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.store.migrations.rule import Rule


def _stays(name: str, table: str, what: str) -> Iterator[Rule]:
    yield Rule(name=f"{name}_stays_as_written", table=table, event="UPDATE", message=f"{what} never changes")
    yield Rule(name=f"{name}_stays", table=table, event="DELETE", message=f"{what} is never deleted")


RULES = (
    *_stays("reminder", "reminder", "a reminder"),
    Rule(
        name="reminder_follows_the_last",
        table="reminder",
        event="INSERT",
        message="the reminders of a deadline ascend in number and day",
        refused_if="EXISTS (SELECT 1 FROM reminder AS other WHERE other.id = NEW.id"
        " OR (other.obligation_id = NEW.obligation_id AND other.due_on = NEW.due_on"
        " AND (other.number >= NEW.number OR other.day > NEW.day)))",
    ),
    *_stays("notice", "notice", "a notice"),
    Rule(
        name="notice_is_sent_once",
        table="notice",
        event="INSERT",
        message="a notice is sent once",
        or_replaced_if="EXISTS (SELECT 1 FROM notice AS other WHERE other.obligation_id = NEW.obligation_id"
        " AND other.kind = NEW.kind AND other.due_on = NEW.due_on)",
    ),
    *_stays("sweep", "sweep", "a sweep"),
    Rule(
        name="sweep_is_once_a_day",
        table="sweep",
        event="INSERT",
        message="a day is swept once",
        or_replaced_if="EXISTS (SELECT 1 FROM sweep AS other WHERE other.day = NEW.day)",
    ),
    *_stays("plan", "plan_record", "a plan"),
    Rule(
        name="plan_is_not_replaced",
        table="plan_record",
        event="INSERT",
        message="a plan is never replaced",
        or_replaced_if="EXISTS (SELECT 1 FROM plan_record AS other WHERE other.id = NEW.id)",
    ),
    *_stays("plan_letter", "plan_letter", "a letter of a plan"),
    Rule(
        name="plan_letter_belongs_to_its_plan",
        table="plan_letter",
        event="INSERT",
        message="a plan has as many letters as it says, each once and in order",
        refused_if="NEW.position > (SELECT letters FROM plan_record AS plan WHERE plan.id = NEW.plan_id)"
        " OR (NEW.position <> 1 AND NOT EXISTS (SELECT 1 FROM plan_letter AS other"
        " WHERE other.plan_id = NEW.plan_id AND other.position = NEW.position - 1))"
        " OR EXISTS (SELECT 1 FROM plan_letter AS other"
        " WHERE other.plan_id = NEW.plan_id AND other.position = NEW.position)"
        " OR EXISTS (SELECT 1 FROM plan_letter AS other WHERE other.plan_id = NEW.plan_id"
        " AND other.campaign_id = NEW.campaign_id AND other.letter_id = NEW.letter_id"
        " AND other.organ_id = NEW.organ_id)",
    ),
    *_stays("decision", "plan_decision", "a decision"),
    Rule(
        name="decision_follows_the_last",
        table="plan_decision",
        event="INSERT",
        message="a decision on one aspect of a plan comes after the last one",
        refused_if="EXISTS (SELECT 1 FROM plan_decision AS other WHERE other.id = NEW.id"
        " OR (other.plan_id = NEW.plan_id AND other.aspect = NEW.aspect AND other.decided_at > NEW.decided_at))",
    ),
)
