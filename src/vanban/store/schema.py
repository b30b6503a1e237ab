"""Which version the tables have, and the way up to the current one."""

from __future__ import annotations

import threading

from sqlalchemy import Connection, inspect, text

from vanban.domain.errors import StoreUnavailable

CURRENT_VERSION = "0004"
"""The newest migration, known without loading Alembic so that opening costs little; a test holds it true."""

_one_upgrade_at_a_time = threading.Lock()
"""Alembic keeps its context in module globals."""


def version_of(connection: Connection) -> str | None:
    """The version of the tables, ``None`` in an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if version is None else str(version)


def bring_up_to_date(connection: Connection, version: str = CURRENT_VERSION) -> None:
    """Run what migrations are missing up to a version, inside the caller's writing transaction.

    Whoever waited for the transaction while another process migrated finds nothing left to do.
    """
    if version_of(connection) == version:
        return
    # Alembic takes a tenth of a second to load, which only a new or old database is worth.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "vanban.store:migrations")
    config.attributes["connection"] = connection
    try:
        with _one_upgrade_at_a_time:
            command.upgrade(config, version)
    except CommandError as error:
        raise StoreUnavailable(
            "Cơ sở dữ liệu này do một bản phần mềm mới hơn tạo ra. Hãy cập nhật phần mềm rồi chạy lại."
        ) from error
