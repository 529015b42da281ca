"""Every cookie that the site may set, declared by the room that sets it: the page about cookies shows this very list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from foundation.words import gettext as _


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


declare(Cookie("session", lambda: _("It belongs to a form that you opened, so that nobody else can send it.")))
