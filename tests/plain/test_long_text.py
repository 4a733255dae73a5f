"""A text of a megabyte, as an import can bring it, in the lines of past sessions."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
import pytest

from securecoach_tui.plain.history import history
from securecoach_tui.plain.prompts import Quit
from tests.plain.talk import a_context, lines_of
from tests.tui.records import sessions

LONG = "the river " * 100_000


def test_history_shows_a_megabyte_text_without_delay(tmp_path: Path) -> None:
    context = a_context(tmp_path)
    for n, one in enumerate(sessions(3)):
        fields = msgspec.to_builtins(msgspec.structs.replace(one, reflection=LONG if n == 0 else "quiet"))
        context.writer.keep("session", fields.pop("id"), fields)
    context.writer.close()
    began = time.process_time()
    context = a_context(tmp_path, "1", "1", "river", "4")
    with pytest.raises(Quit):  # whoever types has nothing more to say
        history(context)
    told = lines_of(context)
    assert "1 of 3." in told
    long = next(line for line in told if line.startswith("Your note: the river"))
    assert len(long) == 20_000
    assert "980 011 more characters are saved. Export your data to see them." in told
    assert time.process_time() - began < 5.0
    context.writer.close()
