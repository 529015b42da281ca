"""From home, without an account: with the code of a sheet, a family says whom they do not recognise.

A code that is right and one that is not are answered with the same page, so nobody learns from it which codes there are.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from foundation.acts import Refused, reader
from foundation.words import gettext as _
from oversight import codes, operations, rules
from oversight.forms import CodeForm
from web import limits
from web.door import Door

blueprint = Blueprint("not_recognised", __name__)
door = Door(blueprint)
HOUR = timedelta(hours=1)
Answer = str | Response | tuple[str, int]


@door.public("/not-recognised")
def form() -> str:
    """The form."""
    return _page(CodeForm(None), [])


@door.public("/not-recognised", no_session=True, methods=["POST"])
def send() -> Answer:
    """A question for the privacy officer when the code is right; the same answer when it is not."""
    said = CodeForm()
    if not said.validate():
        return _page(said, said.faults()), 400
    if not limits.allow("oversight.code", most=20, per=HOUR):
        return _page(said, [("code", _("That was too often from one place. Try again in an hour, or ring us."))]), 429
    code, numbers = codes.typed(said.code.data or ""), rules.numbers_in(said.lines.data or "")
    with suppress(LookupError, Refused):
        operations.ask_by_code(reader(), code, numbers, said.asked())
    return redirect(url_for("not_recognised.sent"), 303)


@door.public("/not-recognised/sent")
def sent() -> str:
    """What happens now."""
    return render_template("oversight/not_recognised_sent.html")


def _page(said: CodeForm, faults: list[tuple[str, str]]) -> str:
    return render_template("oversight/not_recognised.html", form=said, faults=faults)
