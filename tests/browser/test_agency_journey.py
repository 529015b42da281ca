"""An agency's whole way, in a browser, with a real mail server: apply, be vetted, agree, write in two languages, be approved,
go stale, confirm from a letter without an account, correct a number; the desk sees the difference and goes back."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from selenium.webdriver.common.by import By
from werkzeug.serving import make_server

from accounts.views.cookie import NAME
from foundation import clock, db
from foundation.acts import system
from tests import factories
from tests.browser.chrome import Chrome
from tests.browser.conftest import Quiet
from tests.people import client, person
from tests.site import make_app
from tests.visitor import PASSWORD, Clock

pytestmark = pytest.mark.browser
OLU = "olu@owls.example.org"


class Post:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Day:
    """The site, its post, its clock, and one browser in which people take turns."""

    def __init__(self, app: Flask, url: str, post: Post, chrome: Chrome) -> None:
        self.app, self.url, self.post, self.chrome = app, url, post, chrome
        self.times = Clock(app)

    def open(self, path: str) -> None:
        self.chrome.get(path if path.startswith("http") else f"{self.url}{path}")

    def become(self, actor: Any = None) -> None:
        """Somebody else sits down; None: nobody whom the site knows."""
        self.open("/en/about/help")
        self.chrome.driver.delete_all_cookies()
        if actor is not None:
            token = client(self.app, actor, at=self.times.now).get_cookie(NAME)
            assert token is not None
            self.chrome.driver.add_cookie({"name": NAME, "value": token.value})

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            box = self.chrome.driver.find_element(By.CSS_SELECTOR, f"main [name='{name}']")
            box.clear()
            box.send_keys(value)

    def tick(self, selector: str) -> None:
        for one in self.chrome.driver.find_elements(By.CSS_SELECTOR, selector):
            one.click()

    def press(self, words: str) -> None:
        """The button or link of the main part that says this; waits for the next page."""
        self.follow(f"//main//*[self::a or self::button][contains(normalize-space(.), '{words}')]")

    def follow(self, path: str) -> None:
        """The same, found by its place on the page."""
        before = self.chrome.driver.find_element(By.TAG_NAME, "html").id
        self.chrome.driver.find_element(By.XPATH, path).click()
        self.chrome.arrives(lambda _now: self.chrome.driver.find_element(By.TAG_NAME, "html").id != before)

    @property
    def heading(self) -> str:
        return str(self.chrome.run("return document.querySelector('h1').textContent")).strip()

    @property
    def words(self) -> str:
        return str(self.chrome.run("return document.querySelector('main').innerText"))

    def deliver(self) -> None:
        with clock.freeze(self.times.now):
            result = self.app.test_cli_runner().invoke(args=["jobs", "run", "--once"], catch_exceptions=False)
        assert result.exit_code == 0, result.output

    def link(self, to: str, part: str) -> str:
        """The newest address with this part in it that was sent to somebody."""
        for letter in reversed(self.post.letters):
            if letter["To"] == to:
                plain = letter.get_body(("plain",))
                found = re.search(rf"{re.escape(self.url)}\S*{part}\S*", plain.get_content() if plain else "")
                if found:
                    return found.group(0)
        raise AssertionError(
            f"no letter to {to} with {part}: {[(one['To'], one['Subject']) for one in self.post.letters]}"
        )


@pytest.fixture
def day(database: db.Database, tmp_path: Path, chrome: Chrome) -> Iterator[Day]:
    post, port, mail = Post(), free_port(), free_port()
    smtp = Controller(post, hostname="127.0.0.1", port=mail)
    smtp.start()
    url = f"http://127.0.0.1:{port}"
    address = database.url.render_as_string(hide_password=False)
    app = make_app(address, tmp_path, sample=False, base_url=url, mail_url=f"smtp://127.0.0.1:{mail}")
    with app.app_context():
        factories.begin(system("test"))
    made = Day(app, url, post, chrome)
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    chrome.tell("Network.enable")
    chrome.tell(
        "Network.setCacheDisabled", cacheDisabled=True
    )  # pages for families are kept a minute; this day runs faster
    yield made
    chrome.tell("Network.setCacheDisabled", cacheDisabled=False)
    chrome.get("about:blank")
    server.shutdown()
    thread.join()
    server.server_close()
    smtp.stop()
    app.extensions["waymark.database"].dispose()


def test_an_agency_from_its_application_to_a_restored_number(day: Day) -> None:
    officer = person(day.app, "vetting-officer", email="vet@council.example.org")
    editor = person(day.app, "directory-editor", email="desk@council.example.org")
    applies(day)
    is_vetted(day, officer)
    joins_and_agrees(day)
    writes_in_two_languages(day)
    code = is_approved(day, editor)
    day.open(f"/pl/services/{code}")
    assert day.heading == "Klub Sów"
    goes_stale_and_is_confirmed(day, code)
    corrects_a_number(day)
    sees_the_difference_and_goes_back(day, editor, code)


def applies(day: Day) -> None:
    day.open("/en/apply")
    day.fill(
        name="Wrekin Owls",
        does="A club for shy children.",
        answerable="The club leader",
        contact_name="Olu Owl",
        contact_email=OLU,
    )
    day.tick("#kind")
    day.press("Ask to be listed")
    assert day.heading == "We have your request. Keep your code"


def is_vetted(day: Day, officer: Any) -> None:
    day.become(officer)
    day.open("/en/agencies")
    day.press("Wrekin Owls")
    day.tick("main input[value=yes]")
    day.fill(reasons="Seen on a visit.")
    day.press("Accept the agency")
    assert "It is accepted." in day.words
    day.deliver()


def joins_and_agrees(day: Day) -> None:
    day.become()
    day.open(day.link(OLU, "/join/"))
    day.fill(password=PASSWORD)
    day.press("Continue")
    day.press("Use codes by e-mail")
    assert day.heading == "Your printed codes"
    day.open("/en/agreement")
    day.tick("#agree")
    day.press("Accept")
    assert "You accepted the agreement." in day.words


def writes_in_two_languages(day: Day) -> None:
    day.open("/en/your-services/add")
    day.press("Go on")
    tasks = day.chrome.address
    write(day, f"{tasks}/name", name="Owls Club", summary="A quiet club on Friday nights.", description="We play.")
    day.open(f"{tasks}/types")
    day.tick("main input[value='cc.toddler']")
    day.press("Save and go on")
    write(day, f"{tasks}/phones/add", "Save", number="01632 960123")
    write(day, f"{tasks}/answers", answerable="The club leader")
    day.open(f"{tasks}/translations")
    day.press("polski")
    day.fill(name="Klub Sów", summary="Cichy klub w piątki.")
    day.press("Save")
    day.open(tasks)
    day.press("Check your answers")
    assert "polski: 2 texts" in day.words
    day.press("Send")
    assert "wait" in day.words


def write(day: Day, where: str, button: str = "Save and go on", **fields: str) -> None:
    day.open(where)
    day.fill(**fields)
    day.press(button)
    assert "There is a problem" not in day.words


def is_approved(day: Day, editor: Any) -> str:
    day.become(editor)
    day.open("/en/desk/changes")
    day.press("Owls Club")
    assert "Klub Sów" in day.words
    day.press("Do what I ruled")
    assert "It is public now." in day.words
    day.deliver()
    assert [one["Subject"] for one in day.post.letters if one["To"] == OLU][-1] == "Your change was published"
    return code_of(day)


def code_of(day: Day) -> str:
    """As the A to Z leads to it."""
    day.become()
    day.open("/en/a-to-z/O")
    day.press("Owls Club")
    found = re.search(r"/services/([A-Z]{6})/", day.chrome.address)
    assert found
    return found.group(1)


def goes_stale_and_is_confirmed(day: Day, code: str) -> None:
    day.times.on(days=181)
    day.deliver()
    day.become()
    day.open(day.link(OLU, "/confirm/"))
    assert "Owls Club" in day.words
    day.press("All still right")
    day.open(f"/en/services/{code}")
    assert "24 May 2027" in day.words


def corrects_a_number(day: Day) -> None:
    day.open(day.link(OLU, "/confirm/"))
    day.chrome.run("for (const one of document.querySelectorAll('details')) one.open = true")
    day.fill(**{"phone-0": "01632 960777"})
    day.follow("//form[.//*[@name='phone-0']]//button")
    assert "The council looks at it first." in day.words
    day.deliver()


def sees_the_difference_and_goes_back(day: Day, editor: Any, code: str) -> None:
    day.become(editor)
    day.open("/en/desk/changes")
    day.press("Owls Club")
    assert texts(day, "del") == ["01632 960123"]
    assert texts(day, "ins") == ["01632 960777"]
    day.press("Do what I ruled")
    assert "960777" in number_shown(day, code)
    day.open(f"/en/desk/entries/{code}/history/1")
    day.press("Go back to this version")
    assert "960123" in number_shown(day, code)


def texts(day: Day, tag: str) -> list[str]:
    return [
        str(one.text).strip("\u2066\u2069") for one in day.chrome.driver.find_elements(By.CSS_SELECTOR, f".board {tag}")
    ]


def number_shown(day: Day, code: str) -> str:
    day.open(f"/en/services/{code}")
    return str(day.chrome.driver.find_element(By.CSS_SELECTOR, ".go.tel").text)
