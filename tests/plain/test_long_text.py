"""A text of a megabyte, as an import can bring it, in the lines of past sessions."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
import pytest

from securecoach_tui.plain.history import history
from securecoach_tui.plain.prompts import Gone
from tests.plain.talk import a_sitting, lines_of
from tests.tui.records import sessions

LONG = "the river " * 100_000


def test_a_text_of_a_megabyte_is_listed_found_told_and_left_without_delay(tmp_path: Path) -> None:
    sitting = a_sitting(tmp_path)
    for n, one in enumerate(sessions(3)):
        fields = msgspec.to_builtins(msgspec.structs.replace(one, reflection=LONG if n == 0 else "quiet"))
        sitting.writer.keep("session", fields.pop("id"), fields)
    sitting.writer.close()
    began = time.process_time()
    sitting = a_sitting(tmp_path, "1", "1", "river", "3")
    with pytest.raises(Gone):  # whoever types has nothing more to say
        history(sitting)
    told = lines_of(sitting)
    assert "1 of 3." in told
    long = next(line for line in told if line.startswith("For yourself: the river"))
    assert len(long) == 20_000
    assert "980 014 more characters are kept, and stand in an export." in told
    assert time.process_time() - began < 5.0
    sitting.writer.close()
