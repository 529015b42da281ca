"""Search, side by side in one run: what whole questions cost each engine, and what building, opening and changing do.

    python -m bench.search [ENTRIES] [--only Waymark,FTS5] [--keep FOLDER]
    python -m bench.search grow [ENTRIES ...]      how cost grows, 1k, 10k, 100k unless others are named

Milliseconds of process CPU, p50 / p95 (PostgreSQL works elsewhere: of the clock). A question is whole: analysis, words,
needs, filters, the counts of every facet, ten hits. Each engine builds and is measured in processes of its own; every
workload is asked once before it is measured, but for words never seen before. BENCH_ROUNDS asks fewer questions than 300.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench import engines
from bench.asking import NEVER_SEEN, TIDY, UPDATE, WORKLOADS, questions

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "300"))
SLOW_ROUNDS, UPDATES = 10, 60
KINDS = (NEVER_SEEN, *WORKLOADS, UPDATE, TIDY)
GROW = (1_000, 10_000, 100_000)
BIG = 50_000  # entries from which the targets of 100,000 hold
US, PLAIN, BEST = "Waymark", "FTS5", "tantivy"
Found = dict[str, dict[str, Any]]


def main(arguments: Sequence[str]) -> int:
    """Build, measure and print; 1 when a target is missed."""
    asked = _read(arguments)
    if asked.what == "grow":
        return _grow(asked)
    with _folder(asked.keep) as folder:
        found = _measured(folder, int(asked.what), asked.only)
    return _print(int(asked.what), found)


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench search")
    parser.add_argument("what", nargs="?", default="10000", help="how many entries, or: grow")
    parser.add_argument("sizes", nargs="*", type=int, help="of grow")
    parser.add_argument("--only", type=lambda text: text.split(","), default=None, help=", ".join(engines.NAMES))
    parser.add_argument("--keep", type=Path, help="where indexes are kept, and found again by a later run")
    return parser.parse_args(arguments)


def _folder(keep: Path | None) -> Any:
    if keep is None:
        return tempfile.TemporaryDirectory()
    keep.mkdir(parents=True, exist_ok=True)
    return _Kept(keep)


class _Kept:
    """A folder that stays."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> str:
        return str(self._folder)

    def __exit__(self, *_why: object) -> None:
        pass


def _measured(folder: str, count: int, only: Sequence[str] | None) -> Found:
    found = {}
    for engine in [name for name in engines.present() if not only or name in only]:
        print(f"  {engine} ...", file=sys.stderr, flush=True)
        built = Path(folder) / f"{engines.NAMES[engine]}-{count}.json"
        if not built.exists():
            built.write_text(json.dumps(_child("build", engine, folder, count)))
        found[engine] = {**json.loads(built.read_text()), **_child("measure", engine, folder, count)}
        if engine in engines.DROPPED:
            built.unlink()
    return found


def _child(task: str, engine: str, folder: str, count: int) -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", "-m", "bench.search", "--task", task, engine, folder, str(count)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result: dict[str, Any] = json.loads(said.splitlines()[-1])
    return result


# In a process of its own


def task(name: str, engine: str, folder: Path, count: int) -> dict[str, Any]:
    """What a child process does."""
    made, own = engines.module(engine), engines.index_folder(folder / str(count), engine)
    own.parent.mkdir(parents=True, exist_ok=True)
    clock = time.perf_counter if engine in engines.ON_THE_CLOCK else time.process_time
    before = clock()
    if name == "build":
        made.build(own, count)
        return {"build s": round(clock() - before, 1), "build MB": _most_megabytes()}
    running = made.running(own)
    opened = round((clock() - before) * 1000)
    rounds = SLOW_ROUNDS if engine in engines.SLOW else ROUNDS
    found: dict[str, Any] = {kind: _times(running, kind, rounds, clock) for kind in (NEVER_SEEN, *WORKLOADS)}
    found["memory MB"] = _megabytes()
    if running.update:
        found |= _updates(running, min(rounds, UPDATES), clock)
    if hasattr(made, "drop"):
        made.drop(own)
    return {**found, "open ms": opened}


def _times(running: engines.Running, kind: str, rounds: int, clock: Callable[[], float]) -> list[float] | None:
    asks = questions(kind, rounds)
    if not all(map(running.able, asks)):
        return None
    if kind != NEVER_SEEN:
        for ask in asks:
            running.answer(ask)
    return _timed([lambda ask=ask: running.answer(ask) for ask in asks], clock)


