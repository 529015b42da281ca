"""Finding one child: who is meant, who is not, and what is stored to find it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childindex.finding import Asked, Candidate, Match, Name, chosen, date_agreement, keys_asked, keys_of, ranked

SECRET = b"a secret of the tests"
BORN = date(2015, 3, 4)
ANYTHING = st.text(max_size=520)
DATES = st.dates(date(1, 1, 1), date(9999, 12, 31))


def _child(given_name: str, family: str, ref: int = 1, **more: object) -> Candidate:
    known: dict[str, object] = {"born": BORN, "names": (Name(given_name, family),)} | more
    return Candidate(ref, **known)  # type: ignore[arg-type]


def _found(asked: Asked, *children: Candidate) -> list[int]:
    """The refs that keys and ranking find together, as the database would."""
    wanted = keys_asked(asked, secret=SECRET)
    held = [
        child
        for child in children
        if any(wanted & keys_of(name, child.born, secret=SECRET, estimated=child.estimated) for name in child.names)
    ]
    return [match.ref for match in ranked(asked, held)]


@pytest.mark.parametrize(
    ("given_name", "family", "own"),
    [
        ("Muhamad", "Kahn", ("Mohammed", "Khan")),
        ("Katie", "Smith", ("Katherine", "Smith-Jones")),
        ("Khan", "Mohammed", ("Mohammed", "Khan")),
        ("Mohammed Khan", "", ("Mohammed", "Khan")),
        ("Khan Mohammed", "", ("Mohammed", "Khan")),
        ("محمد خان", "", ("Mohammed", "Khan")),
        ("Ali", "Khan", ("Mohammed Ali", "Khan")),
        ("Ali", "Khan", ("Mohammed", "Ali Khan")),
        ("Ayaan", "Warsame", ("Ayaan", "Cali Warsame")),
        ("Anna", "Nowak", ("Anna Maria", "Nowak-Kowalska")),
        ("Shivaun", "O Neill", ("Siobhán", "O’Neill")),
        ("Ka Yan", "Wong", ("Kayan", "Wong")),
        ("Micheal", "Smtih", ("Michael", "Smith")),
        ("S", "Arun", ("Sivakumar", "Arun")),
        ("Amina", "", ("Amina", "")),
        ("A", "B", ("A", "B")),
        ("", "Okafor", ("Chidi", "Okafor")),
        ("Chidi", "Okafor", ("", "Okafor")),
        ("Gosia", "Kowalska", ("Małgorzata", "Kowalski")),
    ],
)
def test_found_with_the_right_date(given_name: str, family: str, own: tuple[str, str]) -> None:
    assert _found(Asked(given_name, family, BORN), _child(*own)) == [1]


def test_found_by_its_own_script_and_by_what_else_it_is_called() -> None:
    child = _child("", "", names=(Name("Ka Yan", "Wong", "黃嘉欣"), Name("Cathy", "Wong")))
    assert _found(Asked("黃嘉欣", born=BORN), child) == [1]
    assert _found(Asked("Kathy", "Wong", BORN), child) == [1]


@pytest.mark.parametrize(
    "wrong", [date(2015, 4, 3), date(2015, 3, 5), date(2016, 3, 4), date(2015, 8, 4), date(2051, 3, 4)]
)
def test_found_with_a_slip_in_the_date_however_the_name_is_spelled(wrong: date) -> None:
    assert _found(Asked("Muhamad", "Kahn", wrong), _child("Mohammed", "Khan")) == [1]
    assert _found(Asked("Bill", "Khan", wrong), _child("William", "Khan")) == [1]


@pytest.mark.parametrize(
    ("given_name", "family"), [("Omar", "Khan"), ("Mohammed", "Ahmed"), ("Musa", "Kaya"), ("", ""), ("😀", "👶")]
)
def test_another_name_on_the_same_day_is_another_child(given_name: str, family: str) -> None:
    assert _found(Asked(given_name, family, BORN), _child("Mohammed", "Khan")) == []


def test_another_date_is_another_child() -> None:
    assert _found(Asked("Mohammed", "Khan", date(2012, 11, 30)), _child("Mohammed", "Khan")) == []


def test_an_estimate_is_a_year_either_way() -> None:
    child = _child("Mohammed", "Khan", estimated=True)
    assert _found(Asked("Mohamed", "Khan", date(2014, 9, 30)), child) == [1]
    assert _found(Asked("Mohamed", "Khan", date(2012, 9, 30)), child) == []


def test_a_child_without_a_date_is_found_by_its_name() -> None:
    child = _child("Mohammed", "Khan", born=None)
    assert _found(Asked("Mohamed", "Khan", BORN), child) == [1]
    assert not ranked(Asked("Mohamed", "Khan", BORN), [child])[0].exact


def test_without_a_date_the_name_must_be_nearer_and_the_postcode_tells_apart() -> None:
    here, there = (
        _child("Mohammed", "Khan", 1, postcodes=("TF1 1AA",)),
        _child("Mohamed", "Khan", 2, postcodes=("TF2 2BB",)),
    )
    assert _found(Asked("Mohammed", "Khan"), here, there) == [1, 2]
    assert _found(Asked("Mohammed", "Khan", postcode="tf22bb"), here, there) == [2]
    assert _found(Asked("Mohamm", "Kan"), here) == []


def test_twins_are_told_apart() -> None:
    amina, amira = _child("Amina", "Ali", 1), _child("Amira", "Ali", 2)
    assert _found(Asked("Amina", "Ali", BORN), amina, amira) == [1]
    assert _found(Asked("Amina", "Ali", BORN), amira) == []
    jaydon, jayden = _child("Jaydon", "Smith", 1), _child("Jayden", "Smith", 2)
    matches = ranked(Asked("Jayden", "Smith", BORN), [jaydon, jayden])
    assert chosen(matches, 5) == (Match(2, 100.0, exact=True),)


def test_a_changed_family_name_needs_the_address() -> None:
    child = _child("Oliwia", "Nowak", postcodes=("SE13 6LG",))
    assert _found(Asked("Oliwia", "Brown", BORN), child) == []
    assert _found(Asked("Oliwia", "Brown", BORN, postcode="SE13 6LG"), child) == [1]


@pytest.mark.parametrize(
    ("given_name", "family"),
    [("Zoe", "Osei-Bonsu"), ("ZOË", "Osei Bonsu"), ("Osei-Bonsu", "Zoe"), ("Zoe OseiBonsu", "")],
)
def test_a_shielded_child_answers_to_its_own_name(given_name: str, family: str) -> None:
    child = _child("Zoë", "Osei-Bonsu", shielded=True)
    matches = ranked(Asked(given_name, family, BORN), [child])
    assert [(match.ref, match.exact) for match in matches] == [(1, True)]


@pytest.mark.parametrize(
    "asked",
    [
        Asked("Zoey", "Osei-Bonsu", BORN),
        Asked("Zoe", "Bonsu", BORN),
        Asked("Zoe", "Osei-Bonsu", date(2015, 4, 3)),
        Asked("Zoe", "Osei-Bonsu"),
        Asked("Zoe", "Osei-Bonsu", postcode="TF1 1AA"),
        Asked("", "", BORN, postcode="TF1 1AA"),
    ],
)
def test_and_to_nothing_else(asked: Asked) -> None:
    child = _child("Zoë", "Osei-Bonsu", postcodes=("TF1 1AA",))
    shielded = _child("Zoë", "Osei-Bonsu", postcodes=("TF1 1AA",), shielded=True)
    assert ranked(asked, [shielded]) == []
    assert asked.given == "" or ranked(asked, [child])


def test_a_shielded_child_with_an_estimate_is_not_reached() -> None:
    assert ranked(Asked("Zoe", "Bonsu", BORN), [_child("Zoe", "Bonsu", estimated=True, shielded=True)]) == []


def test_more_than_may_be_shown_are_none() -> None:
    near = [Match(ref, 80.0, exact=False) for ref in range(6)]
    assert chosen(near, 5) == ()
    assert len(chosen(near[:5], 5)) == 5
    assert chosen([], 5) == ()
    assert chosen([Match(9, 100.0, exact=True), *near], 1) == (Match(9, 100.0, exact=True),)


def test_another_gender_lowers_but_does_not_forbid() -> None:
    asked = Asked("Sam", "Smyth", BORN, gender="female")
    same, other = _child("Sam", "Smith", 1, gender="female"), _child("Sam", "Smith", 2, gender="male")
    first, second = ranked(asked, [other, same])
    assert (first.ref, second.ref) == (1, 2)
    assert first.score > second.score


@pytest.mark.parametrize(
    ("asked", "agreement"),
    [
        (BORN, "right"),
        (date(2015, 4, 3), "slip"),
        (date(2015, 3, 14), "slip"),
        (date(2015, 5, 6), ""),
        (None, "unknown"),
    ],
)
def test_dates_agree_or_not(asked: date | None, agreement: str) -> None:
    assert date_agreement(asked, BORN) == agreement


def test_keys_tell_nothing_without_the_secret_and_are_few() -> None:
    name = Name("Mohammed Ali", "Khan-Ahmed", "محمد خان")
    keys = keys_of(name, BORN, secret=SECRET, postcodes=("TF1 1AA",))
    assert len(keys) <= 14
    assert all(0 <= key < 2**63 for key in keys)
    assert not keys & keys_of(name, BORN, secret=b"another")
    assert keys_of(Name("Adam", "Khan"), BORN, secret=b"x" * 100) != keys_of(
        Name("Adam", "Khan"), BORN, secret=b"x" * 64
    )
    with pytest.raises(ValueError, match="secret"):
        keys_of(name, BORN, secret=b"")


@given(ANYTHING, ANYTHING, ANYTHING, st.none() | DATES, st.none() | DATES)
def test_whatever_is_written_nothing_breaks(
    given_name: str, family: str, other: str, asked_born: date | None, born: date | None
) -> None:
    asked = Asked(given_name, family, asked_born, other, other)
    child = Candidate(7, (Name(other, family, given_name), Name("", "")), born, bool(other), family, (other,))
    assert len(keys_asked(asked, secret=SECRET)) <= 40
    assert len(keys_of(child.names[0], born, secret=SECRET, postcodes=(other,))) <= 14
    assert all(0 <= match.score <= 100 for match in ranked(asked, [child]))


@given(st.text("abcdefghijklmnop -'é", max_size=40), st.text("abcdefghijklmnop -'é", max_size=40), st.integers(0, 6500))
def test_whoever_is_asked_for_by_own_name_and_date_is_found_exactly(given_name: str, family: str, days: int) -> None:
    born = date(2008, 1, 1) + timedelta(days=days)
    asked, child = Asked(given_name, family, born), _child(given_name, family, born=born)
    matches = ranked(asked, [child])
    assert [match.exact for match in matches] == ([True] if any(char.isalpha() for char in given_name + family) else [])
    assert keys_asked(asked, secret=SECRET) & keys_of(child.names[0], born, secret=SECRET)
