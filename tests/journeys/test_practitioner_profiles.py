"""One day around one child, under each practice profile: a health visitor, a school, the central team, the auditor, the parent.

What differs is the profile's, and nothing else: the same pages, asked in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

import profiles
from consent import rules as consent
from profiles.schema import Profile
from tests import people, practice
from tests.pages import open_page
from tests.people import Browser
from tests.practice import agency, child

TESTS = Path(__file__).parent.parent / "profiles_for_tests"
ALL = [*profiles.names(), "last-agency"]
ASKED = {"given": "Amina", "family": "Yusuf", "born-day": "27", "born-month": "3", "born-year": "2019"}
WHY = {"code": "find-others", "words": "We meet the mother on Thursday."}
AGREED = {
    "giver": "parent", "giver_name": "Hodan Yusuf", "how": "written", "where_kept": "The health record",
    "obtained_on-day": "24", "obtained_on-month": "11", "obtained_on-year": "2026", "keep": "y",
}  # fmt: skip
REVIEW = {"review_on-day": "1", "review_on-month": "3", "review_on-year": "2027"}


@pytest.fixture(params=ALL)
def profile(request: pytest.FixtureRequest, index_site: Flask) -> Iterator[Profile]:
    """Each profile that ships, and the one that tests what none of them has."""
    found = profiles.load(request.param, TESTS) if request.param == "last-agency" else profiles.load(request.param)
    with profiles.under(found):
        yield found


class Day:
    """Who takes part, and the record they share."""

    def __init__(self, app: Flask) -> None:
        self.health, self.school = agency(app), agency(app, "Larkspinney Primary School")
        self.record = child(app)
        self.at = f"/en/children/{self.record}"
        self.visitor = self._browser(app, "practitioner", self.health, "Maureen Pemble")
        self.teacher = self._browser(app, "practitioner", self.school, "Priya Mistry")
        self.central = self._browser(app, "co-ordinator", "", "Tomasz Wolanska")
        self.auditor = self._browser(app, "auditor", "", "Idris Threlkeld")
        self.privacy = self._browser(app, "privacy-officer", "", "Rosalind Cawthra")

    @staticmethod
    def _browser(app: Flask, role: str, agency: str, name: str) -> Browser:
        return people.client(app, people.person(app, role, agency=agency, name=name))

    def open(self, browser: Browser) -> str:
        """Found by name and date of birth, opened with a reason; the record's page."""
        finding = browser.post("/en/find", data=ASKED).location
        assert browser.post(f"{finding}/open/{self.record}", data=WHY).location == self.at
        return open_page(browser, self.at).body

    def agree(self, *cells: tuple[str, str]) -> None:
        """The mother's answer, as the health visitor writes it down."""
        ticked = [f"{agency} {kind}" for agency, kind in cells]
        said = {**AGREED, "cells": ticked, "agency": [self.health, self.school]}
        assert self.visitor.post(f"{self.at}/consent/record", data=said).status_code == 303

    def involve(self, browser: Browser) -> None:
        """The reader works with the child, on what the family agreed to."""
        page = open_page(browser, f"{self.at}/involvement/add")
        basis = next(one.get("value") for one in page.tree.cssselect("input[name=basis]"))
        sent = browser.post(f"{self.at}/involvement/add", data={"who": "me", "basis": basis, "phone": "01632 960456"})
        assert sent.status_code == 303, sent.get_data(as_text=True)


@pytest.fixture
def day(index_site: Flask, profile: Profile) -> Day:
    return Day(index_site)


def test_people_find_each_other_as_far_as_the_family_agrees(day: Day, profile: Profile) -> None:
    day.open(day.visitor)
    day.agree((day.school, "involvement"))
    day.involve(day.visitor)
    assert "Maureen Pemble" in day.open(day.teacher)
    day.agree()
    shown = open_page(day.teacher, day.at).body
    assert ("Maureen Pemble" in shown) == (profile.access.model == "flat")
    assert "A service is involved" in shown or profile.access.model == "flat"


def test_the_family_is_asked_about_what_the_profile_keeps_and_nothing_else(day: Day, profile: Profile) -> None:
    day.open(day.visitor)
    day.agree((day.school, "involvement"))
    page = open_page(day.visitor, f"{day.at}/consent/record")
    assert len(page.tree.cssselect("table thead th")) == 1 + len(consent.kinds(profile))


