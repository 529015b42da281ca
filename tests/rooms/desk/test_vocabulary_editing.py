"""The desk's words: nothing is saved before its editor saw what it touches; another authority finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from directory import queries
from foundation import clock, db, jobs
from tests import factories
from tests.factories import NEXT_DOOR
from tests.pages import open_page
from tests.people import client, person
from tests.site import MOMENT

LIST = "/en/desk/words/service-types"
PAGE = f"{LIST}/cc.toddler"


class Case:
    """A directory editor at the desk, and one entry."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.code = factories.save(factories.entry())["singing"]
        self.browser = client(app, person(app, "directory-editor"))
        self.anew()

    def anew(self) -> None:
        db.open_scope(self.app.extensions["waymark.database"])

    def form(self, page: str = PAGE) -> dict[str, object]:
        """What its form would send as it stands."""
        form = open_page(self.browser, page).tree.forms[-2 if "/words/" in page else -1]
        return {name: value for name, value in form.form_values() if name not in ("csrf_token",)} | {
            "dimensions": [value for name, value in form.form_values() if name == "dimensions"]
        }

    def name(self) -> str:
        self.anew()
        return queries.vocabulary("service-types").words("cc.toddler")


@pytest.fixture
def case(small_site: Flask) -> Iterator[Case]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        yield Case(small_site)
        db.close_scope()  # the last one that a test opened anew


def test_lists_say_how_many_bear_each_term(case: Case) -> None:
    assert "Types of service" in open_page(case.browser, "/en/desk/words").texts(".list a span")
    page = open_page(case.browser, LIST)
    mine = [row for row in page.texts(".list a") if row.startswith(case.name())]
    assert mine == [f"{case.name()} 1"]


@pytest.mark.parametrize("name", ["needs", "access", "circumstances", "languages", "levels", "popular"])
def test_every_list_and_a_term_of_each_open(case: Case, name: str) -> None:
    code = next(iter(queries.vocabulary(name).terms))
    open_page(case.browser, f"/en/desk/words/{name}")
    open_page(case.browser, f"/en/desk/words/{name}/{code}")
    open_page(case.browser, f"/en/desk/words-history/{name}")


def test_what_a_change_touches_is_shown_before_it_is_saved(case: Case) -> None:
    old, typed = case.name(), case.form() | {"name-en": "Play & sing <b>"}
    looked = case.browser.post(PAGE, data=typed)
    said = looked.get_data(as_text=True)
    assert looked.status_code == 200
    assert "1 entry or place bears it." in said
    assert "translations will be marked" in said
    assert "&lt;b&gt;" in said
    assert "<b>Play" not in said
    assert case.name() == old, "looking saves nothing"
    assert case.browser.post(PAGE, data=typed | {"do": "save"}).status_code == 303
    assert case.name() == "Play & sing <b>"
    assert "changed here" in open_page(case.browser, LIST).body
    assert "The English has changed since this was translated." in open_page(case.browser, PAGE).body


def test_a_form_that_is_out_of_date_saves_nothing_and_keeps_what_was_typed(case: Case) -> None:
    typed = case.form() | {"do": "save"}
    case.browser.post(PAGE, data=typed | {"name-en": "First"})
    second = case.browser.post(PAGE, data=typed | {"name-en": "Second"})
    assert (second.status_code, case.name()) == (409, "First")
    assert 'value="Second"' in second.get_data(as_text=True)


def test_a_term_is_added_with_its_faults_beside_their_fields(case: Case) -> None:
    page = "/en/desk/words-add/service-types"
    typed = case.form(page)
    wrong = case.browser.post(page, data=typed | {"code": "Not A Code", "name-en": "", "do": "save"})
    said = wrong.get_data(as_text=True)
    assert wrong.status_code == 400
    assert "Use small letters and figures" in said
    assert "Write its name in English." in said
    assert "Choose one of the groups." in said
    right = typed | {"code": "cc.forest", "name-en": "Forest school", "parent": "g.childcare"}
    assert case.browser.post(page, data=right).status_code == 303
    assert "Forest school 0" in " ".join(open_page(case.browser, LIST).texts(".list a"))


