"""What the directory is asked when a need is to lead to services: what anybody could ask, and nothing of the child. (pure)

The question holds codes of needs, an age in years, the outward half of a postcode, a language. It holds no name, no day,
no address and no id, and the page that shows it lets every part be taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

Question = tuple[tuple[str, str], ...]  # names and values as in the address of the directory's own results
MOST_NEEDS = 10
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s*[0-9][A-Z]{2}")


def question(
    needs: Iterable[str], born: date | None, today: date, *, postcodes: Iterable[str] = (), language: str = ""
) -> Question:
    """The parameters of a search. A place is asked for only when all known postcodes lie in one district."""
    asked = [("need", code) for code in list(dict.fromkeys(needs))[:MOST_NEEDS]]
    years = age(born, today)
    if years is not None:
        asked.append(("age", str(years)))
    districts = {outward(one) for one in postcodes}
    if len(districts) == 1 and "" not in districts:
        asked.append(("near", districts.pop()))
    if language and language != "en":
        asked.append(("language", language))
    return tuple(asked)


def outward(postcode: str) -> str:
    """The first half of a whole postcode, which some thousands of homes share; "" when it is none."""
    found = _POSTCODE.fullmatch(postcode.strip().upper())
    return found.group(1) if found else ""


def age(born: date | None, today: date) -> int | None:
    """In whole years; None when it is not known, or the day is yet to come."""
    if born is None or born > today:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
