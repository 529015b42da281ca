"""You may also mean: what is kept for it, when it is offered, and that nothing it does can harm a page."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import func, select

from directory import operations as directory
from foundation import clock, happenings, jobs
from foundation.db import Database, current_scope, reading
from foundation.settings import Settings
from search import asking, indexing
from search.blocks import Shorts
from search.engine import Engine, Guesses
from search.likeness import encoder, following, keeper, offering
from search.question import Near, Question
from tests.rooms.search.search_help import document, engine, site
from tests.rooms.search.search_house import ACTOR, allow_all, found_authority, load_words, publish
from tests.workers import address

MOMENT = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
MEANINGS = {"sleep": 0, "night": 0, "lullaby": 0, "money": 1, "debt": 1, "bills": 1, "nursery": 2, "nurseries": 2}


class LittleEncoder:
    """A real, very small model for these tests alone: a word means one of three things, or nothing."""

    name = "little 1"

    def __init__(self) -> None:
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> Shorts:
        """See Encoder."""
        self.read += filter(None, texts)
        vectors = np.zeros((len(texts), 3), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in text.lower().replace(".", "").split():
                row[MEANINGS.get(word, 2)] += word in MEANINGS
        return vectors


@pytest.fixture
def little(scoped: Database, no_policy: None, tmp_path: Path) -> Iterator[LittleEncoder]:
    """A published directory of four, indexed; the setting is on, with the small model."""
    jobs.forget()  # those of sites that other tests made
    allow_all()
    settings = Settings(data=tmp_path, database_url=address(scoped), semantic=True)
    indexing.listen()
    indexing.serve(settings, scoped)
    following.serve(settings)
    model = LittleEncoder()
    use(tmp_path, lambda: model)
    found_authority()
    publish("a: Lullaby lullaby club", "b: Bills bills desk", "c: Night night night", "d: Oak")
    indexing.build(lambda _done: None)
    following.make()
    yield model
    keeper.choose(None)
    happenings.forget()
    jobs.forget()


def use(folder: Path, make: Callable[[], encoder.Encoder]) -> keeper.Keeper:
    """Guess with this model, read at once where it can be."""
    keeper.choose(keeper.Keeper(folder / "likeness", make))
    mine = keeper.current()
    assert mine is not None
    with mine.harmless("the model"):
        mine.encoder()
    return mine


def codes() -> dict[str, str]:
    """The codes of what is shown, by name."""
    return {one.names["en"]: one.code for one in indexing.search_documents()}


def offered(words: str, shown: Sequence[str] = (), **more: object) -> list[str]:
    """The names of what is offered, whatever the page shows already."""
    named = {code: name for name, code in codes().items()}
    return [named[hit.code] for hit in offering.offers(Question(words, **more), shown)]  # type: ignore[arg-type]


def begin_again() -> None:
    """See what was committed since."""
    current_scope().close()


# What is kept


def test_only_what_changed_is_read_again(little: LittleEncoder) -> None:
    assert len(little.read) == 4
    publish("a: Lullaby lullaby lullaby", "e: Debt debt")
    assert following.make() == 2
    assert sorted(text.split(".")[0] for text in little.read[4:]) == ["Debt debt", "Lullaby lullaby lullaby"]
    assert following.make() == 0


def test_what_is_retired_is_kept_no_longer(little: LittleEncoder) -> None:
    mine = keeper.current()
    assert mine is not None
    gone = codes()["bills bills desk"]
    directory.retire(ACTOR, gone)
    following.make()
    newest = mine.newest()
    assert newest is not None
    assert gone not in newest.codes.tolist()
    assert len(newest.codes) == 3


def test_other_names_of_types_mean_other_texts(little: LittleEncoder) -> None:
    load_words("Nursery schools")
    assert following.make() == 4
    assert "Nursery schools" in little.read[-1]


def test_another_model_makes_everything_again(little: LittleEncoder, tmp_path: Path) -> None:
    other = LittleEncoder()
    other.name = "little 2"
    use(tmp_path, lambda: other)
    assert offered("sleep") == []
    assert following.make() == 4
    assert offered("sleep") == ["night night night", "lullaby lullaby club"]


def test_the_job_follows_and_takes_those_that_wait_with_it(scoped: Database, little: LittleEncoder) -> None:
    publish("e: Debt debt")
    publish("f: Money money")
    begin_again()
    assert waiting() >= 2
    with clock.freeze(clock.now() + 2 * following.SOON):
        jobs.run(scoped, once=True)
    begin_again()
    assert waiting() == 0
    assert {text.split(".")[0] for text in little.read[4:]} == {"Debt debt", "Money money"}


def test_much_is_done_in_several_jobs(little: LittleEncoder) -> None:
    publish("e: Debt debt", "f: Money money", "g: Sleep sleep")
    mine = keeper.current()
    assert mine is not None
    assert following.follow(mine, most=2) == (2, True)
    assert following.follow(mine, most=2) == (1, False)


def waiting() -> int:
    """How many of our jobs wait."""
    return reading().scalar(select(func.count()).select_from(jobs.Job).where(jobs.Job.name == following.FOLLOW)) or 0


# What is offered


def test_the_likest_that_the_words_did_not_find(little: LittleEncoder) -> None:
    assert offered("sleep") == ["night night night", "lullaby lullaby club"]
    assert offered("sleep", [codes()["night night night"]]) == ["lullaby lullaby club"]
    assert offered("zzzz") == []


def test_never_more_than_three(little: LittleEncoder) -> None:
    publish(*(f"s{number}: Sleep sleep {number}" for number in range(6)))
    following.make()
    indexing.drain()
    assert len(offered("night")) == 3


@pytest.mark.parametrize("more", [{"only_words": True}, {"page": 2}, {"authority": "elsewhere"}, {"free": True}])
def test_what_was_asked_besides_words_holds_for_guesses(little: LittleEncoder, more: dict[str, object]) -> None:
    assert offered("sleep", **more) == []


def test_nobody_guesses_at_quoted_words_or_at_none(little: LittleEncoder) -> None:
    assert offered('"sleep"') == []
    assert offered("") == []


def test_what_is_retired_is_not_offered_though_it_is_still_kept(little: LittleEncoder) -> None:
    directory.retire(ACTOR, codes()["night night night"])
    indexing.drain()
    assert offered("sleep") == ["lullaby lullaby club"]


def test_what_changed_is_not_offered_for_what_it_meant_before(little: LittleEncoder) -> None:
    publish("c: Oaks")
    indexing.drain()
    assert offered("sleep") == ["lullaby lullaby club"]


# What fails


def test_a_damaged_file_is_told_once_and_made_again(little: LittleEncoder, caplog: pytest.LogCaptureFixture) -> None:
    mine = keeper.current()
    assert mine is not None
    mine.path.write_bytes(b"not an array at all")
    with caplog.at_level(logging.ERROR):
        assert [offered("sleep"), offered("sleep")] == [[], []]
        assert [record.name for record in caplog.records] == ["search.likeness.keeper"]
        assert following.make() == 4
    assert offered("sleep") == ["night night night", "lullaby lullaby club"]


class BrokenEncoder(LittleEncoder):
    """A model that fails at every text."""

    def encode(self, texts: Sequence[str]) -> Shorts:
        """See Encoder."""
        raise RuntimeError("no")


def test_a_model_that_fails_harms_no_page_and_no_job(
    scoped: Database, little: LittleEncoder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    use(tmp_path, BrokenEncoder)
    publish("e: Debt debt")
    with caplog.at_level(logging.ERROR), clock.freeze(clock.now() + 2 * following.SOON):
        assert [offered("sleep"), offered("sleep")] == [[], []]
        jobs.run(scoped, once=True)
        publish("f: Money")
    with caplog.at_level(logging.ERROR), clock.freeze(clock.now() + 4 * following.SOON):
        jobs.run(scoped, once=True)
    assert [record.args for record in caplog.records] == [("a question",), ("the job",)]
    assert jobs.failing(reading()) == []


def test_where_the_package_is_missing_the_page_goes_without(
    little: LittleEncoder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def missing() -> encoder.Encoder:
        raise encoder.NotInstalled("not here")

    with caplog.at_level(logging.ERROR):
        use(tmp_path, missing)
        assert offered("sleep") == []
    assert [record.args for record in caplog.records] == [("the model",)]


def test_a_job_from_when_it_was_on_does_nothing_when_it_is_off(scoped: Database, little: LittleEncoder) -> None:
    following.ask()
    following.serve(Settings(data=Path("nowhere"), database_url=address(scoped)))
    publish("e: Debt debt")
    assert jobs.run(scoped, once=True) > 0
    assert offered("sleep") == []
    assert len(little.read) == 4


# The index's part


def ready(database: Database, folder: Path) -> Engine:
    """Three entries: near, far, and one without a place; one of them free."""
    made = engine(database, folder)
    free = [{"amount": "0", "per": "", "note": ""}]
    made.rebuild(
        [
            document("NEAR", "Larks and larks", [site(52.70, -2.51)], number=3),
            document("FARX", "Wrens", [site(53.40, -2.80)], costs=free),
            document("NONE", "Sparrows and larks"),
        ],
        lambda _done: None,
    )
    return made


def guesses(**numbers: int) -> Guesses:
    """These codes in these versions."""
    return Guesses(np.array(list(numbers)), np.array(list(numbers.values()), np.int32))


def passed(made: Engine, question: Question, which: Guesses) -> list[tuple[str, int]]:
    """The codes that pass, and their places."""
    return [(one.hit.code, one.place) for one in made.alike(question, which, MOMENT, {})]


def test_guesses_pass_as_results_do(scoped: Database, tmp_path: Path) -> None:
    made = ready(scoped, tmp_path)
    every, near = guesses(FARX=1, NEAR=3, NONE=1, GONE=1), Question("larks", near=Near(52.70, -2.51))
    assert passed(made, Question("larks"), every) == [("FARX", 0), ("NEAR", 1), ("NONE", 2)]
    assert passed(made, replace(near, within=5.0), every) == [("NEAR", 1)]
    assert passed(made, Question("larks", free=True), every) == [("FARX", 0)]
    assert passed(made, Question("zzz"), guesses(NEAR=2, NONE=1)) == [("NONE", 0)]
    told = made.alike(near, guesses(NEAR=3), MOMENT, {})[0].hit
    assert (told.distance_miles, told.site) == (pytest.approx(0, abs=0.1), 0)


def test_an_index_of_nothing_passes_nothing(scoped: Database, tmp_path: Path) -> None:
    made = engine(scoped, tmp_path)
    made.rebuild([], lambda _done: None)
    assert passed(made, Question("larks"), guesses(NEAR=1)) == []


def test_what_changed_in_the_index_is_another_version(scoped: Database, tmp_path: Path) -> None:
    made = ready(scoped, tmp_path)
    made.put([document("NEAR", "Larks", number=4)], ["FARX"])
    assert passed(made, Question(), guesses(NEAR=3, FARX=1)) == []
    assert [code for code, _place in passed(made, Question(), guesses(NEAR=4, NONE=1))] == ["NEAR", "NONE"]


# The package itself


@pytest.mark.skipif(
    not encoder.is_installed(), reason="the optional package is not installed: requirements-semantic.txt"
)
def test_the_real_package_knows_that_a_baby_who_wakes_does_not_sleep(little: LittleEncoder, tmp_path: Path) -> None:
    use(tmp_path, encoder.SentenceEncoder)
    publish("e: Help with a child who wakes at night", "f: Advice about debt and bills")
    indexing.drain()
    assert following.make() == 6
    assert offered("my baby never sleeps")[:1] == ["help with a child who wakes at night"]
    assert asking.ask(Question("my baby never sleeps")).total == 0
