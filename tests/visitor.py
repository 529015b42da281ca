"""Somebody at a browser: opens pages, presses buttons, reads the letters that come."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from foundation import clock, jobs
from foundation.acts import system
from foundation.db import reading, scope
from foundation.post import Letter
from tests.factories import HOME
from tests.pages import Page, faults_of
from tests.site import MOMENT

PASSWORD = "three slow herons wade"


class Clock:
    """What time it is for this site; a test moves it on. Wrap a site with it before its first request."""

    def __init__(self, app: Flask) -> None:
        self.now: datetime = MOMENT
        real = app.wsgi_app.__closure__  # type: ignore[attr-defined]
        assert real is not None
        inner = next(c.cell_contents for c in real if callable(c.cell_contents) and c.cell_contents is not app)

        def at_my_time(environ: Any, start: Any) -> Any:
            with clock.freeze(self.now):
                return inner(environ, start)

        app.wsgi_app = at_my_time  # type: ignore[method-assign]

    def on(self, **more: float) -> None:
        """Later: on(minutes=5)."""
        self.now += timedelta(**more)


class Visitor:
    """One browser of one person."""

    def __init__(self, app: Flask, times: Clock) -> None:
        self.app, self.times = app, times
        self.client: FlaskClient = app.test_client()
        self.page = Page(0, "", html.fromstring("<p></p>"))
        self.path = ""

    def open(self, path: str, status: int = 200) -> Page:
        """A page, followed to its end."""
        return self._came(self.client.get(path, follow_redirects=True), status)

    def send(self, form: str, status: int = 200, **fields: str) -> Page:
        """Press the button of a form, found by the end of its address ("" for a form that posts to its own page)."""
        found = [
            one for one in self.page.tree.cssselect("form[method=post]") if (one.get("action") or "").endswith(form)
        ]
        if not form:
            found = [one for one in self.page.tree.cssselect("form[method=post]") if not one.get("action")]
        chosen = next((one for one in found if set(fields) <= {e.get("name") for e in one.cssselect("[name]")}), None)
        assert chosen is not None, f"no form {form!r} with {sorted(fields)} on {self.path}"
        said = {
            e.get("name"): e.get("value") or "" for e in chosen.cssselect("input[name]") if e.get("type") != "radio"
        }
        return self.post(chosen.get("action") or self.path, {**said, **fields}, status)

    def post(self, path: str, said: dict[str, str], status: int = 200) -> Page:
        """Send this, as it is; once more where the answer asks the browser to (307), as a browser does."""
        answer = self.client.post(path, data=said)
        if answer.status_code == 307:
            answer = self.client.post(answer.location, data=said)
        if answer.status_code in (302, 303):
            return self.open(answer.location, status)
        return self._came(answer, status)

    def _came(self, answer: TestResponse, status: int) -> Page:
        body = answer.get_data(as_text=True)
        assert answer.status_code == status, f"{answer.request.path}: {answer.status_code}"
        self.path, self.last = answer.request.full_path.rstrip("?"), answer
        self.page = Page(status, body, html.fromstring(body))
        faults = faults_of(self.page, self.path.split("/")[1])
        assert not faults, f"{self.path}: {faults}"
        return self.page

    @property
    def heading(self) -> str:
        """The h1."""
        return self.page.text("h1")

    def letters(self, to: str) -> list[Letter]:
        """What came to an address, the latest last."""
        database = self.app.extensions["waymark.database"]
        with scope(database):
            return list(reading().scalars(select(Letter).where(Letter.to == to).order_by(Letter.id)))

    def link(self, to: str) -> str:
        """The path of the link in the latest letter."""
        found = re.search(r"http://localhost(/\S+)", self.letters(to)[-1].text)
        assert found
        return found.group(1)

    def work(self) -> None:
        """The jobs that are due now."""
        with clock.freeze(self.times.now):
            jobs.run(self.app.extensions["waymark.database"], once=True)

    def code(self, secret: str) -> str:
        """What an app shows now."""
        return pyotp.TOTP(secret.replace(" ", "")).at(self.times.now.astimezone(UTC))


def invited(visitor: Visitor, role: str, email: str, agency: str = "", language: str = "en") -> str:
    """Ask somebody in; the path of the link."""
    from accounts import operations

    with scope(visitor.app.extensions["waymark.database"]), clock.freeze(visitor.times.now):
        token = operations.invite(system("test"), HOME, agency, role, email=email, name="Ida Wren", language=language)
    return f"/{language}/join/{token}"


def joined(visitor: Visitor, role: str, email: str, agency: str = "") -> tuple[str, list[str]]:
    """Accept an invitation with a password and an app; the app's secret and the printed codes. Signed in afterwards."""
    visitor.open(invited(visitor, role, email, agency))
    visitor.send("", name="Ida Wren", password=PASSWORD)
    visitor.open("/en/second-step/app")
    secret = visitor.page.text("p.code")
    visitor.send("/second-step/app", code=visitor.code(secret))
    visitor.times.on(minutes=2)
    return secret, visitor.page.texts("ol.code li")


def agency_uuid(app: Flask) -> str:
    """The one agency of the small site, made when it is not there."""
    from accounts import queries
    from accounts.models import Agency, Authority
    from foundation.db import changing

    with scope(app.extensions["waymark.database"]), clock.freeze(MOMENT):
        if not queries.agencies(HOME):
            with changing() as session:
                where = session.scalars(select(Authority.id).where(Authority.slug == HOME)).one()
                session.add(
                    Agency(
                        authority_id=where,
                        key="larks",
                        name="Wrekin Larks",
                        kind="voluntary",
                        listed=True,
                        added_at=clock.now(),
                    )
                )
        return queries.agencies(HOME)[0].uuid
