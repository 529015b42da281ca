"""Names of many cultures: how they pass on, how they are written and said, and how else they get written down. (pure)"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from sample.borough.shapes import InventedName
from sample.borough.words import table

Part = Mapping[str, str]  # a row of names.tsv
_ENDINGS = {"ski": "ska", "cki": "cka"}  # Polish: the name of a son, the name of a daughter


@dataclass(frozen=True)
class Culture:
    """The names of one culture. surname: how it passes on; letters: the language of its own, or ""."""

    key: str
    letters: str
    surname: str
    girls: tuple[Part, ...]
    boys: tuple[Part, ...]
    families: tuple[Part, ...]

    def given(self, gender: str) -> tuple[Part, ...]:
        """First names that fit; for a child who is neither, all of them."""
        return {"girl": self.girls, "boy": self.boys}.get(gender, self.girls + self.boys)


@cache
def cultures() -> tuple[tuple[Culture, ...], tuple[int, ...]]:
    """Every culture, and how many families of a hundred or so it has."""
    names: dict[tuple[str, str], list[Part]] = {}
    for row in table("names.tsv"):
        names.setdefault((row["culture"], row["kind"]), []).append(row)
    rows = table("cultures.tsv")
    made = [
        Culture(
            row["culture"],
            row["letters"],
            row["surname"],
            *(tuple(names[row["culture"], kind]) for kind in ("girl", "boy", "family")),
        )
        for row in rows
    ]
    return tuple(made), tuple(int(row["weight"]) for row in rows)


def named(culture: Culture, given: Part, family: Part, gender: str, father: str) -> InventedName:
    """A whole name. Own letters only where both parts have them."""
    letters = ""
    if culture.surname == "one" and given["letters"] and family["letters"]:
        parts = (given["letters"], family["letters"])
        letters = parts[1] + parts[0] if culture.letters.startswith("zh") else " ".join(parts)
    say = " ".join(part["say"] for part in (given, family) if part["say"])
    surname = surname_of(culture, family, gender, father)
    return InventedName(given["name"], surname, letters, culture.letters if letters else "", say)


def surname_of(culture: Culture, family: Part, gender: str, father: str) -> str:
    """What follows the first name: the family's name, as it stands for a daughter or a son, or the father's own."""
    name = family["name"]
    if culture.surname == "fathers":
        return f"{father} {name}"
    if culture.surname == "with-singh-or-kaur":
        return f"{'Kaur' if gender == 'girl' else 'Singh'} {name}"
    if culture.surname == "ski-or-ska" and gender == "girl":
        return name[:-3] + _ENDINGS.get(name[-3:], name[-3:])
    return name


def alias(given: Part, family: Part, name: InventedName, rng: Random) -> InventedName | None:
    """Another name by which the child is known somewhere, if there is a believable one."""
    found = [other for way in _WAYS if (other := way(given, family, name, rng)) is not None]
    return rng.choice(found) if found else None


def _spelt(given: Part, _family: Part, name: InventedName, rng: Random) -> InventedName | None:
    """The first name as another office spelt it, or as the child is called."""
    return InventedName(rng.choice(given["variants"].split("|")), name.family) if given["variants"] else None


def _family_spelt(_given: Part, family: Part, name: InventedName, rng: Random) -> InventedName | None:
    plain = name.family == family["name"] and family["variants"]
    return InventedName(name.given, rng.choice(family["variants"].split("|"))) if plain else None


def _half(_given: Part, _family: Part, name: InventedName, rng: Random) -> InventedName | None:
    """Half of a double name."""
    halves = name.family.replace("-", " ").split()
    return InventedName(name.given, rng.choice(halves)) if len(halves) == 2 and len(halves[0]) > 2 else None


_WAYS: tuple[Callable[[Part, Part, InventedName, Random], InventedName | None], ...] = (_spelt, _family_spelt, _half)
