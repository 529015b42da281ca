"""flask search: the index by hand."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from accounts import queries as accounts
from directory import queries as directory
from foundation.acts import system
from foundation.db import reading
from foundation.words import gettext as _
from foundation.words import ngettext
from search import indexing, operations, queries, saying_files
from search.likeness import following
from search.likeness.encoder import NotInstalled

search = AppGroup("search", help="The search index, and the needs as people say them.")
sayings = AppGroup("sayings", help="The needs as people say them.")
search.add_command(sayings)
GROUPS = (search,)


@search.command("rebuild")
@click.option("--if-missing", is_flag=True, help="Only when there is no index that this program can read.")
def rebuild(if_missing: bool) -> None:
    """Build the index again from what is published; the old one answers until the new one is ready."""
    if if_missing and indexing.is_built():
        return
    with click.progressbar(length=len(directory.current_codes()), label=_("Building the index")) as bar:
        count = indexing.rebuild(system("command"), lambda done: bar.update(done - bar.pos))
        bar.update(max(0, (bar.length or 0) - bar.pos))
    click.echo(ngettext("%(num)s entry indexed.", "%(num)s entries indexed.", count) % {"num": count})


@search.command("repair")
def repair() -> None:
    """Compare the index with what is published, and index what differs."""
    count = indexing.repair()
    click.echo(ngettext("%(num)s entry was put right.", "%(num)s entries were put right.", count) % {"num": count})


@search.command("likeness")
@click.option("--later", is_flag=True, help="Leave it to the job loop; nothing where WAYMARK_SEMANTIC is off.")
def likeness(later: bool) -> None:
    """Bring what "You may also mean" is guessed from up to date."""
    if later:
        following.ask()
        return
    try:
        count = following.make()
    except NotInstalled as error:
        raise click.ClickException(str(error)) from None
    click.echo(ngettext("%(num)s entry was read.", "%(num)s entries were read.", count) % {"num": count})


@sayings.command("load")
@click.option("--if-missing", is_flag=True, help="Only when none were loaded yet.")
def load_sayings(if_missing: bool) -> None:
    """Load the needs as people say them that come with Waymark; those that somebody changed here stay as they are."""
    home = accounts.authority("")
    if home is None or (if_missing and queries.keeper(reading())):
        return
    done = operations.load_sayings(system("command"), home.slug, saying_files.read())
    if done.left:
        told = {"codes": ", ".join(done.left)}
        click.echo(_("Somebody changed these needs here, and they stay as they are: %(codes)s") % told)
    click.echo(ngettext("%(num)d need loaded.", "%(num)d needs loaded.", done.written) % {"num": done.written})
