"""At the server: verify the trail on demand."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from foundation.acts import system
from foundation.words import gettext as _
from foundation.words import ngettext
from oversight import checking

oversight_group = AppGroup("oversight", help="Who looked at whom, and whether the trail is whole.")


@oversight_group.command("verify")
def verify() -> None:
    """Read the whole trail, keep and name what was changed, cut or put elsewhere. Exit status 1 when there is any."""
    found = checking.check(system("command"), current_app.config["WAYMARK"])
    for said in (*found.wrong, *found.remarks):
        click.echo(said)
    speed = int(found.lines / max(found.took.total_seconds(), 0.001))
    read = ngettext("%(num)d line was read", "%(num)d lines were read", found.lines) % {"num": found.lines}
    click.echo(_("%(lines)s, %(number)s a second.") % {"lines": read, "number": speed})
    if found.wrong:
        raise SystemExit(1)
    click.echo(_("The trail is whole."))
