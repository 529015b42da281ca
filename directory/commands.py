"""flask directory: vocabularies and imports by hand."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from accounts import queries as accounts
from directory import importing, operations, queries, vocabulary_files
from directory.exporting import cells, files, gathering
from directory.importing import reporting
from foundation.acts import system
from foundation.words import gettext as _
from foundation.words import ngettext

directory = AppGroup("directory", help="Entries and the words they are sorted by.")
vocabularies = AppGroup("vocabularies", help="Service types, needs, levels, access facts, circumstances, languages.")
directory.add_command(vocabularies)
GROUPS = (directory,)


@vocabularies.command("load")
def load_vocabularies() -> None:
    """Load the vocabularies that come with Waymark; those that changed are published anew."""
    home = accounts.authority("")
    if home is None:
        raise click.ClickException(
            _("There is no authority yet. Add one: %(command)s")
            % {"command": "./run flask accounts keep-authority FILE"}
        )
    changed = sum(
        operations.load_vocabulary(system("command"), home.slug, name, vocabulary_files.read(name))
        for name in vocabulary_files.NAMES
    )
    for name in vocabulary_files.NAMES:
        if ours := queries.vocabulary(name).by_hand | queries.vocabulary(name).ended.keys():
            told = {"name": name, "codes": ", ".join(sorted(ours))}
            click.echo(_("%(name)s: somebody changed these terms here, and they stay as they are: %(codes)s") % told)
    click.echo(ngettext("%(num)d vocabulary published.", "%(num)d vocabularies published.", changed) % {"num": changed})


@directory.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "named", required=True, metavar="MAPPING", help="A mapping that comes with Waymark, or a file.")
@click.option("--apply", is_flag=True, help="Do it. Without this it is a dry run.")
@click.option("--strict", is_flag=True, help="Do nothing at all when any row cannot be used.")
@click.option("--authority", default="", metavar="NAME", help="Whose directory; this site's own when not told.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write every remark to this CSV file.")
@click.option("--rows", type=click.IntRange(1), default=200_000, show_default=True, help="The most rows that are read.")
@click.option("--said-on", type=click.DateTime(["%Y-%m-%d"]), help="The day on which the file was right; today.")
def import_file(
    file: Path, *, named: str, authority: str, report: Path | None, rows: int, said_on: datetime | None, **how: bool
) -> None:
    """Import services from a CSV or XLSX file: first a dry run, then with --apply. See docs/import.md."""
    home = accounts.authority(authority or current_app.config["WAYMARK"].authority)
    if home is None:
        raise click.ClickException(_("There is no such authority here."))
    day = said_on.date() if said_on else None
    applied = how["apply"]
    try:
        mapping = importing.load_mapping(named)
        rows_read = importing.prepare(mapping, importing.read_table(file, mapping, importing.Limits(rows=rows)))
        if applied:
            done = importing.import_rows(system("command"), home.slug, rows_read, said_on=day, strict=how["strict"])
        else:
            done = importing.dry_run(home.slug, rows_read, day)
    except (importing.FileRefused, importing.MappingRefused) as refused:
        click.echo(_("%(why)s Nothing was changed.") % {"why": refused}, err=True)
        sys.exit(2)
    except importing.RowsRefused as refused:
        done, applied = refused.outcome, False
    _tell(done, applied, report)
    sys.exit(1 if done.left_out else 0)


@directory.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--authority", default="", metavar="NAME", help="Whose directory; this site's own when not told.")
def export_file(file: Path, authority: str) -> None:
    """Write every entry to a file that ends in .csv or .xlsx. Edited, it can be imported with --map waymark."""
    home = accounts.authority(authority or current_app.config["WAYMARK"].authority)
    if home is None:
        raise click.ClickException(_("There is no such authority here."))
    if file.suffix.lower() not in (".csv", ".xlsx"):
        raise click.ClickException(
            _("Name a file that ends in %(csv)s or %(xlsx)s.") % {"csv": ".csv", "xlsx": ".xlsx"}
        )
    operations.take_away(system("command"), home.slug)
    rows = map(cells.cells, gathering.everything(home.slug))
    with file.open("wb") as out:
        if file.suffix.lower() == ".csv":
            out.writelines(files.as_csv(cells.HEADINGS, rows))
        else:
            files.write_xlsx(out, home.name, cells.HEADINGS, rows)
    click.echo(_("Every entry is in %(file)s.") % {"file": file.name})


def _tell(done: importing.Outcome, applied: bool, report: Path | None) -> None:
    for line in (*reporting.remarks(done), *reporting.summary(done, applied=applied)):
        click.echo(line)
    if report is not None:
        report.write_text(reporting.as_csv(done), encoding="utf-8-sig", newline="")
        click.echo(_("Every remark is in %(file)s.") % {"file": report.name})
