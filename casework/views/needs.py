"""Noting a need, a concern or a strength; looking at it again; from needs to services."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import profiles
from access import telling
from access.doors import record_door
from access.rules import Item
from access.sight import Sight, sight_of
from casework import operations, panel, rules
from casework.forms.noting import NeedForm, ReviewForm, verdicts
from casework.operations import NoBasis
from casework.queries import needs as queries
from casework.queries.needs import NeedShown
from consent.queries import ConsentShown
from directory import queries as directory
from directory.presenting import ACCESS_SHOWN
from directory.telling.times import day_and_month
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import actor

blueprint = Blueprint("needs", __name__)
door = record_door(blueprint)
KEEP = Permission.NEED_KEEP
BOTH = ["GET", "POST"]
Answer = str | Response | tuple[str, int]


def seen(child: str) -> Sight:
    """Inside a look: the viewer before the child."""
    sight = sight_of(actor(), child)
    if sight is None:
        abort(404)
    return sight


@door.record("/children/<child>/needs/add/<kind>", KEEP, methods=BOTH)
def add(child: str, kind: str) -> Answer:
    """Note one of them: only a kind that is noted here, and only what the writer could read again."""
    sight = seen(child)
    if kind not in rules.kept(profiles.current()) or not sight.sees(kind, Item(author=True)):
        abort(404)
    standing = queries.bases(sight.child.records, kind)
    form = NeedForm().of(kind, {one.uuid for one in standing})
    if request.method == "POST" and form.validate() and _recorded(child, form):
        done = "need" if kind in rules.WITH_STEP else "saved"
        return redirect(url_for("record.show", child=child, done=done), 303)
    page = _add_page(sight, form, standing)
    return (page, 400) if request.method == "POST" else page


def _recorded(child: str, form: NeedForm) -> bool:
    try:
        operations.record_need(actor(), child, form.new())
    except NoBasis:  # it was taken back while the form was filled in
        form.basis.errors = [_("This agreement no longer holds. Choose another, or ask the family.")]
        return False
    except LookupError:
        abort(404)
    return True


def _add_page(sight: Sight, form: NeedForm, standing: list[ConsentShown]) -> str:
    return render_template(
        "casework/add.html",
        child=sight.child.uuid,
        kind=form.kind,
        form=form,
        domains=queries.domains(),
        levels=_levels(),
        bases=[(one.uuid, _basis(one)) for one in standing],
        nothings=telling.options("nothing"),
        faults=form.faults() if request.method == "POST" else [],
        told="",
    )


def _levels() -> list[tuple[str, str]]:
    return [(one.key, telling.word(one.label)) for one in profiles.current().levels]


def _basis(one: ConsentShown) -> str:
    """An agreement or a ground in one line."""
    said = {"day": day_and_month(one.obtained_on)}
    if one.kind == "ground":
        return _("%(ground)s, from %(day)s") % {**said, "ground": telling.word(f"ground.{one.ground}")}
    return _("Agreed by %(who)s on %(day)s") % {**said, "who": one.giver_name or telling.word(f"giver.{one.giver}")}


@door.record("/children/<child>/needs/<uuid>", KEEP, methods=BOTH)
def one(child: str, uuid: str) -> Answer:
    """Look at it again: its author's page, and the central team's."""
    sight = seen(child)
    held = queries.one_of(sight, uuid)
    if held is None or held.met:
        abort(404)
    form = ReviewForm().of(held)
    if request.method == "GET":
        form.begin()
    elif form.validate() and _reviewed(held, form):
        return redirect(url_for("record.show", child=child, done="saved"), 303)
    page = render_template("casework/one.html", child=child, held=held, form=form, **_review_words(held, form))
    sight.tell_the_trail()
    return (page, 400) if request.method == "POST" else page


def _reviewed(held: NeedShown, form: ReviewForm) -> bool:
    try:
        operations.review_need(actor(), held.uuid, form.review())
    except NoBasis:
        form.verdict.errors = [_("No agreement covers it now, so it cannot go on. Ask the family, or end it.")]
        return False
    except LookupError:
        abort(404)
    return True


def _review_words(held: NeedShown, form: ReviewForm) -> dict[str, Any]:
    is_open = held.step is not None and held.step.ended_on is None and held.step.due_on is not None
    return {
        "verdicts": list(verdicts(held.kind).items()),
        "asks_step": held.kind in rules.WITH_STEP and not is_open,
        "levels": _levels() if held.kind == rules.NEED else [],
        "nothings": telling.options("nothing"),
        "faults": form.faults() if request.method == "POST" else [],
        "told": "",
    }


@door.record("/children/<child>/needs/services", Permission.CHILD_SEE)
def services(child: str) -> str:
    """Between a record and the directory: what would be asked, every part of which can be taken out. The form leads to
    the directory's own results, as anybody asks for them."""
    sight = seen(child)
    if rules.NEED not in rules.kept(profiles.current()) or profiles.current().directory_link != "needs":
        abort(404)
    shown = queries.of_child(sight)
    if not queries.unmet(shown):
        abort(404)
    asked = panel.question(sight, shown)
    found = panel.answer(asked)
    sight.tell_the_trail()
    return render_template(
        "casework/services.html",
        child=child,
        asked=[(name, value, _asked_words(name, value)) for name, value in asked],
        total=found.total if found else 0,
        some=list(directory.published([hit.code for hit in found.hits])) if found else [],
        access=[(code, directory.vocabulary("access").words(code)) for code in ACCESS_SHOWN],
        told="",
        faults=[],
    )


def _asked_words(name: str, value: str) -> str:
    """One part of the question in words."""
    said = {
        "need": lambda: _("Need: %(what)s") % {"what": directory.vocabulary("needs").words(value)},
        "age": lambda: _("Age in years: %(age)s") % {"age": value},
        "near": lambda: _("Near: %(place)s, the first half of a postcode") % {"place": value},
        "language": lambda: _("Language: %(language)s") % {"language": directory.vocabulary("languages").words(value)},
    }
    return said[name]()
