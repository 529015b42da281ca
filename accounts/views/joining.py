"""Accepting an invitation: on any device, and as often as it takes to set up a way to sign in."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts import forms, operations, queries
from accounts.queries import signing
from accounts.queries.people import InvitationShown, invitation_by
from accounts.security import passwords, tokens
from accounts.views import cookie, landing
from accounts.views.rooms import door
from accounts.views.signing_in import too_often
from foundation import words
from foundation.acts import Actor, system
from foundation.words import gettext as _

ACTOR = system("invitation")


@door.public("/join/<token>", methods=["GET", "POST"])
def join(token: str) -> str | Response | tuple[str, int]:
    """What one is asked to do, and the way in."""
    asked = invitation_by(tokens.digest(token))
    if asked is None or asked.state != "open":
        return _shut(token, asked)
    found = signing.login(asked.email)
    if found is not None and found.ways.enough:
        return _take_on(token, asked)
    form = forms.Join(name=asked.name)
    form.own = (asked.email, asked.name, form.name.data or "")
    if request.method == "GET":
        return _page(asked, form, [])
    if not form.validate():
        return _page(asked, form, form.faults())
    try:
        return _begin(token, form)
    except operations.BothSides as both:
        return _page(asked, form, [("name", str(both))])


def _begin(token: str, form: forms.Join) -> Response:
    password = None if form.alone.data else passwords.hashed(form.password.data)  # slow, so before the change
    try:
        opened = operations.begin_joining(
            ACTOR,
            token,
            name=form.name.data,
            password_hash=password,
            language=words.language(),
            device=landing.device(),
        )
    except LookupError:
        return redirect(url_for("accounts.join", token=token), 303)
    there = "accounts.choose_way" if password else "accounts.add_passkey"
    return cookie.keep(redirect(url_for(there), 303), opened)


def _page(asked: InvitationShown, form: forms.Join, faults: list[tuple[str, str]]) -> str:
    return render_template(
        "accounts/join.html", asked=asked, form=form, faults=faults, bad=dict(faults), place=place_of(asked)
    )


def place_of(asked: InvitationShown) -> str:
    """Whose entries are meant."""
    authority = queries.authority(asked.authority)
    return asked.agency_name or (authority.name if authority else "")


def _shut(token: str, asked: InvitationShown | None) -> str | Response | tuple[str, int]:
    """Why a link opens nothing, and, when only its time has passed, a new one for the asking."""
    if request.method == "POST" and asked is not None and asked.state == "late" and not too_often("invitation", 10):
        operations.ask_again(ACTOR, token)
        return redirect(url_for("accounts.join_sent"), 303)
    state = asked.state if asked else "unknown"
    return render_template("accounts/join_shut.html", state=state, asked=asked), 200 if asked else 404


@door.public("/join/sent")
def join_sent() -> str:
    """A new letter is on its way."""
    return render_template("accounts/join_sent.html")


def _take_on(token: str, asked: InvitationShown) -> str | Response:
    """For somebody who has an account: sign in, and press once."""
    here = cookie.known()
    person = queries.person(here.person) if here and here.stage == "whole" else None
    fault = ""
    if request.method == "POST" and person is not None:
        try:
            operations.accept(Actor("person", person.uuid), person.uuid, token=token)
            return redirect(url_for("accounts.account", done="joined"), 303)
        except operations.StrongerNeeded:
            fault = _("This work asks for a passkey or an app as second step. Add one to your account first.")
        except operations.BothSides as both:
            fault = str(both)
        except LookupError:
            fault = _("This invitation is for another address. Sign out, then sign in with that one.")
    faults = [("accept", fault)] if fault else []
    return render_template("accounts/join_more.html", asked=asked, person=person, faults=faults, place=place_of(asked))
