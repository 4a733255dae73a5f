"""How fast the words are said at the usual voice and rate: measured from what eSpeak makes of every line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import product

import pytest

from securecoach_tui import content
from securecoach_tui.config.settings import Settings
from securecoach_tui.practice.exercise.model import STAGES, Exercise
from securecoach_tui.practice.exercise.timeline import compile
from securecoach_tui.practice.visible_text import count_words
from securecoach_tui.voice.model import RATE, SpeechUnavailable
from securecoach_tui.voice.synthesis.client import WorkerSpeech
from securecoach_tui.voice.synthesis.sentences import sentences

CONTENT = content.load()
ALL = list(CONTENT.exercises().values())
LOWEST, HIGHEST = 120.0, 130.0  # words a minute
Seconds = Callable[[str], float]


@pytest.fixture(scope="module")
def seconds() -> Iterator[Seconds]:
    """How long a line is spoken, its pauses between sentences included."""
    usual, speech = Settings(), WorkerSpeech("system")

    @cache
    def sentence(text: str) -> float:
        return len(speech.speak(text, usual.voice_id, usual.rate)) / RATE

    def line(text: str) -> float:
        parts = sentences(text)
        return sum(map(sentence, parts)) + (len(parts) - 1) * usual.sentence_pause_ms / 1000

    try:
        sentence("Hello.")
    except SpeechUnavailable as error:
        speech.close()
        pytest.skip(f"espeak: {error}")
    yield line
    speech.close()


def spoken(exercise: Exercise) -> list[str]:
    steps = [step for stage in STAGES for step in exercise.steps(stage)]
    lines = [step.say if isinstance(step.say, list) else [step.say or step.ask or ""] for step in steps]
    return [line.replace("{rung}", "stay with a warm memory") for group in lines for line in group if line]


def said_at(exercise: Exercise, minutes: float) -> list[str]:
    timeline = compile(exercise, minutes * 60, rung="stay with a warm memory")
    return [cue.text for cue in timeline.cues if cue.text]


@pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)
def test_every_exercise_is_spoken_at_120_to_130_words_a_minute(exercise: Exercise, seconds: Seconds) -> None:
    every = {minutes: said_at(exercise, minutes) for minutes in exercise.minutes}
    for minutes, lines in {"all": spoken(exercise), **every}.items():
        pace = 60 * sum(map(count_words, lines)) / sum(map(seconds, lines))
        assert LOWEST <= pace <= HIGHEST, f"{exercise.id}, {minutes}: {pace:.1f} words a minute"


@pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)
def test_no_line_begins_before_the_one_before_it_has_been_said(exercise: Exercise, seconds: Seconds) -> None:
    for rung, minutes in product(CONTENT.rungs(), exercise.minutes):
        if rung.lived and exercise.rung == "low":
            continue
        timeline = compile(exercise, minutes * 60, rung=rung.words)
        cues = [cue for cue in timeline.cues if cue.text]
        ends = [cue.at for cue in cues[1:]] + [timeline.total]
        for cue, end in zip(cues, ends, strict=True):
            assert seconds(cue.text) <= end - cue.at, cue.text


def test_inserted_steps_have_enough_time_for_speech(seconds: Seconds) -> None:
    put_in = [*CONTENT.orienting(), *CONTENT.numb_step(), *CONTENT.safe_notice()]
    lived = [(step, rung) for step in CONTENT.lived_steps() for rung in CONTENT.rungs() if rung.lived]
    for step, words in [*((step, "") for step in put_in), *((step, rung.words) for step, rung in lived)]:
        assert seconds(str(step.say).replace("{rung}", words)) <= step.seconds, step.say


def test_exercises_have_more_silence_than_speech(seconds: Seconds) -> None:
    for exercise in ALL:
        timeline = compile(exercise, min(exercise.minutes) * 60, rung="stay with a warm memory")
        said = sum(seconds(cue.text) for cue in timeline.cues if cue.text)
        assert said < timeline.total / 2, exercise.id
