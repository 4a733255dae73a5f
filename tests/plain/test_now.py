"""What's happening now, in plain text: from the menu, as a command, and where the data is locked."""

from __future__ import annotations

from pathlib import Path

import pytest

from securecoach_tui.plain.now import now
from securecoach_tui.plain.prompts import Quit
from tests.plain.talk import a_context, lines_of, number, visited


def said(folder: Path, *typed: str) -> list[str]:
    context = a_context(folder, *typed)
    try:
        now(context)
    except Quit:
        pass
    context.writer.close()
    return lines_of(context)


@pytest.mark.parametrize("typed", ["3", "flooded", "I'm flooded", "senses-grounding", "FLOODED"])
def test_a_number_or_a_word_starts_the_exercise_at_once(tmp_path: Path, typed: str) -> None:
    lines = said(tmp_path, typed, "q")
    at = lines.index("Grounding, 3 minutes.")
    assert lines[at + 1] == "You can stop at any time. Keep your eyes open if you can."


def test_people_come_first_and_input_that_ends_ends_it(tmp_path: Path) -> None:
    lines = said(tmp_path, "c")
    assert lines[0] == "Are you in danger, or thinking of harming yourself? Type c."
    assert any("findahelpline.com" in line for line in lines) and "7 I have something to say" in lines


def test_only_a_safety_question_comes_before_an_exercise(tmp_path: Path) -> None:
    lines = said(tmp_path, "argued", "yes", "q", "", "", "")
    begun = lines.index("You can stop at any time. Breathe normally, with your eyes open.")
    assert "After an argument, 3 minutes." in lines[:begun]
    assert sum(line.startswith("Safe, yes") for line in lines[:begun]) == 1 and "How is your" not in " ".join(
        lines[:begun]
    )


@pytest.mark.parametrize("typed", [number("What's happening now?"), "n", "now", "What's happening now?"])
def test_the_first_menu_has_it(tmp_path: Path, typed: str) -> None:
    assert visited(tmp_path, typed, "numb", "q", "", "", "q").has("Come back, 3 minutes.")
