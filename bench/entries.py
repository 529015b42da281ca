"""Invented published entries in the shape of directory.queries.published, for measuring. Seeded: always the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

TYPES = [f"t.{number:02}" for number in range(92)]
NEEDS = [f"n.{number:02}" for number in range(20)]
LANGUAGES = ["en", "pl", "ar", "ur", "pa", "ro", "bfi", "cy"]
ACCESS = ["step-free", "toilet", "hoist", "loop", "bsl", "parking", "bus", "quiet", "interp", "online"]
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_COMMON = """
    help support advice family families children child parents parent young people group sessions service free
    local team school home health care community centre week weekly drop visit call talk worker friendly safe play
    learn baby toddler teenager debt housing benefits speech therapy autism sleep behaviour feeding reading
    nursery club
"""
COMMON = _COMMON.split()
RARE = [
    f"{a}{b}{c}"
    for a in ("bar", "cor", "den", "fal", "gor", "hal", "lim", "mar", "nor", "pel", "sor", "tan")
    for b in ("ba", "de", "fi", "go", "lu", "mi", "na", "po")
    for c in ("ton", "ley", "wick", "ham", "den", "ford")
]


def entries(count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """Whole published entries."""
    chance = random.Random(seed)
    for number in range(count):
        yield entry(number, chance)


def entry(number: int, chance: random.Random) -> dict[str, Any]:
    """One of them."""
    types = chance.sample(TYPES, chance.choice([1, 1, 2, 3]))
    needs = chance.sample(NEEDS, chance.choice([1, 2, 3]))
    lat, lon = chance.gauss(52.69, 0.25), chance.gauss(-2.46, 0.4)
    name = f"{_words(chance, 1, 0.9).title()} {_words(chance, 2, 0.1)}".strip()
    texts = _texts(name, chance)
    return {
        "number": 1,
        "authority": "home",
        "organisation": {"texts": {"name": {"en": _text(f"{_words(chance, 2, 0.8)} trust")}}},
        "sites": [_site(lat, lon, chance)] if chance.random() < 0.9 else [],
        "entry": {
            "code": code_of(number),
            "authority": "home",
            "texts": texts,
            "types": types,
            "needs": needs,
            "audience": chance.sample(["child", "young-person", "parent", "carer"], 2),
            "delivery": chance.sample(["in-person", "phone", "online", "home"], chance.choice([1, 2])),
            "sites": [{"site": "s", "schedules": [], "phones": []}],
            "schedules": _schedules(chance),
            "costs": [{"amount": chance.choice(["0.00", "0", "4.50"])}] if chance.random() < 0.6 else [],
            "eligibility": {"min_age": chance.choice([None, 0, 5, 11]), "max_age": chance.choice([None, 4, 11, 18])},
            "areas": [{"kind": "district", "code": "E06000020", "name": "Telford and Wrekin"}]
            * (chance.random() < 0.3),
            "languages": [{"language": tag} for tag in chance.sample(LANGUAGES, chance.choice([0, 1, 3]))],
            "access": {},
            "capacity": None,
            "assurance": {"on": f"2026-{chance.randint(1, 9):02}-11", "by": "agency"},
            "phones": [{"number": f"01632 {number:06}"}],
            "email": "",
        },
    }


def _texts(name: str, chance: random.Random) -> dict[str, Any]:
    """What it says of itself, now and then in Polish and Arabic too."""
    said = {
        "name": name,
        "summary": _words(chance, 18),
        "description": _words(chance, 110),
        "who_for": _words(chance, 9),
    }
    texts = {field: {"en": _text(words)} for field, words in said.items()}
    if chance.random() < 0.1:
        texts["summary"]["pl"] = _text("zajęcia dla dzieci i rodziców w przedszkolu")
        texts["summary"]["ar"] = _text("خدمات للأطفال والأسر في المدرسة")
    return texts


def code_of(number: int) -> str:
    """A code of six letters."""
    letters = "BCDFGHJKMNPQRTVXZ"
    code = ""
    for _ in range(6):
        number, rest = divmod(number, len(letters))
        code += letters[rest]
    return code


def vocabulary(name: str, code: str) -> dict[str, str]:
    """Words of a code."""
    number = int(code[2:])
    return {"en": f"{COMMON[number % len(COMMON)]} {RARE[number]}", "pl": f"usługa {RARE[number]}"}


def _words(chance: random.Random, count: int, rare: float = 0.25) -> str:
    """Words as in real text: few of them make up most of it."""

    def one() -> str:
        return (
            RARE[int(len(RARE) * chance.random() ** 2)]
            if chance.random() < rare
            else (COMMON[int(len(COMMON) * chance.random() ** 1.6)])
        )

    return " ".join(one() for _ in range(count))


def _text(words: str) -> dict[str, Any]:
    return {"words": words, "maker": "agency", "checked_by": "", "checked_on": None, "source": ""}


def _site(lat: float, lon: float, chance: random.Random) -> dict[str, Any]:
    return {
        "privacy": "public",
        "texts": {"name": {"en": _text(f"{_words(chance, 1, 1.0)} hall")}},
        "point": [lat, lon],
        "lies_in": {"district": "E06000020", "town": _words(chance, 1, 1.0)},
        "address": {"lines": ["1 High Street"], "postcode": "TF1 3AB", "lat": lat, "lon": lon},
        "access": {fact: chance.choice([True, False, None]) for fact in ACCESS},
        "schedules": [],
    }


def _schedules(chance: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "days": chance.sample(DAYS, chance.choice([1, 2, 5])),
            "opens": f"{chance.randint(7, 13):02}:00",
            "closes": f"{chance.randint(14, 21):02}:00",
            "weeks": chance.choice(["any", "any", "term"]),
            "every": 1,
            "valid_from": None,
            "valid_to": None,
            "closed": False,
            "note": "",
        }
        for _ in range(chance.choice([0, 1, 2]))
    ]
