"""python -m bench.languages: what a language costs, in process-CPU milliseconds: to load, and page by page beside English.

The pages of the languages are asked in turn, one of each a round, so that whatever else the machine does falls on all alike; the
figure is the median, its peer is the English page of the same run. A worried sentence is asked in the language's own words.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from urllib.parse import quote_plus

from bench.pages import _settings
from directory import queries
from foundation import words
from search import saying_files

ROUNDS = 60
MOST = 1.15  # of the English page
NEED = "sleep.baby-wont"


def main() -> int:
    """Load, build the sample, ask, print."""
    words.compile_all()
    start = time.process_time()
    for one in words.offered():
        with words.speaking(one.tag):
            words.gettext("Home")
    print(f"loading {len(words.offered())} catalogues: {(time.process_time() - start) * 1000:.0f} ms   limit 500")
    with tempfile.TemporaryDirectory() as folder:
        _pages(Path(folder))
    return 0


def _pages(folder: Path) -> None:
    from app import create_app  # noqa: PLC0415  nobody imports app but those who run it

    app = create_app(_settings(folder))
    runner = app.test_cli_runner()
    for said in (["database", "migrate"], ["places", "load"], ["sample", "load"], ["search", "rebuild"]):
        runner.invoke(args=said, catch_exceptions=False)
    client = app.test_client()
    with app.app_context():
        code = queries.current_codes()[300]
    sayings = next(one for one in saying_files.read() if one.code == NEED).said
    kinds = {
        "home": lambda tag: f"/{tag}/",
        "results, filters": lambda tag: f"/{tag}/services?type=cc.toddler&day=tue&near=Madeley",
        "results, words": lambda tag: f"/{tag}/services?q={quote_plus(sayings.get(tag, sayings['en']).phrases[0])}",
        "entry": lambda tag: str(client.get(f"/{tag}/services/{code}").location),
    }
    print(f"{ROUNDS} rounds, process CPU in ms, median, and against English (limit {MOST})")
    for name, address in kinds.items():
        spent: dict[str, list[float]] = defaultdict(list)
        asked = {one.tag: address(one.tag) for one in words.offered()}
        for _round in range(ROUNDS):
            for tag, where in asked.items():
                start = time.process_time()
                client.get(where)
                spent[tag].append((time.process_time() - start) * 1000)
        english = median(spent["en"][5:])
        told = ", ".join(f"{tag} {median(times[5:]) / english:.2f}" for tag, times in spent.items() if tag != "en")
        print(f"  {name:<18} en {english:5.1f}   {told}")


if __name__ == "__main__":
    sys.exit(main())
