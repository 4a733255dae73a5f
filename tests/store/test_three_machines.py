"""Random histories of three machines; ``scripts/prove machines`` plays many and longer ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.three_machines import run


@pytest.mark.parametrize("seed", range(4))
def test_random_history_of_three_machines_loses_no_word(seed: int, tmp_path: Path) -> None:
    assert run(tmp_path, seed, 10)["words"] >= 0
