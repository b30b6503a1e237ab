"""Step 0003: what a campaign asks to be reported, its closing, and the reports of its units with their versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from vanban.store.migrations import v0003_triggers
from vanban.store.migrations.columns import long_text, short_text
from vanban.store.migrations.rule import statements

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and their triggers; campaigns of earlier steps have no reporting plan until they are told."""
    _create_plans()
    _create_reports()
    for statement in statements(v0003_triggers.RULES, op.get_bind().dialect.name):
        op.execute(sa.text(statement))


def _create_plans() -> None:
    op.create_table(
        "reporting_plan",
        sa.Column("campaign_id", short_text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", long_text(), nullable=False),
        sa.Column("content", long_text(), nullable=False),
        sa.Column("recorded_at", short_text(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "version", name="pk_reporting_plan"),
        sa.CheckConstraint("version >= 1", name="ck_reporting_plan_version"),
    )
    op.create_table(
        "campaign_closing",
        sa.Column("campaign_id", short_text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("reason", long_text(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", name="pk_campaign_closing"),
        sa.CheckConstraint("reason <> ''", name="ck_campaign_closing_explained"),
    )


def _create_reports() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("reporter", long_text(), nullable=False),
        sa.Column("source", short_text(), nullable=False),
        sa.Column("note", long_text(), nullable=False),
        sa.Column("reason", long_text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name="fk_report_obligation"),
        sa.UniqueConstraint("obligation_id", "version", name="uq_report_version"),
        sa.CheckConstraint("version >= 1", name="ck_report_version"),
        sa.CheckConstraint("version = 1 OR reason <> ''", name="ck_report_explained"),
        sa.CheckConstraint("source IN ('form', 'command', 'workbook')", name="ck_report_source"),
    )
    op.create_table(
        "report_figure",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", short_text(), nullable=False),
        sa.Column("value", short_text(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", "position", name="pk_report_figure"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_report_figure_report"),
        sa.UniqueConstraint("report_id", "key", name="uq_report_figure_key"),
    )
    op.create_table(
        "report_evidence",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file_name", long_text(), nullable=False),
        sa.Column("sha256", short_text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", "position", name="pk_report_evidence"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_report_evidence_report"),
        sa.CheckConstraint("size_bytes >= 0", name="ck_report_evidence_size"),
    )
