"""The tables of reminders, notices, sweeps, plans and decisions; a test holds them equal to what step 0004 creates."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from vanban.store.tables import metadata

reminder = Table(
    "reminder",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("obligation_id", Integer, ForeignKey("obligation.id"), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("form", String, nullable=False),
    Column("late", Integer, nullable=False),
    Column("escalated", Boolean, nullable=False),
    # The letter that carries it, which may have no number yet; whether it has is for the register to say.
    Column("campaign_id", String),
    Column("letter_id", String),
    Column("organ_id", String),
    UniqueConstraint("obligation_id", "due_on", "number", name="uq_reminder_step"),
    CheckConstraint("number >= 1 AND late >= 0", name="number"),
    CheckConstraint(
        "(form = 'letter' AND campaign_id IS NOT NULL AND letter_id IS NOT NULL AND organ_id IS NOT NULL)"
        " OR (form = 'notice' AND campaign_id IS NULL AND letter_id IS NULL AND organ_id IS NULL)",
        name="carried",
    ),
)

notice = Table(
    "notice",
    metadata,
    Column("obligation_id", Integer, ForeignKey("obligation.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("due_on", Date, primary_key=True),
    Column("day", Date, nullable=False),
    Column("sent_at", String, nullable=False),
    Column("sent_by", Text, nullable=False),
    CheckConstraint("kind IN ('due_soon', 'overdue', 'reported')", name="kind"),
)

sweep = Table(
    "sweep",
    metadata,
    Column("day", Date, primary_key=True),
    Column("swept_at", String, nullable=False),
    Column("swept_by", Text, nullable=False),
)

plan_record = Table(
    "plan_record",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("request", Text, nullable=False),
    Column("campaign_id", String, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("letters", Integer, nullable=False),
    Column("sha256", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("made_by", Text, nullable=False),
    CheckConstraint("kind IN ('campaign', 'reminder', 'consolidation')", name="kind"),
    CheckConstraint("letters >= 1", name="letters"),
)

plan_letter = Table(
    "plan_letter",
    metadata,
    Column("plan_id", String, ForeignKey("plan_record.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("campaign_id", String, nullable=False),
    Column("letter_id", String, nullable=False),
    Column("organ_id", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("day", Date, nullable=False),
    # As the letter reads while no letter of its plan has a number.
    Column("draft_sha256", String, nullable=False),
    # With its day, attachments and relation.
    Column("sha256", String, nullable=False),
    UniqueConstraint("plan_id", "campaign_id", "letter_id", "organ_id", name="uq_plan_letter_once"),
)

plan_decision = Table(
    "plan_decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_id", String, ForeignKey("plan_record.id"), nullable=False, index=True),
    Column("aspect", String, nullable=False),
    Column("approved", Boolean, nullable=False),
    Column("name", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("decided_at", String, nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("aspect IN ('content', 'format')", name="aspect"),
    CheckConstraint("name <> '' AND position <> ''", name="signed"),
    CheckConstraint("approved OR reason <> ''", name="explained"),
)
