"""Is a new record one of the children we have? What a person must see before two become one. (pure)

Merging two children is the worst fault an index can have, so "same" needs two things that agree independently, and two
different NHS numbers are two children whatever else agrees. Everything else that is close is "near": a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from childindex.finding import Asked, Candidate, Name, date_agreement, own_name, ranked
from childindex.names import folded
from childindex.names.keys import postcode_key
from childindex.names.likeness import family_likeness
from childindex.numbers import NHS, UPN, bare, fault, is_temporary_upn

_SAME_FAMILY = 0.85  # as alike as the family names of brothers and sisters are written
Strength = Literal["same", "near"]


@dataclass(frozen=True)
class Record:
    """A child as it is compared: its names, date and postcodes, and its numbers by scheme ("nhs", "upn")."""

    child: Candidate
    numbers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Near:
    """A child that the new record may be, how surely, and why, as codes for words."""

    ref: int
    strength: Strength
    why: tuple[str, ...]


def compare(new: Record, old: Iterable[Record]) -> list[Near]:
    """The children that a new record may be, the surest first. Shielded ones are compared too: the caller quarantines."""
    found = [near for record in old if (near := _compared(new, record))]
    return sorted(found, key=lambda near: (near.strength != "same", -len(near.why), near.ref))


def _compared(new: Record, old: Record) -> Near | None:
    why = _why(new, old)
    differs = {"nhs-differs", "upn-differs"}.intersection(why)
    if not _worth_a_look(set(why)):
        return None
    strength: Strength = "same" if _certain(set(why)) and not differs else "near"
    return Near(old.child.ref, strength, tuple(why))


def _worth_a_look(why: set[str]) -> bool:
    if {"nhs", "upn", "sibling"} & why:
        return True
    named = bool({"name", "name-like"} & why)
    return named and bool({"born", "born-like", "postcode"} & why)


def _certain(why: set[str]) -> bool:
    if "sibling" in why:
        return False
    if "nhs" in why:
        return bool({"name", "name-like"} & why) or "born" in why
    if "upn" in why:
        return bool({"name", "name-like"} & why) and "born" in why
    return {"name", "born", "postcode"} <= why


def _why(new: Record, old: Record) -> list[str]:
    why = [*_numbers(new.numbers, old.numbers)]
    agreement = date_agreement(new.child.born, old.child.born, estimated=new.child.estimated or old.child.estimated)
    if agreement in ("right", "slip", "estimated"):
        why.append("born" if agreement == "right" else "born-like")
    at_home = bool(_homes(new.child) & _homes(old.child))
    if at_home:
        why.append("postcode")
    named = _name(new.child, old.child)
    if named:
        why.append(named)
    elif agreement == "right" and at_home and _same_family(new.child, old.child):
        why.append("sibling")
    return why


def _numbers(new: Mapping[str, str], old: Mapping[str, str]) -> Iterable[str]:
    """Numbers that agree or contradict; one that cannot be right, or is only temporary, contradicts nothing."""
    for scheme in (NHS, UPN):
        one, other = (bare(numbers.get(scheme, "")) for numbers in (new, old))
        if not one or not other or fault(scheme, one) or fault(scheme, other):
            continue
        if one == other:
            yield scheme
        elif scheme == NHS or not (is_temporary_upn(one) or is_temporary_upn(other)):
            yield f"{scheme}-differs"


def _name(new: Candidate, old: Candidate) -> str:
    """ "name" for every word of one of its names, "name-like" where finding would take it for a slip, else ""."""
    open_to_all = replace(old, born=None, estimated=False, shielded=False)
    near = False
    for name in new.names:
        if any(own_name((folded(name.given), folded(name.family)), other) for other in old.names):
            return "name"
        near = near or _likely(
            name, new, open_to_all, dated=replace(open_to_all, born=old.born, estimated=old.estimated)
        )
    return "name-like" if near else ""


def _likely(name: Name, new: Candidate, undated: Candidate, *, dated: Candidate) -> bool:
    asked = Asked(name.given, name.family, born=new.born, gender=new.gender, postcode=next(iter(new.postcodes), ""))
    return bool(ranked(asked, [dated]) or ranked(replace(asked, born=None), [undated]))


def _homes(child: Candidate) -> set[str]:
    return {key for code in child.postcodes if (key := postcode_key(code))}


def _same_family(new: Candidate, old: Candidate) -> bool:
    pairs = ((folded(one.family), folded(other.family)) for one in new.names for other in old.names)
    return any((family_likeness(one, other) or 0.0) >= _SAME_FAMILY for one, other in pairs)
