"""What the site may do on PostgreSQL: it owns nothing, and on the trail it may only add and read."""

from __future__ import annotations

from sqlalchemy import Connection, inspect

from foundation.locks import TRAIL

_READ_ONLY = ("alembic_version",)


def grant_site_role(connection: Connection, role: str) -> None:
    """Give the site's role exactly what it needs; run as owner at the end of every migration. Nothing on SQLite.

    The role must exist and own nothing. Rights given earlier are taken back first, so that a default right given
    elsewhere never reaches a new table of the trail.
    """
    if connection.dialect.name != "postgresql":
        return
    quoted = connection.dialect.identifier_preparer.quote_identifier
    name, tables = quoted(role), inspect(connection).get_table_names()
    database = quoted(str(connection.engine.url.database))
    for statement in (
        f"REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
    ):
        connection.exec_driver_sql(statement)
    for table in tables:
        connection.exec_driver_sql(f"REVOKE ALL ON {quoted(table)} FROM PUBLIC, {name}")
        connection.exec_driver_sql(f"GRANT {rights_on(table)} ON {quoted(table)} TO {name}")


def rights_on(table: str) -> str:
    """The site's rights on one table."""
    if table.startswith(TRAIL):
        return "SELECT, INSERT"
    if table in _READ_ONLY:
        return "SELECT"
    return "SELECT, INSERT, UPDATE, DELETE"
