"""A public site knows nothing of the practitioner side: no room imported, no table mapped, no page, no command."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

import app as the_app

ROOT = Path(the_app.__file__).parent
SIDE = ("access", "consent", "childindex", "casework", "oversight")
LOOK = """
import json, sys
from app import create_app
from foundation.db import Base
from foundation.settings import Settings
from pathlib import Path
folder = Path(sys.argv[1])
url = f"sqlite:///{folder / 'w.db'}"
app = create_app(Settings(data=folder, database_url=url, owner_url=url, seal_file=folder / "seals", sample=True))
print(json.dumps({
    "rooms": sorted({name.partition(".")[0] for name in sys.modules}),
    "loader": "sample.borough.load" in sys.modules,
    "tables": sorted(Base.metadata.tables),
    "rules": sorted(rule.rule for rule in app.url_map.iter_rules()),
}))
"""


@pytest.fixture(scope="module")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a process of a public site holds, asked of a real one."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("WAYMARK_", "DATABASE_"))}
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(tmp_path_factory.mktemp("public"))],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_no_room_is_imported(public_site: dict[str, list[str]]) -> None:
    assert not set(SIDE) & set(public_site["rooms"])
    assert not public_site["loader"]


def test_no_table_is_mapped(public_site: dict[str, list[str]]) -> None:
    assert [name for name in public_site["tables"] if name.startswith("child_")] == []


def test_no_page_is_there(public_site: dict[str, list[str]], index_site: Flask) -> None:
    ours = {rule.rule for rule in index_site.url_map.iter_rules() if rule.endpoint.split(".")[0] in OF_THE_SIDE}
    assert ours
    assert not ours & set(public_site["rules"])


OF_THE_SIDE = {"finding", "record", "caseload", "consent", "involvement", "lead", "clearances"}


def test_only_practice_and_the_side_itself_import_its_rooms() -> None:
    allowed = {*SIDE, "tests", "bench", "migrations"}
    found = []
    for path in ROOT.glob("**/*.py"):
        room = path.relative_to(ROOT).parts[0]
        if room.startswith(".") or room in allowed or path.name == "practice.py" or "borough" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
            found += [f"{path.name}: {name}" for name in names if name.partition(".")[0] in SIDE]
    assert found == []
