"""The tables of reports as the queries see them; step 0003 creates them, and a test holds both equal."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
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

reporting_plan = Table(
    "reporting_plan",
    metadata,
    Column("campaign_id", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    # Beside the content for the overview of all campaigns, which opens no JSON.
    Column("title", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("recorded_at", String, nullable=False),
    CheckConstraint("version >= 1", name="version"),
)

campaign_closing = Table(
    "campaign_closing",
    metadata,
    Column("campaign_id", String, primary_key=True),
    Column("closed_on", Date, nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("reason <> ''", name="explained"),
)

report = Table(
    "report",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("obligation_id", Integer, ForeignKey("obligation.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("reporter", Text, nullable=False),
    Column("source", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("reason", Text, nullable=False),
    UniqueConstraint("obligation_id", "version", name="uq_report_version"),
    CheckConstraint("version >= 1", name="version"),
    CheckConstraint("version = 1 OR reason <> ''", name="explained"),
    CheckConstraint("source IN ('form', 'command', 'workbook')", name="source"),
)

report_figure = Table(
    "report_figure",
    metadata,
    Column("report_id", Integer, ForeignKey("report.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False),
    # A decimal number as text: no database rounds it.
    Column("value", String, nullable=False),
    UniqueConstraint("report_id", "key", name="uq_report_figure_key"),
)

report_evidence = Table(
    "report_evidence",
    metadata,
    Column("report_id", Integer, ForeignKey("report.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    CheckConstraint("size_bytes >= 0", name="size"),
)
