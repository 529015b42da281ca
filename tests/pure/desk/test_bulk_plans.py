"""What one action would make of one entry, and why it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desk import bulk
from desk.bulk import ACTIONS, Facts

TODAY = date(2026, 11, 24)
ENTRY = Facts(
    "BCDFGH", "Singing", "Larks", "active", "", None, date(2026, 1, 5), "agency", 3, "", ("cc.toddler",), ("play",),
    public=True, late=False,
)  # fmt: skip
HIDDEN = replace(ENTRY, status="hidden", hidden_why="desk", off_since=date(2026, 11, 1))


def why(action: str, value: str, facts: Facts) -> str:
    return bulk.planned(action, value, facts, TODAY).why


def test_a_type_is_added_once_and_the_last_one_stays() -> None:
    added = bulk.planned("add-type", "cc.nursery", ENTRY, TODAY)
    assert (added.was, added.now) == ({"types": ["cc.toddler"]}, {"types": ["cc.toddler", "cc.nursery"]})
    assert bulk.planned("add-type", "cc.toddler", ENTRY, TODAY).same
    assert why("drop-type", "cc.toddler", ENTRY) == "last-type"
    assert bulk.planned("drop-type", "cc.nursery", ENTRY, TODAY).same
    assert bulk.planned("drop-need", "play", ENTRY, TODAY).now == {"needs": []}


def test_nothing_of_an_agency_that_may_not_be_public_is_shown_or_confirmed() -> None:
    lapsed = replace(ENTRY, public=False)
    assert {action: why(action, "x", lapsed) for action in ACTIONS if action != "hide"} == dict.fromkeys(
        (action for action in ACTIONS if action != "hide"), "agency"
    )
    assert why("hide", "x", lapsed) == ""


def test_what_the_desk_hid_is_not_shown_by_the_way() -> None:
    for action in ("confirm", "answerable", "add-type", "drop-need"):
        assert why(action, "x", HIDDEN) == "hidden"
    assert bulk.planned("show", "", HIDDEN, TODAY).now["status"] == "active"
    assert why("hide", "", HIDDEN) == "hidden"
    assert why("show", "", ENTRY) == "shown"


def test_what_is_hidden_because_nobody_confirmed_it_is_confirmed_not_only_shown() -> None:
    stale = replace(HIDDEN, hidden_why="stale", late=True)
    assert why("show", "", stale) == "stale"
    made = bulk.planned("confirm", "we rang", stale, TODAY)
    assert (made.was["status"], made.now["status"], made.now["confirmed_on"]) == ("hidden", "active", "2026-11-24")


def test_confirming_twice_on_a_day_changes_nothing() -> None:
    sure = replace(ENTRY, confirmed_on=TODAY, confirmed_by="authority")
    assert bulk.planned("confirm", "we rang", sure, TODAY).same
    assert not bulk.planned("confirm", "we rang", replace(sure, confirmed_by="agency"), TODAY).same
