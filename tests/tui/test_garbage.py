"""Garbage is left alone on the way to the first screen, and looked for once that stands."""

import gc
from pathlib import Path

from tests.tui.stage import Stage


async def test_garbage_is_looked_for_once_the_first_screen_stands(tmp_path: Path) -> None:
    gc.disable()
    try:
        async with Stage(tmp_path / "record").open():
            assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.enable()
