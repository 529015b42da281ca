"""The health of the directory in figures, and the list behind each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from desk import operations as desk_operations
from desk.queries import entries
from desk.queries.entries import Filter, Row
from desk.queries.health import health
from directory import operations
from directory.queries import owners
from directory.shapes import Assurance, Phone
from directory.staleness import USUAL, standing
from directory.work import Patch
from foundation import clock, db
from foundation.acts import system
from tests import factories
from tests.factories import HOME, NEXT_DOOR
from tests.pages import open_page
from tests.people import Browser, client, person
from tests.site import MOMENT

TODAY = MOMENT.date()
AGES = (0, 179, 180, 193, 194, 207, 208, 221, 222, 299, 300, 544)
HEALTH_OF = {"confirmed": "fresh", "due": "due", "overdue": "overdue", "late": "overdue"}


def aged(days: int, **more: Any) -> Any:
    return factories.entry(
        f"e{days}", f"Service {days}", assurance=Assurance(TODAY - timedelta(days=days), "agency"), **more
    )


@pytest.fixture
def site(small_site: Flask) -> Iterator[Flask]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        factories.save(*(aged(days) for days in AGES), factories.entry("never", "Never", assurance=None))
        yield small_site
        db.close_scope()


def anew(site: Flask) -> None:
    """Look again, as the next request would."""
    db.open_scope(site.extensions["waymark.database"])


def rows(site: Flask, wanted: Filter) -> list[Row]:
    anew(site)
    return entries.rows(HOME, wanted)


def editor(site: Flask, role: str = "directory-editor", authority: str = HOME) -> Browser:
    return client(site, person(site, role, authority=authority))


def test_the_database_counts_as_the_clock_does(site: Flask) -> None:
    stages = [standing(TODAY - timedelta(days=days), TODAY, USUAL).stage for days in AGES]
    wanted = [HEALTH_OF.get(stage.value, "marked") for stage in stages]
    found = health(HOME)
    assert {name: found.entries[name] for name in ("due", "overdue", "marked")} == {
        name: wanted.count(name) for name in ("due", "overdue", "marked")
    }
    assert found.entries["fresh"] == wanted.count("fresh") + 1  # the one that came today, and that nobody confirmed
    assert (found.entries["never"], found.shown) == (1, len(AGES) + 1)
    assert found.oldest["marked"] == TODAY - timedelta(days=544)


def test_every_figure_leads_to_a_list_as_long_as_it_says(site: Flask) -> None:
    desk = editor(site)
    page = open_page(desk, "/en/desk")
    for link in page.tree.cssselect("main .list a"):
        if "/desk/entries" in link.get("href"):
            number = int(link.cssselect("span")[1].text_content())
            assert open_page(desk, link.get("href")).text("h1").split()[0] == str(number)


def test_what_is_hidden_is_counted_by_its_reason(site: Flask) -> None:
    codes = [row.code for row in rows(site, Filter())]
    for code, why in zip(codes, ("stale", "agreement", "desk", "desk"), strict=False):
        operations.hide(system("test"), code, why)
    found = health(HOME)
    assert [found.entries[why] for why in ("stale", "agreement", "desk")] == [1, 1, 2]
    assert (found.hidden, found.shown) == (4, len(AGES) - 3)


def test_what_waits_is_counted_with_the_day_of_the_oldest(site: Flask) -> None:
    code = rows(site, Filter())[0].code
    agency = owners.subject_of_entry(code).agency  # type: ignore[union-attr]
    author = person(site, "agency-editor", agency=agency)
    with clock.freeze(MOMENT - timedelta(days=3)):
        uuid = operations.begin(author, code)
        operations.save_step(author, uuid, "phones", Patch(entry={"phones": (Phone("01632 960199"),)}))
        operations.send(author, uuid)
    assert (health(HOME).changes.number, health(HOME).changes.since) == (1, MOMENT - timedelta(days=3))
    assert "The oldest has waited since 21 November 2026." in open_page(editor(site), "/en/desk").text("main")


def test_an_empty_directory_says_so_plainly(small_site: Flask) -> None:
    page = open_page(editor(small_site), "/en/desk")
    assert "0 entries are shown to families." in page.text(".lead")
    assert "No entry is like that." in open_page(editor(small_site), "/en/desk/entries").text("main")


def test_another_authority_counts_and_lists_nothing_of_ours(site: Flask) -> None:
    other = editor(site, authority=NEXT_DOOR)
    assert health(NEXT_DOOR).shown == 0
    for path in ("/en/desk/entries", f"/en/desk/entries?authority={HOME}"):
        assert "Service" not in open_page(other, path).text("main").replace("Type of service", "")
    code = rows(site, Filter())[0].code
    assert other.get(f"/en/desk/entries/{code}").status_code == 404
    assert other.post(f"/en/desk/entries/{code}/hide").status_code == 404
    assert editor(site).get("/en/desk/entries/BCDFGH").status_code == 404


def test_a_vetting_officer_looks_and_changes_nothing(site: Flask) -> None:
    officer = editor(site, "vetting-officer")
    assert open_page(officer, "/en/desk").status == 200
    page = open_page(officer, "/en/desk/entries")
    assert not page.tree.cssselect("input[type=checkbox]")
    code = rows(site, Filter())[0].code
    assert officer.get(f"/en/desk/entries/{code}").status_code == 404
    assert officer.get("/en/desk/together").status_code == 404
    assert editor(site, "administrator").get("/en/desk").status_code == 404


def test_the_list_is_narrowed_and_ordered(site: Flask) -> None:
    desk = editor(site)
    assert open_page(desk, "/en/desk/entries?words=service+544").texts("tbody th") == ["Service 544"]
    assert open_page(desk, "/en/desk/entries?sort=name&down=1").texts("tbody th")[0] == "Service 544"
    page = open_page(desk, "/en/desk/entries?sort=name")
    assert page.texts("tbody th")[0] == "Never"
    assert [one.get("aria-sort") for one in page.tree.cssselect("thead th[aria-sort]")] == ["ascending"]
    code = rows(site, Filter())[0].code
    assert len(open_page(desk, f"/en/desk/entries?words={code.lower()}").texts("tbody th")) == 1
    assert open_page(desk, "/en/desk/entries?words=100%25_").texts("tbody th") == []


def test_fifty_a_page_and_never_beyond_the_last(site: Flask) -> None:
    factories.save(*(factories.entry(f"more{n}", f"More {n:02}") for n in range(60)))
    desk = editor(site)
    total = len(AGES) + 61
    assert len(open_page(desk, "/en/desk/entries").texts("tbody tr")) == 50
    for page in ("2", "99", "99999"):
        assert len(open_page(desk, f"/en/desk/entries?page={page}").texts("tbody tr")) == total - 50


@pytest.mark.parametrize(
    "said",
    ["page=0", "page=-1", "page=1e9", "page=" + "9" * 400, "page=٣", "sort=x", "health=%00", "words=%00%E2%80%AE",
     "agency=%27", "type=" + "a" * 5000, "quality=all", "words=" + "%25" * 900],
)  # fmt: skip
def test_an_address_that_was_played_with_is_still_a_list(site: Flask, said: str) -> None:
    assert open_page(editor(site), f"/en/desk/entries?{said}").status == 200


def test_scores_follow_what_is_published(site: Flask) -> None:
    assert health(HOME).unscored == len(AGES) + 1
    assert "not yet known" in open_page(editor(site), "/en/desk/entries").text("main")
    anew(site)
    assert desk_operations.score_some() == len(AGES) + 1
    assert desk_operations.score_some() == 0
    first = rows(site, Filter(sort="quality"))[0]
    operations.set_capacity(system("test"), first.code, None)
    assert desk_operations.score_some() == 0, "what changed nothing is scored again"
    with clock.freeze(MOMENT + timedelta(days=8)):
        assert desk_operations.score_some() == len(AGES) + 1


def test_a_fresh_entry_scores_more_than_the_same_entry_when_it_is_due(site: Flask) -> None:
    desk_operations.score_some()
    scores = {row.name: row.score for row in rows(site, Filter())}
    assert scores["Service 179"] == scores["Service 180"] + 4  # type: ignore[operator]
    assert scores["Never"] == scores["Service 180"]
    assert health(HOME).poor == sum(score < 75 for score in scores.values())  # type: ignore[operator]


def test_an_entry_is_shown_with_its_clock_its_score_and_what_would_raise_it(site: Flask) -> None:
    code = next(row.code for row in rows(site, Filter(words="Service 544")))
    page = open_page(editor(site), f"/en/desk/entries/{code}")
    text = page.text("main")
    assert "Marked, and lower in results, since 25 March 2026" in text
    hides = date(2025, 5, 29) + timedelta(days=545)
    assert TODAY - timedelta(days=544) == date(2025, 5, 29)
    assert f"{hides.day} November 2026" in text
    assert "Say who answers for this page." in text


def test_the_desk_confirms_on_behalf_hides_shows_and_takes_off(site: Flask) -> None:
    code = next(row.code for row in rows(site, Filter(words="Service 300")))
    desk, path = editor(site), f"/en/desk/entries/{code}"
    assert desk.post(f"{path}/confirm").status_code == 303
    assert rows(site, Filter(words="Service 300"))[0].confirmed_on == TODAY
    for act, status in (("hide", "hidden"), ("show", "active")):
        assert desk.post(f"{path}/{act}").status_code == 303
        assert rows(site, Filter(words="Service 300"))[0].status == status
    assert desk.post(f"{path}/retire", data={"words": ""}).status_code == 400
    assert desk.post(f"{path}/retire", data={"words": "a" * 3000}).status_code == 400
    assert desk.post(f"{path}/retire", data={"words": "It has closed."}).status_code == 303
    assert "Taken off" in open_page(desk, path).text("main")
    assert desk.post(f"{path}/destroy").status_code == 404


def test_a_filter_with_hidden_characters_finds_nothing_and_stumbles_over_nothing(site: Flask) -> None:
    said = {"agency": "a\x00b", "type": "\x00", "words": "\x00", "health": "\x00", "page": "\x00"}
    assert "\x00" not in "".join(str(value) for value in vars(Filter.of(said)).values())
    assert entries.count(HOME, Filter.of(said)) == 0
