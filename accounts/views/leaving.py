"""Signing out: here, or everywhere; and leaving a page that may not be seen."""

from __future__ import annotations

import re

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts import operations
from accounts.views import cookie
from accounts.views.rooms import away_door, door
from foundation.acts import Actor
from web import frame

_PLAIN_NAME = re.compile(r"[\w-]{1,64}", re.ASCII)


@door.public("/sign-out", methods=["GET", "POST"])
def sign_out() -> str | Response:
    """A button; pressing it ends this sign-in, and pressing it again does no harm."""
    if request.method == "GET":
        return render_template("accounts/sign_out.html")
    _end()
    return cookie.drop(redirect(url_for("accounts.signed_out"), 303))


@away_door.public("/exit")
def leave() -> Response:
    """Away to a page that says nothing of whoever leaves, and nothing of this site is left in the browser but its history.

    It is a link, so that it works without script: another site that sends a reader here moves them on, and ends nothing.
    """
    answer = redirect(frame.LEAVING, 303)
    answer.headers["Cache-Control"] = "no-store"
    if request.headers.get("Sec-Fetch-Site") != "cross-site":
        _end()
        answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        for name in filter(_PLAIN_NAME.fullmatch, request.cookies):
            answer.delete_cookie(name)
    return answer


def _end() -> None:
    here = cookie.known()
    if here is not None:
        operations.sign_out(Actor("person", here.person), here.person, here.uuid)


@door.public("/signed-out")
def signed_out() -> str:
    """That it worked."""
    return render_template("accounts/signed_out.html")
