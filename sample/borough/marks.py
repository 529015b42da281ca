"""Which of the children are something that a page must show well: shielded, hidden, disputed, written down twice. (pure)"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sample.borough.homes import Homes
from sample.borough.shapes import Home, InventedChild, InventedName

_OF_FOUR_THOUSAND = {"shielded": 12, "hidden": 25, "disputed": 40, "estimated": 40, "double": 6, "namesake": 4}


class Marker:
    """Draws who is what, and makes it so."""

    def __init__(self, rng: Random, homes: Homes, nhs: Iterator[str], today: date) -> None:
        self._rng = rng
        self._nhs = nhs
        self._homes = homes
        self._today = today
        self._ways: dict[str, Callable[[InventedChild], InventedChild]] = {
            "shielded": self._shielded,
            "hidden": lambda child: replace(child, hidden=True),
            "disputed": self._disputed,
            "estimated": lambda child: replace(child, estimated=True, born=child.born.replace(month=1, day=1)),
        }

    def written(self, child: InventedChild, marks: frozenset[str]) -> InventedChild:
        """A child whom the table of families marks."""
        for mark in sorted(marks & self._ways.keys()):
            child = self._ways[mark](child)
        return child

    def mark(self, children: list[InventedChild], marks: Sequence[frozenset[str]]) -> None:
        """In place: one thing a child, never to twins, whom they would part."""
        wanted = {mark: max(1, round(many * len(children) / 4000)) for mark, many in _OF_FOUR_THOUSAND.items()}
        for mark in self._ways:
            wanted[mark] = max(0, wanted[mark] - sum(mark in one for one in marks))
        twins = {one.key for one in children if any(kin.relation == "twin" for kin in one.family)}
        plain = [place for place, one in enumerate(children) if not marks[place] and one.key not in twins]
        drawn = iter(self._rng.sample(plain, min(len(plain), 2 * sum(wanted.values()))))
        for mark, way in self._ways.items():
            for _one in range(wanted[mark]):
                place = next(drawn)
                children[place] = way(children[place])
        twice = [place for place, one in enumerate(marks) if "double" in one]
        twice += [next(drawn) for _one in range(wanted["double"] - len(twice))]
        self._again(children, [next(drawn) for _one in range(wanted["namesake"])], twice)

    def _again(self, children: list[InventedChild], namesakes: Sequence[int], twice: Sequence[int]) -> None:
        """Records that stand for others at the end of the list: another child of that name and day, or the same one."""
        for place in namesakes:
            other = self._bare(children, place)
            children.append(replace(other, nhs=next(self._nhs), namesake_of=children[place].key))
        for place in twice:
            again = self._bare(children, place)
            name = InventedName(_misspelt(again.name.given), again.name.family)
            children.append(replace(again, name=name, same_as=children[place].key, source="manual"))

    def _bare(self, children: Sequence[InventedChild], place: int) -> InventedChild:
        """What a hurried person writes down: name, birth, school, an address."""
        one = children[place]
        homes = self._elsewhere(one)
        return replace(one, key=f"c{len(children) + 1:05}", aliases=(), family=(), nhs="", upn="", homes=homes)

    def _elsewhere(self, child: InventedChild) -> tuple[Home, ...]:
        return (self._homes.new(max(child.born, self._today - timedelta(days=90)), "manual"),)

    def _shielded(self, child: InventedChild) -> InventedChild:
        """Nobody writes down where the child is: no address of a refuge is ever here."""
        day = self._today - timedelta(days=self._rng.randint(1, 300))
        homes = tuple(replace(home, until_on=home.until_on or max(day, home.from_on)) for home in child.homes)
        return replace(child, shielded=True, homes=homes)

    def _disputed(self, child: InventedChild) -> InventedChild:
        """A second source has another address, since last month."""
        start = max(child.born, self._today - timedelta(days=self._rng.randint(5, 60)))
        source = "health" if child.homes[-1].source != "health" else "education"
        return replace(child, homes=(*child.homes, self._homes.new(start, source)))


def _misspelt(given: str) -> str:
    """Two letters in the middle change places, as fingers do it."""
    half = len(given) // 2
    swapped = given[: half - 1] + given[half] + given[half - 1] + given[half + 1 :] if half > 1 else given
    return swapped if swapped != given else f"{given}e"
