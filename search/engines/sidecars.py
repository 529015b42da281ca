"""Arrays of a segment in a file beside it, so that opening an index is reading and not working it out again.

A file holds only numbers and texts, nothing that runs. It is believed when its mark, its segment, its size and every
checksum fit, and made again otherwise. What is large and seldom needed as a whole stays in the file: pieces are read
when asked. (Not mapped into memory: a file cut short by somebody would end the process, not raise an error.)
"""

from __future__ import annotations

import json
import os
import uuid
import weakref
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, get_args, get_origin, get_type_hints

import numpy as np

from search.blocks import Block
from search.documents import SHAPE
from search.engine import IndexDamaged
from search.engines.posted import Posted
from search.strings import Strings

_MARK = b"Waymark search arrays 2\n"
_KINDS = {"|u1", "|b1", "<u2", "<i4", "<i8", "<f4"}
_IN_FILE = ("block/words/positions", "posted/rows", "posted/weights")
_PIECE = 1 << 20
_ROUND = 64
Thing = TypeVar("Thing")
Arrays = Mapping[str, Any]


class Unfit(ValueError):
    """The file is not of this segment, not of this program, or not whole."""


@dataclass(frozen=True)
class Sidecar:
    """What the file holds."""

    block: Block
    posted: Posted


class _Handle:
    """A file that stays open as long as somebody may read it, also when it was deleted meanwhile."""

    def __init__(self, file: BinaryIO) -> None:
        self.number = os.dup(file.fileno())
        weakref.finalize(self, os.close, self.number)


class InFile:
    """An array that stays in its file; a slice of it is read when it is asked for."""

    def __init__(self, handle: _Handle, kind: str, first: int, count: int) -> None:
        self._handle, self._kind, self._first, self._count = handle, np.dtype(kind), first, count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, wanted: slice) -> Any:
        start, stop, _ = wanted.indices(self._count)
        size = max(0, stop - start) * self._kind.itemsize
        read = os.pread(self._handle.number, size, self._first + start * self._kind.itemsize)
        if len(read) != size:
            raise IndexDamaged("A file of the search index has become shorter.")
        return np.frombuffer(read, self._kind)


def save(path: Path, segment: str, sidecar: Sidecar) -> None:
    """Write the file in one step: it is there as a whole or not at all."""
    arrays = dict(_taken_apart("", sidecar))
    listed, at = [], 0
    for name, array in arrays.items():
        listed.append([name, array.dtype.str, list(array.shape), at, zlib.crc32(array.data)])
        at += -(-array.nbytes // _ROUND) * _ROUND
    head = json.dumps({"shape": SHAPE, "segment": segment, "rows": sidecar.block.rows, "arrays": listed}).encode()
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with part.open("wb") as file:
            file.write(_MARK + len(head).to_bytes(4, "little") + zlib.crc32(head).to_bytes(4, "little") + head)
            for array in arrays.values():
                file.write(array.data)
                file.write(bytes(-array.nbytes % _ROUND))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def load(path: Path, segment: str, rows: int) -> Sidecar:
    """Read the file of this segment of so many rows; Unfit when it cannot be believed."""
    with path.open("rb") as file:
        try:
            head = _head(file)
            if (head["shape"], head["segment"], head["rows"]) != (SHAPE, segment, rows):
                raise Unfit("It is of something else.")
            first, handle, arrays = file.tell(), _Handle(file), {}
            for name, kind, shape, at, checksum in head["arrays"]:
                arrays[name] = _array(file, handle, name, (kind, shape, first + at, checksum))
            return _put_together(Sidecar, "", arrays)
        except (KeyError, TypeError, OverflowError, UnicodeError, json.JSONDecodeError) as error:
            raise Unfit(str(error)) from error


def _head(file: BinaryIO) -> dict[str, Any]:
    start = file.read(len(_MARK) + 8)
    size, checksum = int.from_bytes(start[-8:-4], "little"), int.from_bytes(start[-4:], "little")
    head = file.read(size) if start.startswith(_MARK) else b""
    if not head or zlib.crc32(head) != checksum:
        raise Unfit("It does not begin as it should.")
    found: dict[str, Any] = json.loads(head)
    return found


def _array(file: BinaryIO, handle: _Handle, name: str, listed: tuple[str, list[int], int, int]) -> Any:
    """One array; in memory, or in the file after it was read through once."""
    kind, shape, first, checksum = listed
    if kind not in _KINDS:
        raise Unfit("It holds something else than numbers.")
    count = int(np.prod(shape))
    size = count * np.dtype(kind).itemsize
    file.seek(first)
    if name in _IN_FILE:
        summed, left = 0, size
        while left and (piece := file.read(min(_PIECE, left))):
            summed, left = zlib.crc32(piece, summed), left - len(piece)
        found: Any = InFile(handle, kind, first, count)
    else:
        array = np.empty(shape, kind)
        left = size - file.readinto(array.data.cast("B")) if size else 0  # type: ignore[attr-defined]
        summed, found = zlib.crc32(array.data), array
    if left or summed != checksum:
        raise Unfit(f"{name} is damaged.")
    return found


# A tree of dataclasses as arrays by their path in it


def _taken_apart(path: str, thing: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(thing, np.ndarray):
        yield path, np.ascontiguousarray(thing)
    elif isinstance(thing, Strings):
        yield f"{path}/joined", np.frombuffer(thing.joined, np.uint8)
        yield f"{path}/starts", thing.starts
    else:
        for name, part in thing.items() if isinstance(thing, Mapping) else _fields(thing):
            yield from _taken_apart(f"{path}/{name}" if path else name, part)


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _fields(thing: Any) -> list[tuple[str, Any]]:
    return [(field.name, getattr(thing, field.name)) for field in fields(thing)]


def _put_together(kind: type[Thing], path: str, arrays: Arrays) -> Thing:
    if kind is Strings:
        return kind(arrays[f"{path}/joined"].tobytes(), arrays[f"{path}/starts"])  # type: ignore[call-arg]
    if is_dataclass(kind):
        hints = _hints(kind)
        names = [field.name for field in fields(kind)]
        parts = {name: _put_together(hints[name], f"{path}/{name}" if path else name, arrays) for name in names}
        return kind(**parts)
    if get_origin(kind) is get_origin(Mapping[str, str]):
        start = len(path) + 1
        keys = dict.fromkeys(name[start:].split("/")[0] for name in arrays if name.startswith(f"{path}/"))
        return {key: _put_together(get_args(kind)[1], f"{path}/{key}", arrays) for key in keys}  # type: ignore[return-value]
    found: Thing = arrays[path]
    return found
