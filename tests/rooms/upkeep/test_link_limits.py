"""How far a letter's link reaches: not past those who left, not around the desk by free words, not into a crash."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from accounts import operations as accounts
from accounts.models import Membership
from directory.models import Change, Entry
from foundation.db import reading
from tests.people import person
from tests.rooms.upkeep import upkeep_house as house
from tests.rooms.upkeep.test_confirm_page import Letter, trusted


@pytest.fixture
def singing(small_site: Flask) -> Letter:
    return Letter(small_site, "Singing")


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("how", {"words": "Ring 01632 960999 and ask for Mo."}),
        ("how", {"words": "Write to thief@example.com."}),
        ("hours", {"words": "See www.example.net for times."}),
        ("who", {"words": "Everyone. Ask at example.net first."}),
        ("cost", {"amount-0": "2.00", "for-0": "pay on +44 1632 960999"}),
    ],
)
def test_a_way_to_reach_it_in_free_words_waits_and_the_old_contact_is_told(
    singing: Letter, fact: str, said: dict[str, str]
) -> None:
    trusted(singing.app)
    before = len(house.letters(singing.app))
    assert singing.press(fact, "Singing", **said).status_code == 303
    assert singing.one(select(Change.state)) == "waiting"
    assert [letter.to for letter in house.letters(singing.app)[before:]] == ["old@example.org"]


def test_words_that_only_look_a_little_like_one_are_public_at_once(singing: Letter) -> None:
    trusted(singing.app)
    singing.press("hours", "Singing", words="09.30-12.00 and 1.30-3.00, 26.12.2026 closed. Not in Aug.")
    assert singing.one(select(Change.state)) == "published"


@pytest.fixture
def of_somebody(small_site: Flask) -> Letter:
    """A letter to somebody who works for the agency."""
    house.grown(small_site, "Dancing")
    person(small_site, "agency-editor", agency=house.agency(small_site), email="ola@example.org", name="Ola")
    return Letter(small_site, "Singing")


def test_who_no_longer_works_for_the_agency_can_do_nothing_by_an_old_letter(of_somebody: Letter) -> None:
    assert of_somebody.letter.to == "ola@example.org"
    assert "Singing" in of_somebody.page().text("main")
    _leave(of_somebody)
    shown = of_somebody.page(410).text("main")
    assert "This link has been ended" in shown
    assert "The council ended it." not in shown
    assert of_somebody.press("confirm", "Singing").status_code == 410
    assert of_somebody.client.post(f"{of_somebody.path}/again").status_code == 404
    assert (
        of_somebody.one(select(Entry.assured_on).where(Entry.code == of_somebody.codes["Singing"])) == house.CONFIRMED
    )


def _leave(letter: Letter) -> None:
    administrator = person(letter.app, "administrator")
    with house.at(letter.app, letter.day):
        held = reading().scalars(select(Membership.uuid).where(Membership.role == "agency-editor")).one()
        accounts.end(administrator, held)


@pytest.mark.parametrize("weeks", ["0001" + "9" * 30, "1000", "٢٠٠٠"])
def test_weeks_that_no_column_holds_are_told_beside_their_box(singing: Letter, weeks: str) -> None:
    answer = singing.press("places", "Singing", places="waiting-list", weeks=weeks)
    assert answer.status_code == 400
    assert "Write the weeks in figures" in answer.get_data(as_text=True)


def test_a_page_number_without_end_is_the_first_page(singing: Letter) -> None:
    assert singing.client.get(f"{singing.path}?page={'0001' + '9' * 5000}").status_code == 200
