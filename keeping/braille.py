"""Words as a Braille file (BRF), by the program lou_translate of liblouis where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from textwrap import wrap

from foundation import words

CELLS, LINES = 40, 25  # of a page, as embossers and displays in England have them
PROGRAM = "lou_translate"
ASCII = "en-us-brf.dis"  # North American ASCII Braille, which every embosser reads
SECONDS = 10
PIECE = 400  # characters that the program is given at once: it cuts what is very long
_PLAIN = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\xa0\u202f", "''\"\"--  ")
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
Line = tuple[str, str]  # the language, the words


class NoBraille(RuntimeError):
    """liblouis did not answer, or could not write these words."""


@lru_cache(maxsize=1)
def _tables() -> dict[str, str]:
    return tomllib.loads((Path(__file__).parent / "braille_tables.toml").read_text("utf-8"))


def is_here() -> bool:
    """Whether liblouis is installed on this machine."""
    return shutil.which(PROGRAM) is not None


def language_for(tag: str) -> str:
    """The language in which a reader of this one is given Braille: English where theirs has no table."""
    return tag if tag in _tables() else words.SOURCE


def written(lines: Iterable[Line]) -> bytes:
    """The file: 40 cells a line, 25 lines a page, lines ended as on paper. Raises NoBraille."""
    made: list[str] = []
    for tag, some in groupby(lines, key=lambda line: language_for(line[0])):
        for one in _translated([said for _tag, said in some], _tables()[tag]):
            made.extend(wrap(one, CELLS, break_on_hyphens=False) or [""])
    pages = ["\r\n".join(made[at : at + LINES]) + "\r\n" for at in range(0, len(made), LINES)]
    return "\f".join(pages).encode("ascii")


def _translated(lines: list[str], table: str) -> Iterator[str]:
    """Each line in ASCII Braille, long ones in pieces that belong together."""
    pieces = [wrap(_HIDDEN.sub("", line).translate(_PLAIN), PIECE) or [""] for line in lines]
    given = "".join(f"{piece}\n" for some in pieces for piece in some)
    program = shutil.which(PROGRAM)
    if program is None:
        raise NoBraille
    try:
        done = subprocess.run(  # noqa: S603  a program of the system, named here; the words are its input
            [program, f"{ASCII},{table}"], input=given.encode(), capture_output=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoBraille from error
    said = iter(done.stdout.decode("utf-8", "replace").encode("ascii", "ignore").decode().split("\n"))
    for some in pieces:
        yield " ".join(next(said, "") for _piece in some)
