"""What every page does that changes something: try it, and say at its field what stood in the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from web.forms import Form

Answer = str | Response | tuple[str, int]
Faults = list[tuple[str, str]]
Said = Mapping[type[ValueError], tuple[str, str]]  # an operation's fault: the field it belongs to, and our sentence


def sent(form: Form) -> bool:
    """Whether the form was sent, and nothing in it is wrong."""
    return request.method == "POST" and bool(form.validate())


def tried(form: Form, act: Callable[[], object], said: Said | None = None) -> bool:
    """Whether it was done. A fault that is foreseen becomes a sentence at its field; what is not there is not found."""
    said = said or {}
    try:
        act()
    except LookupError:
        abort(404)
    except tuple(said) as fault:
        field, sentence = next(there for kind, there in said.items() if isinstance(fault, kind))
        form[field].errors = [sentence]
        return False
    return True


def faults_of(form: Form) -> Faults:
    """What the page says first: nothing before the form was sent."""
    return form.faults() if request.method == "POST" else []


def answered(page: str) -> Answer:
    """A page that is shown for the first time, or again because something in it was wrong."""
    return (page, 400) if request.method == "POST" else page


def to_record(child: str, done: str) -> Response:
    """Back to the record, which says what was done."""
    return redirect(url_for("record.show", child=child, done=done), 303)
