"""One writer at a time, whichever thread or process it is in."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from foundation.turn import Turn
from tests import workers


def free(file: int) -> bool:
    """Whether somebody who opened this file could have the turn now."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(file, fcntl.LOCK_UN)
    return True


def test_another_process_waits_while_it_is_held_and_not_after(tmp_path: Path) -> None:
    turn = Turn(tmp_path / "turn")
    with turn, (tmp_path / "turn").open() as other:
        assert not free(other.fileno())
    with (tmp_path / "turn").open() as other:
        assert free(other.fileno())


def test_a_thread_does_not_wait_for_itself(tmp_path: Path) -> None:
    turn = Turn(tmp_path / "turn")
    with turn, pytest.raises(RuntimeError, match="wait for itself"), turn:
        pass
    with turn:
        pass


def test_a_forked_child_does_not_share_its_parents_turn(tmp_path: Path) -> None:
    turn = Turn(tmp_path / "turn")
    with turn:
        pass  # the file is open, and a child inherits it
    held_read, held_write = os.pipe()
    done_read, done_write = os.pipe()

    def hold() -> None:
        with turn:
            os.write(held_write, b"x")
            os.read(done_read, 1)

    child = workers.forked(hold)
    os.read(held_read, 1)
    assert turn._file is not None
    assert not free(turn._file)
    os.write(done_write, b"x")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert free(turn._file)
    for end in (held_read, held_write, done_read, done_write):
        os.close(end)
