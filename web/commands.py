"""Commands that belong to no room: the job loop, the trail, the database, words, what is asked before a start."""

from __future__ import annotations

import signal
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
from alembic import command
from alembic.config import Config
from flask import current_app
from flask.cli import AppGroup

from foundation import audit, jobs
from foundation.acts import is_system
from foundation.db import Database
from foundation.permissions import Permission
from foundation.settings import Settings
from foundation.words import gettext as _
from foundation.words import ngettext
from web import fallback

jobs_group = AppGroup("jobs", help="Work for later: the search index, letters, the trail's seals.")
trail_group = AppGroup("trail", help="The record of who did what.")
database_group = AppGroup("database", help="The database and its migrations.")
fallback_group = AppGroup("fallback", help="The page for when this site does not answer.")
GROUPS = (jobs_group, trail_group, database_group, fallback_group)
MIGRATIONS = Path(__file__).parent.parent / "migrations"
SEAL_EVERY = timedelta(minutes=1)


POLICY = {Permission.TRAIL_VERIFY: [[is_system]]}


def watch_trail(settings: Settings, database: Database) -> None:
    """Seal the trail each minute, and copy the seal outside the database."""

    def seal(_payload: dict[str, Any]) -> None:
        audit.seal(database, settings.seal_file)

    jobs.repeats("trail.seal", every=SEAL_EVERY)(seal)


def _database() -> Database:
    found: Database = current_app.extensions["waymark.database"]
    return found


@fallback_group.command("write")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--phone", default="", help="The telephone of a person who can help meanwhile.")
def write_fallback(file: Path, phone: str) -> None:
    """Write one plain page in every language, for the server in front of this one."""
    file.write_text(fallback.page(phone), encoding="utf-8")
    click.echo(file)


@jobs_group.command("run")
@click.option("--once", is_flag=True, help="Do what is due, then stop.")
def run_jobs(once: bool) -> None:
    """Do the work that waits, until told to stop (or --once, for cron)."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: stop.set())
    if not once:
        jobs.run_for_ever(_database(), stop)
        return
    done = jobs.run(_database(), once=True, stop=stop)
    click.echo(ngettext("%(num)d job done.", "%(num)d jobs done.", done) % {"num": done})


@trail_group.command("verify")
def verify_trail() -> None:
    """Read the whole trail and name every line that was changed, cut or put elsewhere. Exit status 1 when there is one."""
    settings: Settings = current_app.config["WAYMARK"]
    findings = list(audit.verify(_database(), settings.seal_file))
    for finding in findings:
        click.echo(f"{finding.where}: {finding.what}")
    if any(not finding.remark for finding in findings):
        raise SystemExit(1)
    click.echo(_("The trail is whole."))


@database_group.command("migrate")
def migrate() -> None:
    """Bring the database to what this program needs."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = current_app.config["WAYMARK"].owner_url
    command.upgrade(config, "head")
    click.echo(_("The database is up to date."))
