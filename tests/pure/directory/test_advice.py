"""Advice in plain words: each kind is given where it is due, and only there; nothing is blocked."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import advice
from directory.shapes import AddressLines, Cost, Entry, Organisation, Phone, Privacy, Schedule, Site, SiteUse, Text
from directory.work import Working

GOOD = Working(
    Entry(
        "singing",
        "larks",
        {
            "name": {"en": Text("Singing for Babies")},
            "summary": {"en": Text("Songs and rhymes for babies.")},
            "description": {"en": Text("We sit on mats and sing. Bring a drink. You can feed your baby here.")},
        },
        ("cc.toddler",),
        phones=(Phone("01632 960001"),),
        schedules=(Schedule(("tue",), time(10), time(11)),),
        costs=(Cost(None, "ask"),),
        access={"step-free": True, "toilet": False, "parking": True},
        answerable="Manager",
    ),
    {},
    Organisation("larks", {}),
)


def described(words: str) -> Working:
    """The same with another description."""
    return replace(GOOD, entry=replace(GOOD.entry, texts={**GOOD.entry.texts, "description": {"en": Text(words)}}))


def test_a_good_entry_gets_no_advice() -> None:
    assert advice.advise(GOOD) == []


LONG = "We meet on the first day of each week and sing and play and talk and eat and rest until it is time to go home again."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (LONG, "more than 25 words"),
        ("PLEASE RING BEFORE YOU COME to us.", "capital letters"),
        ("To join, click here: https://example.org/join", "where a link leads"),
        ("Read https://example.org/leaflet.pdf first.", "PDF"),
        ("Ring us on 01632 960001 to join.", "phone number under phone numbers"),
        ("We are at TF1 1LX in town.", "address under where it is"),
        ("We offer holistic help to service users.", "not everyone knows"),
        (
            " ".join(["Interdisciplinary professionals facilitating comprehensive developmental assessments."] * 4),
            "hard to read",
        ),
    ],
)
def test_A6_E10_each_thing_is_seen(words: str, said: str) -> None:
    found = advice.advise(described(words))
    assert any(said in one.words for one in found), found
    assert {one.step for one in found} == {"name"}


@pytest.mark.parametrize(
    "words",
    [
        "We work with the NHS and CAMHS.",
        "In 2026 we moved. We are open from 9 to 5.",
        "See https://example.org/0163296000112 for more.",
        "Costs £12 for 10 weeks, 01 May to 30 June.",
    ],
)
def test_what_is_fine_gets_no_advice(words: str) -> None:
    assert advice.advise(described(words)) == []


@pytest.mark.parametrize(
    ("field", "value", "step"),
    [
        ("schedules", (), "hours"),
        ("costs", (), "cost"),
        ("access", {}, "access"),
        ("answerable", "", "answers"),
        ("phones", (), "phones"),
    ],
)
def test_what_is_missing_is_named_with_its_step(field: str, value: object, step: str) -> None:
    found = advice.advise(replace(GOOD, entry=replace(GOOD.entry, **{field: value})))
    assert [one.step for one in found] == [step]


def test_the_organisations_phone_and_the_places_hours_count() -> None:
    entry = replace(GOOD.entry, phones=(), schedules=(), sites=(SiteUse("hall"),))
    place = Site("hall", "larks", {}, schedules=GOOD.entry.schedules)
    working = Working(entry, {"hall": place}, Organisation("larks", {}, phones=GOOD.entry.phones))
    assert advice.advise(working) == []


@pytest.mark.parametrize("words", ["Come to 7 Barn Lane.", "We are at 7, barn lane, Telford", "Postcode tf11lx."])
def test_a_secret_address_told_in_words_comes_first(words: str) -> None:
    refuge = Site("refuge", "larks", {}, AddressLines(("7 Barn Lane", "Telford"), "TF1 1LX"), Privacy.NEVER)
    working = described(words)
    working = replace(working, entry=replace(working.entry, sites=(SiteUse("refuge"),)), sites={"refuge": refuge})
    first = advice.advise(working)[0]
    assert first.sharp
    assert "secret address" in first.words
    assert "Barn" not in first.words, "advice itself tells nothing"
    open_one = replace(refuge, privacy=Privacy.PUBLIC)
    assert not any(one.sharp for one in advice.advise(replace(working, sites={"refuge": open_one})))


def test_other_languages_are_not_measured_by_english_rules() -> None:
    texts = {**GOOD.entry.texts, "description": {"pl": Text("SPOTYKAMY SIĘ CO TYDZIEŃ, click here " * 20)}}
    assert advice.advise(replace(GOOD, entry=replace(GOOD.entry, texts=texts))) == []


@given(st.text(max_size=400))
def test_any_words_can_be_advised_on(words: str) -> None:
    assert isinstance(advice.advise(described(words)), list)
