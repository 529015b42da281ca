"""flask sample load: the invented authorities, so that a new site has something to look at."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask.cli import AppGroup

from accounts import operations as accounts
from accounts import queries as authorities_kept
from directory import operations as directory
from directory import queries, vocabulary_files
from foundation import clock
from foundation.acts import system
from foundation.words import gettext as _
from foundation.words import ngettext
from sample import authorities, generate, staff, terms
from search import operations as search
from search import saying_files

group = AppGroup("sample", help="Invented authorities to look at.")
GROUPS = (group,)
MORE: list[
    Callable[[], None]
] = []  # what the practitioner side adds where it is served; each leaves alone what is there
BATCH = 100  # entries a transaction: nobody else waits longer than that takes


@group.command("load")
@click.option("--if-empty", is_flag=True, help="Only when no authority is here yet.")
def load(if_empty: bool) -> None:
    """Load three invented authorities with their vocabularies, agencies, places and services."""
    if not (if_empty and authorities_kept.authorities()):
        _load()
    for more in MORE:
        more()


def _load() -> None:
    actor, today = system("sample"), clock.today()
    kept = authorities.authorities()
    for one in kept:
        accounts.keep_authority(actor, terms.described(one, today))
    for name in vocabulary_files.NAMES:
        directory.load_vocabulary(actor, kept[0].slug, name, vocabulary_files.read(name))
    search.load_sayings(actor, kept[0].slug, saying_files.read())
    for one in kept:
        made = generate.generate(one.slug, today)
        directory.save(actor, one.slug, directory.Listings(made.organisations, made.sites))
        for first in range(0, len(made.entries), BATCH):
            directory.save(actor, one.slug, directory.Listings(entries=made.entries[first : first + BATCH]))
    staff.load()
    count = len(queries.current_codes())
    click.echo(
        ngettext("%(num)d service is in the directory.", "%(num)d services are in the directory.", count)
        % {"num": count}
    )
    click.echo(_("All of them are invented."))
