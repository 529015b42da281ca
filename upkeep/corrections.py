"""The facts that a letter's page asks about, and what becomes of a correction of each. (pure)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from directory.importing import values
from directory.rules import DAYS, best_language
from directory.shapes import AddressLines, Cost, Eligibility, Phone, Privacy, Site, Text
from directory.work import Patch, Working
from foundation.words import gettext as _
from upkeep.rules import hours_typed

FACTS = ("reach", "hours", "cost", "who", "how", "where")
ACCESS = "access"  # asked only where readers needed to know it and nobody has told
REACHING = ("reach", "where")  # these always wait for the desk, and the old contact is told
WORDS_OF = {"hours": "hours_words", "cost": "cost_words", "who": "who_for", "how": "how_to_get_help"}
Said = Mapping[str, str]
MOST_ROWS = 8


class Wrong(ValueError):
    """What cannot be read: the name of the box, and a sentence."""

    def __init__(self, box: str, words: str) -> None:
        super().__init__(words)
        self.box, self.words = box, words


def text_in(working: Working, field: str, language: str) -> tuple[str, str]:
    """(words, language) of a field as the page shows and corrects it: the reader's language, else English, else any."""
    tag = best_language(working.entry.texts, field, language)
    return (working.entry.texts[field][tag].words, tag) if tag else ("", language)


def boxes(fact: str, working: Working, language: str) -> dict[str, str]:
    """What stands in the boxes of a fact before anybody types."""
    entry = working.entry
    made: dict[str, str] = {}
    if fact == "reach":
        made = {f"phone-{n}": one.number for n, one in enumerate(entry.phones)}
        made |= {f"phone-{len(entry.phones)}": "", "email": entry.email, "url": entry.url}
    if fact == "hours":
        made |= (
            {f"day-{day}": said for day, said in hours_typed.typed(entry.schedules).items()} if by_day(working) else {}
        )
    if fact == "cost":
        for number, cost in enumerate((*entry.costs, Cost())[:MOST_ROWS]):
            made |= {f"amount-{number}": "" if cost.amount is None else str(cost.amount), f"for-{number}": cost.option}
    if fact == "who":
        low, high = entry.eligibility.min_age, entry.eligibility.max_age
        made |= {"from": "" if low is None else str(low), "to": "" if high is None else str(high)}
    if fact == "where":
        made = {f"address-{key}": _address_box(site.address) for key, site in open_places(working).items()}
    if fact in WORDS_OF:
        made["words"] = text_in(working, WORDS_OF[fact], language)[0]
    return made


def by_day(working: Working) -> bool:
    """Whether its hours can be put right day by day: its own, and the same every week."""
    elsewhere = any(use.schedules for use in working.entry.sites) or any(s.schedules for s in working.sites.values())
    own = working.entry.schedules
    return hours_typed.simple(own) and not (elsewhere and not own)


def open_places(working: Working) -> dict[str, Site]:
    """The places whose address all may see."""
    return {key: site for key, site in working.sites.items() if site.privacy is Privacy.PUBLIC and site.address}


def _address_box(address: AddressLines | None) -> str:
    return "\n".join([*address.lines, address.postcode]) if address else ""


def patch_of(fact: str, said: Said, working: Working, language: str) -> Patch:
    """What a correction changes; a box that was not sent stays as it was. Raises Wrong for what cannot be read."""
    said = {**boxes(fact, working, language), **said}
    entry = {
        "reach": _reach,
        "hours": _hours,
        "cost": _cost,
        "who": _who,
        ACCESS: _access,
    }.get(fact, lambda _said, _working: {})(said, working)
    texts: dict[str, dict[str, Text | None]] = {}
    if fact in WORDS_OF:
        before, tag = text_in(working, WORDS_OF[fact], language)
        words = said.get("words", before).strip()
        if words != before:
            texts = {WORDS_OF[fact]: {tag: Text(words) if words else None}}
    return Patch(entry, texts, _places(said, working) if fact == "where" else {})


def _reach(said: Said, working: Working) -> dict[str, object]:
    known = working.entry.phones
    phones = []
    for number in range(MOST_ROWS):
        typed = said.get(f"phone-{number}", "").strip()
        if typed:
            if sum(c.isdigit() for c in typed) < 3 or len(typed) > 40:
                raise Wrong(f"phone-{number}", _("This is not a telephone number. Write it with its figures."))
            phones.append(replace(known[number], number=typed) if number < len(known) else Phone(typed))
    email, url = said.get("email", "").strip(), said.get("url", "").strip()
    if email and ("@" not in email or any(c.isspace() for c in email) or len(email) > 320):
        raise Wrong("email", _("This is not an e-mail address. It has an @ in it and no spaces."))
    made = {"phones": tuple(phones), "email": email, "url": _web(url)}
    return {name: value for name, value in made.items() if value != getattr(working.entry, name)}


