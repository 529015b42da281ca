"""T1, T2, T5: the accessibility statement has every part that the law asks for, and its figures are those of the tests."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

import pytest

from foundation import words
from tests.browser.crawl import Crawl
from tests.browser.kinds import CASEWORK, EVERY_LANGUAGE, FINDING, INDEX, KINDS, OVERSIGHT, PRACTICE, SPOKEN, STAFF
from tests.browser.test_axe import MODES
from web import cookies, statement

PAGES = len((*KINDS, *STAFF, *PRACTICE, *FINDING, *INDEX, *CASEWORK, *OVERSIGHT))
ORDINARY_WAYS = 5  # of tests.browser.test_axe.MODES; the full grid has more


def test_T2_the_figures_are_those_of_the_tests() -> None:
    if os.environ.get("WAYMARK_TEST_STATEMENT") == "write":
        _write()
    told = statement.tested()
    assert (told.pages, told.languages, told.ways) == (PAGES, len(SPOKEN), ORDINARY_WAYS)
    assert len(MODES) >= told.ways


def _write() -> None:
    new = {"pages": PAGES, "languages": len(SPOKEN), "ways": ORDINARY_WAYS, "tested": datetime.now(UTC).date()}
    text = statement.FILE.read_text(encoding="utf-8")
    for name, value in new.items():
        text = re.sub(rf"^{name} = .*$", f"{name} = {value}", text, flags=re.M)
    statement.FILE.write_text(text, encoding="utf-8")
    statement.tested.cache_clear()


def test_T1_it_was_read_through_within_a_year_and_tested_after_it_was_prepared() -> None:
    told, today = statement.tested(), datetime.now(UTC).date()
    assert today - told.reviewed <= statement.READ_AGAIN, "read docs/accessibility and the statement again"
    assert told.prepared <= told.reviewed <= today
    assert told.prepared <= told.tested <= today


# What regulation 8 and the model statement ask for, each by words of the English page.
PARTS = {
    "commitment": "is committed to making this website accessible, in accordance with the Public Sector Bodies",
    "status": "This website is partially compliant with the Web Content Accessibility Guidelines",
    "what does not comply, by criterion": "WCAG 3.1.2",
    "burden": "too great a burden",
    "out of scope": "we cannot change them",
    "another format": "large print, Easy Read, audio or Braille",
    "answer within": "5 working days",
    "enforcement": "Equality and Human Rights Commission (EHRC) enforces",
    "advice": "Equality Advisory and Support Service (EASS)",
    "how it was tested": "The last test looked at",
    "dates": "was prepared on",
}


@pytest.mark.parametrize("part", PARTS)
def test_T1_every_legal_part_stands_there(crawl: Crawl, part: str) -> None:
    assert PARTS[part] in crawl.page("accessibility", "en").text("main")


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_T1_it_has_the_same_parts_in_every_language_and_every_page_leads_to_it(crawl: Crawl, language: str) -> None:
    english, other = crawl.page("accessibility", "en"), crawl.page("accessibility", language)
    assert len(other.texts("main h2")) == len(english.texts("main h2"))
    assert len(other.texts("main p")) == len(english.texts("main p"))
    assert str(statement.tested().pages) in other.text("main")
    for shown in crawl.every(language):
        there = [
            link for link in shown.tree.cssselect("footer a") if link.get("href") == f"/{language}/about/accessibility"
        ]
        assert len(there) == 1, shown.address


def test_T5_what_is_known_not_to_work_is_listed_with_its_criterion_and_a_way_to_tell_us(crawl: Crawl) -> None:
    page = crawl.page("accessibility", "en")
    assert re.search(r"\(WCAG \d\.\d\.\d+", page.text("main"))
    assert "/en/tell-us/site" in [link.get("href") for link in page.tree.cssselect("main a")]


def test_every_cookie_that_may_be_set_stands_on_the_page_about_cookies(crawl: Crawl) -> None:
    page = crawl.page("cookies", "en")
    assert page.texts("main dt") == [one.name for one in cookies.declared()]
    assert words.language() == "en"


def test_reading_needs_no_cookie(crawl: Crawl) -> None:
    client = crawl.app.test_client()
    for kind in KINDS:
        if kind.status == 200 and not kind.who:
            client.get(f"/en{kind.path.format(**crawl.codes)}")
    assert not list(client._cookies), "a page that only shows kept something in the browser"
