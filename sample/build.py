"""From drafts to the shapes of the directory: texts, sites, phones, people and all coded facts. (pure)"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

from directory.shapes import (
    Area,
    Entry,
    Maker,
    Organisation,
    Phone,
    Privacy,
    Schedule,
    Site,
    SiteUse,
    Text,
)
from sample import facts, hours, reaching
from sample.authorities import SampleAuthority
from sample.compose import fill
from sample.drafts import fact_words, profile
from sample.ground import Ground
from sample.numbers import Numbers
from sample.translations import translated
from sample.wordfile import Agency, Written, alternatives, table

_LEVELS = {row["code"]: row["level"] for row in table("levels.tsv")}
_TEXTS = {
    "who": "who_for",
    "how": "how_to_get_help",
    "ring": "when_you_ring",
    "costs": "cost_words",
    "hours": "hours_words",
}


def slugged(words: str) -> str:
    """Small letters and hyphens only: for keys and invented web names."""
    plain = unicodedata.normalize("NFKD", words.casefold().replace("ł", "l")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


class Builder:
    """Collects the organisations, sites and entries of one authority."""

    def __init__(self, authority: SampleAuthority, ground: Ground, today: date) -> None:
        self.organisations: list[Organisation] = []
        self.sites: list[Site] = []
        self.entries: list[Entry] = []
        self._authority = authority
        self._ground = ground
        self._today = today
        self._numbers = Numbers(authority.slug, Random(f"{authority.slug} numbers"))
        self._sites: dict[tuple[str, str, str], str] = {}

    def add(self, agency: Agency) -> None:
        """One agency with its sites and services."""
        key = f"{self._authority.slug}/{slugged(agency.name)}"
        rng = Random(key)
        number = self._numbers.give("national" if agency.town == "none" else "landline")
        web = slugged(agency.name).replace("-the-", "-")[:40].strip("-")
        self.organisations.append(
            Organisation(
                key,
                {"name": english(agency.name), **({"description": english(agency.about)} if agency.about else {})},
                agency.kind,
                f"https://{web}.example.org/" if rng.random() < 0.85 else "",
                f"{rng.choice(('hello', 'office', 'info', 'contact'))}@{web}.example.org",
                (Phone(number),),
            )
        )
        for entry in agency.entries:
            self.entries.append(self._entry(agency, self.organisations[-1], entry))

    def _entry(self, agency: Agency, organisation: Organisation, entry: Written) -> Entry:
        key = f"{organisation.key}/{slugged(entry.name)}"
        rng = Random(key)
        usual = profile(entry.types[0])
        manner = _manner(usual["manner"], entry.facts.get("how", ""))
        sites = self._places(agency, organisation.key, entry, rng)
        words = self._words(agency, entry, manner, rng)
        times = hours.schedules(entry.facts["when"], self._today)
        shut = hours.exceptions(entry.facts["when"], self._today, rng)
        page = (
            f"{organisation.url}{slugged(entry.name)}"
            if organisation.url and len(agency.entries) > 1
            else organisation.url
        )
        known = Entry(
            key=key,
            organisation=organisation.key,
            texts=self._texts(agency, entry, words),
            types=entry.types,
            needs=tuple(entry.facts.get("dims", "").split()),
            levels=tuple(int(level) for level in entry.facts.get("level", _LEVELS[entry.types[0]]).split()),
            audience=tuple(usual["audience"].split()),
            delivery=self._delivery(agency, entry),
            sites=sites,
            url=page if rng.random() < 0.9 else "",
            email=organisation.email if rng.random() < 0.85 else "",
            phones=reaching.phones(self._numbers, organisation, entry.facts, rng),
            contacts=reaching.contacts(self._numbers, organisation, entry.facts, rng),
            schedules=times + shut if rng.random() > 0.03 or entry.by_hand else (),
            referral=facts.referral(manner, rng, page),
            areas=self._areas(agency, entry, manner, rng),
        )
        return self._with_facts(known, organisation, entry, manner, rng)

    def _with_facts(self, known: Entry, organisation: Organisation, entry: Written, manner: str, rng: Random) -> Entry:
        """The same entry with its coded facts."""
        return replace(
            known,
            costs=facts.costs(entry.facts["cost"]),
            eligibility=facts.eligibility(entry.facts["age"], entry.facts.get("circ", "")),
            languages=facts.languages(self._authority.slug, entry.facts.get("lang", ""), rng),
            access=facts.service_access(rng),
            capacity=facts.capacity(manner, self._today, entry.facts.get("wait", ""), rng),
            assurance=facts.assurance(self._today, rng, organisation.email),
            answerable=rng.choice(_POSTS[organisation.kind]),
            attributes=facts.attributes(entry.types[0], rng),
            practitioner_notes=self._notes(entry, manner, rng),
        )

    def _words(self, agency: Agency, entry: Written, manner: str, rng: Random) -> Mapping[str, str]:
        town = agency.town if agency.town != "none" else self._authority.name
        found = fact_words(entry, entry.facts.get("at", town).split(",")[0], self._authority.name, self._today, rng)
        if "leader" in entry.facts:
            found["leader"] = entry.facts["leader"]
        return found | {"manner": manner}

    def _texts(self, agency: Agency, entry: Written, words: Mapping[str, str]) -> dict[str, dict[str, Text]]:
        rng = Random(f"texts {self._authority.slug}/{agency.name}/{entry.name}")
        usual = alternatives("manners.txt")[words["manner"]]
        texts = {"name": english(entry.name), "summary": english(entry.summary)}
        if entry.description:
            texts["description"] = english(entry.description)
        for short, field in _TEXTS.items():
            if short in entry.facts:
                texts[field] = english(entry.facts[short])
            elif short == "who" and "who_any" in usual and (facts.ages(entry.facts["age"])[1] or 99) > 6:
                texts[field] = english(fill(rng.choice(usual["who_any"]), words))
            elif short in usual and (short != "ring" or rng.random() < 0.78):
                texts[field] = english(fill(rng.choice(usual[short]), words))
        need = entry.facts.get("need") or (rng.choice(usual["need"]) if rng.random() < 0.5 else "")
        if need:
            texts["referral_needed"] = english(fill(need, words))
        if "wait" in entry.facts:
            texts["waiting_words"] = english(rng.choice(alternatives("manners.txt")["waiting"]["words"]))
        for field, others in translated(self._authority.slug, agency.name, entry, self._today).items():
            texts[field] = texts.get(field, {}) | others
        return texts

    def _places(self, agency: Agency, organisation: str, entry: Written, rng: Random) -> tuple[SiteUse, ...]:
        at = entry.facts.get("at", agency.town)
        if at == "none":
            return ()
        if at == "never":  # each safe house is a house of its own
            return (SiteUse(self._site(organisation, agency.town, at, slugged(entry.name))),)
        if at == "after":
            return (SiteUse(self._site(organisation, agency.town, at)),)
        towns = [town.strip() for town in at.split(",")]
        if len(towns) == 1 and not entry.by_hand and rng.random() < 0.06:
            towns.append(self._ground.neighbour(towns[0], rng))
        plain = entry.types[0] in ("cc.childminder", "c.play")  # a home or a field: no hall, no bell
        uses = []
        for number, town in enumerate(towns):
            phones = (
                (Phone(self._numbers.give("landline"), label=town),) if len(towns) > 1 and rng.random() < 0.3 else ()
            )
            times = self._other_times(entry, rng) if number and rng.random() < 0.5 else ()
            uses.append(SiteUse(self._site(organisation, town, "public", plain=plain), times, phones))
        return tuple(uses)

    def _other_times(self, entry: Written, rng: Random) -> tuple[Schedule, ...]:
        """Hours at a second place, where they differ."""
        return hours.schedules(rng.choice(profile(entry.types[0])["when"].split(" / ")), self._today)

    def _site(self, organisation: str, town: str, privacy: str, which: str = "", plain: bool = False) -> str:
        """The key of the organisation's site in a town, made when it is first needed."""
        known = (organisation, town, privacy + which)
        if known not in self._sites:
            key = "-".join(
                part for part in (f"{organisation}/{slugged(town)}", privacy, which) if part != "public" and part
            )
            self._sites[known] = key
            self.sites.append(self._new_site(key, organisation, town, privacy, plain))
        return self._sites[known]

    def _new_site(self, key: str, organisation: str, town: str, privacy: str, plain: bool) -> Site:
        rng = Random(key)
        address = self._ground.address(town, rng, named=privacy == "public" and not plain)
        if privacy != "public":
            words = alternatives("confidential.txt")[privacy]["words"]
            texts = {
                "name": english(f"{town} area"),
                "address_words": english(rng.choice(words).format(town=town, area=self._authority.name)),
            }
            shown = Privacy.NEVER if privacy == "never" else Privacy.AFTER_REFERRAL
            return Site(key, organisation, texts, address, shown, facts.access(rng))
        texts = {"name": english(address.lines[0] if len(address.lines) == 3 else f"{address.lines[0]}, {town}")}
        ways = alternatives("ways_in.txt")["ways"]
        for field in ("landmark", "stop") if plain else ("door", "bell", "landmark", "stop", "directions"):
            if rng.random() < 0.45:
                texts[field] = english(rng.choice(ways[field]))
        return Site(key, organisation, texts, address, Privacy.PUBLIC, facts.access(rng))

    def _delivery(self, agency: Agency, entry: Written) -> tuple[str, ...]:
        """As its writer said; an agency without a door is not met in person."""
        ways = tuple(way for way in entry.facts["via"].split() if agency.town != "none" or way != "in-person")
        return ways or ("phone",)

    def _areas(self, agency: Agency, entry: Written, manner: str, rng: Random) -> tuple[Area, ...]:
        home = Area("district", self._authority.gss, self._authority.name)
        wide = entry.facts.get("area", "")
        if wide in _COUNTRIES:
            return (_COUNTRIES[wide],)
        if wide:
            nearest = self._authority.neighbours[: 1 if wide == "next" else None]
            return (home, *(Area("district", code, name) for code, name in nearest))
        town = entry.facts.get("at", agency.town).split(",", maxsplit=1)[0]
        everywhere = town not in self._ground.towns or manner in ("council", "refer", "helpline")
        return (home,) if everywhere else self._nearby(town, home, rng)

    def _nearby(self, town: str, home: Area, rng: Random) -> tuple[Area, ...]:
        """What a service in a town covers: the district, its wards, its outcodes or the town."""
        luck = rng.random()
        if luck < 0.55:
            return (home,)
        if luck < 0.8:
            return self._ground.wards(town, rng.randint(1, 3))
        return self._ground.outcodes(town) if luck < 0.92 else (Area("town", town, town),)

    def _notes(self, entry: Written, manner: str, rng: Random) -> dict[str, str]:
        if "note" in entry.facts:
            return {"note": entry.facts["note"]}
        usual = alternatives("manners.txt")[manner].get("note", ())
        return {"threshold": rng.choice(usual)} if usual and rng.random() < 0.4 else {}


def english(words: str) -> dict[str, Text]:
    """A text that exists in English only so far."""
    return {"en": Text(words, Maker.AGENCY)}


_OPEN_DOOR = re.compile(
    r"^(Ring|Book|Come|Write|Email)|no referral|Anyone|[Pp]arents? (can|may|or)|yourself|themselves"
)


def _manner(usual: str, how: str) -> str:
    """A type that is usually by referral is open when its writer says that a family may ask."""
    return "open" if usual == "refer" and _OPEN_DOOR.search(how) else usual


_COUNTRIES = {"uk": Area("country", "K02000001", "United Kingdom"), "england": Area("country", "E92000001", "England")}
_POSTS = {
    "statutory": ("Service manager", "Team manager", "Information officer", "Head of service", "Business support lead"),
    "voluntary": ("Coordinator", "Chair of trustees", "Secretary", "Owner", "Manager", "Group leader"),
}
