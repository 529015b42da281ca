"""The door of every page about one child: signed in, a reason given, the table of rules asked, the look written down."""

from __future__ import annotations

import re

from flask import Blueprint, url_for

import profiles
from access import queries
from access.rules import decide, sharing
from foundation.acts import Actor, Ruling, Subject
from web.door import Door, actor

_AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def record_door(blueprint: Blueprint) -> Door:
    """A room's way to add pages about a child; their rule names the child as <child>."""
    return Door(blueprint, load=_subject, reason=_reason, ruling=_ruling, ask_reason=_find_first, readers="staff")


def _subject(child: str, **_more: object) -> Subject:
    """A record that is not there is answered as one that may not be opened: nobody can tell them apart."""
    here = queries.index_of(actor())
    known = queries.child(child)
    if known is not None and known.authority in sharing(profiles.current().authorities, here):
        return queries.subject(known)
    said = child if _AN_ID.fullmatch(child) else ""  # somebody may type a name there: the trail keeps none
    return Subject("child", said, here)


def _reason(who: Actor, subject: Subject) -> str:
    known = queries.child(subject.id)
    held = queries.session_of(who.id, known) if known else None
    return f"{held.basis}, {held.reason_code}: {held.reason}" if held else ""


def _ruling(who: Actor, subject: Subject) -> Ruling:
    known = queries.child(subject.id)
    if known is None:
        return Ruling(False, "R0")
    found = decide(profiles.current().access, queries.case(who, known), "record")
    return Ruling(bool(found), found.rule)


def _find_first(_subject: Subject) -> str:
    return url_for("finding.find", done="first")
