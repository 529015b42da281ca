"""Whole published entries made by hand, and engines to put them in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from foundation.db import Database
from search.documents import SearchDocument, search_document
from search.engine import Engine
from search.engines import engine_for

VOCABULARY = {
    ("service-types", "cc.nursery"): {"en": "Day nurseries", "pl": "Żłobki i przedszkola"},
    ("service-types", "h.slt"): {"en": "Speech and language therapy"},
    ("needs", "cdn.health"): {"en": "Health", "ar": "الصحة"},
}


def words(code_list: str, code: str) -> dict[str, str]:
    """Words of a vocabulary code."""
    return VOCABULARY.get((code_list, code), {})


def text(**by_language: str) -> dict[str, Any]:
    """A text as documents hold it."""
    return {tag: {"words": said, "maker": "agency"} for tag, said in by_language.items()}


def schedule(days: str, opens: str, closes: str, **more: Any) -> dict[str, Any]:
    """Hours on some days, "mon tue"."""
    plain = {"weeks": "any", "every": 1, "valid_from": None, "valid_to": None, "closed": False, "note": ""}
    return {"days": days.split(), "opens": opens, "closes": closes, **plain, **more}


def closed(first: str, last: str) -> dict[str, Any]:
    """An exception between two days."""
    return {
        **schedule("", "", ""),
        "opens": None,
        "closes": None,
        "closed": True,
        "valid_from": first,
        "valid_to": last,
    }


def site(lat: float | None = None, lon: float | None = None, **more: Any) -> dict[str, Any]:
    """A public place."""
    address = {"lines": ["1 High Street"], "postcode": "TF1 3AB", "lat": lat, "lon": lon}
    plain = {"privacy": "public", "texts": {"name": text(en="The Wharf")}, "access": {}, "schedules": [], "phones": []}
    point = [lat, lon] if lat is not None else None
    return {**plain, "address": address, "lies_in": {"town": "Wellington"}, "point": point, **more}


def whole(code: str, name: str = "A service", sites: Iterable[dict[str, Any]] = (), **more: Any) -> dict[str, Any]:
    """A whole entry; `more` goes into its document, `description` and `summary` into its texts."""
    organisation, number = more.pop("organisation", "Somebody"), more.pop("number", 1)
    texts = {"name": text(en=name)} | {
        field: text(en=more.pop(field)) for field in ("description", "summary") if field in more
    }
    entry = {
        "code": code, "authority": "home", "texts": texts, "types": [], "needs": [], "audience": [], "delivery": [],
        "sites": [{"site": str(n), "schedules": [], "phones": []} for n, _ in enumerate(sites)], "schedules": [],
        "costs": [], "eligibility": {"min_age": None, "max_age": None}, "areas": [], "languages": [], "access": {},
        "capacity": None, "assurance": None, "phones": [], "email": "",
    }  # fmt: skip
    entry.update(more)
    shown = {"texts": {"name": text(en=organisation)}}
    return {
        "entry": entry,
        "number": number,
        "authority": entry["authority"],
        "organisation": shown,
        "sites": list(sites),
    }


def document(*args: Any, **more: Any) -> SearchDocument:
    """The same as a searchable document."""
    return search_document(whole(*args, **more), words)


def engine(database: Database, folder: Path) -> Engine:
    """The engine of this database."""
    return engine_for(folder, database)
