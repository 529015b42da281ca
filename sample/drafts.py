"""From the writing to drafts: every agency of an authority with all its services, facts still in shorthand. (pure)"""

from __future__ import annotations

import copy
import re
from datetime import date
from random import Random

from sample.authorities import SampleAuthority, authorities
from sample.compose import Memory, compose, fill
from sample.facts import age_words, ages
from sample.hours import clock_words, day_words, schedules
from sample.wordfile import Agency, Recipe, Written, agencies_of, alternatives, recipes, table


def profile(code: str) -> dict[str, str]:
    """What is usual for a type: manner, ages, when, cost and delivery, with alternatives between ` / `."""
    return _PROFILES[code]


_PROFILES = {row["code"]: dict(row) for row in table("types.tsv")}


def settle(entry: Written, rng: Random) -> None:
    """Give an entry the facts that its writer left open, from what is usual for its main type."""
    usual = profile(entry.types[0])
    if entry.facts.get("at") == "never":  # a safe house never shuts
        entry.facts.setdefault("when", "always")
    for name, column in (("when", "when"), ("cost", "cost"), ("age", "ages")):
        if name not in entry.facts:
            entry.facts[name] = rng.choice(usual[column].split(" / "))
    ways = usual["delivery"].replace("in-person", "") if entry.facts.get("at") == "none" else usual["delivery"]
    entry.facts.setdefault("via", ways.strip() or "phone")


def fact_words(entry: Written, town: str, area: str, today: date, rng: Random) -> dict[str, str]:
    """The facts of an entry in words, for the places that a piece leaves open."""
    people = alternatives("people.txt")["people"]
    hours = schedules(entry.facts["when"], today)
    first = hours[0] if hours else None
    low, high = ages(entry.facts["age"])
    return {
        "town": town,
        "area": area,
        "days": day_words(first.days) if first else "days that we agree with you",
        "day": day_words((rng.choice(first.days),)) if first else "Monday",
        "open": clock_words(first.opens) if first and first.opens else "9am",
        "close": clock_words(first.closes) if first and first.closes else "4pm",
        "leader": rng.choice(people["first"]),
        "other": rng.choice(people["first"]),
        "surname": rng.choice(people["last"]),
        "ages": age_words(entry.facts["age"]),
        "low": str(low or 0),
        "high": str(high or 18),
        "price": _price(entry.facts["cost"]),
        "year": str(today.year - rng.randint(2, 31)),
        "number": rng.choice(("six", "eight", "nine", "ten", "a dozen", "fourteen", "fifteen", "twenty", "thirty")),
        "few": rng.choice(("two", "three", "four", "five")),
        "minutes": rng.choice(("two", "three", "five", "six", "eight", "ten")),
    }


def _price(words: str) -> str:
    if words == "none" or words.startswith("free"):
        return "nothing"
    amount = words.replace(";", " ").split(maxsplit=1)[0]
    return f"£{amount.removesuffix('.00')}"


class Drafts:
    """All the drafts of one authority."""

    def __init__(self, authority: SampleAuthority, towns: list[str], today: date) -> None:
        self.authority = authority
        self.agencies: list[Agency] = copy.deepcopy(list(agencies_of(authority.slug)))
        self._towns = towns
        self._today = today
        self._memory = Memory()
        self._hosts: dict[str, list[Agency]] = {}
        self._names = {agency.name for agency in self.agencies}
        self._place = [each.slug for each in authorities()].index(authority.slug)
        for agency in self.agencies:
            for entry in agency.entries:
                settle(entry, Random(f"{authority.slug}/{agency.name}/{entry.name}"))
                self._memory.keep(entry.description)
        for recipe in recipes():
            self._follow(recipe)

    def _follow(self, recipe: Recipe) -> None:
        """Make as many entries of a recipe as this authority has, one town after another."""
        rng = Random(f"{self.authority.slug}/{recipe.type}/{recipe.host}")
        towns = list(self._towns)
        rng.shuffle(towns)
        hosts = self._find_hosts(recipe)
        for number in range(recipe.counts[self._place]):
            town = towns[number % len(towns)]
            host = hosts[number % len(hosts)] if hosts else None
            self._make(recipe, host, town if host is None or not recipe.host.startswith("@") else host.town, rng)

    def _find_hosts(self, recipe: Recipe) -> list[Agency]:
        if recipe.host.startswith("@"):
            return self._hosts.get(recipe.host[1:], [])
        return [agency for agency in self.agencies if agency.name in recipe.host.split(";")]

    def _make(self, recipe: Recipe, host: Agency | None, town: str, rng: Random) -> None:
        entry = Written(tuple(recipe.type.split()), "", "", by_hand=False)
        for name in ("when", "cost", "age", "via", "circ", "lang"):
            if name in recipe.slots:
                entry.facts[name] = rng.choice(recipe.slots[name])
        settle(entry, rng)
        facts = fact_words(entry, town, self.authority.name, self._today, rng)
        entry.facts["leader"] = facts["leader"]
        entry.name = self._name(recipe, host, facts, rng)
        facts["name"] = entry.name
        if entry.types[0] == "cc.childminder":
            entry.facts["surname"] = facts["surname"]
        entry.summary = fill(rng.choice(recipe.slots["summary"]), facts)
        entry.description = compose(recipe.slots, facts, rng, self._memory)
        if host is None:
            host = self._new_agency(recipe, entry, town, facts, rng)
        elif town != host.town:
            entry.facts.setdefault("at", town)
        host.entries.append(entry)

    def _name(self, recipe: Recipe, host: Agency | None, facts: dict[str, str], rng: Random) -> str:
        """A name that is not taken: in the host for its own services, anywhere for a new agency."""
        taken = {entry.name for entry in host.entries} if host else self._names
        for _ in range(200):
            name = fill(rng.choice(recipe.slots["names"]), facts | {"host": host.name if host else ""})
            if name not in taken:
                return name
            facts["surname"] = rng.choice(alternatives("people.txt")["people"]["last"])
        return next(f"{name}, group {number}" for number in range(2, 99) if f"{name}, group {number}" not in taken)

    def _new_agency(self, recipe: Recipe, entry: Written, town: str, facts: dict[str, str], rng: Random) -> Agency:
        name = re.sub(r", childminder$", "", entry.name)
        kind = "statutory" if recipe.type.split()[0] in _STATUTORY else "voluntary"
        about = fill(rng.choice(recipe.slots.get("about", [""])), facts)
        agency = Agency(name, kind, town, about)
        self._names |= {name, entry.name}
        self.agencies.append(agency)
        self._hosts.setdefault(recipe.type.split()[0], []).append(agency)
        return agency


_STATUTORY = {"h.gp", "h.dental", "h.sight", "e.school"}
