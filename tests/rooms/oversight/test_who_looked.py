"""Who looked at my record: shown and printed without any practitioner's name, questioned there and from home."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from access.telling import plain
from foundation import acts, clock, post
from foundation.acts import Actor
from foundation.db import reading, scope
from oversight import codes, operations
from oversight.models import LookedSheet, Question
from tests import people, practice
from tests.pages import Page, open_page
from tests.practice import MOMENT, child, inside, involved, opened

SENT = "/en/not-recognised/sent"


@dataclass(frozen=True)
class Seen:
    """One record that two people of two agencies looked at; one of them is at work with the family."""

    app: Flask
    record: str
    visitor: Actor
    teacher: Actor
    officer: Actor
    school: str

    @property
    def path(self) -> str:
        """The page of looks."""
        return f"/en/children/{self.record}/who-looked"


@pytest.fixture
def seen(index_site: Flask) -> Seen:
    health, school = practice.agency(index_site), practice.agency(index_site, "Larkspinney Primary School")
    visitor = people.person(index_site, "practitioner", agency=health, name="Maureen Pemble")
    teacher = people.person(index_site, "practitioner", agency=school, name="Priya Mistry")
    officer = people.person(index_site, "privacy-officer", name="Olga Privy", email="privacy@example.org")
    record = child(index_site)
    involved(index_site, visitor, record, health, name="Maureen Pemble")
    for one in (visitor, teacher):
        opened(index_site, one, record)
        people.client(index_site, one).get(f"/en/children/{record}")
    return Seen(index_site, record, visitor, teacher, officer, school)


def sheet_of(seen: Seen) -> tuple[Page, str]:
    """A sheet made by the visitor, and its code."""
    browser = people.client(seen.app, seen.visitor)
    made = browser.post(f"{seen.path}/sheet")
    assert made.status_code == 303
    page = open_page(browser, made.headers["Location"])
    return page, page.text(".big")


def count(seen: Seen) -> int:
    with inside(seen.app), acts.deciding():
        return reading().scalar(select(func.count()).select_from(Question)) or 0


@pytest.mark.parametrize("language", ["en", "ar", "pl"])
def test_agency_role_reason_and_day_and_no_name(seen: Seen, language: str) -> None:
    page = open_page(people.client(seen.app, seen.visitor), f"/{language}/children/{seen.record}/who-looked")
    main = page.text("main")
    for name in ("Pemble", "Mistry", "Privy", "Amina", "Yusuf", "The school asks who else"):
        assert name not in main
    assert "Larkspinney Primary School" in main
    assert "Health visiting" in main


def test_what_the_page_says_of_each_look(seen: Seen) -> None:
    page = open_page(people.client(seen.app, seen.visitor), seen.path)
    rows = [one for one in page.texts("tbody tr") if "Larkspinney" in one]
    assert any("was shown your name and year of birth when searching" in one for one in rows)
    assert any("looked at your record" in one and "Practitioner" in one for one in rows)
    with inside(seen.app):
        assert any(plain("reason.find-others") in one for one in rows)


def test_who_may_show_it(seen: Seen) -> None:
    assert people.client(seen.app, seen.teacher).get(seen.path).status_code == 404, "looked, but is not involved"
    central = people.person(seen.app, "co-ordinator")
    assert people.client(seen.app, central).get(seen.path).status_code == 303, "no reason given"
    opened(seen.app, central, seen.record)
    open_page(people.client(seen.app, central), seen.path)
    open_page(people.client(seen.app, seen.officer), f"/en/oversight/looked/{seen.record}")
    auditor = people.person(seen.app, "auditor")
    assert people.client(seen.app, auditor).get(seen.path).status_code == 404
    assert people.client(seen.app, auditor).get(f"/en/oversight/looked/{seen.record}").status_code == 404


def test_the_record_says_how_often_it_was_looked_at(seen: Seen) -> None:
    page = open_page(people.client(seen.app, seen.visitor), f"/en/children/{seen.record}")
    listed = open_page(people.client(seen.app, seen.visitor), f"{seen.path}?all=1").texts("tbody tr")
    assert f"{len(listed)} looks in the last 12 months." in page.text("main")
    assert seen.path in page.links()
    assert "who-looked" not in open_page(people.client(seen.app, seen.teacher), f"/en/children/{seen.record}").body


def test_a_sensitive_service_is_not_named_to_those_who_may_not_know(seen: Seen) -> None:
    clinic = practice.agency(seen.app, "Moonwell Clinic")
    nurse = people.person(seen.app, "practitioner", agency=clinic, name="Noor Hale")
    involved(seen.app, nurse, seen.record, clinic, sensitive=True, relay_phone="01632 960011")
    opened(seen.app, nurse, seen.record)
    people.client(seen.app, nurse).get(f"/en/children/{seen.record}")
    page = open_page(people.client(seen.app, seen.visitor), seen.path)
    assert "Moonwell" not in page.body
    assert "a service that is not named here" in page.body
    _sheet, _code = sheet_of(seen)
    assert "Moonwell" not in _sheet.body
    officer = open_page(people.client(seen.app, seen.officer), f"/en/oversight/looked/{seen.record}")
    assert "Moonwell Clinic" in officer.body
    assert "Moonwell Clinic" in open_page(people.client(seen.app, nurse), seen.path).body, "their own"


def test_of_a_protected_child_no_agency_is_told(seen: Seen) -> None:
    shielded = child(seen.app, "Bram", "Oduya", shielded=True)
    health = next(one.agency for one in seen.visitor.grants)
    involved(seen.app, seen.visitor, shielded, health)
    opened(seen.app, seen.visitor, shielded, "Bram", "Oduya")
    browser = people.client(seen.app, seen.visitor)
    assert browser.get(f"/en/children/{shielded}").status_code == 200
    assert browser.get(f"/en/children/{shielded}/who-looked").status_code == 404
    assert "who-looked" not in browser.get(f"/en/children/{shielded}").get_data(as_text=True)


def test_asked_on_the_page_and_answered_beside_the_look(seen: Seen) -> None:
    browser = people.client(seen.app, seen.visitor)
    ask = next(one for one in open_page(browser, seen.path).links() if one.endswith("/ask"))
    open_page(browser, ask)
    assert browser.post(ask, data={"words": "x" * 2001}).status_code == 400
    said = {"words": "We know nobody there.", "reach": "07700 900123"}
    for _again in range(2):
        assert browser.post(ask, data=said).status_code == 303
    assert count(seen) == 1
    officer = people.client(seen.app, seen.officer)
    assert "1 question from a family" in open_page(officer, "/en/oversight").body
    there = next(one for one in open_page(officer, "/en/oversight/questions").links() if "/questions/" in one)
    page = open_page(officer, there)
    assert "We know nobody there." in page.body
    assert "07700 900123" in page.body
    assert officer.post(there, data={"verdict": "right", "words": ""}).status_code == 400
    answer = {"verdict": "right", "words": "The school nurse asked for her list."}
    assert officer.post(there, data=answer).status_code == 303
    page = open_page(browser, seen.path)
    assert "The school nurse asked for her list." in page.text("main")
    assert any("You asked on 24 November 2026." in one for one in page.texts("tbody tr"))


def test_a_look_that_is_not_there_cannot_be_asked_about(seen: Seen) -> None:
    browser = people.client(seen.app, seen.visitor)
    for line in ("x:1", "zzz", "1:1:1", "%00", "-"):
        assert browser.get(f"{seen.path}/{line}/ask").status_code == 404


def test_the_letter_to_the_privacy_officer_holds_a_reference_only(seen: Seen) -> None:
    _page, code = sheet_of(seen)
    people.browser(seen.app).post("/en/not-recognised", data={"code": code, "lines": "1", "words": "Not Mistry again"})
    with inside(seen.app):
        letters = [one for one in post.latest(20) if one.to == "privacy@example.org"]
        assert letters
        for one in letters:
            for secret in ("Amina", "Yusuf", "Mistry", "Larkspinney", seen.record):
                assert secret not in one.text + one.subject
        assert any("/oversight/questions" in one.text for one in letters)


def test_from_home_each_line_counts_once(seen: Seen) -> None:
    page, code = sheet_of(seen)
    assert len(page.texts("tbody tr")) > 2
    assert "Mistry" not in page.body
    home = people.browser(seen.app)
    send = {"code": code.lower().replace(" ", "-"), "lines": "1, 2", "words": "Who was that?", "reach": ""}
    for _again in range(2):
        answer = home.post("/en/not-recognised", data=send)
        assert answer.headers["Location"] == SENT
    assert count(seen) == 2
    home.post("/en/not-recognised", data={**send, "lines": "2 3"})
    assert count(seen) == 3
    home.post("/en/not-recognised", data={**send, "lines": "999"})
    home.post("/en/not-recognised", data={**send, "lines": "777"})
    assert count(seen) == 4, "numbers that are not on the sheet make one question about the whole of it"
    officer = people.client(seen.app, seen.officer)
    for there in [one for one in open_page(officer, "/en/oversight/questions").links() if "/questions/" in one]:
        assert "with the code of a sheet" in open_page(officer, there).body


def test_a_right_code_and_a_wrong_one_are_answered_alike(seen: Seen) -> None:
    _page, code = sheet_of(seen)
    said = {"lines": "1", "words": "Who was that?", "reach": ""}
    answers = []
    for typed in (code, "BBBB BBBB BBBB"):
        home = people.browser(seen.app)
        first = home.post("/en/not-recognised", data={**said, "code": typed})
        then = home.get(first.headers["Location"])
        answers.append((first.status_code, first.headers["Location"], first.get_data(), then.get_data(as_text=True)))
    plain = [(*rest, re.sub(r'nonce="[^"]+"', "", body)) for *rest, body in answers]
    assert plain[0] == plain[1]
    assert count(seen) == 1


def test_the_code_is_not_kept_and_its_time_passes(seen: Seen) -> None:
    _page, code = sheet_of(seen)
    with inside(seen.app), acts.deciding():
        row = reading().scalars(select(LookedSheet)).one()
        assert codes.typed(code).encode() not in row.digest
        assert row.digest == codes.digest(codes.typed(code))
    late, database = MOMENT + timedelta(days=91), seen.app.extensions["waymark.database"]
    with scope(database), clock.freeze(late), pytest.raises(operations.UnknownCode):
        operations.ask_by_code(acts.reader(), codes.typed(code), [1], operations.Asked())
    assert count(seen) == 0


def test_a_sheet_is_its_makers_own(seen: Seen) -> None:
    browser = people.client(seen.app, seen.visitor)
    there = browser.post(f"{seen.path}/sheet").headers["Location"]
    central = people.person(seen.app, "co-ordinator")
    opened(seen.app, central, seen.record)
    assert people.client(seen.app, central).get(there).status_code == 404
    officer = people.client(seen.app, seen.officer)
    made = officer.post(f"/en/oversight/looked/{seen.record}/sheet")
    page = open_page(officer, made.headers["Location"])
    people.browser(seen.app).post("/en/not-recognised", data={"code": page.text(".big"), "lines": "1"})
    assert count(seen) == 1


def test_too_many_tries_are_stopped(seen: Seen) -> None:
    home = people.browser(seen.app)
    with clock.freeze(MOMENT):
        said = [home.post("/en/not-recognised", data={"code": "B" * 12, "lines": "1"}).status_code for _ in range(21)]
    assert said == [303] * 20 + [429]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.fixed_dictionaries(
        {}, optional={name: st.text(max_size=300) for name in ("code", "lines", "words", "reach", "csrf_token", "x")}
    )
)  # fmt: skip
def test_whatever_is_sent_from_home_is_answered(index_site: Flask, said: dict[str, str]) -> None:
    answer = index_site.test_client().post("/en/not-recognised", data=said)
    assert answer.status_code in (303, 400, 429)
    assert answer.headers.get("Location", SENT) == SENT


def test_long_and_odd_words_from_home(seen: Seen) -> None:
    _page, code = sheet_of(seen)
    home = people.browser(seen.app)
    assert home.post("/en/not-recognised", data={"code": code, "lines": "1", "words": "a" * 2001}).status_code == 400
    odd = "<script>alert(1)</script>\u202e\x07 \u0627\u0644"
    home.post("/en/not-recognised", data={"code": code, "lines": "\u0661", "words": odd, "reach": odd})
    officer = people.client(seen.app, seen.officer)
    there = next(one for one in open_page(officer, "/en/oversight/questions").links() if "/questions/" in one)
    assert "<script>alert" not in open_page(officer, there).body


@pytest.mark.parametrize("language", ["en", "ar"])
def test_public_pages(index_site: Flask, language: str) -> None:
    for path in ("/not-recognised", "/not-recognised/sent"):
        open_page(people.browser(index_site), f"/{language}{path}")
