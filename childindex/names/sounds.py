"""How a name sounds, so far as spellings and transliterations leave it alone. (pure)

Two measures. `sound` is narrow: two names that share a form are taken for spellings of one name. `outline` is wide: it only
finds children to look at, so it may throw unlike names together but must not part like ones.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Endings that change with the bearer's sex, not with the family: Kowalski and Kowalska, Horváth and Horváthová, Kazlauskas.
_ENDINGS = (
    (re.compile(r"(?<=..)(sk|ck|dzk)(i|a|y|ij|iy|aya|aia)$"), r"\1i"),
    (re.compile(r"(?<=...)(ov|ev|in|ow|ew)a$"), r"\1"),
    (re.compile(r"(?<=..[kntvlr])(as|iene|aite|yte|ute)$"), ""),
)
# Letters and groups of letters, in the order in which they are tried; the capital letters are sounds.
_GROUPS = (
    (re.compile(r"^ma?c(?=[a-z]{3})(?!h)"), "mk"),
    (re.compile(r"^(kn|gn|pn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"^ngu?y"), "nw"),
    (re.compile(r"^x(?=[aeiou])"), "h"),  # Somali: Xodan, Xasan; Chinese has its own form below
    (re.compile(r"(sch|shch|szcz|tsch|tch|cz)"), "C"),
    (re.compile(r"ch(?=[rl])"), "k"),
    (re.compile(r"ch"), "C"),
    (re.compile(r"ph|(?<=[aeiou])(bh|mh)(?![bcdfgklmnprstvz])"), "v"),  # Siobhan, Caoimhe
    (re.compile(r"^s(?=i[oua])"), "S"),  # Siobhan, Sion, Sian
    (re.compile(r"(sh|sz|zh)"), "S"),
    (re.compile(r"th|dh"), "t"),
    (re.compile(r"(kh|gh|q|ck)"), "k"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"c"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"w(?=[aeiouy])"), "v"),
    (re.compile(r"w"), ""),
    (re.compile(r"z"), "s"),
    (re.compile(r"f"), "v"),
    (re.compile(r"dj|dz(?=[aeiou])"), "j"),
)
_DOUBLED = re.compile(r"([a-zA-Z])\1+")
_INSIDE = re.compile(r"(?<=.)[aeiouyhw]")
_VOWELS = (
    (re.compile(r"[eiy]+"), "i"),
    (re.compile(r"[ou]+w?|(?<=.)w(?![aeiou])"), "u"),
    (re.compile(r"(?<=[bdgk])h"), ""),
)
_FINAL = str.maketrans("bdgv", "ptkv")
_OUTLINE = str.maketrans("bdgjmnSCvz", "ptkkmnsspS")
_FIRST_VOWEL = re.compile(r"^[aeiou]+y?|^y(?![aeiouw])")


@lru_cache(maxsize=20_000)  # single words, never whole names
def sound(token: str) -> frozenset[str]:
    """The forms under which a word is heard; two words that share one are spellings of one name."""
    whole, token = token, _ended(token)
    forms = {_heard(token)}
    if token[:1] == "c" and token[1:2] in "auio":
        forms.add(_heard(token[1:]))  # Somali: Cabdi, Cali, Cumar
    if token[:1] == "x":
        forms.add(_heard("s" + token[1:]))  # Chinese: Xin
    if "j" in token:
        forms.add(_heard(token.replace("j", "y")))  # Wojtek, Jakub, Johann
    if re.search(r"g[eiy]", token):
        forms.add(_heard(re.sub(r"g(?=[eiy])", "j", token)))  # Gerald and Jerald, Gill and Jill
    if whole.endswith("ova") and len(whole) > 6:
        forms.add(_heard(whole[:-3]))  # Horváthová beside Horváth
    if "dh" in token:
        forms |= {_heard(token.replace("dh", "z")), _heard(token.replace("dh", "d"))}  # Dhulfiqar, Choudhury
    if "bh" in token:
        forms.add(_heard(token.replace("bh", "b")))  # Abhishek
    if "sh" in token:
        forms.add(_heard(token.replace("sh", "s")))  # ş, ș and ś lose their mark
    if "ch" in token:
        forms.add(_heard(token.replace("ch", "k")))
        forms.add(_heard(token.replace("ch", "sh")))
    return frozenset(form for form in forms if form)


@lru_cache(maxsize=20_000)
def outline(token: str) -> str:
    """The wide form of a word: consonants in a few classes, at most four; "" where there is nothing to hear."""
    heard = _heard(_ended(token)).translate(_OUTLINE)
    return _DOUBLED.sub(r"\1", heard)[:4]


@lru_cache(maxsize=20_000)
def spoken(token: str) -> str:
    """The word with its vowels written one way: Noor as Nur, Saeed as Said, Yousef as Yusuf nearly."""
    for vowels, put in _VOWELS:
        token = vowels.sub(put, token)
    return _DOUBLED.sub(r"\1", token)


def _ended(token: str) -> str:
    for ending, put in _ENDINGS:
        shorter = ending.sub(put, token)
        if shorter != token:
            return shorter
    return token


def _heard(token: str) -> str:
    word = token
    for group, put in _GROUPS:
        word = group.sub(put, word)
    word = _FIRST_VOWEL.sub("a", _DOUBLED.sub(r"\1", word))
    word = _INSIDE.sub("", word)
    return word[:-1] + word[-1:].translate(_FINAL) if len(word) > 1 else word
