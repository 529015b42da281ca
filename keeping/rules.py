"""A list of services as it stands in a link or on a device: codes, and nothing else. (pure)"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from directory import codes

MOST = 30  # services on one list: more are no list to ring, and no link to send
BETWEEN = "."


@dataclass(frozen=True)
class Asked:
    """What somebody's link or device says. more: there were further codes; unread: some of it was no code."""

    codes: tuple[str, ...] = ()
    more: bool = False
    unread: bool = False


def read(typed: str) -> Asked:
    """Codes in their order, each once, the first 30. Never raises, whatever was typed."""
    said = typed.replace(",", BETWEEN).split(BETWEEN)
    known = [codes.clean(one) for one in said]
    found = tuple(dict.fromkeys(code for code in known if code))
    unread = any(code is None and one.strip() for code, one in zip(known, said, strict=True))
    return Asked(found[:MOST], len(found) > MOST, unread)


def written(listed: Iterable[str]) -> str:
    """The list as it stands in a link: BCDFGH.JKMNPQ."""
    return BETWEEN.join(listed)


def put(listed: tuple[str, ...], code: str) -> tuple[str, ...]:
    """The list with one more at its end; as it was when it is full or has it."""
    return listed if code in listed or len(listed) >= MOST else (*listed, code)


def take_off(listed: tuple[str, ...], code: str) -> tuple[str, ...]:
    """The list without one."""
    return tuple(one for one in listed if one != code)
