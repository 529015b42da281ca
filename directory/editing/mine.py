"""Your services: every entry of the agency, how fresh each is, what is being written, what waits and what was asked."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from accounts import queries as accounts
from directory import telling
from directory.editing.base import about_code, about_oneself, agencies, door, missing_is_404, see, told
from directory.operations import changes as operations
from directory.operations import confirming
from directory.queries import changes
from directory.queries.changes import ChangeRow, EntryRow
from directory.queries.translations import NOTHING, TranslationState, translation_states
from directory.staleness import Stage
from directory.telling import english
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import actor
from web.forms import clean

SORTS = ("soonest", "name")


@dataclass(frozen=True)
class EntryLine:
    """An entry in the list, with its stage in words."""

    row: EntryRow
    stage: str
    mark: str
    address: str
    draft: ChangeRow | None
    translations: list[Markup]


@door.page("/your-services", Permission.ENTRY_EDIT, subject=about_oneself)
def mine() -> str:
    """Everything of the agencies that somebody edits for."""
    sort = request.args.get("sort", "")
    sort = sort if sort in SORTS else SORTS[0]
    held = [uuid for _authority, uuid in agencies()]
    open_ = [row for uuid in held for row in changes.of_agency(uuid)]
    decided = [row for uuid in held for row in changes.of_agency(uuid, ("published", "refused"))][:10]
    entries = [row for uuid in held for row in changes.entries_of_agency(uuid)]
    if sort == "name":
        entries.sort(key=lambda row: row.name.casefold())
    drafts = {row.code: row for row in open_ if row.code and row.state in ("draft", "asked") and row.by == actor().id}
    translated = translation_states([row.code for row in entries])
    return render_template(
        "directory/editing/mine.html", sort=sort,
        lines=[line_of(row, drafts.get(row.code), translated.get(row.code, NOTHING)) for row in entries],
        drafts=[row for row in open_ if row.state == "draft"], asked=[row for row in open_ if row.state == "asked"],
        waiting=[row for row in open_ if row.state == "waiting"], decided=decided, several=len(held) > 1,
        sort_url=lambda by: url_for("editing.mine", sort=by), told=told(done_words()), states=state_words(),
        may_add=bool(held), day=lambda at: telling.day_and_month(at.date()),
    )  # fmt: skip


def done_words() -> dict[str, str]:
    """What was done before this page."""
    return {
        "right": _("Thank you. Families now see that it was checked today."),
        "already": _("Somebody said today already that it is right."),
        "withdrawn": _("It was taken away. Nothing on the page of the service has changed."),
        "undone": _("The change was taken back. If your changes wait for the council, this one waits too."),
        "retired": _("The service is no longer listed."),
    }


def state_words() -> dict[str, str]:
    """What became of a change."""
    return {"published": _("Published"), "refused": _("Not accepted")}


def line_of(row: EntryRow, draft: ChangeRow | None, translated: TranslationState = NOTHING) -> EntryLine:
    """One entry with its stage in words."""
    words, mark = stage_words(row)
    address = url_for("directory.entry_by_code", code=row.code) if row.status == "active" else ""
    return EntryLine(row, words, mark, address, draft, translation_words(translated))


def translation_words(state: TranslationState) -> list[Markup]:
    """What its agency should know of the translations of an entry."""
    told = []
    if state.behind:
        late = _("The words were changed since they were translated: %(languages)s.")
        told.append(telling.sentence(late, languages=telling.own_names(state.behind)))
    if state.unchecked:
        unread = _("Made by a machine, and not checked by a speaker: %(languages)s.")
        told.append(telling.sentence(unread, languages=telling.own_names(state.unchecked)))
    return told


def stage_words(row: EntryRow) -> tuple[str, str]:
    """ "Confirmed on 3 May 2026. Please check it by 30 October 2026."; and the mark of its tag."""
    standing = row.standing
    days = {stage: telling.day_and_month(day) for stage, day in standing.dates.items()}
    if row.status == "hidden":
        why = {
            "stale": _("Hidden, because nobody has confirmed it."),
            "agreement": _("Hidden, because the agreement has ended."),
        }
        return why.get(row.hidden_why, _("Hidden by the council.")), "late"
    sure = (
        _("Confirmed on %(date)s.") % {"date": telling.day_and_month(row.confirmed_on)}
        if row.confirmed_on
        else _("Nobody has confirmed it yet.")
    )
    if standing.at_least(Stage.MARKED):
        warned = _("Families are warned that it may be out of date.")
        if standing.at_least(Stage.HIDDEN):
            return f"{sure} {warned}", "late"
        hidden = _("From %(date)s it is not shown any more.") % {"date": days[Stage.HIDDEN]}
        return f"{sure} {warned} {hidden}", "late"
    if standing.at_least(Stage.DUE):
        marked = _("Please check it now. From %(date)s families are warned.") % {"date": days[Stage.MARKED]}
        return f"{sure} {marked}", "due"
    by = _("Please check it by %(date)s.") % {"date": days[Stage.DUE]}
    return f"{sure} {by}", "fresh"


@door.page("/your-services/services/<code>/right", Permission.ENTRY_CONFIRM, subject=about_code, methods=("POST",))
def still_right(code: str) -> Response:
    """One press: all of it is still right today."""
    fresh = missing_is_404(lambda: confirming.confirm(actor(), code))
    return see("editing.mine", done="right" if fresh else "already")


@door.page("/your-services/services/<code>/change", Permission.ENTRY_EDIT, subject=about_code, methods=("POST",))
def begin(code: str) -> Response:
    """Begin to change an entry, or go on where one stopped."""
    uuid = missing_is_404(lambda: operations.begin(actor(), code))
    return see("editing.tasks", uuid=uuid)


@door.page("/your-services/add", Permission.ENTRY_EDIT, subject=about_oneself, methods=("GET", "POST"))
def add() -> str | Response:
    """A new service: of which agency, from nothing or from one that is there."""
    held = agencies()
    if not held:
        abort(404)
    pairs = {uuid: authority for authority, uuid in held}
    if request.method == "POST":
        chosen = request.form.get("agency", held[0][1] if len(held) == 1 else "")
        copy_of = clean(request.form.get("copy_of", ""))
        if chosen in pairs:
            uuid = missing_is_404(lambda: operations.begin_new(actor(), pairs[chosen], chosen, copy_of))
            return see("editing.tasks", uuid=uuid)
        return _adding(pairs, [("agency", _("Choose for which organisation."))])
    return _adding(pairs, [])


def _adding(pairs: dict[str, str], faults: list[tuple[str, str]]) -> str:
    named = [(uuid, english(found.name) if (found := accounts.agency(uuid)) else uuid) for uuid in pairs]
    rows = [row for uuid in pairs for row in changes.entries_of_agency(uuid)]
    copies = [
        ("", _("Begin with nothing")),
        *((row.code, english(row.name)) for row in sorted(rows, key=lambda r: r.name.casefold())),
    ]
    return render_template("directory/editing/add.html", agencies=named, copies=copies, faults=faults)
