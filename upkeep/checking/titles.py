"""The title of a page as plain words. (pure)"""

from __future__ import annotations

import html
import re
import unicodedata

LONGEST = 300
_CHARSETS = re.compile(
    r"utf-8|us-ascii|iso-8859-(?:[1-9]|1[03-6])|windows-125[0-8]"
)  # others are codecs with doors of their own


def title_in(page: bytes, charset: str) -> str:
    """What stands in the title, in one line; "" when there is none. The page is read once, whatever it holds."""
    text = page.decode(charset if _CHARSETS.fullmatch(charset) else "utf-8", "replace")
    lower = text.lower() if text.isascii() else text.translate(_LOWER)
    begin = lower.find("<title")
    begin = lower.find(">", begin) if begin >= 0 else -1
    end = lower.find("</title", begin) if begin >= 0 else -1
    return _plain(text[begin + 1 : end]) if end > begin >= 0 else ""


_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}  # lower() can make other letters longer


def _plain(text: str) -> str:
    said = unicodedata.normalize("NFC", html.unescape(text[: LONGEST * 10]))
    shown = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in said)
    return " ".join(shown.split())[:LONGEST]
