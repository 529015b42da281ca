"""What is published: the document of each kind, built from what the drafts hold; and old documents in today's schema. (pure)"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Document = dict[str, Any]
SCHEMA = 1

# One step a schema number: UPGRADES[1] turns a document of schema 1 into one of schema 2. Stored bytes are never rewritten.
UPGRADES: dict[int, Callable[[Document], Document]] = {}


def organisation(row: Mapping[str, Any], parts: Document, *, authority: str) -> Document:
    """An agency as shown. row: the columns of its draft."""
    return {
        **_take(row, "uuid", "kind", "url", "email", "charity_number", "company_number"),
        "authority": authority,
        **_take(parts, "texts", "phones", "attributes"),
    }


def site(row: Mapping[str, Any], parts: Document, *, authority: str) -> Document:
    """A place. Its exact address stands beside it under the reference `address`."""
    point = [row["blurred_lat"], row["blurred_lon"]] if row["blurred_lat"] is not None else None
    return {
        **_take(row, "uuid", "organisation", "address", "privacy", "lies_in"),
        "authority": authority,
        "point": point,
        "access": _access(parts),
        **_take(parts, "texts", "phones", "schedules"),
    }


def entry(
    row: Mapping[str, Any], parts: Document, uses: Sequence[Document], *, authority: str, needs: Sequence[str]
) -> Document:
    """One service. `needs` are all dimensions: its own and those of its types. `uses` name its sites."""
    types = [t["code"] for t in parts["terms"] if t["vocabulary"] == "service-types"]
    own = [t["code"] for t in parts["terms"] if t["vocabulary"] == "needs"]
    capacity = None
    if row["places"]:
        capacity = {
            "places": row["places"],
            "weeks_wait": row["weeks_wait"],
            "stated_on": row["capacity_stated_on"],
            "good_until": row["capacity_good_until"],
        }
    return {
        **_take(
            row,
            "code",
            "uuid",
            "organisation",
            "status",
            "url",
            "email",
            "levels",
            "audience",
            "delivery",
            "eligibility",
            "referral",
            "answerable",
        ),
        "authority": authority,
        "types": types,
        "own_needs": own,
        "needs": list(needs),
        "sites": list(uses),
        "capacity": capacity,
        "access": _access(parts),
        "assurance": {"on": row["assured_on"], "by": row["assured_by"]} if row["assured_on"] else None,
        **_take(parts, "texts", "phones", "contacts", "schedules", "costs", "areas", "languages", "attributes"),
    }


def _access(parts: Document) -> dict[str, bool | None]:
    return {fact["code"]: fact["holds"] for fact in parts["access"]}


def _take(source: Mapping[str, Any], *names: str) -> Document:
    return {name: source[name] for name in names}


def canonical(document: Document) -> bytes:
    """The same document is always the same bytes."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def packed(text: bytes) -> bytes:
    """As it is stored."""
    return zlib.compress(text, 6)


def opened(schema: int, stored: bytes) -> Document:
    """A stored document in today's schema."""
    document: Document = json.loads(zlib.decompress(stored))
    for number in range(schema, SCHEMA):
        document = UPGRADES[number](document)
    return document
