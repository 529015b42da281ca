"""The places that come with the site: reading places/data and working out what lies where. (pure)"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from places.rules import Nearest, folded, middle, postcode_key, sector_of

DATA = Path(__file__).parent / "data"
WARD_YEAR = 2013
_TOWN_REACH_MILES = 2.5  # people name a town this far from its middle as theirs
_SECTOR_REACH_MILES = 12.0  # in the Highlands a sector is wide
_POSTCODE_REACH_MILES = 1.0
Row = dict[str, Any]
Points = dict[str, tuple[float, float]]


def shipped() -> dict[str, list[Row]]:
    """Rows for each table, by the table's name, each row ready to insert."""
    postcodes, outcodes = list(_postcodes()), list(_outcodes())
    sectors, towns = list(_rows("postcode_sectors_gb.csv", "sector")), list(_towns())
    _place_towns(towns, sectors, outcodes, postcodes)
    _name_sectors(sectors, towns)
    return {
        "place_district": list(_districts()),
        "place_outcode": outcodes,
        "place_sector": sectors,
        "place_town": towns,
        "place_ward": _wards(),
        "place_postcode": postcodes,
    }


def _read(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _point(row: dict[str, str]) -> Row:
    return {"lat": float(row["lat"]), "lon": float(row["lon"])}


def _rows(name: str, key: str) -> Iterator[Row]:
    return ({key: row[key], **_point(row)} for row in _read(name))


def _outcodes() -> Iterator[Row]:
    for row in _read("outcodes_gb.csv"):
        yield {"outcode": row["outcode"], "district": row["main_lad_code"], **_point(row)}


def _districts() -> Iterator[Row]:
    for row in _read("local_authorities_gb.csv"):
        name, county = turned(row["lad_name"]), turned(row["upper_tier_name_2021"])
        names = {"name": name, "folded": folded(name), "county": county, "county_folded": folded(county)}
        yield {"code": row["lad_code"], **names, **_point(row)}


def turned(name: str) -> str:
    """A name that was listed by its second part, as people say it: "Bristol, City of" is Bristol."""
    return name.split(", ", maxsplit=1)[0]


def _postcode_rows() -> Iterator[dict[str, str]]:
    for path in sorted(DATA.glob("postcodes_*.csv")):
        yield from _read(path.name)


def _postcodes() -> Iterator[Row]:
    for row in _postcode_rows():
        codes = {"district": row["lad_code"], "ward": row["ward13_code"], "ended": None}
        yield {"postcode": postcode_key(row["postcode"]), **codes, **_point(row)}


def _wards() -> list[Row]:
    members: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in _postcode_rows():
        if row["ward13_code"]:
            key = (row["ward13_code"], row["ward13_name"], row["lad_code"])
            members[key].append((float(row["lat"]), float(row["lon"])))
    wards: dict[str, Row] = {}
    for (code, name, district), points in sorted(members.items(), key=lambda item: -len(item[1])):
        lat, lon = middle(points)
        ward = {"code": code, "name": name, "folded": folded(name), "year": WARD_YEAR, "district": district}
        wards.setdefault(code, {**ward, "lat": lat, "lon": lon})
    return list(wards.values())


def _towns() -> Iterator[Row]:
    for row in _read("geonames_gb_places_pop500.csv"):
        town = {"geoname": int(row["geonameid"]), "name": row["name"], "folded": folded(row["name"])}
        yield {**town, "population": int(row["population"]), "nation": row["admin1"], **_point(row)}


def _points(rows: list[Row], key: str) -> Points:
    return {row[key]: (row["lat"], row["lon"]) for row in rows}


def _place_towns(towns: list[Row], sectors: list[Row], outcodes: list[Row], postcodes: list[Row]) -> None:
    """Write into each town the areas its middle lies in: by the nearest known postcode, else by sector."""
    near_sector = Nearest(_points(sectors, "sector"))
    near_postcode = Nearest(_points(postcodes, "postcode"))
    main_district = {row["outcode"]: row["district"] for row in outcodes}
    by_key = {row["postcode"]: row for row in postcodes}
    for town in towns:
        abroad = town["nation"] == "NIR"
        here = by_key.get(near_postcode.to(town["lat"], town["lon"], _POSTCODE_REACH_MILES), {})
        reach = 0.0 if abroad else _SECTOR_REACH_MILES
        sector = sector_of(here["postcode"]) if here else near_sector.to(town["lat"], town["lon"], reach)
        outcode = sector.split()[0] if sector else ""
        district = here.get("district") or main_district.get(outcode, "")
        town |= {"sector": sector, "outcode": outcode, "district": district, "ward": here.get("ward", "")}


def _name_sectors(sectors: list[Row], towns: list[Row]) -> None:
    """Write into each sector the nearest town; small villages inside a town's reach do not take its name from it."""
    names = {str(town["geoname"]): town["name"] for town in towns}
    nearest = Nearest(_points([{**town, "geoname": str(town["geoname"])} for town in towns], "geoname"))
    for sector in sectors:
        sector["town"] = names.get(nearest.to(sector["lat"], sector["lon"], _TOWN_REACH_MILES), "")
