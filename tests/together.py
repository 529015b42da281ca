"""An editor at the desk who changes many entries together, as the forms send it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Flask

from desk.queries import bulk as queries
from directory import operations as directory
from directory.queries import changes
from directory.shapes import Assurance
from directory.work import Patch, Working
from foundation import db
from tests import factories
from tests.people import Browser, client, person

CONFIRMED = date(2026, 3, 2)


class Desk:
    """A directory of a few entries, and its editor at the desk."""

    def __init__(self, app: Flask, number: int = 3) -> None:
        self.app = app
        some = [
            factories.entry(f"e{n}", f"Service {n:04}", assurance=Assurance(CONFIRMED, "agency"), sites=())
            for n in range(number)
        ]
        self.codes = list(factories.save(*some).values())
        self.editor = person(app, "directory-editor", email="desk@council.example.org", name="Del Ray")
        self.browser: Browser = client(app, self.editor)

    def anew(self) -> None:
        db.open_scope(self.app.extensions["waymark.database"])

    def plan(self, action: str, codes: list[str] | None = None, status: int = 303, **more: str) -> str:
        """As the form sends it; answers the address of what will change."""
        data: dict[str, Any] = {"action": action, "code": self.codes if codes is None else codes, **more}
        answer = self.browser.post("/en/desk/together", data=data)
        assert answer.status_code == status, answer.get_data(as_text=True)
        self.anew()
        return answer.headers.get("Location", "")

    def do(self, address: str, status: int = 303) -> str:
        """The one press on that page."""
        assert self.browser.post(address.partition("?")[0]).status_code == status
        self.anew()
        return address.partition("?")[0]

    def together(self, action: str, codes: list[str] | None = None, **more: str) -> str:
        return self.do(self.plan(action, codes, **more))

    def undo(self, address: str) -> dict[str, int]:
        self.do(f"{address}/undo")
        return self.counts(address)

    def edited(self, code: str, **fields: Any) -> None:
        """Somebody changes the entry by its own steps."""
        uuid = directory.begin(self.editor, code)
        directory.save_step(self.editor, uuid, "all", Patch(entry=fields))
        assert directory.send(self.editor, uuid).state == "published"
        self.anew()

    def counts(self, address: str) -> dict[str, int]:
        self.anew()
        found = queries.run(address.rpartition("/")[2])
        assert found is not None
        return found.counts

    def working(self, code: str) -> Working:
        self.anew()
        found = changes.working(code)
        assert found is not None
        return found

    def row(self, code: str) -> changes.EntryRow:
        self.anew()
        found = changes.entry_row(code)
        assert found is not None
        return found
