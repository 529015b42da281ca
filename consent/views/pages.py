"""The matrix of agencies and kinds of information, with a preview before anything is kept."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

import profiles
from access import telling
from access.doors import record_door
from access.queries import subject
from access.sight import Sight, sight_of
from consent import operations, preview, queries, rules
from consent.forms import ConsentForm, GroundForm, WhyForm, cells_of
from consent.preview import Line, Seen
from consent.rules import Answer, Cell
from consent.views.panel import agency_names
from foundation import clock, words
from foundation.acts import Refused
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import actor
from web.forms import SENTENCE

blueprint = Blueprint("consent", __name__)
door = record_door(blueprint)
SEE, KEEP = Permission.CHILD_SEE, Permission.CONSENT_KEEP
Answered = str | Response | tuple[str, int]
Faults = list[tuple[str, str]]


@blueprint.app_template_filter("info_word")
def info_word(kind: str) -> str:
    """A kind of information, by name."""
    return telling.word(f"info.{kind}")


def _sight(child: str) -> Sight:
    sight = sight_of(actor(), child)
    if sight is None or not sight.sees("gp"):
        abort(404)
    return sight


@door.record("/children/<child>/consent", SEE)
def show(child: str) -> str:
    """Everything that was asked and answered."""
    return _show(child, [])


def _show(child: str, faults: Faults, words_typed: str = "") -> str:
    sight = _sight(child)
    records = sight.child.records
    page = render_template(
        "consent/show.html",
        child=child,
        consents=queries.consents(records),
        notices=queries.notices(records),
        disagreements=sorted(queries.disagreements(records)),
        names=agency_names(sight.child.authority),
        may_settle=rules.settles(actor(), subject(sight.child)),
        grounds=profiles.current().consent.add_without != "never",
        typed=words_typed,
        told=_told(),
        faults=faults,
    )
    sight.tell_the_trail()
    return page


def _told() -> str:
    return {
        "consent": _("What the family said is kept."),
        "ground": _("It is shared on this ground from now on. The privacy officer will look at it."),
        "withdrawn": _("It is taken back. From now on nobody sees what it covered."),
        "settled": _("It is settled."),
    }.get(request.args.get("done", ""), "")


def _agencies(sight: Sight, kept: list[Line], chosen: list[str]) -> dict[str, str]:
    """The rows of the matrix: who asks, who is involved, who was agreed to before, and whom the reader adds."""
    names = agency_names(sight.child.authority)
    wanted = (
        set(sight.case.viewer.agencies)
        | {line.agency for line in kept}
        | {agency for agency, _info in queries.scopes(sight.child.records)}
    )
    wanted |= {one for one in chosen if one in names}
    return dict(sorted(((one, names[one]) for one in wanted if one in names), key=lambda pair: pair[1].casefold()))


def _chosen() -> list[str]:
    """The agencies that the form carries on, in one field, and the one that is added."""
    said = request.values.getlist("agency") + request.form.getlist("other")
    return [agency for one in said for agency in one.split()]


@door.record("/children/<child>/consent/record", KEEP, methods=["GET", "POST"])
def record(child: str) -> Answered:
    """Ask: tick, look at the preview, keep."""
    sight, form = _sight(child), ConsentForm()
    kept = preview.lines(sight.child)
    agencies = _agencies(sight, kept, _chosen())
    cells = cells_of(request.form.getlist("cells"), frozenset(agencies))
    if request.method == "GET":
        form.obtained_on.data = clock.today()
        form.obtained_on.boxes = (str(clock.today().day), str(clock.today().month), str(clock.today().year))
        return _matrix(sight, form, agencies, queries.scopes(sight.child.records))
    if "add" in request.form:
        return _matrix(sight, form, agencies, cells)
    if not form.validate():
        return _matrix(sight, form, agencies, cells, form.faults()), 400
    seen = _seen(sight, kept, form.giver.data or "", cells, agencies)
    if "keep" not in request.form:
        return _preview(sight, form, seen, cells, agencies)
    return _keep(child, form.answer(cells, _snapshot(seen, agencies), words.language()))


def _keep(child: str, new: operations.NewConsent) -> Response:
    try:
        operations.record(actor(), child, new)
    except (LookupError, Refused, operations.NotAllowed):
        abort(404)
    return redirect(url_for("consent.show", child=child, done="consent"), 303)


def _matrix(
    sight: Sight, form: ConsentForm, agencies: dict[str, str], cells: frozenset[Cell], faults: Faults | None = None
) -> str:  # fmt: skip
    names = agency_names(sight.child.authority)
    return render_template(
        "consent/record.html",
        child=sight.child.uuid,
        form=form,
        agencies=agencies,
        others=sorted((one for one in names.items() if one[0] not in agencies), key=lambda pair: pair[1].casefold()),
        kinds=rules.kinds(profiles.current()),
        cells=cells,
        givers=telling.options("giver"),
        hows=telling.options("how"),
        faults=faults or [],
        told="",
    )


def _seen(sight: Sight, kept: list[Line], giver: str, cells: frozenset[Cell], agencies: dict[str, str]) -> list[Seen]:
    """What would be seen if this answer were kept: it takes the place of the same giver's earlier one."""
    records = sight.child.records
    others = [
        Answer(one.kind, one.giver, one.cells, one.expires_on, one.ended_at is not None, one.verdict)
        for one in queries.consents(records)
        if one.giver != giver
    ]
    new = Answer(rules.CONSENT, giver, cells, clock.today())
    live = rules.live_cells([*others, new], queries.rulings(records), clock.today())
    return preview.seen_by(sight.child, kept, live, list(agencies))


