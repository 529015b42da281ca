"""Signing out: here, or everywhere."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts import operations
from accounts.views import cookie
from accounts.views.rooms import door
from foundation.acts import Actor


@door.public("/sign-out", methods=["GET", "POST"])
def sign_out() -> str | Response:
    """A button; pressing it ends this sign-in, and pressing it again does no harm."""
    if request.method == "GET":
        return render_template("accounts/sign_out.html")
    here = cookie.known()
    if here is not None:
        operations.sign_out(Actor("person", here.person), here.person, here.uuid)
    return cookie.drop(redirect(url_for("accounts.signed_out"), 303))


@door.public("/signed-out")
def signed_out() -> str:
    """That it worked."""
    return render_template("accounts/signed_out.html")
