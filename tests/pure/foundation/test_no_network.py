"""Tests reach this machine and no other."""

from __future__ import annotations

import socket

import pytest


def test_another_machine_cannot_be_reached() -> None:
    with socket.socket() as somewhere, pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
        somewhere.connect(("192.0.2.1", 80))
