"""What an import did, row by row, in plain words; and the same as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from directory.exporting.guarding import harmless
from directory.importing.planning import What
from directory.importing.problems import Remark, Weight, Why
from directory.importing.running import Outcome
from foundation.words import gettext as _
from foundation.words import later, ngettext

EACH = 5  # remarks of a kind that are told one by one; the report file has all

# Why, and what was done about it. %(more)s is what the remark adds: a line, a place, the mapping's reason.
SENTENCES = {
    Why.RAGGED: later("The row does not have as many cells as the row of column names (%(more)s). It was left out."),
    Why.FORMULA: later("This is a formula. Formulas are not read: the cell was taken as empty."),
    Why.CELL_ERROR: later("The workbook shows an error here. The cell was taken as empty."),
    Why.NAME_MISSING: later("There is no name. The row was left out."),
    Why.ORGANISATION_MISSING: later("It does not say which organisation. The row was left out."),
    Why.KEY_MISSING: later("There is nothing to know this row by another time. The row was left out."),
    Why.TYPES_MISSING: later("It does not say what kind of service it is. The row was left out."),
    Why.TOO_LONG: later("This is too long. It was left out."),
    Why.TOLD_TWICE: later("The same service is on line %(more)s. This row was left out."),
    Why.NOT_WANTED: later("The mapping leaves such rows out: %(more)s."),
    Why.UPSIDE_DOWN: later("The lowest age is above the highest. The ages were left out."),
    Why.NOT_A_POSTCODE: later("This is not a postcode. The service is entered without one."),
    Why.POSTCODE_UNKNOWN: later("This postcode is not known here. The service is entered; distances are not exact."),
    Why.NOT_AN_EMAIL: later("This is not one e-mail address. It was left out."),
    Why.NOT_A_URL: later("This is not the address of a web page. It was left out."),
    Why.NOT_A_PHONE: later("This is not a telephone number. It was left out."),
    Why.NOT_A_NUMBER: later("This is not a number that can stand here. It was left out."),
    Why.NOT_A_DATE: later(
        "This is not a date. If it is a bare number, the workbook's cell is not marked as a date. It was left out."
    ),
    Why.HOURS_UNREADABLE: later("These are not hours such as 09:00-17:00. They are shown as words, not as times."),
    Why.NOT_IN_CODE_LIST: later("The mapping's list does not have this value. It has no meaning here."),
    Why.NOT_IN_WORDS: later("The mapping does not say what this means. It is shown as it is."),
    Why.GARBLED: later(
        "The letters look garbled, as if read in the wrong encoding before. They were kept as they are."
    ),
    Why.ROWS_DISAGREE: later("Line %(more)s of the same service says something else. What it says was kept."),
    Why.CLOSED: later("It is kept but not shown: %(more)s."),
    Why.CLOSED_HERE_ONLY: later(
        "This file says that it has closed (%(more)s); what told of it first does not. It is still shown."
    ),
    Why.OPEN_HERE_ONLY: later(
        "This file has it as open; what told of it first does not, or somebody took it off. It is not shown."
    ),
    Why.TAKEN_OFF: later("Somebody took it off the directory. It stays off."),
    Why.ADDRESS_SEALED: later(
        "Its address has been made confidential here. The address and place were left as they are."
    ),
    Why.CODE_UNKNOWN: later("There is no entry of this code in this directory. The row was left out."),
    Why.NOT_HERE: later("This cannot be changed by a file. It was left as it is: change it on the site."),
    Why.NOT_SHOWN: later("This service is not shown now. Nothing of it was changed."),
}
WEIGHTS = {
    Weight.LEFT_OUT: later("Row left out"),
    Weight.BY_RULE: later("By the mapping's rule"),
    Weight.REMARK: later("Row used"),
}


def sentence(remark: Remark) -> str:
    """Why, and what was done."""
    return str(SENTENCES[remark.why]) % {"more": remark.more}


def line(remark: Remark) -> str:
    """One remark in one line of a terminal."""
    told = {"line": remark.line, "column": remark.column, "value": remark.shown, "why": sentence(remark)}
    if remark.column and remark.value:
        return _("Line %(line)s, %(column)s, “%(value)s”: %(why)s") % told
    if remark.column or remark.value:
        return _("Line %(line)s, %(what)s: %(why)s") % {**told, "what": remark.column or f"“{remark.shown}”"}
    return _("Line %(line)s: %(why)s") % told


def summary(outcome: Outcome, *, applied: bool) -> list[str]:
    """Counts by kind, and whether it was done, for a terminal."""
    done = _("Done.") if applied else _("This was a dry run: nothing was changed. Add --apply to do it.")
    return [*counted(outcome), done]


def counted(outcome: Outcome) -> list[str]:
    """Counts by kind."""
    counts = [
        ngettext("%(num)s row read.", "%(num)s rows read.", outcome.read) % _num(outcome.read),
        *(_services(what, count) for what in What if (count := outcome.counts.get(what, 0))),
    ]
    counts += [_organisations(outcome.organisations)] if outcome.organisations else []
    counts += [_hidden(outcome.closed)] if outcome.closed else []
    counts += [_pairs(outcome.pairs)] if outcome.pairs else []
    counts += [_left_out(outcome.left_out)] if outcome.left_out else []
    counts += [_absent(outcome.absent)] if outcome.absent else []
    return counts


def remarks(outcome: Outcome, *, everything: bool = False) -> Iterator[str]:
    """The remarks, a kind at a time, those first that cost a row."""
    by_kind: dict[tuple[Weight, Why], list[Remark]] = {}
    for one in outcome.remarks:
        by_kind.setdefault((one.weight, one.why), []).append(one)
    order = {weight: number for number, weight in enumerate(Weight)}
    for (weight, _why), some in sorted(by_kind.items(), key=lambda kind: (order[kind[0][0]], -len(kind[1]))):
        yield f"{WEIGHTS[weight]}: {len(some):,}"
        yield from (f"  {line(one)}" for one in (some if everything else some[:EACH]))
        if len(some) > EACH and not everything:
            more = len(some) - EACH
            yield "  " + ngettext("and %(num)s more like it.", "and %(num)s more like these.", more) % _num(more)


@dataclass(frozen=True)
class Group:
    """Remarks of one weight and reason: those that are shown, and how many there are."""

    weight: str
    sentence: str
    shown: list[Remark]
    total: int


def groups(outcome: Outcome, most: int) -> Iterator[Group]:
    """The remarks by what they mean for the row and why, those first that cost a row; at most so many of each."""
    order = {weight: number for number, weight in enumerate(Weight)}
    found: dict[tuple[int, str], list[Remark]] = {}
    for one in outcome.remarks:
        found.setdefault((order[one.weight], sentence(one)), []).append(one)
    for (weight, why), some in sorted(found.items(), key=lambda pair: (pair[0][0], -len(pair[1]))):
        yield Group(str(WEIGHTS[list(Weight)[weight]]), why, some[:most], len(some))


def as_csv(outcome: Outcome) -> str:
    """Every remark: line, what it means for the row, column, value, why. Nothing in it is read as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_("Line"), _("Outcome"), _("Column"), _("Value"), _("Why, and what was done")])
    for one in outcome.remarks:
        cells = (str(WEIGHTS[one.weight]), one.column, one.shown, sentence(one))
        writer.writerow([one.line, *map(harmless, cells)])
    return out.getvalue()


