"""A12, F4, F5, G13, L15: what holds for every form, every choice and every confirmation, of families and of staff."""

from __future__ import annotations

import re

import pytest

from tests.browser.crawl import Crawl, Shown

TOKENS = {
    "username",
    "email",
    "tel",
    "postal-code",
    "name",
    "organization",
    "organization-title",
    "current-password",
    "new-password",
}
TOKENS |= {"one-time-code", "off", "street-address", "url", "webauthn", "section-sign-in"}


def everything(crawl: Crawl) -> list[Shown]:
    """Every page in English."""
    return [*crawl.every("en"), *crawl.staff("en")]


def test_A12_boxes_tell_the_browser_what_they_take(crawl: Crawl) -> None:
    for shown in everything(crawl):
        for box in shown.tree.cssselect("input[autocomplete]"):
            assert set(box.get("autocomplete").split()) <= TOKENS, f"{shown.address}: {box.get('autocomplete')}"
        for box in shown.tree.cssselect("input[type=password]"):
            assert box.get("autocomplete") in ("current-password", "new-password"), shown.address
        slips = "/desk/sayings" in shown.address  # what people say is kept there as they write it, slips and all
        for text in shown.tree.cssselect("textarea"):
            assert text.get("spellcheck") == ("false" if slips else "true"), shown.address
        for code in shown.tree.cssselect("input.code"):
            assert code.get("spellcheck") == "false", shown.address


def test_no_text_is_cut_while_it_is_written(crawl: Crawl) -> None:
    for shown in everything(crawl):
        assert not shown.tree.cssselect("textarea[maxlength], input[type=text][maxlength]"), shown.address


def test_G13_what_is_chosen_or_wrong_is_more_than_a_colour(crawl: Crawl) -> None:
    for shown in everything(crawl):
        for drawing in shown.tree.cssselect("main svg"):
            hidden = any(one.get("aria-hidden") == "true" for one in (drawing, *drawing.iterancestors()))
            assert hidden or drawing.get("role") == "img" or drawing.cssselect("title"), shown.address
        for wrong in shown.tree.cssselect("[aria-invalid=true]"):
            said = [shown.text(f"#{one}") for one in (wrong.get("aria-describedby") or "").split()]
            assert any(said), shown.address
        assert all(one.text_content().strip() for one in shown.tree.cssselect("[aria-current]")), shown.address


def test_F4_success_is_a_word_on_no_page_that_nobody_came_to_by_doing_something(crawl: Crawl) -> None:
    for shown in everything(crawl):
        assert "Success." not in shown.texts("main b"), shown.address


@pytest.mark.parametrize("name", ["sent", "a report", "an application"])
def test_F5_a_page_of_confirmation_can_be_opened_again(crawl: Crawl, name: str) -> None:
    shown = crawl.page(name, "en")
    again = crawl.client(shown.kind.who).get(shown.address)
    assert again.status_code == 200
    assert re.search(r"<h1[^>]*>(.*?)</h1>", again.get_data(as_text=True), re.S)


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_L15_spoken_languages_bear_their_own_name_and_ours(crawl: Crawl, language: str) -> None:
    tree = crawl.page("results", language).tree
    named = tree.cssselect("#filters label span[lang], #filters label bdi[lang]")
    assert {"ur", "pt"} <= {one.get("lang") for one in named}
    for one in named:
        label = next(up for up in one.iterancestors() if up.tag == "label")
        assert len(label.text_content().strip()) > len(one.text_content().strip()) + 2, "only one of the two names"
