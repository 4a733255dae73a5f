"""The words over a breath never speak against its phase."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest

from securecoach_tui import content, i18n
from securecoach_tui.practice.exercise.model import STAGES, Exercise, Phase
from securecoach_tui.practice.exercise.timeline import compile
from securecoach_tui.text.breath_captions import contradicts

BREATHS = [
    (language, one)
    for language in ("en", "es")
    for one in content.load(language).exercises().values()
    if any(step.breathe for stage in STAGES for step in one.steps(stage))
]


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    i18n.use(None)


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("Breathe in, softly.", {Phase.OUT, Phase.HOLD_OUT}),
        ("Let the air go out by itself.", {Phase.IN, Phase.SIP, Phase.HOLD_IN}),
        ("Breathe out a bit longer than you breathe in.", set()),
        ("Let your jaw go loose.", set()),
        ("You're in this room.", set()),
    ],
)
def test_words_about_one_way_contradict_only_the_other(text: str, against: set[Phase]) -> None:
    assert {phase for phase in Phase if contradicts(text, phase)} == against


def test_a_word_inside_another_names_no_way() -> None:
    i18n.use("es")
    assert not any(contradicts("Respira con suavidad.", phase) for phase in Phase)
    assert contradicts("Suelta el aire despacio.", Phase.IN)


@pytest.mark.parametrize(("language", "exercise"), BREATHS, ids=lambda one: getattr(one, "id", one))
def test_caption_fits_the_phase_in_every_second(language: str, exercise: Exercise) -> None:
    i18n.use(language)
    for minutes in exercise.minutes:
        timeline = compile(exercise, minutes * 60)
        for second in range(math.ceil(timeline.total)):
            due = timeline.cues[: timeline.first_cue(second + 1e-6)]
            words = next((cue.text for cue in reversed(due) if cue.phase is None), "")
            phase = due[-1].phase if due else None
            assert phase is None or not contradicts(words, phase), f"{second} s: {words} over {phase}"
