"""The sample speaks: sixty entries and more in six languages, and what cannot wait in every language of the site."""

from __future__ import annotations

from collections import Counter

from foundation import words
from sample.translations import _book

CRISIS = (
    "Worried about a child?",
    "Out of hours duty team",
    "CAMHS crisis and home treatment",
    "Hearthstone 24-hour line",
    "Hearthstone in your language",
    "Homeless tonight",
    "Marches centre for children",
    "Wide Water text line",
    "Report a missing child",
    "Stand Tall helpline",
    "Emergency fuel vouchers",
    "Hadley Food Bank",
    "Urgent treatment for children",
    "Worried about a child in Knowsley",
    "Alt crisis line",
    "Worried about a child in Lewisham",
)
MANY, IN = 60, 6


def test_many_entries_are_translated_into_many_languages() -> None:
    counted = Counter(key.partition(".")[0] for said in _book().values() for key in said if key.endswith(".summary"))
    assert sum(number >= MANY for number in counted.values()) >= IN, counted


def test_what_cannot_wait_is_in_every_language() -> None:
    spoken = [one.tag for one in words.offered() if one.tag != words.SOURCE]
    for name in CRISIS:
        (said,) = [texts for key, texts in _book().items() if key.endswith(f" | {name}")]
        assert [tag for tag in spoken if not said.get(f"{tag}.summary")] == [], name
