"""Filters said among the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.lifting import MOST, Behind, lifted, places_in, speaks

NAMES = {
    "pl": ("Polish", "polski", "البولندية", "Pwyleg"),
    "ar": ("Arabic", "العربية", "arabski", "Arabeg"),
    "cy": ("Welsh", "Cymraeg", "walijski"),
    "bfi": ("British Sign Language",),
}
SPOKEN = speaks(NAMES)


def lift(text: str, language: str = "en", kept: frozenset[str] = frozenset()) -> tuple[str, dict[str, list[str]]]:
    rest, lifts = lifted(text, language, SPOKEN, kept)
    found: dict[str, list[str]] = {}
    for one in lifts:
        found.setdefault(one.parameter, []).append(one.value)
    return rest, found


@pytest.mark.parametrize(
    ("text", "language", "rest", "found"),
    [
        ("under 5s Saturday free", "en", "", {"age": ["0-4"], "day": ["sat"], "cost": ["free"]}),
        ("debt advice in Polish", "en", "debt advice", {"language": ["pl"]}),
        ("Polish speaking midwife", "en", "midwife", {"language": ["pl"]}),
        ("clubs for 5-11 year olds at weekends", "en", "clubs for", {"age": ["5-11"], "day": ["sat", "sun"]}),
        ("under fives", "en", "", {"age": ["0-4"]}),
        ("swimming 3 year old wheelchair access", "en", "swimming", {"age": ["3"], "access": ["step-free"]}),
        ("football near me", "en", "football", {}),
        ("zajęcia w sobotę za darmo", "pl", "zajęcia", {"day": ["sat"], "cost": ["free"]}),
        ("porady po polsku", "pl", "porady", {"language": ["pl"]}),
        ("free playgroup", "pl", "playgroup", {"cost": ["free"]}),
        ("طبيب يتكلم العربية مجاني", "ar", "طبيب", {"language": ["ar"], "cost": ["free"]}),
        ("clwb am ddim yn Gymraeg", "cy", "clwb", {"cost": ["free"], "language": ["cy"]}),
    ],
)
def test_filters_are_lifted_out_of_the_words(text: str, language: str, rest: str, found: dict[str, list[str]]) -> None:
    assert lift(text, language) == (rest, found)


@pytest.mark.parametrize(
    "text", ["nail polish", "Polish school", '"free Saturday"', "over the hills", "0-4", "freedom"]
)
def test_words_that_only_look_like_filters_stay(text: str) -> None:
    assert lift(text) == (text, {})


def test_a_word_that_belongs_to_a_need_is_not_a_price() -> None:
    assert lift("free school meals saturday", kept=frozenset({"free", "school", "meals"})) == (
        "free school meals",
        {"day": ["sat"]},
    )


def test_each_lift_says_how_it_was_typed() -> None:
    _rest, (first, second) = lifted("Under 5s, on Saturdays!", "en", SPOKEN)
    assert (first.typed, second.typed) == ("Under 5s,", "on Saturdays!")


def test_a_place_is_looked_for_behind_a_word_that_names_one() -> None:
    assert list(places_in("library near Wellington", "en")) == [Behind("library", "Wellington", sure=True)]
    assert Behind("żłobek", "Wellington", sure=True) in list(places_in("żłobek koło Wellington", "pl"))
    assert list(places_in("holiday club in March", "en")) == [Behind("holiday club", "March", sure=False)]
    assert list(places_in("Wellington library", "en")) == []


@given(st.text(max_size=300), st.sampled_from(["en", "pl", "ar", "cy", "xx"]))
def test_any_text_is_read_without_a_fault_and_nothing_is_added_to_it(text: str, language: str) -> None:
    rest, lifts = lifted(text, language, SPOKEN)
    assert len(lifts) <= MOST
    assert rest == text or set(rest.split()) <= set(text.split())
