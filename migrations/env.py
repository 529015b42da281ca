"""Alembic: the schema in numbered steps. Migrations use an engine of their own, without the lock at the cursor, as the owner.

No room's models are imported: each step is written out, and a public site maps nothing of the practitioner side.
"""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy import make_url

from foundation.db import migration_engine
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


def run() -> None:
    """Bring the database to the asked revision, in one transaction."""
    engine = migration_engine(url())
    with engine.connect() as connection:
        context.configure(connection=connection, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()
        if role := site_role():
            grant_site_role(connection, role)
        connection.commit()
    engine.dispose()


run()
