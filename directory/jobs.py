"""What this room does later: large imports that somebody began in the browser; entries told again when a word changed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from accounts.queries import actor_of
from directory import operations
from directory.importing import browser
from directory.importing.uploads import Uploads
from directory.operations import words
from foundation import jobs
from foundation.acts import system

ACTOR = system("vocabulary")


def serve(data: Path) -> None:
    """When a process starts: who does this room's jobs. `data`: the folder of this site."""
    uploads = Uploads(data)

    def bring_in(payload: dict[str, Any]) -> None:
        person = str(payload["person"])
        actor, upload = actor_of(person), uploads.find(str(payload["ref"]), person)
        if actor is not None and upload is not None and upload.state == "asked":
            browser.carry_out(actor, uploads, upload)

    jobs.handles(browser.JOB)(bring_in)
    jobs.handles(words.REPUBLISH)(_republish)
    jobs.repeats("directory.uploads", every=timedelta(hours=1))(lambda _payload: uploads.clear())


def _republish(payload: dict[str, Any]) -> None:
    operations.republish(ACTOR, str(payload["authority"]), list(payload["entries"]), list(payload["sites"]))
