"""Every property of Open Referral UK 3.0 has a home here, and every home exists."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import directory.models  # noqa: F401  its tables are in the metadata
from foundation.db import Base

ROOT = Path(__file__).parent.parent.parent
SCHEMA = ROOT.parent / "shared" / "data" / "openreferral" / "openapi-oruk-3.0.local.json"
PAGING = {"Page", "/", "/services", "/taxonomies", "/taxonomy_terms", "/service_at_locations"}
SAME = {
    "compiled_service": "service",
    "compiled_service_list": "service",
    "compiled_service_at_location": "service_at_locations",
    "compiled_service_at_location_list": "service_at_locations",
}


def homes() -> dict[str, str]:
    text = (ROOT / "docs" / "open-referral.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| (\w+\.\w+) \| (.+?) \|$", text, re.M))


def properties(document: dict[str, Any]) -> set[str]:
    schemas = document["components"]["schemas"]
    found: set[str] = set()

    def walk(name: str, schema: Any, trail: tuple[str, ...]) -> None:
        if not isinstance(schema, dict):
            return
        if "$ref" in schema:
            target = schema["$ref"].rsplit("/", 1)[-1]
            if target not in trail:
                walk(target, schemas[target], (*trail, target))
            return
        for key, inner in schema.get("properties", {}).items():
            if name not in PAGING:
                found.add(f"{SAME.get(name, name)}.{key}")
            walk(key, inner, trail)
        for inner in [
            schema.get("items"),
            *schema.get("allOf", []),
            *schema.get("anyOf", []),
            *schema.get("oneOf", []),
        ]:
            walk(name, inner, trail)

    for schema in responses(document):
        walk("/", schema, ())
    return found


def responses(document: dict[str, Any]) -> Iterator[Any]:
    for path in document["paths"].values():
        for answer in path["get"]["responses"].values():
            for content in answer.get("content", {}).values():
                yield content["schema"]


@pytest.mark.skipif(
    not SCHEMA.exists(), reason="the published schema may not be shipped; it is read where it lies beside us"
)
def test_every_property_has_a_home() -> None:
    missing = {p for p in properties(json.loads(SCHEMA.read_text())) if p not in homes()}
    missing -= {"service_at_locations.service"}  # the service itself, the other way round
    assert missing == set()


def test_every_home_that_names_a_column_exists() -> None:
    tables = Base.metadata.tables
    held = [home for home in homes().values() if not home.startswith("attribute ")]  # those bear names of their own
    named = {name for home in held for name in re.findall(r"\b([a-z_]+\.[a-z_]+)\b", home)}
    named -= {
        n for n in named if n.split(".")[0] in ("texts", "entry", "organisation", "site") and n.split(".")[1] == "texts"
    }
    for name in named:
        table, column = name.split(".")
        if table in tables:
            assert column in tables[table].columns, name
    assert len(homes()) > 100
