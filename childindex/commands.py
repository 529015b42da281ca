"""flask childindex: by hand, after the index's key was lost or changed."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from accounts import queries as accounts
from childindex import operations
from foundation.acts import system
from foundation.words import ngettext

group = AppGroup("childindex", help="The index of children.")
GROUPS = (group,)


@group.command("rekey")
def rekey() -> None:
    """Make the hashes by which children are found anew, under the key that is there now."""
    done = 0
    for one in accounts.authorities():
        last = 0
        while (batch := operations.rekey(system("command"), one.slug, last)).count:
            done, last = done + batch.count, batch.last
    click.echo(
        ngettext("%(num)d child can be found again.", "%(num)d children can be found again.", done) % {"num": done}
    )
