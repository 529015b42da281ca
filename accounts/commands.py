"""flask accounts: authorities by hand, the first administrator, who works here."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from accounts import correspondence, operations, queries
from accounts.operations import NewAuthority
from foundation.acts import system
from foundation.post import BadAddress
from foundation.words import gettext as _

group = AppGroup("accounts", help="Authorities, agencies and people.")
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


@group.command("add-administrator")
@click.argument("email")
@click.option("--authority", required=True, help="The authority's short name.")
@click.option("--name", default="", help="What the person is called.")
@click.option("--language", default="en", help="The language of the letter.")
def add_administrator(email: str, authority: str, name: str, language: str) -> None:
    """Invite the first person: the link is printed here and sent to EMAIL."""
    said = {"email": email, "name": name or email.partition("@")[0], "language": language}
    try:
        token = operations.invite(system("command"), authority, "", "administrator", **said)
    except operations.Unknown:
        known = ", ".join(one.slug for one in queries.authorities())
        raise click.ClickException(
            _("There is no authority %(name)s here. There are: %(known)s") % {"name": authority, "known": known}
        ) from None
    except BadAddress:
        raise click.ClickException(_("Write an e-mail address in full, as in name@example.org.")) from None
    click.echo(correspondence.address(f"join/{token}", language))


@group.command("people")
def people() -> None:
    """Who works here: name, e-mail, role, place; one a line."""
    for authority in queries.authorities():
        for one in queries.members(authority.slug):
            place = one.agency_name or authority.name
            click.echo(f"{one.name}\t{one.email}\t{one.role}\t{place}")


@group.command("code")
@click.argument("name")
def code(name: str) -> None:
    """The code that the app of NAME shows now: for the invented people of a sample site, and for nobody else."""
    try:
        click.echo(operations.sample_code(name))
    except operations.NotASample:
        raise click.ClickException(
            _("There is no code for %(name)s. Only invented people of a sample site have one here.") % {"name": name}
        ) from None


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
