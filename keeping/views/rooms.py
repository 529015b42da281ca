"""The one blueprint of this room, and what its pages share."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response

from directory import codes, queries
from foundation import words
from web.door import Door

blueprint = Blueprint("keeping", __name__)
door = Door(blueprint)


def entry(typed: str) -> queries.EntryPage:
    """The entry under a code as it was typed; no page, or one that has gone, where there is none."""
    code = codes.clean(typed)
    page = queries.entry_page(code) if code else None
    if page is None:
        abort(410 if code and queries.was_here(code) else 404)
    return page


def file(said: str | bytes, kind: str, name: str) -> Response:
    """A file to keep. Its name never says what it is about."""
    answer = make_response(said)
    answer.headers["Content-Type"] = kind
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.content_language.add(words.language_of(words.language()).html)
    return answer
