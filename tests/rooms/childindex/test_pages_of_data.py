"""The pages of the data manager and the central team: what waits, what is one child, who is hidden; lists name nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

import profiles
from access.models import Child
from childindex import operations
from childindex.models import Addition, CentralQuestion, Merge
from foundation import acts
from foundation.acts import Actor
from foundation.db import reading
from profiles.schema import Consent, Profile
from tests import people, practice
from tests.pages import open_page
from tests.people import Browser
from tests.practice import WHY, child, found, inside, involved, opened

NOBODY = "11111111-1111-4111-8111-111111111111"
REASON = {"code": "checking-own-entry", "words": "To see whether these two are one child."}
BECAUSE = {"words": "The health visitor knows both and saw the papers."}
NEW = {"given": "Amina", "family": "Yusuf", "born-day": "27", "born-month": "3", "born-year": "2019", "gender": "girl"}


def kept(app: Flask, table: Any) -> list[Any]:
    with inside(app), acts.deciding():
        return list(reading().query(table))


def states(app: Flask) -> dict[str, str]:
    return {one.uuid: one.status for one in kept(app, Child)}


@pytest.fixture
def manager(index_site: Flask) -> Actor:
    return people.person(index_site, "data-manager")


@pytest.fixture
def desk(index_site: Flask, manager: Actor) -> Browser:
    return people.client(index_site, manager)


def added(app: Flask, given: str = "Amina", **more: str) -> tuple[str, str]:
    """Somebody adds a child after a question; answers the record, and the bytes of what they read next."""
    before = set(states(app))
    browser = people.client(app, people.person(app, "practitioner", agency=practice.agency(app)))
    asked = {"given": given, "family": "Yusuf", "born-day": "27", "born-month": "3", "born-year": "2019"}
    finding = browser.post("/en/find", data=asked).location
    answer = browser.post(f"{finding}/add", data={**NEW, "given": given, **more})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    (record,) = set(states(app)) - before
    return record, answer.location + browser.get(answer.location).get_data(as_text=True)


def without_tokens(page: str) -> str:
    return re.sub(r'(csrf_token" value|nonce)="[^"]*"', "", page)


@pytest.mark.parametrize("how", [{"hidden": True}, {"shielded": True}])
def test_adding_near_somebody_protected_reads_like_adding_anybody(
    index_site: Flask, desk: Browser, how: dict[str, bool]
) -> None:
    protected = child(index_site, **how)  # type: ignore[arg-type]
    ordinary, read_first = added(index_site, "Zebedee")
    quarantined, read_then = added(index_site)
    assert without_tokens(read_first) == without_tokens(read_then)
    assert (states(index_site)[ordinary], states(index_site)[quarantined]) == ("waiting", "quarantine")
    page = open_page(desk, "/en/data")
    assert quarantined in page.body
    assert "In quarantine" in page.body
    assert "Amina" not in page.body
    assert protected not in page.body


def test_a_waiting_record_is_opened_with_a_reason_and_released(
    index_site: Flask, manager: Actor, desk: Browser
) -> None:
    record, _read = added(index_site)
    assert desk.get(f"/en/children/{record}").location == "/en/find?done=first"
    address = f"/en/data/{record}/open"
    open_page(desk, address)
    assert desk.post(address, data={**REASON, "words": "look"}).status_code == 400
    answer = desk.post(address, data=REASON)
    assert answer.location == f"/en/children/{record}"
    assert f"/en/children/{record}/waiting" in open_page(desk, answer.location).links()
    decide = f"/en/children/{record}/waiting"
    open_page(desk, decide)
    assert desk.post(decide, data={}).status_code == 400
    assert desk.post(decide, data={"what": "burn", **BECAUSE}).status_code == 400
    assert desk.post(decide, data={"what": "release", **BECAUSE}).status_code == 303
    assert states(index_site)[record] == "active"
    assert desk.post(decide, data={"what": "aside", **BECAUSE}).status_code == 404, "decided already"
    assert shown(index_site, manager) == ["Amina Yusuf"]


def shown(app: Flask, actor: Actor) -> list[str]:
    browser = people.client(app, actor)
    asked = {key: one for key, one in NEW.items() if key != "gender"}
    page = browser.get(browser.post("/en/find", data=asked).location).get_data(as_text=True)
    return re.findall(r'/open/[^"]+"><bdi>([^<]+)</bdi>', page)


def test_a_record_that_should_not_be_is_put_aside_and_can_come_back(index_site: Flask, desk: Browser) -> None:
    record, _read = added(index_site)
    desk.post(f"/en/data/{record}/open", data=REASON)
    desk.post(f"/en/children/{record}/waiting", data={"what": "aside", **BECAUSE})
    assert states(index_site)[record] == "archived"
    assert record in open_page(desk, "/en/data").body
    back = f"/en/children/{record}/put-away"
    assert open_page(desk, back).text("h1") == "Take this record back"
    assert desk.post(back, data=BECAUSE).status_code == 303
    assert states(index_site)[record] == "active"


def test_two_records_are_compared_and_become_one(index_site: Flask, manager: Actor, desk: Browser) -> None:
    first = child(index_site)
    second, _read = added(index_site)
    desk.post(f"/en/data/{second}/open", data=REASON)
    waits = f"/en/children/{second}/waiting"
    assert "the same name" in open_page(desk, waits).body
    beside = f"/en/data/{first}/open?beside={second}"
    assert beside in open_page(desk, waits).links()
    compare = f"/en/children/{first}/merge?with={second}"
    assert desk.get(compare).location == "/en/find?done=first", "the kept one is not open yet"
    assert desk.post(beside, data=REASON).location == waits
    assert compare in open_page(desk, waits).links()
    assert len(open_page(desk, compare).tree.cssselect("tbody tr")) == 10
    assert desk.post(compare, data={"words": "Yes"}).status_code == 400
    assert desk.post(compare, data=BECAUSE).status_code == 303
    assert states(index_site) == {first: "active", second: "merged"}
    assert desk.post(compare, data=BECAUSE).status_code == 400, "sent twice"
    assert shown(index_site, manager) == ["Amina Yusuf"]


def test_the_other_record_must_be_open_too(index_site: Flask, manager: Actor, desk: Browser) -> None:
    first, second = child(index_site), child(index_site, "Zofia", "Kowalska")
    opened(index_site, manager, first)
    page = open_page(desk, f"/en/children/{first}/merge")
    assert "You have no other record open." in page.body
    for other in (second, NOBODY, "x", first[:8], "%00x"):
        assert desk.get(f"/en/children/{first}/merge?with={other}").status_code == 404
        assert desk.post(f"/en/children/{first}/merge?with={other}", data=BECAUSE).status_code == 404
    opened(index_site, manager, second, "Zofia", "Kowalska")
    assert "Zofia Kowalska" in open_page(desk, f"/en/children/{first}/merge").body
    assert desk.post(f"/en/children/{first}/merge?with={first}", data=BECAUSE).status_code == 400, "with itself"


def test_of_two_people_who_merge_the_same_child_one_is_told_to_look_again(
    index_site: Flask, manager: Actor, desk: Browser
) -> None:
    first, second = child(index_site), child(index_site, "Aminah")
    another = people.person(index_site, "data-manager")
    for actor in (manager, another):
        for record, given in ((first, "Amina"), (second, "Aminah")):
            opened(index_site, actor, record, given)
    theirs = people.client(index_site, another)
    assert theirs.get(f"/en/children/{second}/merge?with={first}").status_code == 200
    assert desk.post(f"/en/children/{first}/merge?with={second}", data=BECAUSE).status_code == 303
    late = theirs.post(f"/en/children/{second}/merge?with={first}", data=BECAUSE)
    assert late.status_code == 400
    assert "Look at both again" in late.get_data(as_text=True)
    assert len(kept(index_site, Merge)) == 1


def test_taken_apart_each_is_found_again(index_site: Flask, manager: Actor, desk: Browser) -> None:
    first, second = child(index_site), child(index_site)
    with inside(index_site):
        finding = operations.find(manager, practice.Asked("Amina", "Yusuf", practice.BORN))
        for record in (first, second):
            operations.open_found(manager, finding, record, WHY)
        uuid = operations.merge(manager, first, second, "They look like one child.")
    assert len(shown(index_site, manager)) == 1
    undo = f"/en/children/{first}/merges/{uuid}/undo"
    assert undo in open_page(desk, f"/en/children/{first}").links()
    open_page(desk, undo)
    assert desk.post(undo, data={"words": ""}).status_code == 400
    assert desk.post(undo, data=BECAUSE).status_code == 303
    assert desk.post(undo, data=BECAUSE).status_code == 404, "sent twice"
    assert len(shown(index_site, manager)) == 2


def test_a_record_that_waited_before_the_merge_waits_again_after_it(
    index_site: Flask, manager: Actor, desk: Browser
) -> None:
    child(index_site, "Amina", "Yussuf", shielded=True)
    first = child(index_site)
    second, _read = added(index_site)
    assert states(index_site)[second] == "quarantine"
    opened(index_site, manager, first)
    desk.post(f"/en/data/{second}/open", data=REASON)
    assert desk.post(f"/en/children/{first}/merge?with={second}", data=BECAUSE).status_code == 303
    (merge,) = kept(index_site, Merge)
    assert desk.post(f"/en/children/{first}/merges/{merge.uuid}/undo", data=BECAUSE).status_code == 303
    assert states(index_site)[second] == "quarantine"
    assert [one.settled_at for one in kept(index_site, Addition)] == [None]


def test_a_hidden_record_opens_to_nobody_who_looks_after_the_records(
    index_site: Flask, manager: Actor, desk: Browser
) -> None:
    hidden = child(index_site, hidden=True)
    record, _read = added(index_site)
    desk.post(f"/en/data/{record}/open", data=REASON)
    page = open_page(desk, f"/en/children/{record}/waiting")
    assert "does not open from here" in page.body
    assert desk.post(f"/en/data/{hidden}/open", data=REASON).status_code == 404


def test_only_what_the_lists_name_opens_from_them(index_site: Flask, desk: Browser) -> None:
    record = child(index_site)
    for one in (record, NOBODY, "x", "%00"):
        assert desk.get(f"/en/data/{one}/open").status_code == 404
        assert desk.post(f"/en/data/{one}/open", data=REASON).status_code == 404


def test_a_family_hides_the_record_and_shows_it_again(index_site: Flask) -> None:
    record = child(index_site)
    central = people.person(index_site, "co-ordinator")
    opened(index_site, central, record)
    browser = people.client(index_site, central)
    hide = f"/en/children/{record}/hide"
    assert hide in open_page(browser, f"/en/children/{record}").links()
    open_page(browser, hide)
    assert browser.post(hide, data={"words": "yes"}).status_code == 400
    answer = browser.post(hide, data={"words": "The mother asked us in a letter."})
    assert "1 record is hidden" in open_page(browser, answer.location).body
    assert shown(index_site, central) == []
    assert browser.get(hide).status_code == 404, "it is hidden from the central team too"
    finding, nobody = found(index_site, central), found(index_site, central, "Zorro")
    assert f"/en/find/{finding}/show-again" in browser.get(f"/en/find/{finding}").get_data(as_text=True)
    read = []
    for one in (nobody, finding):
        open_page(browser, f"/en/find/{one}/show-again")
        done = browser.post(f"/en/find/{one}/show-again", data={"words": "The mother rang us today."})
        read.append((done.status_code, done.location))
    assert read[0] == read[1]
    assert shown(index_site, central) == ["Amina Yusuf"]


def test_where_nobody_may_hide_there_is_no_such_page(index_site: Flask) -> None:
    record = child(index_site)
    central = people.person(index_site, "co-ordinator")
    opened(index_site, central, record)
    browser = people.client(index_site, central)
    with profiles.under(replace(Profile(), consent=replace(Consent(), basic="no_opt_out"))):
        assert f"/en/children/{record}/hide" not in open_page(browser, f"/en/children/{record}").links()
        assert browser.post(f"/en/children/{record}/hide", data=BECAUSE).status_code == 404


def test_a_child_is_protected_and_the_page_says_so(index_site: Flask, manager: Actor, desk: Browser) -> None:
    record = child(index_site)
    opened(index_site, manager, record)
    address = f"/en/children/{record}/shield"
    for heading in ("Protect this child", "End the protection"):
        assert open_page(desk, address).text("h1") == heading
        assert desk.post(address, data=BECAUSE).status_code == 303
    assert [one.shielded for one in kept(index_site, Child)] == [False]


def asked(app: Flask, words: str = "Who helps the family with housing?") -> str:
    """A question to the central team; answers its reference."""
    browser = people.client(app, people.person(app, "practitioner", agency=practice.agency(app)))
    finding = browser.post("/en/find", data={key: one for key, one in NEW.items() if key != "gender"}).location
    assert browser.post(f"{finding}/central", data={"words": words}).status_code == 303
    uuid: str = kept(app, CentralQuestion)[-1].uuid
    return uuid


def test_a_question_is_answered(index_site: Flask) -> None:
    uuid = asked(index_site, "<script>alert(1)</script> \u202eWho helps?")
    browser = people.client(index_site, people.person(index_site, "co-ordinator"))
    assert "Amina" not in open_page(browser, "/en/central").body, "the list names nobody"
    address = f"/en/central/{uuid}/answer"
    page = open_page(browser, address)
    assert "Amina Yusuf" in page.body
    assert "No record fits." in page.body
    assert "<script>alert" not in page.body
    assert browser.post(address, data={"words": "No"}).status_code == 400
    assert browser.post(address, data={"words": "Ring us tomorrow, please."}).status_code == 303
    assert browser.post(address, data={"words": "Ring us tomorrow, please."}).status_code == 404, "sent twice"
    open_page(browser, "/en/central?done=answered")


OF_INDEX = {
    "/en/data": {"data-manager"},
    f"/en/data/{NOBODY}/open": set(),
    "/en/central": {"data-manager", "co-ordinator"},
    f"/en/central/{NOBODY}/answer": set(),
    f"/en/find/{NOBODY}/show-again": set(),
}
OF_RECORD = {
    "hide": {"data-manager", "co-ordinator"},
    "shield": {"data-manager"},
    "put-away": {"data-manager"},
    "merge": {"data-manager"},
    "waiting": set(),
    f"merges/{NOBODY}/undo": set(),
    f"facts/{NOBODY}/right": set(),
}
ROLES = ("practitioner", "supervisor", "co-ordinator", "data-manager", "privacy-officer", "auditor", "administrator")
FINDERS = frozenset(ROLES[:4])


@pytest.mark.parametrize("role", ROLES)
def test_who_may_open_which_page(index_site: Flask, role: str) -> None:
    record = child(index_site)
    agency = practice.agency(index_site) if role in ("practitioner", "supervisor") else ""
    actor = people.person(index_site, role, agency=agency)
    browser = people.client(index_site, actor)
    if role in FINDERS:
        involved(index_site, actor, record, practice.agency(index_site))
        opened(index_site, actor, record)
    for address, allowed in OF_INDEX.items():
        assert browser.get(address).status_code == (200 if role in allowed else 404), address
    for path, allowed in OF_RECORD.items():
        address = f"/en/children/{record}/{path}"
        assert browser.get(address).status_code == (200 if role in allowed else 404), address
        if role not in allowed:
            assert browser.post(address, data={**BECAUSE, "what": "release"}).status_code == 404, address
    assert states(index_site) == {record: "active"}
