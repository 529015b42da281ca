"""At the end of a whole run: each check of docs/accessibility/checks.tsv, whether it passed, by how many tests, and where."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "docs/accessibility/checks.tsv"
WHOLE_RUN = 60  # so many checks tested make a run whole; a smaller one needs no table


@dataclass(frozen=True)
class Check:
    """One line of the list."""

    id: str
    star: str
    check: str
    how: str
    where: str
    note: str


def listed() -> list[Check]:
    """Every check of the list, in its order."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return [Check(**row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def ids_in(name: str) -> set[str]:
    """The ids that the name of a test bears: test_G7_G9_... bears two. What stands in brackets behind it is no id."""
    return {part for part in name.partition("[")[0].split("_") if re.fullmatch("[A-Z]{1,2}[0-9]{1,2}", part)}


def table(outcomes: dict[str, list[str]]) -> list[str]:
    """A line for each check, given for each id how its tests ended; a failed one makes the check fail."""
    lines = []
    for one in listed():
        ended = outcomes.get(one.id, [])
        state = "FAIL" if {"failed", "error"} & set(ended) else "pass" if "passed" in ended else "not run"
        if one.how in ("person", "not here"):
            state = one.how
        lines.append(f"{one.id:4} {state:8} {len(ended):5}  {one.where if one.how != 'not here' else one.note}")
    return lines


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table, on the controller when there are workers."""
    outcomes: dict[str, list[str]] = defaultdict(list)
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, []):
            if outcome == "passed" and report.when != "call":
                continue
            for one in ids_in(report.nodeid.partition("[")[0].rpartition("::")[2]):
                outcomes[one].append(outcome)
    if len(outcomes) >= WHOLE_RUN:
        terminalreporter.section("checks of accessibility")
        for line in ("id   state    tests  where", *table(outcomes)):
            terminalreporter.write_line(line)
