"""Alembic: the schema in numbered steps. Migrations use an engine of their own, without the lock at the cursor, as the owner."""

from __future__ import annotations

import os
from typing import Any

from alembic import context
from sqlalchemy import make_url

import accounts.models
import desk.models
import directory.models
import feedback.models
import foundation.audit
import foundation.jobs
import foundation.post
import places.models
import search.models
import upkeep.models
import vetting.models
import web.limits  # all of them: importing a room's models puts its tables into the metadata
from foundation.db import Base, UtcDateTime, migration_engine
from foundation.roles import grant_site_role
from foundation.settings import Settings


def url() -> str:
    """The owner's address: handed over by the command, else from the environment."""
    return context.config.attributes.get("url") or Settings.from_environment(os.environ).owner_url


def site_role() -> str:
    """The role that the site runs as, when it is another than the owner of the tables."""
    given = context.config.attributes.get("role")
    if given is not None:
        return str(given)
    site, owner = make_url(Settings.from_environment(os.environ).database_url), make_url(url())
    return site.username or "" if site.username != owner.username else ""


def plainly(kind: str, item: Any, _context: Any) -> str | bool:
    """Migrations stand on their own: a type of ours is written as the one beneath it."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def run() -> None:
    """Bring the database to the asked revision, in one transaction."""
    engine = migration_engine(url())
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=plainly,
        )
        with context.begin_transaction():
            context.run_migrations()
        if role := site_role():
            grant_site_role(connection, role)
        connection.commit()
    engine.dispose()


run()
