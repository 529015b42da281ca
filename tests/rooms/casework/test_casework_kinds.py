"""Every kind of page of casework, in every language, as careful as the pages of families."""

from __future__ import annotations

import re

import html5lib
import pytest
from lxml import html

from tests import people
from tests.browser.kinds import CASEWORK, OF_STAFF
from tests.pages import Page, faults_of
from tests.scenes.casework import Scene, one_of_each, readers

MARKED = re.compile(r"[\u00c0-\u024f]")  # what the made-up language puts in place of plain letters
EVERYWHERE = "h1, h2, h3, label, legend, button, th, dt, p"


@pytest.fixture
def browsers(scene: Scene) -> dict[str, people.Browser]:
    """Whoever recorded, and their supervisor."""
    return readers(scene)


@pytest.fixture
def codes(scene: Scene) -> dict[str, str]:
    """One of each."""
    return one_of_each(scene)


def test_every_page_is_whole_in_every_language(browsers: dict[str, people.Browser], codes: dict[str, str]) -> None:
    for kind in CASEWORK:
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
                assert not unmarked(tree), (kind.name, unmarked(tree))


def unmarked(tree: html.HtmlElement) -> list[str]:
    """What the made-up language left as it was, though it is no data."""
    bare = [
        one.text_content().strip()
        for one in tree.cssselect(EVERYWHERE)
        if not one.cssselect("[lang], [translate=no], bdi, code")
        and one.get("dir") != "auto"
        and not one.xpath("ancestor-or-self::*[@lang][not(self::html)]")
    ]
    return [said for said in bare if re.search(r"[A-Za-z]{3,}", said) and not MARKED.search(said)]


def test_no_two_pages_have_one_title(browsers: dict[str, people.Browser], codes: dict[str, str]) -> None:
    titles = []
    for kind in CASEWORK:
        tree = html.fromstring(browsers[kind.who].get(f"/en{kind.path.format(**codes)}").get_data(as_text=True))
        titles.append(tree.findtext(".//title"))
    on_paper = "Services that may help you - Waymark"
    assert on_paper in titles
    assert sorted(titles) == sorted(set(titles))
