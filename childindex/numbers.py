"""NHS numbers and unique pupil numbers: as they are kept, and whether they can be right. (pure)"""

from __future__ import annotations

import unicodedata

NHS = "nhs"
UPN = "upn"
_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # without I, O and S, which look like digits
_LONGEST = 40  # characters read; what is longer is no number
_DIGITS = frozenset("0123456789")


def bare(text: str) -> str:
    """The number without spaces and dashes, in capital letters, its digits those of English whatever script they were in."""
    kept = (_plain(char) for char in unicodedata.normalize("NFKC", text[:_LONGEST]))
    return "".join(kept).upper()


def _plain(char: str) -> str:
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    return "" if unicodedata.category(char)[0] in "ZC" or unicodedata.category(char) == "Pd" else char


def nhs_fault(text: str) -> str | None:
    """What is wrong with an NHS number: "characters", "length" or "check"; None when nothing is."""
    number = bare(text)
    if set(number) - _DIGITS:
        return "characters"
    if len(number) != 10:
        return "length"
    total = sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False))
    check = (11 - total % 11) % 11  # 10 has no digit: such a number is never given out
    # Ten times one digit passes the sum, stands for "not known" in old systems, and is nobody's.
    return None if str(check) == number[9] and len(set(number)) > 1 else "check"


def upn_fault(text: str) -> str | None:
    """What is wrong with a unique pupil number, permanent or temporary; None when nothing is."""
    number = bare(text)
    first, middle, last = number[:1], number[1:12], number[12:]
    if set(middle) - _DIGITS or set(first + last) - _DIGITS - set(_CHECK_LETTERS) or first in _DIGITS:
        return "characters"
    if len(number) != 13:
        return "length"
    values = [*map(int, middle), _CHECK_LETTERS.index(last) if last not in _DIGITS else int(last)]
    total = sum(value * weight for value, weight in zip(values, range(2, 14), strict=True))
    return None if _CHECK_LETTERS[total % 23] == first else "check"


def is_temporary_upn(text: str) -> bool:
    """Whether a unique pupil number is one that a school gives until it knows the real one."""
    return upn_fault(text) is None and bare(text)[12] not in _DIGITS


_FAULTS = {NHS: nhs_fault, UPN: upn_fault}


def fault(scheme: str, text: str) -> str | None:
    """What is wrong with a number of this scheme; of a scheme we do not know, nothing."""
    return _FAULTS[scheme](text) if scheme in _FAULTS else None
