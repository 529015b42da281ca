"""Taking a service off the directory: why, and where to go instead."""

from __future__ import annotations

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from directory.editing.base import about_code, door, missing_is_404, see
from directory.forms.retiring import RetireForm
from directory.operations import retiring
from directory.queries import changes
from foundation.permissions import Permission
from web.door import actor


@door.page("/your-services/services/<code>/end", Permission.ENTRY_RETIRE, subject=about_code, methods=("GET", "POST"))
def end(code: str) -> str | Response:
    """Ask why, then ask once more, then do it."""
    row = changes.entry_row(code) or abort(404)
    if row.status == "retired":
        return see("editing.mine")
    form = RetireForm()
    form.code = code
    faults: list[tuple[str, str]] = []
    if request.method == "POST":
        if form.validate():
            if request.form.get("sure") == "yes":
                missing_is_404(lambda: retiring.retire(actor(), code, form.why.data, form.instead.data))
                return see("editing.mine", done="retired")
            return render_template("directory/editing/end_sure.html", row=row, form=form, instead=form.instead_name())
        faults = form.faults()
    return render_template("directory/editing/end.html", row=row, form=form, faults=faults)
