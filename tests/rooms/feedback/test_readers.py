"""Readers write back without an account, follow it with a code, and are answered; counts hold nobody's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from directory import operations as directory
from directory import queries as pages
from directory.queries import changes, owners
from feedback import operations, queries
from feedback.counting import Tally
from feedback.models import Count, Missed, Report, ReportAnswer
from foundation import clock, db
from foundation.acts import Refused, reader, system
from foundation.db import reading
from tests import factories
from tests.factories import HOME
from tests.pages import Page, open_page
from tests.people import client, person
from tests.site import MOMENT


class Place:
    """A site with one entry, and a reader's browser."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.code = factories.save(factories.entry())["singing"]
        self.agency = owners.subject_of_entry(self.code).agency  # type: ignore[union-attr]
        self.desk = person(app, "directory-editor", email="desk@council.example.org")

    def anew(self) -> None:
        db.open_scope(self.app.extensions["waymark.database"])

    def post(self, address: str, page: str = "", **data: str) -> tuple[int, str, str]:
        """As a person sends a form: from the page on which it stands."""
        browser = self.app.test_client()
        body = browser.get(page or address).get_data(as_text=True)
        opened = re.search(r'name="opened" value="([^"]+)"', body)
        sent = {"opened": opened.group(1) if opened else "", "web_address_2": "", **data}
        answer = browser.post(address, data=sent)
        self.anew()
        return answer.status_code, answer.location or "", answer.get_data(as_text=True)

    def reports(self) -> list[Report]:
        return list(reading().scalars(select(Report)))


@pytest.fixture
def place(small_site: Flask) -> Iterator[Place]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        yield Place(small_site)
        db.close_scope()


def test_E9_a_right_number_becomes_a_change_that_only_needs_a_decision(place: Place) -> None:
    status, there, _body = place.post(f"/en/tell-us/wrong/{place.code}", what="phone", value="01632 960199")
    assert status == 303
    [report] = place.reports()
    change = changes.change(report.change)
    assert change is not None
    assert (change.row.state, change.working.entry.phones[0].number) == ("waiting", "01632 960199")
    told = open_page(place.app.test_client(), there)
    assert "We have it" in told.text("h1")
    assert f"{report.code[:4]} {report.code[4:]}" in told.text(".code")


def test_the_reader_sees_the_answer_and_that_the_page_was_changed(place: Place) -> None:
    place.post(f"/en/tell-us/wrong/{place.code}", what="phone", value="01632 960199", words="I rang it.")
    [report] = place.reports()
    directory.rule(place.desk, report.change, frozenset({"phones"}))
    desk = client(place.app, place.desk)
    assert desk.post(f"/en/readers/{report.uuid}", data={"words": "You are right.", "state": "done"}).status_code == 303
    told = open_page(place.app.test_client(), f"/pl/tell-us/code/{report.code.lower()}")
    assert "You are right." in told.body
    assert "I rang it." not in told.body  # a code may be seen by others


def test_who_says_that_a_service_has_closed_asks_the_desk_to_take_it_off(place: Place) -> None:
    place.post(f"/en/tell-us/wrong/{place.code}", what="closed", words="The door is boarded up.")
    [report] = place.reports()
    desk = client(place.app, place.desk)
    page = open_page(desk, f"/en/desk/changes/{report.change}")
    assert "The door is boarded up." in page.body
    sent = {"words": "It closed in May.", "instead": "the library"}
    assert desk.post(f"/en/desk/changes/{report.change}/take-off", data=sent).status_code == 303
    place.anew()
    assert pages.entry_page(place.code) is None
    assert place.app.test_client().get(f"/en/services/{place.code}").status_code == 410


def test_a_missing_service_reaches_the_desk(place: Place) -> None:
    status, _there, _body = place.post(
        "/en/tell-us/missing", name="Owls Club", words="For shy children", reach="Town hall"
    )
    assert status == 303
    [report] = place.reports()
    assert report.words == "Owls Club\nFor shy children\nTown hall"
    assert "Owls Club" in open_page(client(place.app, place.desk), "/en/readers").body


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"what": ""}, "Choose what is wrong"),
        ({"what": "nonsense"}, "Choose what is wrong"),
        ({"what": "other"}, "Tell us what is wrong"),
        ({"what": "phone", "value": "x" * 201}, "This is too long."),
        ({"what": "other", "words": "x" * 2001}, "This is too long."),
        ({"what": "other", "words": "true", "web_address_2": "http://spam.example"}, "Leave the box at the end empty"),
        ({"what": "other", "words": "true", "opened": "forged"}, "We could not tell when"),
    ],
)
def test_what_cannot_be_used_is_said_and_what_was_typed_is_kept(place: Place, sent: dict[str, str], said: str) -> None:
    status, _there, body = place.post(f"/en/tell-us/wrong/{place.code}", **sent)
    assert status == 400
    assert said in body
    assert "<title>Error: " in body
    assert place.reports() == []
    if sent.get("words") == "true":
        assert ">\ntrue</textarea>" in body


