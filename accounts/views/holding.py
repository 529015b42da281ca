"""What was typed while nobody was signed in any more: shown, and sent on with one press."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from accounts import operations
from accounts.operations import Held
from accounts.security import sessions
from accounts.views import cookie, landing
from accounts.views.account import KEEP, myself
from accounts.views.rooms import door
from foundation.acts import Actor, system
from web import limits

MOST = 200_000  # characters: longer than any form of ours


def hold() -> str:
    """For the doors: keep what was typed, and say where to go."""
    keep_typed()
    return url_for("accounts.sign_in", done="ended")


def keep_typed() -> None:
    """Keep what was just sent, for when its sender has proved who they are."""
    fields = tuple((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")
    fits = sum(len(name) + len(value) for name, value in fields) <= MOST
    if fits and limits.allow("accounts.hold", most=20, per=landing.QUARTER):
        words = operations.locked(Held(request.full_path.rstrip("?"), fields))
        whose = sessions.whose_was(cookie.token())
        session[landing.HELD] = operations.hold(system("sign-in"), person_id=whose, words=words)


@door.page("/held", KEEP, subject=myself)
def held() -> str:
    """What was typed, and one button."""
    waiting = _waiting()
    shown = [value for _name, value in waiting.fields if value.strip()]
    return render_template("accounts/held.html", fields=waiting.fields, shown=shown)


@door.page("/held/send", KEEP, subject=myself, methods=["POST"])
def send_held() -> Response:
    """On to where it was going, with all its fields and today's token: 307 lets the browser send them again."""
    waiting = _waiting()
    person = cookie.signed_in().person
    operations.let_go(Actor("person", person), person, token=session.pop(landing.HELD))
    return redirect(waiting.path, 307)


def _waiting() -> Held:
    here = cookie.signed_in()
    found = operations.held(session.get(landing.HELD, ""), here.person_id)
    if found is None:
        abort(404)
    return found
