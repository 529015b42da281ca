"""One's own account."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts import forms, operations, queries
from accounts.queries import signing
from accounts.security import passwords, sessions
from accounts.views import cookie, landing
from accounts.views.rooms import door
from accounts.views.second_factor import setting_up
from foundation import clock
from foundation.acts import Subject
from foundation.permissions import Permission
from foundation.words import gettext as _

KEEP = Permission.ACCOUNT_KEEP

_TOLD: dict[str, Callable[[], str]] = {
    "saved": lambda: _("Your name and language are saved."),
    "password": lambda: _("Your password is changed. You are signed out everywhere else."),
    "added": lambda: _("You can now sign in that way too."),
    "removed": lambda: _("You can no longer sign in that way."),
    "ended": lambda: _("That device is signed out."),
    "joined": lambda: _("You have accepted the invitation."),
}


def myself(**_values: str) -> Subject:
    """Whose account it is: always one's own."""
    return Subject("person", g.actor.id)


@door.page("/account", KEEP, subject=myself)
def account() -> str:
    """All of it on one page."""
    here = cookie.signed_in()
    told = _TOLD.get(request.args.get("done", ""), lambda: "")()
    return render_template(
        "accounts/account.html",
        person=queries.person(here.person),
        ways=_ways(here.person),
        passkeys=signing.passkeys_of(here.person),
        sign_ins=signing.sign_ins_of(here.person, clock.now() - sessions.IDLE),
        this=here.uuid,
        ends=here.ends_at,
        access=landing.access_of(here.person),
        told=told,
    )


def _ways(person: str) -> signing.Ways:
    found = signing.login_of(person)
    return found.ways if found else signing.Ways()


@door.page("/account/name", KEEP, subject=myself, methods=["GET", "POST"])
def account_name() -> str | Response:
    """Name and language."""
    here = cookie.signed_in()
    person = queries.person(here.person)
    form = forms.Myself(name=person.name if person else "", language=person.language if person else "en")
    if request.method == "GET" or not form.validate():
        faults = form.faults()
        return render_template("accounts/account_name.html", form=form, faults=faults, bad=dict(faults))
    operations.keep_name(g.actor, here.person, form.name.data, form.language.data)
    return redirect(url_for("accounts.account", done="saved", lang=form.language.data), 303)


@door.page("/account/password", KEEP, subject=myself, methods=["GET", "POST"])
def account_password() -> str | Response:
    """A new password; the old one is not asked for, since the person has just proved who they are."""
    here, actor = setting_up()
    found, form = signing.login_of(here.person), forms.NewPassword()
    form.own = (found.email, found.name) if found else ()
    if request.method == "GET" or not form.validate():
        faults = form.faults()
        return render_template(
            "accounts/account_password.html", email=found.email if found else "", faults=faults, bad=dict(faults)
        )
    password = passwords.hashed(form.password.data)  # slow, so before the change
    operations.change_password(actor, here.person, here.digest, password)
    return redirect(url_for("accounts.account", done="password"), 303)


@door.page("/account/remove/<way>", KEEP, subject=myself, methods=["GET", "POST"])
def remove_way(way: str) -> str | Response:
    """Asked once more before a way to sign in goes; the last one stays."""
    here, actor = setting_up()
    name = next((one.name for one in signing.passkeys_of(here.person) if one.uuid == way), "")
    if not name and way not in ("app", "email"):
        abort(404)
    faults = []
    if request.method == "POST":
        try:
            operations.remove_way(actor, here.person, here.digest, way)
            return redirect(url_for("accounts.account", done="removed"), 303)
        except operations.TheLastWay:
            faults = [("remove", _("This is your only way to sign in. Add another one first."))]
    return render_template("accounts/remove_way.html", way=way, name=name, faults=faults)


@door.page("/account/codes", KEEP, subject=myself, methods=["GET", "POST"])
def printed_codes() -> str | Response:
    """Ten new codes, shown once."""
    here, actor = setting_up()
    if request.method == "GET":
        return render_template("accounts/new_codes.html")
    printed = operations.new_printed_codes(actor, here.person, here.digest)
    home = url_for("accounts.account")
    return render_template("accounts/printed_codes.html", codes=printed, joined=False, home=home)


@door.page("/account/sign-ins/end", KEEP, subject=myself, methods=["POST"])
def end_sign_in() -> Response:
    """Sign one device out."""
    here = cookie.signed_in()
    operations.sign_out(g.actor, here.person, forms.clean(request.form.get("sign_in", "")))
    return redirect(url_for("accounts.account", done="ended"), 303)


@door.page("/account/sign-out-everywhere", KEEP, subject=myself, methods=["POST"])
def sign_out_everywhere() -> Response:
    """Sign every device out, this one too."""
    operations.sign_out_everywhere(g.actor, cookie.signed_in().person)
    return cookie.drop(redirect(url_for("accounts.sign_in", done="everywhere"), 303))
