"""An authority is added by hand, from a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from accounts import queries
from tests.site import run

EXAMPLE = Path(__file__).parent.parent.parent.parent / "docs" / "authority.example.toml"


def test_the_example_is_an_authority(small_site: Flask) -> None:
    assert "Telford and Wrekin is kept" in run(small_site, "accounts", "keep-authority", str(EXAMPLE))
    with small_site.app_context():
        kept = queries.authority("telford-and-wrekin")
    assert kept is not None
    assert (kept.brand, kept.phone_opens, kept.colours, len(kept.holidays)) == (
        "Waymark",
        "09:00",
        {"go": "#0b4a3d"},
        2,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("slug = 'x'", "The file must say: name, gss_code."),
        ("slug = 'x'\nname = 'X'\ngss_code = 'E1'\ncolor = 'red'", "These names mean nothing here: color."),
        ("slug = 'x'\nname = 'X'\ngss_code = 'E1'\n[colours]\ngo = '#eeeeee'", "These colours cannot be used: go."),
        ("slug = ", "Invalid value"),
    ],
)
def test_a_file_that_is_wrong_says_so_and_nothing_is_kept(
    small_site: Flask, tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "authority.toml"
    file.write_text(text)
    result = small_site.test_cli_runner().invoke(args=["accounts", "keep-authority", str(file)])
    assert result.exit_code == 1
    assert said in result.output
    with small_site.app_context():
        assert queries.authority("x") is None
