"""What the first screen's keys need is imported while nobody presses one."""

import sys

from securecoach_tui.tui.early_imports import NEEDED, import_early


def test_all_that_keys_of_the_first_screen_need_is_imported() -> None:
    import_early()
    assert {f"securecoach_tui.{name}" for name in NEEDED} <= set(sys.modules)
