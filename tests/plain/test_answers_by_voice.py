"""Answers by voice in plain text: the lines that are printed, and what typing does meanwhile."""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import Any

from securecoach_tui.app.listening import Listening
from securecoach_tui.config.settings import Settings
from securecoach_tui.plain.line_io import EndOfInput, InputLine, Wakeup
from securecoach_tui.plain.session_view import PlainSession
from securecoach_tui.practice.session.state import Setup
from securecoach_tui.text.durations import reading_seconds
from securecoach_tui.voice.listening.model import Heard
from securecoach_tui.voice.session_audio import SessionSound
from tests.fakes.clock import FakeClock
from tests.fakes.listener import FakeListener, Said
from tests.fakes.sound import RecordingVoice
from tests.fakes.terminal import FakeLineIO
from tests.fakes.writer import MemoryWriter
from tests.plain.talk import a_setup, an_exercise

BROKEN = Heard("failed", problem="No microphone was found. You can answer with the keys.")


class HearingIO(FakeLineIO):
    """Lines whose time is that of the sound and of the microphone."""

    step: Callable[[float], None]

    def read(self, timeout: float) -> InputLine | Wakeup | EndOfInput:
        before = self.clock.elapsed()
        if timeout > 0.05 and not self._woken:
            timeout = 0.05
        found = super().read(timeout)
        self.step(self.clock.elapsed() - before)
        return found


class Spoken:
    """A session in lines at a terminal; ``said`` is what is said in each window."""

    def __init__(self, *said: Said, setup: Setup | None = None, **preferences: Any) -> None:
        settings = Settings(**{"listen": True, **preferences})
        self.clock = FakeClock()
        self.io = HearingIO(self.clock, is_terminal=True)
        self.io.step = self._step
        self.io.patience = 300.0
        self.writer = MemoryWriter()
        self.notices: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.voice: RecordingVoice | None = None
        self.listener = FakeListener(self.clock, *said)
        sound = SessionSound(settings, self.clock, self._open_voice)
        listening = Listening(lambda: self.listener, not_here=lambda: "")
        self.session = PlainSession(
            self.io,
            self.clock,
            self.writer,
            support=lambda: ["Show who you can call or text for support."],
            recent=[],
            sound=sound,
            notices=self.notices,
            by_voice=listening.answers(
                settings, sound, self.clock, self.io.wake, lines=True, read_until=lambda: self.io.read_until
            ),
        )
        self.setup = setup or a_setup()

    def _open_voice(self, settings: Settings) -> RecordingVoice:
        self.voice = RecordingVoice(self.clock, settings)
        return self.voice

    def _step(self, seconds: float) -> None:
        """Let the mixer and the microphone have the time that has passed."""
        if self.voice is not None and seconds > 0:
            self.clock.advance(-seconds)
            samples = self.voice.play(seconds)
            assert self.listener.open is None or not any(samples)
        self.listener.hear()

    def types(self, *typed: tuple[float, str]) -> Spoken:
        self.io.typed.extend(typed)
        self.session.run(self.setup)
        return self

    @property
    def lines(self) -> list[str]:
        return self.io.lines

    def ratings(self) -> list[int]:
        return [rating["value"] for rating in self.writer.things["session", "s1"]["ratings"]]


def test_session_in_lines_is_answered_by_voice() -> None:
    spoken = Spoken(7, None, 4, None).types((120, ""))
    assert spoken.ratings() == [7, 4]
    first = spoken.lines.index("Listening.")
    assert spoken.lines[first - 1] == "Distress now, 0-10: "
    assert spoken.lines[first + 1 : first + 4] == ["Seven. Say no if that's wrong.", "Listening.", "Saved: distress 7."]


def test_every_window_is_announced_before_it_opens() -> None:
    spoken = Spoken(7, None, 4, None).types((120, ""))
    printed = [second for second, line in spoken.io.shown if line == "Listening."]
    opened = [window.opened - 1000.0 for window in spoken.listener.windows]
    assert len(printed) == len(opened) == 4
    reading = 0.4 + len("Listening.") / 15
    assert all(line + reading <= at < line + reading + 0.6 for line, at in zip(printed, opened, strict=True))


def test_all_that_was_printed_is_read_before_a_window() -> None:
    spoken = Spoken(7)
    for n in range(6):  # as before a session
        spoken.io.print(f"Caution {n}: stop at any time, and look around the room that you are in.")
    spoken.types((120, "4"), (300, ""))
    before = spoken.lines[: spoken.lines.index("Listening.")]
    reading = sum(reading_seconds(line) for line in before)
    assert spoken.listener.windows[0].opened - 1000.0 >= reading > 30.0 and spoken.ratings() == [7, 4]


