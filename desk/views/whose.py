"""For which authority somebody sits at the desk."""

from __future__ import annotations

from flask import request

from foundation.acts import Subject
from web.door import actor

SITS = ("directory-editor", "vetting-officer", "administrator")


def ours() -> str:
    """The authority whose desk this is: the one asked for, if this person works for it, else their first."""
    mine = sorted({one.authority for one in actor().grants if one.role in SITS})
    asked = request.args.get("authority", "")
    return asked if asked in mine else next(iter(mine), "")


def desk(**_values: object) -> Subject:
    """The desk as what a door asks about."""
    return Subject("desk", ours(), ours())


def seen() -> int:
    """Which version of a thing was looked at before it was changed, as its form says; -1 for none."""
    said = request.form.get("seen", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else -1
