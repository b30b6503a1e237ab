"""Step 0002: levels, obligations with their extensions, the incoming register, and what letters do to each other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from vanban.store.migrations import v0002_triggers
from vanban.store.migrations.columns import long_text, short_text
from vanban.store.migrations.rule import statements

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables and their triggers; letters of step 0001 keep an empty level, which counts as 1."""
    _add_levels()
    _create_obligations()
    _create_incoming()
    _create_relations()
    for statement in statements(v0002_triggers.RULES, op.get_bind().dialect.name):
        op.execute(sa.text(statement))


def _add_levels() -> None:
    op.add_column("register_entry", sa.Column("level", sa.Integer()))
    # Alembic would add the constraint by itself, which SQLite cannot; both databases take it with the column.
    op.execute(
        sa.text(
            "ALTER TABLE register_entry ADD COLUMN above_id INTEGER"
            " CONSTRAINT fk_register_entry_register_entry REFERENCES register_entry (id)"
        )
    )
    op.create_index("ix_register_entry_above_id", "register_entry", ["above_id"])


def _create_obligations() -> None:
    op.create_table(
        "obligation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("assignment", short_text(), nullable=False),
        sa.Column("organ_id", short_text(), nullable=False),
        sa.Column("label", long_text(), nullable=False),
        sa.Column("title", long_text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("projected", sa.Boolean(), nullable=False),
        sa.Column("feeds_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_obligation"),
        sa.ForeignKeyConstraint(["entry_id"], ["register_entry.id"], name="fk_obligation_register_entry"),
        sa.ForeignKeyConstraint(["feeds_id"], ["obligation.id"], name="fk_obligation_obligation"),
        sa.UniqueConstraint("entry_id", "assignment", "organ_id", name="uq_obligation_once"),
    )
    op.create_index("ix_obligation_organ_id", "obligation", ["organ_id"])
    op.create_index("ix_obligation_feeds_id", "obligation", ["feeds_id"])
    op.create_table(
        "obligation_extension",
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reason", long_text(), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("obligation_id", "position", name="pk_obligation_extension"),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name="fk_obligation_extension_obligation"),
        sa.CheckConstraint("reason <> ''", name="ck_obligation_extension_explained"),
    )


def _create_incoming() -> None:
    op.create_table(
        "incoming_series",
        sa.Column("organ_id", short_text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("paper_last_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organ_id", "year", name="pk_incoming_series"),
        sa.CheckConstraint("paper_last_number >= 1", name="ck_incoming_series_number"),
    )
    op.create_table(
        "incoming_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organ_id", short_text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("arrival_number", sa.Integer(), nullable=False),
        sa.Column("arrival_date", sa.Date(), nullable=False),
        sa.Column("author", long_text(), nullable=False),
        sa.Column("code", short_text(), nullable=False),
        sa.Column("issued_date", sa.Date(), nullable=False),
        sa.Column("type_name", long_text(), nullable=False),
        sa.Column("subject", long_text(), nullable=False),
        sa.Column("receiver", long_text(), nullable=False),
        sa.Column("handed_over_on", sa.Date()),
        sa.Column("receipt", long_text(), nullable=False),
        sa.Column("note", long_text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incoming_entry"),
        sa.UniqueConstraint("organ_id", "year", "arrival_number", name="uq_incoming_entry_number"),
        sa.CheckConstraint("arrival_number >= 1", name="ck_incoming_entry_number"),
    )
    op.create_index("ix_incoming_entry_code", "incoming_entry", ["organ_id", "code"])


def _create_relations() -> None:
    op.create_table(
        "entry_relation",
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", short_text(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("reason", long_text(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name="pk_entry_relation"),
        sa.ForeignKeyConstraint(["entry_id"], ["register_entry.id"], name="fk_entry_relation_entry"),
        sa.ForeignKeyConstraint(["target_id"], ["register_entry.id"], name="fk_entry_relation_target"),
        sa.CheckConstraint("kind IN ('recall', 'replace', 'correct')", name="ck_entry_relation_kind"),
        sa.CheckConstraint("reason <> ''", name="ck_entry_relation_explained"),
    )
    op.create_index("ix_entry_relation_target_id", "entry_relation", ["target_id"])
