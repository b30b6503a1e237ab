"""Step 0004: reminders, notices and sweeps of deadlines, and plans with the decisions on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from vanban.store.migrations import v0004_triggers
from vanban.store.migrations.columns import long_text, short_text
from vanban.store.migrations.rule import statements

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and their triggers."""
    _create_reminders()
    _create_notices()
    _create_plans()
    _create_decisions()
    for statement in statements(v0004_triggers.RULES, op.get_bind().dialect.name):
        op.execute(sa.text(statement))


def _create_reminders() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("form", short_text(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("escalated", sa.Boolean(), nullable=False),
        sa.Column("campaign_id", short_text()),
        sa.Column("letter_id", short_text()),
        sa.Column("organ_id", short_text()),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name="fk_reminder_obligation"),
        sa.UniqueConstraint("obligation_id", "due_on", "number", name="uq_reminder_step"),
        sa.CheckConstraint("number >= 1 AND late >= 0", name="ck_reminder_number"),
        sa.CheckConstraint(
            "(form = 'letter' AND campaign_id IS NOT NULL AND letter_id IS NOT NULL AND organ_id IS NOT NULL)"
            " OR (form = 'notice' AND campaign_id IS NULL AND letter_id IS NULL AND organ_id IS NULL)",
            name="ck_reminder_carried",
        ),
    )
    op.create_index("ix_reminder_day", "reminder", ["day"])


def _create_notices() -> None:
    op.create_table(
        "notice",
        sa.Column("obligation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", short_text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sent_at", short_text(), nullable=False),
        sa.Column("sent_by", long_text(), nullable=False),
        sa.PrimaryKeyConstraint("obligation_id", "kind", "due_on", name="pk_notice"),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name="fk_notice_obligation"),
        sa.CheckConstraint("kind IN ('due_soon', 'overdue', 'reported')", name="ck_notice_kind"),
    )
    op.create_table(
        "sweep",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("swept_at", short_text(), nullable=False),
        sa.Column("swept_by", long_text(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_sweep"),
    )


def _create_plans() -> None:
    op.create_table(
        "plan_record",
        sa.Column("id", short_text(), nullable=False),
        sa.Column("kind", short_text(), nullable=False),
        sa.Column("request", long_text(), nullable=False),
        sa.Column("campaign_id", short_text(), nullable=False),
        sa.Column("title", long_text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("sha256", short_text(), nullable=False),
        sa.Column("made_at", short_text(), nullable=False),
        sa.Column("made_by", long_text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_record"),
        sa.CheckConstraint("kind IN ('campaign', 'reminder', 'consolidation')", name="ck_plan_record_kind"),
        sa.CheckConstraint("letters >= 1", name="ck_plan_record_letters"),
    )
    op.create_index("ix_plan_record_campaign_id", "plan_record", ["campaign_id"])
    op.create_table(
        "plan_letter",
        sa.Column("plan_id", short_text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("campaign_id", short_text(), nullable=False),
        sa.Column("letter_id", short_text(), nullable=False),
        sa.Column("organ_id", short_text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("draft_sha256", short_text(), nullable=False),
        sa.Column("sha256", short_text(), nullable=False),
        sa.PrimaryKeyConstraint("plan_id", "position", name="pk_plan_letter"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan_record.id"], name="fk_plan_letter_plan_record"),
        sa.UniqueConstraint("plan_id", "campaign_id", "letter_id", "organ_id", name="uq_plan_letter_once"),
    )


def _create_decisions() -> None:
    op.create_table(
        "plan_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", short_text(), nullable=False),
        sa.Column("aspect", short_text(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("name", long_text(), nullable=False),
        sa.Column("position", long_text(), nullable=False),
        sa.Column("decided_at", short_text(), nullable=False),
        sa.Column("reason", long_text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_decision"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan_record.id"], name="fk_plan_decision_plan_record"),
        sa.CheckConstraint("aspect IN ('content', 'format')", name="ck_plan_decision_aspect"),
        sa.CheckConstraint("name <> '' AND position <> ''", name="ck_plan_decision_signed"),
        sa.CheckConstraint("approved OR reason <> ''", name="ck_plan_decision_explained"),
    )
    op.create_index("ix_plan_decision_plan_id", "plan_decision", ["plan_id"])
