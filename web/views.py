"""Pages about the site itself: help, accessibility, privacy, where the data come from, its languages."""

from __future__ import annotations

from babel.dates import format_date
from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from foundation import words
from foundation.words import Language
from foundation.words import gettext as _
from web import frame
from web.door import Door
from web.languages import KEPT

blueprint = Blueprint("web", __name__)
door = Door(blueprint)

ABOUT = ("help", "accessibility", "privacy", "sources")
A_YEAR = 365 * 24 * 60 * 60


@door.public("/about/<topic>")
def about(topic: str) -> str:
    """One page a topic."""
    if topic not in ABOUT:
        abort(404)
    return render_template(f"web/about_{topic}.html")


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
    answer, secure = (
        redirect(url_for("web.languages"), 303),
        current_app.config["WAYMARK"].base_url.startswith("https:"),
    )
    answer.set_cookie(KEPT, words.language(), max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure)
    return answer


@door.public("/languages/forget", methods=["POST"], no_session=True)
def forget_language() -> Response:
    """The browser keeps nothing any longer."""
    answer = redirect(url_for("web.languages"), 303)
    answer.delete_cookie(KEPT, httponly=True, samesite="Lax")
    return answer


def _tongue(one: Language) -> Markup:
    return Markup('<span lang="{}" dir="{}">{}</span>').format(one.html, one.direction, one.autonym)


def _name(one: Language) -> str:
    """What the reader calls it, where that is not its own name."""
    name = words.locale().languages.get(one.tag.replace("-", "_"), "")
    return "" if name == one.autonym else name


def _state(one: Language) -> str:
    if one.checked_by and one.checked_on:
        day = format_date(one.checked_on, "d MMMM y", locale=words.locale())
        return _("%(who)s has read the words and speaks the language (%(day)s).") % {"who": one.checked_by, "day": day}
    if one.tag == words.SOURCE:
        return _("The words were written in this language.")
    return _("A machine made the translation. No speaker has checked it yet.")
