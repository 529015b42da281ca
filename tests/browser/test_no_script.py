"""G2: with script off every journey is the same, since the site has none; read through the accessibility tree."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

from tests.browser.chrome import Chrome, Opened
from tests.browser.kinds import LANGUAGES, ONE_OF_EACH

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(chrome: Chrome) -> Iterator[Chrome]:
    """The browser with script off."""
    chrome.script(False)
    yield chrome
    chrome.script(True)


def press(chrome: Chrome, selector: str, at: int = 0) -> str:
    """Press what a selector finds; its text."""
    found = chrome.driver.find_elements(By.CSS_SELECTOR, selector)[at]
    said = found.text
    found.click()
    return said


def write(chrome: Chrome, selector: str, words: str) -> None:
    """Write into a box."""
    box = chrome.driver.find_element(By.CSS_SELECTOR, selector)
    box.clear()
    box.send_keys(words)


def headings(chrome: Chrome, level: int) -> list[str]:
    """The headings of one level as a screen reader lists them."""
    return [said.name for said in chrome.tree() if said.role == "heading" and said.level == level]


def test_G2_a_family_finds_an_entry_without_script(plain: Chrome, opened: Opened) -> None:
    opened("home", "en")
    write(plain, "#q", "debt")
    write(plain, "#near", "TF1 1LX")
    press(plain, ".find button")
    answer = headings(plain, 1)[0]
    assert " for “debt” near" in answer.replace("\u2068", "").replace("\u2069", "")
    press(plain, ".path h2 a", 1)
    entry = headings(plain, 1)[0]
    # by its place on the screen: the driver takes all that stands in closed details for hidden, whatever the style sheet says
    arabic = plain.driver.find_element(By.CSS_SELECTOR, "nav.langs a[lang=ar]")
    ActionChains(plain.driver).move_to_element(arabic).click().perform()
    assert plain.arrives(lambda address: address.startswith("/ar/services/"))
    plain.driver.back()
    assert headings(plain, 1) == [entry]
    plain.driver.back()
    assert headings(plain, 1) == [answer]


def test_G2_on_a_phone_the_languages_open_without_script(plain: Chrome, opened: Opened) -> None:
    opened("home", "en")
    plain.size(320, 640)
    assert "polski" not in plain.names("link")
    press(plain, "nav.langs summary")
    press(plain, "nav.langs a[lang=ar]")
    assert plain.arrives(lambda address: address.endswith("/ar/"))


def test_G2_filters_chips_and_pages_work_without_script(plain: Chrome, opened: Opened) -> None:
    plain.size(320, 900)
    opened("results page 2", "en")
    assert plain.arrives(lambda address: "page=2" in address)
    press(plain, "#filters summary")
    press(plain, "#filters input[name=cost]")
    press(plain, "#filters form button")
    assert plain.arrives(lambda address: "cost=free" in address and "page=2" not in address)
    press(plain, ".chips a", -1)
    assert plain.arrives(lambda address: "cost=free" not in address)
    press(plain, ".pages a[rel=next]")
    assert plain.arrives(lambda address: "page=2" in address)


@pytest.mark.parametrize("width", [1280, 320])
def test_R13_filters_open_without_script(plain: Chrome, opened: Opened, width: int) -> None:
    plain.size(width, 900)
    opened("results", "en")
    if width == 320:
        press(plain, "details.more > summary")
    assert "Show results" in plain.names("button")


@pytest.mark.parametrize("language", LANGUAGES)
def test_R4_the_tree_has_a_list_of_results_each_with_its_own_heading(
    plain: Chrome, opened: Opened, language: str
) -> None:
    opened("results", language)
    names = [a.text for a in plain.driver.find_elements(By.CSS_SELECTOR, ".path > li > h2 > a")]
    assert len(names) == 10
    said = headings(plain, 2)
    assert [name for name in said if name in names] == names


def test_R2_reading_starts_at_the_answer_and_no_message_needs_a_live_region(plain: Chrome, opened: Opened) -> None:
    for name in ("results", "no results", "place not found", "results with filters"):
        opened(name, "en")
        tree = plain.tree()
        assert not [said for said in tree if said.role in ("status", "log", "alert", "timer", "marquee")]
        main = next(at for at, said in enumerate(tree) if said.role == "main")
        first = next(said for said in tree[main + 1 :] if said.name)
        assert (first.role, first.level) == ("heading", 1)


def test_R5_no_text_is_joined_without_a_space(plain: Chrome, opened: Opened) -> None:
    opened("results", "en")
    joined = [row.text for row in plain.driver.find_elements(By.CSS_SELECTOR, ".facts > div")]
    assert joined
    assert all(": " in row for row in joined)


@pytest.mark.parametrize("kind", [kind.name for kind in ONE_OF_EACH])
def test_G2_no_page_has_any_script_but_the_file_that_fetches_suggestions_or_the_one_that_leaves(
    plain: Chrome, opened: Opened, kind: str
) -> None:
    opened(kind, "en")
    source = re.sub(
        r'<script src="/static/scripts/(?:box|leave)\.js[^"]*" defer=""></script>', "", plain.driver.page_source
    )
    assert "<script" not in source
    assert "javascript:" not in source
    assert "<noscript" not in source


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["home", "results", "entry", "letter", "code with an error"])
def test_G9_landmarks_are_named_in_the_language_of_the_page(
    plain: Chrome, opened: Opened, kind: str, language: str
) -> None:
    opened(kind, language)
    tree = plain.tree()
    roles = [said.role for said in tree]
    assert (roles.count("banner"), roles.count("main"), roles.count("contentinfo")) == (1, 1, 1)
    for role in ("navigation", "search", "complementary", "region"):
        names = [said.name for said in tree if said.role == role]
        assert all(names), f"{role} without a name"
        assert len(names) == len(set(names)), f"two {role} with one name: {names}"
