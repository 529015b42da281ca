"""Every kind of page of casework, in every language, as careful as the pages of families."""

from __future__ import annotations

import re

import html5lib
import pytest
from lxml import html

from casework import operations
from tests import factories, people, practice
from tests.browser.kinds import CASEWORK, EVERY_LANGUAGE, Kind
from tests.factories import HOME
from tests.pages import Page, faults_of
from tests.rooms.casework.conftest import Scene
from tests.rooms.casework.test_noting_needs import noted, shown

MARKED = re.compile(r"[\u00c0-\u024f]")  # what the made-up language puts in place of plain letters
EVERYWHERE = "h1, h2, h3, label, legend, button, th, dt, p"
RECORD = Kind("a record with needs", "/children/{child}", who="practitioner")


@pytest.fixture
def browsers(scene: Scene) -> dict[str, people.Browser]:
    """Whoever recorded, and their supervisor."""
    boss = people.person(scene.app, "supervisor", agency=scene.agency)
    return {"practitioner": people.client(scene.app, scene.author), "supervisor": people.client(scene.app, boss)}


@pytest.fixture
def codes(scene: Scene) -> dict[str, str]:
    """One of each."""
    need = noted(scene)
    noted(scene, "concern")
    noted(scene, "strength")
    step = next(one for one in shown(scene, scene.author) if one.uuid == need).steps[0].uuid
    with practice.inside(scene.app):
        code = factories.save(factories.entry())["singing"]
        made = operations.make_shortlist(scene.author, HOME, "debt", code=code, note="Ring first")
    return {"child": scene.record, "need": need, "step": step, "list": made, "code": code}


def test_every_page_is_whole_in_every_language(browsers: dict[str, people.Browser], codes: dict[str, str]) -> None:
    for kind in (*CASEWORK, RECORD):
        for language in EVERY_LANGUAGE:
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
