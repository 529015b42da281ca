"""Files to keep: a contact, Braille."""

from __future__ import annotations

from datetime import timedelta

import segno.helpers
from flask import abort, current_app, request, url_for
from werkzeug.wrappers import Response

from directory.sheets import sheet, shown
from directory.showing import entry_or_gone
from foundation import words
from keeping import braille, contacts, rules, showing
from keeping.braille import Line
from keeping.discretion import is_quiet
from keeping.views.lists import NAMED
from keeping.views.rooms import door, file
from web import limits

BRF = "application/x-brf"
MOST, PER = 60, timedelta(hours=1)  # Braille files that one connection is given: each starts a program


@door.public("/contact/<code>.vcf")
def contact(code: str) -> Response:
    """Name, numbers and address for the contacts of a telephone; a sensitive service is called by its code."""
    page = entry_or_gone(code)
    own = page.entry["code"]
    whole = current_app.config["WAYMARK"].base_url + url_for("directory.entry_by_code", code=own)
    card = contacts.card(shown(page), whole, quiet=is_quiet(page.entry))
    return file(segno.helpers.make_vcard_data(**card), "text/vcard; charset=utf-8", f"{own}.vcf")


@door.public("/braille/<code>.brf")
def entry_braille(code: str) -> Response:
    """An entry in Braille; no page where liblouis is not installed."""
    page = entry_or_gone(code)
    tag = braille.language_for(words.language())
    return _braille(contacts.lines(sheet(page, tag, beside=False), tag), f"{page.entry['code']}.brf")


@door.public("/list.brf")
def list_braille() -> Response:
    """A list in Braille; a name that is sensitive only when it was asked for."""
    kept = showing.shown_list(rules.read(request.args.get("c", "")), names=NAMED in request.args)
    tag = braille.language_for(words.language())
    lines: list[Line] = []
    for item, made in showing.on_paper(kept, tag, beside=False):
        lines += contacts.lines(made, tag) if made else [(tag, item.said), (tag, item.ring)]
        lines.append((tag, ""))
    return _braille(lines, "list.brf")


def _braille(lines: list[Line], name: str) -> Response:
    if not braille.is_here():
        abort(404)
    if not limits.allow("keeping.braille", most=MOST, per=PER):
        abort(429)
    try:
        return file(braille.written(lines), BRF, name)
    except braille.NoBraille:
        abort(503)
