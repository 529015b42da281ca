"""Chromium, driven by a test: sizes, colour schemes, script off, the keyboard, and the tree that screen readers see."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from axe_selenium_python import Axe
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.support.ui import WebDriverWait

# Selenium would otherwise look for drivers, and count its users, on the internet.
os.environ.update(SE_OFFLINE="true", SE_AVOID_STATS="true")
NODE = Path(__file__).parent.parent / "node" / "node_modules"
PROGRAMS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",  # containers run as root
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
WIDE = (1280, 900)
NARROW = (320, 256)  # a screen of 1280 by 1024 at 400 %

AXE = """
const [options, done] = arguments;
axe.run(document, options).then(({violations, incomplete, testEngine}) => done({violations, incomplete, testEngine}),
  error => done({violations: [{id: String(error), nodes: []}], incomplete: []}));
"""
ACE = """
const done = arguments[0];
new ace.Checker().check(document, ['WCAG_2_2', 'EXTENSIONS']).then(told => done(told.results
  .filter(one => one.value[0] === 'VIOLATION' && one.value[1] === 'FAIL')
  .map(one => one.ruleId + ': ' + one.message + ' ' + one.snippet.slice(0, 120))), error => done([String(error)]));
"""
SOON = 0.05  # seconds between two looks whether a page has come
ARRIVED = "return window.left === undefined && document.readyState === 'complete'"


@dataclass(frozen=True)
class Said:
    """One thing in the accessibility tree: what it is, and what it is called."""

    role: str
    name: str
    level: int = 0


class Chrome:
    """One browser. Every method that changes how it looks at a page is undone by ordinary()."""

    def __init__(self, profile: Path) -> None:
        options = webdriver.ChromeOptions()
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.binary_location = next(name for name in PROGRAMS if Path(name).exists())
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
        self.driver.set_script_timeout(60)
        self.driver.set_page_load_timeout(60)

    def quit(self) -> None:
        """End it."""
        self.driver.quit()

    def get(self, address: str) -> None:
        """Open an address."""
        self.driver.get(address)

    def run(self, script: str, *values: Any) -> Any:
        """Run a script of the test's own in the page; its `return` comes back."""
        return self.driver.execute_script(script, *values)

    def wait(self, script: str, *values: Any) -> Any:
        """Run a script that ends by calling its last argument."""
        return self.driver.execute_async_script(script, *values)

    def tell(self, command: str, **what: Any) -> Any:
        """A command of the Chrome DevTools Protocol."""
        return self.driver.execute_cdp_cmd(command, what)

    # ------------------------------------------------------------------ how it looks at pages

    def ordinary(self) -> None:
        """A wide screen in daylight, script on, no throttle."""
        self.size(*WIDE)
        self.media()
        self.script(True)
        self.tell("Emulation.setCPUThrottlingRate", rate=1)

    def size(self, width: int, height: int, sharpness: float = 1) -> None:
        """The size of the window in CSS pixels."""
        self.tell(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=sharpness, mobile=False
        )

    def media(self, kind: str = "screen", **features: str) -> None:
        """On screen or paper, with the wishes of a reader: prefers_color_scheme="dark", forced_colors="active"."""
        wishes = {"prefers_color_scheme": "light", "forced_colors": "none", "prefers_reduced_motion": "no-preference"}
        named = {**wishes, "prefers_contrast": "no-preference", **features}
        asked = [{"name": name.replace("_", "-"), "value": value} for name, value in named.items()]
        self.tell("Emulation.setEmulatedMedia", media=kind, features=asked)

    def script(self, on: bool) -> None:
        """Script on or off, from the next page."""
        self.tell("Emulation.setScriptExecutionDisabled", value=not on)

    def slow(self, times: float) -> None:
        """A processor so many times slower."""
        self.tell("Emulation.setCPUThrottlingRate", rate=times)

    def picture(self, path: Path, *, whole: bool = True) -> None:
        """A picture of the page as it is shown now."""
        import base64

        taken = self.tell("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(taken["data"]))

    # ------------------------------------------------------------------ what a person does

    def press(self, *keys: str) -> None:
        """Keys, one after the other."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def follow(self, *keys: str) -> None:
        """Keys that lead to another page; returns when that page is there."""
        self.run("window.left = true")
        self.press(*keys)
        WebDriverWait(self.driver, 30, SOON).until(lambda _driver: self.run(ARRIVED))

    @property
    def address(self) -> str:
        """Where it is, without scheme and host."""
        return "/" + self.driver.current_url.split("/", 3)[3]

    def arrives(self, whether: Callable[[str], bool]) -> bool:
        """Whether it comes to such an address: a press returns before the next page is there."""
        try:
            WebDriverWait(self.driver, 15, SOON).until(lambda _driver: whether(self.address))
        except TimeoutException:
            return False
        return True

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.driver.title

    # ------------------------------------------------------------------ what a screen reader meets

    def tree(self) -> list[Said]:
        """Everything in the accessibility tree in order, also when script is off. Parts without role are left out."""
        nodes = self.tell("Accessibility.getFullAXTree")["nodes"]
        return [_said(node) for node in _in_order(nodes) if not node.get("ignored")]

    def names(self, role: str) -> list[str]:
        """What everything of this role is called."""
        return [said.name for said in self.tree() if said.role == role]

    # ------------------------------------------------------------------ what bought programs say of a page

    def axe(self, options: dict[str, Any]) -> dict[str, Any]:
        """What axe finds on this page and what it cannot decide; all that passes, and is long, stays in the browser."""
        if not self.run("return window.axe !== undefined"):
            Axe(self.driver, str(NODE / "axe-core/axe.min.js")).inject()
        found: dict[str, Any] = self.wait(AXE, options)
        return found

    def ace(self) -> list[str]:
        """What the second engine (IBM's) says of this page, each fault after the name of its rule."""
        if not self.run("return window.ace !== undefined"):
            self.run(_source("accessibility-checker-engine/ace.js") + "\nwindow.ace = ace;")
        faults: list[str] = self.wait(ACE)
        return faults


@cache
def _source(name: str) -> str:
    return (NODE / name).read_text(encoding="utf-8")


def _in_order(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    by_id = {node["nodeId"]: node for node in nodes}
    waiting = [nodes[0]["nodeId"]]
    while waiting:
        node = by_id.get(waiting.pop())
        if node is not None:
            yield node
            waiting.extend(reversed(node.get("childIds", [])))


def _said(node: dict[str, Any]) -> Said:
    level = next((p["value"]["value"] for p in node.get("properties", []) if p["name"] == "level"), 0)
    return Said(node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "").strip(), level)


Opened = Callable[[str, str], Chrome]
