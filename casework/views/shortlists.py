"""Lists of services for a piece of work, what an entry tells practitioners only, and a list on paper for a family."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from access import queries as access
from access.rules import finds_children
from casework import operations
from casework.forms.listing import NEW, PutForm, TitleForm, tells_who
from casework.operations import TellsWho, TooMany
from casework.queries import referring as sealed_of
from casework.queries import shortlists as queries
from casework.queries.referring import Sealed
from casework.queries.shortlists import ShortlistShown
from directory import codes, sheets
from directory import queries as directory
from directory.queries import EntryPage
from foundation import acts, clock, words
from foundation.acts import Refused, Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from keeping import linking
from web.door import Door, actor
from web.forms import Form

blueprint = Blueprint("shortlists", __name__)
KEEP, REFER = Permission.SHORTLIST_KEEP, Permission.REFERRING_SEE
Answer = str | Response | tuple[str, int]


def index(**_values: object) -> Subject:
    """The index in which this person works."""
    return Subject("index", "", access.index_of(actor()))


door = Door(blueprint, load=index, readers="staff")


@door.page("/shortlists", KEEP, methods=["GET", "POST"])
def mine() -> Answer:
    """My lists, and a new one."""
    form = TitleForm()
    if request.method == "POST" and form.validate():
        made: list[str] = []
        if _done(
            form, lambda: made.append(operations.make_shortlist(actor(), index().authority, form.title.data or ""))
        ):
            return redirect(url_for("shortlists.show", uuid=made[0]), 303)
    page = render_template(
        "casework/shortlists.html", rows=queries.mine(actor().id), form=form, faults=_faults(form), told=_told()
    )
    return (page, 400) if request.method == "POST" else page


def _told() -> str:
    return {
        "gone": _("The list is thrown away."),
        "put": _("The service is on your list."),
        "off": _("The service is taken off your list."),
    }.get(request.args.get("done", ""), "")


def _done(form: Form, act: Callable[[], object]) -> bool:
    """Whether it was done; what stood in the way is said at its field. What is not one's own is not found."""
    try:
        act()
    except TellsWho as told:
        form[told.field].errors = [tells_who(told.what)]
    except TooMany:
        form["title"].errors = [_("There are too many already. Throw some away first.")]
    except (LookupError, Refused):
        abort(404)
    else:
        return True
    return False


def _faults(form: Form) -> list[tuple[str, str]]:
    return form.faults() if request.method == "POST" else []


def _held(uuid: str) -> ShortlistShown:
    held = queries.one(actor().id, uuid)
    if held is None:
        abort(404)
    if held.used_on < clock.today():  # once a day is enough to know that it is used
        operations.note_use(actor(), uuid)
    return held


@door.page("/shortlists/<uuid>", KEEP)
def show(uuid: str) -> str:
    """One list."""
    named = Markup('<span lang="{}" dir="{}">{}</span>')
    spoken = [one for one in words.languages() if not one.pseudo]
    tongues = [(one.tag, named.format(one.html, one.direction, one.autonym)) for one in spoken]
    return render_template("casework/shortlist.html", held=_held(uuid), tongues=tongues, told=_told(), faults=[])


@door.page("/shortlists/<uuid>/print", KEEP, for_family=True)
def printed(uuid: str) -> str:
    """The list on paper: the public words of each entry, in the family's language, with English beside."""
    held, tag = _held(uuid), request.args.get("lang", words.language())
    if tag not in {one.tag for one in words.languages() if not one.pseudo}:
        abort(404)
    made = [sheets.sheet(item.page, tag) for item in held.items if item.page]
    with words.speaking(tag):
        theirs = (_("Services that may help you"), words.language_of(tag))
    address = linking.whole((item.code for item in held.items if item.page), tag)
    return render_template(
        "casework/printed.html",
        uuid=uuid,
        sheets=made,
        theirs=theirs,
        address=address,
        picture=linking.picture(address),
        told="",
        faults=[],
    )


@door.page("/shortlists/<uuid>/take-off", KEEP, methods=["POST"])
def take_off(uuid: str) -> Response:
    """A service goes from the list."""
    code = codes.clean(request.form.get("code", "")) or ""
    if not _done(Form(), lambda: operations.take_off(actor(), uuid, code)):
        abort(404)
    return redirect(url_for("shortlists.show", uuid=uuid, done="off"), 303)


@door.page("/shortlists/<uuid>/throw-away", KEEP, methods=["GET", "POST"])
def throw_away(uuid: str) -> Answer:
    """The list goes, after a question."""
    held = _held(uuid)
    if request.method == "GET":
        return render_template("casework/throw_away.html", held=held, told="", faults=[])
    if not _done(Form(), lambda: operations.throw_away(actor(), uuid)):
        abort(404)
    return redirect(url_for("shortlists.mine", done="gone"), 303)


@door.page("/referring/<code>", REFER, methods=["GET", "POST"])
def referring(code: str) -> Answer:
    """What an entry tells practitioners only, beside its public words; and the way onto a list of one's own."""
    page = _entry(code)
    lists = queries.mine(actor().id)
    form = PutForm()
    form.mine = {one.uuid for one in lists}
    if request.method == "POST" and form.validate():
        on = _put(form, page.entry["code"])
        if on:
            return redirect(url_for("shortlists.show", uuid=on, done="put"), 303)
    shown = render_template(
        "casework/referring.html",
        shown=sheets.shown(page),
        entry=page.entry,
        sealed=_sealed(page),
        headings=_headings(),
        lists=[*((one.uuid, Markup("<bdi>{}</bdi>").format(one.title)) for one in lists), (NEW, _("A new list"))],
        form=form,
        told="",
        faults=_faults(form),
    )
    return (shown, 400) if request.method == "POST" else shown


def _entry(typed: str) -> EntryPage:
    code = codes.clean(typed)
    page = directory.entry_page(code) if code else None
    if page is None:
        abort(404)
    return page


def _sealed(page: EntryPage) -> Sealed | None:
    """Under a look of its own, where the entry is kept by an authority that this person works in; None elsewhere."""
    about = Subject("entry", page.entry["code"], page.entry["authority"])
    if not finds_children(actor(), about):
        return None
    with acts.looking(actor(), REFER, about):
        return sealed_of.sealed(page.entry["code"])


def _headings() -> Mapping[str, str]:
    """What each note is about; others stand under a general heading."""
    return {"threshold": _("Who is taken on"), "access": _("How to get in"), "note": _("Before you refer")}


def _put(form: PutForm, code: str) -> str:
    """The list that the service was put on, or "" when something stood in the way."""
    on, title, note = form.on.data or "", form.title.data or "", form.note.data or ""
    kept: list[str] = []

    def put() -> None:
        if on == NEW:
            kept.append(operations.make_shortlist(actor(), index().authority, title, code=code, note=note))
        else:
            operations.put_on(actor(), on, code, note)
            kept.append(on)

    return kept[0] if _done(form, put) else ""
