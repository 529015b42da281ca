"""What the thesaurus hears in what people say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.thesaurus import MOST_HEARD, Said, Saying, Thesaurus


def saying(code: str, types: str, /, urgency: str = "", **said: str) -> Saying:
    """A need: English phrases under en, others under their tag; the first is its name."""
    spoken = {}
    for tag, cell in said.items():
        name, *phrases = cell.split(" | ")
        spoken[tag] = Said(name, tuple(phrases), ("tabib asnan",) if tag == "ar" else ())
    return Saying(code, tuple(types.split()), (), urgency, spoken)


KNOWN = Thesaurus(
    [
        saying("sleep", "h.sleep", en="sleep of babies | baby wont sleep | up all night with newborn | never sleeps"),
        saying("attend", "e.attend", en="school attendance | wont go to school | refuses school | EBSA"),
        saying("nursery", "cc.nursery", en="day nurseries | nursery | nursery places | screams at nursery drop off"),
        saying("debt", "m.debt", en="debt advice | in debt | owe money", pl="długi | mam długi | pomoc z długami"),
        saying(
            "teeth", "h.dental", en="dentists | tooth hurts | need a dentist", ar="طبيب الأسنان | طبيب أسنان للأطفال"
        ),
        saying("die", "h.camhs", "suicide", en="wanting to die | want to die | end it all"),
    ]
)


def codes(text: str, language: str = "en") -> list[str]:
    return [one.saying.code for one in KNOWN.heard(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("my baby never sleeps", "en", "sleep"),
        ("baby wont sleep", "en", "sleep"),
        ("he refuses to go to school", "en", "attend"),
        ("EBSA", "en", "attend"),
        ("ebsa", "pl", "attend"),
        ("kto pomoże z długami", "pl", "debt"),
        ("kto pomoze z dlugami", "en", "debt"),
        ("طبيب اسنان للاطفال", "ar", "teeth"),
        ("tabib asnan", "en", "teeth"),
        ("i want to die", "en", "die"),
        ("nersery places", "en", "nursery"),
    ],
)
def test_a_need_is_heard_in_the_words_of_people(text: str, language: str, first: str) -> None:
    assert codes(text, language)[:1] == [first]


@pytest.mark.parametrize("text", ["", "the", "…", "parking permit", "Bluebell", "12345"])
def test_what_speaks_of_no_need_is_left_alone(text: str) -> None:
    assert codes(text) == []


def test_a_whole_phrase_is_told_apart_from_a_likeness() -> None:
    (whole,) = KNOWN.heard("nursery places", "en")
    assert whole.whole
    assert whole.phrase == {"nursery", "places"}
    (like,) = KNOWN.heard("she screams every morning before nursery drop", "en")
    assert like.saying.code == "nursery"


def test_the_same_words_mean_the_same_in_any_order_of_the_sayings() -> None:
    turned = Thesaurus(reversed(KNOWN.sayings))
    for text in ("baby never sleeps", "in debt and want to die", "nursery debt"):
        assert [one.saying.code for one in turned.heard(text, "en")] == codes(text)


def test_a_need_says_its_name_in_the_language_of_the_reader_or_in_english() -> None:
    assert KNOWN.by_code["debt"].name("pl") == "długi"
    assert KNOWN.by_code["debt"].name("ar") == "debt advice"


def test_nothing_is_heard_before_anything_was_loaded() -> None:
    assert Thesaurus([]).heard("baby wont sleep", "en") == ()


@given(st.text(max_size=300), st.sampled_from(["en", "pl", "ar", "cy", "ur", "zh"]))
def test_anything_at_all_is_heard_without_a_fault_and_within_bounds(text: str, language: str) -> None:
    heard = KNOWN.heard(text, language)
    assert len(heard) <= MOST_HEARD
    assert all(0 < one.strength <= 1 for one in heard)
    assert [one.strength for one in heard] == sorted((one.strength for one in heard), reverse=True)
