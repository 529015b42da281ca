"""The Form that all forms extend: our words for its errors, one order of errors, protection against forged posts.

A form that a signed-in person sends carries a token that belongs to their session. A page that nobody signs in to
(door.public with no_session=True) needs none: a forged post there could do no more than the forger could do.
"""

from __future__ import annotations

from typing import Any, NoReturn

from flask import Flask, current_app, request
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect
from wtforms import Field, ValidationError

from foundation.words import gettext as _
from web.door import NO_SESSION

_protect = CSRFProtect()
LONGEST = 20_000  # characters in one box: far more than anyone reads, far less than harms
LINE, PARAGRAPHS = 200, 2000  # characters of a line, and of what somebody explains
SENTENCE = 10  # characters of a reason: less says nothing


class Words:
    """WTForms' own sentences, in the reader's language; our validators give theirs themselves."""

    def gettext(self, sentence: str) -> str:
        """A sentence of WTForms."""
        return _(sentence)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """A sentence of WTForms about a number."""
        return _(one if count == 1 else many)


class Form(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Every form of the site."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc, name-defined]
        csrf = False  # protect_forms() checks every post before any view; the token stands in the form by form_token()

        def get_translations(self, _form: Any) -> Words:
            """Ours."""
            return Words()

    def faults(self) -> list[tuple[str, str]]:
        """(id of the field, its error) for the summary, in the order of the page."""
        return [(field.id, str(field.errors[0])) for field in self if field.errors]


def plain_words(_form: Any, field: Field) -> None:
    """A validator for text: not too long, no characters that hide or turn what stands there."""
    said = field.data or ""
    if len(said) > LONGEST:
        raise ValidationError(_("This is too long. Use fewer words."))
    field.data = clean(said)


def short(_form: Any, field: Field) -> None:
    """A validator: a name, a number, a line."""
    if len(field.data or "") > LINE:
        needed(_("This is too long. Use fewer words."))


def long(_form: Any, field: Field) -> None:
    """A validator: a few paragraphs."""
    if len(field.data or "") > PARAGRAPHS:
        needed(_("This is too long. Use fewer words."))


def needed(said: str) -> NoReturn:
    """The field that is looked at is wrong, for this reason."""
    raise ValidationError(said)


# Characters that no one types on purpose and that can hide or reverse what a reader sees: controls, bidi overrides and
# isolates, zero-width spaces, byte order marks. Joiners (200C, 200D) and direction marks (200E, 200F) are part of some scripts.
_HIDDEN = {
    *range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0),
    0x200B, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, *range(0xFFF9, 0xFFFC),
}  # fmt: skip


def clean(said: str) -> str:
    """Words without characters that hide or turn them, line ends as one kind, no space around."""
    shown = "".join(c for c in said.replace("\r\n", "\n").replace("\r", "\n") if ord(c) not in _HIDDEN)
    return shown.encode("utf-8", "ignore").decode().strip()


def protect_forms(app: Flask) -> None:
    """Refuse every post without the session's token, except on pages that say that no session speaks there."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None)  # as long as the session itself
    _protect.init_app(app)

    @app.before_request
    def check() -> None:
        if request.method in ("GET", "HEAD", "OPTIONS") or request.endpoint is None:
            return
        if not getattr(current_app.view_functions[request.endpoint], NO_SESSION, False):
            _protect.protect()
