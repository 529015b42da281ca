"""The index follows the directory: what is published is queued in the same change, and never lost."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import select, update

from directory import operations as directory
from directory import queries
from foundation import acts, jobs, policy
from foundation.clock import now
from foundation.db import Database, changing, reading, scope
from foundation.settings import Settings
from search import engines, indexing
from search.documents import SearchDocument
from search.engine import IndexMissing
from search.models import Outbox
from search.question import Question
from tests.rooms.search.search_house import ACTOR, load_words, publish
from tests.workers import address

ROOT = Path(__file__).resolve().parents[3]


def found(words: str) -> set[str]:
    """The codes that these words find."""
    return {hit.code for hit in engines.current().answer(Question(words=words), now(), {}).hits}


def in_step() -> bool:
    """Whether the index holds exactly the versions that are shown."""
    return engines.current().numbers() == queries.current_numbers("entry")


def test_what_is_published_is_queued_in_the_same_change_and_found_after_a_drain(house: Database) -> None:
    codes = publish("a: Toddler club", "b: Debt advice")
    assert indexing.waiting() >= 2
    assert found("toddler") == set()
    indexing.drain()
    assert indexing.waiting() == 0
    assert found("toddler") == {codes["a"]}
    assert in_step()


def test_words_of_vocabularies_are_in_the_index_and_follow_a_change(house: Database) -> None:
    codes = publish("a: Sunshine")
    indexing.drain()
    assert found("nursery") == {codes["a"]}
    load_words("Creches")
    indexing.drain()
    assert found("creche") == {codes["a"]}
    assert found("nursery") == set()


def test_a_change_that_is_rolled_back_queues_nothing(house: Database) -> None:
    with pytest.raises(LookupError):
        publish_of_nobody()
    assert indexing.waiting() == 0


def publish_of_nobody() -> None:
    """An entry whose organisation was never saved."""
    from directory import shapes

    entry = shapes.Entry("x", "nobody", {"name": {"en": shapes.Text("x")}}, types=("cc.nursery",))
    directory.save(ACTOR, "home", directory.Listings(entries=[entry]))


def test_an_organisation_or_site_of_another_name_queues_the_entries_naming_it(house: Database) -> None:
    codes = publish("a: Club", "b: Group", organisation="Oak trust", site="Old hall")
    indexing.drain()
    assert found("oak") == set(codes.values())
    publish(organisation="Elm trust")
    assert indexing.waiting() == 2
    indexing.drain()
    assert found("oak") == set()
    assert found("elm") == set(codes.values())
    assert found("hall") == set(codes.values())


def test_a_retired_entry_is_taken_out(house: Database) -> None:
    codes = publish("a: Club", "b: Group")
    indexing.drain()
    directory.retire(ACTOR, codes["a"])
    indexing.drain()
    assert found("club") == set()
    assert found("group") == {codes["b"]}


def test_the_job_drains(house: Database) -> None:
    codes = publish("a: Club")
    jobs.run(house, once=True)
    assert found("club") == {codes["a"]}


def test_a_missing_index_is_built_by_the_drain(house: Database, tmp_path: Path) -> None:
    codes = publish("a: Club")
    indexing.serve(Settings(data=tmp_path / "new", database_url=address(house)), house)
    indexing.drain()
    assert found("club") == {codes["a"]}


def test_building_again_empties_what_it_has_seen_of_the_outbox(house: Database) -> None:
    codes = publish("a: Club")
    heard: list[int] = []
    assert indexing.rebuild(ACTOR, heard.append) == 1
    assert heard == [1]
    assert indexing.waiting() == 0
    assert found("club") == {codes["a"]}


def test_building_again_asks_the_rules(house: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "_policy", {})
    with pytest.raises(acts.Refused):
        indexing.rebuild(ACTOR, lambda _count: None)


def test_the_nightly_check_finds_and_repairs_what_differs(house: Database) -> None:
    codes = publish("a: Club", "b: Group")
    indexing.drain()
    assert indexing.repair() == 0
    engine = engines.current()
    document = next(indexing.search_documents([codes["a"]]))
    engine.put([document.__class__(**{**vars(document), "code": "ZZZZZZ", "number": 9})], [codes["b"]])
    assert not in_step()
    assert indexing.repair() == 2
    assert in_step()


def test_one_that_is_slow_never_writes_old_over_new(house: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first has read version 1 and is about to write it when version 2 is published and drained by another."""
    publish("a: Version 1")
    engine, about_to_write, go_on = engines.current(), threading.Event(), threading.Event()
    write = engine.put

    def slowly(documents: Iterable[SearchDocument], removed: Iterable[str]) -> None:
        if not about_to_write.is_set():
            about_to_write.set()
            go_on.wait(20)
        write(documents, removed)

    monkeypatch.setattr(engine, "put", slowly)

    def drain() -> None:
        with scope(house):
            indexing.drain()

    slow, quick = threading.Thread(target=drain), threading.Thread(target=drain)
    slow.start()
    about_to_write.wait(20)
    publish("a: Version 2")
    quick.start()
    quick.join(0.3)  # it ends now only if it does not wait for its turn
    go_on.set()
    slow.join()
    quick.join()
    assert in_step()


def test_the_engine_must_be_chosen_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_chosen", {})
    with pytest.raises(RuntimeError, match="serve"):
        engines.current()


def test_a_writer_killed_at_any_point_loses_nothing(house: Database, tmp_path: Path) -> None:
    chance = random.Random(3)
    published = 0
    for _ in range(4):
        published += _until_killed(house, tmp_path, chance.uniform(0.02, 0.4))
        with scope(house):
            try:
                engines.current().numbers()  # whatever was left behind can be read
            except IndexMissing:
                pytest.fail("a killed writer took the index away")
            indexing.drain()
            assert indexing.waiting() == 0
            assert in_step()
            shown = queries.current_numbers("entry")
    assert published > 4
    assert max(shown.values()) >= published // 7


def _until_killed(database: Database, folder: Path, seconds: float) -> int:
    """Let a process publish and index for a while, then kill it without warning; answers how often it had published."""
    command = [sys.executable, "-m", "tests.rooms.search.search_house", "publish", address(database), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        for _ in range(2):
            child.stdout.readline()
        time.sleep(seconds)
        child.kill()
        return 2 + len(child.stdout.read().splitlines())


def test_a_row_of_an_entry_that_was_never_shown_does_no_harm(house: Database) -> None:
    codes = publish("a: Club")
    with changing() as session:
        session.execute(update(Outbox).values(of="NOBODY"))
    indexing.drain()
    assert reading().scalar(select(Outbox.id)) is None
    assert found("club") in (set(), {codes["a"]})
