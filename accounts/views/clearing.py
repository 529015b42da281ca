"""The administrator decides who works with the index of children. No child is on any of these pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import profiles
from accounts import clearance_words, forms, operations
from accounts.queries import clearances as found
from accounts.queries import standings
from accounts.queries.clearances import ClearanceShown
from accounts.views.rooms import clearance_door as door
from foundation.acts import Refused, Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.forms import Form

DECIDE = Permission.CLEARANCE_KEEP

_TOLD: dict[str, Callable[[], str]] = {
    "granted": lambda: _("Access is granted. We have written to the person."),
    "refused": lambda: _("Access is refused."),
    "renewed": lambda: _("The new dates are saved."),
    "ended": lambda: _("Access has ended. It is shut from now on."),
}


def _authorities() -> list[str]:
    """Whose administrator this person is."""
    return sorted({one.authority for one in g.actor.grants if one.role == "administrator"})


def _here(**_values: str) -> Subject | None:
    slugs = _authorities()
    return Subject("authority", slugs[0], slugs[0]) if slugs else None


def _about(uuid: str) -> Subject | None:
    one = found.clearance(uuid) if uuid == forms.clean(uuid) else None
    return None if one is None else Subject("clearance", one.uuid, one.authority, one.agency)


@door.page("/clearances", DECIDE, subject=_here)
def every() -> str:
    """What waits, what stands, what has ended."""
    shown = [one for slug in _authorities() for one in found.all_in(slug)]
    stand = {person: how for slug in _authorities() for person, how in standings.standings_in(slug).items()}
    return render_template(
        "accounts/clearances.html",
        by_state={state: [one for one in shown if one.state == state] for state in ("asked", "granted")},
        over=[one for one in shown if one.state in ("refused", "ended")],
        standings=stand,
        short={code: clearance_words.short(code) for how in stand.values() for code in how.lacks},
        told=_TOLD.get(request.args.get("done", ""), lambda: "")(),
    )


@door.page("/clearances/<uuid>", DECIDE, subject=_about, methods=["GET", "POST"])
def one(uuid: str) -> str | Response:
    """What was asked for one person: decided here; what stands, with new dates."""
    shown = _shown(uuid)
    if shown.state == "asked":
        return _asked(shown)
    form = forms.Renew(data=_known(shown))
    if request.method == "GET" or shown.state != "granted" or not form.validate():
        return _page(shown, form, form.faults())
    said = {"vetting_until": form.vetting.data, "trained_until": form.training.data, "vetting_seen": form.seen.data}
    return _done(lambda: operations.renew(g.actor, uuid, **said), "renewed", shown, form)


def _asked(shown: ClearanceShown) -> str | Response:
    refused = request.form.get("do") == "refuse"
    form: Any = forms.Why() if refused else forms.Decide(data={**_known(shown), "level": str(shown.level)})
    if request.method == "GET" or not form.validate():
        full = forms.Decide(data={**_known(shown), "level": str(shown.level)})
        return _page(shown, full, form.faults())
    if refused:
        return _done(lambda: operations.refuse(g.actor, shown.uuid, form.why.data), "refused", shown, form)
    said = {"vetting_until": form.vetting.data, "trained_until": form.training.data, "vetting_seen": form.seen.data}
    level, why = int(form.level.data), form.why.data or ""
    return _done(lambda: operations.grant(g.actor, shown.uuid, level, why=why, **said), "granted", shown, form)


@door.page("/clearances/<uuid>/end", DECIDE, subject=_about, methods=["GET", "POST"])
def end(uuid: str) -> str | Response:
    """Asked why, then shut at once."""
    shown, form = _shown(uuid), forms.Why()
    if request.method == "GET" or not form.validate():
        faults = form.faults()
        return render_template("accounts/end_clearance.html", one=shown, faults=faults, form=form, bad=dict(faults))
    return _done(lambda: operations.end_clearance(g.actor, uuid, form.why.data), "ended", shown, form)


def _done(do: Callable[[], None], told: str, shown: ClearanceShown, form: Form) -> str | Response:
    """Done, and said so; or why two people are needed."""
    try:
        do()
    except operations.OwnDecision as own:
        full = form if hasattr(form, "vetting") else forms.Decide(data={**_known(shown), "level": str(shown.level)})
        return _page(shown, full, [("decision", str(own))])
    except (Refused, LookupError):  # somebody else decided in between
        abort(404)
    return redirect(url_for("clearances.every", done=told), 303)


def _shown(uuid: str) -> ClearanceShown:
    shown = found.clearance(uuid)
    if shown is None:
        abort(404)
    return shown


def _known(shown: ClearanceShown) -> dict[str, Any]:
    return {"vetting": shown.vetting_until, "training": shown.trained_until, "seen": shown.vetting_by_authority}


def _page(shown: ClearanceShown, form: Form, faults: list[tuple[str, str]]) -> str:
    return render_template(
        "accounts/clearance.html",
        one=shown,
        form=form,
        faults=faults,
        bad=dict(faults),
        level=clearance_words.level_words(shown.level),
        ended=clearance_words.why_ended(shown.ended_why),
        vetted=profiles.current().access.vetting != "none",
    )
