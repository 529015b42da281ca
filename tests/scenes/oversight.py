"""Looks of every kind at one child, an emergency, a lawful ground and a family's question."""

from __future__ import annotations

from datetime import date

from flask import Flask
from sqlalchemy import select

from access.models import AccessSession
from access.operations import Why
from childindex import operations as childindex
from consent import operations as consent
from foundation import acts
from foundation.acts import Actor
from foundation.db import reading
from oversight.models import Question
from tests import people, practice
from tests.pages import open_page
from tests.practice import child, inside, involved, opened


def begin(
    app: Flask, given: str = "Amina", family: str = "Yusuf"
) -> tuple[dict[str, people.Browser], dict[str, str]]:  # fmt: skip
    """One of everything, and somebody of each kind, signed in."""
    agency = practice.agency(app)
    visitor = people.person(app, "practitioner", agency=agency, name="Maureen Yusuf")
    record = child(app, given, family)
    involved(app, visitor, record, agency)
    opened(app, visitor, record, given, family)
    _without_asking(app, visitor, record, practice.found(app, visitor, given, family))
    browsers = {
        "practitioner": people.client(app, visitor),
        "auditor": people.client(app, people.person(app, "auditor")),
        "privacy-officer": people.client(app, people.person(app, "privacy-officer")),
    }
    codes = {"child": record, "person": visitor.id, "agency": agency}
    return browsers, {**codes, **_of_the_family(browsers["practitioner"], record), **_to_decide(app, browsers)}


def _without_asking(app: Flask, visitor: Actor, record: str, finding: str) -> None:
    with inside(app):
        new = consent.NewGround("serious-harm", "Somebody may come to harm.", date(2027, 5, 1), frozenset())
        consent.share_on_ground(visitor, record, new)
        for _twice in range(2):
            childindex.open_in_emergency(visitor, finding, Why("emergency", "worried", "Somebody may come to harm."))


def _of_the_family(browser: people.Browser, record: str) -> dict[str, str]:
    """A look of which they ask, another of which they may, and the sheet that they take home."""
    there = f"/en/children/{record}/who-looked"
    look = next(one for one in open_page(browser, there).links() if one.endswith("/ask"))
    browser.post(look, data={"words": "Who was that?"})
    browser.get(f"/en/children/{record}")
    look = next(one for one in open_page(browser, there).links() if one.endswith("/ask"))
    sheet = browser.post(f"{there}/sheet").headers["Location"].rpartition("/")[2]
    return {"look": look.split("/")[-2], "sheet": sheet}


def _to_decide(app: Flask, browsers: dict[str, people.Browser]) -> dict[str, str]:
    grounds = open_page(browsers["privacy-officer"], "/en/oversight/grounds").links()
    with inside(app), acts.deciding():
        emergency = reading().scalars(select(AccessSession.uuid).where(AccessSession.basis == "emergency")).first()
        asked = reading().scalars(select(Question.uuid)).one()
    ground = next(one for one in grounds if "/grounds/" in one).rpartition("/")[2]
    return {"emergency": emergency or "", "asked": asked, "ground": ground}