def test_a_page_that_was_open_for_days_asks_once_more(place: Place) -> None:
    address = f"/en/tell-us/wrong/{place.code}"
    body = place.app.test_client().get(address).get_data(as_text=True)
    opened = re.search(r'name="opened" value="([^"]+)"', body).group(1)  # type: ignore[union-attr]
    import time
    from unittest import mock

    with mock.patch.object(time, "time", return_value=time.time() + 3 * 86400):
        answer = place.app.test_client().post(address, data={"what": "other", "words": "yes", "opened": opened})
    assert answer.status_code == 400
    assert "open for too long" in answer.get_data(as_text=True)


def test_one_connection_cannot_flood_the_desk(place: Place) -> None:
    statuses = [place.post("/en/tell-us/missing", name=f"Club {n}")[0] for n in range(21)]
    assert statuses == [303] * 20 + [429]


def test_strange_characters_reach_the_desk_as_harmless_words(place: Place) -> None:
    place.post("/en/tell-us/missing", name="<script>alert(1)</script>\u202eevil\x00", words="ok")
    page = open_page(client(place.app, place.desk), "/en/readers")
    assert "<script>alert" not in page.body
    place.anew()
    assert "\u202e" not in place.reports()[0].words


def test_a_code_that_nobody_has_tells_nothing(place: Place) -> None:
    browser = place.app.test_client()
    assert browser.get("/en/tell-us/code/BCDFGHJK").status_code == 404
    assert browser.get("/en/tell-us/code/aeiou").status_code == 404
    assert "We do not know this code" in browser.get("/en/tell-us/follow?c=BCDF+GHJK").get_data(as_text=True)
    assert "Write the eight letters" in browser.get("/en/tell-us/follow?c=7").get_data(as_text=True)


def test_an_agency_answers_only_about_its_own_entries(place: Place) -> None:
    place.post(f"/en/tell-us/wrong/{place.code}", what="other", words="Rude")
    [report] = place.reports()
    ours = person(place.app, "agency-editor", agency=place.agency, email="ed@larks.example.org")
    others = person(place.app, "agency-editor", agency=_another_agency(place), email="wr@ens.example.org")
    assert client(place.app, others).get(f"/en/readers/{report.uuid}").status_code == 404
    place.anew()
    with pytest.raises(Refused):
        operations.answer(others, report.uuid, "no", "declined")
    assert "Rude" in open_page(client(place.app, ours), f"/en/readers/{report.uuid}").body
    place.anew()
    operations.answer(ours, report.uuid, "We are sorry.", "done")
    place.anew()
    assert queries.by_code(report.code).answers[0].side == "agency"  # type: ignore[union-attr]


def _another_agency(place: Place) -> str:
    elsewhere = factories.organisation("wrens", "Wrens")
    code = factories.save(factories.entry("wren", organisation="wrens", sites=()), organisations=(elsewhere,))["wren"]
    return owners.subject_of_entry(code).agency  # type: ignore[union-attr]


def test_found_yes_partly_no_is_counted_and_what_was_missing_kept(place: Place) -> None:
    browser: FlaskClient = place.app.test_client()
    answer = browser.post("/en/found", data={"found": "no", "about": place.code})
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (303, False)
    assert "What did you look for" in open_page(browser, answer.location).body
    status, there, _body = place.post(
        "/en/found/missing", page=answer.location, words="a club on Sunday", about=place.code
    )
    assert (status, there) == (303, "/en/found?said=kept")
    assert [row.words for row in reading().scalars(select(Missed))] == ["a club on Sunday"]
    assert browser.post("/en/found", data={"found": "perhaps"}).status_code == 400


def test_numbers_below_five_are_never_told(place: Place) -> None:
    for said, times in (("yes", 7), ("no", 4)):
        for _n in range(times):
            operations.found(reader(), HOME, "", said)
    place.anew()
    [month] = queries.months(HOME)
    assert (month.yes, month.partly, month.no) == (7, None, None)
    page: Page = open_page(place.app.test_client(), "/en/what-people-said")
    assert page.texts("dd") == ["7", "fewer than 5", "fewer than 5"]


