"""Who leads: asked, never told to; what each role does here and what it does not, in words."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

import profiles
from access import telling
from access.doors import record_door
from access.queries import subject
from access.rules import is_central
from childindex import operations, rules
from childindex.forms import WordsForm
from childindex.forms.lead import LAY, NO, YES, AnswerForm, CoverForm, OfferForm
from childindex.operations import AlreadyLed, NotEligible, OneAgency, WrongLevel
from childindex.queries.record import LeadShown, RecordShown
from childindex.views.editing import held_record
from childindex.views.record import seen, told
from childindex.views.trying import Answer, Said, answered, faults_of, sent, to_record, tried
from foundation.permissions import Permission
from foundation.words import gettext as _
from profiles.schema import LeadRole
from web.door import actor
from web.frame import bdi_en

blueprint = Blueprint("lead", __name__)
door = record_door(blueprint)
KEEP = Permission.LEAD_KEEP
BOTH = ["GET", "POST"]


@door.record("/children/<child>/lead", KEEP)
def offer(child: str) -> str:
    """Every role of the profile: who holds it, who is asked, and what this reader can do."""
    held = held_record(child)
    roles = rules.leads_offered(profiles.current(), "")
    if not roles:
        abort(404)
    return render_template(
        "childindex/lead.html",
        held=held,
        roles=[(one, role_name(one.key), _does(one), _does_not(one)) for one in roles],
        me=actor().id,
        central=is_central(actor(), subject(seen(child).child)),
        told=told(),
        faults=[],
    )


def role_name(key: str) -> str:
    """The local name of a role."""
    role = rules.lead_role(profiles.current(), key)
    return telling.word(role.label if role else f"lead.{key.replace('_', '-')}")


def _does(role: LeadRole) -> list[str]:
    """What the role is for, here."""
    said = [
        (True, _("Is the one whom the family and the others can ask.")),
        (role.accountable, _("Answers for the plan as a whole.")),
        (role.monitors, _("Follows whether what was agreed is done.")),
        (role.may_challenge, _("May ask an agency that does not act why not.")),
        (role.may_call_meeting, _("May call a meeting.")),
    ]
    return [sentence for holds, sentence in said if holds]


def _does_not(role: LeadRole) -> list[str]:
    """What nobody should expect of it, here."""
    said = [
        (role.accountable, _("Does not answer for other people's work.")),
        (role.monitors, _("Does not follow up what others do.")),
        (role.may_challenge, _("Is not the one who asks agencies why they do not act.")),
    ]
    return [sentence for holds, sentence in said if not holds]


def _people(held: RecordShown) -> dict[str, str]:
    """Everybody involved who has a log-on and whom this reader sees, each once, with the agency."""
    involved = [one for one in held.involvements if one.person and one.ends is None]
    return {one.person: f"{one.name} ({one.agency_name})" for one in involved}


def _named(people: dict[str, str]) -> list[tuple[str, Markup]]:
    """Names as they stand in a sentence of any language."""
    return [(uuid, bdi_en(name)) for uuid, name in people.items()]


@door.record("/children/<child>/lead/<role>/ask", KEEP, methods=BOTH)
def ask(child: str, role: str) -> Answer:
    """Ask somebody to lead. Nothing changes unless they accept."""
    held, found = held_record(child), rules.lead_role(profiles.current(), role)
    if found is None:
        abort(404)
    form = OfferForm()
    form.offer(found, _people(held))
    faults = {
        AlreadyLed: ("who", _("Somebody holds this role. Ask them to hand over: they choose whom to ask.")),
        WrongLevel: ("level", _("At this level of need the role is not used here. Look at the other roles.")),
        OneAgency: (
            "who",
            _("Here somebody leads only when more than one agency works with the child. So far one agency does."),
        ),
        NotEligible: ("who", _("This person cannot be asked: they no longer work with the child.")),
    }
    if sent(form) and tried(form, lambda: operations.offer_lead(actor(), child, form.new()), faults):
        return to_record(child, "leads" if form.who.data in (LAY, actor().id) else "lead")
    return answered(_ask_page(form, held, found))


def _ask_page(form: OfferForm, held: RecordShown, role: LeadRole) -> str:
    lay = [(LAY, _("A relative or a volunteer who has agreed"))] if role.allow_nonprofessional else []
    return render_template(
        "childindex/lead_ask.html",
        form=form,
        faults=faults_of(form),
        held=held,
        role=role,
        role_name=role_name(role.key),
        people=[*_named(form.people), *lay],
        lay=bool(lay),
        relations=telling.options("relation"),
        choosers=[(one, telling.word(f"chosen.{one.replace('_', '-')}")) for one in role.chosen_by],
        levels=[(one.key, telling.word(one.label)) for one in profiles.current().levels] if form.bounded else [],
        covers=[("", _("Nobody yet")), *_named(form.people)],
        told="",
    )


def _lead(held: RecordShown, uuid: str) -> LeadShown:
    return next((one for one in held.leads if one.uuid == uuid), None) or abort(404)


def _page(template: str, held: RecordShown, one: LeadShown, form: AnswerForm | CoverForm | WordsForm) -> Answer:
    people = {uuid: name for uuid, name in _people(held).items() if uuid != one.person}
    page = render_template(
        f"childindex/{template}.html",
        form=form,
        faults=faults_of(form),
        held=held,
        one=one,
        role_name=role_name(one.role),
        answers=[(YES, _("Yes, I lead")), (NO, _("No"))],
        covers=[("", _("Nobody yet")), *_named(people)],
        told="",
    )
    return answered(page)


@door.record("/children/<child>/lead/<uuid>/answer", KEEP, methods=BOTH)
def answer(child: str, uuid: str) -> Answer:
    """Whoever is asked says yes, or no and why."""
    held, form = held_record(child), AnswerForm()
    one = _lead(held, uuid)
    if one.person != actor().id or one.accepted_at:
        abort(404)
    if sent(form) and tried(form, lambda: _answered(form, uuid), _taken()):
        return to_record(child, "leads" if form.answer.data == YES else "saved")
    return _page("lead_answer", held, one, form)


def _answered(form: AnswerForm, uuid: str) -> None:
    if form.answer.data == YES:
        operations.accept_lead(actor(), uuid)
    else:
        operations.decline_lead(actor(), uuid, form.words.data or "")


def _taken() -> Said:
    return {AlreadyLed: ("answer", _("Somebody else accepted at the same moment. Look at the record again."))}


@door.record("/children/<child>/lead/<uuid>/take-back", KEEP, methods=["POST"])
def take_back(child: str, uuid: str) -> Response:
    """An offer that nobody has answered is taken back by whoever made it."""
    if _lead(held_record(child), uuid).offered_by != actor().id:
        abort(404)
    try:
        operations.take_back_offer(actor(), uuid)
    except LookupError:
        abort(404)
    return redirect(url_for("lead.offer", child=child, done="saved"), 303)


def _held_by_me(child: str, held: RecordShown, uuid: str) -> LeadShown:
    """A lead that stands, for whoever holds it and for the central team."""
    one = _lead(held, uuid)
    central = is_central(actor(), subject(seen(child).child))
    return one if one.accepted_at and (one.person == actor().id or central) else abort(404)


@door.record("/children/<child>/lead/<uuid>/cover", KEEP, methods=BOTH)
def cover(child: str, uuid: str) -> Answer:
    """Who stands in, and when the lead is looked at again."""
    held, form = held_record(child), CoverForm()
    one = _held_by_me(child, held, uuid)
    form.offer({person: name for person, name in _people(held).items() if person != one.person})
    if sent(form):
        stands_in, again = form.cover.data or "", form.review_on.data
        gone: Said = {NotEligible: ("cover", _("Choose somebody who works with the child"))}
        if again and tried(form, lambda: operations.set_cover(actor(), uuid, stands_in, again), gone):
            return to_record(child, "saved")
    elif not form.is_submitted():
        day = one.review_on
        form.cover.data, form.review_on.boxes = one.cover, (str(day.day), str(day.month), str(day.year))
    return _page("lead_cover", held, one, form)


@door.record("/children/<child>/lead/<uuid>/end", KEEP, methods=BOTH)
def end(child: str, uuid: str) -> Answer:
    """Nobody need lead any more, and why."""
    held, form = held_record(child), WordsForm()
    one = _held_by_me(child, held, uuid)
    if sent(form) and tried(form, lambda: operations.end_lead(actor(), uuid, form.words.data or "")):
        return to_record(child, "saved")
    return _page("lead_end", held, one, form)
