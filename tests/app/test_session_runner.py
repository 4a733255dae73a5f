"""One session runner for every face: it reads the clock, keeps what is to be kept, and says what is to be done."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.app.session_runner import LOOK_SECONDS, SessionRunner
from securecoach_tui.app.session_setup import make_grounding
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.checkpoint import decode
from securecoach_tui.practice.session.saving import end_of
from securecoach_tui.practice.session.state import Session, SessionState, Setup, TextClass
from tests.fakes.clock import FakeClock
from tests.fakes.writer import MemoryWriter
from tests.practice.person import CONTENT, a_setup, an_exercise, ladder


class Heard:
    """A sound that remembers what was planned."""

    def __init__(self) -> None:
        self.plans: list[Session] = []
        self.silenced = 0

    def plan(self, session: Session) -> None:
        self.plans.append(session)

    def silence(self) -> None:
        self.silenced += 1


class Practice:
    """A face that does nothing but remember."""

    def __init__(self, setup: Setup | None = None, refuse: str = "") -> None:
        self.clock, self.keeper, self.sound = FakeClock(), MemoryWriter(refuse), Heard()
        self.done: list[ev.Effect] = []
        self.woken = 0
        self.runner = SessionRunner(self.clock, self.keeper, self.done.append, sound=self.sound, wake=self._wake)
        self.runner.begin(setup or a_setup())

    def _wake(self) -> None:
        self.woken += 1

    @property
    def session(self) -> Session:
        return self.runner.session

    def answers(self, **given: Any) -> Practice:
        while self.session.open is not None:
            self.runner.answer(given.get(self.session.open.key))
        return self

    def waits(self, seconds: float, late: random.Random | None = None) -> Practice:
        """Wakes as a face does: when the session runner says so, or up to 700 ms after that."""
        end = self.clock.elapsed() + seconds
        while self.clock.elapsed() < end and not self.runner.over:
            wait = max(0.01, min(self.runner.wake_in(), end - self.clock.elapsed()))
            self.clock.advance(wait + (late.uniform(0, 0.7) if late else 0.0))
            self.runner.tick()
        return self


@pytest.mark.parametrize("seconds", [-7200, 7200, -86400 * 400])
def test_clock_set_in_a_session_leaves_its_length(seconds: float) -> None:
    clock = FakeClock()
    practice = Practice(replace(a_setup(), started=clock.now().isoformat(timespec="seconds"))).answers(before=6)
    practice.clock.set_wall(seconds)
    practice.waits(70).answers(after=2)
    kept = practice.keeper.things["session", "s1"]
    lasted = datetime.fromisoformat(str(kept["ended"])) - datetime.fromisoformat(str(kept["started"]))
    assert 60 <= lasted.total_seconds() <= 75


def test_checkpoint_says_how_long_a_session_has_lasted() -> None:
    practice = Practice().answers(before=6)
    practice.clock.set_wall(-7200)
    practice.waits(30)
    practice.runner.leave()
    saved = decode(practice.keeper.unfinished["s1"])
    assert saved.passed is not None and 30 <= saved.passed <= 31
    other = Practice()
    other.runner.resume(a_setup(), saved)
    other.waits(10)
    other.runner.leave()
    assert decode(other.keeper.unfinished["s1"]).passed is None  # nobody knows how long it was left


@given(
    started=st.sampled_from(
        ["", "no time", "2026-03-03T21:00:00+00:00", "2026-03-03T21:00:00", "9999-12-31T23:59:59Z"]
    ),
    seconds=st.floats(),
    seen=st.datetimes(timezones=st.just(UTC)),
)
def test_end_is_never_before_the_start(started: str, seconds: float, seen: datetime) -> None:
    ended = datetime.fromisoformat(end_of(started, seconds, seen))
    if started.endswith("+00:00") and 0 <= seconds < 1e9:
        assert ended >= datetime.fromisoformat(started) + timedelta(seconds=int(seconds))


def test_runner_saves_the_end_time_and_drops_the_checkpoint() -> None:
    practice = Practice().answers(before=6).waits(70)
    assert list(practice.keeper.unfinished) == ["s1"]
    practice.answers(after=2, reflection="fine")
    kept = practice.keeper.things["session", "s1"]
    assert kept["reflection"] == "fine" and kept["ended"] == practice.clock.now().isoformat(timespec="seconds")
    assert "id" not in kept and practice.keeper.unfinished == {}
    assert practice.woken == 1, "the writer's answer wakes the face"
    practice.runner.tick()
    assert practice.runner.over and practice.session.kept


def test_runner_reports_a_refused_save_and_keeps_the_checkpoint() -> None:
    practice = Practice(refuse="the disk is full").answers(before=6).waits(70).answers()
    practice.runner.tick()
    assert practice.session.state is SessionState.DONE and practice.session.not_kept == "the disk is full"
    assert list(practice.keeper.unfinished) == ["s1"]


def test_runner_emits_every_cue_at_the_first_tick_after_it() -> None:
    setup = a_setup(CONTENT.exercise("slow-breathing"), 1200)
    practice = Practice(setup).answers(before=5).waits(1300, late=random.Random(3))
    said = [effect for effect in practice.done if isinstance(effect, ev.Say)]
    assert [one.cue for one in said] == list(practice.session.timeline.cues)
    late = [one.late for one in said]
    assert max(late) <= 0.7 + 1e-6
    n = len(late)
    middle = (n - 1) / 2
    slope = sum((i - middle) * one for i, one in enumerate(late)) / sum((i - middle) ** 2 for i in range(n))
    assert abs(slope * n) < 0.15, "lateness has no trend"


def test_runner_wakes_for_the_next_cue_within_a_second() -> None:
    practice = Practice().answers(before=5)
    assert practice.runner.wake_in() == LOOK_SECONDS
    practice.clock.advance(3.4)
    practice.runner.tick()
    assert practice.runner.wake_in() == pytest.approx(0.6)
    practice.clock.advance(0.4)
    assert practice.runner.wake_in() == pytest.approx(0.2, abs=0.01)


def test_runner_pauses_over_sleep_and_resumes_where_it_was() -> None:
    practice = Practice().answers(before=5).waits(20)
    position = practice.session.position
    practice.clock.sleep(4 * 3600)
    practice.runner.tick()
    assert practice.session.state is SessionState.SLEPT and practice.session.position == pytest.approx(position)
    practice.runner.answer("go on")
    practice.waits(60).answers()
    assert practice.keeper.things["session", "s1"]["practised_seconds"] == pytest.approx(54)


HELLO = [{"say": "Hello.", "seconds": 5}]


def asking_in_the_body() -> Practice:
    """A session, 15 seconds in, with an open question of its exercise."""
    body = [{"ask": "What do you need?", "key": "need", "seconds": 35}, {"say": "Rest.", "seconds": 10}]
    practice = Practice(a_setup(an_exercise(opening=HELLO, body=body))).answers(before=5).waits(15)
    assert practice.session.open is not None and practice.session.open.key == "need"
    return practice


def test_half_a_sentence_is_there_again_after_sleep() -> None:
    practice = asking_in_the_body()
    practice.runner.draft("half a sent")
    practice.clock.sleep(60)
    practice.runner.tick()
    assert practice.session.state is SessionState.SLEPT and practice.runner.drafted() == ""
    practice.runner.answer("go on")
    assert practice.runner.drafted() == "half a sent"
    assert decode(practice.keeper.unfinished["s1"]).drafts == {"need": "half a sent"}


def test_half_a_sentence_waits_where_it_all_ends_after_sleep() -> None:
    practice = asking_in_the_body()
    practice.runner.draft("half a sent")
    practice.clock.sleep(60)
    practice.runner.tick()
    practice.runner.answer("finish here")
    practice.waits(60)
    assert practice.session.state is SessionState.AFTER and practice.runner.drafted() == "half a sent"
    practice.runner.answer("to rest")
    assert decode(practice.keeper.unfinished["s1"]).drafts == {}


def test_runner_keeps_running_after_a_three_second_stall() -> None:
    practice = Practice().answers(before=5).waits(20)
    practice.clock.advance(3)
    practice.runner.tick()
    assert practice.session.state is SessionState.RUNNING and practice.session.position == pytest.approx(23)


def test_runner_times_a_rating_at_the_moment_it_is_given() -> None:
    practice = Practice().answers(before=5).waits(20)
    practice.clock.advance(0.3)
    practice.runner.send(ev.Rate("distress", 4))
    assert practice.session.ratings[-1].at == pytest.approx(20.3)


@pytest.mark.parametrize("quick", [False, True])
def test_runner_quick_leave_silences_and_saves_a_checkpoint(quick: bool) -> None:
    practice = Practice().answers(before=5).waits(22)
    practice.runner.leave(quick=quick)
    assert practice.sound.silenced == 1
    saved = decode(practice.keeper.unfinished["s1"])
    assert saved.quick_exit is quick and saved.position == pytest.approx(22, abs=1)
    assert ("session", "s1") not in practice.keeper.things


def test_runner_quick_leave_drops_the_session_where_preferred() -> None:
    practice = Practice().answers(before=5).waits(22)
    practice.runner.leave(quick=True, throw_away=True)
    assert practice.keeper.unfinished == {} and practice.keeper.things == {}


def test_runner_quick_leave_before_the_start_saves_nothing() -> None:
    practice = Practice()
    practice.runner.leave(quick=True)
    assert practice.keeper.unfinished == {} and practice.keeper.things == {}


def test_runner_resumes_a_checkpoint_from_its_position() -> None:
    first = Practice().answers(before=5).waits(22)
    first.runner.leave()
    again = Practice()
    again.runner.resume(a_setup(), decode(first.keeper.unfinished["s1"]))
    assert again.session.state is SessionState.PAUSED
    again.runner.send(ev.Resume())
    again.waits(60).answers()
    assert again.keeper.things["session", "s1"]["practised_seconds"] == pytest.approx(54, abs=1)


def test_a_lived_rung_waits_for_its_debrief_until_that_is_done() -> None:
    setup = ladder(lived=True, rung="let someone help", rung_id="let-help")
    prepared = Practice(setup).answers(safe="yes", expect="to freeze", prediction=7).waits(300)
    waits = prepared.keeper.things["debrief", "s1"]
    assert waits["waits"] is True and ("session", "s1") not in prepared.keeper.things
    assert prepared.keeper.unfinished == {}
    told = Practice(replace(setup, debrief={"id": "s1", **waits})).answers(feared="no", bearable="yes")
    assert told.keeper.things["debrief", "s1"] == {"waits": False}
    assert told.keeper.things["session", "s1"]["feared"] == "no"


def test_runner_saves_the_rung_chosen_for_next_time() -> None:
    from securecoach_tui.practice.ladder.offers import RungOutcome

    before = RungOutcome(rung_id="photo", stayed=True, feared="no")
    practice = Practice(ladder(before_rung=before)).answers(safe="yes", expect="to freeze").waits(300)
    practice.answers(feared="no", bearable="yes", next_rung="offered")
    assert practice.keeper.things["rung", "current"] == {"rung_id": "kind-message"}


def test_runner_plans_sound_whenever_the_course_changes() -> None:
    practice = Practice().answers(before=5).waits(10)
    planned = len(practice.sound.plans)
    practice.runner.send(ev.Rate("distress", 4))
    practice.waits(5)
    assert len(practice.sound.plans) == planned, "a rating changes nothing that is heard"
    for n, event in enumerate([ev.Pause(), ev.Resume(), ev.Skip(), ev.Stay(), ev.EaseOff()], 1):
        practice.runner.send(event)
        assert len(practice.sound.plans) == planned + n, event


def test_grounding_that_a_session_led_to_begins_at_once() -> None:
    clock = FakeClock()
    led = make_grounding(ladder(lived=True, debrief={"id": "x"}, settle=30.0, rung_id="let-help"), 180.0, clock)
    assert (led.exercise.id, led.seconds, led.settle) == ("senses-grounding", 180.0, 0.0)
    assert (led.rung, led.rung_id, led.lived, led.debrief, led.led_to) == ("", "", False, None, True)
    assert led.id != "s1" and led.started == clock.now().isoformat(timespec="seconds")


@pytest.mark.parametrize("quick", [False, True])
def test_runner_leaves_no_checkpoint_of_a_lived_rung(quick: bool) -> None:
    setup = ladder(lived=True, rung="let someone help", rung_id="let-help")
    preparing = Practice(setup).answers(safe="yes", expect="to freeze", prediction=7).waits(20)
    telling = Practice(replace(setup, debrief={"id": "s1", "practised": 90.0}))
    grounding = Practice(ladder()).answers(safe="yes", before=9, ground_first="yes").waits(20)
    for practice in (preparing, telling, grounding):
        assert practice.session.state in (SessionState.RUNNING, SessionState.AFTER)
        practice.runner.leave(quick=quick)
        assert practice.keeper.unfinished == {}, "what is put off is no unfinished session"


@pytest.mark.parametrize("words", ["Nobody should live like that.", "a harmless line"])
def test_text_of_harm_counts_as_leading_to_people(words: str) -> None:
    def classify(text: str) -> TextClass:
        return "people" if text.startswith("Nobody") else "silent"

    practice = Practice(a_setup(classify_reflection=classify)).answers(before=4)
    practice.waits(400)
    practice.answers(after=3, reflection=words)
    assert not practice.session.careful
    assert practice.runner.careful is words.startswith("Nobody")
