"""A service as a text message: name, number and code, in at most two parts. (pure)

3GPP TS 23.038: a part holds 160 letters of the GSM alphabet, or 70 of any other (UCS-2); of several joined parts 153 and 67. A mark
of the extension table counts as two.
"""

from __future__ import annotations

PARTS = 2
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
_PLAIN = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\xa0", "''\"\"-- ")
_CUT = "..."


def parts(said: str) -> int:
    """How many messages a telephone makes of it; 0 for nothing."""
    if all(letter in _BASIC or letter in _EXTENDED for letter in said):
        return _parts([2 if letter in _EXTENDED else 1 for letter in said], 160, 153)
    return _parts([1 if ord(letter) < 0x10000 else 2 for letter in said], 70, 67)


def _parts(sizes: list[int], alone: int, joined: int) -> int:
    """A letter of two places is never cut by the end of a part."""
    if sum(sizes) <= alone:
        return 1 if sizes else 0
    made, room = 1, joined
    for size in sizes:
        if size > room:
            made, room = made + 1, joined
        room -= size
    return made


def written(name: str, *rest: str) -> str:
    """The name, then each of the rest on a line of its own; the name is cut until all fits in two parts."""
    lines = [" ".join(one.translate(_PLAIN).split()) for one in (name, *rest) if one.strip()]
    whole = "\n".join(lines)
    if not name.strip():
        return whole
    kept, after = lines[0], "".join(f"\n{line}" for line in lines[1:])
    while parts(whole) > PARTS and kept:
        kept = kept[:-1]
        whole = f"{kept.rstrip()}{_CUT}{after}"
    return whole
