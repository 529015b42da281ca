"""Pages about the site itself: what it is, how to use and reach it, accessibility, privacy, cookies, sources, its languages."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from foundation import words
from foundation.words import Language
from foundation.words import gettext as _
from web import cookies, frame, statement
from web.door import Door
from web.languages import KEPT

blueprint = Blueprint("web", __name__)
door = Door(blueprint)

ABOUT = ("site", "contact", "help", "easy", "accessibility", "privacy", "young-people", "cookies", "sources")
A_YEAR = 365 * 24 * 60 * 60
cookies.declare(
    cookies.Cookie(
        KEPT,
        lambda: _("One word for the language in which this site begins. It stays for a year."),
        "web.languages",
        lambda: _("Languages of this site"),
    )
)


@door.public("/about/<topic>")
def about(topic: str) -> str:
    """One page a topic."""
    if topic not in ABOUT:
        abort(404)
    return render_template(f"web/about_{topic}.html", tested=statement.tested(), cookies=_cookies(), day=_day)


def _cookies() -> list[tuple[str, str, tuple[str, str] | None]]:
    """Each cookie that a page here may set: its name, what for, and the page where one takes it back."""
    known = [one for one in cookies.declared() if not one.endpoint or one.endpoint in current_app.view_functions]
    return [(one.name, one.words(), (url_for(one.endpoint), one.page()) if one.endpoint else None) for one in known]


def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale=words.locale())


@door.public("/safety")
def safety() -> str:
    """What leaving a page does and cannot do, for whoever may be watched."""
    frame.be_discreet()
    return render_template("web/safety.html")


@door.public("/languages")
def languages() -> Response:
    """Every language of the site, who has checked its words, and the one that this device begins in."""
    known = {one.tag: one for one in words.offered()}
    states = [(one, _name(one), _state(one)) for one in known.values()]
    answer = make_response(
        render_template(
            "web/languages.html", states=states, kept=known.get(request.cookies.get(KEPT, "")), tongue=_tongue
        )
    )
    answer.cache_control.no_store = True  # it says what this very browser keeps
    return answer


@door.public("/languages/begin", methods=["POST"], no_session=True)
def begin_in_language() -> Response:
    """From now on / opens in the language of this page."""
    return cookies.keep(redirect(url_for("web.languages"), 303), KEPT, words.language(), A_YEAR)


@door.public("/languages/forget", methods=["POST"], no_session=True)
def forget_language() -> Response:
    """The browser keeps nothing any longer."""
    return cookies.forget(redirect(url_for("web.languages"), 303), KEPT)


def _tongue(one: Language) -> Markup:
    return Markup('<span lang="{}" dir="{}">{}</span>').format(one.html, one.direction, one.autonym)


def _name(one: Language) -> str:
    """What the reader calls it, where that is not its own name."""
    name = words.locale().languages.get(one.tag.replace("-", "_"), "")
    return "" if name == one.autonym else name


def _state(one: Language) -> str:
    if one.checked_by and one.checked_on:
        told = {"who": one.checked_by, "day": _day(one.checked_on)}
        return _("%(who)s has read the words and speaks the language (%(day)s).") % told
    if one.tag == words.SOURCE:
        return _("The words were written in this language.")
    return _("A machine made the translation. No speaker has checked it yet.")
