"""Every kind of page of oversight, in every language, as careful as the pages of families."""

from __future__ import annotations

import re

import html5lib
import pytest
from flask import Flask
from lxml import html

from foundation import acts
from oversight import rules
from oversight.queries import unusual
from tests import people, practice
from tests.browser.kinds import OF_STAFF, OVERSIGHT
from tests.pages import Page, faults_of, open_page
from tests.practice import BORN, HOME, child, inside, involved, opened
from tests.scenes.oversight import begin

MARKED = re.compile(r"[\u00c0-\u024f]")  # what the made-up language puts in place of plain letters
DAY = re.compile(r"(\d+ )?[A-Z][a-z]+ \d{4}( at [\d:]+)?")  # the made-up language says days as English does
EVERYWHERE = "h1, h2, h3, label, legend, button, th, dt, p, summary, caption"


@pytest.fixture
def codes(index_site: Flask) -> tuple[dict[str, people.Browser], dict[str, str]]:
    """One of everything, and somebody of each kind, signed in."""
    return begin(index_site)


def test_every_page_is_whole_in_every_language(
    codes: tuple[dict[str, people.Browser], dict[str, str]],
) -> None:
    browsers, marks = codes
    for kind in OVERSIGHT:
        for language in OF_STAFF:
            answer = browsers[kind.who].get(f"/{language}{kind.path.format(**marks)}")
            body = answer.get_data(as_text=True)
            assert answer.status_code == 200, kind.name
            assert "no-store" in answer.headers["Cache-Control"] or "not-recognised" in kind.path, kind.name
            tree = html.fromstring(body)
            faults = faults_of(Page(200, body, tree), language)
            parser = html5lib.HTMLParser()
            parser.parse(body)
            assert not faults, f"{kind.name}: {faults}"
            assert not parser.errors, f"{kind.name}: {parser.errors[:3]}"
            if language == "en-XA":
                bare = [
                    one.text_content().strip()
                    for one in tree.cssselect(EVERYWHERE)
                    if not one.cssselect("[lang], [translate=no], bdi, code") and one.get("dir") != "auto"
                ]
                unmarked = [
                    said for said in bare if re.search(r"[A-Za-z]{3,}", DAY.sub("", said)) and not MARKED.search(said)
                ]
                assert not unmarked, (kind.name, unmarked)


def test_patterns_are_questions_about_people(
    index_site: Flask, codes: tuple[dict[str, people.Browser], dict[str, str]]
) -> None:
    browsers, marks = codes
    officer = open_page(browsers["privacy-officer"], "/en/oversight/unusual")
    assert "Opened records in an emergency 2 times. Why was it so often?" in officer.text("main")
    assert "with their own family name" in officer.text("main")
    assert "This may be quite right: ask." in officer.text("main")
    auditor = open_page(browsers["auditor"], "/en/oversight/unusual")
    assert "with their own family name" not in auditor.text("main")
    assert "Yusuf" not in auditor.body
    for page in (officer, auditor):
        assert marks["child"][:8] not in page.body
        assert "Amina" not in page.body


def test_what_people_did_is_counted(index_site: Flask) -> None:
    agency = practice.agency(index_site)
    visitor = people.person(index_site, "practitioner", agency=agency, name="Sam Okafor")
    kept = child(index_site, "Ada", "Okafor")
    other = child(index_site, "Ida", "Reed", BORN)
    involved(index_site, visitor, kept, agency)
    opened(index_site, visitor, kept, "Ada", "Okafor")
    opened(index_site, visitor, other, "Ida", "Reed")
    people.client(index_site, visitor).get(f"/en/children/{'0' * 36}")
    with inside(index_site), acts.deciding():
        (done,) = unusual.doings(HOME, names=True)
        (unnamed,) = unusual.doings(HOME, names=False)
        elsewhere = unusual.doings("nowhere-else", names=True)
    assert (done.person, done.agency, done.opened, done.not_involved) == (visitor.id, agency, 2, 1)
    assert (done.same_name, unnamed.same_name) == (1, 0)
    assert done.refused == 1
    assert elsewhere == []
    assert rules.questions([unnamed], rules.Thresholds(), names=False) == [
        ask for ask in rules.questions([done], rules.Thresholds(), names=True) if ask.pattern != rules.SAME_NAME
    ]
