"""The other way of upkeep: an officer telephones, and both are named in the trail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from directory.models import Entry
from foundation import clock
from foundation.audit import TrailLine
from foundation.db import reading, scope
from tests.factories import NEXT_DOOR
from tests.pages import open_page
from tests.people import Browser, client, person
from tests.rooms.upkeep import upkeep_house as house
from tests.site import MOMENT
from upkeep.models import Call

PATH = "/en/upkeep/calls"


@pytest.fixture
def silent(small_site: Flask) -> Flask:
    """An entry whose agency does not answer: it was last confirmed 250 days ago, and nobody can be written to."""
    house.grown(small_site, "Singing", on=MOMENT.date() - timedelta(days=250))
    return small_site


@pytest.fixture
def officer(silent: Flask) -> Browser:
    return client(silent, person(silent, "directory-editor", name="Dee Officer"))


def code(app: Flask) -> str:
    with house.at(app, 0):
        return reading().scalars(select(Entry.code)).one()


def one(app: Flask, of: object) -> object:
    with scope(app.extensions["waymark.database"]), clock.freeze(MOMENT):
        return reading().scalar(of)  # type: ignore[arg-type]


def test_entries_that_nobody_answers_for_are_listed_with_their_number(silent: Flask, officer: Browser) -> None:
    page = open_page(officer, PATH)
    assert "Singing" in page.text("table")
    assert "01632\u00a0960123" in page.body
    assert "There is nobody to ring today." not in page.body


def test_the_officer_confirms_on_the_agency_s_behalf_and_the_trail_names_both(silent: Flask, officer: Browser) -> None:
    answer = officer.post(f"{PATH}/{code(silent)}", data={"outcome": "confirmed", "note": "Spoke to Amal."})
    assert answer.status_code == 303
    assert "on its agency's behalf" in open_page(officer, answer.location).text("main")
    assert one(silent, select(Entry.assured_on)) == MOMENT.date()
    with house.at(silent, 0):
        lines = [str(line.body) for line in reading().scalars(select(TrailLine))]
    assert any("entry:confirm" in line and "Wrekin Larks" in line and "person" in line for line in lines)
    assert "There is nobody to ring today." in open_page(officer, PATH).text("main")


def test_a_call_for_another_day_leaves_the_list_until_then(silent: Flask, officer: Browser) -> None:
    said = {"outcome": "again", "again_on": "1 12 2026", "note": "On holiday."}
    assert officer.post(f"{PATH}/{code(silent)}", data=said).status_code == 303
    assert "There is nobody to ring today." in open_page(officer, PATH).text("main")
    page = open_page(officer, f"{PATH}/{code(silent)}").text("main")
    assert "to be rung again" in page
    assert "On holiday." in page
    assert "Dee Officer" in page


def test_nobody_answered_stays_on_the_list(silent: Flask, officer: Browser) -> None:
    officer.post(f"{PATH}/{code(silent)}", data={"outcome": "no-answer"})
    assert "nobody answered" in open_page(officer, PATH).text("table")


def test_a_service_that_has_closed_is_shown_no_longer(silent: Flask, officer: Browser) -> None:
    officer.post(f"{PATH}/{code(silent)}", data={"outcome": "closed", "note": "Closed in May."})
    assert one(silent, select(Entry.status)) == "retired"


WRONG = [
    ({}, "Say what came of the call."),
    ({"outcome": "nonsense"}, "Say what came of the call."),
    ({"outcome": "again"}, "Write the day of the next call"),
    ({"outcome": "again", "again_on": "1 1 2020"}, "Write the day of the next call"),
    ({"outcome": "again", "again_on": "99 99 9999999999999999999"}, "Write the day of the next call"),
    ({"outcome": "no-answer", "note": "x" * 3000}, "This is too long."),
]


@pytest.mark.parametrize(("said", "fault"), WRONG)
def test_what_is_wrong_is_said_and_nothing_kept(
    silent: Flask, officer: Browser, said: dict[str, str], fault: str
) -> None:
    answer = officer.post(f"{PATH}/{code(silent)}", data=said)
    assert answer.status_code == 400
    assert fault in answer.get_data(as_text=True)
    assert one(silent, select(func.count()).select_from(Call)) == 0


def test_nobody_else_sees_the_list_or_calls(silent: Flask) -> None:
    others = (
        person(silent, "directory-editor", authority=NEXT_DOOR),
        person(silent, "agency-editor", agency=house.agency(silent)),
    )
    for other in others:
        browser = client(silent, other)
        assert browser.get(f"{PATH}/{code(silent)}").status_code == 404
        assert browser.post(f"{PATH}/{code(silent)}", data={"outcome": "closed"}).status_code == 404
    assert "Singing" not in client(silent, others[0]).get(PATH).get_data(as_text=True)
    assert client(silent, others[1]).get(PATH).status_code == 404
    assert silent.test_client().get(PATH).status_code == 303
