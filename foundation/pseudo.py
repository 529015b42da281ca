"""Two languages that nobody speaks: English with accents and half as long again, and English written from right to left.

Words that stay plain in them were never given to a translator; a page that breaks in them breaks in German or Arabic.
"""

from __future__ import annotations

import re

from babel.support import NullTranslations

ACCENTED = "en-XA"
MIRRORED = "ar-XB"
_LETTERS = str.maketrans("aceginosuyzACEGINOSUYZ", "àçéĝîñöšûýžÀÇÉĜÎÑÖŠÛÝŽ")
_KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]*>|&\w+;)")
_RIGHT_TO_LEFT, _POP, _MARK = "\u202e", "\u202c", "\u200f"


def disguised(tag: str, words: str) -> str:
    """The words in one of the two languages; placeholders and tags stay as they are."""
    parts = _KEPT.split(words)
    if tag == ACCENTED:
        plain = "".join(part if at % 2 else part.translate(_LETTERS) for at, part in enumerate(parts))
        return f"[{plain}{'·' * (len(words) * 2 // 5)}]"
    return "".join(part if at % 2 or not part.strip() else _mirrored(part) for at, part in enumerate(parts))


def _mirrored(part: str) -> str:
    return re.sub(r"\S+", lambda word: f"{_MARK}{_RIGHT_TO_LEFT}{word.group(0)}{_POP}{_MARK}", part)


class Disguise(NullTranslations):
    """A catalogue that needs no file."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self._tag = tag

    def gettext(self, message: str) -> str:
        """Any sentence, disguised."""
        return disguised(self._tag, message)

    ugettext = gettext

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """As English counts."""
        return disguised(self._tag, msgid1 if n == 1 else msgid2)

    ungettext = ngettext

    def upgettext(self, _context: str, message: str) -> str:
        """A context changes nothing here."""
        return self.gettext(message)

    def unpgettext(self, _context: str, singular: str, plural: str, num: int) -> str:
        """Nor here."""
        return self.ngettext(singular, plural, num)
