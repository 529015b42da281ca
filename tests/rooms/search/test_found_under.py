"""The page that says under which words and needs a service is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from directory import operations as directory
from foundation import clock, db
from foundation.acts import system
from search import operations
from search.finding_words import led_by
from search.thesaurus import Said, Saying
from tests import factories
from tests.factories import HOME
from tests.pages import open_page
from tests.people import client, person
from tests.site import MOMENT

SAYINGS = (
    Saying(
        "sing",
        ("cc.toddler", "c.library"),
        said={
            "en": Said("playing with a baby", ("baby group", "<b>sing")),
            "ar": Said("اللعب مع طفل", ("مجموعة أطفال",)),
        },
    ),
    Saying("books", ("c.library", "cc.toddler"), said={"en": Said("books for babies", ("story time",))}),
    Saying("debt", ("c.library",), said={"en": Said("debts", ("owe money",))}),
)


@pytest.fixture
def code(small_site: Flask) -> Iterator[str]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        operations.load_sayings(system("test"), HOME, SAYINGS)
        yield factories.save(factories.entry())["singing"]
        db.close_scope()


def test_needs_stand_where_their_type_stands_among_the_answers() -> None:
    led = led_by(SAYINGS, ["cc.toddler"], "en")
    assert [(one.place, one.name) for one in led] == [(1, "playing with a baby"), (2, "books for babies")]
    assert led_by(SAYINGS, ["cc.toddler", "c.library"], "en")[0].place == 1
    assert led_by(SAYINGS, [], "en") == []


def test_of_many_phrases_some_are_shown_and_fewer_in_english_beside_them(small_site: Flask, code: str) -> None:
    many = {
        "en": Said("singing", tuple(f"sing {number}" for number in range(40))),
        "ar": Said("الغناء", tuple(f"غناء {number}" for number in range(40))),
    }
    both, english = Saying("sing", ("cc.toddler",), said=many), Saying("tune", ("cc.toddler",), said={"en": many["en"]})
    operations.load_sayings(system("test"), HOME, [both, english])
    shown = open_page(small_site.test_client(), f"/ar/found-under/{code}").tree.cssselect("main details")
    lengths = [[len(one.cssselect("li")) for one in need.cssselect("ul")] for need in shown]
    assert sorted(lengths) == [[10], [10, 2]], "where there is only English, as much of it"


def test_it_shows_needs_phrases_words_and_how_much_they_count(small_site: Flask, code: str) -> None:
    page = open_page(small_site.test_client(), f"/en/found-under/{code}")
    assert page.text("h1") == "How people find Singing for Babies"
    assert page.texts("main summary") == ["playing with a baby", "books for babies"]
    assert "&lt;b&gt;sing" in page.body
    assert "This type is number 2." in page.body
    rows = dict(zip(page.texts("tbody th"), page.texts("tbody td:last-child"), strict=True))
    assert list(rows) == ["Its name", "Its types of service", "Who runs it", "Needs it may meet", "Its summary"]
    assert rows["Its name"] == "6.0"
    assert "/en/about/help" in page.links("main a")


def test_it_speaks_the_readers_language_and_english(small_site: Flask, code: str) -> None:
    page = open_page(small_site.test_client(), f"/ar/found-under/{code}")
    assert page.texts("main summary")[0] == "اللعب مع طفل"
    first = page.tree.cssselect("main details")[0]
    assert [one.get("lang") for one in first.cssselect("ul")] == [None, "en-GB"]
    assert [one.text_content() for one in first.cssselect("li")][:2] == ["مجموعة أطفال", "baby group"]


def test_the_entry_and_its_agency_are_led_to_it(small_site: Flask, code: str) -> None:
    assert f"/en/found-under/{code}" in open_page(small_site.test_client(), f"/en/services/{code}").links()
    from directory.queries import owners

    db.open_scope(small_site.extensions["waymark.database"])
    agency = owners.subject_of_entry(code).agency  # type: ignore[union-attr]
    editor = client(small_site, person(small_site, "agency-editor", agency=agency))
    assert f"/en/found-under/{code}" in open_page(editor, "/en/your-services").links()


def test_it_is_there_only_where_the_entry_is(small_site: Flask, code: str) -> None:
    browser = small_site.test_client()
    for nothing in ("BCDFGH", "aeiou", "x" * 300, "<b>", "%00"):
        assert browser.get(f"/en/found-under/{nothing}").status_code == 404
    db.open_scope(small_site.extensions["waymark.database"])
    directory.hide(system("test"), code, "desk")
    for path in (f"/en/services/{code}", f"/en/found-under/{code}"):
        assert browser.get(path, follow_redirects=True).status_code == 410
