"""Saying that somebody works with a child, and that they no longer do."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, render_template, request, url_for
from markupsafe import Markup, escape

import profiles
from access import telling
from access.doors import record_door
from access.queries import subject
from access.rules import is_central
from accounts import queries as accounts
from accounts.rules import PRACTICE_ROLES
from childindex import operations
from childindex.forms.involvement import GROUND, ME, NAMED, EndForm, InvolvementForm
from childindex.operations import AlreadyInvolved, BadInvolvement, NoBasis, SafetyUnanswered, StillLeads
from childindex.queries.record import InvolvementShown, RecordShown
from childindex.views.editing import held_record
from childindex.views.record import seen
from childindex.views.trying import Answer, Said, answered, faults_of, sent, to_record, tried
from consent import operations as consent
from consent import queries as agreements
from consent.queries import ConsentShown
from directory.telling.times import day_and_month
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import actor
from web.frame import bdi_en

blueprint = Blueprint("involvement", __name__)
door = record_door(blueprint)
KEEP = Permission.INVOLVEMENT_KEEP
BOTH = ["GET", "POST"]


@door.record("/children/<child>/involvement/add", KEEP, methods=BOTH)
def add(child: str) -> Answer:
    """Somebody works with the child. The central team says first for which agency."""
    held, agencies = held_record(child), _agencies(child)
    agency = _chosen(agencies)
    if agency not in agencies:
        return render_template("childindex/involvement_agency.html", held=held, agencies=agencies, told="", faults=[])
    form = InvolvementForm()
    sight = seen(child)  # of a protected child who sees the least reads no parent's name, nor what they agreed to
    standing = agreements.bases(sight.child.records) if sight.sees("gp") else []
    form.offer(_people(agency), _bases(standing))
    if sent(form) and _kept(form, held, agency):
        return to_record(child, "involvement")
    return answered(_add_page(form, held, agencies[agency]))


def _agencies(child: str) -> dict[str, str]:
    """The agencies for which this writer may speak: their own; for the central team every one of the index."""
    known = seen(child).child
    own = {one.agency for one in actor().grants if one.agency}
    if is_central(actor(), subject(known)):
        return {one.uuid: one.name for one in accounts.agencies(known.authority)}
    return {one.uuid: one.name for uuid in sorted(own) if (one := accounts.agency(uuid))}


def _chosen(agencies: dict[str, str]) -> str:
    """The one in the address; nobody is asked who has only one."""
    return request.args.get("agency", "") or (next(iter(agencies)) if len(agencies) == 1 else "")


def _people(agency: str) -> dict[str, str]:
    """Who can be meant: oneself first, colleagues with a log-on, then anybody by name."""
    mine = agency in {one.agency for one in actor().grants}
    myself = accounts.person(actor().id)
    people = {ME: myself.name} if mine and myself else {}
    colleagues = accounts.people_of(agency, PRACTICE_ROLES)
    return people | {one.uuid: one.name for one in colleagues if one.uuid != actor().id} | {NAMED: ""}


def _bases(standing: list[ConsentShown]) -> dict[str, str]:
    """What an involvement may stand on: what was agreed and holds, or a lawful ground where the profile allows one."""
    bases = {one.uuid: _basis(one) for one in standing}
    if profiles.current().consent.add_without != "never":
        bases[GROUND] = _("A lawful ground, without asking the family")
    return bases


def _basis(one: ConsentShown) -> str:
    day = day_and_month(one.obtained_on)
    if one.kind == "ground":
        return _("A lawful ground since %(day)s: %(ground)s") % {
            "day": day,
            "ground": telling.word(f"ground.{one.ground}"),
        }
    return _("Agreed on %(day)s: %(giver)s, %(how)s") % {
        "day": day,
        "giver": one.giver_name or telling.word(f"giver.{one.giver}"),
        "how": telling.word(f"how.{one.how}"),
    }


def _kept(form: InvolvementForm, held: RecordShown, agency: str) -> bool:
    """Where a ground is new, it is kept first; if the involvement then fails, the ground is taken back."""
    basis = form.basis.data or ""
    if basis == GROUND:
        there = {one.agency for one in held.involvements if one.agency and one.ends is None}
        basis = consent.share_on_ground(actor(), held.uuid, form.new_ground(frozenset(there | {agency})))
    new = form.new(agency, actor().id, basis)
    done = tried(form, lambda: operations.add_involvement(actor(), held.uuid, new), _add_faults())
    if not done and form.basis.data == GROUND:
        consent.withdraw(actor(), basis, _("The involvement was not kept."))
    return done


def _add_faults() -> Said:
    return {
        AlreadyInvolved: ("who", _("They are shown as working with this child already")),
        NoBasis: ("basis", _("This agreement was taken back, or has run out. Choose another.")),
        BadInvolvement: ("kind", _("This cannot be kept here. Choose something else.")),
    }


def _add_page(form: InvolvementForm, held: RecordShown, agency_name: str) -> str:
    profile = profiles.current()
    consent_page = "consent.record" in current_app.view_functions
    return render_template(
        "childindex/involvement_add.html",
        form=form,
        faults=faults_of(form),
        held=held,
        agency_name=agency_name,
        people=[(one, _whom(one, name)) for one, name in form.people.items()],
        bases=list(form.bases.items()),
        agreed=any(one != GROUND for one in form.bases),
        grounds=telling.options("ground") if GROUND in form.bases else [],
        kinds=[(one, telling.word(f"involvement.{one}")) for one in profile.involvement_kinds],
        consent_page=url_for("consent.record", child=held.uuid) if consent_page else "",
        told="",
    )


def _whom(one: str, name: str) -> Markup:
    """One of the people who may be meant, as the page offers them."""
    if one == NAMED:
        return escape(_("Somebody without a computer, whom I name below"))
    return escape(_("I do: %(name)s")) % {"name": bdi_en(name)} if one == ME else bdi_en(name)


@door.record("/children/<child>/involvement/<uuid>/end", KEEP, methods=BOTH)
def end(child: str, uuid: str) -> Answer:
    """It is over, and why. The last agency is asked whether it is safe, where the profile says so."""
    held, form = held_record(child), EndForm()
    one = _mine(held, child, uuid)
    safe = ("safe", _("No other agency is left. Write in a sentence why it is safe that nobody stays."))
    leads = ("code", _("They lead for this child. Hand over first."))
    faults = {SafetyUnanswered: safe, StillLeads: leads}
    if sent(form):
        said = (form.code.data or "", form.words.data or "")
        if tried(form, lambda: operations.end_involvement(actor(), uuid, *said, safe=form.safe.data or ""), faults):
            return to_record(child, "ended")
    page = render_template(
        "childindex/involvement_end.html",
        form=form,
        faults=faults_of(form),
        held=held,
        one=one,
        reasons=telling.options("end"),
        asks_safe=bool(form.safe.data or form.safe.errors),
        leads=leads[1] in form.code.errors,
        told="",
    )
    return answered(page)


def _mine(held: RecordShown, child: str, uuid: str) -> InvolvementShown:
    """An involvement of an agency for which this writer may speak, that has not ended."""
    one = next((one for one in held.involvements if one.uuid == uuid and one.ends is None), None)
    if one is None or one.agency not in _agencies(child):
        abort(404)
    return one
