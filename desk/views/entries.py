"""Every entry of the authority, to be filtered and ordered; and one entry with all that the desk knows of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts import queries as accounts
from desk import telling
from desk.queries import entries as queries
from desk.queries.entries import A_PAGE, SORTS, Filter
from desk.queries.periods import HEALTH, periods_of
from desk.views.home import door
from desk.views.whose import desk, ours
from directory import operations, quality
from directory import queries as directory
from directory import telling as facts
from directory.queries import changes, owners
from directory.rules import may_be_public
from feedback import queries as feedback
from foundation import acts, clock
from foundation.acts import Refused
from foundation.permissions import Permission
from foundation.words import gettext as _
from upkeep import queries as upkeep
from web.door import actor
from web.forms import clean

LONGEST = 2000
Answer = str | Response | tuple[str, int]


@door.page("/desk/entries", Permission.DESK_SEE, subject=desk)
def entries() -> str:
    """The list."""
    wanted = Filter.of(request.args)
    total = queries.count(ours(), wanted)
    pages = max(1, -(-total // A_PAGE))
    wanted = replace(wanted, page=min(wanted.page, pages))
    return render_template(
        "desk/entries.html",
        rows=queries.rows(ours(), wanted),
        wanted=wanted,
        total=total,
        pages=pages,
        page_url=lambda page: _address(wanted, page=page),
        sorts=_sorts(wanted),
        stage=telling.stage_of,
        options=_options(),
        edits=acts.permits(actor(), Permission.ENTRY_HIDE, desk()),
        address=lambda row: _public(row.code) if row.status == "active" else "",
    )


def _public(code: str) -> str:
    """Where families read it."""
    return url_for("directory.entry_by_code", code=code)


def _address(wanted: Filter, **other: str | int) -> str:
    return url_for("desk.entries", **wanted.address(**other))


def _sorts(wanted: Filter) -> dict[str, tuple[str, str, str]]:
    """For each column its words, the address that orders by it, and how it is ordered now ("" when not)."""
    words = {"name": _("Service"), "agency": _("Agency"), "confirmed": _("How it stands"), "quality": _("Score")}
    found = {}
    for name in SORTS:
        here = wanted.sort == name
        down = "1" if here and not wanted.down else ""
        now = ("descending" if wanted.down else "ascending") if here else ""
        found[name] = (words[name], _address(wanted, sort="" if name == "confirmed" else name, down=down, page=1), now)
    return found


def _options() -> dict[str, list[tuple[str, str]]]:
    """What each filter offers: pairs of value and words, all of it first."""
    named = sorted(((code, telling.term("types", code)) for code in queries.types(ours())), key=lambda pair: pair[1])
    return {
        "health": [("", _("All")), *((name, telling.health(name)) for name in HEALTH)],
        "agency": [("", _("All")), *queries.agencies(ours())],
        "type": [("", _("All")), *named],
        "quality": [
            ("", _("All")),
            ("poor", _("Below %(mark)d of 100") % {"mark": quality.GOOD}),
            ("good", _("%(mark)d of 100 or more") % {"mark": quality.GOOD}),
        ],
        "sort": [
            ("confirmed", _("Longest unconfirmed first")),
            ("name", _("By name")),
            ("agency", _("By agency")),
            ("quality", _("Lowest score first")),
        ],
    }


@door.page("/desk/entries/<code>", Permission.ENTRY_APPROVE, subject=owners.subject_of_entry)
def entry(code: str) -> Answer:
    """All that the desk knows of one entry."""
    return _entry_page(code)


def _entry_page(code: str, words: str = "", fault: str = "") -> str:
    row, working = changes.entry_row(code), changes.working(code)
    if row is None or working is None:
        abort(404)
    subject = owners.subject_of_entry(code)
    found = quality.of_entry(
        working, row.confirmed_on, clock.today(), periods_of(subject.authority if subject else ours())
    )
    return render_template(
        "desk/entry.html",
        row=row,
        agency=accounts.agency(row.agency),
        stage=telling.stage(row.standing, row.status, row.hidden_why),
        days=[(telling.day_of_stage(stage.value), day) for stage, day in row.standing.dates.items()],
        quality=found,
        missing=[(part, quality.sentence(part)) for part in found.missing],
        answerable=working.entry.answerable,
        evidence=upkeep.evidence_of(code),
        reports=feedback.about_entry(code),
        waiting=[one for one in changes.of_entry(code) if one.state == "waiting"],
        address=_public(row.code) if directory.entry_page(code) else "",
        told=_told(request.args.get("done", "")),
        words=words,
        fault=fault,
        faults=[("words", fault)] if fault else [],
        has=current_app.view_functions,
        day=facts.day_and_month,
    )


def _told(code: str) -> str:
    return {
        "confirm": _("You confirmed the entry on its agency's behalf."),
        "already": _("It was confirmed today already."),
        "hide": _("The entry is not shown any longer."),
        "show": _("The entry is shown again."),
        "retire": _("The entry is taken off. Its page says why."),
        "nothing": _("Nothing was changed: the entry stands so already."),
    }.get(code, "")


@door.page("/desk/entries/<code>/<act>", Permission.ENTRY_APPROVE, subject=owners.subject_of_entry, methods=["POST"])
def do(code: str, act: str) -> Answer:
    """One press on its page: confirm, hide, show, retire."""
    words = clean(request.form.get("words", "")[: LONGEST + 1])
    if act not in _ACTS:
        abort(404)
    if len(words) > LONGEST:
        return _entry_page(code, words, _("This is too long. Use fewer words.")), 400
    if act == "retire" and not words:
        return _entry_page(code, words, _("Say why it is taken off.")), 400
    try:
        done = _ACTS[act](code, words)
    except (LookupError, Refused):
        abort(404)
    if done == "agency":
        said = _("Its agency is not vetted, or its agreement has lapsed. It stays hidden.")
        return _entry_page(code, words, said), 409
    return redirect(url_for("desk.entry", code=code, done=done), 303)


def _confirm(code: str, _words: str) -> str:
    row = changes.entry_row(code)
    behalf = replace(actor(), on_behalf_of=row.agency_name if row else "")
    return "confirm" if operations.confirm(behalf, code) else "already"


def _show(code: str, _words: str) -> str:
    row = changes.entry_row(code)
    agency = accounts.agency(row.agency) if row else None
    if agency is None or not may_be_public(agency.listed, agency.agreed_until, clock.today()):
        return "agency"
    return "show" if operations.show_again(actor(), code) else "nothing"


def _retire(code: str, words: str) -> str:
    operations.retire(actor(), code, words)
    return "retire"


_ACTS: dict[str, Any] = {
    "confirm": _confirm,
    "hide": lambda code, _words: "hide" if operations.hide(actor(), code, "desk") else "nothing",
    "show": _show,
    "retire": _retire,
}
