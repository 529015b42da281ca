"""The trail verified by command and by night: what is found is kept, shown, and written to those who oversee."""

from __future__ import annotations

import pytest
from flask import Flask

from foundation import audit, jobs, post
from foundation.db import Database
from oversight.queries import waiting
from tests import databases, people, practice
from tests.pages import open_page
from tests.practice import child, inside


@pytest.fixture
def site(index_site: Flask) -> Flask:
    child(index_site)
    visitor = people.person(index_site, "practitioner", agency=practice.agency(index_site))
    practice.found(index_site, visitor)
    audit.seal(database_of(index_site), index_site.config["WAYMARK"].seal_file)
    return index_site


def database_of(app: Flask) -> Database:
    found: Database = app.extensions["waymark.database"]
    return found


def test_a_whole_trail(site: Flask) -> None:
    done = site.test_cli_runner().invoke(args=["oversight", "verify"])
    assert done.exit_code == 0, done.output
    assert "The trail is whole." in done.output
    assert " a second." in done.output
    page = open_page(people.client(site, people.person(site, "auditor")), "/en/oversight")
    assert "Nothing was changed, cut or put elsewhere." in page.body


def test_what_was_done_behind_our_back_ends_the_command_with_one(site: Flask) -> None:
    databases.behind_the_back(database_of(site), "update trail_about set child = '' where child <> ''")
    done = site.test_cli_runner().invoke(args=["oversight", "verify"])
    assert done.exit_code == 1
    assert "cannot be found, or not rightly" in done.output
    assert "The trail is whole." not in done.output


def test_by_night_it_is_kept_shown_and_written(site: Flask) -> None:
    people.person(site, "auditor", email="audit@example.org")
    officer = people.person(site, "privacy-officer", email="privacy@example.org")
    databases.behind_the_back(database_of(site), "delete from trail_about")
    with inside(site):
        jobs._handlers["oversight.verify"]({})
        held = waiting.last_verification()
        assert held is not None
        assert held.wrong
        assert held.lines
        to = {one.to for one in post.latest(50) if one.subject == "The trail is not whole"}
    assert to == {"audit@example.org", "privacy@example.org"}
    page = open_page(people.client(site, officer), "/en/oversight")
    assert "places were changed, cut or put elsewhere." in page.body
    assert held.findings[0] in page.texts("li")


def test_a_whole_trail_writes_no_letter(site: Flask) -> None:
    people.person(site, "auditor", email="audit@example.org")
    with inside(site):
        assert jobs._handlers["oversight.verify"]({})
        assert [one for one in post.latest(50) if one.subject == "The trail is not whole"] == []


def test_before_the_first_night_nothing_is_claimed(site: Flask) -> None:
    page = open_page(people.client(site, people.person(site, "auditor")), "/en/oversight")
    assert "It has not been checked yet." in page.body
