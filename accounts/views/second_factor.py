"""Setting up a way to sign in: while joining, and later from one's account."""

from __future__ import annotations

from typing import Any

import segno
from flask import redirect, render_template, request, session, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from accounts import forms, operations, queries, rules
from accounts.queries import signing
from accounts.security import codes, passkeys, sessions
from accounts.security.sessions import Known
from accounts.views import cookie, landing
from accounts.views.rooms import door
from accounts.views.signing_in import CHALLENGE
from foundation.acts import Actor
from foundation.words import gettext as _


class _Elsewhere(HTTPException):
    """Leads somebody who may not set anything up now to where they can."""


def setting_up() -> tuple[Known, Actor]:
    """Who sets up a way to sign in: somebody who is joining, or who proved a moment ago who they are."""
    here = cookie.known()
    if here is None or here.stage == "half":
        raise _Elsewhere(response=redirect(url_for("accounts.sign_in", done="ended"), 303))
    if here.stage == "whole" and not sessions.freshly_proved(here):
        raise _Elsewhere(response=redirect(url_for("accounts.sign_in", again=1, next=request.path), 303))
    return here, Actor("person", here.person)


def done(here: Known, actor: Actor) -> str | Response:
    """A way is set up: whoever was joining has now joined, and is shown their printed codes."""
    if here.stage != "joining":
        return redirect(url_for("accounts.account", done="added"), 303)
    opened, printed = operations.finish_joining(actor, here.person, here.digest, device=landing.device())
    page = render_template("accounts/printed_codes.html", codes=printed, joined=True, home=_home(here))
    return cookie.keep(Response(page, mimetype="text/html"), opened)


def _home(here: Known) -> str:
    person = queries.person(here.person)
    return landing.home(here.person, person.language if person else "en")


@door.public("/second-step")
def choose_way() -> str:
    """Which second step? Each said in one sentence."""
    here, _actor = setting_up()
    return render_template("accounts/choose_way.html", ways=_ways(here), email_allowed=_email_allowed(here))


def _ways(here: Known) -> signing.Ways:
    found = signing.login_of(here.person)
    return found.ways if found else signing.Ways()


def _email_allowed(here: Known) -> bool:
    person = queries.person(here.person)
    asked = signing.invitation_role(here.invitation_id)
    return rules.codes_by_email_suffice([*(person.roles if person else ()), *([asked] if asked else [])])


@door.public("/second-step/app", methods=["GET", "POST"])
def add_app() -> str | Response:
    """A secret as a picture and as text, and a code that proves it."""
    here, actor = setting_up()
    form, faults = forms.Code(), list[tuple[str, str]]()
    if request.method == "POST":
        faults = [] if form.validate() else form.faults()
        if not faults and operations.prove_app(actor, here.person, here.digest, form.code.data):
            return done(here, actor)
        faults = faults or [("code", _("This code is not right. Wait for the next one and try again."))]
    secret = operations.offer_app(actor, here.person, here.digest)
    found = signing.login_of(here.person)
    address = codes.app_address(secret, found.email if found else "")
    groups = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    return render_template("accounts/add_app.html", faults=faults, bad=dict(faults), secret=groups, picture=qr(address))


def qr(address: str) -> Markup:
    """A QR code as a picture within the page."""
    made = segno.make(address, error="l", boost_error=False)  # fewer, larger squares; the sheet gives the white ground
    drawn = made.svg_inline(border=2, dark="#000", omitsize=True, svgclass="qr")
    return Markup(drawn)  # noqa: S704  made by segno of an address that it encodes


@door.public("/second-step/e-mail", methods=["POST"])
def add_email() -> str | Response:
    """Codes by e-mail from now on."""
    here, actor = setting_up()
    if operations.choose_email(actor, here.person, here.digest):
        return done(here, actor)
    return redirect(url_for("accounts.choose_way"), 303)


@door.public("/second-step/passkey/offer", methods=["POST"])
def new_passkey_offer() -> Response:
    """What the browser needs to make a passkey."""
    here, actor = setting_up()
    offer = operations.offer_passkey(actor, here.person, here.digest)
    session[CHALLENGE] = passkeys.challenge_of(offer)
    return Response(offer, mimetype="application/json")


@door.public("/second-step/passkey", methods=["GET", "POST"])
def add_passkey() -> str | Response:
    """A passkey, with a name by which its owner knows it."""
    here, actor = setting_up()
    faults: list[tuple[str, str]] = []
    if request.method == "POST":
        said: dict[str, Any] = {"challenge": session.pop(CHALLENGE, ""), "name": _passkey_name()}
        if operations.add_passkey(actor, here.person, here.digest, request.form.get("answer", ""), **said):
            return done(here, actor)
        faults = [("name", _("The passkey was not made. Try again, or choose another way."))]
    return render_template("accounts/add_passkey.html", faults=faults, name=_passkey_name())


def _passkey_name() -> str:
    return forms.clean(request.form.get("name", ""))[:100] or landing.device() or _("My passkey")
