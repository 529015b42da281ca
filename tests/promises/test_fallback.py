"""F3: the page that stands in while the site does not answer."""

from __future__ import annotations

from pathlib import Path

import html5lib
from flask import Flask
from lxml import html

from foundation import words
from tests.site import run


def test_F3_one_plain_page_speaks_every_language_and_needs_nothing_else(small_site: Flask, tmp_path: Path) -> None:
    file = tmp_path / "down.html"
    run(small_site, "fallback", "write", str(file), "--phone", "01632 960100")
    body = file.read_text(encoding="utf-8")
    parser = html5lib.HTMLParser()
    parser.parse(body)
    assert not parser.errors
    blocks = {(one.get("lang"), one.get("dir")): one for one in html.fromstring(body).cssselect("main section")}
    assert set(blocks) == {(one.html, one.direction) for one in words.offered()}
    assert len({one.cssselect("h2")[0].text_content() for one in blocks.values()}) == len(blocks)
    assert all("01632 960100" in one.text_content() for one in blocks.values())
    assert not [said for said in ("src=", "href=", "<script", "style") if said in body]


def test_F3_without_a_telephone_none_is_named(small_site: Flask, tmp_path: Path) -> None:
    file = tmp_path / "down.html"
    run(small_site, "fallback", "write", str(file))
    assert "<bdi" not in file.read_text(encoding="utf-8")
