"""The one blueprint of this room, and what its pages share."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, make_response

from directory import text_message
from directory.presenting import EntryShown
from foundation import words
from foundation.words import gettext as _
from keeping import braille
from keeping.discretion import is_quiet
from web.door import Door

blueprint = Blueprint("keeping", __name__)
door = Door(blueprint)


def file(said: str | bytes, kind: str, name: str) -> Response:
    """A file to keep. Its name never says what it is about."""
    answer = make_response(said)
    answer.headers["Content-Type"] = kind
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.content_language.add(words.language_of(words.language()).html)
    return answer


@blueprint.app_context_processor
def helpers() -> dict[str, object]:
    """What the page of an entry needs to offer what this room makes of it."""
    return {"text_message": by_text, "braille_here": braille.is_here}


def by_text(entry: EntryShown) -> str:
    """A link that opens a text message about an entry, to nobody yet. A sensitive one is not named."""
    name = "" if is_quiet(entry.entry) else entry.name.words
    said = text_message.written(name, entry.ring, f"{_('Code:')} {entry.code}")
    return f"sms:?&body={quote(said, safe='')}"
