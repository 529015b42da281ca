"""A change is begun, sent, merged, taken back; a service ends."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

import pytest
from flask import Flask

from directory.operations import changes as operations
from directory.work import Patch
from tests import factories, people
from tests.pages import open_page
from tests.rooms.directory.editing_help import (
    HOURS,
    Desk,
    desk,
    page_text,
    scope,
    sent,
    trusted,
)


@pytest.fixture
def there(small_site: Flask) -> Desk:
    """Somebody of Wrekin Larks, whose changes are published at once."""
    return trusted(small_site)


def test_A5_a_new_service_is_written_and_published(there: Desk) -> None:
    uuid = there.new()
    change = f"/changes/{uuid}"
    assert "Not yet" in page_text(there, change)
    assert there.post(f"{change}/send", {}, 200)  # nothing is there: told, not sent
    there.post(
        f"{change}/name", {"name": "Rhymes", "summary": "Songs for babies.", "description": "", "written_in": "en"}
    )
    there.post(f"{change}/types", {"types": ["cc.toddler"], "then": "on"})
    there.post(f"{change}/who", {"min_age": "0", "max_age": "4", "gender": "", "audience": ["parent"], "lives_in": ""})
    there.post(f"{change}/hours/add", HOURS)
    there.post(f"{change}/cost/add", {"amount": "from £3", "option": "family"})
    there.post(f"{change}/phones/add", {"number": "01632 960777", "kind": "voice", "languages": "polski, Arabic"})
    assert sent(there, uuid) == "published"
    code = there.change(uuid).row.code
    page = open_page(there.client, f"/en/services/{code}").text("main")
    for said in ("Rhymes", "Under 5 years", "Monday", "9:30am to noon", "£3 (family, or more)", "Ring first."):
        assert said in page, said
    entry = there.change(uuid).working.entry
    assert (entry.schedules[0].opens, entry.schedules[0].weeks) == (time(9, 30), "term")
    assert entry.phones[0].languages == ("pl", "ar")
    assert entry.costs[0].amount == Decimal("3.00")


def test_A2_each_step_is_kept_at_once_and_a_draft_is_resumed(there: Desk) -> None:
    uuid = there.begin()
    before = open_page(there.client, f"/en/services/{there.code}").text("main")
    there.post(f"/changes/{uuid}/contact", {"email": "larks@example.org", "url": "www.example.org/larks"})
    again = people.client(there.app, there.actor)  # another device, later
    assert there.begin() == uuid
    page = open_page(again, f"/en/your-services/changes/{uuid}")
    assert "Saved at 10:30am" in page.text("main")
    box = open_page(again, f"/en/your-services/changes/{uuid}/contact").tree.cssselect("#url")[0]
    assert box.get("value") == "https://www.example.org/larks"
    assert open_page(there.client, f"/en/services/{there.code}").text("main") == before, (
        "families see it only when it is sent"
    )


def test_what_others_published_meanwhile_is_put_beside_ones_own(there: Desk) -> None:
    uuid = there.begin()
    there.post(f"/changes/{uuid}/answers", {"answerable": "Ours"})
    other = people.person(there.app, "directory-editor")
    with scope(there.app):
        theirs = operations.begin(other, there.code)
        operations.save_step(
            other, theirs, "answers", Patch(entry={"answerable": "Theirs", "email": "new@example.org"})
        )
        operations.send(other, theirs)
    answer = there.post(f"/changes/{uuid}/send", {})
    assert answer.location.endswith("/merge")
    text = page_text(there, f"/changes/{uuid}/merge")
    assert "Ours" in text
    assert "Theirs" in text
    there.post(f"/changes/{uuid}/merge", {}, 200)
    there.post(f"/changes/{uuid}/merge", {"keep-0": "mine"})
    assert sent(there, uuid) == "published"
    entry = there.change(uuid).working.entry
    assert (entry.answerable, entry.email) == ("Ours", "new@example.org")


def test_A5_a_published_change_can_be_taken_back(there: Desk) -> None:
    uuid = there.begin()
    there.post(f"/changes/{uuid}/answers", {"answerable": "A slip"})
    assert sent(there, uuid) == "published"
    text = page_text(there, f"/changes/{uuid}/sent")
    assert "Reference:" in text
    assert "Until 24 December 2026" in text
    there.post(f"/changes/{uuid}/undo", {})
    assert "A slip" not in open_page(there.client, f"/en/services/{there.code}").text("main")


def test_A4_still_right_is_one_press(there: Desk) -> None:
    there.post(f"/services/{there.code}/right", {})
    assert "Confirmed on 24 November 2026" in page_text(there, "")
    assert "24 November 2026" in open_page(there.client, f"/en/services/{there.code}").text("main")


def test_a_service_that_has_ended_says_where_to_go_instead(there: Desk) -> None:
    with scope(there.app):
        other = factories.save(factories.entry("rhymes", "Rhymes"))["rhymes"]
    path = f"/services/{there.code}/end"
    wrong = there.post(path, {"why": "", "instead": there.code}, 200)
    assert "This is the code of the service that ends" in wrong.get_data(as_text=True)
    asked = there.post(path, {"why": "The group has ended.", "instead": other}, 200)
    assert "Take this service off the directory?" in asked.get_data(as_text=True)
    there.post(path, {"why": "The group has ended.", "instead": other, "sure": "yes"})
    gone = open_page(there.client, f"/en/services/{there.code}", 410)
    assert "The group has ended." in gone.text("main")
    assert any(other in link for link in gone.links())


def test_a_change_of_an_agency_that_is_not_trusted_waits(small_site: Flask) -> None:
    there = desk(small_site)
    uuid = there.begin()
    there.post(f"/changes/{uuid}/answers", {"answerable": "Centre manager"})
    assert sent(there, uuid) == "waiting"
    assert "It waits for" in page_text(there, f"/changes/{uuid}/sent")
    there.post(f"/changes/{uuid}/answer", {"words": "It is urgent."})
    assert "It is urgent." in page_text(there, f"/changes/{uuid}/sent")
    there.post(f"/changes/{uuid}/withdraw", {})
    assert there.change(uuid).row.state == "withdrawn"


def test_a_new_service_may_begin_as_a_copy(there: Desk) -> None:
    answer = there.post("/add", {"copy_of": there.code})
    uuid = answer.location.rsplit("/", 1)[1]
    copied = there.change(uuid).working.entry
    assert copied.schedules
    assert copied.types == ("cc.toddler",)
    assert there.client.post("/en/your-services/add", data={"copy_of": "ZZZZZZ"}).status_code == 404
