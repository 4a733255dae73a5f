"""Each exercise practised in lines at its shortest length, read as somebody with a screen reader reads it."""

from __future__ import annotations

import re

import pytest

from securecoach_tui.practice.exercise.timeline import compile
from securecoach_tui.text import durations, session_words
from tests.plain.talk import CONTENT, Talk, a_setup

RUNG = "stay with a warm memory"
# Answers to the questions before, in DESIGN's order; each is given as soon as it is asked.
BEFORE = {
    "safe": [("Safe, yes, no, not sure: ", "yes")],
    "step": [("I think: ", "to want to go"), ("How likely, 0-10: ", "7"), ("Expected, 0-10: ", "6")],
}
AFTER = [
    "Distress after, 0-10: ",
    "Urge after, 0-10: ",
    "Calmed down, not yet, partly, yes: ",
    "It happened, no, partly, yes: ",
    "What happened: ",
    "Bearable, no, a little, yes: ",
    "Said it: ",
    "Your note: ",
]


def before(kinds: frozenset[str]) -> list[tuple[str, str]]:
    asked = BEFORE["safe"] if kinds & {"contact", "telling", "thought"} else []
    asked = [*asked, *BEFORE["step"]] if kinds & {"contact", "apart"} else asked
    urge = [("Urge now, 0-10: ", "6")] if "urge" in kinds else []
    return [*asked, ("Distress now, 0-10: ", "5"), *urge]


def practised(id: str, *more: tuple[float, str]) -> Talk:
    exercise = CONTENT.exercise(id)
    setup = a_setup(exercise, min(exercise.minutes) * 60, rung=RUNG, rung_id="warm-memory")
    typed = [(float(n), answer) for n, (_prompt, answer) in enumerate(before(exercise.kinds))]
    return Talk(setup).types(*typed, *more)


@pytest.mark.parametrize("id", CONTENT.ids())
def test_each_exercise_prints_every_line_once_at_its_second(id: str) -> None:
    exercise = CONTENT.exercise(id)
    talk = practised(id)
    asked = before(exercise.kinds)
    prompts = [line for line in talk.said if line.endswith(": ")]
    assert prompts[: len(asked)] == [prompt for prompt, _answer in asked]
    start = float(len(asked) - 1)
    timeline = compile(exercise, min(exercise.minutes) * 60, rung=RUNG)
    for cue in timeline.cues:
        shown = session_words.phase_words(cue) if cue.phase else cue.text
        assert round(start + cue.at, 3) in talk.at(shown), f"{shown} is late"
    assert talk.said[-1] == "Saved." and talk.kept["completed"]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", "".join(talk.said))
    minutes = durations.duration(min(exercise.minutes) * 60)
    assert any(
        minutes in line or "2 minutes 50 seconds" in line or "2 minutes 40 seconds" in line for line in talk.said
    )


@pytest.mark.parametrize("id", CONTENT.ids())
def test_each_exercise_asks_the_questions_after_in_order(id: str) -> None:
    talk = practised(id, *((1000.0 + 120 * n, answer) for n, answer in enumerate(answers_after(id))))
    prompts = [line for line in talk.said if line in AFTER]
    assert prompts == [one for one in AFTER if one in prompts], "in DESIGN's order, each once"
    assert prompts[0] == AFTER[0] and prompts[-1] == AFTER[-1]
    assert talk.kept["reflection"] == "it was all right" and talk.said[-1] == "Saved."


def answers_after(id: str) -> list[str]:
    """What is open at the end, an exercise's own questions first, has an answer that each takes."""
    exercise = CONTENT.exercise(id)
    own = [step for step in (*exercise.opening, *exercise.body, *exercise.closing) if step.ask]
    answers = ["1" if step.choices else "4" if step.scale else "a few words" for step in own]
    answers += ["4"]
    answers += ["3", "partly"] if "urge" in exercise.kinds else []
    answers += ["no", "nothing much", "yes"] if exercise.kinds & {"contact", "apart"} else []
    answers += ["not yet"] if "telling" in exercise.kinds else []
    return [*answers, "it was all right"]


@pytest.mark.parametrize("at", [0.5, 31.0, 47.5])
@pytest.mark.parametrize("id", CONTENT.ids())
def test_not_helping_is_saved_and_leads_to_grounding(id: str, at: float) -> None:
    start = len(before(CONTENT.exercise(id).kinds)) - 1
    talk = practised(id, (start + at, ".g"))
    after = talk.said[talk.said.index("Stopping here. You gave yourself this time.") :]
    assert talk.kept["not_helping"] is True and round(talk.kept["practised_seconds"]) <= at + 1
    if id == "senses-grounding":
        assert "To see who you can talk to, type: securecoach support" in after
        return
    begun = after.index("Grounding, 3 minutes.")
    assert after[begun + 1] == "You can stop at any time. Keep your eyes open if you can."
    assert not any(line.endswith(": ") for line in after[:begun]), "nothing is asked in between"
