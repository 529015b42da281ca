"""flask accounts: authorities by hand; people and log-on come here."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from accounts import operations
from accounts.operations import NewAuthority
from foundation.acts import system
from foundation.words import gettext as _

group = AppGroup("accounts", help="Authorities and agencies.")
GROUPS = (group,)
NEXT = "./run flask directory vocabularies load"
NEEDED = ("slug", "name", "gss_code")


@group.command("keep-authority")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def keep_authority(file: Path) -> None:
    """Add an authority, or bring it up to date, from a TOML FILE (docs/authority.example.toml)."""
    try:
        new = _read(tomllib.loads(file.read_text(encoding="utf-8")))
        operations.keep_authority(system("command"), new)
    except (ValueError, TypeError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        raise click.ClickException(str(error)) from None
    click.echo(_("%(name)s is kept. Now: %(command)s") % {"name": new.name, "command": NEXT})


def _read(said: dict[str, Any]) -> NewAuthority:
    known = {field.name for field in fields(NewAuthority)}
    if missing := [name for name in NEEDED if not said.get(name)]:
        raise ValueError(_("The file must say: %(names)s.") % {"names": ", ".join(missing)})
    if unknown := sorted(set(said) - known):
        raise ValueError(_("These names mean nothing here: %(names)s.") % {"names": ", ".join(unknown)})
    pairs = {name: tuple(said[name]) for name in ("phone_days", "neighbours", "point") if name in said}
    return NewAuthority(
        **{**said, **pairs, "holidays": tuple((first, last) for first, last in said.get("holidays", ()))}
    )
