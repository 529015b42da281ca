"""What a service has of what somebody needs: yes, no, and nobody has asked are three things."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from directory import fitting

KNOWN = ("step-free", "toilet", "hoist", "loop", "bsl")


def test_yes_no_and_not_known_are_told_apart_and_a_place_that_tells_goes_before_one_that_does_not() -> None:
    entry = {"access": {"loop": None, "bsl": False, "toilet": None}}
    sites = [{"access": {"step-free": True, "toilet": True}}, {"access": {"step-free": None}}]
    found = fitting.fit(("step-free", "toilet", "loop", "bsl", "hoist"), entry, sites)
    assert found.has == ("step-free", "toilet")
    assert found.lacks == ("bsl",)
    assert found.unknown == ("loop", "hoist"), "not asked, and asked without an answer, are alike: nobody knows"


@given(some.sets(some.sampled_from(KNOWN)))
def test_what_is_kept_is_read_back_in_the_order_of_the_vocabulary(chosen: set[str]) -> None:
    kept = fitting.written(chosen)
    assert fitting.read(kept, KNOWN) == tuple(code for code in KNOWN if code in chosen)


@given(some.text(max_size=400))
def test_any_cookie_is_read_as_facts_that_there_are(rubbish: str) -> None:
    found = fitting.read(rubbish, KNOWN)
    assert set(found) <= set(KNOWN)
    assert len(found) == len(set(found))
