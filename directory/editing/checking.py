"""Check your answers; send; choose where two people wrote; and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from accounts import queries as accounts
from directory import advice, codes, comparing, facets, naming, telling
from directory.editing import steps, tasks
from directory.editing.base import OPEN, context_of, keeper_name, page, see, term, told, written
from directory.editing.steps import Step
from directory.operations import changes as operations
from directory.operations import restoring
from directory.operations.listings import Faulty
from directory.queries import changes
from directory.queries.changes import KEPT_DAYS, ChangeShown
from directory.rules import Fault
from foundation import clock
from foundation.references import reference
from foundation.words import gettext as _
from foundation.words import ngettext
from web.door import actor
from web.forms import clean

LONGEST_ANSWER = 2000


@dataclass(frozen=True)
class Answer:
    """A line of the summary: what is asked, what was said, where to change it."""

    id: str
    label: str
    lines: list[str]
    address: str


@written("/check")
def check(change: ChangeShown) -> str | Response:
    """All answers, what differs from today's page, what could be better; then send."""
    return checked(change, [])


def checked(change: ChangeShown, faults: list[tuple[str, str]]) -> str:
    """The same, with what hindered the sending."""
    differences = comparing.differences(change.now or change.base, change.working, term)
    missing = [(step.name, missing_words(step)) for step in tasks.missing(change.working)]
    return render_template(
        "directory/editing/check.html", change=change.row, shown=change, answers=answers(change), faults=faults,
        differences=differences if change.now else [], tips=tips_with_steps(change), ready=not missing, new=change.now is None,
        missing=missing, nothing=change.now is not None and not differences,
    )  # fmt: skip


def missing_words(step: Step) -> str:
    """What is still needed before sending."""
    if step is steps.NAME:
        return _("Enter the name of the service.")
    return _("Choose at least one type of service.")


def answers(change: ChangeShown) -> list[tuple[str, list[Answer]]]:
    """Everything that was said, group by group, in the agency's own language."""
    said = facets.taken_apart(change.working)
    said.pop("levels", None)  # the desk's own word, asked in no step
    own = {name for name in said if not name.startswith("texts.") or name.endswith(f".{context_of(change).tag}")}
    groups = []
    for title, some in steps.GROUPS:
        groups.append((str(title), [_answer(change, step, own) for step in some]))
    return groups


def _translated(change: ChangeShown) -> list[str]:
    """Each other language, and how many texts it has."""
    own, counts = context_of(change).tag, Counter[str]()
    for by_language in change.working.entry.texts.values():
        counts.update(tag for tag in by_language if tag != own)
    return [
        _("%(language)s: %(texts)s")
        % {
            "language": telling.tongue(tag).autonym,
            "texts": ngettext("%(num)d text", "%(num)d texts", count) % {"num": count},
        }
        for tag, count in sorted(counts.items())
    ]


def _answer(change: ChangeShown, step: Step, own: set[str]) -> Answer:
    if isinstance(step, steps.ListStep):
        lines = [step.tell(item) for item in getattr(change.working.entry, step.field) if step.mine(item)]
        wanted = [name for name in own if name.startswith("texts.") and steps.of_facet(name) is step]
    elif step is steps.TRANSLATIONS:
        lines, wanted = _translated(change), []
    elif step is steps.ORGANISATION:
        lines, wanted = (
            [],
            [name for name in own if name.startswith(("organisation.texts.name", "organisation.phones"))],
        )
    else:
        lines = []
        wanted = [
            name for name in own if not name.startswith(("site.", "organisation.")) and steps.of_facet(name) is step
        ]
    told_ = comparing.described(change.working, sorted(wanted, key=naming.place_of), term)
    if step is steps.ACCESS:
        told_ = {
            name: [f"{term('access', name.removeprefix('access.'))}: {line}" for line in said]
            for name, said in told_.items()
        }
    lines += [line for said in told_.values() for line in said]
    return Answer(step.name, str(step.title), lines, url_for("editing.step", uuid=change.row.uuid, step=step.name))


def tips_with_steps(change: ChangeShown) -> list[tuple[advice.Advice, Step]]:
    """Every piece of advice with the step where it can be followed."""
    return [(tip, steps.BY_NAME[tip.step]) for tip in advice.advise(change.working)]


@written("/send", methods=("POST",))
def send(change: ChangeShown) -> str | Response:
    """Published at once, or to the desk; or back, with what hinders it."""
    if faults := [(step.name, missing_words(step)) for step in tasks.missing(change.working)]:
        return checked(change, faults)
    try:
        operations.send(actor(), change.row.uuid)
    except operations.Conflicts:
        return see("editing.merge", uuid=change.row.uuid)
    except Faulty as faulty:
        return checked(
            change, [(steps.of_fault(fault.field, fault.reason).name, fault_words(fault)) for fault in faulty.faults]
        )
    return see("editing.sent", uuid=change.row.uuid)


