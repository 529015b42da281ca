"""An agency with a service, and somebody of it who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from accounts.models import Agency
from accounts.queries import agencies
from directory.operations import changes
from directory.queries.changes import ChangeShown, change
from foundation import clock
from foundation.acts import Actor
from foundation.db import changing
from tests import factories, people
from tests.factories import HOME
from tests.pages import open_page
from tests.site import MOMENT


@dataclass(frozen=True)
class Desk:
    """Somebody who edits, their browser, the agency and the code of its service."""

    app: Flask
    actor: Actor
    client: FlaskClient
    agency: str
    code: str

    def begin(self) -> str:
        """A change of the service; its UUID."""
        with scope(self.app):
            return str(changes.begin(self.actor, self.code))

    def new(self) -> str:
        """A change that will make a new service."""
        with scope(self.app):
            return str(changes.begin_new(self.actor, HOME, self.agency))

    def change(self, uuid: str) -> ChangeShown:
        """How a change stands."""
        with scope(self.app):
            found = change(uuid)
        assert found is not None
        return found

    def post(self, path: str, data: dict[str, Any], status: int = 303) -> Any:
        """Send a form in English; it must be answered so."""
        answer = self.client.post(f"/en/your-services{path}", data=data)
        assert answer.status_code == status, answer.get_data(as_text=True)[:3000]
        return answer


class scope:
    """What a request has: a scope, a moment, the vocabularies' words."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __enter__(self) -> None:
        self.frozen = clock.freeze(MOMENT)
        self.frozen.__enter__()
        self.context = self.app.app_context()
        self.context.__enter__()

    def __exit__(self, *trouble: Any) -> None:
        self.context.__exit__(*trouble)
        self.frozen.__exit__(*trouble)


def agency_of(app: Flask, key: str = "larks") -> str:
    """The UUID of an agency."""
    with scope(app):
        return str(next(one.uuid for one in agencies(HOME) if one.key == key))


def desk(app: Flask, role: str = "agency-editor", **more: Any) -> Desk:
    """A service of Wrekin Larks, and its editor."""
    with scope(app):
        code = factories.save(factories.entry(**more))["singing"]
    agency = agency_of(app)
    actor = people.person(app, role, agency=agency)
    return Desk(app, actor, people.client(app, actor), agency, code)


HOURS = {
    "days": ["mon", "wed"],
    "length": "usual",
    "opens": "9.30",
    "closes": "noon",
    "weeks": "term",
    "note": "Ring first.",
}


def trusted(app: Flask) -> Desk:
    """The same, of an agency whose changes are published at once."""
    made = desk(app)
    with scope(app), changing() as session:
        for agency in session.query(Agency):
            agency.listed, agency.trust = True, "direct"
    return made


def sent(there: Desk, uuid: str) -> str:
    """Send a change; what became of it."""
    there.post(f"/changes/{uuid}/send", {})
    return there.change(uuid).row.state


def page_text(there: Desk, path: str, status: int = 200) -> str:
    """The words of the middle of a page."""
    return open_page(there.client, f"/en/your-services{path}", status).text("main")


def address(**more: Any) -> dict[str, Any]:
    """A place as its form sends it."""
    plain = {
        "name": "",
        "line1": "7 Barn Lane",
        "line2": "",
        "town": "Telford",
        "postcode": "tf1 1lx",
        "privacy": "public",
    }
    return {**plain, "address_words": "", **more}


def unknown_facts(*but: str) -> dict[str, str]:
    """I do not know, for every other fact."""
    codes = ("step_free", "toilet", "hoist", "loop", "bsl", "parking", "bus", "quiet", "interp", "online")
    return {f"fact_{code}": "unknown" for code in codes if code not in but}
