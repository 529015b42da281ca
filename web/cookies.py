"""Every cookie that the site may set, declared by the room that sets it: the page about cookies shows this very list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app
from werkzeug.wrappers import Response

from foundation.words import gettext as _

DAYS_90 = 90 * 24 * 60 * 60  # seconds: what somebody asked their device to keep


@dataclass(frozen=True)
class Cookie:
    """words: what for, and how long it stays. endpoint: the page where one sees it and takes it back, or ""."""

    name: str
    words: Callable[[], str]
    endpoint: str = ""
    page: Callable[[], str] = str


_declared: dict[str, Cookie] = {}


def declare(cookie: Cookie) -> str:
    """A room says what it keeps, and why. Answers the cookie's name."""
    _declared[cookie.name] = cookie
    return cookie.name


def declared() -> list[Cookie]:
    """Every cookie of this site, by name."""
    return [_declared[name] for name in sorted(_declared)]


def keep(answer: Response, name: str, value: str, seconds: int | None = None) -> Response:
    """The browser keeps it, from scripts and other sites hidden; without `seconds` until it is closed."""
    secure = current_app.config["WAYMARK"].base_url.startswith("https:")
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="Lax", secure=secure)
    return answer


def forget(answer: Response, name: str) -> Response:
    """The browser keeps it no longer."""
    answer.delete_cookie(name, httponly=True, samesite="Lax")
    return answer


declare(Cookie("session", lambda: _("It belongs to a form that you opened, so that nobody else can send it.")))
