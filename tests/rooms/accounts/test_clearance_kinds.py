"""Every kind of page about access, in every language, as careful as the pages of families."""

from __future__ import annotations

import re

import html5lib
import pytest
from flask import Flask
from lxml import html

from tests import people
from tests.browser.kinds import OF_STAFF, PRACTICE
from tests.pages import Page, faults_of
from tests.scenes.clearances import one_of_each, readers
from tests.visitor import agency_uuid

MARKED = re.compile(r"[\u00c0-\u024f]")  # what the made-up language puts in place of plain letters
EVERYWHERE = "h1, h2, h3, label, legend, button, th, dt, p"


@pytest.fixture
def browsers(cleared_site: Flask) -> dict[str, people.Browser]:
    """Somebody of each kind, signed in."""
    return readers(cleared_site, agency_uuid(cleared_site))


@pytest.fixture
def codes(cleared_site: Flask) -> dict[str, str]:
    """One clearance of each kind."""
    return one_of_each(cleared_site, agency_uuid(cleared_site))


def test_every_page_is_whole_in_every_language(
    cleared_site: Flask, browsers: dict[str, people.Browser], codes: dict[str, str]
) -> None:
    for kind in PRACTICE:
        for language in OF_STAFF:
            answer = browsers[kind.who].get(f"/{language}{kind.path.format(**codes)}")
            body = answer.get_data(as_text=True)
            assert answer.status_code == 200, kind.name
            assert "no-store" in answer.headers["Cache-Control"], kind.name
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
                unmarked = [said for said in bare if re.search(r"[A-Za-z]{3,}", said) and not MARKED.search(said)]
                assert not unmarked, (kind.name, unmarked)


def test_a_clearance_is_found_by_nobody_else(
    cleared_site: Flask, browsers: dict[str, people.Browser], codes: dict[str, str]
) -> None:
    for kind in PRACTICE:
        for who, browser in browsers.items():
            both = {kind.who, who} <= {"practitioner", "shut"}
            if who != kind.who and not both and "/clearances" in kind.path:
                answer = browser.get(f"/en{kind.path.format(**codes)}")
                shut = answer.status_code == 303 and answer.location == "/en/your-access" and who == "shut"
                assert answer.status_code == 404 or shut, (kind.name, who)