def test_only_kinds_that_the_profile_keeps_have_pages(day: Day, profile: Profile) -> None:
    day.open(day.visitor)
    kept = {"need": profile.needs, "concern": profile.concerns, "strength": profile.strengths}
    for kind, on in kept.items():
        assert day.visitor.get(f"{day.at}/needs/add/{kind}").status_code == (200 if on else 404), kind


def test_the_lead_has_the_profiles_name_and_rule(day: Day, profile: Profile) -> None:
    day.open(day.visitor)
    day.agree((day.school, "involvement"), (day.health, "involvement"))
    day.involve(day.visitor)
    if not profile.lead_roles:
        assert day.visitor.get(f"{day.at}/lead").status_code == 404
        return
    role = profile.lead_roles[0]
    asked = {"chosen_by": role.chosen_by[0], **REVIEW, "level": profile.levels[-1].key if profile.levels else ""}
    page = open_page(day.visitor, f"{day.at}/lead/{role.key}/ask")
    me = next(one.get("value") for one in page.tree.cssselect("input[name=who]"))
    if role.when == "needs_exceed_one_agency":
        assert day.visitor.post(f"{day.at}/lead/{role.key}/ask", data={**asked, "who": me}).status_code == 400
        day.open(day.teacher)
        day.involve(day.teacher)
    if role.min_level:
        low = {**asked, "who": me, "level": profile.levels[0].key}
        assert day.visitor.post(f"{day.at}/lead/{role.key}/ask", data=low).status_code == 400
    led = day.visitor.post(f"{day.at}/lead/{role.key}/ask", data={**asked, "who": me})
    assert led.status_code == 303, led.get_data(as_text=True)
    from access.telling import word  # a word of the vocabulary, which the page shows

    with practice.inside(day.visitor.application):
        name = word(role.label)
    assert name in open_page(day.visitor, day.at).body


def test_the_last_agency_leaves_as_the_profile_says(day: Day, profile: Profile) -> None:
    day.open(day.visitor)
    day.agree((day.school, "involvement"))
    day.involve(day.visitor)
    end = next(
        one for one in open_page(day.visitor, day.at).links() if one and "/involvement/" in one and "/end" in one
    )
    left = day.visitor.post(end, data={"code": "finished"})
    assert left.status_code == (400 if profile.last_agency_check else 303)
    if profile.last_agency_check:
        safe = {"code": "finished", "safe": "The grandmother and the school look out for her."}
        assert day.visitor.post(end, data=safe).status_code == 303


def test_the_central_team_answers_and_those_who_oversee_see_what_they_may(day: Day) -> None:
    day.open(day.visitor)
    finding = day.teacher.post("/en/find", data={**ASKED, "given": "Zorro"}).location
    day.teacher.post(f"{finding}/central", data={"words": "Who helps a boy called Zorro?"})
    answer = next(one for one in open_page(day.central, "/en/central").links() if one and one.endswith("/answer"))
    assert day.central.post(answer, data={"words": "Nobody whom we know of. Ring us."}).status_code == 303
    assert "Ring us." in open_page(day.teacher, "/en/central/mine").body
    seen = open_page(day.auditor, "/en/oversight/trail").body
    assert not re.search("Maureen|Pemble|Amina|Yusuf|Thursday|Zorro", seen)
    named = open_page(day.privacy, "/en/oversight/trail").body
    assert "Maureen Pemble" in named
    assert "Thursday" in named


def test_the_parent_is_shown_who_looked_and_asks(day: Day) -> None:
    day.open(day.visitor)
    day.agree((day.school, "involvement"))
    day.involve(day.visitor)
    day.open(day.teacher)
    page = open_page(day.visitor, f"{day.at}/who-looked")
    assert "Larkspinney Primary School" in page.body
    assert "Priya" not in page.body
    ask = next(one for one in page.links() if one and "/who-looked/" in one and one.endswith("/ask"))
    assert day.visitor.post(ask, data={"words": "We know nobody at that school."}).status_code == 303
    waits = open_page(day.privacy, "/en/oversight/questions")
    assert any("/oversight/questions/" in (one or "") for one in waits.links())


def test_every_profile_is_walked() -> None:
    assert {"plain", "camden", "lewisham", "leicestershire-leicester-rutland"} <= set(ALL)
    assert profiles.load("last-agency", TESTS).last_agency_check
