"""Many entries at once: looked at before, changed one by one, taken back unless somebody changed them since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from desk import operations
from desk.models import BulkRun
from directory import operations as directory
from directory.queries import owners
from foundation import clock, db
from foundation.acts import Refused, system
from foundation.audit.lines import TrailLine
from tests import factories
from tests.factories import HOME, NEXT_DOOR
from tests.pages import open_page
from tests.people import client, person
from tests.site import MOMENT
from tests.together import CONFIRMED, Desk

TODAY = MOMENT.date()


@pytest.fixture
def desk(small_site: Flask) -> Iterator[Desk]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        yield Desk(small_site)
        db.close_scope()


def test_nothing_changes_before_it_was_looked_at(desk: Desk) -> None:
    address = desk.plan("hide", reason="Asked by letter")
    page = open_page(desk.browser, address)
    assert page.text("h1") == "Hide: 3 entries"
    assert page.texts("tbody tr td:nth-child(2)") == ["Shown"] * 3
    assert page.texts("tbody tr td:nth-child(3)") == ["Hidden by the desk"] * 3
    assert [desk.row(code).status for code in desk.codes] == ["active"] * 3
    desk.do(address)
    assert [desk.row(code).status for code in desk.codes] == ["hidden"] * 3
    assert "3 entries were changed." in open_page(desk.browser, f"{address}?done=1").text(".note")


def test_hidden_entries_come_back_when_it_is_taken_back(desk: Desk) -> None:
    address = desk.together("hide", reason="Asked by letter")
    assert desk.undo(address) == {"back": 3}
    assert [desk.row(code).status for code in desk.codes] == ["active"] * 3
    assert "3 entries are as they were before." in open_page(desk.browser, f"{address}?done=1").text(".note")


def test_confirming_names_both_in_the_trail_and_can_be_taken_back(desk: Desk) -> None:
    address = desk.together("confirm", reason="We rang them")
    assert [desk.row(code).confirmed_on for code in desk.codes] == [TODAY] * 3
    lines = [json.loads(body) for body in db.reading().scalars(select(TrailLine.body))]
    told = [one for one in lines if one["act"] == "entry:confirm"]
    assert len(told) == 3
    assert {tuple(one["actor"]) for one in told} == {("person", desk.editor.id, "Wrekin Larks")}
    assert desk.undo(address) == {"back": 3}
    assert {(desk.row(code).confirmed_on, desk.row(code).confirmed_by) for code in desk.codes} == {
        (CONFIRMED, "agency")
    }


def test_confirming_shows_what_was_hidden_for_it_and_taking_back_hides_it_again(desk: Desk) -> None:
    directory.hide(system("test"), desk.codes[0], "stale")
    address = desk.together("confirm", [desk.codes[0]], reason="We rang them")
    assert desk.row(desk.codes[0]).status == "active"
    desk.undo(address)
    assert (desk.row(desk.codes[0]).status, desk.row(desk.codes[0]).hidden_why) == ("hidden", "stale")


def test_a_type_is_added_without_saying_that_all_the_rest_is_right(desk: Desk) -> None:
    address = desk.together("add-type", which_type="cc.nursery")
    for code in desk.codes:
        assert desk.working(code).entry.types == ("cc.toddler", "cc.nursery")
        assert desk.row(code).confirmed_on == CONFIRMED
    page = open_page(desk.browser, f"/en/desk/entries/{desk.codes[0]}/history")
    assert "Version 2" in page.text("tbody")
    assert desk.undo(address) == {"back": 3}
    assert desk.working(desk.codes[0]).entry.types == ("cc.toddler",)


@pytest.mark.parametrize(
    ("action", "more", "field", "value"),
    [
        ("answerable", {"answerable": "The manager"}, "answerable", "The manager"),
        ("add-need", {"which_need": "play"}, "needs", None),
    ],
)
def test_who_answers_and_needs_are_set_and_set_back(
    desk: Desk, action: str, more: dict[str, str], field: str, value: str | None
) -> None:
    if "which_need" in more:
        options = open_page(desk.browser, "/en/desk/together").tree.cssselect("#which_need option")
        more = {"which_need": options[1].get("value")}
        value = more["which_need"]
    before = getattr(desk.working(desk.codes[0]).entry, field)
    address = desk.together(action, **more)
    after = getattr(desk.working(desk.codes[0]).entry, field)
    assert after in (value, (value,))
    desk.undo(address)
    assert getattr(desk.working(desk.codes[0]).entry, field) == before


def test_a_later_edit_is_not_overwritten_by_taking_back(desk: Desk) -> None:
    address = desk.together("answerable", answerable="The manager")
    desk.edited(desk.codes[1], answerable="The chair")
    assert desk.undo(address) == {"back": 2, "kept": 1}
    assert [desk.working(code).entry.answerable for code in desk.codes] == ["", "The chair", ""]
    page = open_page(desk.browser, address)
    assert page.text("tbody tr td:last-child") == "Left as it is: somebody changed it since"


def test_a_later_confirmation_is_not_taken_back(desk: Desk) -> None:
    address = desk.together("confirm", reason="We rang them")
    with clock.freeze(MOMENT + timedelta(days=1)):
        directory.confirm(system("test"), desk.codes[0])
    assert desk.undo(address) == {"back": 2, "kept": 1}
    assert desk.row(desk.codes[0]).confirmed_on == TODAY + timedelta(days=1)


def test_what_somebody_changed_after_the_look_is_left_alone(desk: Desk) -> None:
    address = desk.plan("drop-type", which_type="cc.toddler")
    assert desk.counts(address) == {"cannot": 3}
    desk.together("add-type", [desk.codes[0]], which_type="cc.nursery")
    address = desk.plan("drop-type", [desk.codes[0]], which_type="cc.nursery")
    desk.edited(desk.codes[0], types=("cc.nursery", "cc.toddler"))
    desk.do(address)
    assert desk.counts(address) == {"changed": 1}
    assert desk.working(desk.codes[0]).entry.types == ("cc.nursery", "cc.toddler")


def test_another_authority_s_entries_never_appear_or_change(desk: Desk) -> None:
    theirs = factories.save(factories.entry("theirs", "Their service", sites=()), authority=NEXT_DOOR)["theirs"]
    address = desk.together("hide", [theirs, "BCDFGH", "'; --", desk.codes[0]], reason="Asked")
    assert desk.counts(address) == {"done": 1}
    assert desk.row(theirs).status == "active"
    assert "Their service" not in open_page(desk.browser, address).text("main")
    stranger = client(desk.app, person(desk.app, "directory-editor", authority=NEXT_DOOR))
    assert stranger.get(address).status_code == 404
    assert stranger.post(f"{address}/undo").status_code == 404
    desk.anew()
    with pytest.raises(Refused):
        operations.begin_undo(person(desk.app, "directory-editor", authority=NEXT_DOOR), address.rpartition("/")[2])
    assert stranger.get("/en/desk/together/no-such-run").status_code == 404


def test_agencies_and_vetting_officers_change_nothing_together(desk: Desk) -> None:
    agency = owners.subject_of_entry(desk.codes[0]).agency  # type: ignore[union-attr]
    for role, of in (("agency-manager", agency), ("vetting-officer", ""), ("administrator", "")):
        who = person(desk.app, role, agency=of)
        data = {"action": "hide", "code": desk.codes, "reason": "x"}
        assert client(desk.app, who).post("/en/desk/together", data=data).status_code == 404
        desk.anew()
        with pytest.raises(Refused):
            operations.plan(who, HOME, "hide", value="", codes=desk.codes)


def test_only_entries_that_nothing_else_hides_are_edited(desk: Desk) -> None:
    directory.hide(system("test"), desk.codes[0], "desk")
    address = desk.plan("answerable", answerable="The manager")
    page = open_page(desk.browser, address)
    assert page.text("tbody tr td:last-child") == "It is hidden."
    desk.do(address)
    assert desk.counts(address) == {"cannot": 1, "done": 2}
    assert desk.row(desk.codes[0]).status == "hidden"


def test_one_press_counts_once_and_so_does_one_undo(desk: Desk) -> None:
    address = desk.together("hide", reason="Asked")
    desk.do(address)
    assert desk.counts(address) == {"done": 3}
    desk.undo(address)
    directory.hide(system("test"), desk.codes[0], "desk")
    assert desk.undo(address) == {"back": 3}
    assert desk.row(desk.codes[0]).status == "hidden"


def test_after_thirty_days_it_cannot_be_taken_back(desk: Desk) -> None:
    address = desk.together("hide", reason="Asked")
    uuid = address.rpartition("/")[2]
    with clock.freeze(MOMENT + timedelta(days=31)), pytest.raises(operations.NotPlanned):
        operations.begin_undo(desk.editor, uuid)
    with clock.freeze(MOMENT + timedelta(days=30)):
        operations.begin_undo(desk.editor, uuid)


def test_a_plan_that_nobody_carried_out_goes_after_a_day(desk: Desk) -> None:
    desk.plan("hide", reason="Asked")
    with clock.freeze(MOMENT + timedelta(days=2)):
        operations.plan(desk.editor, HOME, "hide", value="", codes=desk.codes)
    assert db.reading().scalar(select(func.count()).select_from(BulkRun)) == 1
