"""From a session to what is heard: a session runner, a fake clock and the recording voice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from securecoach_tui.app.session_runner import SessionRunner
from securecoach_tui.config.settings import Settings
from securecoach_tui.practice.exercise.model import Step
from securecoach_tui.practice.exercise.parser import from_data
from securecoach_tui.practice.session.events import EaseOff, Pause, Rate, Resume, Skip, Stay, Stop
from securecoach_tui.practice.session.state import Setup
from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.session_audio import SessionSound
from tests.fakes.clock import FakeClock
from tests.fakes.sound import RecordingVoice

EXERCISE = {
    "id": "short-one",
    "version": 1,
    "title": "Short one",
    "summary": "S",
    "capacity": "regulation",
    "directions": ["anxious"],
    "minutes": [0.5],
    "opening": [
        {"say": "First line of the opening.", "seconds": 6},
        {"say": "Between us.", "seconds": 4, "private": True},
    ],
    "body": [{"breathe": {"in": 3, "out": 4}}, {"say": "A line in between.", "seconds": 5}],
    "closing": [{"say": "The last line.", "seconds": 8}],
}


class Nothing:
    """A keeper of nothing."""

    def keep(self, kind: str, id: str, fields: dict[str, object], done: Callable[[Any], None] | None = None) -> None:
        pass

    def checkpoint(self, id: str, data: bytes) -> None:
        pass

    def drop_checkpoint(self, id: str) -> None:
        pass


class Heard:
    """A session under way, and what is heard of it. Seconds count from its beginning."""

    def __init__(self, settings: Settings, *, seconds: float = 30.0, asking: str = "none", **data: Any) -> None:
        self.clock = FakeClock()
        self.zero = self.clock.elapsed()
        self.voice = RecordingVoice(self.clock, settings)
        self.opened: list[Settings] = []
        self.sound = SessionSound(settings, self.clock, self.open)
        exercise = from_data({**EXERCISE, **data})
        setup = Setup(
            id="one",
            exercise=exercise,
            seconds=seconds,
            started="",
            grounding=exercise,
            asking=asking,  # type: ignore[arg-type]
            orienting=(Step(say="Look round.", seconds=30),),
            numb_steps=(Step(say="Open your eyes.", seconds=6),),
        )
        self.runner = SessionRunner(self.clock, Nothing(), lambda effect: None, sound=self.sound)
        self.runner.begin(setup)

    def open(self, settings: Settings) -> RecordingVoice:
        self.opened.append(settings)
        return self.voice

    def listen(self, seconds: float) -> None:
        until = self.clock.elapsed() + seconds
        while (left := until - self.clock.elapsed()) > 1e-9:
            self.voice.play(min(left, max(0.02, self.runner.wake_in())))
            self.runner.tick()

    @property
    def lines(self) -> list[tuple[str, float]]:
        return [(one.text, round(one.begun - self.zero, 3)) for one in self.voice.played_lines]

    @property
    def tones(self) -> list[tuple[str, float]]:
        return [(kind, round(second - self.zero, 3)) for kind, second in self.voice.tones]


SPEAKING = Settings(voice=True, tones=True)


def test_lines_and_tones_play_on_time_and_private_ones_do_not() -> None:
    heard = Heard(SPEAKING)
    heard.listen(32)
    assert heard.lines == [
        ("First line of the opening.", 0.0),
        ("A line in between.", 17.0),
        ("The last line.", 22.0),
    ]
    assert heard.tones == [("begin", 0.0), ("in", 10.0), ("out", 13.0), ("end", 30.0)]


def test_private_words_are_spoken_once_the_person_chose_that() -> None:
    heard = Heard(Settings(voice=True, private_speech=True))
    heard.listen(10)
    assert ("Between us.", 6.0) in heard.lines


def test_tones_sound_without_words_where_only_they_are_on() -> None:
    heard = Heard(Settings(tones=True))
    heard.listen(14)
    assert heard.lines == [] and len(heard.tones) == 3
    assert heard.voice.prepared == []


@pytest.mark.parametrize("ambience", ["none", "own"])
def test_a_silent_session_opens_no_voice(ambience: str) -> None:
    heard = Heard(Settings(ambience=ambience))  # type: ignore[arg-type]  # one's own, without a file
    heard.listen(32)
    heard.sound.say_now("Paused.", 0)
    heard.sound.silence()
    heard.sound.close()
    assert heard.opened == []


def test_lines_are_made_while_the_first_question_is_open() -> None:
    heard = Heard(Settings(voice=True), asking="all")
    assert heard.voice.prepared == ["First line of the opening.", "A line in between.", "The last line."]
    heard.listen(20)
    assert heard.lines == []


def test_pause_cuts_the_line_and_resume_repeats_it() -> None:
    heard = Heard(SPEAKING)
    heard.listen(17.4)
    heard.runner.send(Pause())
    heard.listen(60)
    assert heard.lines[-1] == ("A line in between.", 17.0)
    assert heard.voice.played_lines[-1].ended - heard.zero < 17.41
    heard.runner.send(Resume())
    heard.listen(20)
    assert heard.lines[-2:] == [("A line in between.", 77.4), ("The last line.", 82.0)]
    assert heard.tones[-1] == ("end", 90.0)


def test_a_line_mostly_heard_is_not_repeated() -> None:
    heard = Heard(SPEAKING)
    heard.listen(18.6)
    heard.runner.send(Pause())
    heard.runner.send(Resume())
    heard.listen(20)
    assert [text for text, _second in heard.lines].count("A line in between.") == 1


def test_last_line_finishes_and_the_end_tone_plays() -> None:
    closing = [{"say": "A last line that is longer than the seconds it was given here.", "seconds": 4}]
    heard = Heard(SPEAKING, closing=closing)
    heard.listen(40)
    last = heard.voice.played_lines[-1]
    assert last.ended - last.begun == pytest.approx(13 * 60 / 125, abs=0.01)
    assert heard.tones[-1][0] == "end"


@pytest.mark.parametrize(("event", "line"), [(Skip(), "Between us."), (EaseOff(), "The last line.")])
def test_a_jump_cuts_the_line_and_begins_the_one_it_leads_to(event: Any, line: str) -> None:
    heard = Heard(Settings(voice=True, private_speech=True))
    heard.listen(0.5)
    heard.runner.send(event)
    heard.listen(1)
    assert heard.lines[-1][0] == line and heard.lines[-1][1] == pytest.approx(0.5, abs=0.03)


def test_stopping_cuts_everything() -> None:
    heard = Heard(SPEAKING)
    heard.listen(1)
    heard.runner.send(Stop())
    assert max(heard.voice.play(3)[120:]) == 0


def test_added_round_is_spoken_without_cutting_a_line() -> None:
    heard = Heard(SPEAKING)
    heard.listen(17.5)
    heard.runner.send(Stay())
    heard.listen(30)
    assert [text for text, _ in heard.lines] == [
        "First line of the opening.", "A line in between.", "A line in between.", "The last line."
    ]  # fmt: skip
    assert heard.voice.played_lines[1].ended - heard.zero == pytest.approx(17 + 4 * 60 / 125, abs=0.01)


def test_numb_rating_is_answered_by_voice_at_once() -> None:
    heard = Heard(SPEAKING)
    heard.listen(17.5)
    heard.runner.send(Rate("presence", 0))
    heard.listen(1)
    assert heard.lines[-1] == ("Open your eyes.", pytest.approx(17.5, abs=0.03))


def test_speech_switched_off_and_on_goes_on_with_the_next_line() -> None:
    heard = Heard(Settings(voice=True))
    heard.listen(1)
    heard.sound.switch(False)
    assert max(heard.voice.play(1)[120:]) == 0
    heard.listen(14)
    heard.sound.switch(True)
    heard.listen(10)
    assert heard.lines[1:] == [("A line in between.", 17.0), ("The last line.", 22.0)]


def test_first_line_plays_as_soon_as_its_clip_is_ready() -> None:
    heard = Heard(Settings(voice=True))
    heard.voice.unready.add("First line of the opening.")
    heard.listen(0.6)
    heard.voice.unready.clear()
    heard.listen(1)
    assert heard.lines == [("First line of the opening.", pytest.approx(0.6, abs=0.03))]


def test_a_later_line_that_is_not_ready_is_only_shown() -> None:
    heard = Heard(Settings(voice=True))
    heard.voice.unready.add("A line in between.")
    heard.listen(17.5)
    heard.voice.unready.clear()
    heard.listen(10)
    assert [text for text, _second in heard.lines] == ["First line of the opening.", "The last line."]


def test_the_rate_stays_within_what_sessions_allow() -> None:
    heard = Heard(Settings(voice=True))
    assert heard.sound.rate(10) == 135 and heard.sound.rate(500) == 160 and heard.sound.rate(-500) == 100


RAIN, BREATH = Settings(ambience="rain"), Settings(ambience="breath", tones=True)


def test_ambience_is_heard_from_second_0_to_the_last_one() -> None:
    heard = Heard(RAIN)
    heard.listen(29)
    (plan,) = heard.voice.ambience
    assert plan is not None and (plan.kind, plan.origin - heard.zero, plan.end - heard.zero) == ("rain", 0.0, 30.0)
    assert set(heard.voice.play(0.5)) == {100}
    heard.listen(2)
    assert not any(heard.voice.play(0.5))


def test_ambience_is_made_while_the_first_question_is_open() -> None:
    heard = Heard(RAIN, asking="all")
    assert heard.voice.prepared_ambience == ["rain"] and heard.voice.ambience == [None]


def test_breath_sounds_have_the_seconds_of_the_timelines_breaths() -> None:
    heard = Heard(BREATH)
    (plan,) = heard.voice.ambience
    assert plan is not None
    assert plan.breaths == tuple(
        (cue.at, cue.phase, cue.seconds) for cue in heard.runner.session.timeline.cues if cue.phase is not None
    )


def test_a_pause_fades_ambience_out_and_resume_brings_it_back() -> None:
    heard = Heard(RAIN)
    heard.listen(5)
    heard.runner.send(Pause())
    after = heard.voice.play(0.6)
    assert 0 < after[2000] < 100 and not any(after[-2000:])
    heard.runner.send(Resume())
    assert heard.voice.play(0.6)[-1] == 100


def test_quick_exit_silences_ambience_at_once() -> None:
    heard = Heard(RAIN)
    heard.listen(5)
    heard.runner.leave(quick=True)
    assert not any(heard.voice.play(0.5)[300:])


def test_hush_silences_ambience_until_the_session_goes_on_again() -> None:
    heard = Heard(RAIN)
    heard.listen(12)
    heard.sound.hush()
    assert not any(heard.voice.play(0.5)[300:])
    heard.runner.send(Stay())
    assert not any(heard.voice.play(1.0))
    heard.runner.send(Pause())
    heard.runner.send(Resume())
    assert heard.voice.play(0.6)[-1] == 100


def test_next_ambience_goes_round_and_first_undoes_a_hush() -> None:
    heard = Heard(RAIN)
    heard.listen(3)
    heard.sound.hush()
    found = []
    for _time in range(6):
        found.append(heard.sound.next_ambience())
        heard.sound.choose_ambience(found[-1])
    assert found == ["rain", "waves", "pad", "none", "breath", "rain"]
    heard.sound.choose_ambience("none")
    heard.voice.play(0.5)
    assert not any(heard.voice.play(0.5)) and heard.voice.ambience[-1] is None


def test_own_file_is_among_the_ambiences_once_there_is_one() -> None:
    heard = Heard(Settings(ambience="pad", ambience_file="/sea.wav"))
    heard.sound.choose_ambience(heard.sound.next_ambience())
    heard.listen(1)
    plan = heard.voice.ambience[-1]
    assert plan is not None and (plan.kind, plan.file) == ("own", "/sea.wav")


def test_a_silent_session_can_be_given_ambience_on_its_way() -> None:
    heard = Heard(Settings())
    heard.listen(5)
    heard.sound.choose_ambience("waves")
    heard.listen(1)
    assert heard.voice.play(0.5)[-1] == 100


def test_an_ambience_sample_is_heard_outside_a_session_alone() -> None:
    heard = Heard(RAIN, asking="all")
    heard.sound.sample_ambience()
    assert heard.voice.play(2.0)[-1] == 100 and not any(heard.voice.play(7.0)[-RATE:])
    running = Heard(RAIN)
    running.sound.sample_ambience()
    assert len(running.voice.ambience) == 1
