"""What was worked out and may be asked again, as long as there is room. (pure)"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """Something that knows how many bytes it holds."""

    @property
    def size(self) -> int:
        """How many bytes."""


Thing = TypeVar("Thing", bound=Sized)


class Kept(Generic[Thing]):
    """Things by name, of so many bytes together; those not asked for longest go first."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._things: OrderedDict[Hashable, Thing] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, name: Hashable, make: Callable[[], Thing]) -> Thing:
        """The thing of this name, made when it is not kept."""
        with self._turn:
            found = self._things.get(name)
            if found is not None:
                self._things.move_to_end(name)
                return found
        made = make()
        with self._turn:
            if name not in self._things:
                self._things[name] = made
                self._size += made.size
            while self._size > self._most:
                self._size -= self._things.popitem(last=False)[1].size
        return made
