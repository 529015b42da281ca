"""The arithmetic of likeness, and the file that is believed only when it fits."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest

from search.likeness.arrays import LEAST, Likenesses, fused, nothing, text_of, unit
from search.likeness.stored import Unfit, load, save

MAKER = "a model 1"


def likenesses(*rows: tuple[str, int, list[float]], types: int = 1) -> Likenesses:
    """Rows of (code, version, arrow)."""
    vectors = np.array([arrow for _, _, arrow in rows], np.float32)
    return nothing(MAKER, types, 2).and_also([code for code, _, _ in rows], [n for _, n, _ in rows], vectors)


def test_the_likest_come_first_and_the_unlike_not_at_all() -> None:
    some = likenesses(("A", 1, [0, 5]), ("B", 2, [1, 1]), ("C", 3, [3, 0]), ("D", 4, [-1, 0]))
    found = some.like(np.array([2, 0], np.float32))
    assert (found.codes.tolist(), found.numbers.tolist()) == (["C", "B"], [3, 2])


def test_the_threshold_is_a_likeness_and_not_a_number_of_entries() -> None:
    just, less = [LEAST + 0.01, (1 - (LEAST + 0.01) ** 2) ** 0.5], [LEAST - 0.01, (1 - (LEAST - 0.01) ** 2) ** 0.5]
    found = likenesses(("A", 1, just), ("B", 1, less)).like(np.array([1, 0], np.float32))
    assert found.codes.tolist() == ["A"]


def test_what_says_nothing_is_like_nothing() -> None:
    assert unit(np.zeros((1, 2), np.float32)).tolist() == [[0, 0]]
    assert not len(likenesses(("A", 1, [0, 0])).like(np.array([1, 0], np.float32)).codes)
    assert not len(nothing(MAKER, 1, 2).like(np.array([1, 0], np.float32)).codes)


def test_only_what_changed_is_made_again() -> None:
    some = likenesses(("A", 1, [1, 0]), ("B", 1, [0, 1]), ("C", 1, [1, 1]))
    assert some.still(1, {"A": 1, "B": 2}).codes.tolist() == ["A"]
    assert not len(some.still(2, {"A": 1}).codes)


def test_two_orders_become_one_by_reciprocal_rank() -> None:
    assert fused({"A": 1, "B": 2}, {"B": 1, "C": 2}) == ["B", "A", "C"]
    assert fused({}, {"B": 1, "A": 2}) == ["B", "A"]


def test_the_text_is_english_and_holds_no_place() -> None:
    said = {"name": {"en": {"words": "Larks"}, "pl": {"words": "Skowronki"}}, "summary": {"en": {"words": "Play."}}}
    assert text_of({"texts": said, "types": ["t", "gone"]}, {"t": "Play groups"}) == "Larks. Play groups. Play."
    assert text_of({"texts": {}, "types": []}, {}) == ""


def test_the_file_gives_back_what_was_put_in(tmp_path: Path) -> None:
    path, some = tmp_path / "new" / "entries.npz", likenesses(("A", 1, [1, 0]), ("LONGER", 70000, [1, 1]), types=9)
    save(path, some)
    again = load(path)
    assert (again.maker, again.types, again.codes.tolist()) == (MAKER, 9, ["A", "LONGER"])
    assert again.numbers.tolist() == [1, 70000]
    assert np.allclose(again.vectors, some.vectors, atol=1e-3)
    assert [one.name for one in path.parent.iterdir()] == ["entries.npz"]
    with np.load(path, allow_pickle=False) as held:
        assert held["vectors"].dtype == np.float16


def test_no_entry_is_a_file_too(tmp_path: Path) -> None:
    save(tmp_path / "f", nothing(MAKER, 1, 512))
    assert load(tmp_path / "f").fit(MAKER, 512)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
def test_a_file_cut_short_is_not_believed(tmp_path: Path, share: float) -> None:
    path = tmp_path / "f"
    save(path, likenesses(("A", 1, [1, 0])))
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    with pytest.raises(Unfit):
        load(path)


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "f"
    save(path, likenesses(("A", 1, [1, 0])))
    whole = path.read_bytes()
    at = whole.index(np.array([1, 0], np.float16).tobytes())
    path.write_bytes(whole[:at] + b"\x00\x38" + whole[at + 2 :])
    with pytest.raises(Unfit):
        load(path)


class Trap:
    """Something that would run if it were unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return exec, ("raise SystemExit('it ran')",)


def test_nothing_in_a_file_is_ever_run(tmp_path: Path) -> None:
    (tmp_path / "pickled").write_bytes(pickle.dumps(Trap()))
    np.savez(tmp_path / "inside.npz", maker=np.array([Trap()], object))
    np.save(tmp_path / "single.npy", np.zeros(3))
    for name in ("pickled", "inside.npz", "single.npy"):
        with pytest.raises(Unfit):
            load(tmp_path / name)


@pytest.mark.parametrize(
    "wrong",
    [
        {"made": np.array([2, 1])},
        {"numbers": np.zeros(3, np.int32)},
        {"numbers": np.zeros(2, np.float64)},
        {"codes": np.array(["A", "A"])},
        {"vectors": np.zeros((2, 2), np.float64)},
        {"vectors": np.full((2, 2), np.nan, np.float16)},
        {"vectors": np.full((2, 2), 3, np.float16)},
        {"vectors": np.zeros(2, np.float16)},
        {"maker": np.zeros(0, "<U1")},
    ],
)
def test_arrays_that_do_not_fit_are_not_believed(tmp_path: Path, wrong: dict[str, np.ndarray]) -> None:
    plain = {
        "made": np.array([1, 1]), "maker": np.array([MAKER]), "codes": np.array(["A", "B"]),
        "numbers": np.ones(2, np.int32), "vectors": np.zeros((2, 2), np.float16),
    }  # fmt: skip
    np.savez(tmp_path / "f.npz", **plain)
    assert load(tmp_path / "f.npz").maker == MAKER
    np.savez(tmp_path / "f.npz", **{**plain, **wrong})
    with pytest.raises(Unfit):
        load(tmp_path / "f.npz")
