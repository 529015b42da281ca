"""What every format is read into: lines of cells of clean text, within limits. (pure)"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from directory.importing.problems import Why


@dataclass(frozen=True)
class Limits:
    """How much is read. Sizes in bytes; `ratio` is how far an archive may swell."""

    rows: int = 200_000
    columns: int = 500
    file_size: int = 100 * 1024 * 1024
    unpacked: int = 300 * 1024 * 1024
    ratio: int = 150
    members: int = 2_000


@dataclass(frozen=True)
class Cell:
    """Clean text. With a fault, the text is what was found and is not to be used."""

    text: str
    fault: Why | None = None


@dataclass(frozen=True)
class Line:
    """number: where it begins in the file, from 1. whole: a row shorter than the header is damaged, not merely short."""

    number: int
    cells: list[Cell]
    whole: bool = True


_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"), "")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")


def cleaned(text: str) -> str:
    """The text without control characters and needless spaces; its lines stay."""
    plain = text if text.isascii() else unicodedata.normalize("NFC", text.translate(_UNSEEN))
    plain = _CONTROL.sub(" ", plain.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line for part in plain.split("\n") if (line := _SPACES.sub(" ", part).strip()))
