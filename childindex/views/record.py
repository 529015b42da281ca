"""One record: who the child is, who is involved, who leads, and what may be missing."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, render_template, request

import profiles
from access.doors import record_door
from access.sight import Sight, sight_of
from accounts import queries as accounts
from childindex import panels
from childindex.queries.record import record
from directory.telling.times import day_and_month
from foundation import acts
from foundation.acts import permits
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import actor

blueprint = Blueprint("record", __name__)
door = record_door(blueprint)
SEE = Permission.CHILD_SEE


@blueprint.app_template_filter("iso_day")
def iso_day(said: str) -> str:
    """A day as it is kept, in words."""
    return day_and_month(date.fromisoformat(said))


def told() -> str:
    """What was just done, by the code in the address."""
    return {
        "fact": _("It is kept. If another source says something else, both are shown as disputed."),
        "involvement": _(
            "The involvement is kept. The others involved are told that somebody new works with the child."
        ),
        "ended": _("The involvement has ended."),
        "lead": _("They are asked. Nothing changes unless they accept."),
        "leads": _("You lead now."),
        "saved": _("Saved."),
        "consent": _("What the family said is kept."),
        "withdrawn": _("It is taken back. From now on nobody sees what it covered."),
        "need": _("It is kept, with what you will do about it."),
        "notice": _("It is kept that the family was told."),
    }.get(request.args.get("done", ""), "")


@door.record("/children/<child>", SEE)
def show(child: str) -> str:
    """The record, as this reader may see it."""
    sight = seen(child)
    held = record(sight)
    inside = panels.filled(sight)
    contact = _shield_contact(sight)
    page = render_template(
        "childindex/record.html",
        held=held,
        panels=inside,
        contact=contact,
        may=_may(sight),
        profile=profiles.current(),
        session=sight.case.basis,
        mine={one.agency for one in actor().grants if one.agency},
        told=told(),
        faults=[],
    )
    sight.tell_the_trail()
    return page


def seen(child: str) -> Sight:
    """Inside a look: the viewer before the child."""
    sight = sight_of(actor(), child)
    if sight is None:
        abort(404)
    return sight


def _shield_contact(sight: Sight) -> str:
    """For a shielded child: the number of the team that may say more, for those who may see no more."""
    if not sight.child.state.shielded or not sight.sees("shield-contact"):
        return ""
    home = accounts.authority(sight.child.authority)
    return home.phone if home else ""


def _may(sight: Sight) -> dict[str, bool]:
    """What this reader is offered; every page asks the rules again."""
    about = acts.Subject("child", sight.child.uuid, sight.child.authority)
    offered = {
        "edit": Permission.CHILD_EDIT,
        "rule": Permission.CHILD_RULE,
        "merge": Permission.CHILD_MERGE,
        "hide": Permission.CHILD_HIDE,
        "shield": Permission.CHILD_SHIELD,
        "release": Permission.CHILD_RELEASE,
        "archive": Permission.CHILD_ARCHIVE,
        "central": Permission.CENTRAL_ANSWER,
        "consent": Permission.CONSENT_KEEP,
    }
    return {name: permits(sight.actor, permission, about) for name, permission in offered.items()}
