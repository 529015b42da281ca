"""A service, a site, an agency in one line."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from accounts import operations as accounts
from directory import operations, vocabulary_files
from directory.shapes import (
    AddressLines,
    Area,
    Assurance,
    Cost,
    Entry,
    Organisation,
    Phone,
    Schedule,
    Site,
    SiteUse,
    Text,
)
from foundation.acts import Actor, system

HOME, NEXT_DOOR = "telford-and-wrekin", "knowsley"


def words(**fields: str) -> dict[str, dict[str, Text]]:
    """name="Larks" in English; name_pl="Skowronki" in Polish."""
    said: dict[str, dict[str, Text]] = {}
    for key, value in fields.items():
        field, language = (key[:-3], key[-2:]) if key[-3:] in ("_ar", "_pl", "_ur") else (key, "en")
        said.setdefault(field, {})[language] = Text(value)
    return said


def begin(actor: Actor) -> None:
    """Two authorities with their vocabularies."""
    accounts.keep_authority(
        actor,
        accounts.NewAuthority(HOME, "Telford and Wrekin", "E06000020", phone="01632 960100", point=(52.70, -2.48)),
    )
    accounts.keep_authority(actor, accounts.NewAuthority(NEXT_DOOR, "Knowsley", "E08000011", point=(53.42, -2.82)))
    for name in vocabulary_files.NAMES:
        operations.load_vocabulary(actor, HOME, name, vocabulary_files.read(name))


def organisation(key: str = "larks", name: str = "Wrekin Larks", **more: Any) -> Organisation:
    """An agency."""
    return Organisation(key, words(name=name), **more)


def site(key: str = "hall", postcode: str = "TF1 1LX", lat: float = 52.70, lon: float = -2.51, **more: Any) -> Site:
    """A place with an address."""
    plain: dict[str, Any] = {
        "organisation": "larks",
        "texts": words(name="Linnet Hall", door="The green door."),
        "address": AddressLines(("Linnet Hall", "4 Linnet Yard", "Wellington"), postcode, lat, lon),
    }
    return Site(key, **{**plain, **more})


def entry(key: str = "singing", name: str = "Singing for Babies", **more: Any) -> Entry:
    """A service with a bit of everything."""
    plain: dict[str, Any] = {
        "organisation": "larks",
        "texts": words(name=name, summary="Songs and rhymes for babies.", description="We sing together."),
        "types": ("cc.toddler",),
        "audience": ("parent",),
        "sites": (SiteUse("hall"),),
        "phones": (Phone("01632 960123"),),
        "schedules": (Schedule(("tue",), time(10), time(11, 30)),),
        "costs": (Cost(Decimal("2.00"), "family"),),
        "areas": (Area("district", "E06000020", "Telford and Wrekin"),),
        "assurance": Assurance(date(2026, 11, 1), "agency"),
    }
    return Entry(key, **{**plain, **more})


def save(*entries: Entry, authority: str = HOME, organisations: Any = (), sites: Any = ()) -> dict[str, str]:
    """Save and publish; the code of each entry by its key."""
    listings = operations.Listings(organisations or (organisation(),), sites or (site(),), entries)
    return operations.save(system("test"), authority, listings).codes
