"""Three ways to add a page, and no fourth: the site does not start with a page that does not say who may open it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Flask, abort, current_app, g, redirect, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.wrappers import Response

from foundation import acts
from foundation.acts import Actor, Refused, Ruling, Subject
from foundation.permissions import Permission

View = Callable[..., Any]
PUBLIC = "public"
READERS = "_readers"  # whose words a view's page has: web/languages.py offers the languages that reach them
NO_SESSION = "_no_session"  # marks a view whose posts no session speaks for: web/forms.py asks no token of them

# Endpoints that bought packages add. Each is a page nobody here wrote, so each is named here, with its reason.
BOUGHT = {"static": "files without secrets; WhiteNoise answers before Flask, which keeps the endpoint for url_for"}


class Undeclared(RuntimeError):
    """A page does not say who may open it."""


@dataclass(frozen=True)
class Guard:
    """What the app tells the doors, so that web knows no room: who is asking, and where one signs in."""

    identify: Callable[[], Actor | None]
    sign_in: Callable[[], str] | None = None
    # keeps what was typed until its sender has signed in again; answers where to go
    hold: Callable[[], str] | None = None
    # where one proves again who one is, or "" when one just did
    prove: Callable[[], str] | None = None
    # where one reads why a door that would open is shut for now, or ""
    shut: Callable[[Actor, Permission], str] | None = None


class Door:
    """A blueprint's only way to add pages. `load` turns a page's values into the subject that rules judge;
    `reason` answers why this actor looks at this record, or "" when nobody has said; `ruling` is what a table of rules
    says of this actor and this record beyond the permission; `readers`: who reads its pages; not every
    language has words for all (translations/readers.txt)."""

    def __init__(
        self,
        blueprint: Blueprint,
        *,
        load: Callable[..., Subject | None] | None = None,
        reason: Callable[[Actor, Subject], str] | None = None,
        ask_reason: Callable[[Subject], str] | None = None,
        ruling: Callable[[Actor, Subject], Ruling] | None = None,
        readers: str = "families",
    ) -> None:
        self.blueprint, self.load, self.reason, self.ask_reason = blueprint, load, reason, ask_reason
        self.ruling, self.readers = ruling, readers

    def public(self, rule: str, *, no_session: bool = False, **options: Any) -> Callable[[View], View]:
        """Anyone may open it. `no_session`: it takes posts, and whether somebody is signed in makes no difference to them."""

        def wrap(view: View) -> View:
            setattr(view, NO_SESSION, no_session)
            return self._add(rule, PUBLIC, view, options)

        return wrap

    def page(
        self,
        rule: str,
        permission: Permission,
        *,
        subject: Callable[..., Subject | None] | None = None,
        fresh: bool = False,
        for_family: bool = False,
        **options: Any,
    ) -> Callable[[View], View]:
        """Who holds the permission for this subject; to all others the page does not exist (404). `fresh`: who proved
        lately who they are. `for_family`: a page of a staff room that a family is shown, in any language."""

        def wrap(view: View) -> View:
            @wraps(view)
            def opened(**values: Any) -> Any:
                actor = _somebody()
                if isinstance(actor, Response):
                    return actor
                about = (subject or self.load or _the_site)(**values)
                if about is None or not acts.permits(actor, permission, about):
                    return _shut(actor, permission)
                return (_prove() if fresh else None) or view(**values)

            return self._add(rule, permission, opened, options, for_family=for_family)

        return wrap

    def record(
        self, rule: str, permission: Permission, *, for_family: bool = False, **options: Any
    ) -> Callable[[View], View]:
        """A confidential record: who, whether, why, one line in the trail, and only then the page, under that look."""
        if self.load is None or self.reason is None:
            raise Undeclared(f"{rule}: a door that opens records needs load and reason")

        def wrap(view: View) -> View:
            @wraps(view)
            def opened(**values: Any) -> Any:
                actor = _somebody()
                if isinstance(actor, Response):
                    return actor
                with acts.deciding():
                    about = self.load(**values)  # type: ignore[misc]
                    if about is None:
                        abort(404)
                    reason = self.reason(actor, about)  # type: ignore[misc]
                    ruling = self.ruling(actor, about) if self.ruling else None
                if not acts.permits(actor, permission, about):
                    _write_refusal(actor, permission, about)
                    return _shut(actor, permission)
                if not reason:
                    _write_refusal(actor, permission, about, ruling)
                    return redirect(self.ask_reason(about), 303) if self.ask_reason else abort(403)
                with _refusals_are_404(), acts.looking(actor, permission, about, reason, ruling=ruling):
                    return view(**values)

            return self._add(rule, permission, opened, options, for_family=for_family)

        return wrap

    def _add(self, rule: str, declared: str, view: View, options: dict[str, Any], *, for_family: bool = False) -> View:
        view._opens_with = declared  # type: ignore[attr-defined]
        setattr(view, READERS, "families" if for_family else self.readers)
        return self.blueprint.route(rule, **options)(view)


def guard(app: Flask, to: Guard) -> None:
    """Tell the doors of this app who asks."""
    app.extensions["waymark.guard"] = to


def nothing_is_called_nul(app: Flask) -> None:
    """PostgreSQL refuses even to look for a NUL. An address with one names nothing here: 404 before any page asks; in a
    question it is read as a character that cannot be read, so that no room need remember."""

    @app.before_request
    def look() -> None:
        if any("\0" in value for value in (request.view_args or {}).values() if isinstance(value, str)):
            abort(404)
        asked = list(request.args.items(multi=True))
        if any("\0" in value for _name, value in asked):
            request.args = ImmutableMultiDict((name, value.replace("\0", "\ufffd")) for name, value in asked)


def public_on(app: Flask, rule: str, view: View, *, endpoint: str) -> None:
    """A public page that belongs to no room: /, /healthz."""
    view._opens_with = PUBLIC  # type: ignore[attr-defined]
    app.add_url_rule(rule, endpoint=endpoint, view_func=view)


def check_doors(app: Flask) -> None:
    """At the end of create_app: raises Undeclared with the name of every endpoint that declares nothing."""
    bare = [e for e, view in app.view_functions.items() if e not in BOUGHT and not getattr(view, "_opens_with", "")]
    if bare:
        raise Undeclared(f"these pages do not say who may open them: {', '.join(sorted(bare))}")


def _somebody() -> Actor | Response:
    guard_: Guard = current_app.extensions["waymark.guard"]
    actor = guard_.identify()
    if actor is not None:
        g.actor = actor
        return actor
    if guard_.sign_in is None:
        abort(403)
    if request.method == "POST" and guard_.hold is not None:
        return redirect(guard_.hold(), 303)
    return redirect(f"{guard_.sign_in()}?next={quote(request.full_path.rstrip('?'))}", 303)


def _prove() -> Response | None:
    """To where one proves again who one is, and from there back; None when one just did."""
    guard_: Guard = current_app.extensions["waymark.guard"]
    there = guard_.prove() if guard_.prove else ""
    return redirect(f"{there}?next={quote(request.full_path.rstrip('?'))}", 303) if there else None


def _shut(actor: Actor, permission: Permission) -> Response:
    """Nothing here, except for somebody whose own door has shut for now: they read why."""
    guard_: Guard = current_app.extensions["waymark.guard"]
    there = guard_.shut(actor, permission) if guard_.shut else ""
    return redirect(there, 303) if there else abort(404)


def _write_refusal(actor: Actor, permission: Permission, about: Subject, ruling: Ruling | None = None) -> None:
    """A record that somebody may not open: the attempt is written down, with the rule that stood in the way."""
    no = Ruling(False, ruling.rule if ruling else "")
    with suppress(Refused), acts.looking(actor, permission, about, ruling=no):
        pass


def actor() -> Actor:
    """Who opened this page. Only inside a page that door.page or door.record guards."""
    found: Actor = g.actor
    return found


def _the_site(**_values: Any) -> Subject:
    return Subject("site", "", "")


@contextmanager
def _refusals_are_404() -> Iterator[None]:
    try:
        yield
    except Refused:
        abort(404)
