"""Step 0001: register, recipients, renditions and audit chain, with the triggers that keep them as written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from vanban.store.migrations import v0001_triggers
from vanban.store.migrations.columns import long_text, short_text
from vanban.store.migrations.rule import statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and their triggers."""
    _create_register()
    _create_recipients_and_renditions()
    _create_audit()
    for statement in statements(v0001_triggers.RULES, op.get_bind().dialect.name):
        op.execute(sa.text(statement))


def _create_register() -> None:
    op.create_table(
        "register_series",
        sa.Column("organ_id", short_text(), nullable=False),
        sa.Column("series", short_text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("paper_last_number", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("organ_id", "series", "year", name="pk_register_series"),
        sa.CheckConstraint(
            "0 <= paper_last_number AND paper_last_number <= last_number", name="ck_register_series_counts_up"
        ),
    )
    op.create_table(
        "register_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organ_id", short_text(), nullable=False),
        sa.Column("series", short_text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("code_number", sa.Integer(), nullable=False),
        sa.Column("code_notation", short_text(), nullable=False),
        sa.Column("state", short_text(), nullable=False),
        sa.Column("reason", long_text(), server_default="", nullable=False),
        sa.Column("issued_date", sa.Date()),
        sa.Column("document_type", short_text()),
        sa.Column("subject", long_text()),
        sa.Column("signer", long_text()),
        sa.Column("recipients", long_text()),
        sa.Column("file_copy_holder", long_text()),
        sa.Column("copies", sa.Integer()),
        sa.Column("dispatched_on", sa.Date()),
        sa.Column("receipt", long_text()),
        sa.Column("note", long_text()),
        sa.Column("campaign_id", short_text()),
        sa.Column("letter_id", short_text()),
        sa.Column("draft_sha256", short_text()),
        *_register_entry_constraints(),
    )


def _register_entry_constraints() -> tuple[sa.Constraint, ...]:
    return (
        sa.PrimaryKeyConstraint("id", name="pk_register_entry"),
        sa.ForeignKeyConstraint(
            ["organ_id", "series", "year"],
            ["register_series.organ_id", "register_series.series", "register_series.year"],
            name="fk_register_entry_register_series",
        ),
        sa.UniqueConstraint("organ_id", "series", "year", "code_number", name="uq_register_entry_number"),
        sa.UniqueConstraint("campaign_id", "letter_id", "organ_id", name="uq_register_entry_letter"),
        sa.CheckConstraint("state IN ('reserved', 'issued', 'void')", name="ck_register_entry_state"),
        sa.CheckConstraint("code_number >= 1", name="ck_register_entry_number"),
        sa.CheckConstraint("state = 'issued' OR reason <> ''", name="ck_register_entry_explained"),
        sa.CheckConstraint(
            "state <> 'issued' OR (issued_date IS NOT NULL AND campaign_id IS NOT NULL"
            " AND letter_id IS NOT NULL AND draft_sha256 IS NOT NULL)",
            name="ck_register_entry_issued_in_full",
        ),
    )


def _create_recipients_and_renditions() -> None:
    op.create_table(
        "entry_recipient",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", long_text(), nullable=False),
        sa.Column("role", short_text(), nullable=False),
        sa.Column("organ_id", short_text()),
        sa.Column("channel", short_text(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "position", name="pk_entry_recipient"),
        sa.ForeignKeyConstraint(["entry_id"], ["register_entry.id"], name="fk_entry_recipient_register_entry"),
    )
    op.create_table(
        "rendition",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", short_text(), nullable=False),
        sa.Column("file_name", long_text(), nullable=False),
        sa.Column("sha256", short_text(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "kind", name="pk_rendition"),
        sa.ForeignKeyConstraint(["entry_id"], ["register_entry.id"], name="fk_rendition_register_entry"),
        sa.CheckConstraint("kind IN ('docx', 'pdf')", name="ck_rendition_kind"),
    )


def _create_audit() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", short_text(), nullable=False),
        sa.Column("actor", long_text(), nullable=False),
        sa.Column("action", short_text(), nullable=False),
        sa.Column("subject", long_text(), nullable=False),
        sa.Column("previous_hash", short_text(), nullable=False),
        sa.Column("entry_hash", short_text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_entry"),
    )
