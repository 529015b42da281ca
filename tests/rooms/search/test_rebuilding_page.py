"""Pages while the index cannot be read: they say so, show everything else, and ask once for another index."""

from __future__ import annotations

import shutil

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from foundation import jobs
from foundation.db import changing, reading, scope
from search import engines
from search.indexing import HEAL
from search.models import Generation
from tests.site import run


def _asked_for(app: Flask) -> int:
    with scope(app.extensions["waymark.database"]):
        return reading().scalar(select(func.count()).select_from(jobs.Job).where(jobs.Job.name == HEAL)) or 0


def _without_index(app: Flask) -> None:
    database = app.extensions["waymark.database"]
    if database.url.get_backend_name() == "postgresql":
        with scope(database), changing() as session:
            session.execute(delete(Generation))
    else:
        shutil.rmtree(app.config["WAYMARK"].data / "index")


@pytest.fixture
def site(small_site: Flask) -> Flask:
    """A site with an index."""
    run(small_site, "search", "rebuild")
    run(small_site, "jobs", "run", "--once")
    engines.choose(small_site.extensions["test.engine"])
    return small_site


def test_search_says_that_it_is_being_rebuilt_and_all_else_is_served(site: Flask) -> None:
    client = site.test_client()
    assert client.get("/en/services?q=debt").status_code == 200
    _without_index(site)
    for address in ("/en/services?q=debt", "/en/services", "/en/services?q=debt&near=TF1&type=none"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "The search is being rebuilt" in answer.text
        assert 'href="/en/a-to-z"' in answer.text
        assert 'href="/en/needs"' in answer.text
    for address in ("/en/", "/en/types", "/en/needs", "/en/a-to-z"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "None" not in answer.text, address
    assert _asked_for(site) == 1
    run(site, "jobs", "run", "--once")
    assert _asked_for(site) == 0
    engines.choose(site.extensions["test.engine"])
    assert client.get("/en/services?q=debt").status_code == 200
    assert "(0)" in client.get("/en/types").text


def test_the_page_of_a_search_being_rebuilt_is_found_by_readers_of_every_language(site: Flask) -> None:
    _without_index(site)
    for language in ("pl", "ar"):
        answer = site.test_client().get(f"/{language}/services?q=debt")
        assert answer.status_code == 503
        assert f'href="/{language}/a-to-z"' in answer.text
