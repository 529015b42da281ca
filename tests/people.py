"""Somebody who may do something, and a browser in which they are signed in."""

from __future__ import annotations

import itertools
import re
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from accounts import operations, queries, rules
from accounts.models import Person
from accounts.security import codes, sessions
from accounts.views.cookie import NAME
from foundation import clock
from foundation.acts import Actor, system
from foundation.db import changing, scope
from tests.factories import HOME
from tests.site import MOMENT

_count = itertools.count(1)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # what the app of everybody with a clearance keeps
LASTS = timedelta(days=365)


def person(
    app: Flask,
    role: str,
    *,
    authority: str = HOME,
    agency: str = "",
    email: str = "",
    language: str = "en",
    name: str = "Sam Reed",
    level: int | None = 4,
) -> Actor:
    """Somebody with a role, as they act; `agency` is its UUID. The same e-mail again adds a role to the same person.

    With a role of the practitioner side their clearance stands, at `level`; None: nobody has asked for one.
    """
    address = email or f"person{next(_count)}@example.org"
    with scope(app.extensions["waymark.database"]), clock.freeze(MOMENT):
        new = operations.NewMember(authority, agency, role, address, name, language)
        uuid = operations.add_member(system("test"), new)
        if role in rules.PRACTICE_ROLES and level is not None:
            clear(uuid, authority, agency, level)
        actor = queries.actor_of(uuid)
    assert actor is not None
    return actor


def clear(uuid: str, authority: str, agency: str, level: int) -> None:
    """Inside a scope: a clearance that stands for a year, a second factor and signed terms."""
    asked = operations.ask(system("test"), authority, agency, person=uuid, level=level, evidence="Seen.")
    until = clock.today() + LASTS
    days = {"vetting_until": until, "trained_until": until, "vetting_seen": True}
    operations.grant(system("test"), asked, level, **days)
    operations.sign_terms(Actor("person", uuid), uuid)
    with changing() as session:
        person = session.scalars(select(Person).where(Person.uuid == uuid).with_for_update()).one()
        person.totp_secret = codes.sealed(SECRET)


class Browser(FlaskClient):
    """A browser whose posts carry the token of its session, as a form's do."""

    _token = ""

    def post(self, *args: Any, **more: Any) -> TestResponse:
        """Add the token to what is sent, unless the test says which."""
        data = more.pop("data", None)
        if not isinstance(data, str | bytes):
            if not isinstance(data, dict):  # pairs, or nothing
                pairs = list(data or ())
                data = {key: [value for name, value in pairs if name == key] for key, _value in pairs}
            data = {"csrf_token": self.csrf(), **data}
        return super().post(*args, data=data, **more)

    def csrf(self) -> str:
        """The token that this browser's forms carry, fetched once."""
        if not self._token:
            page = super().get("/en/sign-out").get_data(as_text=True)
            found = re.search(r'name="csrf_token" value="([^"]+)"', page)
            assert found, "the page has no token"
            self._token = found.group(1)
        return self._token


def browser(app: Flask) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(app, app.response_class, use_cookies=True)


def client(app: Flask, actor: Actor, *, at: datetime = MOMENT) -> Browser:
    """A browser in which this person is signed in, all the way, at a moment."""
    database = app.extensions["waymark.database"]
    with scope(database), clock.freeze(at), changing() as session:
        whose = session.scalars(select(Person.id).where(Person.uuid == actor.id)).one()
        opened = sessions.open_one(session, whose, "whole", "Firefox, Linux")
    made = browser(app)
    made.set_cookie(NAME, opened.token)
    return made
