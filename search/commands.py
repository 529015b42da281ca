"""flask search: the index by hand."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from directory import queries as directory
from foundation.acts import system
from foundation.words import gettext as _
from foundation.words import ngettext
from search import indexing

search = AppGroup("search", help="The search index.")
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
