"""flask serve: bring everything up to date, then run the job loop and the server until told to stop."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Sequence

import click
from flask import current_app
from flask.cli import with_appcontext

from foundation.settings import Settings
from foundation.words import gettext as _

BEFORE: tuple[tuple[str, ...], ...] = (
    ("database", "migrate"),
    ("places", "load", "--if-empty"),
    ("sample", "load", "--if-empty"),
    ("search", "rebuild", "--if-missing"),
)


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Migrate, load what is missing, build the index, then serve."""
    settings: Settings = current_app.config["WAYMARK"]
    if _taken(settings.port):
        raise click.ClickException(
            _("Port %(port)d is taken by another program. Choose another: PORT=8001 ./run") % {"port": settings.port}
        )
    for words in BEFORE:
        if words[0] != "sample" or settings.sample:
            current_app.cli.main(args=list(words), prog_name="flask", standalone_mode=False)
    subprocess.run([sys.executable, "-m", "whitenoise.compress", "-q", str(current_app.static_folder)], check=True)  # noqa: S603
    click.echo(f"{settings.base_url}/")
    sys.stdout.flush()
    _run_both(settings)


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _run_both(settings: Settings) -> None:
    """The job loop beside the server: when one ends, so does the other."""
    jobs = subprocess.Popen([sys.executable, "-m", "flask", "jobs", "run"])
    try:
        subprocess.run(_server(settings), check=False, env={**os.environ, "GRANIAN_LOG_LEVEL": "warning"})  # noqa: S603
    except KeyboardInterrupt:
        pass
    finally:
        jobs.terminate()
        jobs.wait(timeout=20)


def _server(settings: Settings) -> Sequence[str]:
    return (
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--factory",
        "--host",
        "127.0.0.1",
        "--port",
        str(settings.port),
        "--workers",
        "1",
        "--blocking-threads",
        "4",
        "--log-level",
        "warning",
        "app:create_app",
    )
