"""Needs as people say them: loaded as version 1, changed by people, never overwritten by a later load."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from foundation import happenings
from foundation.db import Database, reading
from search import indexing, operations, queries
from search.asking import understand
from search.operations import Newer, NoSuchSaying, SayingRefused
from search.question import Question
from search.thesaurus import Said, Saying
from tests.rooms.search.search_house import ACTOR, HOME, allow_all, found_authority

NURSERY = Saying(
    "nursery", ("cc.nursery",), (), "", {"en": Said("day nurseries", ("nursery places", "screams at drop off"))}
)
SLEEP = Saying(
    "sleep", ("cc.nursery",), (), "", {"en": Said("sleep", ("baby wont sleep",)), "pl": Said("sen", ("nie śpi",))}
)


@pytest.fixture
def house(scoped: Database, no_policy: None) -> Iterator[Database]:
    """One authority, two needs."""
    allow_all()
    indexing.listen()
    found_authority()
    operations.load_sayings(ACTOR, HOME, [NURSERY, SLEEP])
    yield scoped
    happenings.forget()


def heard(text: str, language: str = "en") -> list[str]:
    return [one.saying.code for one in queries.thesaurus().heard(text, language)]


def reworded(saying: Saying, *phrases: str) -> Saying:
    return replace(saying, said={**saying.said, "en": replace(saying.said["en"], phrases=phrases)})


def test_what_comes_with_waymark_is_version_one(house: Database) -> None:
    assert {(one.saying.code, one.number, one.of_file) for one in queries.in_force(reading())} == {
        ("nursery", 1, True),
        ("sleep", 1, True),
    }
    assert queries.keeper(reading()) == HOME
    assert heard("my baby wont sleep") == ["sleep"]


def test_the_same_load_again_writes_nothing_and_a_changed_file_writes_one_more(house: Database) -> None:
    assert operations.load_sayings(ACTOR, HOME, [NURSERY, SLEEP]).written == 0
    assert operations.load_sayings(ACTOR, HOME, [reworded(NURSERY, "settling in"), SLEEP]).written == 1
    assert heard("settling in") == ["nursery"]
    assert operations.load_sayings(ACTOR, HOME, [SLEEP]).written == 1
    assert heard("settling in") == []


def test_what_a_person_wrote_is_never_overwritten_by_a_load(house: Database) -> None:
    assert operations.write_saying(ACTOR, reworded(NURSERY, "cries at the gate"), seen=1) == 2
    done = operations.load_sayings(ACTOR, HOME, [NURSERY, SLEEP])
    assert (done.written, done.left) == (0, ("nursery",))
    assert heard("cries at the gate") == ["nursery"]
    assert heard("nursery places") == []


def test_a_need_that_a_person_ended_does_not_come_back(house: Database) -> None:
    operations.end_saying(ACTOR, "sleep", seen=1)
    assert heard("my baby wont sleep") == []
    assert operations.load_sayings(ACTOR, HOME, [NURSERY, SLEEP]).left == ("sleep",)
    assert heard("my baby wont sleep") == []
    operations.restore_saying(ACTOR, "sleep", 1, seen=2)
    assert heard("my baby wont sleep") == ["sleep"]
    assert [one.number for one in queries.versions("sleep")] == [3, 2, 1]


def test_a_new_need_can_be_written(house: Database) -> None:
    new = Saying("chickens", ("cc.nursery",), (), "", {"en": Said("keeping chickens", ("hens at nursery",))})
    assert operations.write_saying(ACTOR, new, seen=0) == 1
    assert heard("hens at nursery") == ["chickens"]


def test_two_people_cannot_overwrite_each_other(house: Database) -> None:
    operations.write_saying(ACTOR, reworded(SLEEP, "awake all night"), seen=1)
    with pytest.raises(Newer):
        operations.write_saying(ACTOR, reworded(SLEEP, "up at five"), seen=1)
    with pytest.raises(Newer):
        operations.end_saying(ACTOR, "sleep", seen=1)
    with pytest.raises(Newer):
        operations.restore_saying(ACTOR, "sleep", 1, seen=1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"types": ()}, "types"),
        ({"types": ("g.nothing",)}, "types"),
        ({"needs": ("nowhere",)}, "needs"),
        ({"urgency": "soon"}, "urgency"),
        ({"code": "Bad Code"}, "code"),
        ({"said": {}}, "name.en"),
        ({"said": {"en": Said("sleep", ("x" * 101,))}}, "said.en"),
        ({"said": {"en": Said("sleep", tuple(f"phrase {n}" for n in range(81)))}}, "said.en"),
    ],
)
def test_what_cannot_stand_is_refused_by_its_field(house: Database, change: dict[str, object], field: str) -> None:
    wrong = replace(NURSERY, **change)  # type: ignore[arg-type]
    with pytest.raises(SayingRefused) as refused:
        operations.write_saying(ACTOR, wrong, seen=0 if "code" in change else 1)
    assert any(name.endswith(field) for name in refused.value.faults)


def test_what_is_not_there_cannot_be_ended_or_brought_back(house: Database) -> None:
    with pytest.raises(NoSuchSaying):
        operations.end_saying(ACTOR, "nothing", seen=0)
    with pytest.raises(NoSuchSaying):
        operations.restore_saying(ACTOR, "sleep", 9, seen=1)


def test_words_are_heard_and_filters_taken_out_of_them(house: Database) -> None:
    meaning = understand(Question(words="baby wont sleep Saturday under 2s free"), ())
    assert meaning.question.words == "baby wont sleep"
    assert (meaning.question.days, meaning.question.ages, meaning.question.free) == (("sat",), ((0, 1),), True)
    assert [one.saying for one in meaning.question.sought] == ["sleep"]
    assert [one.typed for one in meaning.lifts] == ["Saturday", "under 2s", "free"]


def test_a_question_in_another_language_is_read_in_it(house: Database) -> None:
    meaning = understand(Question(words="dziecko nie śpi", language="en"), ())
    assert [one.saying for one in meaning.question.sought] == ["sleep"]
    assert meaning.question.spoken == "pl"


@pytest.mark.parametrize(
    "asked", [{"words": '"baby wont sleep free"'}, {"words": "baby wont sleep free", "only_words": True}]
)
def test_quoted_words_and_words_as_they_are_mean_nothing_else(house: Database, asked: dict[str, object]) -> None:
    question = Question(**asked)  # type: ignore[arg-type]
    assert understand(question, ()).question == question
