"""The tables as the queries see them; the migrations create them, and a test holds both equal."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

register_series = Table(
    "register_series",
    metadata,
    Column("organ_id", String, primary_key=True),
    Column("series", String, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last_number", Integer, nullable=False),
    # Where an office began in mid-year: 1 to here stand in its paper register.
    Column("paper_last_number", Integer, nullable=False, server_default="0"),
    CheckConstraint("0 <= paper_last_number AND paper_last_number <= last_number", name="counts_up"),
)

register_entry = Table(
    "register_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organ_id", String, nullable=False),
    Column("series", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("code_number", Integer, nullable=False),
    Column("code_notation", String, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("issued_date", Date),
    Column("document_type", String),
    Column("subject", Text),
    Column("signer", Text),
    Column("recipients", Text),
    Column("file_copy_holder", Text),
    Column("copies", Integer),
    Column("dispatched_on", Date),
    Column("receipt", Text),
    Column("note", Text),
    Column("campaign_id", String),
    Column("letter_id", String),
    Column("draft_sha256", String),
    # Empty in what was issued before levels were kept; it counts as 1.
    Column("level", Integer),
    Column("above_id", Integer, ForeignKey("register_entry.id"), index=True),
    ForeignKeyConstraint(
        ["organ_id", "series", "year"],
        ["register_series.organ_id", "register_series.series", "register_series.year"],
    ),
    UniqueConstraint("organ_id", "series", "year", "code_number", name="uq_register_entry_number"),
    UniqueConstraint("campaign_id", "letter_id", "organ_id", name="uq_register_entry_letter"),
    CheckConstraint("state IN ('reserved', 'issued', 'void')", name="state"),
    CheckConstraint("code_number >= 1", name="number"),
    CheckConstraint("state = 'issued' OR reason <> ''", name="explained"),
    CheckConstraint(
        "state <> 'issued' OR (issued_date IS NOT NULL AND campaign_id IS NOT NULL"
        " AND letter_id IS NOT NULL AND draft_sha256 IS NOT NULL)",
        name="issued_in_full",
    ),
)

entry_recipient = Table(
    "entry_recipient",
    metadata,
    Column("entry_id", Integer, ForeignKey("register_entry.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("label", Text, nullable=False),
    Column("role", String, nullable=False),
    # None for a name outside the directory.
    Column("organ_id", String),
    Column("channel", String, nullable=False),
)

rendition = Table(
    "rendition",
    metadata,
    Column("entry_id", Integer, ForeignKey("register_entry.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("file_name", Text, nullable=False),
    Column("sha256", String, nullable=False),
    CheckConstraint("kind IN ('docx', 'pdf')", name="kind"),
)

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("previous_hash", String, nullable=False),
    Column("entry_hash", String, nullable=False),
)

obligation = Table(
    "obligation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry_id", Integer, ForeignKey("register_entry.id"), nullable=False),
    Column("assignment", String, nullable=False),
    Column("organ_id", String, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("projected", Boolean, nullable=False),
    Column("feeds_id", Integer, ForeignKey("obligation.id"), index=True),
    UniqueConstraint("entry_id", "assignment", "organ_id", name="uq_obligation_once"),
)

obligation_extension = Table(
    "obligation_extension",
    metadata,
    Column("obligation_id", Integer, ForeignKey("obligation.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("due_on", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("granted_on", Date, nullable=False),
    CheckConstraint("reason <> ''", name="explained"),
)

incoming_series = Table(
    "incoming_series",
    metadata,
    Column("organ_id", String, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    # Only for an office that began in mid-year: 1 to here stand in its paper register.
    Column("paper_last_number", Integer, nullable=False),
    CheckConstraint("paper_last_number >= 1", name="number"),
)

incoming_entry = Table(
    "incoming_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organ_id", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("arrival_number", Integer, nullable=False),
    Column("arrival_date", Date, nullable=False),
    Column("author", Text, nullable=False),
    Column("code", String, nullable=False),
    Column("issued_date", Date, nullable=False),
    Column("type_name", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("receiver", Text, nullable=False),
    Column("handed_over_on", Date),
    Column("receipt", Text, nullable=False),
    Column("note", Text, nullable=False),
    UniqueConstraint("organ_id", "year", "arrival_number", name="uq_incoming_entry_number"),
    CheckConstraint("arrival_number >= 1", name="number"),
    Index("ix_incoming_entry_code", "organ_id", "code"),
)

entry_relation = Table(
    "entry_relation",
    metadata,
    Column("entry_id", Integer, ForeignKey("register_entry.id", name="fk_entry_relation_entry"), primary_key=True),
    Column("kind", String, nullable=False),
    Column(
        "target_id",
        Integer,
        ForeignKey("register_entry.id", name="fk_entry_relation_target"),
        nullable=False,
        index=True,
    ),
    Column("reason", Text, nullable=False),
    CheckConstraint("kind IN ('recall', 'replace', 'correct')", name="kind"),
    CheckConstraint("reason <> ''", name="explained"),
)
