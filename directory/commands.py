"""flask directory: vocabularies and imports by hand."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from accounts import queries as accounts
from directory import operations, vocabulary_files
from foundation.acts import system
from foundation.words import gettext as _
from foundation.words import ngettext

directory = AppGroup("directory", help="Entries and the words they are sorted by.")
vocabularies = AppGroup("vocabularies", help="Service types, needs, levels, access facts, circumstances, languages.")
directory.add_command(vocabularies)
GROUPS = (directory,)


@vocabularies.command("load")
def load_vocabularies() -> None:
    """Load the vocabularies that come with Waymark; those that changed are published anew."""
    home = accounts.authority("")
    if home is None:
        raise click.ClickException(_("There is no authority yet. Load one first."))
    changed = sum(
        operations.load_vocabulary(system("command"), home.slug, name, vocabulary_files.read(name))
        for name in vocabulary_files.NAMES
    )
    click.echo(ngettext("%(num)d vocabulary published.", "%(num)d vocabularies published.", changed) % {"num": changed})
