"""Telephone numbers that never ring: the ranges kept for drama. (pure)"""

from __future__ import annotations

from random import Random

_LANDLINE = {"telford-and-wrekin": "01632 960{:03}", "knowsley": "0151 496 0{:03}", "lewisham": "020 7946 0{:03}"}
_OTHERS = {"mobile": "07700 900{:03}", "freephone": "08081 570{:03}", "national": "03069 990{:03}"}


class Numbers:
    """Gives each number of a range once, then begins again."""

    def __init__(self, slug: str, rng: Random) -> None:
        self._forms = {"landline": _LANDLINE[slug], **_OTHERS}
        self._order = list(range(1000))
        rng.shuffle(self._order)
        self._next = dict.fromkeys(self._forms, 0)

    def give(self, kind: str) -> str:
        """The next number: landline, mobile, freephone or national."""
        place = self._next[kind]
        self._next[kind] = place + 1
        return self._forms[kind].format(self._order[place % 1000])
