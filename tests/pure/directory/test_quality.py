"""How much of what a family needs an entry says, and what would raise it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from directory import quality
from directory.editing import steps
from directory.quality import FRESH, PARTS, of_entry, of_words
from directory.rules import source_of
from directory.shapes import Eligibility, Entry, LanguageOffered, Referral, Site, Text
from directory.work import Working
from tests import factories

TODAY = date(2026, 11, 24)


def full() -> Working:
    """An entry that says all of it."""
    entry = factories.entry(
        eligibility=Eligibility(0, 2),
        languages=(LanguageOffered("pl"),),
        referral=Referral(self_referral=True, how=("phone",)),
        access={"step-free": True, "toilet": True, "parking": False, "hoist": False},
        answerable="The manager",
    )
    return Working(entry, {"hall": factories.site()}, factories.organisation())


def without(**fields: Any) -> Working:
    whole = full()
    return replace(whole, entry=replace(whole.entry, **fields))


def missing(working: Working) -> set[str]:
    return {part.code for part in of_words(working).missing}


def test_the_parts_make_a_hundred_and_each_has_its_sentence_and_a_step_that_exists() -> None:
    assert sum(part.points for part in PARTS) == 100
    assert len({quality.sentence(part) for part in PARTS}) == len(PARTS)
    assert {part.step for part in PARTS} - {""} <= set(steps.BY_NAME)


def test_an_entry_that_says_all_of_it_has_a_hundred_while_it_is_fresh() -> None:
    assert of_entry(full(), date(2026, 11, 1), TODAY) == quality.Quality(100, ())
    for stale in (None, date(2026, 1, 1)):
        found = of_entry(full(), stale, TODAY)
        assert (found.score, [part.code for part in found.missing]) == (96, [FRESH])


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("reach", {"phones": ()}),
        ("who", {"eligibility": Eligibility()}),
        ("hours", {"schedules": ()}),
        ("cost", {"costs": ()}),
        ("area", {"areas": ()}),
        ("languages", {"languages": ()}),
        ("help", {"referral": Referral()}),
        ("answerable", {"answerable": ""}),
        ("access", {"access": {"step-free": True, "toilet": None}}),
        ("where", {"sites": ()}),
    ],
)
def test_each_thing_that_is_taken_away_is_missed_and_nothing_else(code: str, fields: dict[str, Any]) -> None:
    assert missing(without(**fields)) == {code}


def test_words_can_stand_for_figures_and_another_way_for_a_phone() -> None:
    words = factories.words(name="A", summary="We sing.", who_for="Babies.", hours_words="Ask us.", cost_words="Free.")
    plain = {
        "texts": words,
        "eligibility": Eligibility(),
        "schedules": (),
        "costs": (),
        "phones": (),
        "email": "a@b.uk",
    }
    assert missing(without(**plain)) == set()
    assert missing(without(sites=(), delivery=("phone",), access={})) == set()


def test_access_that_a_place_tells_counts() -> None:
    facts = {"step-free": True, "toilet": True, "parking": False, "hoist": False}
    told: Site = factories.site(access=facts)
    assert missing(replace(without(access={}), sites={"hall": told})) == set()


def test_hard_words_and_translations_of_other_english_are_noticed() -> None:
    hard = factories.words(name="A", summary="A multi-agency pathway of signposting.")
    assert missing(without(texts=hard)) == {"plain"}
    behind = {**full().entry.texts["name"], "pl": Text("Śpiew", source=source_of("Something else"))}
    assert missing(without(texts={**full().entry.texts, "name": behind})) == {"translations"}
    fresh = {**behind, "pl": Text("Śpiew", source=source_of("Singing for Babies"))}
    assert missing(without(texts={**full().entry.texts, "name": fresh})) == set()


def test_nothing_at_all_is_nought_and_no_fault() -> None:
    nothing = Working(Entry("key", "larks", {}, ()))
    assert 0 <= of_entry(nothing, None, TODAY).score <= 10
    assert [part.points for part in of_words(nothing).missing] == sorted(
        (part.points for part in of_words(nothing).missing), reverse=True
    )
