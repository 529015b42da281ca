"""Lines of the trail: asked for by child, person, agency, act, outcome and time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask import abort, render_template, request, url_for

from access import queries as access
from accounts import queries as accounts
from foundation import acts, clock
from foundation.acts import Subject
from foundation.words import gettext as _
from oversight import telling
from oversight.forms import reference_typed
from oversight.queries import looked, trail, waiting
from oversight.queries.trail import Wanted
from oversight.views.common import SEE, Faults, child_subject, door, known_child, look, people_in, sees_names
from web.door import actor
from web.forms import clean

DAYS = ("7", "30", "90", "365")
Answer = str | tuple[str, int]


@door.page("/oversight/trail", SEE)
def lines() -> Answer:
    """A form that asks the trail, and what it answers."""
    wanted, faults = _wanted()
    with look() as names:
        page = trail.lines(wanted, names=names) if not faults else trail.Page([])
    shown = render_template(
        "oversight/trail.html",
        page=page,
        names=names,
        people=people_in(page.lines, names=names),
        agencies=waiting.agency_names(),
        asked=request.args,
        acts=telling.acts(),
        outcomes=telling.outcomes(),
        days=_days(),
        further=_further(page),
        told="",
        faults=faults,
    )
    return (shown, 400) if faults else shown


def _days() -> list[tuple[str, str]]:
    words = {"7": _("a week"), "30": _("a month"), "90": _("three months"), "365": _("a year")}
    return [(one, words[one]) for one in DAYS]


def _wanted() -> tuple[Wanted, Faults]:
    """What the address asks for. Of children and people it holds references and ids, never a name."""
    said = {
        name: clean(request.args.get(name, "")[:80]) for name in ("child", "person", "agency", "act", "outcome", "days")
    }
    faults: Faults = []
    child, person = reference_typed(said["child"]), reference_typed(said["person"])
    if child is None:
        faults.append(("child", _("Write a reference: eight signs, or the whole id")))
    if person is None:
        faults.append(("person", _("Write the reference of a person: eight signs, or the whole id")))
    wanted = Wanted(
        authority=access.index_of(actor()),
        agency=said["agency"][:36],
        act=said["act"][:40],
        outcome=said["outcome"][:8],
        since=clock.real() - timedelta(days=int(said["days"])) if said["days"] in DAYS else None,
        before=trail.before_of(request.args.get("before", "")),
    )
    if faults:
        return wanted, faults
    wanted = _of_child(wanted, child or "")
    if person:
        wanted = replace(wanted, person=trail.person_called(person) or person)
    return wanted, []


def _of_child(wanted: Wanted, said: str) -> Wanted:
    """All records of the child that is meant; a reference that nobody has finds no lines."""
    if not said:
        return wanted
    with acts.deciding():
        uuid = trail.child_called(said)
    known = known_child(uuid) if uuid else None
    if known is None:
        return replace(wanted, children=(said,))
    with acts.deciding():
        return replace(wanted, children=trail.records_of(known))


def _further(page: trail.Page) -> str:
    if not page.further:
        return ""
    values = {**(request.view_args or {}), **request.args.to_dict(), "before": page.further}
    values.pop("lang", None)
    return url_for(request.endpoint or "oversight.lines", **values)


def _person(uuid: str) -> Subject | None:
    return Subject("person", uuid, access.index_of(actor())) if accounts.person(uuid) else None


def _agency(uuid: str) -> Subject | None:
    return Subject("agency", uuid, access.index_of(actor())) if accounts.agency(uuid) else None


@door.page("/oversight/person/<uuid>", SEE, subject=_person)
def person(uuid: str) -> str:
    """What one person did."""
    subject = _person(uuid)
    with look(subject) as names:
        page = trail.lines(Wanted(access.index_of(actor()), person=uuid, before=_before()), names=names)
    found = accounts.person(uuid)
    return render_template(
        "oversight/person.html",
        page=page,
        names=names,
        uuid=uuid,
        person=found if names else None,
        roles=found.roles if found else (),
        people=people_in(page.lines, names=names),
        agencies=waiting.agency_names(),
        further=_further(page),
        told="",
        faults=[],
    )


@door.page("/oversight/agency/<uuid>", SEE, subject=_agency)
def agency(uuid: str) -> str:
    """What one agency's people did."""
    where, subject = access.index_of(actor()), _agency(uuid)
    with look(subject) as names:
        page = trail.lines(Wanted(where, agency=uuid, before=_before()), names=names)
    found = accounts.agency(uuid)
    return render_template(
        "oversight/agency.html",
        page=page,
        names=names,
        agency=found,
        use=next((one for one in waiting.use(where) if one.agency == uuid), None),
        people=people_in(page.lines, names=names),
        agencies=waiting.agency_names(),
        further=_further(page),
        told="",
        faults=[],
    )


def _child(uuid: str) -> Subject | None:
    return child_subject(uuid)


@door.page("/oversight/child/<uuid>", SEE, subject=_child, fresh=True)
def child(uuid: str) -> str:
    """Everything that was done about one child, in all its records."""
    known = known_child(uuid)
    if known is None:
        abort(404)
    with look(access.subject(known)) as names:
        wanted = Wanted(known.authority, children=trail.records_of(known), before=_before())
        page = trail.lines(wanted, names=names)
        name = waiting.name_of_child(known.id) if names else ""
        asked = looked.questions_of(known.records) if names else []
    return render_template(
        "oversight/child.html",
        page=page,
        names=names,
        child=known.uuid,
        name=name,
        questions=asked,
        people=people_in(page.lines, names=names),
        agencies=waiting.agency_names(),
        further=_further(page),
        told="",
        faults=[],
    )


def _before() -> trail.Place | None:
    return trail.before_of(request.args.get("before", ""))


__all__ = ["agency", "child", "lines", "person", "sees_names"]
