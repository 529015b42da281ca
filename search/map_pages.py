"""The map: a second way to see a list of results, never needed. The same list, in the same order, stands before it."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from directory.telling import Said
from foundation.words import gettext as _
from places import queries as places
from search import labels, mapping
from search.mapping import Mark, Place, View
from search.presenting import ResultsPage
from search.views import answered, while_rebuilding
from web import headers
from web.door import Door
from web.languages import with_question

blueprint = Blueprint("map", __name__)
door = Door(blueprint)
A_YEAR = 365 * 24 * 60 * 60
LEAFLET = {"leaflet.js": "text/javascript", "leaflet.css": "text/css"}
MOST_NAMES = 40  # towns that are tried; most find no room


@door.public("/map/leaflet/<name>")
def leaflet(name: str) -> Response:
    """The files of Leaflet, where this site has a server of map pictures; nothing asks for them before a reader does."""
    folder = _leaflet() if current_app.config["WAYMARK"].tiles else None
    if folder is None or name not in LEAFLET:
        abort(404)
    answer = make_response((folder / name).read_bytes())
    answer.mimetype = LEAFLET[name]
    answer.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return answer


@lru_cache(maxsize=1)
def _leaflet() -> Path | None:
    """Where the package lies that carries them (requirements-map.txt); None where it is not installed."""
    found = importlib.util.find_spec("leaflet")
    return Path(found.origin).parent / "static" / "leaflet" if found and found.origin else None


def _streets() -> dict[str, str]:
    """What the map's script needs; nothing where there is no server of map pictures."""
    ours = current_app.config["WAYMARK"]
    if not ours.tiles or _leaflet() is None:
        return {}
    whole = urlsplit(ours.tiles)
    headers.allow_images(f"{whole.scheme}://{whole.netloc}")
    return {"tiles": ours.tiles, "credit": ours.tiles_credit, "host": whole.netloc}


@door.public("/map")
@while_rebuilding
def results() -> str | Response:
    """The places of one page of results, drawn. A view that cannot be read is the one that shows them all."""
    page = answered()
    if page is None:
        rest = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
        return redirect(with_question(url_for("map.results"), rest))
    found = _places(page)
    view = mapping.read(request.args.get("view", "")) or mapping.around(found)
    drawn = {**_drawn(page, view, found), "streets": _streets()} if view else {}
    return render_template("search/map.html", page=page, **drawn)


def _places(page: ResultsPage) -> list[Place]:
    """Every place that may be shown: a sealed one has no point, and is in the list only."""
    found = []
    for number, (whole, one) in enumerate(zip(page.shown, page.results, strict=True), page.first):
        for site in whole["sites"]:
            address = site["address"]
            if address and address["lat"] is not None:
                found.append(Place(number, one.name, address["lat"], address["lon"]))
    return found


def _drawn(page: ResultsPage, view: View, found: list[Place]) -> dict[str, Any]:
    discs = mapping.marks(view, found)
    towns = [(one.name, one.lat, one.lon) for one in places.towns_in(*view.box(), most=MOST_NAMES)]
    miles, length = mapping.ruler(view)
    near = page.question.near
    return {
        "width": mapping.WIDTH,
        "height": mapping.HEIGHT,
        "disc": mapping.DISC,
        "marks": [(one, _called(one), _spoken(one)) for one in discs],
        "towns": mapping.names(view, towns, discs),
        "here": view.on_paper(near.lat, near.lon) if near else None,
        "ruler": (labels.miles(miles), length),
        "ways": [(words, _there(to)) for words, to in _ways(view)],
        "whole": _there(None) if "view" in request.args else "",
    }


def _called(mark: Mark) -> str:
    """3, Northgate Centre; of several all of them, after what stands in the mark."""
    names = ", ".join(dict.fromkeys(f"{one.number}, {one.called.words}" for one in mark.places))
    return names if len({one.number for one in mark.places}) == 1 else f"{mark.said}: {names}"


def _spoken(mark: Mark) -> Said:
    """In which language the names of a mark are: an attribute holds one only, so that of the first."""
    return mark.places[0].called


def _ways(view: View) -> list[tuple[str, View]]:
    return [
        (_("Nearer"), view.nearer(2)),
        (_("Further away"), view.nearer(0.5)),
        (_("North"), view.moved(1, 0)),
        (_("South"), view.moved(-1, 0)),
        (_("West"), view.moved(0, -1)),
        (_("East"), view.moved(0, 1)),
    ]


def _there(view: View | None) -> str:
    """This map, seen so; the part of the page that holds it comes first."""
    rest = [(name, value) for name, value in request.args.items(multi=True) if name != "view"]
    asked = with_question(url_for("map.results"), [*rest, *([("view", view.written())] if view else [])])
    return Markup("{}#map").format(asked)