def _web(url: str) -> str:
    if not url:
        return ""
    whole = url if "://" in url else f"https://{url}"
    made = values.url(whole)
    if made is None:
        raise Wrong("url", _("This is not the address of a website. Write it as it stands in the browser."))
    return made


def _hours(said: Said, working: Working) -> dict[str, object]:
    if not by_day(working) or not any(f"day-{day}" in said for day in DAYS):
        return {}
    try:
        made = hours_typed.understood({day: said.get(f"day-{day}", "") for day in DAYS})
    except hours_typed.NotHours as error:
        raise Wrong(f"day-{error}", _("We could not read these hours. Write them like 10:00-11:30.")) from None
    unchanged = hours_typed.typed(made) == hours_typed.typed(working.entry.schedules)
    return {} if unchanged else {"schedules": made}


def _cost(said: Said, working: Working) -> dict[str, object]:
    known, made = working.entry.costs, []
    for number in range(MOST_ROWS):
        amount = said.get(f"amount-{number}", "").strip().removeprefix("£").strip()
        option = said.get(f"for-{number}", "").strip()
        if amount or (option and number < len(known)):
            before = known[number] if number < len(known) else Cost()
            made.append(replace(before, amount=_amount(amount, number), option=option[:80]))
    return {} if tuple(made) == known else {"costs": tuple(made)}


def _amount(said: str, number: int) -> Decimal | None:
    if not said:
        return None
    try:
        amount = Decimal(said)
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount < 100_000:
        raise Wrong(
            f"amount-{number}", _("This is not an amount. Write it in figures, like 2.50, or 0 when it is free.")
        )
    return amount.quantize(Decimal("0.01"))


def _who(said: Said, working: Working) -> dict[str, object]:
    before: Eligibility = working.entry.eligibility
    made = replace(before, min_age=_age(said, "from"), max_age=_age(said, "to"))
    if made.min_age is not None and made.max_age is not None and made.min_age > made.max_age:
        raise Wrong("to", _("The second age must be the higher one."))
    return {} if made == before else {"eligibility": made}


def _access(said: Said, working: Working) -> dict[str, object]:
    """Yes or no to what nobody had told; anything else leaves it as it was."""
    told = {name.removeprefix("has-"): value == "yes" for name, value in said.items() if value in ("yes", "no")}
    known = working.entry.access
    made = {
        code: told.get(code, holds) if holds is None else holds
        for code, holds in {**dict.fromkeys(told), **known}.items()
    }
    return {} if made == dict(known) else {"access": made}


def _age(said: Said, box: str) -> int | None:
    typed = said.get(box, "").strip()
    if not typed:
        return None
    if not (typed.isdecimal() and len(typed) <= 3 and int(typed) <= 120):
        raise Wrong(box, _("Write an age in figures, from 0 to 120, or leave it empty."))
    return int(typed)


def _places(said: Said, working: Working) -> dict[str, Site]:
    """An address that was changed has no point on the map until the desk has looked."""
    made = {}
    for key, site in working.sites.items():
        typed = said.get(f"address-{key}")
        if typed is None or site.privacy is not Privacy.PUBLIC or site.address is None:
            continue
        lines = [line.strip() for line in typed.split("\n") if line.strip()]
        if tuple(lines) == (*site.address.lines, site.address.postcode):
            continue
        if len(lines) < 2 or len(lines) > 8 or any(len(line) > 120 for line in lines):
            raise Wrong(f"address-{key}", _("Write the address in lines, the postcode last."))
        same_postcode = lines[-1] == site.address.postcode
        address = site.address if same_postcode else AddressLines((), "")
        made[key] = replace(site, address=replace(address, lines=tuple(lines[:-1]), postcode=lines[-1]))
    return made


def is_nothing(patch: Patch) -> bool:
    """Whether a correction changes nothing."""
    return not (patch.entry or patch.texts or patch.sites)


def title(fact: str) -> str:
    """What a fact is called."""
    return {
        "running": _("Still running?"),
        "reach": _("Phone, e-mail and website"),
        "hours": _("Opening hours"),
        "cost": _("Cost"),
        "who": _("Who it is for"),
        "how": _("How to get help"),
        "where": _("Where"),
        "places": _("Places now"),
        ACCESS: _("Access"),
        "confirmed": _("All of it"),
    }[fact]