def _updates(running: engines.Running, rounds: int, clock: Callable[[], float]) -> dict[str, Any]:
    """What a change costs until it is found, and what is put in order afterwards, when nobody waits."""
    update, tidy = running.update, running.tidy or (lambda: None)
    assert update is not None
    update(0)  # the first opens what the others find open
    visible, after = [], []
    for number in range(1, rounds):
        visible.append(_milliseconds(lambda n=number: update(n), clock))  # type: ignore[misc]
        after.append(_milliseconds(tidy, clock))
    return {UPDATE: _spread(visible), TIDY: _spread(after) if running.tidy else None}


def _timed(deeds: Sequence[Callable[[], object]], clock: Callable[[], float]) -> list[float]:
    return _spread([_milliseconds(deed, clock) for deed in deeds])


def _milliseconds(deed: Callable[[], object], clock: Callable[[], float]) -> float:
    before = clock()
    deed()
    return (clock() - before) * 1000


def _spread(times: Sequence[float]) -> list[float]:
    ordered = sorted(times)
    return [statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]]


def _megabytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20


def _most_megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


# What is printed


def target(kind: str, count: int) -> float:
    """The most that p95 may be (of the other figures: they themselves)."""
    big = count >= BIG
    others = {NEVER_SEEN: 20, UPDATE: 25, "phrase": 8 if big else 4, "build s": 900 if big else 25, "memory MB": 350}
    return others.get(kind, 5 if big else 2)


def _print(count: int, found: Found) -> int:
    names, missed = list(found), []
    print(f"\n{count:,} entries, {ROUNDS} whole questions a workload: CPU milliseconds p50 / p95\n")
    heads = [*names, *(f"{US}/{peer}" for peer in (PLAIN, BEST) if peer in found and US in found)]
    print(f"{'':22}{'target':>7}" + "".join(f"{head:>16}" for head in heads))
    for kind in KINDS:
        ours = (found.get(US, {}).get(kind) or [0, 0])[1]
        cells = [_cell(found[name].get(kind)) for name in names]
        cells += [_ratio(ours, found[peer].get(kind)) for peer in (PLAIN, BEST) if peer in found and US in found]
        limit = "" if kind == TIDY else f"{target(kind, count):g}"
        print(f"{kind:22}{limit:>7}" + "".join(f"{cell:>16}" for cell in cells))
        if kind == TIDY:
            continue
        slower = kind != UPDATE and ours >= (found.get(PLAIN, {}).get(kind) or [0, ours + 1])[1]
        far = kind not in (UPDATE, NEVER_SEEN) and ours > 3 * (found.get(BEST, {}).get(kind) or [0, ours])[1]
        missed += [f"{kind}: over the target"] * (ours > target(kind, count))
        missed += [f"{kind}: not below {PLAIN}"] * slower + [f"{kind}: over 3 x {BEST}"] * far
    for kind in ("build s", "build MB", "open ms", "memory MB"):
        limit = f"{target(kind, count):g}" if kind in ("build s", "memory MB") else ""
        print(f"{kind:22}{limit:>7}" + "".join(f"{found[name].get(kind, '-'):>16}" for name in names))
        missed += [f"{kind}: over the target"] * bool(limit and found.get(US, {}).get(kind, 0) > float(limit))
    if US in found:
        print("\n" + ("All targets are met." if not missed else "Not met: " + "; ".join(missed)))
    return int(bool(missed))


def _cell(times: list[float] | None) -> str:
    return "-" if times is None else f"{times[0]:.2f} / {times[1]:.2f}"


def _ratio(ours: float, theirs: list[float] | None) -> str:
    return "-" if theirs is None else f"{ours / max(theirs[1], 0.001):.2f}"


def _grow(asked: argparse.Namespace) -> int:
    sizes, only = asked.sizes or GROW, asked.only or [US, PLAIN, "PostgreSQL"]
    with _folder(asked.keep) as folder:
        found = {count: _measured(folder, count, only) for count in sizes}
    for engine in found[sizes[0]]:
        print(f"\n{engine}: CPU milliseconds p50 / p95\n\n{'':22}" + "".join(f"{count:>18,}" for count in sizes))
        for kind in (*KINDS, "build s", "open ms", "memory MB"):
            cells = [found[count][engine].get(kind) for count in sizes]
            print(f"{kind:22}" + "".join(f"{c if isinstance(c, int | float) else _cell(c):>18}" for c in cells))
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--task"]:
        print(json.dumps(task(sys.argv[2], sys.argv[3], Path(sys.argv[4]), int(sys.argv[5]))))
    else:
        sys.exit(main(sys.argv[1:]))
