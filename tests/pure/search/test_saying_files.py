"""The needs as people say them that come with Waymark: whole, in every language, without a phrase in two needs."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from directory import vocabulary_files
from directory.rules import DAYS, DELIVERIES
from foundation.words import languages
from search import lifting, reach, saying_files, urgent
from search.analysis import fold, is_little, words
from search.rules import URGENCIES, faults
from search.saying_files import FileFaulty
from search.thesaurus import Saying, Thesaurus

LEAST_NEEDS = 300
LEAST = {"en": 12}
LEAST_IN_OTHERS = 3
NOT_LATIN = ("ar",)


@pytest.fixture(scope="module")
def sayings() -> list[Saying]:
    return saying_files.read()


def codes(name: str) -> set[str]:
    return {term.code for term in vocabulary_files.read(name) if term.parent}


def test_there_are_at_least_three_hundred_needs_and_each_stands(sayings: list[Saying]) -> None:
    assert len(sayings) >= LEAST_NEEDS
    assert len({one.code for one in sayings}) == len(sayings)
    types, needs = codes("service-types"), codes("needs")
    assert {one.code: found for one in sayings if (found := faults(one, types, needs))} == {}


def test_every_need_is_said_in_every_language(sayings: list[Saying]) -> None:
    spoken = {one.tag for one in languages() if not one.pseudo} | {"cy"}
    short = [
        f"{one.code} {tag}"
        for one in sayings
        for tag in spoken
        if tag not in one.said or not one.said[tag].name or len(one.said[tag].phrases) < LEAST.get(tag, LEAST_IN_OTHERS)
    ]
    assert short == []
    assert [one.code for one in sayings if any(not one.said[tag].latin for tag in NOT_LATIN)] == []


def test_every_type_of_service_is_the_best_answer_to_some_need(sayings: list[Saying]) -> None:
    assert codes("service-types") - {one.types[0] for one in sayings} == set()


def test_no_phrase_is_in_more_than_two_needs(sayings: list[Saying]) -> None:
    """Some phrases truly mean two: "cot death" asks how to prevent one, or has met one."""
    for tag in sorted({tag for one in sayings for tag in one.said}):
        said = Counter(phrase for one in sayings for phrase in {" ".join(words(p, tag)) for p in one.said[tag].phrases})
        assert [phrase for phrase, times in said.items() if times > 2] == [], tag


def test_no_phrase_is_a_word_that_says_nothing(sayings: list[Saying]) -> None:
    every = {(tag, fold(phrase)) for one in sayings for tag, said in one.said.items() for phrase in said.phrases}
    assert [phrase for tag, phrase in every if is_little(phrase, tag)] == []
    common = {"help", "child", "school", "money", "baby", "free", "support", "group", "children", "family", "parent"}
    assert sorted(phrase for _tag, phrase in every if phrase in common) == []


def test_every_need_is_heard_in_its_own_phrases(sayings: list[Saying]) -> None:
    known = Thesaurus(sayings)
    deaf = [
        f"{one.code}: {phrase}"
        for one in sayings
        for phrase in one.said["en"].phrases
        if one.code not in [heard.saying.code for heard in known.heard(phrase, "en")]
    ]
    assert deaf == []


def test_whatever_cannot_wait_has_numbers_said_in_every_language() -> None:
    for urgency in URGENCIES:
        lines = urgent.lines({urgency}, "01952 496 0000")
        assert lines
        assert all(line.number for line in lines)
        assert {line.words(tag)[0] for line in lines for tag in ("en", "ar", "pl", "cy")} == {"en", "ar", "pl", "cy"}


def test_a_faulty_file_is_told_by_name_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "needs.tsv"
    file.write_text("code\ttypes\tneeds\turgency\nsleep\th.sleep\n", encoding="utf-8")
    monkeypatch.setattr(saying_files, "NEEDS", file)
    with pytest.raises(FileFaulty, match=r"needs.tsv, line 2"):
        saying_files.read()


def test_every_type_of_service_says_how_far_people_go_for_it_and_nothing_else_does() -> None:
    with reach.FILE.open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: float(row["miles"]) for row in csv.DictReader(file, delimiter="\t")}
    assert rows.keys() == codes("service-types")
    assert all(1 <= miles <= 30 for miles in rows.values())


@pytest.mark.parametrize("path", sorted(lifting.FILES.glob("*.tsv")), ids=lambda path: path.stem)
def test_whatever_is_lifted_out_of_words_is_a_filter_that_there_is(path: Path) -> None:
    access = {term.code for term in vocabulary_files.read("access")}
    known = {"cost": {"free"}, "open": {"now"}, "places": {"now"}, "delivery": set(DELIVERIES), "access": access}
    known |= {"day": set(DAYS), "age": {"under", "over", "at", "between"}, "language": {"speaking"}}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    strange = [row for row in rows if row["kind"] in known and not set(row["value"].split(",")) <= known[row["kind"]]]
    assert strange == []
    assert {row["kind"] for row in rows} - known.keys() <= {"number", "place", "here"}
    assert all(phrase.strip() for row in rows for phrase in row["phrases"].split("|"))


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("my boyfriend hurt me", "en"),
        ("my husband hits me", "en"),
        ("my wife hits me", "en"),
        ("my partner hits me", "en"),
        ("my girlfriend hurts me", "en"),
        ("he hits me", "en"),
        ("she hits me", "en"),
        ("he hurt me and the kids", "en"),
        ("mąż mnie bije", "pl"),
        ("زوجي يضربني", "ar"),
        ("mae fy ngŵr yn fy nharo", "cy"),
    ],
)
def test_whoever_is_hurt_is_never_heard_as_one_who_hurts(sayings: list[Saying], words: str, language: str) -> None:
    heard = [one.saying for one in Thesaurus(sayings).heard(words, language)]
    assert "da.i-hurt" not in [one.code for one in heard]
    assert heard[0].urgency in ("violence", "child-harm")


@pytest.mark.parametrize("words", ["my toddler hits me", "child hitting other kids", "my 4 year old bites"])
def test_a_child_that_hits_is_no_emergency(sayings: list[Saying], words: str) -> None:
    heard = Thesaurus(sayings).heard(words, "en")
    assert heard
    assert urgent.heard_in(heard) == set()
