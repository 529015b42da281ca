"""The judged questions: whole, of every kind and language, in two equal halves, about services that the sample holds."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from bench import relevance_files as files
from bench.relevance_files import Rule, Service, holds

TODAY = date(2026, 11, 24)
LEAST_ENGLISH = 170
LEAST_OF_A_KIND = 12
LEAST_OF_A_LANGUAGE = 12
LEAST_BY_NAME = 90  # English questions judged entry by entry, without a rule


def test_every_question_is_whole_and_stands_once() -> None:
    asked = files.questions()
    assert len({one.id for one in asked}) == len(asked)
    for one in asked:
        assert one.question.strip() == one.question != "", one.id
        assert one.half in files.HALVES, one.id
        assert one.kind in files.KINDS, one.id
        assert one.language in files.LANGUAGES, one.id
        assert one.id.startswith(f"{one.language}-{one.kind}-"), one.id
    said = Counter((one.language, one.question, one.near) for one in asked)
    assert not [question for question, times in said.items() if times > 1]


def test_there_are_enough_of_every_kind_and_language() -> None:
    english = Counter(one.kind for one in files.questions() if one.language == "en")
    assert english.total() >= LEAST_ENGLISH
    assert all(english[kind] >= LEAST_OF_A_KIND for kind in files.KINDS), english
    languages = Counter(one.language for one in files.questions())
    assert all(languages[language] >= LEAST_OF_A_LANGUAGE for language in files.LANGUAGES), languages


def test_the_halves_are_balanced_in_every_kind_and_language() -> None:
    halves = Counter((one.language, one.kind, one.half) for one in files.questions())
    for language, kind in {(language, kind) for language, kind, _half in halves}:
        tune, measure = (halves[language, kind, half] for half in files.HALVES)
        assert abs(tune - measure) <= 1, (language, kind)


def test_every_judgement_is_about_a_question_and_one_service_of_the_sample() -> None:
    asked = {one.id for one in files.questions()}
    known = Counter(one.named for one in files.services(TODAY))
    judged = files.judged()
    for one in judged:
        assert one.id in asked, one
        assert one.grade in files.GRADES, one
        assert known[one.service] == 1, one
    assert len({(one.id, one.service) for one in judged}) == len(judged)


def test_every_rule_is_about_a_question_and_is_met_by_several_services() -> None:
    asked = {one.id for one in files.questions()}
    for rule in files.rules():
        assert rule.id in asked, rule
        assert rule.grade in files.GRADES, rule
        assert sum(holds(rule, one) for one in files.services(TODAY)) > 1, rule


def test_every_question_has_something_that_somebody_came_for() -> None:
    graded = files.grades(TODAY)
    assert not [one.id for one in files.questions() if max(graded.get(one.id, {"": 0}).values()) < max(files.GRADES)]


def test_most_questions_in_english_were_judged_entry_by_entry() -> None:
    ruled = {rule.id for rule in files.rules()}
    assert sum(one.language == "en" and one.id not in ruled for one in files.questions()) >= LEAST_BY_NAME


SERVICE = Service(
    ("telford", "Toddlers"),
    "The Hub",
    frozenset({"cc.toddler"}),
    (0, 4),
    frozenset({"en"}),
    True,
    frozenset({"Lawley"}),
)
ANY = {"age": None, "language": "", "free": False, "town": "", "words": ""}


@pytest.mark.parametrize(
    ("asked", "met"),
    [
        ({}, True),
        ({"age": 4}, True),
        ({"age": 5}, False),
        ({"language": "pl"}, False),
        ({"free": True}, True),
        ({"town": "Lawley"}, True),
        ({"town": "Madeley"}, False),
        ({"words": "hub"}, True),
        ({"words": "library"}, False),
    ],
)
def test_a_rule_holds_when_everything_that_it_asks_does(asked: dict[str, object], met: bool) -> None:
    assert holds(Rule("en-topic-01", 3, frozenset({"cc.toddler"}), **{**ANY, **asked}), SERVICE) is met  # type: ignore[arg-type]
    assert not holds(Rule("en-topic-01", 3, frozenset({"c.play"}), **ANY), SERVICE)  # type: ignore[arg-type]
