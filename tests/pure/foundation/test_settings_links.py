"""Whether websites are looked at, and which hosts inside our own network may be."""

from __future__ import annotations

import pytest

from foundation.settings import BadSetting, Settings


@pytest.mark.parametrize(
    ("environ", "on"),
    [
        ({}, True),
        ({"WAYMARK_SAMPLE": "1"}, False),
        ({"WAYMARK_SAMPLE": "1", "WAYMARK_LINK_CHECKS": "1"}, True),
        ({"WAYMARK_LINK_CHECKS": "0"}, False),
        ({"WAYMARK_LINK_CHECKS": " "}, True),
    ],
)
def test_websites_are_looked_at_unless_it_is_a_sample_or_somebody_says_no(environ: dict[str, str], on: bool) -> None:
    assert Settings.from_environment(environ).link_checks is on


def test_private_hosts_are_named_one_by_one() -> None:
    named = Settings.from_environment({"WAYMARK_PRIVATE_HOSTS": " Intranet.example , 10.0.0.7:8080,"}).private_hosts
    assert named == {"intranet.example", "10.0.0.7:8080"}
    assert Settings.from_environment({}).private_hosts == frozenset()


@pytest.mark.parametrize("wrong", ["http://intranet.example/", "a b", "amal@intranet.example"])
def test_what_is_no_host_is_refused(wrong: str) -> None:
    with pytest.raises(BadSetting, match="WAYMARK_PRIVATE_HOSTS"):
        Settings.from_environment({"WAYMARK_PRIVATE_HOSTS": wrong})


def test_a_wrong_yes_or_no_is_refused() -> None:
    with pytest.raises(BadSetting, match="WAYMARK_LINK_CHECKS"):
        Settings.from_environment({"WAYMARK_LINK_CHECKS": "perhaps"})
