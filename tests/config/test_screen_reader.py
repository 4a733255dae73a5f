"""Whether a screen reader is found, how fast, and that nothing of it is kept."""

from __future__ import annotations

import time

from securecoach_tui.config import screen_reader
from securecoach_tui.config.settings import Settings


def test_screen_reader_is_found_by_its_process() -> None:
    always = lambda: True  # noqa: E731
    assert screen_reader.found(["bash", "orca"], always) and screen_reader.found(["brltty\n"], always)
    assert not screen_reader.found(["bash", "orcas", "gnome-shell"], always)


def test_screen_reader_detection_out_of_time_finds_none() -> None:
    assert not screen_reader.found(["bash", "orca"], lambda: False)


def test_screen_reader_detection_takes_at_most_100_ms() -> None:
    began = time.monotonic()
    screen_reader.reader_here()
    assert time.monotonic() - began < 0.15


def test_who_speaks_setting_wins_over_detection() -> None:
    assert screen_reader.who_speaks(Settings(who_speaks="both"), lambda: True) == "both"
    assert screen_reader.who_speaks(Settings(), lambda: True) == "screen reader"
    assert screen_reader.who_speaks(Settings(), lambda: False) == "program"
