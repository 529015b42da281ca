"""What finding reads of a child, made from its facts: a card, and the keys it is found by. (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from childindex import finding, rules
from childindex.shapes import ONE_AT_A_TIME


@dataclass(frozen=True)
class Known:
    """One fact as a card is made from it. now: it holds today."""

    ref: int
    kind: str
    value: Mapping[str, Any]
    now: bool


@dataclass(frozen=True)
class CardMade:
    """The card, and every key."""

    names: tuple[finding.Name, ...]
    born: date | None
    estimated: bool
    gender: str
    postcodes: tuple[str, ...]
    area: str
    keys: frozenset[int]


def in_dispute(facts: Iterable[Known]) -> frozenset[int]:
    """The facts of today that contradict one another."""
    held = [one for one in facts if one.now]
    return frozenset().union(
        *(rules.disputed((one.ref, one.value) for one in held if one.kind == kind) for kind in ONE_AT_A_TIME)
    )


def made(facts: Sequence[Known], *, shielded: bool, secret: bytes) -> CardMade:
    """The card of these facts, none of which was ruled out. A shielded child has no place on it, and no key of a place."""
    names = tuple(_name(one.value) for kind in ("name", "alias") for one in facts if one.kind == kind)
    births: dict[date | None, bool] = {}
    births |= {date.fromisoformat(one.value["on"]): _guess(one) for one in facts if one.kind == "birth"}
    now = [one.value for one in facts if one.kind == "address" and one.now]
    genders = {one.value["code"] for one in facts if one.kind == "gender" and one.now}
    codes = () if shielded else tuple(one["postcode"] for one in now if one.get("postcode"))
    born = list(births)[-1] if births else None
    return CardMade(
        names,
        born,
        births[born] if born else False,
        genders.pop() if len(genders) == 1 else "",
        codes,
        "" if shielded else next((one.get("area", "") for one in now), ""),
        frozenset(
            key
            for one in names
            for day, guess in (births or {None: False}).items()
            for key in finding.keys_of(one, day, secret=secret, estimated=guess, postcodes=codes)
        ),
    )


def _guess(one: Known) -> bool:
    return bool(one.value.get("estimated"))


def _name(said: Mapping[str, Any]) -> finding.Name:
    return finding.Name(said.get("given", ""), said.get("family", ""), said.get("script", ""))
