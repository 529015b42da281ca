"""Where is this, what lies around it, what is it called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from sqlalchemy import func, or_, select, union

from foundation.db import reading
from places.finding import (
    NATIONS,
    NOT_A_PLACE,
    OUTSIDE,
    OUTSIDE_GB,
    POSTCODE_ENDED,
    POSTCODE_UNKNOWN,
    SEVERAL,
    Codes,
    Found,
    Meant,
    NotFound,
    Other,
    alike,
    meant,
    nearest_first,
    outside_gb,
)
from places.models import District, Outcode, Postcode, Sector, Town, Ward
from places.rules import area_of, middle, outcode_of, plain, postcode_key, sector_of, spaced

_BATCH = 500
Location = tuple[float, float]


def find(text: str, near: Location | None = None, *, suggest: bool = True) -> Found | NotFound:
    """The place a person means by this text, or what looks most like it.

    `near` (latitude, longitude) decides between places of one name: the nearest to it is taken, the others are listed.
    An unknown postcode is answered by its sector, or its outcode, with a note that says so. Suggestions read every name
    there is (10 ms): without `suggest` a NotFound has none.
    """
    asked = meant(text)
    if area := outside_gb(asked.postcodes[:1], asked.outcodes[:1]):
        lat, lon = OUTSIDE[area]
        return Found("area", asked.text.upper(), lat, lon, exact=False, note=OUTSIDE_GB, asked=asked.text)
    found = _by_code(asked) or _by_name(asked, near) or _around_postcode(asked)
    if found:
        return replace(found, asked=asked.text)
    return _not_found(asked, _alike(asked) if suggest else ())


def that_may_be_places(texts: Iterable[str]) -> list[str]:
    """Those of the texts that look like a code, or are called like a town, a district or a ward; one look for all of them."""
    asked = {text: meant(text) for text in texts}
    names = {name for one in asked.values() for name, _context in one.names}
    called = [select(table.folded).where(table.folded.in_(names)) for table in (Town, District, Ward)]
    known = set(reading().scalars(union(*called))) if names else set()
    return [
        text
        for text, one in asked.items()
        if one.postcodes or one.sectors or one.outcodes or any(name in known for name, _context in one.names)
    ]


def places_of(postcodes: Iterable[str]) -> dict[str, Found]:
    """Known postcodes among these, by the form they were given in. For whoever has many to place at once."""
    wanted = {given: postcode_key(given) for given in postcodes}
    keys = iter(sorted(set(wanted.values())))
    rows: dict[str, Found] = {}
    while batch := list(islice(keys, _BATCH)):
        for row in reading().scalars(select(Postcode).where(Postcode.postcode.in_(batch))):
            rows[row.postcode] = _postcode_found(row)
    return {given: rows[key] for given, key in wanted.items() if key in rows}


def towns_in(low: float, high: float, west: float, east: float, *, most: int) -> list[Town]:
    """The largest towns between two latitudes and two longitudes, the largest first."""
    wanted = select(Town).where(Town.lat.between(low, high), Town.lon.between(west, east))
    return list(reading().scalars(wanted.order_by(Town.population.desc(), Town.geoname).limit(most)))


def district_name(code: str) -> str:
    """The name of a district by its GSS code; empty when it is not known."""
    return reading().scalar(select(District.name).where(District.code == code)) or ""


def ward_name(code: str) -> tuple[str, int] | None:
    """A ward's name and the year its boundary is of."""
    row = reading().execute(select(Ward.name, Ward.year).where(Ward.code == code)).first()
    return (row[0], row[1]) if row else None


def middle_of_district(code: str) -> Location | None:
    """Where a district's middle is: from here the home authority's people look out."""
    row = reading().execute(select(District.lat, District.lon).where(District.code == code)).first()
    return (row[0], row[1]) if row else None


def is_loaded() -> bool:
    """Whether any postcodes have been loaded."""
    return reading().scalar(select(Postcode.postcode).limit(1)) is not None


def count_postcodes() -> int:
    """How many postcodes are known, live or ended."""
    return reading().scalar(select(func.count()).select_from(Postcode)) or 0


def _by_code(asked: Meant) -> Found | None:
    """An existing postcode, sector or outcode. "TF1 3" is a sector, "TF13" an outcode before it is a sector."""
    for key in asked.postcodes:
        if (postcode := reading().get(Postcode, key)) is not None:
            return _postcode_found(postcode)
    outcodes, sectors = _outcodes(asked.outcodes), _sectors(asked.sectors)
    ways = (sectors, outcodes) if " " in asked.text else (outcodes, sectors)
    return next((found for way in ways for found in way), None)


def _outcodes(codes: Iterable[str]) -> Iterator[Found]:
    for code in codes:
        if (row := reading().get(Outcode, code)) is not None:
            codes_in = Codes(district=row.district, outcode=row.outcode)
            yield Found("outcode", row.outcode, row.lat, row.lon, codes_in, within=district_name(row.district))


