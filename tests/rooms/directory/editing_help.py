"""An agency with a service, and somebody of it who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from accounts.queries import agencies
from directory.operations import changes
from directory.queries.changes import ChangeShown, change
from foundation import clock
from foundation.acts import Actor
from tests import factories, people
from tests.factories import HOME
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


class scope:  # noqa: N801  reads as a word in a test
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
