"""What opens from a letter: no account, nothing changes until a button is pressed, and every press is shown afterwards."""

from __future__ import annotations

import segno
from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory import codes, telling, ways
from directory import operations as directory
from directory.operations import Faulty
from directory.shapes import Capacity
from directory.work import Patch
from foundation import clock
from foundation.acts import Refused, system
from foundation.whereabouts import whole
from foundation.words import gettext as _
from upkeep import corrections, operations, presenting, queries
from upkeep.corrections import Wrong
from upkeep.presenting import Typed
from upkeep.queries import LinkedEntry, LinkShown
from web.door import Door
from web.forms import LONGEST, clean

blueprint = Blueprint("upkeep_confirm", __name__)
door = Door(blueprint)
A_PAGE = 5  # entries; a letter may speak of many
PLACES = ("yes", "no", "waiting-list")


@blueprint.after_request
def keep_to_oneself(response: Response) -> Response:
    """The address is the key: no cache keeps it, no search engine lists it, no other site learns of it."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@door.public("/confirm/<token>", no_session=True, methods=["GET", "POST"])
def link(token: str) -> Response | tuple[str, int] | str:
    """The facts of each entry; what is pressed or typed there."""
    found = queries.link_by(token)
    if found is None or found.state != "open":
        return _closed(found, token)
    if request.method == "GET":
        return _page(found, token)
    return _pressed(found, token)


def _page(found: LinkShown, token: str, typed: Typed = presenting.NOTHING_TYPED) -> str:
    pages = max(1, -(-len(found.codes) // A_PAGE))
    asked = request.args.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 and 1 <= int(asked) <= pages else 1
    if typed.code:
        number = found.codes.index(typed.code) // A_PAGE + 1
    entries = queries.linked_entries(found.codes[(number - 1) * A_PAGE : number * A_PAGE])
    shown = presenting.asked(found, entries, typed)
    faults = [(box.id, box.error) for one in shown for fact in one.facts for box in fact.boxes if box.error]
    faults += [(typed.box, typed.error)] if typed.error and not faults else []
    return render_template(
        "upkeep/confirm.html",
        link=found,
        token=token,
        entries=shown,
        faults=faults,
        until=telling.day_and_month(found.expires_at.astimezone(clock.HERE).date()),
        page=number,
        pages=pages,
        weeks_error=typed.error if typed.fact == "places" else "",
        page_url=lambda n: url_for("upkeep_confirm.link", token=token, page=n if n > 1 else None),
    )


def _pressed(found: LinkShown, token: str) -> Response | tuple[str, int]:
    what, said = request.form.get("what", ""), _said()
    if what == "not-for-me":
        operations.end_link(found.actor, found.uuid, "misuse")
        return redirect(url_for("upkeep_confirm.link", token=token), 303)
    entries = {one.code: one for one in queries.linked_entries(_chosen(found))}
    if not entries:
        abort(404)
    try:
        if what == "confirm":
            _confirm(found, entries)
        else:
            _one_thing(found, next(iter(entries.values())), what, said)
    except Wrong as wrong:
        typed = Typed(next(iter(entries)), what, said, wrong.box, wrong.words)
        return _page(found, token, typed), 400
    except Refused:
        abort(404)
    return redirect(url_for("upkeep_confirm.done", token=token), 303)


def _chosen(found: LinkShown) -> tuple[str, ...]:
    """The codes that were sent: every one must be of this letter, else nothing is there."""
    sent = tuple(dict.fromkeys(" ".join(request.form.getlist("code")).split()))
    if not sent or len(sent) > A_PAGE or any(code not in found.codes for code in sent):
        abort(404)
    return sent


def _said() -> dict[str, str]:
    if any(len(value) > LONGEST for value in request.form.values()):
        abort(413)
    return {name: clean(value) for name, value in request.form.items()}


def _confirm(found: LinkShown, entries: dict[str, LinkedEntry]) -> None:
    """Once for each entry, however often it is sent."""
    done = {use.code for use in queries.uses(found) if use.what == "confirmed"}
    for code, one in entries.items():
        if code not in done and one.status != "retired":
            directory.confirm(found.actor, code)
            operations.note_use(found.actor, code, found.uuid, "confirmed")


def _one_thing(found: LinkShown, one: LinkedEntry, what: str, said: dict[str, str]) -> None:
    if one.status == "retired":
        abort(404)
    if what == "places":
        directory.set_capacity(found.actor, one.code, _capacity(one.code, said))
        operations.note_use(found.actor, one.code, found.uuid, "places", "published")
    elif what == "running":
        words = said.get("instead", "")
        directory.propose(found.actor, one.code, Patch(), words=words, kind="retire", origin=found.uuid)
        operations.note_use(found.actor, one.code, found.uuid, "running", "waiting")
    elif what in (*corrections.FACTS, corrections.ACCESS):
        _correct(found, one, what, said)
    else:
        abort(404)


def _capacity(code: str, said: dict[str, str]) -> Capacity | None:
    places, weeks = said.get("places", ""), said.get("weeks", "")
    if not places:
        return None
    if places not in PLACES:
        abort(404)
    if weeks and not (weeks.isdecimal() and len(weeks) <= 3 and 0 < int(weeks) <= 200):
        raise Wrong(f"{code}-weeks", _("Write the weeks in figures, from 1 to 200, or leave it empty."))
    wait = int(weeks) if weeks and places == "waiting-list" else None
    return Capacity(places, clock.today(), clock.today() + presenting.PLACES_GOOD_FOR, wait)


def _correct(found: LinkShown, one: LinkedEntry, fact: str, said: dict[str, str]) -> None:
    """At once when the agency is trusted; how and where it is reached always waits, and the old contact is told."""
    patch = corrections.patch_of(fact, said, one.working, request.path.split("/")[1])
    if corrections.is_nothing(patch):
        return
    try:
        sent = directory.correct(found.actor, one.code, patch, origin=found.uuid)
    except Faulty:
        raise Wrong(next(iter(corrections.boxes(fact, one.working, "en")), ""), _cannot_be_so()) from None
    reaching = fact in corrections.REACHING or ways.named_anew(patch, one.working)
    operations.note_use(
        found.actor,
        one.code,
        found.uuid,
        fact,
        sent.state,
        service=one.name,
        lines=[value for name, value in said.items() if name not in ("what", "code") and value] if reaching else (),
        contacts=queries.contacts_of(one.code) if reaching else (),
    )


def _cannot_be_so() -> str:
    return _("This cannot be written so. Change it, or ring the council.")


@door.public("/confirm/<token>/done")
def done(token: str) -> Response | tuple[str, int] | str:
    """What was done by this link, until when it counts, and what may be done next."""
    found = queries.link_by(token)
    if found is None or found.state != "open":
        return _closed(found, token)
    entries = queries.linked_entries(found.codes)
    by_code = {one.code: one for one in entries}
    used = [use for use in queries.uses(found) if use.code in by_code]
    periods = queries.periods_of(found.authority)
    confirmed = [
        (by_code[use.code], presenting.counts_until(use.at.astimezone(clock.HERE).date(), periods))
        for use in used
        if use.what == "confirmed"
    ]
    others = [(by_code[use.code], presenting.said_of(use)) for use in used if use.what != "confirmed"]
    left = len([one for one in entries if one.code not in {c.code for c, _until in confirmed}])
    return render_template("upkeep/done.html", link=found, token=token, confirmed=confirmed, others=others, left=left)


@door.public("/confirm/<token>/poster/<code>")
def poster(token: str, code: str) -> Response | tuple[str, int] | str:
    """A page to print and hang up: the name of the service, its code, and the same as a picture for telephones."""
    found = queries.link_by(token)
    if found is None or found.state != "open":
        return _closed(found, token)
    entries = queries.linked_entries((code,)) if code in found.codes else []
    if not entries or entries[0].status != "active":
        abort(404)
    address = whole(f"/{code}")
    picture = segno.make(address, error="m").svg_data_uri(scale=8, dark="#16261f", light="#ffffff")
    return render_template(
        "upkeep/poster.html", entry=entries[0], said=codes.said(code), address=address, picture=picture, token=token
    )


@door.public("/confirm/<token>/again", no_session=True, methods=["POST"])
def again(token: str) -> Response:
    """A fresh link, only ever to the address that the old one went to."""
    found = queries.link_by(token)
    if found is None or found.state not in ("expired", "newer"):
        abort(404)
    operations.send_afresh(system("links"), found.authority, found.uuid)
    return redirect(url_for("upkeep_confirm.link", token=token, sent="1"), 303)


def _closed(found: LinkShown | None, token: str) -> tuple[str, int]:
    """Unknown, too old, or ended: in words, with a way on."""
    newer = queries.newer_than(found) if found else None
    page = render_template(
        "upkeep/closed.html",
        state=found.state if found else "unknown",
        token=token,
        newer=telling.day_and_month(newer.astimezone(clock.HERE).date()) if newer else "",
        expired=telling.day_and_month(found.expires_at.astimezone(clock.HERE).date()) if found else "",
        sent=request.args.get("sent") == "1",
    )
    return page, 410 if found else 404