def _sectors(names: Iterable[str]) -> Iterator[Found]:
    for name in names:
        if (row := reading().get(Sector, name)) is not None:
            outcode = reading().get(Outcode, name.split()[0])
            district = outcode.district if outcode else ""
            codes = Codes(district=district, sector=name, outcode=name.split()[0], town=row.town)
            yield Found("sector", name, row.lat, row.lon, codes, within=district_name(district))


def _postcode_found(row: Postcode) -> Found:
    sector = sector_of(row.postcode)
    town = reading().get(Sector, sector)
    codes = Codes(row.district, row.ward, sector, outcode_of(row.postcode), town.town if town else "")
    return Found(
        "postcode",
        spaced(row.postcode),
        row.lat,
        row.lon,
        codes,
        note=POSTCODE_ENDED if row.ended else "",
        within=district_name(row.district),
        ward_year=_ward_year(row.ward),
    )


def _ward_year(code: str) -> int | None:
    ward = reading().get(Ward, code) if code else None
    return ward.year if ward else None


def _around_postcode(asked: Meant) -> Found | None:
    """For a postcode that is not known: its sector, else its outcode, else the middle of its letters."""
    keys = asked.postcodes
    around = next(_sectors(sector_of(key) for key in keys), None) or next(_outcodes(map(outcode_of, keys)), None)
    if around is None and keys:
        around = _middle_of_area(area_of(keys[0]))
    return replace(around, exact=False, note=POSTCODE_UNKNOWN) if around else None


def _middle_of_area(letters: str) -> Found | None:
    rows = reading().execute(
        select(Outcode.outcode, Outcode.lat, Outcode.lon).where(Outcode.outcode.startswith(letters))
    )
    points = [(lat, lon) for outcode, lat, lon in rows if area_of(outcode) == letters]
    return Found("outcode", letters, *middle(points)) if points else None


def _by_name(asked: Meant, near: Location | None) -> Found | None:
    for name, context in asked.names:
        where = _point_of_context(context) if context else None
        if context and where is None and context not in NATIONS and not asked.parted:
            continue
        if found := _named(name, NATIONS.get(context, "")):
            return _chosen(nearest_first(found, where or near), bool(context))
    return None


def _chosen(places: list[Found], told_apart: bool) -> Found:
    """The first of several, with the others beside it; a district of the same name as its town is no other place."""
    best = places[0]
    others = tuple(
        Other(place.name, place.within, place.lat, place.lon)
        for place in places[1:]
        if place.kind == "town" and place.within != best.within
    )
    return replace(best, others=others, note=SEVERAL if others and not told_apart else "")


def _point_of_context(context: str) -> Location | None:
    """Where "Shropshire" or "Kent" is: the middle of the districts of that name or county, else a town's."""
    rows = reading().execute(
        select(District.lat, District.lon).where(or_(District.folded == context, District.county_folded == context))
    )
    if points := [(lat, lon) for lat, lon in rows]:
        return middle(points)
    town = reading().scalars(select(Town).where(Town.folded == context).order_by(Town.population.desc())).first()
    return (town.lat, town.lon) if town else None


def _named(name: str, nation: str) -> list[Found]:
    """Every place of this folded name: towns by size, then wards that lie elsewhere; districts where there is no such town."""
    towns = select(Town).where(Town.folded == name).order_by(Town.population.desc())
    if nation:
        towns = towns.where(Town.nation == nation)
    found = [_town_found(town) for town in reading().scalars(towns)]
    if nation:
        return found
    wards = [_ward_found(ward) for ward in reading().scalars(select(Ward).where(Ward.folded == name))]
    if found:
        towns_of = {town.codes.district for town in found}
        return found + [ward for ward in wards if ward.codes.district not in towns_of]
    by_name = or_(District.folded == name, District.folded == f"{name} city")
    districts = reading().scalars(select(District).where(by_name))
    found = [Found("district", row.name, row.lat, row.lon, Codes(row.code), within=row.county) for row in districts]
    return found or wards


def _town_found(town: Town) -> Found:
    codes = Codes(town.district, town.ward, town.sector, town.outcode, town.name)
    return Found("town", town.name, town.lat, town.lon, codes, within=district_name(town.district))


def _ward_found(ward: Ward) -> Found:
    codes = Codes(ward.district, ward.code)
    within = district_name(ward.district)
    return Found("ward", ward.name, ward.lat, ward.lon, codes, within=within, ward_year=ward.year)


def _not_found(asked: Meant, suggestions: tuple[str, ...]) -> NotFound:
    if asked.looks_like_postcode:
        return NotFound(asked.text, POSTCODE_UNKNOWN)
    return NotFound(asked.text, NOT_A_PLACE, suggestions)


def _alike(asked: Meant) -> tuple[str, ...]:
    """Names of places that look like what was typed."""
    if not asked.names:
        return ()
    names: list[str] = []
    keys: list[str] = []
    for table in (Town, District, Ward):
        for name, key in reading().execute(select(table.name, table.folded).distinct()):
            names.append(name)
            keys.append(key)
    return tuple(dict.fromkeys(names[position] for position in alike(asked.names[0][0], keys)))


def clean(text: str) -> str:
    """The text as it was understood, safe to show in a sentence about it."""
    return plain(text)
