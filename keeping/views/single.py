"""One entry, made small: in the fewest bytes, or one thing at a time."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, render_template, url_for

from directory import telling
from directory.presenting import EntryShown
from directory.sheets import hours_line, shown
from directory.showing import entry_or_gone
from directory.telling import Said
from foundation.words import gettext as _
from keeping.discretion import is_quiet
from keeping.views.rooms import door

LONGEST = 220  # characters of how to get help on the text page: its whole weight is 1.2 kB


@door.public("/t/<code>")
def text(code: str) -> str:
    """The entry in the fewest bytes; the whole page is a press away."""
    page = entry_or_gone(code)
    made = shown(page)
    return render_template(
        "keeping/text.html",
        shown=made,
        title=made.code if is_quiet(page.entry) else made.name.words,
        hours=hours_line(made),
        help=made.how_to_get_help if len(made.how_to_get_help.words) <= LONGEST else "",
        whole=url_for("directory.entry_by_code", code=page.entry["code"]),
    )


@door.public("/step/<code>/<int:number>")
def step(code: str, number: int) -> str:
    """One thing of an entry, large, on a page of its own: for a bad day."""
    page = entry_or_gone(code)
    if not 1 <= number <= len(STEPS):
        abort(404)
    made = shown(page)
    heading, lines = STEPS[number - 1]
    said = {"heading": heading(), "number": telling.number(number), "count": telling.number(len(STEPS))}
    return render_template(
        "keeping/step.html",
        shown=made,
        code=page.entry["code"],
        number=number,
        last=len(STEPS),
        heading=_("%(heading)s (%(number)s of %(count)s)") % said,
        lines=[line for line in lines(made) if line],
        quiet=is_quiet(page.entry),
    )


def _call(entry: EntryShown) -> list[Said | str]:
    return [entry.when_you_ring] if entry.ring else [_("No phone number is known.")]


def _open(entry: EntryShown) -> list[Said | str]:
    return [f"{entry.now}." if entry.now else "", hours_line(entry), entry.hours_words]


def _free(entry: EntryShown) -> list[Said | str]:
    return (
        [*entry.prices, entry.cost_words] if entry.prices or entry.cost_words else [_("Not known. Ask before you go.")]
    )


def _for_whom(entry: EntryShown) -> list[Said | str]:
    told = [entry.who_for, entry.ages, entry.circumstances]
    return told if any(told) else [_("Anyone.")]


def _next(entry: EntryShown) -> list[Said | str]:
    return [entry.how_to_get_help, *entry.referral, entry.waiting_words]


Lines = Callable[[EntryShown], list[Said | str]]
STEPS: tuple[tuple[Callable[[], str], Lines], ...] = (
    (lambda: _("Call"), _call),
    (lambda: _("Is it open now?"), _open),
    (lambda: _("Is it free?"), _free),
    (lambda: _("Who it is for"), _for_whom),
    (lambda: _("What happens next"), _next),
)
