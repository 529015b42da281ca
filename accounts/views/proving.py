"""Proving again who one is, before a record opens; and where a door that is shut for now leads."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from accounts import forms, operations
from accounts.operations import Answer
from accounts.queries import signing
from accounts.queries.standings import is_shut_out
from accounts.security import sessions
from accounts.views import cookie, landing
from accounts.views.account import KEEP, myself
from accounts.views.holding import keep_typed
from accounts.views.rooms import door
from accounts.views.signing_in import CHALLENGE, too_often, wait_words
from foundation.acts import Actor
from foundation.permissions import PRACTITIONER, Permission
from foundation.words import gettext as _


def prove_address() -> str:
    """For the doors: where one proves again who one is; "" for who did within half an hour. What was typed is kept."""
    if sessions.freshly_proved(cookie.signed_in(), sessions.PROVED):
        return ""
    if request.method == "POST":
        keep_typed()
    return url_for("accounts.prove")


def shut_address(actor: Actor, permission: Permission) -> str:
    """For the doors: where somebody with a role of the practitioner side reads why it does not count for now."""
    if permission.side != PRACTITIONER or actor.kind != "person" or not is_shut_out(actor.id):
        return ""
    return url_for(landing.ACCESS)


@door.page("/prove", KEEP, subject=myself, methods=["GET", "POST"])
def prove() -> str | Response:
    """By the app; or, with the button beside it, by a passkey."""
    form = forms.Code()
    if request.method == "GET":
        return _page([])
    if not form.validate():
        return _page([("app-code", str(form.code.errors[0]))])
    here = cookie.signed_in()
    said = {"code": form.code.data, "device": landing.device()}
    return _answered(
        lambda: operations.prove_code(_me(), here.person, here.digest, **said),
        "app-code",
        _("This code is not right, or it has been used. Wait for the next one."),
    )


@door.page("/prove/passkey", KEEP, subject=myself, methods=["POST"])
def prove_passkey() -> str | Response:
    """One's own passkey, and nobody else's."""
    here = cookie.signed_in()
    said = {
        "answer": request.form.get("answer", ""),
        "challenge": session.pop(CHALLENGE, ""),
        "device": landing.device(),
    }
    wrong = _("This passkey is not one of yours. Try again, or use your app.")
    return _answered(lambda: operations.prove_passkey(_me(), here.person, here.digest, **said), "passkey", wrong)


def _me() -> Actor:
    return Actor("person", cookie.signed_in().person)


def _answered(ask: Callable[[], Answer], field: str, wrong: str) -> str | Response:
    if too_often("prove"):
        return _page([(field, _("Too many tries came from your connection. Wait 15 minutes."))])
    try:
        answer = ask()
    except sessions.NotSignedIn:
        return redirect(url_for("accounts.sign_in", done="ended"), 303)
    if answer.opened:
        return landing.arrived(answer.opened)
    return _page([(field, wait_words(answer.locked_until) if answer.locked_until else wrong)])


def _page(faults: list[tuple[str, str]]) -> str:
    found = signing.login_of(cookie.signed_in().person)
    return render_template(
        "accounts/prove.html",
        faults=faults,
        bad=dict(faults),
        ways=found.ways if found else signing.Ways(),
        command=landing.sample_command(found.email) if found and found.ways.app and not found.ways.passkeys else "",
        next=landing.wanted(),
    )
