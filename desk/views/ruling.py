"""What agencies and readers have sent: looked at side by side, accepted fact by fact, asked about, refused; and what was before."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from desk import comparison
from desk.queries import history as histories
from desk.views.whose import desk, ours
from directory import codes, facets, operations
from directory.queries import changes, owners
from foundation.acts import Refused
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import Door, actor
from web.forms import clean

blueprint = Blueprint("ruling", __name__)
door = Door(blueprint, readers="staff")
LONGEST = 2000
Answer = str | Response | tuple[str, int]


@door.page("/desk/changes", Permission.DESK_SEE, subject=desk)
def waiting() -> str:
    """Everything that waits, longest first."""
    return render_template("desk/waiting.html", rows=changes.waiting(ours()), told=_told(request.args.get("done", "")))


@door.page("/desk/changes/<uuid>", Permission.ENTRY_APPROVE, subject=owners.subject_of_change)
def look(uuid: str) -> Answer:
    """One change, field by field."""
    return _page(uuid)


@door.page("/desk/changes/<uuid>", Permission.ENTRY_APPROVE, subject=owners.subject_of_change, methods=["POST"])
def decide(uuid: str) -> Answer:
    """What the editor ruled: nothing is published that was not looked at."""
    words = clean(request.form.get("words", ""))
    rulings = {name[2:]: value for name, value in request.form.items() if name.startswith("r:")}
    accept = frozenset(name for name, value in rulings.items() if value == "accept")
    ask = frozenset(name for name, value in rulings.items() if value == "ask")
    refuse = request.form.get("do") == "refuse"
    if fault := _fault(words, asks=bool(ask), refuses=refuse or not (accept or ask)):
        return _page(uuid, words, fault, rulings), 400
    if not refuse and (seen := request.form.get("seen", "")) != _seen(uuid):
        return _page(
            uuid, words, _("It has changed since you opened this page. Look again.") if seen else "", rulings
        ), 409
    try:
        state = _ruled(uuid, accept, ask, words) if not refuse else _refused(uuid, words)
    except operations.NotListed:
        return _page(
            uuid, words, _("The agency is not vetted, or its agreement has lapsed. Nothing can be published yet.")
        ), 409
    except operations.NotOpen:
        return _page(uuid, words, _("Somebody else decided on this meanwhile.")), 409
    except (operations.Conflicts, operations.Faulty, LookupError):
        return _page(uuid, words, _("It cannot be published as it stands. Ask the agency.")), 409
    return redirect(url_for("ruling.waiting", done=state), 303)


@door.page(
    "/desk/changes/<uuid>/take-off", Permission.ENTRY_APPROVE, subject=owners.subject_of_change, methods=["POST"]
)
def take_off(uuid: str) -> Answer:
    """The entry goes, as was asked; its page then says why, and where to go instead."""
    words, instead = clean(request.form.get("words", "")), clean(request.form.get("instead", ""))
    if len(words) > LONGEST or len(instead) > LONGEST:
        return _page(uuid, words, _("This is too long. Use fewer words.")), 400
    try:
        operations.take_off_as_asked(actor(), uuid, words, codes.clean(instead) or instead)
    except operations.NotOpen:
        return _page(uuid, words, _("Somebody else decided on this meanwhile.")), 409
    return redirect(url_for("ruling.waiting", done="gone"), 303)


def _ruled(uuid: str, accept: frozenset[str], ask: frozenset[str], words: str) -> str:
    return operations.rule(actor(), uuid, accept, ask=ask, words=words)


def _refused(uuid: str, words: str) -> str:
    operations.refuse(actor(), uuid, words)
    return "refused"


def _fault(words: str, *, asks: bool, refuses: bool) -> str:
    if len(words) > LONGEST:
        return _("This is too long. Use fewer words.")
    if (asks or refuses) and not words:
        return _("Write what the agency should know.")
    return ""


def _seen(uuid: str) -> str:
    shown = changes.change(uuid)
    return shown.row.saved_at.isoformat() if shown else ""


def _page(uuid: str, words: str = "", fault: str = "", rulings: dict[str, str] | None = None) -> str:
    shown = changes.change(uuid)
    if shown is None or shown.row.state == "draft":
        abort(404)
    before = shown.now or facets.nothing_of(shown.working)
    return render_template(
        "desk/change.html",
        change=shown,
        boards=comparison.boards(before, shown.working),
        words=words,
        fault=fault,
        faults=[("words", fault)] if fault else [],
        rulings=rulings or {},
        seen=_seen(uuid),
    )


def _told(code: str) -> str:
    return {
        "published": _("It is public now."),
        "asked": _("Your question is on its way."),
        "refused": _("The agency is told."),
        "gone": _("The service is no longer shown."),
        "restored": _("The former words are public again."),
    }.get(code, "")


@door.page("/desk/entries/<code>/history", Permission.ENTRY_APPROVE, subject=owners.subject_of_entry)
def history(code: str) -> str:
    """Everything that an entry ever said, newest first."""
    return render_template("desk/history.html", entry=changes.entry_row(code), story=histories.story(code))


@door.page("/desk/entries/<code>/history/<int:number>", Permission.ENTRY_APPROVE, subject=owners.subject_of_entry)
def version(code: str, number: int) -> str:
    """A former version beside today's."""
    found = histories.version(code, number)
    if found is None:
        abort(404)
    then, now, at = found
    return render_template(
        "desk/version.html",
        entry=changes.entry_row(code),
        number=number,
        at=at,
        boards=comparison.boards(now, then),
    )


@door.page(
    "/desk/entries/<code>/history/<int:number>",
    Permission.ENTRY_APPROVE,
    subject=owners.subject_of_entry,
    methods=["POST"],
)
def restore(code: str, number: int) -> Response:
    """Go back to it."""
    try:
        operations.restore(actor(), code, number)
    except (LookupError, Refused):
        abort(404)
    except operations.Faulty:
        return redirect(url_for("ruling.version", code=code, number=number), 303)
    return redirect(url_for("ruling.waiting", done="restored"), 303)