def fault_words(fault: Fault) -> str:
    """Why something cannot stand, and what to do."""
    step = steps.of_fault(fault.field, fault.reason).title
    return {
        "missing": _("%(what)s: this is needed."),
        "unknown-code": _("%(what)s: one of the choices is no longer offered. Choose again."),
        "upside-down": _("%(what)s: the oldest age is below the youngest."),
        "tells-secret-address": _("%(what)s: the words tell the secret address. Take the street and the postcode out."),
    }.get(fault.reason, _("%(what)s: check this.")) % {"what": step}


@written("/merge", methods=("GET", "POST"))
def merge(change: ChangeShown) -> str | Response:
    """Of each thing that two people changed: what it said, what it says now, yours. You choose."""
    now = change.now or change.base
    fields = facets.merged(change.base, change.working, now).conflicts
    if request.method == "POST":
        mine = frozenset(field for field in fields if request.form.get(f"keep-{fields.index(field)}") == "mine")
        unanswered = [n for n in range(len(fields)) if request.form.get(f"keep-{n}") not in ("mine", "theirs")]
        if not unanswered:
            operations.settle(actor(), change.row.uuid, mine)
            return see("editing.check", uuid=change.row.uuid, done="settled")
        return _merging(change, fields, [(f"keep-{n}", _("Choose one of these.")) for n in unanswered])
    if not fields:
        return see("editing.check", uuid=change.row.uuid)
    return _merging(change, fields, [])


def _merging(change: ChangeShown, fields: tuple[str, ...], faults: list[tuple[str, str]]) -> str:
    now = change.now or change.base
    began, theirs, mine = (comparing.described(one, fields, term) for one in (change.base, now, change.working))
    rows = [
        (f"keep-{n}", naming.label(field, change.working, now, term), began[field], theirs[field], mine[field])
        for n, field in enumerate(fields)
    ]
    last = next(iter(changes.history(change.row.code)), None) if change.row.code else None
    when = telling.day_and_month(last.at.date()) if last else ""
    by = accounts.person(last.by) if last and len(last.by) == 36 else None
    return render_template(
        "directory/editing/merge.html", change=change.row, rows=rows, faults=faults, wrong=dict(faults), when=when,
        by=by.name if by else "",
    )  # fmt: skip


@page("/sent")
def sent(change: ChangeShown) -> str | Response:
    """What became of it: this page may be kept, and opened again."""
    row = change.row
    if row.state in OPEN:
        return see("editing.tasks", uuid=row.uuid)
    public = url_for("directory.entry_by_code", code=row.code) if row.code and row.state == "published" else ""
    recent = row.decided_at is not None and (clock.now() - row.decided_at).days < KEPT_DAYS
    return render_template(
        "directory/editing/sent.html", change=row, shown=change, reference=reference(row.uuid), public=public,
        code=codes.said(row.code) if row.code else "", keeper=keeper_name(row.authority),
        can_undo=row.state == "published" and recent and row.kind != "new" and bool(row.code), days=KEPT_DAYS,
        last_day=telling.day_and_month((row.decided_at + timedelta(days=KEPT_DAYS)).date()) if row.decided_at else "",
        told=told({"undone": _("It was taken back."), "answered": _("Your words were sent.")}),
    )  # fmt: skip


@page("/undo", methods=("POST",))
def undo(change: ChangeShown) -> Response:
    """Back to what the page said before this change."""
    try:
        restoring.undo(actor(), change.row.uuid)
    except (operations.NotOpen, restoring.TooLate):
        return see("editing.sent", uuid=change.row.uuid)
    return see("editing.mine", done="undone")


@page("/withdraw", methods=("GET", "POST"))
def withdraw(change: ChangeShown) -> str | Response:
    """Take a draft or a change that waits away, after asking."""
    if change.row.state not in (*OPEN, "waiting"):
        return see("editing.sent", uuid=change.row.uuid)
    if request.method == "POST":
        try:
            operations.withdraw(actor(), change.row.uuid)
        except operations.NotOpen:
            return see("editing.sent", uuid=change.row.uuid)
        return see("editing.mine", done="withdrawn")
    return render_template("directory/editing/withdraw.html", change=change.row)


@page("/answer", methods=("POST",))
def answer(change: ChangeShown) -> Response:
    """Words to the desk about a change that waits or was asked about."""
    words = clean(request.form.get("words", ""))
    back = "editing.tasks" if change.row.state in OPEN else "editing.sent"
    if len(words) > LONGEST_ANSWER:
        abort(413)
    if not words:
        return see(back, uuid=change.row.uuid)
    try:
        operations.answer(actor(), change.row.uuid, words)
    except operations.NotOpen:
        return see("editing.sent", uuid=change.row.uuid)
    return see(back, uuid=change.row.uuid, done="answered")
