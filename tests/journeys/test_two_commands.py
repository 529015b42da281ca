"""./run, as a newcomer types it: real processes, an empty folder, a port of its own, told to stop."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 180  # seconds; a busy machine builds slowly
pytestmark = [
    pytest.mark.skipif(databases.ENGINE != "sqlite", reason="one cold start is enough; ./run begins on SQLite"),
    pytest.mark.xdist_group("two commands"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(folder: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "SSL_CERT_FILE")}
    return {**kept, "HOME": str(folder), "FLASK_APP": "app.py", "WAYMARK_SAMPLE": "1", "WAYMARK_DATA": str(folder / "var"),
            "WAYMARK_PORT": str(port)}  # fmt: skip


def served(folder: Path, port: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "flask", "serve"]
    return subprocess.Popen(
        words, cwd=ROOT, env=environment(folder, port), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def answer(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as came:
            return came.status, came.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def wait_for(port: int, path: str) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            status, body = answer(port, path)
        except OSError:
            status, body = 0, ""
        if status == 200:
            return body
        time.sleep(0.2)
    pytest.fail(f"{path} did not answer")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], int, Path]]:
    folder, port = tmp_path_factory.mktemp("cold"), free_port()
    process = served(folder, port)
    yield process, port, folder
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=60)
    if process.stdout:
        process.stdout.close()


def test_a_cold_start_serves_a_sample_and_says_where(site: tuple[subprocess.Popen[str], int, Path]) -> None:
    process, port, folder = site
    assert "What do you need help with?" in wait_for(port, "/en/")
    assert "services for “debt”" in wait_for(port, "/en/services?q=debt&near=TF1+1LX")
    assert json.loads(wait_for(port, "/healthz")) == {"database": "ok", "index": "ok", "jobs": "ok"}
    assert process.poll() is None
    assert {"waymark.db", "index", "trail.key", "secret.key"} <= {path.name for path in (folder / "var").iterdir()}


def test_a_taken_port_is_a_clear_sentence(site: tuple[subprocess.Popen[str], int, Path], tmp_path: Path) -> None:
    _process, port, _folder = site
    wait_for(port, "/en/")
    second = served(tmp_path, port)
    said, _ = second.communicate(timeout=60)
    assert second.returncode == 1
    assert said.strip() == f"Error: Port {port} is taken by another program. Choose another: PORT=8001 ./run"


def test_told_to_stop_everything_stops_and_the_address_was_printed(
    site: tuple[subprocess.Popen[str], int, Path],
) -> None:
    process, port, _folder = site
    wait_for(port, "/en/")
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=60)
    assert f"http://localhost:{port}/" in said.splitlines()
    with pytest.raises(urllib.error.URLError):
        answer(port, "/en/")


def test_a_setting_that_means_nothing_is_refused(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "flask", "database", "migrate"]
    wrong = {**environment(tmp_path, 1), "WAYMARK_COLOUR": "blue"}
    ended = subprocess.run(words, cwd=ROOT, env=wrong, capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert "WAYMARK_COLOUR is not a setting" in ended.stderr
