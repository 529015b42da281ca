"""Pages for people who sign in, or come by a letter: as careful as those for families, and kept by nobody."""

from __future__ import annotations

import re

import pytest
from babel import Locale

from foundation import words
from tests.browser.crawl import Crawl
from tests.browser.kinds import OF_STAFF, SPOKEN_BY_STAFF, STAFF
from tests.pages import Page, faults_of

NAMES = [kind.name for kind in STAFF]
MARKED = re.compile(r"[\u00c0-\u024f]")  # what the made-up language puts in place of plain letters
HEAVIEST = 60_000


@pytest.mark.parametrize("language", OF_STAFF)
def test_A1_G8_every_page_is_whole(crawl: Crawl, language: str) -> None:
    for shown in crawl.staff(language):
        assert shown.status == 200, shown.address
        faults = faults_of(Page(shown.status, shown.body, shown.tree), language)
        assert not faults, f"{shown.address}: {faults}"
        assert shown.title.endswith(" - Waymark"), shown.title
        assert len(shown.body) < HEAVIEST * 3, shown.address


@pytest.mark.parametrize("language", SPOKEN_BY_STAFF)
def test_G8_no_two_pages_have_one_title(crawl: Crawl, language: str) -> None:
    same_page_twice = {"preview as spoken", "the authority's people"}
    titles = [shown.title for shown in crawl.staff(language) if shown.kind.name not in same_page_twice]
    assert sorted(titles) == sorted(set(titles))


def test_a_page_that_knows_its_reader_is_kept_by_no_cache(crawl: Crawl) -> None:
    for kind in STAFF:
        answer = crawl.client(kind.who).get(f"/en{kind.path.format(**crawl.codes)}", follow_redirects=True)
        assert "no-store" in answer.headers["Cache-Control"] or not kind.who, kind.name
        if kind.who or "{token}" in kind.path:
            assert "no-store" in answer.headers["Cache-Control"], kind.name


def test_every_form_that_a_person_sends_carries_the_token_of_their_session(crawl: Crawl) -> None:
    for shown in crawl.staff("en"):
        if shown.kind.who:
            for form in shown.tree.cssselect("form[method=post]"):
                if "/found" not in (form.get("action") or ""):
                    assert form.cssselect("input[name=csrf_token]"), f"{shown.address}: {form.get('action')}"


def test_nobody_finds_them_without_signing_in(crawl: Crawl) -> None:
    for kind in STAFF:
        if kind.who and kind.name != "sign out":  # which is for everybody
            answer = crawl.app.test_client().get(f"/en{kind.path.format(**crawl.codes)}")
            assert answer.status_code == 303, kind.name
            assert "/en/sign-in?next=" in answer.location


def calendar_names() -> list[str]:
    """Days, months, and what joins them."""
    english = Locale("en", "GB")
    return [*english.days["format"]["wide"].values(), *english.months["format"]["wide"].values(), "and"]


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("preview")])
def test_L6_every_word_of_the_program_went_to_the_translators(crawl: Crawl, name: str) -> None:
    """Under the made-up language, headings, labels and buttons are all marked."""
    shown = crawl.page(name, "en-XA")
    bare = [
        element.text_content().strip()
        for element in shown.tree.cssselect("h1, h2, h3, label, legend, button, th, dt")
        if not element.cssselect("[lang], [translate=no], bdi") and element.get("lang") is None
    ]
    data = {one.autonym for one in words.languages()}
    calendar = re.compile(rf"\b({'|'.join(calendar_names())})\b")  # CLDR knows no made-up language
    bare = [calendar.sub("", said) for said in bare]
    unmarked = [
        said for said in bare if re.search(r"[A-Za-z]{3,}", said) and not MARKED.search(said) and said not in data
    ]
    assert not unmarked, unmarked[:8]
