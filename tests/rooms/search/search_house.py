"""A small published directory for the index to follow, and a process that is killed while it does."""

from __future__ import annotations

import sys
from pathlib import Path

from accounts.operations import NewAuthority, keep_authority
from directory import operations, shapes
from foundation import acts, clock, jobs
from foundation.db import Database, scope
from foundation.permissions import Permission
from foundation.settings import Settings
from search import engines, indexing
from search.engine import IndexMissing
from search.question import Question

ACTOR = acts.system("test")
HOME = "home"
TRAIL_KEY = b"a key for tests, thirty-two bytes"


def allow_all() -> None:
    """Every act is permitted."""
    acts.set_policy({permission: [lambda _actor, _subject: True] for permission in Permission})


def found_authority() -> None:
    """One authority with a few words."""
    keep_authority(ACTOR, NewAuthority(HOME, "Home", "E06000020"))
    load_words("Day nurseries")


def load_words(nursery: str) -> None:
    """The vocabulary of service types, with one type of this name."""
    terms = [
        operations.NewTerm("cc", {"name": {"en": shapes.Text("Childcare")}}),
        operations.NewTerm("cc.nursery", {"name": {"en": shapes.Text(nursery)}}, parent="cc"),
    ]
    operations.load_vocabulary(ACTOR, HOME, "service-types", terms)


def publish(*names: str, organisation: str = "Somebody", site: str = "") -> dict[str, str]:
    """Publish entries "key: name" of one organisation; answers their codes by key."""
    pairs = [name.partition(": ")[::2] for name in names]
    uses = (shapes.SiteUse("site"),) if site else ()
    address = shapes.AddressLines(("1 High Street",), "TF1 3AB", 52.7, -2.5)
    listings = operations.Listings(
        organisations=[shapes.Organisation("org", {"name": {"en": shapes.Text(organisation)}})],
        sites=[shapes.Site("site", "org", {"name": {"en": shapes.Text(site)}}, address)] if site else [],
        entries=[
            shapes.Entry(key, "org", {"name": {"en": shapes.Text(name)}}, types=("cc.nursery",), sites=uses)
            for key, name in pairs
        ],
    )
    return operations.save(ACTOR, HOME, listings).codes


def publish_and_drain_for_ever(url: str, folder: str) -> None:
    """Publish another version, say so, index it; until killed."""
    database = Database(url, trail_key=TRAIL_KEY)
    allow_all()
    indexing.listen()
    indexing.serve(Settings(data=Path(folder), database_url=url), database)
    for number in range(100_000):
        with scope(database):
            publish(f"a: Version {number}x", f"b{number % 7}: Other {number}")
            print(number, flush=True)  # noqa: T201  # the test counts these
            indexing.drain()


def answer_for_ever(url: str, folder: str) -> None:
    """Say which codes the words of each line find; "ready" first. One process of several that serve readers."""
    database = Database(url, trail_key=TRAIL_KEY)
    indexing.serve(Settings(data=Path(folder), database_url=url), database)
    print("ready", flush=True)  # noqa: T201  # the test reads these
    for line in sys.stdin:
        with scope(database):
            try:
                found = engines.current().answer(Question(words=line.strip()), clock.now(), {})
                said = " ".join(sorted(hit.code for hit in found.hits))
            except IndexMissing:
                said = "no index"
        print(said, flush=True)  # noqa: T201


def do_jobs(url: str, folder: str) -> None:
    """Do every job that is due, as each of several processes does."""
    database = Database(url, trail_key=TRAIL_KEY)
    allow_all()
    indexing.serve(Settings(data=Path(folder), database_url=url), database)
    print(jobs.run(database, once=True), flush=True)  # noqa: T201


if __name__ == "__main__":
    {"publish": publish_and_drain_for_ever, "answer": answer_for_ever, "jobs": do_jobs}[sys.argv[1]](*sys.argv[2:])