def _num(count: int) -> dict[str, str]:
    return {"num": f"{count:,}"}


def _services(what: What, count: int) -> str:
    match what:
        case What.NEW:
            said = ngettext("%(num)s service is new.", "%(num)s services are new.", count)
        case What.CHANGED:
            said = ngettext("%(num)s service is brought up to date.", "%(num)s services are brought up to date.", count)
        case What.ADDED_TO:
            said = ngettext(
                "%(num)s service was here from another source and is added to.",
                "%(num)s services were here from another source and are added to.",
                count,
            )
        case What.SAME:
            said = ngettext("%(num)s service is as it was.", "%(num)s services are as they were.", count)
    return said % _num(count)


def _organisations(count: int) -> str:
    return ngettext("%(num)s organisation is new.", "%(num)s organisations are new.", count) % _num(count)


def _hidden(count: int) -> str:
    said = ngettext("%(num)s of them is closed and not shown.", "%(num)s of them are closed and not shown.", count)
    return said % _num(count)


def _pairs(count: int) -> str:
    return ngettext(
        "%(num)s pair of a row and an entry from another source has the same name and postcode.",
        "%(num)s pairs of a row and an entry from another source have the same name and postcode.",
        count,
    ) % _num(count)


def _absent(count: int) -> str:
    return ngettext(
        "%(num)s service of the directory is not in this file. It stays as it is.",
        "%(num)s services of the directory are not in this file. They stay as they are.",
        count,
    ) % _num(count)


def _left_out(count: int) -> str:
    return ngettext("%(num)s row could not be used.", "%(num)s rows could not be used.", count) % _num(count)
