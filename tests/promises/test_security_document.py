"""docs/security.md: every requirement once, each with a test that exists or a reason why there is none."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
REASONS = ("Not met: ", "Does not apply: ")

# How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; they come first in every section.
SECTIONS = {
    "V6": {"6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4},
    "V7": {"7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2},
    "V8": {"8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1},
    "V16": {"16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3},
}


def rows(chapter: str) -> list[list[str]]:
    """The rows of a chapter's table, cell by cell."""
    part = DOCUMENT.split(f"\n## {chapter} ", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if re.match(r"\| \d", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@cache
def defined_in(path: str) -> frozenset[str]:
    """The tests of a file, by its syntax: nothing is imported."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"))


@pytest.mark.parametrize("chapter", SECTIONS)
def test_every_requirement_stands_there_once_and_in_order(chapter: str) -> None:
    wanted = [f"{section}.{number}" for section, most in SECTIONS[chapter].items() for number in range(1, most + 1)]
    assert [row[0] for row in rows(chapter)] == wanted


@pytest.mark.parametrize("chapter", SECTIONS)
def test_every_row_has_a_test_or_a_reason(chapter: str) -> None:
    for number, asks, how, proof in rows(chapter):
        assert asks, number
        assert NAMED.search(proof) or proof.startswith(REASONS), number
        assert how or proof.startswith(REASONS), number
        for reason in REASONS:
            assert not proof.startswith(reason) or len(proof) > len(reason) + 10, number


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall(DOCUMENT)
    assert len(named) > 50
    assert DOCUMENT.count("::") == len(named), "a test is named in another way than `path::name`"
    for path, name in named:
        assert (ROOT / path).is_file(), path
        assert name in defined_in(path), f"{path}::{name}"


def test_every_file_that_is_named_exists() -> None:
    """Files of the program in the columns that say how."""
    for chapter in SECTIONS:
        for number, _asks, how, _proof in rows(chapter):
            for said in re.findall(r"`([a-z_]+/[\w/]+(?:\.\w+)?)", how):
                assert (ROOT / said).exists(), f"{number}: {said}"


@pytest.mark.parametrize("chapter", SECTIONS)
def test_the_counts_at_the_top_are_those_of_the_rows(chapter: str) -> None:
    proofs = [proof for _number, _asks, _how, proof in rows(chapter)]
    not_met, aside = (sum(proof.startswith(reason) for proof in proofs) for reason in REASONS)
    said = re.findall(rf"^\| {chapter} [^|]+\| (\d+) \| (\d+) \| (\d+) \|$", DOCUMENT, re.M)
    assert said == [(str(len(proofs) - not_met - aside), str(not_met), str(aside))]


def test_every_table_that_is_named_exists() -> None:
    """The list of what is written down where: by the tables that the program declares, read from its source."""
    part = DOCUMENT.split("\n## What is written down where", 1)[1].split("\n## ", 1)[0]
    named = {one for said in re.findall(r"tables? ((?:`\w+`(?:, )?)+)", part) for one in re.findall(r"\w+", said)}
    models = [
        *(ROOT / "foundation").rglob("*.py"),
        *(ROOT / "accounts" / "models").glob("*.py"),
        ROOT / "web/limits.py",
    ]
    declared = {one for path in models for one in re.findall(r'__tablename__ = "(\w+)"', path.read_text("utf-8"))}
    assert len(named) >= 7
    assert named <= declared, named - declared
    assert {one for one in declared if one.startswith("trail_")} <= named, (
        "a table of the trail that is not on the list"
    )
