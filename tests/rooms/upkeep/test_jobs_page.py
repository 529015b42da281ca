"""The page of the work that runs by itself: what ran, what failed, what may be tried again and by whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from foundation import clock, jobs, runs
from foundation.audit import TrailLine
from foundation.db import changing, reading
from foundation.jobs import Job
from foundation.post import Letter, Refusal
from tests import factories
from tests.pages import open_page
from tests.people import Browser, client, person
from tests.rooms.upkeep import upkeep_house as house
from tests.site import MOMENT

PAGE = "/en/desk/jobs"
HOUR = timedelta(hours=1)


@pytest.fixture
def broken(small_site: Flask) -> Flask:
    """A job that was given up, and two letters in doubt: one to an agency of ours, one to somebody else's."""
    house.grown(small_site, "Singing", email="amal@example.org")
    moment = MOMENT - 2 * HOUR
    with house.at(small_site, 0), changing() as session:
        session.add(
            Job(name="upkeep.remind", payload={}, due=moment, tries=10, failed="OSError: <b>away</b>", given_up=True)
        )
        session.add(letter("amal@example.org", state="trying", tried_at=moment))
        session.add(letter("secret.name@agency.example", state="given-up", failed="550 No such user"))
        session.add(Refusal(address="amal@example.org", at=moment, reason="550 The box is closed"))
        session.add(Refusal(address="secret.name@agency.example", at=moment, reason="550 No such user"))
        runs.keep(session, runs.Ended("trail.seal", moment, moment + timedelta(seconds=3), count=12))
        runs.keep(session, runs.Ended("post.look", moment, moment, "OSError: away"))
    with clock.freeze(moment):
        jobs.beat(small_site.extensions["waymark.database"])
    return small_site


def letter(to: str, **more: Any) -> Letter:
    return Letter(to=to, language="en", subject="Is it right?", text="?", queued_at=MOMENT - 3 * HOUR, **more)


@pytest.fixture
def editor(broken: Flask) -> Browser:
    return client(broken, person(broken, "directory-editor"))


def number_of(app: Flask, what: Any) -> int:
    with house.at(app, 0):
        return int(reading().scalars(what).one())


def given_up(app: Flask) -> int:
    return number_of(app, select(Job.id).where(Job.given_up))


def letter_to(app: Flask, to: str) -> Letter:
    with house.at(app, 0):
        return reading().scalars(select(Letter).where(Letter.to == to)).one()


def test_it_says_what_ran_what_failed_and_why(editor: Browser) -> None:
    page = open_page(editor, PAGE)
    said = page.text("main")
    for words in (
        *("Write to agencies whose entries are due", "Given up", "OSError: <b>away</b>", "Try again"),
        *("Seal the trail", "3 seconds", "12 done", "Send letters that waited", "failed", "not yet"),
        *("amal@example.org", "Perhaps it arrived.", "550 The box is closed"),
    ):
        assert words in said
    assert "<b>away" not in page.body


def test_whose_letters_they_are_is_told_only_to_their_own_authority(editor: Browser) -> None:
    body = editor.get(PAGE).get_data(as_text=True)
    assert "secret.name" not in body
    assert "…@agency.example" in body


def test_a_job_is_tried_again(broken: Flask, editor: Browser) -> None:
    answer = editor.post(f"{PAGE}/{given_up(broken)}/again")
    assert answer.status_code == 303
    assert "tried again in the next minute" in open_page(editor, answer.location).text("main")
    with house.at(broken, 0):
        job = reading().scalars(select(Job).where(Job.name == "upkeep.remind")).one()
    assert (job.given_up, job.tries, job.due) == (False, 0, MOMENT)


@pytest.mark.parametrize("to", ["amal@example.org", "secret.name@agency.example"])
def test_a_letter_is_sent_again_once_and_the_trail_says_by_whom(broken: Flask, editor: Browser, to: str) -> None:
    number = letter_to(broken, to).id
    first = editor.post(f"/en/desk/letters/{number}/again")
    second = editor.post(f"/en/desk/letters/{number}/again")
    assert "on its way again" in open_page(editor, first.location).text("main")
    assert "Nothing was left to do" in open_page(editor, second.location).text("main")
    assert letter_to(broken, to).state == "waiting"
    with house.at(broken, 0):
        lines = [str(line.body) for line in reading().scalars(select(TrailLine))]
    assert sum("letter:send-again" in line and "person" in line for line in lines) == 2


@pytest.mark.parametrize("number", ["0", "999", "2147483647"])
def test_what_is_not_there_is_no_trouble(editor: Browser, number: str) -> None:
    for path in (f"{PAGE}/{number}/again", f"/en/desk/letters/{number}/again"):
        assert "done=nothing" in editor.post(path).location


@pytest.mark.parametrize("number", ["-1", "x", "2147483648", "99999999999999999999"])
def test_what_is_no_number_is_not_found(editor: Browser, number: str) -> None:
    for path in (f"{PAGE}/{number}/again", f"/en/desk/letters/{number}/again"):
        assert editor.post(path).status_code == 404


def test_an_administrator_may_nobody_else(broken: Flask) -> None:
    number, lost = given_up(broken), letter_to(broken, "amal@example.org").id
    for role, agency in (("vetting-officer", ""), ("agency-manager", house.agency(broken))):
        browser = client(broken, person(broken, role, agency=agency))
        assert browser.get(PAGE).status_code == 404
        assert browser.post(f"{PAGE}/{number}/again").status_code == 404
        assert browser.post(f"/en/desk/letters/{lost}/again").status_code == 404
    administrator = client(broken, person(broken, "administrator", authority=factories.HOME))
    assert administrator.get(PAGE).status_code == 200
    assert administrator.post(f"{PAGE}/{number}/again").status_code == 303
    assert broken.test_client().get(PAGE).status_code == 303


def test_before_anything_ran_it_says_so(small_site: Flask) -> None:
    page = open_page(client(small_site, person(small_site, "administrator")), PAGE)
    assert "Nothing has run yet." in page.text("main")
