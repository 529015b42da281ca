"""From needs to services: what is filled in, and that the directory learns nothing of a child."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import inspect, text

import profiles
from childindex import operations as index
from childindex.shapes import Fact
from foundation.acts import system
from search import indexing
from tests import factories, people, practice
from tests.databases import owner
from tests.pages import Page, open_page
from tests.scenes.casework import NOTING, Scene, noted


@pytest.fixture
def home(scene: Scene) -> Scene:
    """The child lives somewhere, a service stands in the index, and a need is noted."""
    with practice.inside(scene.app):
        factories.save(factories.entry(types=("cc.toddler",), needs=("cdn.health",)))
        indexing.rebuild(system("test"), lambda _count: None)
        where = {"lines": "4 Linnet Yard", "postcode": "TF1 1LX", "area": "Ercall"}
        index.add_fact(system("test"), scene.record, Fact("address", where))
    noted(scene)
    return scene


def between(scene: Scene, actor: Any = None) -> Page:
    return open_page(people.client(scene.app, actor or scene.author), f"/en/children/{scene.record}/needs/services")


def asked(page: Page) -> list[tuple[str, str]]:
    """What the form would send as it stands."""
    ticked = page.tree.cssselect('form[action="/en/services"] input[checked]')
    return [(one.get("name"), one.get("value")) for one in ticked]


def test_what_is_filled_in_and_no_more(home: Scene) -> None:
    page = between(home)
    assert sorted(asked(page)) == [("age", "7"), ("near", "TF1"), ("need", "cdn.health")]
    form = page.tree.cssselect('form[action="/en/services"]')[0]
    assert form.get("method") == "get"
    assert {one.get("name") for one in form.cssselect("input")} == {"need", "age", "near", "access"}
    for secret in ("Amina", "Yusuf", "Linnet Yard", "1LX", "2019", home.record):
        assert secret not in str(form.text_content()) + str([dict(one.attrib) for one in form.iter()])
    assert "You decide" in page.body
    assert "Amina" not in page.text("title")


def test_a_link_with_a_count_stands_in_the_record(home: Scene) -> None:
    browser = people.client(home.app, home.author)
    assert "Services that may help (1)" in open_page(browser, f"/en/children/{home.record}").body


@pytest.mark.parametrize("link", ["none", "menu", "assessment"])
def test_only_where_the_profile_opens_the_directory_from_needs(home: Scene, link: str) -> None:
    browser = people.client(home.app, home.author)
    with profiles.under(replace(NOTING, directory_link=link)):  # type: ignore[arg-type]
        assert browser.get(f"/en/children/{home.record}/needs/services").status_code == 404
        assert "Services that may help" not in open_page(browser, f"/en/children/{home.record}").body


def test_who_may_not_know_the_address_sends_no_place(home: Scene) -> None:
    agency = practice.agency(home.app, "Bright Steps School")
    cells = [(agency, "need")]
    practice.agreed(home.app, home.author, home.record, *cells)
    actor = people.person(home.app, "practitioner", agency=agency, level=2)
    practice.opened(home.app, actor, home.record)
    choices = replace(NOTING.access, thresholds={**NOTING.access.thresholds, "address": 4})
    with profiles.under(replace(NOTING, access=choices)):
        assert "near" not in dict(asked(between(home, actor)))


class Written(logging.Handler):
    """Every line of every log."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def everything(app: Flask) -> dict[str, list[str]]:
    """Every row of every table."""
    engine = owner(app.extensions["waymark.database"])
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        found = {
            one: sorted(str(tuple(row)) for row in connection.execute(text(f'select * from "{one}"'))) for one in tables
        }
    engine.dispose()
    return found


def left(
    app: Flask, browser: Any, address: str
) -> tuple[dict[str, list[str]], list[str], bytes, list[tuple[str, str]]]:
    """What one request leaves in tables and logs, and what it answers."""
    tally = app.extensions["waymark.tally"]
    before, heard = everything(app), Written()
    root = logging.getLogger()
    level = root.level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    try:
        answer = browser.get(address)
    finally:
        root.removeHandler(heard)
        root.setLevel(level)
    with practice.inside(app):
        tally.write()
    after = everything(app)
    added = {name: [row for row in rows if row not in before[name]] for name, rows in after.items()}
    headers = [(name, value) for name, value in answer.headers if name != "Date"]
    return {name: rows for name, rows in added.items() if rows}, heard.lines, answer.get_data(), headers


def test_the_directory_learns_nothing(home: Scene) -> None:
    """The same request by somebody who came from a record, and by anybody: the same answer, and the same is left behind."""
    address = f"/en/services?{urlencode(asked(between(home)))}"
    practitioner = people.client(home.app, home.author)
    practitioner.get(f"/en/children/{home.record}/needs/services")
    first = left(home.app, practitioner, address)
    second = left(home.app, home.app.test_client(), address)
    assert first[2:] == second[2:]
    assert first[1] == second[1]
    assert first[0] == second[0] == {}


def test_no_page_tells_where_one_came_from(home: Scene) -> None:
    answer = people.client(home.app, home.author).get(f"/en/children/{home.record}/needs/services")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert '<meta name="referrer" content="no-referrer">' in answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"
