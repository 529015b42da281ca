"""Files in and out by the browser: looked at first, done once, by nobody else, and never undone by a bad file."""

from __future__ import annotations

import csv
import gc
import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from directory import queries
from directory.exporting import cells
from directory.importing import browser
from directory.importing.uploads import Uploads
from foundation import clock, db, jobs
from foundation.acts import Actor
from tests import factories
from tests.factories import NEXT_DOOR
from tests.pages import open_page
from tests.people import Browser, client, person
from tests.site import MOMENT

PAGE = "/en/desk/import"


class Case:
    """A directory editor with an entry to take away and bring back."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.code = factories.save(factories.entry())["singing"]
        self.editor = person(app, "directory-editor")
        self.browser = client(app, self.editor)
        self.anew()

    def anew(self) -> None:
        db.open_scope(self.app.extensions["waymark.database"])

    def export(self, kind: str = "csv", more: str = "") -> bytes:
        answer = self.browser.get(f"/en/desk/export/services.{kind}{more}")
        assert answer.status_code == 200
        return answer.get_data()

    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.export().decode("utf-8-sig"))))

    def send(
        self, data: bytes, name: str = "all.csv", mapping: str = "waymark", who: Browser | None = None
    ) -> TestResponse:
        return (who or self.browser).post(PAGE, data={"mapping": mapping, "file": (io.BytesIO(data), name)})

    def sent(self, data: bytes) -> str:
        answer = self.send(data)
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return str(answer.headers["Location"])

    def summary(self) -> str:
        self.anew()
        page = queries.entry_page(self.code)
        assert page is not None
        return str(page.entry["texts"]["summary"]["en"]["words"])


def written(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, cells.HEADINGS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.fixture
def case(small_site: Flask) -> Iterator[Case]:
    with clock.freeze(MOMENT), db.scope(small_site.extensions["waymark.database"]):
        yield Case(small_site)
        db.close_scope()  # the last one that a test opened anew


def test_what_is_taken_away_edited_and_brought_back_is_shown_first_and_then_done(case: Case) -> None:
    open_page(case.browser, "/en/desk/export")
    open_page(case.browser, PAGE)
    [row] = case.rows()
    there = case.sent(written(row | {"Summary": "New words.", "E-mail": "nobody"}))
    page = open_page(case.browser, there)
    assert page.text("h1") == "What would happen"
    assert page.texts(".dots li")[:2] == ["1 row read.", "1 service is brought up to date."]
    assert "This is not one e-mail address. It was left out." in page.texts("h3")
    assert case.summary() == "Songs and rhymes for babies."
    assert case.browser.post(there).status_code == 303
    done = open_page(case.browser, there)
    assert done.text("h1") == "What was done"
    assert case.summary() == "New words."
    report = case.browser.get(f"{there}/report")
    assert report.get_data().startswith(b"\xef\xbb\xbfLine,")
    assert case.browser.post(there).status_code == 303, "sent twice, it is done once"


def test_a_large_file_is_brought_in_by_a_job(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "AT_ONCE", 0)
    [row] = case.rows()
    there = case.sent(written(row | {"Summary": "By a job."}))
    case.browser.post(there)
    assert open_page(case.browser, there).text("h1") == "We are bringing it in"
    assert case.summary() == "Songs and rhymes for babies."
    jobs.run(case.app.extensions["waymark.database"], once=True)
    assert open_page(case.browser, there).text("h1") == "What was done"
    assert case.summary() == "By a job."


def test_when_asked_to_be_strict_nothing_is_done_while_a_row_cannot_be_used(case: Case) -> None:
    [row] = case.rows()
    there = case.sent(written(row | {"Summary": "New words."}, row | {"Code": "ZZZZZZ"}))
    case.browser.post(there, data={"strict": "yes"})
    assert "Nothing was done, since some rows cannot be used." in open_page(case.browser, there).text(".note.halt")
    assert case.summary() == "Songs and rhymes for babies."
    case.browser.post(there)
    assert case.summary() == "New words."


def bomb() -> bytes:
    """A workbook that would unpack to two hundred megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (200 * 2**20))
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("letter.txt", "Hello")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "all.csv", "The file is empty."),
        (b"%PDF-1.7\n%\xe2\xe3", "all.xlsx", "This is a PDF"),
        (b"\xef\xbb\xbf<!doctype html><p>Hello", "all.csv", "This is a web page"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "all.csv", "NUL"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "all.xls", "workbook of the old kind"),
        (archive(), "all.xlsx", "ZIP archive, not a workbook"),
        (b"PK\x03\x04broken", "all.xlsx", "damaged"),
        (b'Code,Name\n"never closed', "all.csv", "The file lacks columns"),
        (b"Name,Name\na,b\n", "all.csv", "Two columns have the same name"),
        ("Küche".encode("utf-16"), "all.csv", "NUL"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_a_sentence(case: Case, data: bytes, name: str, said: str) -> None:
    answer = case.send(data, name)
    assert answer.status_code == 400
    assert said in answer.get_data(as_text=True)
    assert case.summary() == "Songs and rhymes for babies."


def test_a_workbook_that_swells_is_not_opened(case: Case) -> None:
    answer = case.send(bomb(), "all.xlsx")
    assert (answer.status_code, "more than is safe to open" in answer.get_data(as_text=True)) == (400, True)


def test_formulas_are_not_read_and_script_is_words(case: Case) -> None:
    [row] = case.rows()
    page = open_page(
        case.browser, case.sent(written(row | {"E-mail": "<script>alert(1)</script>", "Web page": "=1+1"}))
    )
    assert "<script>alert" not in page.body
    assert "=1+1" in page.body


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the test client's own file
def test_too_many_rows_and_too_many_bytes_are_told(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    [row] = case.rows()
    monkeypatch.setattr(browser, "LIMITS", browser.Limits(rows=3))
    answer = case.send(written(*[row] * 4))
    assert (answer.status_code, "Part it into several files." in answer.get_data(as_text=True)) == (400, True)
    assert case.send(b"x" * (browser.LARGEST + 200_000)).status_code == 413
    assert case.browser.post("/en/desk/changes/x", data={"words": "x" * 1_100_000}).status_code == 413
    gc.collect()


def test_no_file_or_no_layout_is_told_beside_its_field(case: Case) -> None:
    nothing = case.browser.post(PAGE, data={"mapping": "waymark"})
    assert (nothing.status_code, "Choose a file." in nothing.get_data(as_text=True)) == (400, True)
    assert case.send(b"a", mapping="/etc/passwd").status_code == 400


def test_a_file_is_for_whoever_sent_it_and_for_an_hour(case: Case) -> None:
    [row] = case.rows()
    there = case.sent(written(row))
    colleague = client(case.app, person(case.app, "directory-editor"))
    for who in (colleague, client(case.app, stranger(case))):
        assert who.get(there).status_code == 404
        assert who.post(there).status_code == 404
        assert who.get(f"{there}/report").status_code == 404
    assert case.browser.get(f"{PAGE}/..%2F..%2Fetc").status_code == 404
    [file] = (case.app.config["WAYMARK"].data / "uploads").glob("*.file")
    file.write_bytes(b"something else")
    assert case.browser.get(there).status_code == 404, "it is no longer what was sent"


def stranger(case: Case) -> Actor:
    return person(case.app, "directory-editor", authority=NEXT_DOOR)


def test_a_file_that_is_old_goes(case: Case) -> None:
    [row] = case.rows()
    case.sent(written(row))
    uploads = Uploads(case.app.config["WAYMARK"].data)
    with clock.freeze(MOMENT + timedelta(hours=1, minutes=1)):
        uploads.clear()
    assert list(uploads.folder.iterdir()) == []


def test_only_a_directory_editor_takes_the_directory_away_and_only_their_own(case: Case) -> None:
    administrator = client(case.app, person(case.app, "administrator"))
    for page in ("/en/desk/export", "/en/desk/export/services.csv", PAGE):
        assert administrator.get(page).status_code == 404
    theirs = client(case.app, stranger(case)).get("/en/desk/export/services.csv?authority=telford-and-wrekin")
    assert theirs.get_data().decode("utf-8-sig").splitlines() == [",".join(cells.HEADINGS)]


def test_the_workbook_is_whole_and_can_be_of_one_type(case: Case) -> None:
    book = load_workbook(io.BytesIO(case.export("xlsx")))
    assert [line[1] for line in book.active.iter_rows(values_only=True)] == ["Name", "Singing for Babies"]
    assert len(case.export("csv", "?type=c.library").splitlines()) == 1
