"""Every kind of page of the index, in every language, as careful as the pages of families."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from flask import Flask
from lxml import html

import profiles
from tests.browser.kinds import FULL, INDEX, OF_STAFF
from tests.pages import Page, faults_of
from tests.scenes.index import RICH, Scene

MARKED = re.compile(r"[\u00c0-\u024f]")  # what the made-up language puts in place of plain letters
DAY = re.compile(r"\d+ [A-Z][a-z]+ \d{4}")  # the made-up language says days as English does
EVERYWHERE = "h1, h2, h3, label, legend, button, th, dt, p, caption, summary, li"


@pytest.fixture
def scene(index_site: Flask) -> Iterator[Scene]:
    with profiles.under(RICH):
        yield Scene(index_site)


@pytest.mark.parametrize("language", OF_STAFF if FULL else ("en", "ar", "pl", "en-XA"))
def test_every_page_is_whole(scene: Scene, language: str) -> None:
    for kind in INDEX:
        answer = scene.browsers[kind.who].get(f"/{language}{kind.path.format(**scene.codes)}")
        body = answer.get_data(as_text=True)
        assert answer.status_code == 200, kind.name
        assert "no-store" in answer.headers["Cache-Control"], kind.name
        tree = html.fromstring(body)
        faults = faults_of(Page(200, body, tree), language)
        parser = html5lib.HTMLParser()
        parser.parse(body)
        assert not faults, f"{kind.name}: {faults}"
        assert not parser.errors, f"{kind.name}: {parser.errors[:3]}"
        assert 'dir=""' not in body, kind.name
        title = tree.findtext(".//title") or ""
        assert not re.search("Amina|Yusuf|Mina|Reed|Hodan", title), kind.name
        assert len(tree.cssselect("main .go")) <= 1, kind.name
        assert language != "en-XA" or not list(plain_english(tree)), (kind.name, list(plain_english(tree)))


def plain_english(tree: Any) -> Iterator[str]:
    """What no translator has seen: sentences of ours that stand in plain letters in the made-up language."""
    for one in tree.cssselect("main")[0].cssselect(EVERYWHERE):
        if one.cssselect("[lang], [translate=no], bdi, code, a[href^='mailto:']") or one.get("dir") == "auto":
            continue
        said = one.text_content().strip()
        if re.search(r"[A-Za-z]{3,}", DAY.sub("", said)) and not MARKED.search(said):
            yield said
