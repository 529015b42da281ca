"""The list of checks, the tests that bear their ids, and the scripts for people agree."""

from __future__ import annotations

import re

import pytest

from tests.checks import ROOT, ids_in, listed, table

MANUAL = (ROOT / "docs/accessibility/manual-tests.md").read_text(encoding="utf-8")
HOWS = {"test", "person", "both", "not here"}
ALL = {"G": 18, "S": 6, "R": 14, "E": 10, "Z": 3, "M": 4, "L": 16, "X": 6, "A": 13, "O": 8}
ALL |= {"P": 7, "F": 5, "N": 5, "D": 5, "T": 5}


def borne(path: str) -> set[str]:
    """The ids that tests of a file bear."""
    source = (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).exists() else ""
    return {one for name in re.findall(r"^def (test_\w+)", source, re.M) for one in ids_in(name)}


def test_every_check_stands_in_the_list_once() -> None:
    ids = [one.id for one in listed()]
    assert sorted(ids) == sorted(f"{group}{number}" for group, most in ALL.items() for number in range(1, most + 1))
    assert len(ids) == 125
    assert {one.how for one in listed()} <= HOWS
    assert sum(one.star == "*" for one in listed()) == 40


@pytest.mark.parametrize("check", [one for one in listed() if one.how in ("test", "both")], ids=lambda one: one.id)
def test_a_check_has_a_test_that_bears_its_id(check) -> None:  # type: ignore[no-untyped-def]
    lacking = [path for path in check.where.split() if check.id not in borne(path)]
    assert not lacking, f"{check.id}: no test bears it in {lacking}"


@pytest.mark.parametrize("check", [one for one in listed() if one.how in ("person", "both")], ids=lambda one: one.id)
def test_what_people_judge_has_a_script(check) -> None:  # type: ignore[no-untyped-def]
    assert re.search(rf"^### {check.id}\b", MANUAL, re.M)


def test_what_is_not_here_has_a_reason() -> None:
    assert all(one.note for one in listed() if one.how == "not here")


def test_no_test_bears_an_id_that_is_not_in_the_list() -> None:
    known = {one.id for one in listed()}
    files = [path for path in (ROOT / "tests").rglob("test_*.py") if "node_modules" not in path.parts]
    strange = {f"{one} in {path.name}" for path in files for one in borne(str(path.relative_to(ROOT))) - known}
    assert not strange


def test_the_table_says_pass_fail_and_not_run() -> None:
    lines = {line.split()[0]: line for line in table({"G1": ["passed", "failed"], "G2": ["passed"]})}
    assert " FAIL " in lines["G1"]
    assert " pass " in lines["G2"]
    assert " not run " in lines["G3"]
    assert len(lines) == 125
