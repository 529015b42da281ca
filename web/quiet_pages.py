"""Quiet mode begun and ended, what a form asks in it, and an opaque address that has ended."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from foundation.words import gettext as _
from web import cookies, frame, quiet
from web.cookies import Cookie, declare
from web.door import Door
from web.languages import with_question

blueprint = Blueprint("quiet", __name__)
door = Door(blueprint)
declare(
    Cookie(
        quiet.COOKIE,
        lambda: _("In quiet mode, your browser keeps a secret word until you close it or leave. We keep no copy."),
        "web.safety",
        lambda: _("Stay safe on this site"),
    )
)
LONGEST = 4000  # characters of an address: far more than any form of ours asks
Answer = str | Response | tuple[str, int]


@door.public("/quiet/begin", methods=["POST"], no_session=True)
def begin() -> Response:
    """From now on, until the browser is closed or its reader leaves, addresses say nothing; on to the first page."""
    told = quiet.new_secret()
    return cookies.keep(redirect(url_for("search.home"), 303), quiet.COOKIE, told)


@door.public("/quiet/end", methods=["POST"], no_session=True)
def end() -> Response:
    """Addresses are plain again, and those of before open nothing."""
    quiet.end()
    return cookies.forget(redirect(url_for("web.safety"), 303), quiet.COOKIE)


@door.public("/q/<token>/ask", methods=["POST"], no_session=True)
def ask(token: str) -> Answer:
    """What a form asks of a page, on to an opaque address of the answer."""
    there = request.path.removesuffix("/ask")
    if not quiet.plain(there):
        return _ended()
    asked = [(name, value) for name, value in request.form.items(multi=True) if value]
    if sum(len(name) + len(value) for name, value in asked) > LONGEST:
        abort(414)
    return redirect(with_question(there, asked), 303)


@door.public("/q/<token>", methods=["GET", "POST"], no_session=True)
def ended(token: str) -> Answer:
    """An opaque address that stands for nothing (any longer): what it stood for is answered before this page is asked."""
    return _ended()


def _ended() -> Response:
    frame.be_discreet()
    return make_response(render_template("web/quiet_ended.html"), 410)
