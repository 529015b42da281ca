"""The evidence that a service lives, in one line; and the one list of what needs a person today."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from accounts.models import Authority
from directory.models import Entry
from feedback.models import Report
from foundation import clock, jobs
from foundation.acts import system
from foundation.db import changing, reading
from foundation.post import Letter, Refusal
from tests import factories
from tests.pages import open_page
from tests.people import Browser, client, person
from tests.rooms.upkeep import upkeep_house as house
from tests.site import MOMENT
from upkeep import evidence, operations, queries
from upkeep.checking import Finding
from upkeep.models import WebsiteCheck

TODAY = "/en/upkeep/today"
CONFIRMED = MOMENT.date() - timedelta(days=21)
URL = "https://larks.example/"


@pytest.fixture
def lark(small_site: Flask) -> Flask:
    """An entry confirmed three weeks ago, with a website and an address."""
    house.grown(small_site, "Singing", on=CONFIRMED, url=URL, email="Amal@example.org")
    return small_site


def code(app: Flask) -> str:
    with house.at(app, 0):
        return reading().query(Entry.code).scalar() or ""


def found(app: Flask, *findings: Finding, days_ago: int = 1) -> int:
    """Looks at the website, each a day after the other, the last so many days ago."""
    with house.at(app, 0), clock.freeze(MOMENT - timedelta(days=30)):
        operations.watch_websites(system("test"), factories.HOME, [URL])
    for number, finding in enumerate(findings):
        moment = MOMENT - timedelta(days=days_ago + len(findings) - number - 1)
        with house.at(app, 0), clock.freeze(moment), changing() as session:
            session.execute(update(WebsiteCheck).values(next_at=moment))
        with house.at(app, 0), clock.freeze(moment):
            turn = operations.next_turn()
            assert turn is not None
            operations.keep_finding(turn, finding, gap=-1)
    with house.at(app, 0):
        return reading().query(WebsiteCheck.id).scalar() or 0


def add(app: Flask, *rows: object) -> None:
    with house.at(app, 0), changing() as session:
        session.add_all(rows)


def report(app: Flask, what: str = "phone") -> Report:
    with house.at(app, 0):
        authority = reading().query(Authority.id).filter(Authority.slug == factories.HOME).scalar()
    return Report(
        code=f"r{what}", authority_id=authority, entry=code(app), what=what, words="?", language="en",
        at=MOMENT - timedelta(days=4),
    )  # fmt: skip


def refuse(app: Flask, address: str = "amal@example.org") -> None:
    add(app, Refusal(address=address, at=MOMENT - timedelta(days=2), reason="550 No such user"))


def line(app: Flask) -> str:
    with house.at(app, 0), clock.freeze(MOMENT):
        return queries.evidence_of(code(app))


GOOD = Finding("answered", 200, "larks.example", "Wrekin Larks")
CASINO = Finding("answered", 200, "casino.example", "Best casino bonus")


def test_what_speaks_for_it_is_one_line(lark: Flask) -> None:
    found(lark, GOOD)
    assert line(lark) == "Confirmed by the agency 3 weeks ago; its website answered yesterday"


def test_what_speaks_against_it_is_in_the_same_line(lark: Flask) -> None:
    refuse(lark)
    add(lark, report(lark))
    said = line(lark)
    assert "letters to amal@example.org come back since 22 November 2026" in said
    assert "a reader said on 20 November 2026: The phone number is wrong" in said


def test_an_entry_that_nobody_confirmed_says_so(small_site: Flask) -> None:
    house.grown(small_site, "Singing", on=None)
    assert line(small_site) == "Nobody has ever confirmed it"
    with house.at(small_site, 0):
        assert queries.evidence_of("nosuch") == ""


def test_a_later_room_adds_its_own_evidence(lark: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "_gatherers", dict(evidence._gatherers))
    evidence.gathers(
        "referral",
        lambda asked: [evidence.Fact("referral", number=len(asked.code))],
        lambda fact: f"{fact.number} families were helped",
    )
    assert line(lark).endswith("; 6 families were helped")


def needs(app: Flask, slug: str = factories.HOME) -> list[queries.Need]:
    with house.at(app, 0), clock.freeze(MOMENT):
        return queries.needs_today(slug)


def test_nothing_is_wrong_with_a_service_that_lives(lark: Flask) -> None:
    found(lark, GOOD)
    assert needs(lark) == []
    with house.at(lark, 0):
        assert queries.needs_today("no-such-authority") == []


@pytest.mark.parametrize(
    ("findings", "kind"),
    [
        ([GOOD, CASINO], "hijack"),
        ([GOOD, Finding("answered", 200, "larks.example", "Best casino bonus")], "hijack"),
        ([GOOD, Finding("gone", 404, "larks.example")], "website"),
        ([GOOD, Finding("certificate", 0, "larks.example")], "website"),
        ([GOOD, *[Finding("failing", 500, "larks.example")] * 4], "website"),
        ([GOOD, *[Finding("failing", 500, "larks.example")] * 2], ""),
        ([GOOD, Finding("robots", 0, "larks.example")], ""),
    ],
)
def test_a_website_needs_somebody(lark: Flask, findings: list[Finding], kind: str) -> None:
    found(lark, *findings)
    told = needs(lark)
    assert [(one.kind, one.name, one.code) for one in told] == ([(kind, "Singing", code(lark))] if kind else [])
    assert needs(lark, factories.NEXT_DOOR) == []


def test_refused_letters_readers_and_silent_agencies_need_somebody(lark: Flask) -> None:
    refuse(lark)
    refuse(lark, "stranger@example.org")
    add(lark, report(lark, "closed"))
    told = needs(lark)
    assert [one.kind for one in told] == ["reader", "mail"], "a stranger's address is none of ours"
    assert told[0].words == "This service has closed"
    assert told[1].words == "Letters to amal@example.org come back. 1 service names it."
    assert needs(lark, factories.NEXT_DOOR) == []


def test_an_overdue_entry_with_nobody_to_write_to_needs_a_call(small_site: Flask) -> None:
    house.grown(small_site, "Singing", on=MOMENT.date() - timedelta(days=250))
    with clock.freeze(MOMENT):
        jobs.run(small_site.extensions["waymark.database"], once=True)
    (told,) = needs(small_site)
    assert (told.kind, told.endpoint, told.name) == ("call", "upkeep_desk.call", "Singing")


def test_letters_in_doubt_need_somebody(lark: Flask) -> None:
    add(lark, lost_letter())
    (told,) = needs(lark)
    assert (told.kind, told.endpoint, told.words) == (
        "letters",
        "upkeep_desk.work",
        "1 letter may not have arrived",
    )


def lost_letter() -> Letter:
    moment = MOMENT - timedelta(days=3)
    return Letter(
        to="amal@example.org", language="en", subject="Is it right?", text="?", queued_at=moment, state="given-up",
        failed="550 No such user",
    )  # fmt: skip


@pytest.fixture
def editor(lark: Flask) -> Browser:
    return client(lark, person(lark, "directory-editor"))


def test_the_list_says_what_when_and_what_to_do(lark: Flask, editor: Browser) -> None:
    number = found(lark, GOOD, CASINO)
    page = open_page(editor, TODAY)
    assert "1 thing needs a person today" in page.text("h1")
    said = page.text("main")
    for words in (
        "Singing",
        "Perhaps somebody else has taken it over.",
        "Wrekin Larks",
        "casino.example",
        "Since 23 November 2026",
    ):
        assert words in said
    assert "Look at it now" not in said, "looking is off here"
    answer = editor.post(f"/en/upkeep/websites/{number}/right")
    assert answer.status_code == 303
    after = open_page(editor, answer.location).text("main")
    assert "The website is kept as right." in after
    assert "Nothing needs a person today." in after


def test_looking_now_is_asked_for(lark: Flask, editor: Browser) -> None:
    number = found(lark, GOOD, CASINO)
    answer = editor.post(f"/en/upkeep/websites/{number}/look")
    assert answer.status_code == 303
    assert "in the next minutes" in open_page(editor, answer.location).text("main")


def test_nobody_else_sees_or_acts(lark: Flask) -> None:
    number = found(lark, GOOD, CASINO)
    others = {
        "neighbour": person(lark, "directory-editor", authority=factories.NEXT_DOOR),
        "agency": person(lark, "agency-manager", agency=house.agency(lark)),
        "vetting": person(lark, "vetting-officer"),
    }
    for other in others.values():
        browser = client(lark, other)
        for act in ("right", "look"):
            assert browser.post(f"/en/upkeep/websites/{number}/{act}").status_code == 404
    assert "Singing" not in client(lark, others["neighbour"]).get(TODAY).get_data(as_text=True)
    assert client(lark, others["agency"]).get(TODAY).status_code == 404
    assert "The website is right" not in client(lark, others["vetting"]).get(TODAY).get_data(as_text=True)
    assert lark.test_client().get(TODAY).status_code == 303


@pytest.mark.parametrize("number", ["0", "99", "2147483647", "99999999999999999999", "-1", "x"])
def test_a_website_that_is_none_is_not_found(editor: Browser, number: str) -> None:
    assert editor.post(f"/en/upkeep/websites/{number}/right").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "x", "٣"])
def test_a_page_that_is_none_shows_one_that_is(editor: Browser, page: str) -> None:
    assert editor.get(f"{TODAY}?page={page}").status_code == 200


def test_what_a_website_calls_itself_is_only_words(lark: Flask, editor: Browser) -> None:
    found(lark, GOOD, Finding("answered", 200, "casino.example", "<script>alert(1)</script>"))
    body = editor.get(TODAY).get_data(as_text=True)
    assert "<script>alert(1)" not in body
    assert "&lt;script&gt;alert(1)" in body


def test_the_page_of_a_call_tells_the_evidence(lark: Flask, editor: Browser) -> None:
    found(lark, GOOD)
    assert "its website answered yesterday" in open_page(editor, f"/en/upkeep/calls/{code(lark)}").text("main")
