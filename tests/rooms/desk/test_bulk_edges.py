"""Many entries at once, at its edges: what is missing, all that a filter finds, a thousand codes, somebody who left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from accounts.operations import people
from accounts.queries import members
from desk import operations
from desk.bulk import A_TURN
from desk.models import BulkRun
from directory.models import Entry
from foundation import clock, db, jobs
from foundation.acts import system
from tests.factories import HOME
from tests.pages import open_page
from tests.site import MOMENT
from tests.together import Desk


@pytest.fixture
def desk(small_site: Flask) -> Iterator[Desk]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        yield Desk(small_site)
        db.close_scope()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"action": "hide", "reason": "x", "code": []}, "Choose at least one entry in the list first."),
        ({"action": "", "reason": "x"}, "Choose what to do."),
        ({"action": "burn", "reason": "x"}, "Choose what to do."),
        ({"action": "confirm"}, "Write why."),
        ({"action": "hide", "reason": " \u202e"}, "Write why."),
        ({"action": "answerable"}, "Write who answers for these pages."),
        ({"action": "answerable", "answerable": "a" * 400_000}, "This is too long. Use fewer words."),
        ({"action": "add-type", "which_type": "<script>"}, "Choose one of the list."),
        ({"action": "drop-need"}, "Choose one of the list."),
    ],
)
def test_what_is_missing_is_told_in_words_and_nothing_is_planned(desk: Desk, data: dict[str, Any], told: str) -> None:
    answer = desk.browser.post("/en/desk/together", data={"code": desk.codes, **data})
    assert answer.status_code == 400
    assert told in answer.get_data(as_text=True)
    desk.anew()
    assert db.reading().scalar(select(func.count()).select_from(BulkRun)) == 0


def test_all_that_a_filter_finds_is_changed_and_no_more(desk: Desk) -> None:
    page = open_page(desk.browser, "/en/desk/entries?words=service+0001")
    every = next(link for link in page.links("main a.btn") if "/together" in link)
    form = open_page(desk.browser, every)
    assert "You chose 1 entry." in form.text(".lead")
    sent = {one.get("name"): one.get("value") for one in form.tree.cssselect("main input[type=hidden]")}
    address = desk.plan("hide", [], reason="Asked", **{k: v for k, v in sent.items() if k != "csrf_token"})
    desk.do(address)
    assert [desk.row(code).status for code in desk.codes] == ["active", "hidden", "active"]


def test_a_thousand_codes_are_changed_a_hundred_at_a_time_and_the_job_goes_on(small_site: Flask) -> None:
    database = small_site.extensions["waymark.database"]
    with clock.freeze(MOMENT), db.scope(database):
        desk = Desk(small_site, 250)
        address = desk.plan("hide", [*desk.codes, *desk.codes, *(f"X{n:05}" for n in range(500))], reason="Asked")
        assert desk.counts(address) == {"waits": 250}
        desk.do(address)
        assert desk.counts(address) == {"done": A_TURN, "waits": 250 - A_TURN}
        assert "150 entries are still to be done." in open_page(desk.browser, address).text(".note")
        db.close_scope()
    with clock.freeze(MOMENT + timedelta(minutes=2)):
        jobs.run(database, once=True)
    with clock.freeze(MOMENT), db.scope(database):
        assert desk.counts(address) == {"done": 250}
        assert set(db.reading().scalars(select(Entry.status))) == {"hidden"}
        assert len(open_page(desk.browser, f"{address}?page=5").texts("tbody tr")) == 50
        db.close_scope()


def test_a_job_does_nothing_more_for_somebody_who_may_no_longer(desk: Desk) -> None:
    uuid = desk.plan("hide", reason="Asked").rpartition("/")[2]
    operations.begin_run(desk.editor, uuid)
    held = next(one for one in members(HOME) if one.email == "desk@council.example.org")
    people.end(system("test"), held.uuid)
    operations.carry_on(uuid)
    assert desk.counts(uuid) == {"failed": 3}
    assert {desk.row(code).status for code in desk.codes} == {"active"}
