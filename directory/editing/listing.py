"""Steps with several answers, without script: a page that lists them, and one form for each."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory import advice, naming
from directory.editing import answering, steps
from directory.editing.base import POSTED, context_of, keep, see, stopping, told, written
from directory.editing.steps import ListStep
from directory.forms.base import Context, digest
from directory.queries.changes import ChangeShown
from foundation.words import gettext as _

MOST = 40  # things in one list


def page_of(change: ChangeShown, known: ListStep, place: int | None = None) -> str | Response:
    """The list. A press moves or takes away one, copies what stands elsewhere, or goes on."""
    context = context_of(change, place)
    items = known.items(context)
    form = known.form.of(context)
    faults: list[tuple[str, str]] = []
    if request.method == "POST":
        if "do" in request.form:
            return _moved(change, known, context, items)
        if form.validate():
            keep(change, known.name, known.put(context, items) if place else form.patch())
            return _onward(change, known, place)
        faults = form.faults()
    return _shown(change, known, context, form, faults)


def _onward(change: ChangeShown, known: ListStep, place: int | None) -> Response:
    if place is None:
        return answering.onward(change, known)
    return see(
        "editing.tasks" if stopping() else "editing.step", uuid=change.row.uuid, step=None if stopping() else "places"
    )


def _shown(change: ChangeShown, known: ListStep, context: Context, form: Any, faults: list[tuple[str, str]]) -> str:
    items = known.items(context)
    same, fallback = _elsewhere(known, context)
    tips = advice.of_step(advice.advise(change.working), known.name) if context.place is None else []
    return render_template(
        "directory/editing/items.html", change=change.row, step=known, form=form, faults=faults, tips=tips,
        items=[known.tell(one) for one in items], was=digest(items), place=context.place,
        place_name=naming.place_name(context.use.site, change.working) if context.place else "",
        same=same, fallback=[known.tell(one) for one in fallback], told=told(done_words()),
        number=steps.ORDER.index(known) + 1, count=len(steps.ORDER), full=len(items) >= MOST, here=_address(change, known, context),
    )  # fmt: skip


def done_words() -> dict[str, str]:
    """What a press did."""
    return {"saved": _("Saved."), "gone": _("Taken away."), "moved": _("Moved.")}


def _address(change: ChangeShown, known: ListStep, context: Context) -> Any:
    """The address of the list, or of one thing of it."""
    where: dict[str, Any] = {"uuid": change.row.uuid, "step": known.name}
    if context.place:
        where["place"] = context.place
    end = "_at_place" if context.place else ""

    def address(item: Any = "") -> str:
        if item == "":
            return url_for(f"editing.step{end}", **where)
        return url_for(f"editing.item{end}", item=item, **where)

    return address


def _elsewhere(known: ListStep, context: Context) -> tuple[str, list[Any]]:
    """What families see while the list is empty, and whose it is: so that nothing is typed twice."""
    working = context.working
    if context.place is not None:
        return _("the service"), [one for one in getattr(working.entry, known.field) if known.mine(one)]
    if known is steps.PHONES and working.organisation:
        return _("your organisation"), list(working.organisation.phones)
    if known is steps.HOURS:
        used = [working.sites[use.site] for use in working.entry.sites if use.site in working.sites]
        return _("your place"), [one for site in used[:1] for one in site.schedules if known.mine(one)]
    return "", []


def _moved(change: ChangeShown, known: ListStep, context: Context, items: list[Any]) -> Response:
    """Up, down, gone, or the same as elsewhere; a list that changed since it was shown is shown again."""
    do, at = request.form.get("do", ""), _number(request.form.get("item", ""))
    back = _address(change, known, context)()
    if do == "same" and not items:
        return _kept(change, known, context, _elsewhere(known, context)[1], "saved")
    if at is None or not 1 <= at <= len(items) or request.form.get("was") != digest(items):
        return _to(back)
    if do == "remove":
        return _kept(change, known, context, [*items[: at - 1], *items[at:]], "gone")
    other = at - 1 if do == "up" else at + 1
    if do in ("up", "down") and 1 <= other <= len(items):
        items[at - 1], items[other - 1] = items[other - 1], items[at - 1]
        return _kept(change, known, context, items, "moved")
    return _to(back)


def _kept(change: ChangeShown, known: ListStep, context: Context, items: list[Any], done: str) -> Response:
    keep(change, known.name, known.put(context, items))
    return _to(f"{_address(change, known, context)()}?done={done}")


def _to(address: str) -> Response:
    return redirect(address, 303)


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else None


@written("/<step>/<item>", methods=POSTED)
def item(change: ChangeShown, step: str, item: str) -> str | Response:
    """One thing of a list: "add", or its number."""
    known = steps.BY_NAME.get(step)
    return _one(change, known, item) if isinstance(known, ListStep) else abort(404)


@written("/places/<int:place>/<step>/<item>", methods=POSTED)
def item_at_place(change: ChangeShown, place: int, step: str, item: str) -> str | Response:
    """The same at one of several places."""
    known = steps.AT_PLACE.get(step)
    return _one(change, known, item, place) if isinstance(known, ListStep) else abort(404)


def _one(change: ChangeShown, known: ListStep, said: str, place: int | None = None) -> str | Response:
    context = context_of(change, place)
    items, at = known.items(context), _number(said)
    if said != "add" and (at is None or not 1 <= at <= len(items)):
        abort(404)
    before = items[at - 1] if at else None
    form = known.item.at(context, before)
    state = ""
    if request.method == "POST":
        state = _answered(form, items, before)
        if not state:
            made = form.item()
            changed = [made if n == at else one for n, one in enumerate(items, 1)] if at else _with(items, made)
            keep(change, known.name, known.put(context, changed))
            return _to(f"{_address(change, known, context)()}?done=saved")
    return render_template(
        "directory/editing/item.html", change=change.row, step=known, form=form, was=digest(before or items),
        faults=answering.faults_of(form, state), back=_address(change, known, context)(),
    )  # fmt: skip


def _answered(form: Any, items: list[Any], before: Any) -> str:
    """Why what was sent is not kept; "" when it is."""
    if not form.validate():
        return "wrong"
    stale = before is not None and request.form.get("was", digest(before)) != digest(before) and form.item() != before
    return "stale" if stale else ""


def _with(items: list[Any], made: Any) -> list[Any]:
    """One more, unless the same form was sent twice."""
    return items if made in items or len(items) >= MOST else [*items, made]
