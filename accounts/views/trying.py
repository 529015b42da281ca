"""Sample sites only: be one of the sample's people in one press. No such page exists on any other site."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from accounts import operations
from accounts.views import cookie, landing
from foundation.acts import system
from web.door import Door

blueprint = Blueprint("trying", __name__)
door = Door(blueprint)


@door.public("/try/as/<email>", no_session=True, methods=["POST"])
def sign_in_as(email: str) -> Response:
    """Signed in as somebody who is nobody, all the way or half. 404 for anyone whose authority is not a sample."""
    try:
        opened = operations.try_as(system("sample"), email, landing.device())
    except LookupError:
        abort(404)
    if opened.stage == "half":  # their app's code is still asked for
        return cookie.keep(redirect(url_for("accounts.second_step"), 303), opened)
    return landing.arrived(opened)
