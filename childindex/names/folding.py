"""A name in any script as words in plain small Latin letters. (pure)"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

LONGEST = 160  # characters of a name that are compared; nobody is told apart by what follows
MOST_WORDS = 8  # of a name that are compared, so that a long one costs no more than a short one
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´ʹ′＇"), None)
_WORD = re.compile(r"[a-z]+")
_HAN_OR_HANGUL = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff]")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
# Arabic script as such names are written in English: what anyascii leaves as marks or as h.
_ARABIC_LETTERS = str.maketrans(
    {
        "ع": "a",
        "ة": "a",
        "ى": "a",
        "أ": "a",
        "إ": "i",
        "آ": "a",
        "ا": "a",
        "ء": "",
        "ئ": "",
        "ؤ": "w",
        "ہ": "h",
        "ھ": "h",
    }
)
_ARABIC_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{3})")
_NASAL = dict.fromkeys("ੰੱંंংஂ", "n") | {"ੱ": ""}  # the dot over Indian letters, as in Singh
# Words that belong to the next one, however they are spaced: O Neill, Mc Donald, M'Donald.
_JOINS_NEXT = {"o", "mc", "mac"}


def folded(text: str) -> tuple[str, ...]:
    """The words of a name in plain small Latin letters; () when there is no letter in it."""
    text = text[:LONGEST]
    plain = text.lower() if text.isascii() else _latin(text)
    words = _WORD.findall(plain.replace("'", ""))
    return tuple(_joined(words)[:MOST_WORDS]) if len(words) > 1 else tuple(words)


def _latin(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    if _ARABIC.search(text):
        text = _ARABIC_ARTICLE.sub("", text).translate(_ARABIC_LETTERS)
    return "".join(map(_letter, text)).lower()


def _letter(char: str) -> str:
    kind = unicodedata.category(char)[0]
    if char in _NASAL:
        return _NASAL[char]
    if kind in "LM":
        plain = anyascii(char).replace("'", "").replace("`", "")
        return f" {plain} " if _HAN_OR_HANGUL.match(char) else plain  # each is a word of its own
    return "" if kind == "C" and char not in "\n\r\t" else " "  # marks of direction stand inside words


def _joined(words: list[str]) -> list[str]:
    told: list[str] = []
    for word in words:
        if told and told[-1] in _JOINS_NEXT and len(word) > 2:
            told[-1] += word
        else:
            told.append(word)
    return told
