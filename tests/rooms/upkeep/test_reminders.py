"""Who is written to as an entry grows old, and that nobody is written to twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from directory.models import Entry
from directory.operations import confirm, hide
from foundation import clock, jobs
from foundation.acts import system
from foundation.db import reading
from tests.people import person
from tests.rooms.upkeep import upkeep_house as house
from vetting import operations as vetting
from vetting import queries as vetted


@pytest.fixture
def larks(small_site: Flask) -> Flask:
    """An agency with one entry, an editor who speaks Polish and a manager, and a directory editor."""
    house.grown(small_site, "Singing")
    agency = house.agency(small_site)
    person(small_site, "agency-editor", agency=agency, email="ola@example.org", language="pl", name="Ola")
    person(small_site, "agency-manager", agency=agency, email="mo@example.org", name="Mo")
    person(small_site, "directory-editor", email="desk@example.org", name="Dee")
    return small_site


def status(app: Flask) -> tuple[str, str]:
    with house.at(app, 0):
        return tuple(reading().execute(select(Entry.status, Entry.hidden_why)).one())


def test_the_letters_go_further_up_as_the_entry_grows_older(larks: Flask) -> None:
    who = {day: [letter.to for letter in house.hour(larks, day)] for day in (179, 180, 190, 194, 208, 222, 300, 544)}
    assert who == {
        179: [],
        180: ["ola@example.org"],
        190: [],
        194: ["ola@example.org", "mo@example.org"],
        208: ["desk@example.org"],
        222: ["ola@example.org", "mo@example.org"],
        300: ["ola@example.org", "mo@example.org"],
        544: [],
    }
    assert status(larks) == ("active", "")
    assert sorted(letter.to for letter in house.hour(larks, 545)) == [
        "desk@example.org",
        "mo@example.org",
        "ola@example.org",
    ]
    assert status(larks) == ("hidden", "stale")
    assert house.hour(larks, 700) == []


def test_who_confirms_is_left_in_peace_and_a_hidden_entry_is_shown_again(larks: Flask) -> None:
    for day in (180, 194, 222, 300, 545):
        house.hour(larks, day)
    with house.at(larks, 550):
        code = reading().scalars(select(Entry.code)).one()
        confirm(system("test"), code)
    assert status(larks) == ("active", "")
    assert house.hour(larks, 560) == []
    assert [letter.to for letter in house.hour(larks, 550 + 180)] == ["ola@example.org"]


def test_N3_N4_the_letter_is_whole_in_the_reader_s_language_and_names_nothing_in_its_subject(larks: Flask) -> None:
    (letter,) = house.hour(larks, 180)
    assert letter.language == "pl"
    assert 'lang="pl"' in letter.html
    assert house.link_in(letter).startswith("/pl/confirm/")
    for said in ("Singing", house.link_in(letter)):
        assert said in letter.text
        assert said in letter.html
    assert "Singing" not in letter.subject
    assert "1 January 2026" in letter.text, "English stands below a machine's words"
    for day in ("11 August 2026", "30 June 2027"):
        assert day in letter.text, "when its page will say so, and when it will be hidden"


def test_several_entries_come_in_one_letter(small_site: Flask) -> None:
    house.grown(small_site, "Singing", "Dancing", "Painting")
    person(small_site, "agency-editor", agency=house.agency(small_site), email="ola@example.org")
    (letter,) = house.hour(small_site, 180)
    assert all(name in letter.text for name in ("Singing", "Dancing", "Painting"))
    assert letter.text.count("/confirm/") == 1
    assert "3" in letter.subject


def test_without_anybody_who_has_an_account_the_entry_s_own_addresses_are_written_to(small_site: Flask) -> None:
    house.grown(small_site, "Singing", assurer="amal@example.org", email="singing@example.org")
    house.grown(small_site, "Dancing", email="dancing@example.org")
    house.grown(small_site, "Painting", email="not an address")
    house.grown(small_site, "Silence")
    assert sorted(letter.to for letter in house.hour(small_site, 180)) == ["amal@example.org", "dancing@example.org"]
    told = {one.to for one in house.reminders(small_site)}
    assert "" in told, "somebody must telephone"
    assert len(house.reminders(small_site)) == 4


def test_a_clock_that_is_set_back_and_on_again_sends_nothing_twice(larks: Flask) -> None:
    count = [len(house.hour(larks, day)) for day in (180, 194, 150, 181, 195, 100, 194)]
    assert count == [1, 2, 0, 0, 0, 0, 0]


def test_an_entry_that_comes_years_old_is_warned_of_and_hidden_two_weeks_later(small_site: Flask) -> None:
    house.grown(small_site, "Singing", on=date(2020, 1, 1), email="amal@example.org")
    assert [letter.to for letter in house.hour(small_site, 0)] == ["amal@example.org"]
    assert status(small_site) == ("active", "")
    house.hour(small_site, 13)
    assert status(small_site) == ("active", "")
    (letter,) = house.hour(small_site, 14)
    assert status(small_site) == ("hidden", "stale")
    assert "As soon as you confirm it, it is shown again." in letter.text


def test_an_entry_that_nobody_ever_confirmed_is_due_from_the_day_on_which_it_came(small_site: Flask) -> None:
    house.grown(small_site, "Singing", on=None, email="amal@example.org")
    assert house.hour(small_site, 179) == []
    (letter,) = house.hour(small_site, 180)
    assert "Nobody has confirmed it yet." in letter.text


def test_an_agreement_that_ends_warns_and_only_then_hides(larks: Flask) -> None:
    house.change_agency(larks, agreed_until=house.CONFIRMED + timedelta(days=60))
    told = {day: [letter.subject for letter in house.hour(larks, day)] for day in (29, 30, 45, 60, 75, 90)}
    assert {day: len(some) for day, some in told.items()} == {29: 0, 30: 1, 45: 0, 60: 1, 75: 0, 90: 0}
    assert status(larks) == ("active", "")
    assert sorted(letter.to for letter in house.hour(larks, 91)) == ["desk@example.org", "mo@example.org"]
    assert status(larks) == ("hidden", "agreement")
    assert house.hour(larks, 92) == []


def test_what_was_hidden_for_want_of_an_agreement_is_shown_again_when_its_agency_accepts_it(larks: Flask) -> None:
    ended = house.CONFIRMED + timedelta(days=60)
    house.change_agency(larks, agreed_until=ended, vetted_on=house.CONFIRMED)
    for day in (60, 91):
        house.hour(larks, day)
    assert status(larks) == ("hidden", "agreement")
    manager, agency = person(larks, "agency-manager", agency=house.agency(larks)), house.agency(larks)
    with house.at(larks, 92):
        vetting.accept(manager, agency, vetted.agreement("telford-and-wrekin").version)
    with clock.freeze(house.noon(92)):
        jobs.run(larks.extensions["waymark.database"], once=True)
    assert status(larks) == ("active", "")


def test_an_entry_that_was_confirmed_while_no_agreement_held_is_shown_when_there_is_one(larks: Flask) -> None:
    with house.at(larks, 90):
        code = reading().scalars(select(Entry.code)).one()
        hide(system("test"), code, "stale")
    house.change_agency(larks, agreed_until=house.CONFIRMED)
    with house.at(larks, 92):
        confirm(system("test"), code)
    house.hour(larks, 93)
    assert status(larks) == ("hidden", "stale")
    house.change_agency(larks, agreed_until=house.CONFIRMED + timedelta(days=365))
    house.hour(larks, 94)
    assert status(larks) == ("active", "")


def test_what_the_desk_hid_stays_hidden_whatever_is_agreed(larks: Flask) -> None:
    with house.at(larks, 90):
        hide(system("test"), reading().scalars(select(Entry.code)).one(), "desk")
    house.change_agency(larks, agreed_until=house.CONFIRMED + timedelta(days=365))
    house.hour(larks, 94)
    assert status(larks) == ("hidden", "desk")
