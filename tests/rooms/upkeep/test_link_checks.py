"""Which websites are looked at, whose turn it is, what is kept, and what the desk says of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from foundation import clock, db, jobs
from foundation.acts import Refused, system
from foundation.audit import TrailLine
from foundation.db import changing, reading
from tests import factories, site, workers
from tests.people import person
from tests.rooms.upkeep import upkeep_house as house
from tests.web_servers import Site, page, serving
from upkeep import operations, queries
from upkeep.checking import Finding, Manners, Visitor
from upkeep.models import WebsiteCheck

GOOD = Finding("answered", 200, "larks.example", "Wrekin Larks")
WREKIN = factories.organisation(url="https://wrekin.example/")
CASINO = Finding("answered", 200, "casino.example", "Best casino bonus")


@pytest.fixture
def watched(small_site: Flask) -> Flask:
    """Three entries with two websites between them, and an organisation with a third."""
    entries = [
        factories.entry(name, name, url=url)
        for name, url in (
            ("a", "https://larks.example/"),
            ("b", "https://larks.example/"),
            ("c", "https://other.example/"),
        )
    ]
    with house.at(small_site, 0):
        factories.save(*entries, organisations=(WREKIN,))
    with house.at(small_site, 0):
        watch(factories.HOME)
    return small_site


def watch(slug: str) -> list[str]:
    urls = queries.unwatched(slug, 500)
    operations.watch_websites(system("test"), slug, urls)
    return sorted(urls)


def rows(app: Flask) -> dict[str, WebsiteCheck]:
    with house.at(app, 0):
        return {row.url: row for row in reading().scalars(select(WebsiteCheck))}


def look(app: Flask, days: float, **findings: Finding) -> list[str]:
    """Everything that is due on a day; the first word of a host says what is found there."""
    seen = []
    with house.at(app, 0), clock.freeze(house.noon(0) + timedelta(days=days)):
        while turn := operations.next_turn():
            seen.append(turn.url)
            host = turn.url.split("/")[2]
            operations.keep_finding(turn, findings.get(host.partition(".")[0], replace(GOOD, host=host)), gap=-1)
    return seen


def test_each_website_is_watched_once_and_spread_over_the_week(watched: Flask) -> None:
    found = rows(watched)
    assert sorted(found) == ["https://larks.example/", "https://other.example/", "https://wrekin.example/"]
    waits = [row.next_at - house.noon(0) for row in found.values()]
    assert all(timedelta(0) <= wait < timedelta(days=7) for wait in waits)
    assert len(set(waits)) == 3
    with house.at(watched, 0):
        assert watch(factories.HOME) == [], "what is watched is not begun again"
        assert watch(factories.NEXT_DOOR) == [], "each authority watches its own"


def test_what_the_directory_does_not_name_any_more_is_forgotten(watched: Flask) -> None:
    with house.at(watched, 0):
        assert not queries.no_longer_named(factories.HOME)
        factories.save(factories.entry("c", "c", url="https://new.example/"), organisations=(WREKIN,))
    with house.at(watched, 0):
        assert queries.no_longer_named(factories.HOME)
        operations.forget_websites(system("test"), factories.HOME)
        assert watch(factories.HOME) == ["https://new.example/"]
    assert sorted(rows(watched)) == ["https://larks.example/", "https://new.example/", "https://wrekin.example/"]


def test_each_is_looked_at_about_once_a_week(watched: Flask) -> None:
    assert len(look(watched, 7)) == 3
    assert look(watched, 8) == []
    assert len(look(watched, 15)) == 3


def test_a_host_is_asked_by_one_at_a_time_and_not_again_before_its_gap(watched: Flask) -> None:
    with house.at(watched, 0):
        operations.watch_websites(system("test"), factories.HOME, ["https://larks.example/two"])
    with house.at(watched, 8):
        turns = [operations.next_turn() for _ in range(4)]
        assert [turn is not None for turn in turns] == [True, True, True, False]
        theirs = next(turn for turn in turns if turn and turn.url.startswith("https://larks"))
        operations.keep_finding(theirs, GOOD, gap=2)
        assert operations.next_turn() is None, "its host may not be asked yet"
    with house.at(watched, 8), clock.freeze(house.noon(8) + timedelta(seconds=3)):
        turn = operations.next_turn()
        assert turn is not None
        assert turn.url.startswith("https://larks.example/")
        assert turn != theirs


def test_a_host_whose_visitor_died_is_free_after_its_lease(watched: Flask) -> None:
    with house.at(watched, 8):
        assert [bool(operations.next_turn()) for _ in range(4)] == [True, True, True, False]
    assert look(watched, 8) == []
    assert len(look(watched, 8.1)) == 3


def test_a_website_that_was_forgotten_meanwhile_is_no_trouble(watched: Flask) -> None:
    with house.at(watched, 8):
        turn = operations.next_turn()
        assert turn is not None
        operations.keep_finding(operations.Turn(999, turn.url), GOOD, gap=0)


def test_four_who_look_at_once_share_the_websites(watched: Flask) -> None:
    names = [f"https://h{number}.example/" for number in range(40)]
    with house.at(watched, 0):
        operations.watch_websites(system("test"), factories.HOME, names)
    database, taken, lock = watched.extensions["waymark.database"], [], threading.Lock()

    def work() -> None:
        with db.scope(database), clock.freeze(house.noon(8)):
            while turn := operations.next_turn():
                with lock:
                    taken.append(turn.url)
                operations.keep_finding(turn, GOOD, gap=-1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) >= 40, "nobody is asked twice; one who came away empty-handed stops early"
    assert len(taken) + len(look(watched, 8)) == 43


def test_a_suspected_website_is_told_until_the_desk_says_that_it_is_right(watched: Flask) -> None:
    look(watched, 7)
    look(watched, 16, larks=CASINO)
    found = rows(watched)["https://larks.example/"]
    assert (found.outcome, found.known_host, found.final_host) == ("moved", "larks.example", "casino.example")
    editor = person(watched, "directory-editor")
    with house.at(watched, 17):
        (told,) = queries.troubled(factories.HOME)
        assert sorted(name for _code, name in told.entries) == ["a", "b"]
        assert (told.known_title, told.title) == ("Wrekin Larks", "Best casino bonus")
        assert queries.troubled(factories.NEXT_DOOR) == []
        assert operations.accept_website(editor, found.id)
        assert not operations.accept_website(editor, found.id), "once is enough"
        assert queries.troubled(factories.HOME) == []
    look(watched, 26, larks=CASINO)
    assert rows(watched)["https://larks.example/"].outcome == "answered", "it is what we know now"


def test_only_the_authority_s_own_editor_decides_and_the_trail_knows(watched: Flask) -> None:
    look(watched, 7)
    look(watched, 16, larks=CASINO)
    number = rows(watched)["https://larks.example/"].id
    for other in (
        person(watched, "directory-editor", authority=factories.NEXT_DOOR),
        person(watched, "vetting-officer"),
        person(watched, "agency-manager", agency=house.agency(watched)),
    ):
        with house.at(watched, 17), pytest.raises(Refused):
            operations.accept_website(other, number)
    editor = person(watched, "directory-editor")
    with house.at(watched, 17):
        operations.accept_website(editor, number)
    with house.at(watched, 17):
        lines = [str(line.body) for line in reading().scalars(select(TrailLine))]
    assert sum("website:check" in line and editor.id in line and "done" in line for line in lines) == 1


def test_look_now_is_a_job(watched: Flask) -> None:
    look(watched, 7)
    number = rows(watched)["https://larks.example/"].id
    with house.at(watched, 8):
        operations.look_now(person(watched, "directory-editor"), number)
    with house.at(watched, 8):
        assert reading().scalar(select(func.count()).select_from(jobs.Job).where(jobs.Job.name == operations.LOOK)) == 1
    assert look(watched, 8) == ["https://larks.example/"]


@pytest.fixture
def server() -> Iterator[Site]:
    with serving(home=page(), gone=page(status=404)) as made:
        yield made


def checking_site(database: Any, tmp_path: Any, **more: Any) -> Flask:
    plain = {"sample": False, "private_hosts": frozenset({"127.0.0.1"}), "link_checks": True}
    app = site.make_app(workers.address(database), tmp_path, **{**plain, **more})
    with clock.freeze(house.noon(0)), app.app_context():
        factories.begin(system("test"))
    return app


def test_the_jobs_look_at_what_the_directory_names(
    database: Any, tmp_path: Any, server: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("upkeep.jobs.Manners", partial(Manners, gap=0))
    app = checking_site(database, tmp_path)
    here = f"http://127.0.0.1:{server.port}"
    house.grown(app, "Singing", url=f"{here}/", assurer="")
    house.grown(app, "Dancing", url=f"{here}/gone")
    with clock.freeze(house.noon(0)):
        jobs.run(database, once=True)
    with house.at(app, 0), changing() as session:
        session.execute(update(WebsiteCheck).values(next_at=house.noon(1)))
    for day in (1, 2):  # in a frozen moment a host is asked once
        with clock.freeze(house.noon(day)):
            jobs.run(database, once=True)
    found = {row.url.removeprefix(here): row.outcome for row in rows(app).values()}
    assert found == {"/": "answered", "/gone": "gone"}
    assert {agent.partition(" ")[2] for _host, _path, agent in server.asked} == {
        "(+http://localhost; asks once a week whether the websites of listed services answer)"
    }
    app.extensions["waymark.database"].dispose()


def test_where_checks_are_off_nothing_is_asked(database: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Visitor, "visit", lambda *_: pytest.fail("it was visited"))
    app = checking_site(database, tmp_path, link_checks=False)
    house.grown(app, "Singing", url="http://127.0.0.1/")
    house.hour(app, 9)
    assert rows(app) == {}
    app.extensions["waymark.database"].dispose()
