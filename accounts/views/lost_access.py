"""Ways back in. Every answer is the same for an address that is known and one that is not."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts import forms, operations
from accounts.queries import signing
from accounts.queries.signing import RecoveryShown
from accounts.security import passwords, tokens
from accounts.views import cookie, landing
from accounts.views.rooms import door
from accounts.views.signing_in import too_often, wait_words
from foundation.acts import system
from foundation.words import gettext as _

ACTOR = system("recovery")
Shown = str | Response | tuple[str, int]


@door.public("/lost-access", methods=["GET", "POST"])
def lost_access() -> str | Response:
    """An address, and a letter to it if it is somebody's."""
    form = forms.Email()
    faults = [] if request.method == "GET" or form.validate() else form.faults()
    if request.method == "GET" or faults:
        return render_template("accounts/lost_access.html", form=form, faults=faults, bad=dict(faults))
    if not too_often("recovery", 10):
        operations.ask_for_link(ACTOR, form.email.data)
    return redirect(url_for("accounts.lost_access_sent"), 303)


@door.public("/lost-access/sent")
def lost_access_sent() -> str:
    """Look for the letter; what to do when there is none."""
    return render_template("accounts/lost_access_sent.html")


@door.public("/lost-access/<token>", methods=["GET", "POST"])
def recover(token: str) -> Shown:
    """The link, and what one still has: a passkey, an app, a printed code."""
    way = signing.recovery(tokens.digest(token))
    if way is None or way.kind != "link" or way.state != "open":
        return _shut(way)
    found, form = signing.login_of(way.person), forms.Recover()
    form.own = (found.email, found.name) if found else ()
    if request.method == "GET" or not form.validate():
        return _recover_page(found, form.faults())
    password = passwords.hashed(form.password.data)  # slow, so before the change
    answer = operations.recover(ACTOR, way.uuid, code=form.code.data, password_hash=password, device=landing.device())
    if answer.opened is not None and answer.opened.stage == "joining":
        return cookie.keep(redirect(url_for("accounts.choose_way"), 303), answer.opened)
    if answer.opened is not None:
        return landing.arrived(answer.opened)
    wrong = _("This code is not right, or it has been used. Check it, or use a new one.")
    return _recover_page(found, [("code", wait_words(answer.locked_until) if answer.locked_until else wrong)])


def _recover_page(found: signing.Login | None, faults: list[tuple[str, str]]) -> str:
    return render_template(
        "accounts/recover.html",
        ways=found.ways if found else signing.Ways(),
        email=found.email if found else "",
        faults=faults,
        bad=dict(faults),
    )


@door.public("/lost-access/stop/<token>", methods=["GET", "POST"])
def stop_fresh_start(token: str) -> Shown:
    """ "This was not me": a button, since looking at a page changes nothing."""
    way = signing.recovery(tokens.digest(token), stop=True)
    if way is None:
        return _shut(way)
    if request.method == "POST":
        operations.stop_fresh_start(ACTOR, way.uuid)
        return redirect(url_for("accounts.stop_fresh_start", token=token), 303)
    return render_template("accounts/stop_fresh_start.html", way=way)


@door.public("/lost-access/begin/<token>", methods=["GET", "POST"])
def begin_anew(token: str) -> Shown:
    """A new password, then a new second step."""
    way = signing.recovery(tokens.digest(token))
    if way is None or way.kind != "fresh" or way.state != "open":
        return _shut(way)
    found, form = signing.login_of(way.person), forms.NewPassword()
    form.own = (found.email, found.name) if found else ()
    if request.method == "GET" or not form.validate():
        faults = form.faults()
        return render_template(
            "accounts/begin_anew.html", email=found.email if found else "", faults=faults, bad=dict(faults)
        )
    password = passwords.hashed(form.password.data)  # slow, so before the change
    opened = operations.begin_anew(ACTOR, way.uuid, password_hash=password, device=landing.device())
    return cookie.keep(redirect(url_for("accounts.choose_way"), 303), opened)


def _shut(way: RecoveryShown | None) -> tuple[str, int]:
    """Why the link opens nothing, and the way to another one."""
    return render_template("accounts/lost_access_shut.html", state=way.state if way else "unknown"), 200 if way else 404
