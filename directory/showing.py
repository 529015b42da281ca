"""The page of an entry, for whoever shows it: as a page, or as it is spoken."""

from __future__ import annotations

from flask import abort, make_response, render_template

from directory import codes, discretion, my_access, queries
from directory.queries.farewells import farewell
from directory.sheets import shown


def entry_or_gone(typed: str) -> queries.EntryPage:
    """The entry under a code as it was typed; a page that says it has ended, or was never here, where there is none."""
    code = codes.clean(typed)
    page = queries.entry_page(code) if code else None
    if page is None:
        if code and (said := farewell(code)):
            abort(make_response(render_template("directory/gone.html", farewell=said), 410))
        abort(410 if code and queries.was_here(code) else 404)
    discretion.about(page.entry)
    return page


def entry_page(page: queries.EntryPage) -> str:
    """What stands on the page of an entry."""
    needed = my_access.wanted()
    my_access.note_unknown(needed, page.entry, page.sites)
    return render_template(
        "directory/entry.html",
        shown=shown(page),
        entry=page.entry,
        organisation=page.organisation,
        fits=my_access.sentences(needed, page.entry, page.sites),
    )
