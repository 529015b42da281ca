"""L15, L16: who speaks the reader's language, what to say when nobody does, and files to keep in the reader's language."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from icalendar import Calendar

from foundation import words
from tests.browser.crawl import Crawl, plain
from tests.browser.kinds import SPOKEN
from tests.pages import open_page

FOREIGN = tuple(tag for tag in SPOKEN if tag != "en")
ASKED = "Can you find an interpreter for me, please?"


@pytest.mark.parametrize("language", FOREIGN)
def test_L16_an_entry_without_a_speaker_says_what_to_ask_for(crawl: Crawl, language: str) -> None:
    own = words.language_of(language).autonym
    silent = 0
    for name in ("entry", "stale entry", "entry without an address", "entry of several sites"):
        shown = crawl.page(name, language)
        note = next(one for one in shown.tree.cssselect("main p.note") if own in plain(one.text_content()))
        spoken = any(one.get("lang") == language for one in shown.tree.cssselect(".rows section li > span"))
        said = [plain(one.text_content()) for one in note.cssselect("b[lang='en-GB']")]
        assert spoken or said[0].startswith(ASKED), shown.address
        silent += not spoken
    assert silent


def test_L16_an_english_page_asks_for_no_interpreter(crawl: Crawl) -> None:
    assert ASKED not in crawl.page("entry", "en").text("main")


@pytest.mark.parametrize("language", FOREIGN)
def test_the_card_says_everything_twice(crawl: Crawl, language: str) -> None:
    shown = crawl.page("what to say when you ring", language)
    lines = shown.tree.cssselect("ol.card > li")
    assert len(lines) >= 9
    for line in lines:
        own, english = line.cssselect("p")
        assert (english.get("lang"), english.get("dir")) == ("en-GB", "ltr")
        assert own.get("lang") is None
        assert plain(own.text_content()) != plain(english.text_content())


def test_the_card_of_an_english_page_says_everything_once(crawl: Crawl) -> None:
    lines = crawl.page("what to say when you ring", "en").tree.cssselect("ol.card > li")
    assert all(len(line.cssselect("p")) == 1 for line in lines)


def test_a_speaker_on_a_day_is_found_on_that_day_only(sample_site: Flask) -> None:
    """Every result of "Polish, on Tuesday" has somebody who is there then, and counts say how many there will be."""
    client = sample_site.test_client()
    anywhere = open_page(client, "/en/services?language=pl")
    found = open_page(client, "/en/services?language=pl&day=tue")
    lines = [one for one in found.texts("#results dd") if one.startswith("polski")]
    assert lines
    assert all("Tuesday" in one or not re.search("Monday|Wednesday|Thursday", one) for one in lines)
    told = next(one for one in anywhere.texts("form.filters label") if one.startswith("Tuesday"))
    assert re.search(r"\((\d+)\)", told).group(1) == re.match(r"(\d+)", found.text("h1")).group(1)  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_a_result_says_who_speaks_the_readers_language(sample_site: Flask, language: str) -> None:
    page = open_page(sample_site.test_client(), f"/{language}/services?language=pl")
    assert page.tree.cssselect('#results dd bdi[lang="pl"]')


@pytest.mark.parametrize("language", SPOKEN)
def test_opening_times_are_a_calendar_in_the_readers_language(crawl: Crawl, language: str) -> None:
    answer = crawl.app.test_client().get(f"/{language}/calendar/{crawl.codes['ordinary']}.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    made = Calendar.from_ical(answer.data)
    events = made.walk("VEVENT")
    assert events
    assert made.walk("VTIMEZONE"), "a phone elsewhere must know when it is nine o'clock here"
    with words.speaking(language):
        assert all(words.gettext("Ring before you go.") in str(event["description"]) for event in events)
    assert not re.search("[\u2066-\u2069]", answer.text), "a calendar shows a line by itself"
    assert max(len(line) for line in answer.data.split(b"\r\n")) <= 75


def test_a_calendar_of_nothing_is_not_there(sample_site: Flask) -> None:
    client = sample_site.test_client()
    assert client.get("/en/calendar/zzzzzz.ics").status_code == 404
    assert client.get("/en/calendar/.ics").status_code == 404
