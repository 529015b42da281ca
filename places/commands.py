"""flask places: loading postcodes by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import AppGroup

from foundation.acts import Actor, system
from foundation.words import gettext as _
from foundation.words import ngettext
from places import operations, queries
from places.english import ExtraMissing
from places.onspd import NotAPostcodeFile, Report, size_of

ENGLISH_POSTCODES = 1_500_000  # about, for the length of a bar
SHIPPED_ROWS = 34_400

places = AppGroup("places", help="Postcodes and areas.")
GROUPS = (places,)


@places.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--if-empty", is_flag=True, help="Only when no postcode is known yet.")
@click.option("--english", is_flag=True, help="Every English postcode, from the optional package.")
def load(file: Path | None, english: bool, if_empty: bool) -> None:
    """Load a full ONS Postcode Directory FILE (zip or CSV), or, without one, the places that come with the site."""
    if if_empty and queries.is_loaded():
        return
    if file and english:
        raise click.UsageError(_("Give a file or --english, not both."))
    try:
        if file:
            _load_file(file)
        elif english:
            _say_rows(_counted(operations.load_english, ENGLISH_POSTCODES))
        else:
            _say_rows(_counted(operations.load_shipped, SHIPPED_ROWS))
    except (ExtraMissing, NotAPostcodeFile) as error:
        raise click.ClickException(str(error)) from None
    count = queries.count_postcodes()
    click.echo(ngettext("%(num)s postcode is known now.", "%(num)s postcodes are known now.", count) % {"num": count})


def _load_file(file: Path) -> None:
    with click.progressbar(length=size_of(file), label=file.name) as bar:
        report = operations.load_onspd(system("command"), file, lambda read: bar.update(read - bar.pos))
    _say(report)


def _counted(load_all: Callable[[Actor, Callable[[int], None]], int], expected: int) -> int:
    with click.progressbar(length=expected, label=_("Loading places")) as bar:
        return load_all(system("command"), lambda rows: bar.update(rows - bar.pos))


def _say_rows(rows: int) -> None:
    click.echo(ngettext("%(num)s row loaded.", "%(num)s rows loaded.", rows) % {"num": rows})


def _say(report: Report) -> None:
    _say_rows(report.taken)
    for reason, count in sorted(report.left_out.items()):
        click.echo(f"  {_reason(reason)}: {count}")
    wrong = report.wrong.total()
    if wrong:
        click.echo(ngettext("%(num)s row is wrong:", "%(num)s rows are wrong:", wrong) % {"num": wrong})
    for line, value, reason in report.examples:
        click.echo(
            "  " + _("line %(line)s, %(value)r: %(why)s") % {"line": line, "value": value, "why": _reason(reason)}
        )


def _reason(code: str) -> str:
    reasons = {
        "no-point": _("has no place on the map"),
        "outside-gb": _("is outside Great Britain"),
        "not-a-postcode": _("is not a postcode"),
        "not-a-number": _("the latitude or longitude is not a number"),
        "point-off-the-map": _("the latitude or longitude is off the map"),
        "not-a-month": _("the end is not a month"),
        "not-csv": _("is not a line of CSV"),
    }
    return reasons[code]
