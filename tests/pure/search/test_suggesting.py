"""Suggestions while somebody types."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.suggesting import LONGEST, MOST, Suggestions

NAMES = ["Debt advice", "Day nurseries", "School attendance", "Young carers", "x" * (LONGEST + 1)]
PHRASES = ["debts piling up", "in debt", "scared of school", "debt advice", "Żłobek"]
KNOWN = Suggestions(NAMES, PHRASES, "en")


def test_names_come_before_phrases_and_beginnings_before_later_words() -> None:
    assert KNOWN.starting("deb") == ["Debt advice", "debts piling up", "in debt"]
    assert KNOWN.starting("school") == ["School attendance", "scared of school"]
    assert KNOWN.starting("DEBT ADV") == ["Debt advice"]
    assert KNOWN.starting("zlo") == ["Żłobek"]


def test_one_letter_or_nothing_suggests_nothing() -> None:
    assert KNOWN.starting("d") == KNOWN.starting("") == KNOWN.starting("…") == []


@given(st.text(max_size=80))
def test_whatever_is_typed_there_are_at_most_eight(typed: str) -> None:
    found = KNOWN.starting(typed)
    assert len(found) <= MOST
    assert set(found) <= {*NAMES, *PHRASES}
