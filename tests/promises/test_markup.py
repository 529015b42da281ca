"""G8, G10, G11, G14, G15, G18, S1-S6, F1, F2: what the markup of every kind of page must say."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from foundation import words
from tests.browser.crawl import Crawl, Shown
from tests.browser.kinds import EVERY_LANGUAGE, KINDS, SPOKEN

KIND_NAMES = [kind.name for kind in KINDS]


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_G8_one_heading_no_level_left_out_and_the_title_begins_with_it(crawl: Crawl, language: str) -> None:
    for shown in crawl.every(language):
        assert shown.status == shown.kind.status, shown.address
        levels = [int(e.tag[1]) for e in shown.tree.cssselect("h1, h2, h3, h4, h5, h6")]
        assert levels.count(1) == 1, shown.address
        main = [int(e.tag[1]) for e in shown.tree.cssselect("main h1, main h2, main h3, main h4")]
        assert not [pair for pair in pairwise(main) if pair[1] > pair[0] + 1], shown.address
        if shown.discreet:
            assert _neutral(shown), shown.address
        elif shown.tree.cssselect("[role=alert]"):  # "Error:" stands before it
            assert f"{shown.text('h1')} - " in shown.title
        else:
            assert shown.title.startswith(shown.text("h1")), shown.address
        assert shown.title.endswith(" - Waymark")


def _neutral(shown: Shown) -> bool:
    """X4: a page of this type says nothing of itself in its title, in any language."""
    with words.speaking(shown.language):
        return shown.title == f"{words.gettext('Services')} - Waymark"


@pytest.mark.parametrize("language", SPOKEN)
def test_G8_no_two_pages_have_one_title(crawl: Crawl, language: str) -> None:
    titles = [shown.title for shown in crawl.every(language) if shown.kind.status == 200 and not shown.discreet]
    assert len(titles) == len(set(titles))


def test_G8_a_page_of_several_says_which(crawl: Crawl) -> None:
    assert re.search(r" - page 2 of \d+ - Waymark$", crawl.page("results page 2", "en").title)


def test_G8_an_error_is_said_first(crawl: Crawl) -> None:
    shown = crawl.page("code with an error", "en")
    assert shown.title.startswith("Error: ")
    summary = shown.tree.cssselect("main [role=alert]")[0]
    assert summary.cssselect("h2")[0].text == "There is a problem"
    field = shown.tree.cssselect(summary.cssselect("a")[0].get("href"))[0]
    assert field.get("aria-invalid") == "true"
    said = {shown.text(f"#{name}") for name in field.get("aria-describedby").split()}
    assert summary.cssselect("a")[0].text_content() in said
    assert field.get("value") == "aeiou"


def test_G10_help_is_in_the_same_place_on_every_page_in_every_language(crawl: Crawl) -> None:
    places = {
        tuple(re.sub(r"^/[\w-]+", "", a.get("href")) for a in shown.tree.cssselect("footer a"))
        for language in EVERY_LANGUAGE
        for shown in crawl.every(language)
    }
    assert len(places) == 1
    assert "/about/help" in next(iter(places))


def test_G11_G14_nothing_happens_by_itself_and_nothing_listens_to_keys(crawl: Crawl) -> None:
    for shown in crawl.every("en"):
        # what may have to be left quickly listens for Shift: no character, and it says so aloud (2.1.4 is about characters)
        script = "leave.js" if shown.discreet else "box.js"
        assert (
            shown.body.count("<script")
            == len(shown.tree.cssselect(f"head script[src*='/scripts/{script}'][defer]"))
            <= 1
        )
        assert not re.search(r"\son\w+=|http-equiv=.?refresh|accesskey|<marquee|<blink|autofocus", shown.body)
        assert not shown.tree.cssselect("[target], [draggable], [role=combobox], [contenteditable]")


def test_G15_zoom_is_never_forbidden(crawl: Crawl) -> None:
    for shown in crawl.every("en"):
        (meta,) = shown.tree.cssselect("meta[name=viewport]")
        assert meta.get("content") == "width=device-width,initial-scale=1"


ACRONYMS = {"SEND", "EHCP", "CAMHS", "ADHD", "EASS", "WCAG", "SENCO", "ISA", "BSL", "GP", "NEET"}
# Known to every parent by these letters, and harder to know by the whole words.
KNOWN_BY_LETTERS = {"ADHD", "GP"}


def test_G18_letters_that_stand_for_words_come_after_the_words(crawl: Crawl) -> None:
    """In our own words; what services write about themselves is theirs."""
    for name in ("home", "types", "needs", "help", "accessibility", "privacy", "sources", "code", "things to try"):
        text = crawl.page(name, "en").text("main")
        for letters in ACRONYMS - KNOWN_BY_LETTERS:
            first = re.search(rf"\b{letters}\b", text)
            assert not first or re.search(rf"\w+ \({letters}\)|\b{letters} \(\w+ ", text), f"{letters} on {name}"


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_S1_home_opens_with_the_question(crawl: Crawl, language: str) -> None:
    shown = crawl.page("home", language)
    after = shown.tree.cssselect("main")[0].iter("h1", "a", "input", "button", "select")
    kinds = [(e.tag, e.get("name")) for e in after]
    assert kinds[:4] == [("h1", None), ("input", "q"), ("input", "near"), ("button", None)]
    label = shown.tree.cssselect("label[for=q]")[0]
    assert label.text_content().strip()
    assert "vh" not in (label.get("class") or "")


@pytest.mark.parametrize("question", ["", "?q=", "?q=&near=", "?near=tf11lx", "?near=TF1+1LX", "?near=telford"])
def test_S2_nothing_is_required_and_a_place_may_be_written_in_any_way(crawl: Crawl, question: str) -> None:
    answer = crawl.app.test_client().get(f"/en/services{question}")
    assert answer.status_code == 200
    assert answer.get_data(as_text=True).count("<li><h2><a ") == 10
    assert b"required" not in crawl.app.test_client().get("/en/").data


@pytest.mark.parametrize("name", KIND_NAMES)
def test_S3_S6_every_control_has_its_label_and_every_group_its_legend(crawl: Crawl, name: str) -> None:
    tree = crawl.page(name, "en").tree
    for box in tree.cssselect("input[type=checkbox], input[type=radio]"):
        assert any(a.tag == "fieldset" for a in box.iterancestors())
    for group in tree.cssselect("fieldset"):
        assert group[0].tag == "legend"
        assert group.cssselect("input")
    for control in tree.cssselect("input:not([type=hidden]), select"):
        assert not control.get("placeholder")
        assert tree.cssselect(f'label[for="{control.get("id")}"]') or any(
            a.tag == "label" for a in control.iterancestors()
        )
    for form in tree.cssselect("main form.find, main form.filters"):
        assert form.get("role") == "search"
        assert form.get("aria-label")
    for place in tree.cssselect("input[name=near]"):
        assert place.get("autocomplete") == "postal-code"


def test_S5_results_can_be_reached_without_typing(crawl: Crawl) -> None:
    links = [a.get("href") for a in crawl.page("home", "en").tree.cssselect(".quick a")]
    assert len(links) >= 6
    for address in links:
        assert b"<li><h2><a " in crawl.app.test_client().get(address).data, address


TROUBLES = [kind.name for kind in KINDS if kind.status >= 400 and kind.name != "code with an error"]


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
@pytest.mark.parametrize("name", TROUBLES)
def test_F1_trouble_is_told_in_the_readers_language_with_a_way_on(crawl: Crawl, name: str, language: str) -> None:
    shown, english = crawl.page(name, language), crawl.page(name, "en")
    known = words.language_of(language)
    assert shown.status == shown.kind.status
    assert (shown.tree.get("lang"), shown.tree.get("dir")) == (known.html, known.direction)
    assert language == "en" or shown.text("h1") != english.text("h1")
    assert not re.search(r"\b[45]\d\d\b|error|exception|traceback|server|http|token|csrf", english.text("main"), re.I)
    assert shown.tree.cssselect("main form[role=search] input[name=q]")
    assert shown.tree.cssselect("main [href^='tel:']"), "a person to ring"
    assert shown.texts("main .lead, main p")


def test_F1_each_trouble_has_words_of_its_own(crawl: Crawl) -> None:
    leads = [crawl.page(name, "en").text("main .lead") for name in TROUBLES]
    assert len(leads) == len(set(leads))


def test_F2_what_was_typed_is_shown_again(crawl: Crawl) -> None:
    shown = crawl.page("place not found", "en")
    values = {e.get("name"): e.get("value") for e in shown.tree.cssselect("#filters input[type=text]")}
    assert (values["q"], values["near"]) == ("debt", "Wellingtom")
