"""Signing in: a passkey alone, or a password and then whichever second step is easiest."""

from __future__ import annotations

from datetime import datetime

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from accounts import forms, operations
from accounts.queries import signing
from accounts.security import passkeys, passwords, sessions
from accounts.security.sessions import Known
from accounts.views import cookie, landing
from accounts.views.rooms import door
from foundation import clock
from foundation.acts import Actor, system
from foundation.words import gettext as _
from foundation.words import ngettext
from web import limits

ACTOR = system("sign-in")
CHALLENGE = "challenge"  # in the browser's own session


def too_often(name: str, most: int = 60) -> bool:
    """Whether this connection has tried too often in the last quarter of an hour."""
    return not limits.allow(f"accounts.{name}", most=most, per=landing.QUARTER)


def wait_words(until: datetime) -> str:
    """How long to wait, in words."""
    minutes = max(1, -int((clock.now() - until).total_seconds() // 60))
    said = ngettext(
        "That was wrong too often. Wait %(num)d minute, then try again. A passkey works at once.",
        "That was wrong too often. Wait %(num)d minutes, then try again. A passkey works at once.",
        minutes,
    )
    return said % {"num": minutes}


@door.public("/sign-in", methods=["GET", "POST"])
def sign_in() -> str | Response:
    """An address and a password, or a passkey."""
    here = cookie.known()
    if request.method == "GET" and here and here.stage == "whole" and "again" not in request.args:
        return redirect(landing.wanted() or url_for("accounts.account"), 303)
    if request.method == "GET":
        return _sign_in_page(forms.SignIn(), [])
    form = forms.SignIn()
    if not form.validate():
        return _sign_in_page(form, form.faults())
    if too_often("password"):
        return _sign_in_page(form, [("email", _("Too many tries came from your connection. Wait 15 minutes."))])
    return _try_password(form, forms.clean(form.email.data).lower()[:320], form.password.data, here)


def _try_password(form: forms.SignIn, email: str, given: str, here: Known | None) -> str | Response:
    found = signing.login(email)
    right = passwords.matches(found.password_hash if found else None, given)  # slow, so before the change
    answer = operations.note_password(
        ACTOR, email, right=right, device=landing.device(), instead_of=here.digest if here else None
    )
    if answer.opened:
        there = url_for("accounts.second_step", next=landing.wanted() or None)
        return cookie.keep(redirect(there, 303), answer.opened)
    if answer.unready:
        return _sign_in_page(form, [("email", _("Your account is not ready yet. Open the link in your invitation."))])
    wrong = _("The e-mail address or the password is not right.")
    return _sign_in_page(form, [("email", wait_words(answer.locked_until) if answer.locked_until else wrong)])


def _sign_in_page(form: forms.SignIn, faults: list[tuple[str, str]]) -> str:
    """The address stays, the password never."""
    told = _TOLD.get(request.args.get("done", ""), lambda: "")()
    return render_template(
        "accounts/sign_in.html",
        form=form,
        faults=faults,
        next=landing.wanted(),
        told=told,
        waits=bool(session.get(landing.HELD)),
    )


_TOLD = {
    "ended": lambda: _("Your sign-in has ended. Please sign in again."),
    "everywhere": lambda: _("You have been signed out everywhere."),
}


@door.public("/sign-in/passkey/offer", methods=["POST"])
def passkey_offer() -> Response | tuple[str, int]:
    """What the browser needs; the challenge is kept in its cookie and in a table, where it is spent."""
    if too_often("passkey"):
        return "", 429
    offer = operations.offer_passkey_proof(ACTOR)
    session[CHALLENGE] = passkeys.challenge_of(offer)
    return Response(offer, mimetype="application/json")


@door.public("/sign-in/passkey", methods=["POST"])
def passkey_sign_in() -> str | Response:
    """A passkey alone is enough."""
    here = cookie.known()
    answer = operations.note_passkey(
        ACTOR,
        request.form.get("answer", ""),
        challenge=session.pop(CHALLENGE, ""),
        device=landing.device(),
        instead_of=here.digest if here else None,
    )
    if answer.opened:
        return landing.arrived(answer.opened)
    return _sign_in_page(
        forms.SignIn(), [("passkey", _("We did not know that passkey. Try again, or sign in another way."))]
    )


@door.public("/sign-in/second-step", methods=["GET", "POST"])
def second_step() -> str | Response:
    """Whichever is easiest: any one of them is enough."""
    here = cookie.known()
    if here is None or here.stage != "half":
        return redirect(url_for("accounts.sign_in", next=landing.wanted() or None), 303)
    form = forms.Code()
    if request.method == "GET":
        return _second_step_page(here, [])
    kind = request.form.get("kind", "") if request.form.get("kind") in ("app", "email", "printed") else "printed"
    if not form.validate():
        return _second_step_page(here, [(f"{kind}-code", str(form.code.errors[0]))])
    return _try_code(here, form.code.data, f"{kind}-code")


def _try_code(here: Known, code: str, field: str) -> str | Response:
    try:
        answer = operations.note_code(
            Actor("person", here.person), here.person, here.digest, code=code, device=landing.device()
        )
    except sessions.NotSignedIn:
        return redirect(url_for("accounts.sign_in", done="ended"), 303)
    if answer.opened:
        return landing.arrived(answer.opened)
    wrong = _("This code is not right, or it has been used. Check it, or use a new one.")
    return _second_step_page(here, [(field, wait_words(answer.locked_until) if answer.locked_until else wrong)])


@door.public("/sign-in/second-step/e-mail", methods=["POST"])
def send_code() -> Response:
    """A code by e-mail, as often as it is asked for within reason."""
    here = cookie.known()
    if here is None or here.stage != "half":
        return redirect(url_for("accounts.sign_in"), 303)
    often = not limits.allow("accounts.code", most=5, per=landing.QUARTER, who=here.person)
    if not often:
        operations.send_code(Actor("person", here.person), here.person, here.digest)
    done = "often" if often else "sent"
    return redirect(url_for("accounts.second_step", done=done, next=landing.wanted() or None), 303)


def _second_step_page(here: Known, faults: list[tuple[str, str]]) -> str:
    found = signing.login_of(here.person)
    done = request.args.get("done", "")
    told = {
        "sent": _("We have sent you a code. It works for 20 minutes."),
        "often": _("We have sent you several codes. Please look for them, or wait 15 minutes."),
    }
    return render_template(
        "accounts/second_step.html",
        faults=faults,
        bad=dict(faults),
        ways=found.ways if found else signing.Ways(),
        address=masked(found.email if found else ""),
        sent=bool(done) or any(field == "email-code" for field, _said in faults),
        told=told.get(done, ""),
        command=landing.sample_command(found.email) if found and found.ways.app and not found.ways.passkeys else "",
        next=landing.wanted(),
    )


def masked(email: str) -> str:
    """An address that its owner knows again, and nobody else learns: g•••@nhs.example."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}"
