"""Access to the index of children, for who has it and for who asks for their staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import profiles
from accounts import clearance_words, forms, operations, queries
from accounts.queries import clearances as found
from accounts.queries import standings
from accounts.queries.clearances import StaffShown
from accounts.views.account import KEEP, myself
from accounts.views.looking_after import roles
from accounts.views.rooms import clearance_door as door
from foundation.acts import Actor, Refused, Subject, permits
from foundation.permissions import Permission
from foundation.words import gettext as _

ASK = Permission.CLEARANCE_ASK

_TOLD: dict[str, Callable[[], str]] = {
    "signed": lambda: _("You have signed the terms. Your signature counts for one year."),
    "asked": lambda: _("The administrator now sees what you asked for, and decides."),
}


def told() -> str:
    """What was just done."""
    return _TOLD.get(request.args.get("done", ""), lambda: "")()


@door.page("/your-access", KEEP, subject=myself)
def yours() -> str:
    """How one's own access stands, what is missing, and whom to ask."""
    places = standings.practice_places_of(g.actor.id)
    if not places:
        abort(404)
    return render_template(
        "accounts/your_access.html",
        places=[_place(*place) for place in places],
        terms=clearance_words.terms(),
        told=told(),
    )


def _place(authority: str, agency: str) -> dict[str, Any]:
    """One's access in one place, as the page shows it."""
    how, where = queries.standing(g.actor.id, authority), queries.agency(agency) if agency else None
    here = queries.authority(authority)
    mine = [one for one in found.clearances_of(g.actor.id) if one.authority == authority]
    asked = any(one.state == "asked" for one in mine)
    granted = next((one for one in mine if one.state == "granted"), None)
    managers = queries.people_of(agency, ("agency-manager",)) if agency else []
    return {
        "name": where.name if where else here.name if here else "",
        "standing": how,
        "granted": granted,
        "held": standings.held_for(g.actor.id, authority),
        "level": clearance_words.level_words(how.level),
        "missing": [(code, clearance_words.missing(code, asked=asked)) for code in how.lacks],
        "ask": managers or queries.staff_of(authority, ("administrator",)),
        "vetted": profiles.current().access.vetting != "none",
    }


@door.page("/your-access/sign", KEEP, subject=myself, methods=["POST"])
def sign() -> Response:
    """The terms, signed for a year."""
    if not standings.practice_places_of(g.actor.id):
        abort(404)
    operations.sign_terms(Actor("person", g.actor.id), g.actor.id)
    return redirect(url_for("clearances.yours", done="signed"), 303)


def _places() -> list[tuple[str, str]]:
    """Where this person may ask: their agencies, or the authority itself."""
    grants = sorted({(one.authority, one.agency) for one in g.actor.grants})
    return [(slug, agency) for slug, agency in grants if permits(g.actor, ASK, _about(slug, agency))]


def _about(authority: str, agency: str) -> Subject:
    return Subject("agency" if agency else "authority", agency or authority, authority, agency)


def _some_place(**_values: str) -> Subject | None:
    places = _places()
    return _about(*places[0]) if places else None


@door.page("/people/access", ASK, subject=_some_place)
def staff() -> str:
    """Who of one's staff has access, until when, and what is missing."""
    shown = [one for place in _places() for one in found.staff_with_access(*place)]
    return render_template(
        "accounts/staff_access.html",
        staff=shown,
        roles=roles(),
        short={code: clearance_words.short(code) for one in shown for code in one.standing.lacks},
        told=told(),
    )


def _somebody(person: str) -> tuple[tuple[str, str], StaffShown] | None:
    """Somebody of one's staff, and where they work."""
    if person != forms.clean(person):
        return None
    known = [(place, one) for place in _places() for one in found.staff_with_access(*place) if one.person == person]
    return known[0] if known else None


def _about_somebody(person: str) -> Subject | None:
    known = _somebody(person)
    return _about(*known[0]) if known else None


@door.page("/people/access/<person>", ASK, subject=_about_somebody, methods=["GET", "POST"])
def ask(person: str) -> str | Response:
    """Ask for somebody, with what one knows of their vetting and training."""
    known, form = _somebody(person), forms.Ask()
    if known is None:
        abort(404)
    place, who = known
    if request.method == "GET" or not form.validate():
        faults = form.faults()
        return render_template(
            "accounts/ask_access.html", form=form, faults=faults, bad=dict(faults), who=who, vetted=_vetted()
        )
    said: dict[str, Any] = {"vetting_until": form.vetting.data, "trained_until": form.training.data}
    level, evidence = int(form.level.data), form.evidence.data
    try:
        operations.ask(g.actor, *place, person=person, level=level, evidence=evidence, **said)
    except (Refused, LookupError):
        abort(404)
    return redirect(url_for("clearances.staff", done="asked"), 303)


def _vetted() -> bool:
    return profiles.current().access.vetting != "none"