def test_a_term_that_is_borne_ends_only_with_another_in_its_place(case: Case) -> None:
    end, seen = f"{PAGE}/end", {"seen": str(queries.vocabulary("service-types").number), "do": "save"}
    assert "1 entry or place bears it." in case.browser.post(end).get_data(as_text=True)
    refused = case.browser.post(end, data=seen | {"instead": ""})
    assert (refused.status_code, "Entries bear it." in refused.get_data(as_text=True)) == (400, True)
    assert case.browser.post(end, data=seen | {"instead": "c.library"}).status_code == 303
    jobs.run(case.app.extensions["waymark.database"], once=True)
    case.anew()
    page = queries.entry_page(case.code)
    assert page is not None
    assert page.entry["types"] == ["c.library"]
    assert case.browser.get(PAGE).status_code == 404


def test_a_former_version_is_looked_at_and_comes_back(case: Case) -> None:
    old, before = case.name(), queries.vocabulary("service-types").number
    case.browser.post(PAGE, data=case.form() | {"name-en": "Others", "do": "save"})
    there = f"/en/desk/words-history/service-types/{before}"
    page = open_page(case.browser, there)
    assert page.texts(".board del") != []
    assert case.browser.post(there, data={"seen": str(before + 1)}).status_code == 303
    assert case.name() == old
    assert case.browser.get("/en/desk/words-history/service-types/99").status_code == 404


def test_nobody_else_finds_the_words(case: Case) -> None:
    next_door = client(case.app, person(case.app, "directory-editor", authority=NEXT_DOOR))
    assert "are kept by" in open_page(next_door, "/en/desk/words").body
    for page in (LIST, PAGE, "/en/desk/words-add/needs", "/en/desk/words-history/needs"):
        assert next_door.get(page).status_code == 404
    assert next_door.post(PAGE, data={"name-en": "Ours", "do": "save", "seen": "1"}).status_code == 404
    officer = client(case.app, person(case.app, "vetting-officer"))
    assert officer.get("/en/desk/words").status_code == 404


@pytest.mark.parametrize("code", ["no-such", "..", "%00", "<script>", "x" * 500])
def test_an_address_that_means_nothing_is_not_found(case: Case, code: str) -> None:
    assert case.browser.get(f"{LIST}/{code}").status_code in (308, 404)
    assert case.browser.get(f"/en/desk/words/{code}").status_code in (308, 404)


def test_bad_input_is_never_our_fault(case: Case) -> None:
    for words in ("x" * 200_000, "\u202eevil", "\0", "<script>alert(1)</script>"):
        typed = {"name-en": words, "seen": "\u0661", "parent": words[:100], "dimensions": words[:50], "do": "save"}
        assert case.browser.post(PAGE, data=typed).status_code in (400, 409)


def test_what_is_sensitive_is_said_at_the_desk_and_kept_by_versions(case: Case) -> None:
    assert not queries.sensitive(["cc.toddler"])
    assert queries.sensitive(["cc.toddler", "f.da"])
    assert queries.sensitive(["pc.safety"], "needs")
    assert not queries.sensitive(["no.such", ""])
    typed = {**case.form(), "sensitive": "y"}
    look = case.browser.post(PAGE, data=typed)
    assert look.status_code == 200
    assert "Sensitive" in look.get_data(as_text=True)
    case.anew()
    assert not queries.sensitive(["cc.toddler"]), "nothing is saved before it was looked at"
    assert case.browser.post(PAGE, data={**typed, "do": "save"}).status_code == 303
    case.anew()
    assert queries.sensitive(["cc.toddler"])
    assert open_page(case.browser, PAGE).tree.cssselect("#sensitive[checked]")

    case.anew()
    now = queries.vocabulary("service-types").number
    assert case.browser.post(f"/en/desk/words-history/service-types/{now - 1}", data={"seen": now}).status_code == 303
    case.anew()
    assert not queries.sensitive(["cc.toddler"]), "a former version brings back what it said of this too"
