"""python -m tools.screenshots http://localhost:8000: pictures of the running site for docs/screenshots, as WebP."""

from __future__ import annotations

import base64
import os
import re
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

from foundation import words

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
TALLEST = 1800
SIZES = (1280, 320)
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--hide-scrollbars",
)
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic")


def pages(base: str) -> dict[str, str]:
    """What is shown: the address of each page, in English."""
    results = "/en/services?type=m.debt&near=Wellington&cost=free"
    with urllib.request.urlopen(base + results) as answer:  # noqa: S310  our own site
        entry = re.search(r'"(/en/services/[A-Z]{6}/[^"]+)"', answer.read().decode())
    return {
        "home": "/en/",
        "results": results,
        "entry": entry.group(1) if entry else "/en/",
        "a-to-z": "/en/a-to-z/B",
        "needs": "/en/needs",
    }


def browser(folder: str) -> Any:
    """A Chromium that asks nobody else for anything."""
    os.environ.update(SE_OFFLINE="true", SE_AVOID_STATS="true")
    from selenium import webdriver  # noqa: PLC0415  only here
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, *QUIET, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def main(base: str) -> int:
    """Take them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        driver = browser(folder)
        for name, address in pages(base).items():
            for language in ("en", "ar"):
                for width in SIZES:
                    shot = _shot(driver, base + address.replace("/en/", f"/{language}/", 1), width)
                    (FOLDER / f"{name}-{language}-{width}.webp").write_bytes(shot)
        _of_languages(driver, base)
        driver.quit()
    return 0


def _of_languages(driver: Any, base: str) -> None:
    """A phone in each language: the home page, and the food bank of the sample with what to say when one rings it."""
    folder = FOLDER / "languages"
    folder.mkdir(exist_ok=True)
    with urllib.request.urlopen(f"{base}/en/services?q=Hadley+Food+Bank") as answer:  # noqa: S310  our own site
        code = re.search(r'"/en/services/([A-Z]{6})/', answer.read().decode())
    kinds = {"home": "/", "entry": f"/services/{code[1]}", "ringing": f"/ringing/{code[1]}"} if code else {"home": "/"}
    for one in words.offered():
        for name, address in kinds.items():
            shot = _shot(driver, f"{base}/{one.tag}{address}", 320, quality=60)
            (folder / f"{name}-{one.tag}.webp").write_bytes(shot)


def _shot(driver: Any, address: str, width: int, quality: int = 82) -> bytes:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.get(address)
    height = min(TALLEST, driver.execute_script("return document.documentElement.scrollHeight"))
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**size, "height": height})
    taken = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "webp", "quality": quality})
    return base64.b64decode(taken["data"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
