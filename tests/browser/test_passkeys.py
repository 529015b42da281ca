"""A passkey in Chromium itself, held by its virtual authenticator: made while joining, then enough alone."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from werkzeug.serving import make_server

from accounts import keys, operations
from foundation import clock
from foundation.acts import system
from foundation.db import Database, scope
from tests.browser.chrome import FLAGS, PROGRAMS
from tests.browser.conftest import Quiet
from tests.factories import HOME
from tests.site import MOMENT, settings

pytestmark = pytest.mark.browser
os.environ.update(SE_OFFLINE="true", SE_AVOID_STATS="true")


@pytest.fixture
def address(small_site: Flask, database: Database, tmp_path: Path) -> Iterator[str]:
    """The small site at http://localhost:PORT: an IP address cannot be the site of a passkey."""
    server = make_server("127.0.0.1", 0, small_site, threaded=True, request_handler=Quiet)
    url = f"http://localhost:{server.server_port}"
    own = small_site.extensions["waymark.database"]
    keys.keep(own, settings("", tmp_path, base_url=url))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield url
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    """A browser that also knows localhost, with a device that keeps passkeys and knows its owner."""
    options = webdriver.ChromeOptions()
    here = [flag.replace("EXCLUDE 127.0.0.1", "EXCLUDE localhost") for flag in FLAGS]
    for flag in (*here, f"--user-data-dir={tmp_path / 'chromium'}"):
        options.add_argument(flag)
    options.binary_location = next(name for name in PROGRAMS if Path(name).exists())
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    driver.execute_cdp_cmd("WebAuthn.enable", {})
    device = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    driver.execute_cdp_cmd("WebAuthn.addVirtualAuthenticator", {"options": device})
    yield driver
    driver.quit()


def heading(driver: webdriver.Chrome, words: str) -> None:
    """Wait until the page with this h1 has come."""

    def there(one: Any) -> bool:
        return bool(one.execute_script("return document.querySelector('h1')?.innerText.trim()") == words)

    WebDriverWait(driver, 30).until(there, f"no page called {words!r}")


def press(driver: webdriver.Chrome, words: str) -> None:
    driver.find_element(By.XPATH, f"//button[normalize-space()='{words}']").click()


def test_joining_and_signing_in_with_a_passkey_alone(small_site: Flask, address: str, driver: webdriver.Chrome) -> None:
    with scope(small_site.extensions["waymark.database"]), clock.freeze(MOMENT):
        said = {"email": "ida@example.org", "name": "Ida Wren"}
        token = operations.invite(system("test"), HOME, "", "administrator", **said)
    driver.get(f"{address}/en/join/{token}")
    press(driver, "Use a passkey alone")
    heading(driver, "A passkey")
    press(driver, "Make a passkey")
    heading(driver, "Your printed codes")
    driver.get(f"{address}/en/sign-out")
    driver.find_element(By.CSS_SELECTOR, "main button.go").click()
    heading(driver, "You have signed out")
    driver.get(f"{address}/en/sign-in?next=/en/account")
    press(driver, "Use my passkey")
    heading(driver, "Your account")


def test_passwords_are_pasted_and_shown_on_demand(address: str, driver: webdriver.Chrome) -> None:
    """O1."""
    driver.get(f"{address}/en/sign-in")
    field = driver.find_element(By.ID, "password")
    driver.execute_script(
        "const d = new DataTransfer(); d.setData('text', 'three slow herons wade');"
        "arguments[0].focus();"
        "window.kept = arguments[0].dispatchEvent(new ClipboardEvent('paste',"
        " {clipboardData: d, bubbles: true, cancelable: true}));",
        field,
    )
    assert driver.execute_script("return window.kept")
    press(driver, "Show password")
    assert field.get_attribute("type") == "text"
    press(driver, "Hide password")
    assert field.get_attribute("type") == "password"