def test_silence_prints_one_line_and_the_prompt_again() -> None:
    spoken = Spoken().types((40, "5"), (120, "4"), (121, ""))
    first = spoken.lines.index("Listening.")
    assert spoken.lines[first + 1 : first + 3] == ["Stopped listening.", "Distress now, 0-10: "]
    assert spoken.ratings() == [5, 4]


def test_typed_line_during_a_window_closes_it_and_counts() -> None:
    spoken = Spoken(None).types((9, "5"), (120, "4"), (121, ""))
    window = spoken.listener.windows[0]
    assert window.opened < 1009 and window.closed == 1009
    assert spoken.ratings() == [5, 4]


def test_begun_line_closes_the_microphone() -> None:
    spoken = Spoken()
    step = spoken.io.step

    def begins_to_type(seconds: float) -> None:
        step(seconds)
        spoken.io.unfinished = "5" if spoken.listener.windows else ""

    spoken.io.step = begins_to_type
    spoken.types((40, "5"), (120, "4"), (121, ""))
    window = spoken.listener.windows[0]
    assert window.closed is not None and window.closed - window.opened < 0.2


def test_enter_agrees_with_what_was_said_back() -> None:
    spoken = Spoken(7, None, None)
    step = spoken.io.step

    def agrees(seconds: float) -> None:
        step(seconds)
        if "Seven. Say no if that's wrong." in spoken.lines and not spoken.io.typed:
            spoken.io.typed.extend([(spoken.io.now, ""), (120, "4"), (121, "")])

    spoken.io.step, spoken.io.ends = agrees, False
    spoken.session.run(spoken.setup)
    assert spoken.ratings() == [7, 4] and "No answer." not in spoken.lines[: spoken.lines.index("Saved: distress 7.")]


def test_choice_by_voice_is_said_back_and_confirmed() -> None:
    spoken = Spoken("yes", None, setup=a_setup(an_exercise(kind=["imagery"]))).types((2, "9"), (300, ""))
    assert "Yes. Say no if that's wrong." in spoken.lines and "Your answer: yes." in spoken.lines


def test_no_to_grounding_needs_enter() -> None:
    spoken = Spoken("no", None, setup=a_setup(an_exercise(kind=["imagery"]))).types((2, "9"), (60, ""), (300, ""))
    stopped = spoken.lines.index("Stopped listening.")
    assert spoken.lines[stopped - 1] == "No. Press enter to agree." and "Your answer: no." in spoken.lines[stopped:]


def test_neither_safety_nor_a_text_is_listened_for() -> None:
    spoken = Spoken("yes", "yes", setup=a_setup(an_exercise(capacity="closeness")), private_speech=True)
    spoken.types((30, "no"), (60, ".q"))
    assert spoken.listener.windows == [] and "Listening." not in spoken.lines


def test_missing_microphone_is_told_once() -> None:
    spoken = Spoken(BROKEN, 4).types((40, "5"), (120, "4"), (121, ""))
    assert spoken.lines.count("No microphone was found. You can answer with the keys.") == 1
    assert len(spoken.listener.windows) == 1 and spoken.ratings() == [5, 4]


def test_notice_closes_the_microphone_until_it_can_be_read() -> None:
    spoken, notice = Spoken(None, 7), "The background sound can't be played."
    step = spoken.io.step

    def goes_wrong(seconds: float) -> None:
        step(seconds)
        if spoken.listener.open is not None and len(spoken.listener.windows) == 1 and notice not in spoken.lines:
            spoken.notices.put(notice)
            spoken.io.wake()

    spoken.io.step = goes_wrong
    spoken.types((120, ""))
    first, second = spoken.listener.windows[:2]
    (printed,) = {at for at, line in spoken.io.shown if line == notice}
    reading = reading_seconds(f"{notice} Distress now, 0-10")
    assert first.closed is not None and first.closed - 1000.0 <= printed < second.opened - 1000.0 - reading
    assert spoken.ratings()[0] == 7


def test_end_of_input_closes_the_microphone() -> None:
    spoken = Spoken()
    step = spoken.io.step

    def ends(seconds: float) -> None:
        step(seconds)
        spoken.io.ends = spoken.listener.open is not None

    spoken.io.step, spoken.io.ends = ends, False
    spoken.session.run(spoken.setup)
    assert spoken.listener.open is None and spoken.lines[-1] == "Saved."
