"""Whether a new record is a child we have: same, near, or neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from childindex.finding import Candidate, Name
from childindex.matching import Near, Record, compare

BORN = date(2015, 3, 4)
HOME = "TF1 1AA"
NHS, OTHER_NHS = "9990000018", "9990000026"
UPN, OTHER_UPN = "P207000016049", "B801200005001"


def _record(given: str = "Amina", family: str = "Ali", ref: int = 1, *, home: str = HOME, **numbers: str) -> Record:
    return Record(Candidate(ref, (Name(given, family),), BORN, postcodes=(home,) if home else ()), numbers)


def _near(new: Record, old: Record) -> Near | None:
    found = compare(new, [old])
    return found[0] if found else None


def test_name_date_and_home_are_the_same_child() -> None:
    assert _near(_record(), _record("AMINA", "ali", ref=4)) == Near(4, "same", ("born", "postcode", "name"))


def test_name_and_date_alone_are_for_a_person_to_decide() -> None:
    near = _near(_record(), _record(home=""))
    assert near is not None
    assert near.strength == "near"


def test_one_nhs_number_and_a_like_name_are_the_same_child() -> None:
    near = _near(_record("Aminah", "Aly", home="", nhs="999 000 0018"), _record(home="", nhs=NHS))
    assert near is not None
    assert near.strength == "same"


def test_two_nhs_numbers_are_never_the_same_child() -> None:
    near = _near(_record(nhs=NHS, upn=UPN), _record(nhs=OTHER_NHS, upn=UPN))
    assert near is not None
    assert near.strength == "near"
    assert "nhs-differs" in near.why


def test_a_number_that_cannot_be_right_contradicts_nothing() -> None:
    near = _near(_record(nhs="9990000019"), _record(nhs=NHS))
    assert near is not None
    assert near.strength == "same"


def test_one_number_on_two_unlike_children_is_shown_but_not_believed() -> None:
    other = _record("Jack", "Brown", home="", nhs=NHS)
    other = Record(replace(other.child, born=date(2009, 1, 30)), other.numbers)
    assert _near(_record(home="", nhs=NHS), other) == Near(1, "near", ("nhs",))


def test_pupil_numbers_need_name_and_date_and_temporary_ones_contradict_nothing() -> None:
    assert _strength(_record(home="", upn=UPN), _record("Aminah", home="", upn=UPN)) == "same"
    assert _strength(_record(upn=UPN), _record(upn=OTHER_UPN)) == "near"


@pytest.mark.parametrize("given", ["Amira", "Omar", "Yusuf"])
def test_a_brother_or_sister_of_the_same_day_is_for_a_person_to_decide(given: str) -> None:
    assert _near(_record(given), _record()) == Near(1, "near", ("born", "postcode", "sibling"))


def test_another_day_or_another_home_is_another_child() -> None:
    old = _record()
    assert _near(_record("Omar"), Record(replace(old.child, born=date(2012, 7, 8)))) is None
    assert _near(_record("Omar", home="SE13 6LG"), old) is None
    assert _near(_record("Amina", home=""), Record(replace(old.child, born=date(2012, 7, 8)))) is None


def test_shielded_children_are_compared_too() -> None:
    old = _record("Amina", "Ali")
    shielded = Record(replace(old.child, shielded=True))
    assert _near(_record("Aminah", "Ali"), shielded) == _near(_record("Aminah", "Ali"), old)
    assert _near(_record("Aminah", "Ali"), shielded) is not None


def test_the_surest_comes_first() -> None:
    found = compare(_record(nhs=NHS), [_record("Amira", ref=1), _record("Aminah", ref=2), _record(ref=3, nhs=NHS)])
    assert found[0].ref == 3
    assert {near.ref for near in found} == {1, 2, 3}


def _strength(new: Record, old: Record) -> str:
    near = _near(new, old)
    return near.strength if near else ""
