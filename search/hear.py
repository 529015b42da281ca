"""Hear what you will hear: a page of the site as a screen reader meets it, line by line, made from the very page that is shown."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from lxml import html
from werkzeug.wrappers import Response

from directory import showing, spoken
from search import views as search_views
from web.door import Door
from web.languages import with_question

blueprint = Blueprint("hear", __name__)
door = Door(blueprint)
EXAMPLE = "food"  # what is asked for where the reader asked nothing: a list that every authority has


@door.public("/hear")
def choose() -> str:
    """Which page."""
    return render_template("search/hear.html", example=EXAMPLE)


@door.public("/hear/home")
def home() -> str | Response:
    """The first page."""
    return _heard(search_views.home(), url_for("search.home"))


@door.public("/hear/services")
def results() -> str | Response:
    """A list of services: the question stands in the address as it does on the list itself."""
    if not request.args:
        return redirect(url_for("hear.results", q=EXAMPLE))
    there = with_question(url_for("search.results"), request.args.items(multi=True))
    return _heard(search_views.results(), there)


@door.public("/hear/services/<code>")
def entry(code: str) -> str | Response:
    """A service."""
    page = showing.entry_or_gone(code)
    return _heard(showing.entry_page(page), url_for("directory.entry_by_code", code=page.entry["code"]))


def _heard(made: str | Response, address: str) -> str | Response:
    """The lines of a page, or the answer that stands in its place (moved on, no index now)."""
    if not isinstance(made, str):
        return make_response(made)
    tree = html.fromstring(made)
    title, body = tree.findtext(".//title") or "", html.tostring(tree.body, encoding="unicode")
    return render_template("search/heard.html", title=title, lines=spoken.spoken(body), address=address)
