"""flask serve: bring everything up to date, then run the job loop and the server until told to stop."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from whitenoise.compress import Compressor

from accounts import queries as accounts
from foundation.settings import Settings
from foundation.words import compile_all
from foundation.words import gettext as _

BEFORE: tuple[tuple[str, ...], ...] = (
    ("database", "migrate"),
    ("places", "load", "--if-empty"),
    ("sample", "load", "--if-empty"),
    ("search", "sayings", "load", "--if-missing"),
    ("search", "rebuild", "--if-missing"),
    ("search", "likeness", "--later"),
)

PATIENCE = 15  # seconds for the server and the job loop to end what they are doing


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
    if settings.authority and accounts.authority(settings.authority) is None:
        known = ", ".join(one.slug for one in accounts.authorities())
        raise click.ClickException(
            _("There is no authority %(name)s here. There are: %(known)s")
            % {"name": settings.authority, "known": known}
        )
    compile_all()
    _compress(Path(str(current_app.static_folder)))
    click.echo(f"{settings.base_url}/")
    sys.stdout.flush()
    _run_both(settings)


def _compress(static: Path) -> None:
    """Static files beforehand, once for each change."""
    files = [path for path in static.rglob("*") if path.is_file() and path.suffix not in (".br", ".gz")]
    compressor = Compressor(quiet=True, use_gzip=True, use_brotli=True)
    for path in files:
        pressed = path.with_name(f"{path.name}.br")
        if not pressed.exists() or pressed.stat().st_mtime < path.stat().st_mtime:
            list(compressor.compress(str(path)))


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _run_both(settings: Settings) -> None:
    """The job loop beside the server: when one ends, or this process is told to stop, both do."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_args: stopped.set())
    both = [subprocess.Popen(words) for words in (_jobs(), _server(settings))]  # noqa: S603  our own commands
    while not stopped.wait(0.2) and all(one.poll() is None for one in both):
        pass
    for one in both:
        one.terminate()
    for one in both:
        try:
            one.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:  # a job in hand is done again by the next loop
            one.kill()
            one.wait()
    if not stopped.is_set():  # whoever keeps the site running must see that it did not stop by itself
        raise click.ClickException(
            "The job loop or the server ended unasked, so both were stopped. ./run starts them again."
        )


def _jobs() -> Sequence[str]:
    return (sys.executable, "-m", "flask", "jobs", "run")


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
