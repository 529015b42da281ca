"""Likenesses in a file: written whole or not at all, believed only when everything in it fits. (pure)

The file is another copy of what the database says, and holds only numbers and codes: whatever is wrong with it, it is made again.
"""

from __future__ import annotations

import os
import uuid
import zipfile
import zlib
from pathlib import Path

import numpy as np
from numpy.lib.npyio import NpzFile

from search.likeness.arrays import Likenesses

_SHAPE = 1  # another number, and the file is made again
_TOO_LONG = 1.01  # for an arrow of length 1 after it was rounded


class Unfit(ValueError):
    """The file is not one of ours, not whole, or not what the arithmetic needs."""


def save(path: Path, likenesses: Likenesses) -> None:
    """Write the file in one step."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with part.open("wb") as file:
            np.savez(
                file,
                made=np.array([_SHAPE, likenesses.types], np.int64),
                maker=np.array([likenesses.maker]),
                codes=likenesses.codes,
                numbers=likenesses.numbers.astype(np.int32),
                vectors=likenesses.vectors.astype(np.float16),
            )
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def load(path: Path) -> Likenesses:
    """Read the file; FileNotFoundError where there is none, Unfit when it cannot be believed."""
    try:
        with path.open("rb") as file:
            held = np.load(file, allow_pickle=False)
            if not isinstance(held, NpzFile):
                raise Unfit("It is a single array.")
            with held:
                parts = [held[name] for name in ("made", "maker", "codes", "numbers", "vectors")]
    except (ValueError, KeyError, EOFError, MemoryError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        raise Unfit(f"{path.name}: {error}") from error
    made, maker, codes, numbers, vectors = parts
    if not _fit(made, maker, codes, numbers, vectors):
        raise Unfit(f"{path.name}: its arrays do not fit together.")
    return Likenesses(str(maker[0]), int(made[1]), codes, numbers, vectors.astype(np.float32))


def _fit(*parts: np.ndarray) -> bool:
    """Whether the arrays are of the right kinds and sizes, and the arrows are arrows."""
    made, maker, codes, numbers, vectors = parts
    kinds = [made.dtype == np.int64, maker.dtype.kind == "U", codes.dtype.kind == "U", numbers.dtype == np.int32]
    sizes = [made.shape == (2,), maker.shape == (1,), codes.ndim == 1, numbers.shape == codes.shape]
    if not all([*kinds, *sizes, vectors.dtype == np.float16, vectors.ndim == 2, len(vectors) == len(codes)]):
        return False
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float32))
    return bool(made[0] == _SHAPE and len(set(codes.tolist())) == len(codes) and np.all(lengths <= _TOO_LONG))