def _snapshot(seen: list[Seen], agencies: dict[str, str]) -> list[dict[str, object]]:
    return [{"agency": agencies[one.agency], "lines": one.lines} for one in seen]


def _preview(
    sight: Sight, form: ConsentForm, seen: list[Seen], cells: frozenset[Cell], agencies: dict[str, str]
) -> str:  # fmt: skip
    return render_template(
        "consent/preview.html",
        child=sight.child.uuid,
        form=form,
        seen=seen,
        cells=sorted(cells),
        agencies=agencies,
        faults=[],
        told="",
    )


@door.record("/children/<child>/consent/print", SEE, for_family=True)
def sheet(child: str) -> str:
    """To fill in and sign with the family, in their language: what is kept, for whom, what would be seen."""
    sight = _sight(child)
    kept = preview.lines(sight.child)
    agencies = _agencies(sight, kept, [])
    every = frozenset((agency, info) for agency in agencies for info in rules.kinds(profiles.current()))
    page = render_template(
        "consent/sheet.html",
        child=child,
        agencies=agencies,
        kinds=rules.kinds(profiles.current()),
        seen=preview.seen_by(sight.child, kept, every, list(agencies)),
        faults=[],
        told="",
    )
    sight.tell_the_trail()
    return page


@door.record("/children/<child>/consent/ground", KEEP, methods=["GET", "POST"])
def ground(child: str) -> Answered:
    """Share without consent, where the profile lets a lawful ground stand for it."""
    if profiles.current().consent.add_without == "never":
        abort(404)
    sight, form = _sight(child), GroundForm()
    agencies = _agencies(sight, preview.lines(sight.child), _chosen())
    cells = cells_of(request.form.getlist("cells"), frozenset(agencies))
    faults = form.faults() if request.method == "POST" and not form.validate() else []
    if request.method == "POST" and not cells:
        faults.append(("cells", _("Tick at least one box: what is shared, and with whom")))
    if request.method == "GET" or faults:
        page = _ground_page(sight, form, agencies, cells, faults)
        return page if request.method == "GET" else (page, 400)
    try:
        operations.share_on_ground(actor(), child, form.answer(cells))
    except (LookupError, Refused, operations.NotAllowed):
        abort(404)
    return redirect(url_for("consent.show", child=child, done="ground"), 303)


def _ground_page(
    sight: Sight, form: GroundForm, agencies: dict[str, str], cells: frozenset[Cell], faults: Faults
) -> str:  # fmt: skip
    return render_template(
        "consent/ground.html",
        child=sight.child.uuid,
        form=form,
        agencies=agencies,
        kinds=rules.kinds(profiles.current()),
        cells=cells,
        grounds=telling.options("ground"),
        faults=faults,
        told="",
    )


@door.record("/children/<child>/consent/<uuid>", SEE, methods=["GET", "POST"])
def one(child: str, uuid: str) -> Answered:
    """One answer, as they saw it when they gave it; taken back here, as easily as it was given."""
    sight, form = _sight(child), WhyForm()
    held = next((one for one in queries.consents(sight.child.records) if one.uuid == uuid), None)
    if held is None:
        abort(404)
    if request.method == "POST" and form.validate():
        try:
            operations.withdraw(actor(), uuid, form.words.data or "")
        except (LookupError, Refused):
            abort(404)
        return redirect(url_for("consent.show", child=child, done="withdrawn"), 303)
    page = render_template(
        "consent/one.html",
        child=child,
        one=held,
        names=agency_names(sight.child.authority),
        form=form,
        faults=form.faults(),
        told="",
    )
    return page if request.method == "GET" else (page, 400)


@door.record("/children/<child>/consent/settle", KEEP, methods=["POST"])
def settle(child: str) -> Answered:
    """The central team decides one cell about which the child and a grown-up disagree."""
    form, allowed = WhyForm(), request.form.get("allowed", "")
    agency, _space, info = request.form.get("cell", "").partition(" ")
    faults = form.faults() if not form.validate() else []
    if allowed not in ("yes", "no"):
        faults.append(("allowed", _("Choose whether it may be shared")))
    if len(form.words.data or "") < SENTENCE:
        faults.append(("words", _("Write why, in a sentence")))
    if faults:
        return _show(child, faults, form.words.data or ""), 400
    try:
        operations.settle(actor(), child, (agency, info), allowed=allowed == "yes", words=form.words.data or "")
    except (LookupError, Refused):
        abort(404)
    return redirect(url_for("consent.show", child=child, done="settled"), 303)
