"""Finding one child by what somebody knows of it: which keys are stored and asked, which candidates are it. (pure)"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from childindex.names import folded
from childindex.names import keys as naming
from childindex.names.likeness import family_likeness, given_likeness, left_out_first

# A score is the sum of these, of at most 100.
NAME_POINTS = 60.0  # times how alike the names are
DATE_POINTS = {"right": 40.0, "estimated": 25.0, "slip": 22.0, "unknown": 15.0}
POSTCODE_POINTS = 5.0  # shared with a household, so little beside a name and a date
POSTCODE_FOR_DATE = 25.0  # where no date was given it tells children of one name apart
GENDER_POINTS = -5.0  # another gender is often a slip of the form

# How alike the names must be. The less the date proves, the more the name must: with a slip in the date, one in the name.
LEAST_NAME = {"right": 0.7, "estimated": 0.85, "slip": 0.9, "unknown": 0.87}
LEAST_PART = 0.6  # given and family name each: a twin shares one of them wholly
LEAST_SWAPPED_PART = 0.85  # somebody's given name is often like another's family name
POSTCODE_EASES = 0.06
GENDER_HARDENS = 0.06
MARGIN = 16.0  # what is so far behind the best is not what was meant

_GIVEN_SHARE, _FAMILY_SHARE = 0.55, 0.45
_ONE_PART_ONLY = 0.88  # the other is not known, so less is proved
_SWAPPED = 0.97
_FIRST_LEFT_OUT = 0.9  # Mohammed Ali Khan, asked for as Ali Khan
_OTHER_FAMILY = 0.75  # same given name, day and postcode: the family name has changed
_MOST_WORDS = 6  # of a whole name in one box, for trying where it divides

Words = tuple[str, ...]
Parts = tuple[Words, Words]


@dataclass(frozen=True)
class Name:
    """A name a child is known by; `script` is the whole name in its own script."""

    given: str
    family: str
    script: str = ""


@dataclass(frozen=True)
class Asked:
    """What somebody knows; `given` holds the whole name when one box was used."""

    given: str = ""
    family: str = ""
    born: date | None = None
    gender: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class Candidate:
    """A child that shares a key with the question; every name, the main one first."""

    ref: int
    names: tuple[Name, ...]
    born: date | None
    estimated: bool = False
    gender: str = ""
    postcodes: tuple[str, ...] = ()
    shielded: bool = False


@dataclass(frozen=True)
class Match:
    """A child that may be meant; exact: the child's own name and own date of birth."""

    ref: int
    score: float
    exact: bool


def keys_of(
    name: Name, born: date | None, *, secret: bytes, estimated: bool = False, postcodes: Iterable[str] = ()
) -> frozenset[int]:
    """What is stored of one name of a child. Give no postcodes of a shielded child: an address must not lead to it."""
    keys = list(naming.stored(name.given, name.family, name.script, (born, estimated)))
    return naming.hashed(filter(None, [*keys, *map(naming.postcode_key, postcodes)]), secret)


def keys_asked(asked: Asked, *, secret: bytes) -> frozenset[int]:
    """What is looked up, at most 40 keys; a child that shares none is not considered."""
    return naming.hashed(naming.asked(asked.given, asked.family, asked.born, asked.postcode), secret)


def ranked(asked: Asked, candidates: Iterable[Candidate]) -> list[Match]:
    """The candidates that may be meant, the best first; a shielded one only by its own name and date of birth."""
    whole = (folded(asked.given), folded(asked.family))
    parts = list(_arrangements(whole))
    found = [match for candidate in candidates if (match := _match(asked, whole, parts, candidate))]
    found.sort(key=lambda match: (-match.exact, -match.score, match.ref))
    return [match for match in found if match.exact or match.score > found[0].score - MARGIN]


def chosen(matches: Sequence[Match], most: int) -> tuple[Match, ...]:
    """What may be shown: nothing if there are more than `most`; who is exactly meant stands alone."""
    exact = [match for match in matches if match.exact]
    shown = exact or list(matches)
    return tuple(shown) if len(shown) <= most else ()


def date_agreement(asked: date | None, born: date | None, *, estimated: bool = False) -> str:
    """right, estimated, slip (one digit, two changed places, day for month), unknown, or "" where they contradict."""
    if asked is None or born is None:
        return "unknown"
    if estimated:
        return "estimated" if abs(asked.year - born.year) <= 1 else ""
    if asked == born:
        return "right"
    return "slip" if _slip(asked, born) else ""


def own_name(asked: Parts, name: Name) -> bool:
    """Whether every word of the name was given, in any order, with or without accents, hyphens and spaces."""
    given, family = asked
    said = "".join(given + family)
    if not said:
        return False
    return any(_same_words(asked, words, said) for words in _ways_written(name))


