"""One entry, made small: in the fewest bytes, one thing at a time, as a contact, in Braille."""

from __future__ import annotations

from flask import render_template, url_for

from directory.sheets import hours_line, shown
from keeping.discretion import is_quiet
from keeping.views.rooms import door, entry

LONGEST = 220  # characters of how to get help on the text page: its whole weight is 1.2 kB


@door.public("/t/<code>")
def text(code: str) -> str:
    """The entry in the fewest bytes; the whole page is a press away."""
    page = entry(code)
    made = shown(page)
    return render_template(
        "keeping/text.html",
        shown=made,
        title=made.code if is_quiet(page.entry) else made.name.words,
        hours=hours_line(made),
        help=made.how_to_get_help if len(made.how_to_get_help.words) <= LONGEST else "",
        whole=url_for("directory.entry_by_code", code=page.entry["code"]),
    )