def test_the_month_is_answered_in_public(place: Place) -> None:
    desk = client(place.app, place.desk)
    bad = desk.post("/en/readers/missed", data={"month": "soon", "answer": ""})
    assert bad.status_code == 400
    sent = {"month": "2026-11", "missed": "Sunday clubs", "answer": "We are asking the agencies.", "language": "en"}
    assert desk.post("/en/readers/missed", data=sent).status_code == 303
    assert "We are asking the agencies." in open_page(place.app.test_client(), "/ar/what-people-said").body


def test_counts_are_written_together_and_lose_nothing(place: Place) -> None:
    tally = Tally()
    with clock.freeze(MOMENT):
        tally.write_if_due()
        for _n in range(6):
            tally.seen(place.code)
            tally.asked({"type": ["cc.toddler"], "cost": ["free"], "day": ["sat", "<b>"]})
    with clock.freeze(MOMENT + timedelta(seconds=59)):
        tally.write_if_due()
        place.anew()
        assert reading().scalars(select(Count)).all() == []
    with clock.freeze(MOMENT + timedelta(seconds=61)):
        tally.write_if_due()
    place.anew()
    assert {(row.kind, row.key): row.number for row in reading().scalars(select(Count))} == {
        ("seen", place.code): 6,
        ("asked", "cc.toddler|free"): 6,
        ("asked", "cc.toddler|day:sat"): 6,
    }
    worth = queries.counts_of(place.code, MOMENT.date())
    assert (worth.seen, worth.asked) == (6, [])  # it says its days and its cost


def test_what_was_asked_and_is_not_told_is_told_to_its_agency(place: Place) -> None:
    code = factories.save(factories.entry("quiet", "Quiet Hour", schedules=(), costs=()))["quiet"]
    day = MOMENT.date()
    counts = {(day, "asked", "cc.toddler|day:sat"): 12, (day, "asked", "cc.toddler|free"): 4}
    operations.keep_counts(system("counts"), counts)
    operations.keep_counts(system("counts"), {(day, "asked", "cc.toddler|day:sat"): 1})
    place.anew()
    assert queries.counts_of(code, day).asked == [("day:sat", 13)]


def test_opening_an_entry_is_counted_but_not_for_robots(place: Place) -> None:
    browser = place.app.test_client()
    browser.get(f"/en/services/{place.code}", follow_redirects=True, headers={"User-Agent": "Firefox"})
    browser.get(f"/en/services/{place.code}", follow_redirects=True, headers={"User-Agent": "somebot/1"})
    place.anew()
    tally: Tally = place.app.extensions["waymark.tally"]
    tally.write()
    place.anew()
    assert [row.number for row in reading().scalars(select(Count))] == [1]


@pytest.mark.parametrize("value", ["javascript://example.org/%0aalert(1)", "ftp://example.org", "no address at all"])
def test_what_is_no_website_is_told_to_the_desk_but_never_made_ready_as_a_link(place: Place, value: str) -> None:
    page = f"/en/tell-us/wrong/{place.code}"
    assert place.post(page, what="website", value=value)[0] == 303
    (report,) = place.reports()
    assert report.change == ""
    assert value in report.words


def test_an_agency_is_led_to_no_page_that_only_the_desk_may_open(place: Place) -> None:
    page = f"/en/tell-us/wrong/{place.code}"
    place.post(page, what="phone", value="01632 960777")
    (report,) = place.reports()
    editor = client(place.app, person(place.app, "agency-editor", agency=place.agency))
    desk = client(place.app, place.desk)
    link = f"/en/desk/changes/{report.change}"
    assert link in desk.get(f"/en/readers/{report.uuid}").get_data(as_text=True)
    body = editor.get(f"/en/readers/{report.uuid}").get_data(as_text=True)
    assert "A change is ready from it." in body
    assert link not in body


def test_what_readers_wrote_is_forgotten_by_a_job(place: Place) -> None:
    place.post(f"/en/tell-us/wrong/{place.code}", what="phone", value="01632 960199", words="I rang it.")
    [report] = place.reports()
    desk = client(place.app, place.desk)
    assert desk.post(f"/en/readers/{report.uuid}", data={"words": "You are right.", "state": "done"}).status_code == 303
    place.anew()
    operations.missed(reader(), HOME, place.code, "a club on Sunday", "en")

    def left_after(days: int) -> tuple[int, int, int]:
        with clock.freeze(MOMENT + timedelta(days=days)):
            done = place.app.test_cli_runner().invoke(args=["jobs", "run", "--once"], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        place.anew()
        missed, told, answered = (list(reading().scalars(select(one))) for one in (Missed, Report, ReportAnswer))
        return len(missed), len(told), len(answered)

    assert left_after(360) == (1, 1, 1)
    assert left_after(370) == (0, 1, 1)
    assert left_after(801) == (0, 0, 0)