def _ways_written(name: Name) -> list[Parts]:
    """The name in plain words, and once more as its own script has it; a name without letters is none."""
    ways = [(folded(name.given), folded(name.family))]
    if name.script:
        ways.append((folded(name.script), ()))
    return [way for way in ways if way[0] or way[1]]


def _same_words(asked: Parts, held: Parts, said: str) -> bool:
    first, last = held
    together = "".join(first + last)
    if len(together) != len(said):
        return False
    if said in (together, "".join(last + first)):
        return True
    return sorted(asked[0] + asked[1]) == sorted(first + last)


def _match(asked: Asked, whole: Parts, parts: Sequence[Parts], held: Candidate) -> Match | None:
    agreement = date_agreement(asked.born, held.born, estimated=held.estimated)
    if not agreement:
        return None
    ways = [way for name in held.names for way in _ways_written(name)]
    said = "".join(whole[0] + whole[1])
    exact = agreement == "right" and bool(said) and any(_same_words(whole, way, said) for way in ways)
    if held.shielded and not exact:
        return None
    nearby = _at(asked.postcode, held)
    against = _other_gender(asked, held)
    likeness = 1.0 if exact else _best(parts, ways, nearby=nearby and agreement == "right")
    least = LEAST_NAME[agreement] - nearby * POSTCODE_EASES + against * GENDER_HARDENS
    if likeness < least and not exact:
        return None
    home = nearby * (POSTCODE_FOR_DATE if asked.born is None else POSTCODE_POINTS)
    points = NAME_POINTS * likeness + DATE_POINTS[agreement] + home + against * GENDER_POINTS
    return Match(held.ref, round(max(0.0, min(points, 100.0)), 1), exact)


def _best(parts: Sequence[Parts], ways: Iterable[Parts], *, nearby: bool) -> float:
    return max((_name_likeness(parts, way, nearby=nearby) for way in ways), default=0.0)


def _name_likeness(parts: Sequence[Parts], held: Parts, *, nearby: bool) -> float:
    first, last = held
    if first and not last:  # one box, or its own script: it may divide anywhere
        return max(_arranged(parts, way, nearby=nearby) for way in _arrangements(held))
    best = _arranged(parts, held, nearby=nearby)
    if best < LEAST_PART and left_out_first(first) and len(first) + len(last) > 2:
        rest = _arrangements(((first + last)[1:], ()))
        best = _FIRST_LEFT_OUT * max((_arranged(parts, way) for way in rest), default=0.0)
    return best


def _arranged(parts: Sequence[Parts], held: Parts, *, nearby: bool = False) -> float:
    best = 0.0
    for number, way in enumerate(parts):
        worth = _worth(way, held, nearby=nearby, least=LEAST_SWAPPED_PART if number else LEAST_PART)
        best = max(best, worth * (_SWAPPED if number else 1.0))
        if best >= _SWAPPED:
            break
    return best


def _worth(asked: Parts, held: Parts, *, nearby: bool, least: float) -> float:
    given = given_likeness(asked[0], held[0])
    if given is not None and given < least:
        return 0.0
    family = family_likeness(asked[1], held[1])
    if given is None or family is None:
        return _ONE_PART_ONLY * (given or family or 0.0)
    if family < least:
        return _OTHER_FAMILY * given if nearby else 0.0
    return _GIVEN_SHARE * given + _FAMILY_SHARE * family


def _arrangements(whole: Parts) -> Iterator[Parts]:
    """The name as given, with its parts changed over, and, of one box, wherever it can divide."""
    given, family = whole
    if family or len(given) < 2:
        yield given, family
        yield family, given
        return
    words = given[:_MOST_WORDS]
    for split in range(len(words) - 1, 0, -1):
        yield words[:split], words[split:]
        yield words[split:], words[:split]


def _at(postcode: str, held: Candidate) -> bool:
    if not postcode or not held.postcodes:
        return False
    key = naming.postcode_key(postcode)
    return bool(key) and any(naming.postcode_key(other) == key for other in held.postcodes)


def _other_gender(asked: Asked, held: Candidate) -> bool:
    return bool(asked.gender and held.gender) and asked.gender != held.gender


def _slip(asked: date, born: date) -> bool:
    if (asked.year, asked.month, asked.day) == (born.year, born.day, born.month):
        return True
    one, other = (day.isoformat().replace("-", "") for day in (asked, born))
    wrong = [place for place in range(8) if one[place] != other[place]]
    if len(wrong) == 1:
        return True
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and one[wrong[0]] == other[wrong[1]]
        and (one[wrong[1]] == other[wrong[0]])
    )
