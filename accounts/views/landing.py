"""Where somebody is led when they have signed in: to what waits for them, where they were going, or home."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app, redirect, request, session, url_for
from werkzeug.wrappers import Response

from accounts import operations, queries, rules
from accounts.queries.standings import is_shut_out, practice_roles_of
from accounts.security import sessions
from accounts.security.sessions import Opened
from accounts.views import cookie
from foundation import words
from web import navigation

QUARTER = timedelta(minutes=15)
ACCESS = "clearances.yours"
HELD = "held"  # in the browser's own session: the token of a form that waits


def device() -> str:
    """The browser, in a few names."""
    return sessions.device_words(request.user_agent.string)


def wanted() -> str:
    """Where the reader was going: a path of ours, or ""."""
    return rules.own_path(request.values.get("next", ""))


def arrived(opened: Opened) -> Response:
    """Signed in: the cookie, and the way on in the person's own language."""
    known = sessions.who(opened.token)
    person = queries.person(known.person) if known else None
    language = person.language if person else words.language()
    if known and session.get(HELD) and operations.held(session[HELD], known.person_id):
        there = url_for("accounts.held", lang=language)
    else:
        there = _in(wanted(), language) or home(known.person if known else "", language)
    return cookie.keep(redirect(there, 303), opened)


def _in(path: str, language: str) -> str:
    """The same page in another language."""
    first, _stroke, rest = path[1:].partition("/")
    return f"/{language}/{rest}" if first in {one.tag for one in words.languages()} else path


def home(person: str, language: str) -> str:
    """The first page of the menu of what this person does."""
    actor = queries.actor_of(person)
    if ACCESS in current_app.view_functions and is_shut_out(person):
        return url_for(ACCESS, lang=language)
    items = navigation.offered(actor.roles if actor else (), current_app.view_functions)
    return url_for(items[0].endpoint if items else "accounts.account", lang=language)


def sample_command(email: str) -> str:
    """What a visitor of a sample site types at the server to see the code of one of its people; "" for all others."""
    return f"./run flask accounts code {email.partition('@')[0]}" if operations.is_invented(email) else ""


def access_of(person: str) -> str:
    """The page where somebody with a role of the practitioner side sees how it stands; "" for all others."""
    served = ACCESS in current_app.view_functions
    return url_for(ACCESS) if served and practice_roles_of(person) else ""
