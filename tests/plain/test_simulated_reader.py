"""A simulated reader: 0.4 s a line and 15 characters a second, over every exercise, length and setting.

It reads what is shown in order, one line after another, and is silenced by a key: whatever waited is
then not read. Its lag is how long after a cue's second it begins to read that cue.
"""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.plain.narration import NarrationOptions
from tests.plain.talk import CONTENT, Talk, a_setup

LINE, CHARACTERS = 0.4, 15.0  # seconds a line, characters a second

MANNERS = [
    NarrationOptions(breath_lines=breath, every=every, marks=marks)  # type: ignore[arg-type]
    for breath in ("all", "few", "none")
    for every, marks in ((30, False), (60, False), (300, False), (0, True), (0, False))
]
EXERCISES = [(one.id, minutes) for one in CONTENT.exercises().values() for minutes in one.minutes]


def read(shown: list[tuple[float, str]], keys: list[float] = []) -> list[tuple[float, float, str]]:  # noqa: B006
    """(second shown, second at which reading begins, line); a line silenced before that is left out."""
    free, heard = 0.0, []
    for second, line in shown:
        silenced = [key for key in keys if second <= key <= free]
        if silenced:
            free = silenced[-1]
            continue
        begins = max(second, free)
        free = begins + LINE + len(line) / CHARACTERS
        cut = next((key for key in keys if begins < key < free), None)
        free = free if cut is None else cut
        heard.append((second, begins, line))
    return heard


def lags(talk: Talk, keys: list[float] = []) -> list[float]:  # noqa: B006
    """Seconds by which the reader begins a cue after it was due, from second 0 on."""
    session = talk.session.runner.session
    cues = {cue.text for cue in session.timeline.cues if cue.text}
    cued = [one for one in talk.io.shown if one[1] in cues or one[1].split(" ")[0] in ("In", "Out", "Rest", "Hold")]
    assert cued
    return [begins - second for second, begins, line in read(talk.io.shown, keys) if (second, line) in set(cued)]


def check(all: list[float], what: object) -> None:
    found = sorted(all)
    assert found[-1] <= 3.0, (what, found[-3:])
    assert found[int(0.95 * (len(found) - 1))] <= 1.0, (what, found[-8:])


def a_session(id: str, minutes: float, options: NarrationOptions, *typed: tuple[float, str], **changes: Any) -> Talk:
    exercise = CONTENT.exercise(id)
    setup = a_setup(exercise, minutes * 60, rung="look at a photo of someone dear", rung_id="photo", **changes)
    return Talk(setup, terminal=True, options=options).types(*typed, ends=False)


def manners(id: str) -> list[NarrationOptions]:
    """What can make a difference to this exercise: breath lines do where it breathes."""
    return MANNERS if "breath" in CONTENT.exercise(id).kinds else MANNERS[:5]


@pytest.mark.parametrize(("id", "minutes"), EXERCISES, ids=lambda one: str(one))
def test_screen_reader_follows_every_exercise_and_length(id: str, minutes: float) -> None:
    """Each in two to four manners, the next in others, so that every manner is tried with many exercises."""
    first = EXERCISES.index((id, minutes)) % 5
    for options in manners(id)[first::5] + manners(id)[(first + 2) % 5 :: 15]:
        check(lags(a_session(id, minutes, options, asking="none")), (id, minutes, options))


@pytest.mark.parametrize("id", ["slow-breathing", "senses-grounding"])
def test_screen_reader_follows_in_every_manner(id: str) -> None:
    for options in manners(id):
        check(lags(a_session(id, min(CONTENT.exercise(id).minutes), options, asking="none")), (id, options))


@pytest.mark.long
@pytest.mark.parametrize(("id", "minutes"), EXERCISES, ids=lambda one: str(one))
def test_screen_reader_follows_everything_in_every_manner(id: str, minutes: float) -> None:
    for options in manners(id):
        check(lags(a_session(id, minutes, options, asking="none")), (id, minutes, options))


@pytest.mark.parametrize("id", CONTENT.ids())
def test_screen_reader_has_time_to_read_requested_lines(id: str) -> None:
    exercise = CONTENT.exercise(id)
    minutes = max(exercise.minutes[:2])
    typed = [(20.0 + 37 * n, line) for n, line in enumerate(("t", "w", "a", "?"))]
    keys = [second for second, _line in typed]
    talk = a_session(id, minutes, NarrationOptions(), *typed, asking="none")
    check(lags(talk, keys), id)
