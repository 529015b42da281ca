"""What the frame of every page needs: whose site it is, its languages, its menu, its icon."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from flask import Flask, current_app, g, request
from markupsafe import Markup, escape

from foundation import words
from foundation.references import reference
from foundation.settings import Settings
from web import assets, headers, languages, navigation, quiet


class Owner(Protocol):
    """What a frame needs to know of the authority whose site this is."""

    name: str
    brand: str
    colours: dict[str, Any]
    phone: str
    sample: bool


# The first two of these that are not the page's own show their names while the list of a narrow page is closed.
FIRST_SEEN = ("en", "ar", "pl")
LEAVING = (
    "https://www.bbc.co.uk/weather"  # where somebody goes who leaves a page quickly: a page that says nothing of them
)


def owner_from(app: Flask, ask: Any) -> None:
    """Tell the frame where to ask for the owner: a function without arguments, called once a request."""
    app.extensions["waymark.owner"] = ask


def owner() -> Owner | None:
    """The authority whose site this is, or None before one is kept."""
    if "owner" not in g:
        ask = current_app.extensions.get("waymark.owner")
        try:
            g.owner = ask() if ask else None
        except Exception:  # an error page must still have a frame when the database does not answer
            current_app.logger.exception("the owner of the site could not be read")
            g.owner = None
    found: Owner | None = g.owner
    return found


def be_discreet() -> None:
    """The page of this request is one that may not be seen: a neutral title, kept by no cache, a way to leave first of all."""
    g.discreet = True


def is_discreet() -> bool:
    """Whether this request's page is such a page."""
    return bool(g.get("discreet", False))


def draw(app: Flask, settings: Settings) -> None:
    """Give every template the frame."""
    icon = assets.icon(Path(app.static_folder or "static"))
    app.add_template_filter(reference, "reference")

    @app.context_processor
    def frame() -> dict[str, Any]:
        this = words.language_of(words.language())
        return {
            "language": this,
            "languages": languages.here(),
            "first_seen": [tag for tag in FIRST_SEEN if tag != words.language()][:2],
            "same_page": languages.same_page,
            "menu": navigation.MENU,
            "staff_menu": _staff_menu,
            "here": navigation.current(request.endpoint),
            "icon": icon,
            "owner": owner(),
            "own_style": _own_style(),
            "base_url": settings.base_url,
            "sample_site": settings.sample,
            "mail": mail,
            "bdi_en": bdi_en,
            "leaving": LEAVING,
            "discreet": is_discreet(),
            "quiet": bool(quiet.secret()),
            "asks": quiet.asks,
        }


def _staff_menu() -> list[navigation.Item]:
    """What somebody who has signed in is offered; nothing on pages that do not ask who is there."""
    who = g.get("actor")
    return navigation.offered(who.roles, current_app.view_functions) if who else []


def _own_style() -> str:
    """The authority's own colours as a block of style, allowed by its hash; light palette only."""
    whose = owner()
    if whose is None or not whose.colours:
        return ""
    css = _style(tuple(sorted(whose.colours.items())))
    headers.allow_style(css)
    return css


@lru_cache(maxsize=16)
def _style(colours: tuple[tuple[str, str], ...]) -> str:
    tokens = ";".join(f"--{name}:{colour}" for name, colour in colours)
    return f"@media screen and (prefers-color-scheme:light){{:root{{{tokens}}}}}"


def mail(address: str) -> Markup:
    """An e-mail address as a link, left to right in every language."""
    return Markup('<a href="mailto:{0}" dir="ltr">{0}</a>').format(address)


def bdi_en(name: str) -> Markup:
    """An English name inside a sentence of the reader's language."""
    return escape(name) if words.language() == "en" else Markup('<bdi lang="en-GB" dir="ltr">{}</bdi>').format(name)
