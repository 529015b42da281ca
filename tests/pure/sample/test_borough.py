"""The invented borough: the same each time, believable, and nobody who exists."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childindex.numbers import NHS, UPN, fault
from directory.vocabulary_files import read
from sample.authorities import authority
from sample.borough import agencies, children, people
from sample.borough.homes import streets
from sample.borough.numbers import nhs_numbers, upn
from sample.borough.shapes import Home, InventedChild
from sample.borough.words import table
from sample.ground import POSTCODES, Ground

TODAY = date(2026, 11, 24)
DRAMA = re.compile(r"01632 960\d{3}|07700 900\d{3}|020 7946 0\d{3}")


@cache
def borough() -> list[InventedChild]:
    return children(1, 4000, today=TODAY)


def codes(namespace: str) -> set[str]:
    return {
        term.code.removeprefix(f"{namespace}.") for term in read("practice") if term.code.startswith(f"{namespace}.")
    }


def everything(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from everything(one)
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from everything(getattr(thing, one.name))


def whole(child: InventedChild) -> tuple[str, str, date]:
    return child.name.given, child.name.family, child.born


def test_the_same_seed_and_day_give_the_same_children() -> None:
    assert children(7, 300, today=TODAY) == children(7, 300, today=TODAY)
    assert children(7, 300, today=TODAY) != children(8, 300, today=TODAY)


@pytest.mark.parametrize("count", [20, 60, 300, 1000])
def test_so_many_children_as_are_asked_for_with_some_of_each_kind(count: int) -> None:
    made = children(3, count, today=TODAY)
    assert len(made) == count
    assert len({child.key for child in made}) == count
    for what in ("shielded", "hidden", "estimated", "same_as", "namesake_of"):
        assert any(getattr(child, what) for child in made), what


@given(st.integers(0, 10**6), st.dates(date(2024, 1, 1), date(2040, 12, 31)))
def test_any_seed_on_any_day(seed: int, today: date) -> None:
    for child in children(seed, 25, today=today):
        assert today - timedelta(days=19 * 365) < child.born <= today
        assert all(one.starts <= (one.ends or today) <= today for one in child.involvements)
        assert all(home.from_on <= (home.until_on or today) for home in child.homes)


def test_there_are_as_many_of_each_kind_as_a_page_needs() -> None:
    made = borough()
    pairs = sum(one.relation == "twin" for child in made for one in child.family) / 2
    assert 25 <= pairs <= 40
    assert sum(child.shielded for child in made) == 12
    assert sum(child.hidden for child in made) == 25
    assert sum(len(child.homes_now) > 1 for child in made) == 40
    assert sum(child.estimated for child in made) == 40
    assert sum(len(child.homes) > 1 for child in made) > 1000
    assert sum(bool(child.name.letters) for child in made) > 500
    assert sum(bool(child.aliases) for child in made) > 250
    assert sum(bool(child.name.say) for child in made) > 250
    assert {child.school.status for child in made} == codes("school")
    assert {child.gender for child in made} == codes("gender")


def test_no_two_children_share_name_and_birth_unless_meant() -> None:
    meant = {child.key: child for child in borough() if child.namesake_of}
    others = [whole(child) for child in borough() if child.key not in meant]
    assert len(set(others)) == len(others)
    by_key = {child.key: child for child in borough()}
    assert len(meant) == 4
    for child in meant.values():
        assert whole(child) == whole(by_key[child.namesake_of])
        assert child.nhs != by_key[child.namesake_of].nhs


def test_a_record_written_twice_is_nearly_the_same() -> None:
    by_key = {child.key: child for child in borough()}
    twice = [child for child in borough() if child.same_as]
    assert len(twice) == 6
    for child in twice:
        first = by_key[child.same_as]
        assert (child.born, child.name.family, child.gender) == (first.born, first.name.family, first.gender)
        assert child.name.given != first.name.given
        assert not child.nhs
        assert not child.upn


def test_twins_are_of_one_day_and_one_home_and_two_names() -> None:
    by_key = {child.key: child for child in borough()}
    for child in borough():
        for twin in (by_key[one.child] for one in child.family if one.relation == "twin"):
            assert twin.born == child.born
            assert twin.name.given != child.name.given
            assert twin.homes[0] == child.homes[0]


def test_families_point_at_one_another() -> None:
    kin = {(child.key, one.child): one.relation for child in borough() for one in child.family if one.child}
    assert kin
    assert all(kin[other, one] == relation for (one, other), relation in kin.items())
    assert {one.relation for child in borough() for one in child.family} <= codes("relation")
    assert all(bool(one.child) != bool(one.name) for child in borough() for one in child.family)


def doors() -> dict[tuple[str, ...], list[tuple[str, Home]]]:
    found: dict[tuple[str, ...], list[tuple[str, Home]]] = {}
    for child in borough():
        for home in child.homes:
            found.setdefault(home.lines, []).append((child.key, home))
    return found


def related() -> set[frozenset[str]]:
    return {frozenset((child.key, one.child)) for child in borough() for one in child.family if one.child}


def test_one_family_lives_behind_a_door_at_a_time() -> None:
    kin, handed_on = related(), 0
    for behind in doors().values():
        for (one, home), (other, second) in combinations(behind, 2):
            if one == other or frozenset((one, other)) in kin:
                continue
            first, later = sorted((home, second), key=lambda each: each.from_on)
            assert first.until_on is not None
            assert first.until_on <= later.from_on
            handed_on += 1
    assert handed_on > 50


def test_nobody_is_told_where_a_shielded_child_is() -> None:
    shielded = [child for child in borough() if child.shielded]
    assert all(not child.homes_now for child in shielded)
    assert all(child.homes for child in shielded), "what was known before is kept"
    assert all(child.homes_now for child in borough() if not child.shielded)
    assert not any("refuge" in words.casefold() for child in borough() for home in child.homes for words in home.lines)


def test_addresses_are_invented_streets_on_real_postcodes() -> None:
    path = POSTCODES / "postcodes_telford_and_wrekin_E06000020.csv"
    real = {line.split(",", 1)[0] for line in path.read_text(encoding="utf-8").splitlines()[1:]}
    with (POSTCODES / "geonames_gb_places_pop500.csv").open(encoding="utf-8", newline="") as file:
        places = {row["name"].casefold() for row in csv.DictReader(file)}
    known = {street.name: street for street in streets()}
    assert len(known) == len(streets()) > 400
    assert not {name.rsplit(" ", 1)[0].casefold() for name in known} & places
    assert {street.town for street in streets()} <= set(Ground(authority("telford-and-wrekin")).towns)
    for child in borough():
        for home in child.homes:
            number, street = home.lines[0].split(" ", 1)
            assert number.isdigit()
            assert (home.lines[1], home.postcode) == (known[street].town, known[street].postcode)
            assert home.postcode in real


def test_numbers_are_of_nobody_and_of_one_child() -> None:
    for scheme, start in ((NHS, "999"), (UPN, "")):
        held = [number for child in borough() if (number := getattr(child, scheme))]
        assert len(held) > 2500
        assert len(set(held)) == len(held)
        assert [number for number in held if fault(scheme, number) is not None or not number.startswith(start)] == []
    assert all(child.upn[1:4] == "999" for child in borough() if child.upn)
    assert any(not child.nhs for child in borough() if not child.same_as)


@given(st.randoms(use_true_random=False), st.integers(0, 9999), st.dates(date(2001, 1, 1), date(2060, 1, 1)))
def test_a_number_has_its_check(rng: Any, school: int, born: date) -> None:
    numbers = nhs_numbers(rng)
    assert [fault(NHS, next(numbers)) for _one in range(30)] == [None] * 30
    assert fault(UPN, upn(school, born, school % 1000)) is None


def test_no_telephone_rings_and_no_letter_arrives() -> None:
    for words in everything([borough(), list(agencies()), list(people())]):
        if "@" in words:
            assert re.fullmatch(r"[a-z.-]+@example\.org", words)
        elif re.fullmatch(r"[+0][\d ]{8,}", words):
            assert DRAMA.fullmatch(words), words
    assert all(DRAMA.fullmatch(one.phone) for one in (*agencies(), *people()))
    assert all(DRAMA.fullmatch(one.phone) for child in borough() for one in child.involvements)


def test_names_of_many_cultures_are_written_as_they_are_there() -> None:
    assert len(table("cultures.tsv")) >= 18
    families = {child.name.family for child in borough()}
    assert {"Szymańska", "Szymański"} <= families, "a daughter's name and a son's"
    assert any(name.startswith("Kaur ") for name in families)
    assert any(name.startswith("Singh ") for name in families)
    assert any(name.endswith(" Warsame") for name in families), "a father's name, then a grandfather's"
    assert all(bool(child.name.letters) == bool(child.name.language) for child in borough())
    assert {child.name.language for child in borough()} >= {"", "ur", "ar", "uk", "bn", "zh-Hant"}
    assert any(name.letters for child in borough() for name in (child.name,) if name.language == "zh-Hant")


@pytest.mark.parametrize("row", table("families.tsv"), ids=lambda row: row["given"])
def test_the_children_to_try_are_there(row: dict[str, str]) -> None:
    found = [
        child for child in borough() if child.name.given == row["given"] and child.born.year == 2026 - int(row["years"])
    ]
    assert any(row["surname"][:-1] in child.name.family for child in found)
