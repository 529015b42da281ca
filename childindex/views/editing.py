"""What is kept about a child, fact by fact: each with its source, its day and its dispute; added to, corrected, ended."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from access import telling
from access.doors import record_door
from access.rules import is_central, manages_data
from childindex import operations
from childindex.forms import WordsForm
from childindex.forms.facts import (
    FORMS,
    FactForm,
    LinkForm,
    NoticeForm,
    NumberForm,
    UntilForm,
    languages,
)
from childindex.operations import BadFact
from childindex.queries.record import BEHIND, FactShown, RecordShown, record
from childindex.views.record import seen, told
from childindex.views.trying import Answer, answered, faults_of, sent, to_record, tried
from consent import operations as consent
from foundation import clock
from foundation.acts import Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import actor

blueprint = Blueprint("editing_record", __name__)
door = record_door(blueprint)
EDIT = Permission.CHILD_EDIT
BOTH = ["GET", "POST"]


@door.record("/children/<child>/facts", EDIT)
def facts(child: str) -> str:
    """Every fact of the record that this reader may see, and what can be done with each."""
    held = held_record(child)
    about = Subject("child", held.uuid, seen(child).child.authority)
    return render_template(
        "childindex/facts.html",
        held=held,
        kinds=[kind for kind in BEHIND if kind not in held.withheld],
        family="family" not in held.withheld,
        rules=manages_data(actor(), about),
        central=is_central(actor(), about),
        told=told(),
        faults=[],
    )


def held_record(child: str) -> RecordShown:
    """The record as this reader may see it; what was shown is written down."""
    sight = seen(child)
    held = record(sight)
    sight.tell_the_trail()
    return held


def _kept(child: str) -> Response:
    return redirect(url_for("editing_record.facts", child=child, done="fact"), 303)


@door.record("/children/<child>/facts/add/<kind>", EDIT, methods=BOTH)
def add(child: str, kind: str) -> Answer:
    """One more fact, of one kind."""
    held = held_record(child)
    if kind not in FORMS or kind in held.withheld:
        abort(404)
    form = FORMS[kind]()
    if sent(form) and tried(form, lambda: operations.add_fact(actor(), child, form.fact(kind))):
        return _kept(child)
    return answered(_fact_page(form, held, kind))


@door.record("/children/<child>/facts/<uuid>/correct", EDIT, methods=BOTH)
def correct(child: str, uuid: str) -> Answer:
    """The fact was wrong: the right one takes its place, and the wrong one stays to be seen as such."""
    held = held_record(child)
    fact = _fact(held, uuid)
    if fact.state:
        abort(404)
    form = FORMS[fact.kind]()
    if sent(form):
        new = replace(form.fact(fact.kind), until_on=fact.until_on)
        new = new if new.from_on else replace(new, from_on=fact.from_on)
        if tried(form, lambda: operations.correct_fact(actor(), uuid, new)):
            return _kept(child)
    if not form.is_submitted():
        form.begin(fact.value)
    return answered(_fact_page(form, held, fact.kind, fact))


def _fact(held: RecordShown, uuid: str) -> FactShown:
    fact = next((one for one in held.facts if one.uuid == uuid), None)
    return fact or abort(404)


def _fact_page(form: FactForm, held: RecordShown, kind: str, fact: FactShown | None = None) -> str:
    groups = {"gender": "gender", "school": "school", "known": "known"}
    return render_template(
        "childindex/fact.html",
        form=form,
        faults=faults_of(form),
        held=held,
        kind=kind,
        fact=fact,
        words_of=telling.options(groups[kind]) if kind in groups else [],
        tongues=[("", _("I do not know, or there is none")), *languages()],
        told="",
    )


@door.record("/children/<child>/facts/<uuid>/until", EDIT, methods=BOTH)
def until(child: str, uuid: str) -> Answer:
    """It was true until a day."""
    held = held_record(child)
    fact = _fact(held, uuid)
    if not fact.holds:
        abort(404)
    form = UntilForm()
    early = ("until", _("It began after that day. Check both."))
    if sent(form) and tried(form, lambda: operations.end_fact(actor(), uuid, form.until.data), {BadFact: early}):
        return _kept(child)
    page = render_template(
        "childindex/fact_until.html", form=form, faults=faults_of(form), held=held, fact=fact, told=""
    )
    return answered(page)


@door.record("/children/<child>/facts/<uuid>/right", Permission.CHILD_RULE, methods=BOTH)
def rule(child: str, uuid: str) -> Answer:
    """The data manager says which of several facts is right, and why."""
    held = held_record(child)
    fact = _fact(held, uuid)
    if fact.state != "disputed":
        abort(404)
    form = WordsForm()
    if sent(form) and tried(form, lambda: operations.rule_on(actor(), uuid, form.words.data or "")):
        return _kept(child)
    others = [one for one in held.facts if one.kind == fact.kind and one.state == "disputed" and one.uuid != uuid]
    page = render_template(
        "childindex/fact_right.html", form=form, faults=faults_of(form), held=held, fact=fact, others=others, told=""
    )
    return answered(page)


@door.record("/children/<child>/numbers", EDIT, methods=BOTH)
def number(child: str) -> Answer:
    """An NHS number or a pupil number."""
    held, form = held_record(child), NumberForm()
    faults = {BadFact: ("number", _("This cannot be right. Check each figure."))}
    if sent(form):
        said = (form.scheme.data or "", form.number.data or "")
        if tried(form, lambda: operations.add_number(actor(), child, *said), faults):
            return _kept(child)
    page = render_template(
        "childindex/number.html",
        form=form,
        faults=faults_of(form),
        held=held,
        schemes=[("nhs", _("NHS number")), ("upn", _("Pupil number"))],
        told="",
    )
    return answered(page)


@door.record("/children/<child>/family", EDIT, methods=BOTH)
def family(child: str) -> Answer:
    """Somebody of the family, by name."""
    held, form = held_record(child), LinkForm()
    if "family" in held.withheld:
        abort(404)
    if sent(form) and tried(form, lambda: operations.add_link(actor(), child, form.link())):
        return _kept(child)
    page = render_template(
        "childindex/family.html",
        form=form,
        faults=faults_of(form),
        held=held,
        relations=telling.options("relation"),
        told="",
    )
    return answered(page)


@door.record("/children/<child>/notice", Permission.NOTICE_KEEP, methods=BOTH)
def notice(child: str) -> Answer:
    """How and when the family was told what is kept."""
    form = NoticeForm()
    if sent(form) and tried(form, lambda: _note(child, form)):
        return to_record(child, "notice")
    page = render_template(
        "childindex/notice.html",
        form=form,
        faults=faults_of(form),
        child=child,
        hows=telling.options("notice"),
        tongues=languages(),
        told="",
    )
    return answered(page)


def _note(child: str, form: NoticeForm) -> None:
    given = form.given_on.data or clock.today()
    consent.note_notice(actor(), child, form.how.data or "", given, language=form.language.data or "en")
