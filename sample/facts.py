"""Cost, ages, languages, access, places and assurance: what is usual for a type, varied as real entries vary. (pure)"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from directory.shapes import Assurance, Attribute, Capacity, Cost, Eligibility, LanguageOffered, Referral

ACCESS = ("step-free", "toilet", "hoist", "loop", "parking", "bus", "quiet")
_LIKELY = {"step-free": 0.86, "toilet": 0.75, "hoist": 0.12, "loop": 0.35, "parking": 0.7, "bus": 0.85, "quiet": 0.55}
_SPOKEN = {
    "telford-and-wrekin": ("pl", "pl", "pl", "ur", "ur", "pa", "pa", "ar", "ro", "ro", "bg", "uk", "bn", "pt"),
    "knowsley": ("pl", "pl", "ar", "zh", "lv", "ro", "fa"),
    "lewisham": ("es", "fr", "pt", "so", "vi", "ta", "yo", "tr", "zh", "pl", "ar"),
}
_WHO = {
    "open": ("self", "family", "school", "gp", "health-visitor", "any-professional"),
    "refer": ("school", "gp", "health-visitor", "social-worker"),
    "clinic": ("self", "family", "gp"),
}
_HOW = {
    "dropin": ("walk-in",), "place": ("walk-in",), "helpline": ("phone", "online"), "council": ("online", "form", "phone"),
    "refer": ("form", "letter"), "open": ("phone", "form", "email"), "book": ("phone", "email", "online"),
    "clinic": ("phone", "walk-in"), "childcare": ("phone", "email"), "club": ("walk-in", "phone"), "class": ("online", "phone"),
    "school": ("form", "phone"),
    "minder": ("phone", "email"),
}  # fmt: skip


def costs(words: str) -> tuple[Cost, ...]:
    """Prices from "5.20 hour; 30 full day" or "free"; "none" when nobody said."""
    if words in ("", "none"):
        return ()
    found = []
    for part in words.split(";"):
        amount, _, option = part.strip().partition(" ")
        found.append(Cost(Decimal("0.00") if amount == "free" else Decimal(amount).quantize(Decimal("0.01")), option))
    return tuple(found)


def ages(words: str) -> tuple[int | None, int | None]:
    """Youngest and oldest from "0-4"; 99 means no upper limit, 0 below it no lower one."""
    low, _, high = words.partition("-")
    youngest, oldest = int(low), int(high)
    return (youngest or None if oldest >= 18 else youngest, None if oldest >= 50 else oldest)


def age_words(words: str) -> str:
    """The same in words that fit after "children": under 5, aged 5 to 11, of any age, aged 16 or over."""
    youngest, oldest = ages(words)
    if oldest is None:
        return f"aged {youngest} or over" if youngest else "of any age"
    return f"aged {youngest} to {oldest}" if youngest else f"under {oldest + 1}"


def eligibility(age: str, circumstances: str, gender: str = "") -> Eligibility:
    """Who it is for, as codes. A dash in circumstances is nothing."""
    youngest, oldest = ages(age)
    return Eligibility(youngest, oldest, tuple(code for code in circumstances.split() if code != "-"), gender)


def referral(manner: str, rng: Random, url: str) -> Referral:
    """How one gets in, as codes; one in ten did not say whether a family may ask for itself."""
    own = None if rng.random() < 0.1 else manner != "refer"
    who = _WHO.get(manner, ("self", "family"))
    online = url if "online" in _HOW[manner] or "form" in _HOW[manner] else ""
    return Referral(own, who, _HOW[manner], online, True if manner == "refer" else None)


def languages(slug: str, written: str, rng: Random) -> tuple[LanguageOffered, ...]:
    """English, the languages the writer named, or now and then one that is spoken in this area."""
    found = [LanguageOffered("en")]
    if written:
        found += [_offer(code, rng) for code in written.split()]
    elif rng.random() < 0.2:
        found.append(_offer(rng.choice(_SPOKEN[slug]), rng))
    if "bfi" not in written and rng.random() < 0.03:
        found.append(LanguageOffered("bfi", "interpreter"))
    return tuple(found)


def _offer(code: str, rng: Random) -> LanguageOffered:
    how = rng.choice(("spoken", "spoken", "spoken", "interpreter", "written"))
    if how == "spoken" and rng.random() < 0.35:
        return LanguageOffered(
            code, how, rng.choice(("mon", "tue", "wed", "thu")), channel=rng.choice(("phone", "in-person"))
        )
    return LanguageOffered(code, how)


def access(rng: Random) -> dict[str, bool | None]:
    """Access facts of a building: yes, no, or not known."""
    unknown = rng.choice((0.1, 0.3, 0.5, 0.9))
    return {code: None if rng.random() < unknown else rng.random() < _LIKELY[code] for code in ACCESS}


def capacity(manner: str, today: date, wait: str, rng: Random) -> Capacity | None:
    """Places as they were a short while ago; good for two months, so that a few have expired."""
    likely = {"refer": 0.7, "open": 0.45, "childcare": 0.7, "minder": 0.7, "club": 0.3, "class": 0.5, "book": 0.2}.get(
        manner, 0.0
    )
    if not wait and rng.random() >= likely:
        return None
    stated = today - timedelta(days=rng.randint(70, 200) if rng.random() < 0.1 else rng.randint(0, 50))
    good = stated + timedelta(days=60)
    if wait:
        return Capacity("waiting-list", stated, good, int(wait))
    places = rng.choice(
        ("yes", "yes", "waiting-list", "no") if manner != "refer" else ("waiting-list", "waiting-list", "yes")
    )
    weeks = rng.choice((2, 3, 4, 6, 8, 10, 14, 18, 26, 40)) if places == "waiting-list" else None
    return Capacity(places, stated, good, weeks)


def assurance(today: date, rng: Random, email: str) -> Assurance:
    """When someone last said that this is right: mostly within six months, one in sixteen over a year ago."""
    luck = rng.random()
    days = rng.randint(0, 178) if luck < 0.85 else rng.randint(184, 360) if luck < 0.94 else rng.randint(370, 900)
    by = rng.choice(("agency", "agency", "agency", "authority"))
    return Assurance(today - timedelta(days=days), by, email if by == "agency" else "")


def service_access(rng: Random) -> dict[str, bool | None]:
    """Access facts that belong to the service and not to the building."""
    found: dict[str, bool | None] = {}
    for code, likely in (("interp", 0.6), ("online", 0.4), ("bsl", 0.12)):
        if rng.random() < 0.5:
            found[code] = rng.random() < likely
        elif rng.random() < 0.3:
            found[code] = None
    return found


def attributes(main_type: str, rng: Random) -> tuple[Attribute, ...]:
    """Further facts under their own names: childcare has a number in the register, here an invented one."""
    if main_type in ("cc.childminder", "cc.nursery", "cc.afterschool", "cc.holiday"):
        return (Attribute("register number", f"SAMPLE-{rng.randint(1000, 9999)}"),)
    return ()
