"""One action on many entries: choose them, say what, look at exactly what will change, do it, and take it back if need be."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from desk import bulk, operations, telling
from desk.queries import bulk as queries
from desk.queries import entries
from desk.queries.entries import MOST, Filter
from desk.views.home import door
from desk.views.whose import desk, ours
from directory import queries as directory
from foundation import clock
from foundation.acts import Actor, Refused
from foundation.permissions import Permission
from foundation.words import gettext as _
from foundation.words import ngettext
from web.door import actor
from web.forms import clean

LONGEST = 300
Answer = str | Response | tuple[str, int]
Faults = list[tuple[str, str]]
VOCABULARIES = {"which_type": "service-types", "which_need": "needs"}


@door.page("/desk/together", Permission.ENTRY_HIDE, subject=desk)
def choose() -> Answer:
    """What to do with the entries that were chosen."""
    return _choosing(request.args.getlist("code"), [])


@door.page("/desk/together", Permission.ENTRY_HIDE, subject=desk, methods=["POST"])
def plan() -> Answer:
    """Written down, and shown before anything is done."""
    codes = _codes(request.form.getlist("code"))
    action, value = request.form.get("action", ""), _value(request.form.get("action", ""))
    if faults := _faults(codes, action, value):
        return _choosing(request.form.getlist("code"), faults), 400
    uuid = operations.plan(actor(), ours(), action, value=value, codes=codes)
    return redirect(url_for("desk.run", uuid=uuid), 303)


def _value(action: str) -> str:
    """What the action was given: each has its own box."""
    for start, box in (("confirm", "reason"), ("hide", "reason"), ("show", "reason"), ("answerable", "answerable")):
        if action == start:
            return clean(request.form.get(box, "")[: LONGEST + 1])
    return request.form.get(_box(action), "")[:32]


def _box(action: str) -> str:
    """The list that an action needs an answer of; "" when none."""
    kind = action.partition("-")[2]
    return f"which_{kind}" if kind else ""


def _faults(codes: list[str], action: str, value: str) -> Faults:
    if not codes:
        return [("action", _("Choose at least one entry in the list first."))]
    if len(codes) > MOST:
        return [("action", _("These are too many. Choose at most %(number)d.") % {"number": MOST})]
    if action not in bulk.ACTIONS:
        return [("action", _("Choose what to do."))]
    if len(value) > LONGEST:
        return [("answerable" if action == "answerable" else "reason", _("This is too long. Use fewer words."))]
    if action in ("confirm", "hide") and not value:
        return [("reason", _("Write why."))]
    if action == "answerable" and not value:
        return [("answerable", _("Write who answers for these pages."))]
    box = _box(action)
    if box and value not in directory.vocabulary(VOCABULARIES[box]).terms:
        return [(box, _("Choose one of the list."))]
    return []


def _codes(said: list[str]) -> list[str]:
    """Those that were ticked, else all that a filter finds."""
    if request.values.get("all") == "1":
        return entries.codes(ours(), Filter.of(request.values))
    return list(dict.fromkeys(code[:6] for code in said))[: MOST + 1]


def _choosing(said: list[str], faults: Faults) -> str:
    codes = _codes(said)
    return render_template(
        "desk/together.html",
        total=len(codes),
        most=MOST,
        codes=[] if request.values.get("all") == "1" else codes,
        wanted=Filter.of(request.values).address() if request.values.get("all") == "1" else {},
        actions=[(name, telling.action(name)) for name in bulk.ACTIONS],
        terms={box: _terms(name) for box, name in VOCABULARIES.items()},
        typed=request.values,
        faults=faults,
        wrong=dict(faults),
    )


def _terms(name: str) -> list[tuple[str, str]]:
    """Those that an entry may bear, by name; groups are none."""
    terms = directory.vocabulary(name).terms.values()
    return sorted(((one.code, one.words()) for one in terms if one.parent), key=lambda pair: pair[1])


@door.page("/desk/together/<uuid>", Permission.ENTRY_HIDE, subject=queries.subject_of_run)
def run(uuid: str) -> str:
    """Exactly what will change, and afterwards what became of each entry."""
    found = queries.run(uuid)
    if found is None:
        abort(404)
    said = request.args.get("page", "")
    pages = max(1, -(-found.total // queries.A_PAGE))
    page = min(pages, int(said)) if said.isascii() and said.isdigit() and len(said) < 6 and int(said) else 1
    return render_template(
        "desk/run.html",
        run=found,
        title=_title(found),
        lines=queries.lines(uuid, page),
        page=page,
        pages=pages,
        page_url=lambda number: url_for("desk.run", uuid=uuid, page=number),
        value=telling.value(found.action, found.value),
        fact=telling.fact,
        became=telling.became,
        until=(found.at + bulk.UNDO).astimezone(clock.HERE).date(),
        told=_told(found),
    )


def _title(found: queries.Run) -> str:
    """What the action is called, with how many entries it is about."""
    many = ngettext("%(what)s: %(num)d entry", "%(what)s: %(num)d entries", found.total)
    return many % {"what": telling.action(found.action), "num": found.total}


def _told(found: queries.Run) -> str:
    if request.args.get("done") != "1":
        return ""
    if found.state == "undone":
        back = found.counts.get("back", 0)
        return ngettext("%(num)d entry is as it was before.", "%(num)d entries are as they were before.", back) % {
            "num": back
        }
    changed = found.counts.get("done", 0)
    return ngettext("%(num)d entry was changed.", "%(num)d entries were changed.", changed) % {"num": changed}


@door.page("/desk/together/<uuid>", Permission.ENTRY_HIDE, subject=queries.subject_of_run, methods=["POST"])
def do_run(uuid: str) -> Response:
    """Do what was looked at; the first hundred at once."""
    return _begun(uuid, operations.begin_run)


@door.page("/desk/together/<uuid>/undo", Permission.ENTRY_HIDE, subject=queries.subject_of_run, methods=["POST"])
def undo_run(uuid: str) -> Response:
    """Take it back, entry by entry."""
    return _begun(uuid, operations.begin_undo)


def _begun(uuid: str, begin: Callable[[Actor, str], None]) -> Response:
    try:
        begin(actor(), uuid)
        operations.carry_on(uuid)
    except operations.NotPlanned:
        return redirect(url_for("desk.run", uuid=uuid), 303)
    except (LookupError, Refused):
        abort(404)
    return redirect(url_for("desk.run", uuid=uuid, done=1), 303)
