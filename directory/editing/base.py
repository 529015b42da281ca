"""What every page of editing shares: whose change it is, what its step knows, and how an answer is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from accounts import queries as accounts
from directory import queries
from directory.forms.base import Context
from directory.operations import changes as operations
from directory.queries import changes, owners
from directory.queries.changes import ChangeShown
from directory.queries.offering import sites_of_agency
from directory.work import Patch
from foundation import clock
from foundation.acts import Refused, Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import Door, actor

blueprint = Blueprint("editing", __name__)
door = Door(blueprint, readers="agencies")
CHANGE = "/your-services/changes/<uuid>"
OPEN = ("draft", "asked")
POSTED = ("GET", "POST")


def about_change(uuid: str, **_more: object) -> Subject | None:
    """For a door: a change by its UUID."""
    return owners.subject_of_change(uuid) if len(uuid) == 36 else None


def about_code(code: str, **_more: object) -> Subject | None:
    """For a door: an entry by its code."""
    return owners.subject_of_entry(code) if len(code) == 6 else None


def about_oneself(**_values: object) -> Subject | None:
    """For a door that opens to whoever may edit anything: the first agency or authority that somebody works for."""
    held = sorted(actor().grants, key=lambda grant: (grant.role, grant.authority, grant.agency))
    editing = [one for one in held if one.role in ("agency-editor", "agency-manager", "directory-editor")]
    return Subject("agency", editing[0].agency, editing[0].authority, editing[0].agency) if editing else None


def agencies() -> list[tuple[str, str]]:
    """The agencies that somebody edits for: (authority, UUID), each once."""
    pairs = {
        (g.authority, g.agency) for g in actor().grants if g.agency and g.role in ("agency-editor", "agency-manager")
    }
    return sorted(pairs)


def page(rule: str, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A page about one change, below the address of that change. The view is given the change itself."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def opened(uuid: str, **values: Any) -> Any:
            change = changes.change(uuid)
            if change is None:
                abort(404)
            return missing_is_404(lambda: view(change, **values))

        return door.page(CHANGE + rule, Permission.ENTRY_EDIT, subject=about_change, **options)(opened)

    return wrap


def written(rule: str, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The same for pages that write in it: what was sent already leads to what became of it."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def opened(change: ChangeShown, **values: Any) -> Any:
            if change.row.state not in OPEN:
                return see("editing.sent", uuid=change.row.uuid)
            try:
                return view(change, **values)
            except operations.NotOpen:
                return see("editing.sent", uuid=change.row.uuid)

        return page(rule, **options)(opened)

    return wrap


def missing_is_404(view: Callable[[], Any]) -> Any:
    """What is refused, and what is not there, are told alike."""
    try:
        return view()
    except (LookupError, Refused):
        abort(404)


def see(endpoint: str, **values: Any) -> Response:
    """On to another page, after a post."""
    return redirect(url_for(endpoint, **values), 303)


def context_of(change: ChangeShown, place: int | None = None) -> Context:
    """What the forms of this change know."""
    return Context(
        change.working, clock.today(), change.row.authority, place=place, organisation=change.working.organisation
    )


def context_with_places(change: ChangeShown) -> Context:
    """The same with the places that the agency has already."""
    offered = sites_of_agency(change.row.agency)
    return Context(
        change.working, clock.today(), change.row.authority, organisation=change.working.organisation, offered=offered
    )


def keep(change: ChangeShown, step: str, patch: Patch) -> None:
    """Save one step's answers."""
    operations.save_step(actor(), change.row.uuid, step, patch)


def stopping() -> bool:
    """Whether somebody pressed "Save and stop"."""
    return request.form.get("then") == "stop"


def term(vocabulary: str, code: str) -> str:
    """The words of a term, for comparing."""
    known = queries.vocabulary(vocabulary)
    return known.words(code, "plain") if vocabulary == "needs" and code in known.terms else known.words(code)


def told(sentences: dict[str, str]) -> str:
    """What just succeeded, by the code in the address: the page may be bookmarked and opened again."""
    return sentences.get(request.args.get("done", ""), "")


def saved_words() -> str:
    """What the next page says of a step that was saved."""
    return _("Saved.")


def keeper_name(authority: str) -> str:
    """The name of the authority."""
    found = accounts.authority(authority)
    return found.name if found else ""
