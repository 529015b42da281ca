"""E1-E8, Z1-Z3: an entry tells what is needed in the order in which it is needed; the A to Z can be spoken."""

from __future__ import annotations

import re
import unicodedata

import pytest

from tests.browser.crawl import Crawl
from tests.browser.kinds import EVERY_LANGUAGE, KINDS, SPOKEN

ENTRIES = tuple(kind.name for kind in KINDS if "entry" in kind.name)
ORDER = [
    "Who it is for",
    "Phone",
    "Opening hours",
    "How to get help",
    "Cost",
    "Where",
    "Languages spoken",
    "Access",
    "Last checked",
]


@pytest.mark.parametrize("name", ENTRIES)
def test_E1_the_order_of_an_entry(crawl: Crawl, name: str) -> None:
    shown = crawl.page(name, "en")
    main = shown.tree.cssselect("main")[0]
    marks = [e for e in main.iter() if isinstance(e.tag, str) and (e.tag == "h1" or {"now", "lead"} & set(_classes(e)))]
    assert marks[0].tag == "h1"
    assert [c for m in marks for c in _classes(m)][:1] == ["now"]
    assert [h for h in shown.texts(".rows h2") if h != "What it does"] == ORDER


def _classes(element: object) -> list[str]:
    return (element.get("class") or "").split()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("name", ENTRIES)
def test_E1_the_same_order_in_every_language(crawl: Crawl, name: str, language: str) -> None:
    assert len(crawl.page(name, language).texts(".rows h2")) == len(crawl.page(name, "en").texts(".rows h2"))


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_E2_a_telephone_number_is_a_link_from_left_to_right_that_holds_together(
    crawl: Crawl, name: str, language: str
) -> None:
    for link in crawl.page(name, language).tree.cssselect("a[href^='tel:']"):
        said = link.text_content()
        assert re.sub(r"\D", "", said) == re.sub(r"\D", "", link.get("href"))
        assert "ltr" in {link.get("dir"), *(inner.get("dir") for inner in link)}
        assert " " not in said, "spaces that do not break"


@pytest.mark.parametrize("name", ENTRIES)
def test_E2_text_relay_is_offered_and_labelled(crawl: Crawl, name: str) -> None:
    for page in ("entry", name):
        phone = crawl.page(page, "en").text(".rows section:has(.tel)")
        assert "Relay UK (deaf or speech-impaired callers): 18001" in phone


@pytest.mark.parametrize("name", ENTRIES)
def test_E3_access_is_said_as_yes_no_or_not_known(crawl: Crawl, name: str) -> None:
    facts = crawl.page(name, "en").texts(".yn li")
    assert facts
    assert all(re.fullmatch(r".+: (yes|no|not known)", fact) for fact in facts)


def test_E4_when_it_was_checked_and_a_stale_entry_says_so_before_its_name(crawl: Crawl) -> None:
    for name in ENTRIES:
        assert re.search(r"Last checked on \d+ \w+ \d{4} by the|Taken from another list", crawl.page(name, "en").body)
    main = crawl.page("stale entry", "en").text("main")
    assert main.index("This may be out of date.") < main.index(crawl.page("stale entry", "en").text("h1"))
    assert "This may be out of date." not in crawl.page("entry", "en").text("main")


VAGUE = re.compile(r"^(click here|here|more|read more|link|this|website|details|see more|download)\.?$", re.I)


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_E5_a_link_says_where_it_leads(crawl: Crawl, name: str) -> None:
    shown = crawl.page(name, "en")
    for link in shown.tree.cssselect("a"):
        said = link.get("aria-label") or link.text_content()
        assert said.strip(), link.get("href")
        assert not VAGUE.match(said.strip())
        if "openstreetmap" in link.get("href", ""):
            assert said.endswith("(OpenStreetMap, leaves this site)")


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_E6_an_address_is_one_line_a_line_and_never_translated(crawl: Crawl, language: str) -> None:
    (address,) = crawl.page("entry", language).tree.cssselect("address")
    assert (address.get("translate"), address.get("lang"), address.get("dir")) == ("no", "en-GB", "ltr")
    lines = [line.strip() for line in address.itertext()]
    assert len(lines) == len(address.cssselect("br")) + 1
    assert re.fullmatch(r"[A-Z]{1,2}\d[\dA-Z]?[ \u00a0]\d[A-Z]{2}", lines[-1])


def test_E7_the_way_is_told_in_words(crawl: Crawl) -> None:
    where = crawl.page("entry", "en").tree.cssselect(".rows section:has(address) p:not(:has(a))")
    assert where


def test_a_confidential_address_is_on_no_page(crawl: Crawl) -> None:
    shown = crawl.page("entry at a confidential address", "en")
    assert not shown.tree.cssselect("address")
    assert "openstreetmap" not in shown.body


def test_E8_hours_are_words_with_the_clock_of_england(crawl: Crawl) -> None:
    days = crawl.page("entry", "en").texts("dl.days div")
    assert days
    for day in days:
        assert re.match(r"(Every day|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b.*): ", day)
        assert not re.search(r"\d\d:\d\d(?![ap]m)|\d am\b", day)


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("name", ["home", "a-to-z", "letter"])
def test_Z1_Z3_letters_are_a_named_list_in_their_own_direction(crawl: Crawl, name: str, language: str) -> None:
    shown = crawl.page(name, language)
    (letters,) = shown.tree.cssselect("ul.letters")
    assert (letters.get("lang"), letters.get("dir")) == ("en", "ltr")
    assert [one[0].text_content() for one in letters][:26] == list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert any(a.tag == "nav" and a.get("aria-label") for a in letters.iterancestors()), "named"
    assert {one[0].tag for one in letters} <= {"a", "span"}, "a letter without entries is text, not a dead link"


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_Z1_a_to_z_is_never_spoken_ay_zed(crawl: Crawl, name: str) -> None:
    assert not re.search(r"\bA ?[-–—] ?Z\b", crawl.page(name, "en").tree.text_content())


def test_Z1_the_letter_is_a_heading(crawl: Crawl) -> None:
    assert crawl.page("letter", "en").texts("main h2")[0] == "B"


def test_Z2_each_letter_has_an_address_and_counts_its_services(crawl: Crawl) -> None:
    assert re.fullmatch(r"B: \d+ services", crawl.page("letter", "en").text("h1"))
    assert re.fullmatch(r"A to Z: [\d,]+ services", crawl.page("a-to-z", "en").text("h1"))
    assert "," in crawl.page("a-to-z", "en").text("h1")


def test_Z2_names_are_in_order_without_the_and_accents(crawl: Crawl) -> None:
    names = [re.sub(r"^(the|an?) ", "", _folded(name)) for name in crawl.page("letter", "en").texts(".az li a")]
    assert len(names) == 50
    assert names == sorted(names)


def _folded(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))
