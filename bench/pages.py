"""python -m bench.pages [ENTRIES]: what a page costs, in process-CPU milliseconds, and what a worker holds in memory.

A site of 10,000 entries (the sample authority's own, said again under other names) is made once in a folder of its own; the peer
in the same run is the same page with nothing of ours in it: Flask and Jinja drawing a list of ten plain results.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import quantiles
from typing import Any

from flask import Flask, render_template_string

from directory import operations, queries
from directory.shapes import Entry, Text
from foundation.acts import system
from foundation.settings import Settings
from search import indexing

ENTRIES = 10_000
BIG = 50_000  # entries from which a page of results may cost more
HOSTILE = (
    ("bad input: 10,000 words", "q=" + "debt+" * 10_000),
    ("bad input: only little words", "q=" + "the+of+and+" * 400),
    ("bad input: signs and emoji", "q=" + "%F0%9F%98%80%28%29%5B*%5E+" * 100),
    ("bad input: mixed scripts", "q=" + "debt+d%C5%82ug+%D8%AF%D9%8A%D9%86+%D0%B4%D0%BE%D0%BB%D0%B3+" * 40),
    ("bad input: 500 chips", "&".join(f"type=cc.t{number}" for number in range(500))),
)
ROUNDS = 60
PEER = """<!doctype html><title>{{ n }}</title><ol>{% for one in results %}<li><h2><a href="{{ one.url }}">{{ one.name }}</a></h2>
<p>{{ one.words }}</p><dl>{% for k, v in one.facts %}<dt>{{ k }}</dt><dd>{{ v }}</dd>{% endfor %}</dl></li>{% endfor %}</ol>"""


def main(entries: int) -> int:
    """Build, measure, print."""
    results = f"limit {20 if entries >= BIG else 15}"
    with tempfile.TemporaryDirectory() as folder:
        app = _site(Path(folder), entries)
        client = app.test_client()
        with app.app_context():
            code = queries.current_codes()[500]
        print(f"{entries} entries, {ROUNDS} rounds, process CPU in ms: p50 / p95")
        for name, address, most in (
            ("results: words and a place", "/en/services?q=debt+advice&near=TF1+1LX", results),
            ("results: a worry", "/en/services?q=she+wont+go+to+school+and+i+get+letters", results),
            ("results: filters", "/en/services?type=cc.toddler&day=tue&cost=free&near=Madeley", results),
            ("results: everything, all counts", "/en/services", results),
            ("results in Arabic", "/ar/services?type=h.slt&near=TF1+1LX", results),
            ("entry", client.get(f"/en/services/{code}").location, "limit 8"),
            ("home", "/en/", "limit 25"),
            *((name, f"/en/services?{query}", "limit 50") for name, query in HOSTILE),
        ):
            _print(name, _cost(lambda at=address: client.get(at)), most)  # type: ignore[misc]
        _print("peer: plain Flask list of ten", _cost(_peer()), "")
        subprocess.run([sys.executable, "-m", "bench.pages", "--worker", folder], check=True)
    return 0


def _worker(folder: Path) -> int:
    """A process that only serves, as a worker does: what it holds after a hundred pages."""
    from app import create_app  # noqa: PLC0415  nobody imports app but those who run it

    client = create_app(_settings(folder)).test_client()
    for number in range(100):
        for address in ("/en/", f"/en/services?q=club&page={number % 50}", "/ar/services?near=TF1+1LX", "/en/needs"):
            client.get(address)
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    memory = int(status["VmHWM"].split()[0]) // 1024  # not ru_maxrss, which a child takes over from its parent
    print(f"peak resident memory of a process that only serves: {memory} MB   limit 250")
    return 0


def _settings(folder: Path) -> Settings:
    url = f"sqlite:///{folder / 'waymark.db'}"
    return Settings(data=folder, database_url=url, owner_url=url, seal_file=folder / "seals", sample=True)


def _site(folder: Path, entries: int) -> Flask:
    from app import create_app  # noqa: PLC0415  nobody imports app but those who run it

    app = create_app(_settings(folder))
    runner = app.test_cli_runner()
    for words in (["database", "migrate"], ["places", "load"], ["sample", "load"]):
        runner.invoke(args=words, catch_exceptions=False)
    with app.app_context():
        _more(entries - len(queries.current_codes()))
        indexing.build(lambda _count: None)
    return app


def _more(wanted: int) -> None:
    """The home authority's entries again under other names, until there are enough."""
    from foundation import clock  # noqa: PLC0415
    from sample import generate  # noqa: PLC0415

    made = generate.generate("telford-and-wrekin", clock.today())
    again = [_renamed(made.entries[n % len(made.entries)], n) for n in range(wanted)]
    for first in range(0, len(again), 250):
        operations.save(system("bench"), "telford-and-wrekin", operations.Listings(entries=again[first : first + 250]))


def _renamed(entry: Entry, number: int) -> Entry:
    name = next(iter(entry.texts["name"].values())).words
    return replace(entry, key=f"{entry.key}/{number}", texts={**entry.texts, "name": {"en": Text(f"{name} {number}")}})


def _cost(do: Callable[[], Any]) -> tuple[float, float]:
    spent = []
    for _round in range(ROUNDS):
        start = time.process_time()
        do()
        spent.append((time.process_time() - start) * 1000)
    marks = quantiles(spent[5:], n=20)
    return marks[9], marks[18]


def _peer() -> Callable[[], Any]:
    app = Flask("peer")
    facts = [
        ("Distance:", "1 mile"),
        ("Open:", "now"),
        ("Where:", "Wellington"),
        ("Who for:", "anyone"),
        ("Cost:", "Free"),
    ]
    results = [{"url": f"/{n}", "name": f"Service {n}", "words": "Words about it.", "facts": facts} for n in range(10)]
    app.add_url_rule("/", "list", lambda: render_template_string(PEER, results=results, n=10))
    client = app.test_client()
    return lambda: client.get("/")


def _print(name: str, cost: tuple[float, float], limit: str) -> None:
    print(f"  {name:<36} {cost[0]:7.1f} / {cost[1]:5.1f}   {limit}")


if __name__ == "__main__":
    sys.exit(
        _worker(Path(sys.argv[2]))
        if sys.argv[1:2] == ["--worker"]
        else main(int(sys.argv[1]) if sys.argv[1:] else ENTRIES)
    )
