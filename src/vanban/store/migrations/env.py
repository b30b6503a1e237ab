"""Alembic's entry: runs the steps on the connection, and in the transaction, that ``store.schema`` hands over."""

from __future__ import annotations

from alembic import context

from vanban.store import approval_tables, report_tables  # noqa: F401  # their tables belong to the metadata
from vanban.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite's DDL is transactional once the driver leaves BEGIN to us; Alembic assumes that it is not.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
