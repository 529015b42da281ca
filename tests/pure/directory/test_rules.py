"""The small decisions of the directory."""

from __future__ import annotations

import pytest

from directory import rules
from directory.shapes import AddressLines, Eligibility, Entry, Privacy, Site, Text
from foundation.acts import Actor, Grant, Subject, system

KNOWN = {
    "service-types": frozenset({"cc.nursery"}),
    "needs": frozenset({"cdn.health"}),
    "access": frozenset({"loop"}),
    "circumstances": frozenset({"pregnant"}),
}
NAME = {"name": {"en": Text("Larks")}}


@pytest.mark.parametrize(
    ("name", "sorted_as", "under"),
    [
        ("The Larks", "larks", "L"),
        ("Éclair", "eclair", "E"),
        ("Łódź Club", "lodz club", "L"),
        ("1st Hadley Cubs", "1st hadley cubs", "0"),
        ("نادي", "نادي", "*"),
        ("  the Theatre!", "theatre", "T"),
        ("", "", "*"),
    ],
)
def test_names_are_sorted_as_people_look_for_them(name: str, sorted_as: str, under: str) -> None:
    assert (rules.sort_name(name), rules.initial(rules.sort_name(name))) == (sorted_as, under)


def test_a_field_is_shown_in_the_readers_language_else_in_english_else_in_what_there_is() -> None:
    texts = {"summary": {"pl": Text("po polsku"), "en": Text("in English")}, "who_for": {"ur": Text("...")}}
    assert rules.best_language(texts, "summary", "pl") == "pl"
    assert rules.best_language(texts, "summary", "ar") == "en"
    assert rules.best_language(texts, "who_for", "ar") == "ur"
    assert rules.best_language(texts, "name", "ar") is None


def test_a_secret_place_has_no_point_and_one_after_referral_only_a_rough_one() -> None:
    point = (52.70123, -2.51987)
    assert rules.blurred(Privacy.NEVER, point) is None
    rough = rules.blurred(Privacy.AFTER_REFERRAL, point)
    assert rough is not None
    assert rough != point
    assert rules.tellable(Privacy.NEVER, {"district": "E06000020", "sector": "TF1 3", "ward": "E1"}) == {
        "district": "E06000020"
    }


def test_a_secret_place_may_not_tell_its_postcode_or_street_in_words() -> None:
    site = Site(
        "k",
        "o",
        {"stop": {"en": Text("Opposite 4 linnet yard, tf13by")}},
        AddressLines(("4 Linnet Yard",), "TF1 3BY"),
        Privacy.NEVER,
    )
    assert {f.value for f in rules.faults_of_site(site, frozenset())} == {"TF1 3BY", "4 Linnet Yard"}


def test_an_entry_may_not_use_codes_that_nobody_knows_or_ages_upside_down() -> None:
    bad = Entry("k", "o", NAME, ("cc.nursery", "xx"), needs=("yy",), delivery=("post",), eligibility=Eligibility(11, 5))
    assert {(f.field, f.value) for f in rules.faults_of_entry(bad, KNOWN)} == {
        ("types", "xx"),
        ("needs", "yy"),
        ("delivery", "post"),
        ("ages", "11-5"),
    }
    assert rules.faults_of_entry(Entry("k", "o", NAME, ("cc.nursery",)), KNOWN) == []


def test_an_editor_of_one_authority_never_edits_another_authoritys_entries() -> None:
    editor = Actor("person", "1", frozenset({Grant("directory-editor", "knowsley")}))
    assert rules.edits_for_this_authority(editor, Subject("entry", "BCDFGH", "knowsley"))
    assert not rules.edits_for_this_authority(editor, Subject("entry", "BCDFGH", "lewisham"))
    assert not rules.edits_for_this_authority(editor, Subject("entry", "BCDFGH", ""))
    assert rules.is_system(system("command"), Subject("entry", "", ""))
