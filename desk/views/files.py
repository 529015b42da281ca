"""Files in and out: an import that is looked at before it is done, and the whole directory to take away."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

from flask import Blueprint, Response, current_app, render_template, request, stream_with_context, url_for
from flask import redirect as leads_to
from werkzeug.wrappers import Response as AnyResponse

from accounts import queries as accounts
from desk.views.whose import desk, ours
from directory import importing, operations, queries
from directory.exporting import cells, files, gathering
from directory.importing import browser, reporting
from directory.importing.uploads import Upload, Uploads, unpacked
from foundation.acts import Subject
from foundation.permissions import Permission
from foundation.words import gettext as _
from web.door import Door, actor

blueprint = Blueprint("desk_files", __name__)
door = Door(blueprint, readers="staff")
SHOWN = 100  # remarks on the page; the report has all
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Answer = str | AnyResponse | tuple[str, int]


@blueprint.url_value_preprocessor
def _take_a_file(endpoint: str | None, _values: object) -> None:
    """Only here may more be sent than a form; the first to look at a post is the check of its token, before any page."""
    if endpoint == "desk_files.upload" and request.method == "POST":
        request.max_content_length = browser.LARGEST + 100_000


def _uploads() -> Uploads:
    return Uploads(current_app.config["WAYMARK"].data)


def _mine(ref: str) -> Subject | None:
    """A file that this person sent; nobody else's is found."""
    found = _uploads().find(ref, actor().id)
    return Subject("upload", ref, found.authority) if found else None


@door.page("/desk/import", Permission.DIRECTORY_IMPORT, subject=desk)
def choose() -> str:
    """Which file, and what its columns mean."""
    return _choose()


@door.page("/desk/import", Permission.DIRECTORY_IMPORT, subject=desk, methods=["POST"])
def upload() -> Answer:
    """The file is kept for an hour and looked at. Nothing is written in the directory."""
    sent, mapping = request.files.get("file"), request.form.get("mapping", "")
    if mapping not in {one.name for one in importing.shipped()}:
        return _choose(fault=_("Say how the file is laid out."), at="mapping"), 400
    if sent is None or not sent.filename:
        return _choose(mapping, _("Choose a file.")), 400
    uploads = _uploads()
    kept = uploads.keep(sent.stream, actor().id, ours(), mapping)
    try:
        browser.check(uploads, kept)
    except (importing.FileRefused, importing.MappingRefused) as refused:
        uploads.forget(kept)
        return _choose(mapping, _sentence(refused)), 400
    return leads_to(url_for("desk_files.look", ref=kept.ref), 303)


@door.page("/desk/import/<ref>", Permission.DIRECTORY_IMPORT, subject=_mine)
def look(ref: str) -> Answer:
    """What would be done, row by row; once it is done, what was."""
    return _look(_found(ref))


@door.page("/desk/import/<ref>", Permission.DIRECTORY_IMPORT, subject=_mine, methods=["POST"])
def carry_out(ref: str) -> Answer:
    """Do it: at once, or by a job when the file is large. Sent twice, it is done once."""
    uploads, kept = _uploads(), _found(ref)
    if kept.state in ("new", "stopped"):
        rows = browser.looked_at(uploads, kept).read
        asked = uploads.note(kept, state="asked", strict=bool(request.form.get("strict")), why="", outcome=None)
        if rows > browser.AT_ONCE:
            browser.bring_in_later(actor(), asked.authority, ref)
        else:
            browser.carry_out(actor(), uploads, asked)
    return leads_to(url_for("desk_files.look", ref=ref), 303)


@door.page("/desk/import/<ref>/report", Permission.DIRECTORY_IMPORT, subject=_mine)
def report(ref: str) -> Response:
    """Every remark as CSV."""
    said = reporting.as_csv(_outcome(_found(ref))).encode("utf-8-sig", "replace")
    return _file([said], CSV, "import-report.csv")


@door.page("/desk/export", Permission.DIRECTORY_EXPORT, subject=desk)
def export() -> str:
    """Which entries, and as what kind of file."""
    return render_template("desk/export.html", agencies=accounts.agencies(ours()), types=_types(), authority=ours())


@door.page("/desk/export/services.<kind>", Permission.DIRECTORY_EXPORT, subject=desk)
def take(kind: str) -> Answer:
    """The file, sent while it is made."""
    if kind not in ("csv", "xlsx"):
        return leads_to(url_for("desk_files.export"), 303)
    authority = ours()
    operations.take_away(actor(), authority)
    which = {"agency": request.args.get("agency", ""), "kind": request.args.get("type", "")}
    rows = map(cells.cells, gathering.everything(authority, **which))
    name = f"{authority}-services.{kind}"
    if kind == "csv":
        return _file(files.as_csv(cells.HEADINGS, rows), CSV, name)
    return _file(_workbook(rows), XLSX, name)


def _workbook(rows: files.Rows) -> Iterator[bytes]:
    """A workbook can only be sent once it is whole: it is made in a file that goes when it is sent."""
    with tempfile.TemporaryFile() as file:
        files.write_xlsx(file, _("Services"), cells.HEADINGS, rows)
        file.seek(0)
        yield from iter(lambda: file.read(65_536), b"")


def _file(pieces: Iterator[bytes] | list[bytes], kind: str, name: str) -> Response:
    answer = Response(stream_with_context(iter(pieces)), content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _types() -> list[tuple[str, str]]:
    known = queries.vocabulary("service-types")
    return sorted(((one.code, one.words()) for one in known.terms.values() if one.parent), key=lambda pair: pair[1])


def _choose(mapping: str = "waymark", fault: str = "", at: str = "file") -> str:
    return render_template(
        "desk/import.html",
        mappings=[(one.name, one.title) for one in importing.shipped()],
        chosen=mapping,
        fault=fault,
        at=at,
        faults=[(at, fault)] if fault else [],
        largest=browser.LARGEST // 2**20,
        most=browser.ROWS,
    )


def _found(ref: str) -> Upload:
    found = _uploads().find(ref, actor().id)
    if found is None:  # the door found it a moment ago: its hour is over
        raise LookupError(ref)
    return found


def _outcome(kept: Upload) -> importing.Outcome:
    return unpacked(kept.outcome) if kept.outcome else browser.looked_at(_uploads(), kept)


def _look(kept: Upload) -> Answer:
    if kept.state == "asked":
        return render_template("desk/import_waits.html", ref=kept.ref)
    try:
        found = _outcome(kept)
    except (importing.FileRefused, importing.MappingRefused) as refused:
        return _choose(kept.mapping, _sentence(refused)), 400
    return render_template(
        "desk/import_report.html",
        ref=kept.ref,
        state=kept.state,
        lines=reporting.counted(found),
        groups=list(reporting.groups(found, SHOWN)),
        remarks=len(found.remarks),
        left_out=found.left_out,
        stopped=_stopped(kept),
    )


def _stopped(kept: Upload) -> str:
    if kept.state != "stopped":
        return ""
    return _("Nothing was done, since some rows cannot be used.") if kept.why == "strict" else kept.why


def _sentence(refused: importing.FileRefused | importing.MappingRefused) -> str:
    if isinstance(refused, importing.TooManyRows):
        return _("The file has more than %(limit)s rows. Part it into several files.") % {"limit": f"{refused.limit:,}"}
    return str(refused)
