"""What a person typed as a place, and what was found for it. (pure)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from places.rules import (
    area_of,
    folded,
    miles_between,
    outcodes_meant,
    plain,
    postcode_within,
    postcodes_meant,
    sectors_meant,
)

# Why something else than what was asked is answered; the words for people are made by the pages.
POSTCODE_UNKNOWN = "postcode-unknown"
POSTCODE_ENDED = "postcode-ended"
OUTSIDE_GB = "outside-gb"
NOT_A_PLACE = "not-a-place"
SEVERAL = "several"

# Postcode areas outside Great Britain, with a point to search from all the same.
OUTSIDE = {"BT": (54.597, -5.930), "JE": (49.186, -2.110), "GY": (49.457, -2.537), "IM": (54.152, -4.486)}

COUNTRIES = {"E": "E92000001", "W": "W92000004", "S": "S92000003"}
NATIONS = {
    "england": "ENG",
    "wales": "WLS",
    "cymru": "WLS",
    "scotland": "SCT",
    "northern ireland": "NIR",
}
LEADING = ("close to", "not far from", "near to", "near", "nr", "in", "around", "by", "at")
_TRAILING = ("area", "uk", "gb", "united kingdom", "great britain")
_LIKE_ENOUGH = 72  # of 100, as rapidfuzz counts; below it a suggestion surprises more than it helps
_SUGGESTIONS = 5


@dataclass(frozen=True)
class Codes:
    """The areas a point lies in; empty where not known. Wards and districts by GSS code, a town by its name."""

    district: str = ""
    ward: str = ""
    sector: str = ""
    outcode: str = ""
    town: str = ""

    def areas(self) -> tuple[tuple[str, str], ...]:
        """(kind, code) of every area that may be covered by a service, the smallest first, the country last."""
        country = COUNTRIES.get(self.district[:1], "")
        named = (
            ("ward", self.ward),
            ("sector", self.sector),
            ("outcode", self.outcode),
            ("town", self.town),
            ("district", self.district),
            ("country", country),
        )
        return tuple((kind, code) for kind, code in named if code)


@dataclass(frozen=True)
class Other:
    """Another place of the same name: `within` is the name of its district."""

    name: str
    within: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Found:
    """A place. kind: postcode, sector, outcode, town, ward, district, area (outside Great Britain).

    exact: it is what was typed. Otherwise `note` is a reason code, and the point is of something around it.
    """

    kind: str
    name: str
    lat: float
    lon: float
    codes: Codes = Codes()
    exact: bool = True
    note: str = ""
    asked: str = ""
    within: str = ""  # the name of its district, to tell it from others
    others: tuple[Other, ...] = ()
    ward_year: int | None = None


@dataclass(frozen=True)
class NotFound:
    """No place. `suggestions` are names or postcodes' outcodes that look like what was typed."""

    asked: str
    reason: str = NOT_A_PLACE
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meant:
    """What typed text may mean, each the likeliest first."""

    text: str
    postcodes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    outcodes: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = field(default=())  # (name, what follows it), both folded
    parted: bool = False  # by a comma: then the name stands even when what follows is no place

    @property
    def looks_like_postcode(self) -> bool:
        """It has a postcode's form, so that an unknown one is told apart from an unknown town."""
        return bool(self.postcodes)


def meant(text: str) -> Meant:
    """What this text may mean as a place."""
    clean = plain(text)
    inner = postcode_within(clean)
    return Meant(
        text=clean,
        postcodes=postcodes_meant(clean) or ((inner,) if inner else ()),
        sectors=sectors_meant(clean),
        outcodes=outcodes_meant(clean),
        names=tuple(_names(clean)),
        parted="," in clean,
    )


def _names(text: str) -> list[tuple[str, str]]:
    """("wellington", "shropshire") for "near Wellington, Shropshire": each way to cut a name from what follows."""
    first, _, rest = text.partition(",")
    words = _without_frame(folded(first)).split()
    following = _without_frame(folded(rest))
    ways = [(" ".join(words), following)]
    if not following:
        ways += [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(len(words) - 1, 0, -1)][:3]
    return [(name, context) for name, context in ways if name]


def _without_frame(name: str) -> str:
    for word in LEADING:
        if name.startswith(f"{word} "):
            name = name[len(word) + 1 :]
            break
    for word in _TRAILING:
        if name == word or name.endswith(f" {word}"):
            return name[: -len(word)].strip()
    return name


def outside_gb(meant_postcodes: Sequence[str], outcodes: Sequence[str]) -> str:
    """The postcode area (BT, JE, GY, IM) when what was typed lies outside Great Britain, else empty."""
    outward = [key[:-3] for key in meant_postcodes] + list(outcodes)
    return next((area for code in outward if (area := area_of(code)) in OUTSIDE), "")


def nearest_first(places: Sequence[Found], point: tuple[float, float] | None) -> list[Found]:
    """Places of one name: nearest to the point first; without a point in the order given."""
    if point is None:
        return list(places)
    return sorted(places, key=lambda place: miles_between(*point, place.lat, place.lon))


def alike(name: str, names: Sequence[str]) -> list[int]:
    """Which of these folded names look or sound most like this one: their positions, best first."""
    close = process.extract(name, names, scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH, limit=_SUGGESTIONS)
    return [position for _, _, position in close]
