"""Invented children of many cultures, and what people write when they look for them: slips of the pen, of the ear, of the date.

Everything comes from one seed. The slips are made by their own rules, not by those that find the children, with one
exception that the report names: nicknames are drawn from the same shipped lists.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from childindex.finding import Asked, Name
from childindex.names import folded, nicknames

TODAY = date(2026, 11, 24)
NAMES = Path(__file__).parent / "names.tsv"
SHARES = {
    "British": 48, "Pakistani": 9, "Bangladeshi": 4, "Somali": 4, "Polish": 5, "Romanian": 4, "Irish": 3, "Welsh": 3,
    "Turkish": 3, "Portuguese": 3, "Chinese": 2, "Vietnamese": 1, "Yoruba": 2, "Igbo": 1, "Hausa": 1, "Twi": 1,
    "Kenyan": 1, "Ukrainian": 3, "Bulgarian": 1, "Lithuanian": 1,
}  # fmt: skip
ISLAMIC = ("Pakistani", "Bangladeshi", "Somali")
_CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщьъюяё'’"
_PLAIN = "a,b,v,h,g,d,e,ie,zh,z,y,i,i,i,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,,iu,ia,e,,"
LATIN = dict(zip(_CYRILLIC, _PLAIN.split(","), strict=True))
# The same letters as other offices write them: Bulgarian, Polish, German and older English ways.
LATIN_AGAIN = LATIN | {
    "г": "g", "є": "ye", "ж": "z", "й": "y", "ї": "yi", "х": "h", "ц": "c", "ю": "yu", "я": "ya", "ш": "sch", "и": "i", "ъ": "a",
}  # fmt: skip
# What the ear hears and the hand writes otherwise; several languages, each way round.
HEARD = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("aa", "a"), ("ph", "f"), ("f", "ph"), ("kh", "k"), ("gh", "g"), ("dh", "d"),
    ("ck", "k"), ("c", "k"), ("k", "c"), ("q", "k"), ("w", "v"), ("v", "w"), ("z", "s"), ("s", "z"), ("y", "i"), ("i", "y"),
    ("ai", "ay"), ("ey", "ie"), ("u", "o"), ("o", "u"), ("a", "e"), ("e", "a"), ("ll", "l"), ("l", "ll"), ("tt", "t"),
    ("t", "tt"), ("nn", "n"), ("n", "nn"), ("ss", "s"), ("rr", "r"), ("mm", "m"), ("m", "mm"), ("th", "t"), ("x", "ks"),
    ("sz", "sh"), ("cz", "ch"), ("j", "y"), ("gn", "n"), ("ei", "ie"), ("ie", "ei"), ("ae", "e"), ("eau", "o"),
)  # fmt: skip
ISLAMIC_HEARD = (
    ("oo", "ou"), ("u", "oo"), ("i", "ee"), ("ee", "i"), ("ya", "ia"), ("ay", "ei"), ("ai", "ei"), ("y", "i"), ("kh", "x"),
    ("h", "x"), ("ah", "a"), ("a", "aa"), ("a", "e"), ("mm", "m"), ("dd", "d"), ("ss", "s"), ("q", "k"), ("dh", "d"), ("sh", "ch"),
    ("o", "u"), ("ou", "u"), ("aw", "ao"), ("z", "dh"), ("j", "dj"), ("w", "v"),
)  # fmt: skip
KEYS = {
    key: near
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for key, near in zip(row, row[1:] + row[-2], strict=True)
}


@dataclass(frozen=True)
class Child:
    """An invented child; `twin` is the ref of one born with it."""

    ref: int
    culture: str
    name: Name
    born: date
    postcode: str
    estimated: bool = False
    twin: int | None = None


@dataclass(frozen=True)
class Question:
    """What was asked, about whom, and which slip was made."""

    asked: Asked
    about: Child
    slip: str
    date_slip: bool = False


class Population:
    """Families of children, until there are as many as were wanted."""

    def __init__(self, seed: int, wanted: int) -> None:
        """Invent the children."""
        self.random = random.Random(seed)
        self.names = _names(self.random)
        self.children: list[Child] = []
        while len(self.children) < wanted:
            self._family()
        del self.children[wanted:]

    def _family(self) -> None:
        dice = self.random
        culture = dice.choices(list(SHARES), SHARES.values())[0]
        family = self._pick(culture, "family")
        if dice.random() < 0.08 and culture not in ("Chinese", "Vietnamese"):
            family += dice.choice(("-", " ")) + self._pick(culture, "family")
        postcode = f"WM{dice.randint(1, 30)} {dice.randint(1, 9)}{dice.choice('ABDEFGHJLN')}{dice.choice('ABDEFGHJLN')}"
        born = TODAY - timedelta(days=dice.randint(1, 18 * 365))
        for number in range(dice.choice((1, 1, 2, 2, 3))):
            twins = bool(number) and dice.random() < 0.03
            born = born if twins else TODAY - timedelta(days=dice.randint(1, 18 * 365))
            self._child(culture, family, postcode, born, twins=twins)

    def _child(self, culture: str, family: str, postcode: str, born: date, *, twins: bool) -> None:
        dice, ref = self.random, len(self.children)
        given = self._pick(culture, "given")
        if culture in ISLAMIC and dice.random() < 0.15:
            given = f"{dice.choice(('Mohammed', 'Muhammad', 'Mohamed'))} {given}"
        elif dice.random() < 0.35:
            given += " " + self._pick(culture, "given")
        name = Name(given, family)
        if culture in ("Ukrainian", "Bulgarian"):
            name = Name(romanised(given), romanised(family), script=f"{given} {family}")
        twin = ref - 1 if twins and ref else None
        if twin is not None and folded(name.given)[:1] == folded(self.children[twin].name.given)[:1]:
            return
        self.children.append(Child(ref, culture, name, born, postcode, estimated=dice.random() < 0.01, twin=twin))

    def _pick(self, culture: str, kind: str) -> str:
        """The names at the head of a list are common, the others rare."""
        names = self.names[culture, kind]
        return names[min(int(len(names) * self.random.random() ** 1.8), len(names) - 1)]


def _names(dice: random.Random) -> dict[tuple[str, str], list[str]]:
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    with NAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            names[row["culture"], row["kind"]].append(row["name"])
    for listed in names.values():
        dice.shuffle(listed)
    return names


def romanised(text: str, letters: dict[str, str] = LATIN) -> str:
    """A Cyrillic name in Latin letters, one word at a time, each with a capital."""
    return " ".join("".join(letters.get(char, char) for char in word.lower()).title() for word in text.split())


Slip = Callable[[Child, random.Random], Name | None]


def _changed(name: Name, dice: random.Random, change: Callable[[str, random.Random], str]) -> Name | None:
    """One part of the name changed, drawn by chance; None where neither part changes."""
    for part in dice.sample(("given", "family"), 2):
        before = getattr(name, part)
        after = change(before, dice)
        if after != before:
            return replace(name, **{part: after})
    return None


def keystroke(word: str, dice: random.Random) -> str:
    """One letter wrong, missing, twice, or two changed over; the first letter rarely."""
    if len(word) < 3:
        return word
    place = dice.randrange(1 if dice.random() < 0.9 else 0, len(word) - 1)
    return dice.choice((
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        word[:place] + KEYS.get(word[place].lower(), "e") + word[place + 1 :],
    ))  # fmt: skip


def _heard(rules: tuple[tuple[str, str], ...]) -> Callable[[str, random.Random], str]:
    def change(word: str, dice: random.Random) -> str:
        able = [(old, new) for old, new in rules if old in word.lower()]
        for old, new in dice.sample(able, min(len(able), dice.choice((1, 1, 2)))):
            place = word.lower().find(old)
            word = word[:place] + new + word[place + len(old) :] if place >= 0 else word
        return word

    return change


def _one_keystroke(child: Child, dice: random.Random) -> Name | None:
    return _changed(child.name, dice, keystroke)


def _two_keystrokes(child: Child, dice: random.Random) -> Name | None:
    return Name(keystroke(child.name.given, dice), keystroke(child.name.family, dice))


def _as_heard(child: Child, dice: random.Random) -> Name | None:
    return _changed(child.name, dice, _heard(HEARD))


def _transliterated(child: Child, dice: random.Random) -> Name | None:
    if child.culture in ISLAMIC:
        return _changed(child.name, dice, _heard(ISLAMIC_HEARD))
    if child.name.script:
        *given, family = child.name.script.split() if "-" not in child.name.script else (child.name.script, "")
        if folded(romanised(family)) == folded(child.name.family):
            return Name(romanised(" ".join(given), LATIN_AGAIN), romanised(family, LATIN_AGAIN))
    return None


def _own_script(child: Child, _dice: random.Random) -> Name | None:
    return Name(child.name.script, "") if child.name.script else None


def _nickname(child: Child, dice: random.Random) -> Name | None:
    first = (folded(child.name.given) or ("",))[0]
    called = sorted(nicknames(first))
    return Name(dice.choice(called).title(), child.name.family) if called else None


def _swapped(child: Child, _dice: random.Random) -> Name | None:
    return Name(child.name.family, child.name.given)


def _second_left_out(child: Child, _dice: random.Random) -> Name | None:
    words = child.name.given.split()
    return Name(words[0], child.name.family) if len(words) > 1 else None


def _by_second(child: Child, _dice: random.Random) -> Name | None:
    words = child.name.given.split()
    return Name(words[1], child.name.family) if len(words) > 1 else None


def _half_family(child: Child, dice: random.Random) -> Name | None:
    halves = [half for half in child.name.family.replace("-", " ").split() if len(half) > 3]
    return Name(child.name.given.split()[0], dice.choice(halves)) if len(halves) > 1 else None


def _marks(child: Child, _dice: random.Random) -> Name | None:
    """Without accents, apostrophes, hyphens; a hyphen becomes nothing."""
    plain = " ".join(folded(child.name.given)), "".join(folded(child.name.family))
    return Name(*plain) if plain != (child.name.given.lower(), child.name.family.lower()) else None


def _one_box(child: Child, dice: random.Random) -> Name | None:
    given = keystroke(child.name.given.split()[0], dice)
    return Name(dice.choice((f"{given} {child.name.family}", f"{child.name.family} {given}")), "")


def _keystroke_without_second(child: Child, dice: random.Random) -> Name | None:
    short = _second_left_out(child, dice)
    return _changed(short, dice, keystroke) if short else None


SLIPS: dict[str, Slip] = {
    "one keystroke": _one_keystroke,
    "two keystrokes": _two_keystrokes,
    "as it is heard": _as_heard,
    "transliterated otherwise": _transliterated,
    "in its own script": _own_script,
    "nickname": _nickname,
    "given and family swapped": _swapped,
    "second name left out": _second_left_out,
    "known by second name": _by_second,
    "half of a double surname": _half_family,
    "marks and hyphens": _marks,
    "one box, any order": _one_box,
    "keystroke, second left out": _keystroke_without_second,
}


def date_slip(born: date, dice: random.Random) -> date:
    """One wrong digit, or day and month changed over; a date that exists and is past."""
    digits = f"{born:%d%m%Y}"
    while True:
        if born.day <= 12 and born.day != born.month and dice.random() < 0.4:
            return date(born.year, born.day, born.month)
        place = dice.choice((0, 1, 2, 3, 6, 7))
        text = digits[:place] + str(dice.randrange(10)) + digits[place + 1 :]
        try:
            wrong = date(int(text[4:]), int(text[2:4]), int(text[:2]))
        except ValueError:
            continue
        if text != digits and date(2008, 1, 1) <= wrong <= TODAY:
            return wrong


def questions(population: Population, seed: int, wanted: int) -> list[Question]:
    """As many questions of each kind of slip, one in ten with a slip in the date as well."""
    dice = random.Random(seed)
    asked: list[Question] = []
    kinds = list(SLIPS)
    while len(asked) < wanted:
        child = dice.choice(population.children)
        kind = kinds[len(asked) % len(kinds)]
        name = SLIPS[kind](child, dice)
        if name is None or (folded(name.given), folded(name.family)) == ((), ()):
            continue
        wrong = dice.random() < 0.1
        born = date_slip(child.born, dice) if wrong else child.born
        asked.append(Question(Asked(name.given, name.family, born), child, kind, wrong))
    return asked
