"""Who is asking: the cookie, and the sign-in that it stands for."""

from __future__ import annotations

from flask import g, request, url_for
from werkzeug.wrappers import Response

from accounts import queries
from accounts.security import sessions
from accounts.security.sessions import Known, Opened
from foundation.acts import Actor
from foundation.words import gettext as _
from web import cookies
from web.cookies import Cookie, declare

NAME = declare(Cookie("waymark_sign_in", lambda: _("It shows that you have signed in. It goes when you sign out.")))


def token() -> str:
    """What the browser sent; "" when nothing."""
    return request.cookies.get(NAME, "")[:200]


def known() -> Known | None:
    """The sign-in of this browser, however far it has come. Asked once a request; its page is kept by no cache."""
    if "known" not in g:
        g.personal = True
        g.known = sessions.who(token()) if token() else None
    found: Known | None = g.known
    return found


def identify() -> Actor | None:
    """For the doors: who is signed in, all the way."""
    here = known()
    if here is None or here.stage != "whole":
        return None
    actor = queries.actor_of(here.person)
    if actor is not None:
        sessions.seen(here)
    return actor


def signed_in() -> Known:
    """Inside a page that a door guards: the sign-in itself."""
    here = known()
    assert here is not None  # noqa: S101  the door has asked
    return here


def keep(answer: Response, opened: Opened) -> Response:
    """Give the browser its new token."""
    return cookies.keep(answer, NAME, opened.token, int(sessions.LASTS[opened.stage].total_seconds()))


def drop(answer: Response) -> Response:
    """Take the token away."""
    return cookies.forget(answer, NAME)


def sign_in_address() -> str:
    """For the doors: where one signs in."""
    return url_for("accounts.sign_in")
