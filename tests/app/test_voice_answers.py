"""Answers by voice: when the microphone is open, what is said back, and what becomes an answer."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui.app.voice_answers import ANSWER_SECONDS, CHANGE_SECONDS, QUIET_SECONDS, Opens, Stopped
from securecoach_tui.practice.record import Scale
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.text.durations import reading_seconds
from securecoach_tui.voice.listening.model import NUMBERS, Heard
from securecoach_tui.voice.playback.mixer import ANSWER_RANK
from tests.app.answering import Answering
from tests.practice.person import a_setup, an_exercise

RATES = [{"say": "Look.", "seconds": 20, "rate": "distress"}, {"say": "Rest.", "seconds": 10}]
BROKEN = Heard("failed", problem="No microphone was found.")


def ends(answering: Answering) -> list[float]:
    """The seconds at which our lines and the tones of the microphone ended."""
    assert answering.voice is not None
    lines = [line.ended for line in answering.voice.played_lines]
    tones = [at + 0.2 for _kind, at in answering.voice.sounded_tones]
    return [second - answering.zero for second in (*lines, *tones)]


def test_number_is_said_back_and_taken_without_a_no() -> None:
    answering = Answering(7).passes(20)
    assert answering.shown == ["Seven. Say no if that's wrong."]
    assert answering.accepted == [("before", 7)] and answering.session.number("before") == 7
    assert [window.answers for window in answering.listener.windows[:2]] == [NUMBERS, ("no",)]
    assert [window.seconds for window in answering.listener.windows[:2]] == [ANSWER_SECONDS, CHANGE_SECONDS]


def test_microphone_opens_after_the_question_and_a_tone() -> None:
    answering = Answering()
    answering.passes(25)
    assert answering.voice is not None
    (opened, closed), (question,) = answering.windows[0], answering.voice.played_lines
    assert question.text.startswith("How upset or tense do you feel?")
    tones = [(kind, at) for kind, at in answering.voice.sounded_tones]
    assert [kind for kind, _at in tones] == ["listening", "listened"]
    assert tones[0][1] >= question.ended + QUIET_SECONDS and opened >= tones[0][1] - answering.zero + 0.2
    assert closed - opened == pytest.approx(ANSWER_SECONDS, abs=0.1)
    assert not [one for one in ends(answering) if opened < one < closed]


def test_silence_is_an_answer_and_nothing_more_is_said() -> None:
    answering = Answering().passes(60)
    assert len(answering.windows) == 1 and answering.shown == answering.accepted == []
    assert [type(effect) for _at, effect in answering.effects] == [Opens, Stopped]
    assert answering.session.open is not None, "the keys answer it as ever"


def test_no_asks_once_more_and_the_second_answer_counts() -> None:
    answering = Answering(7, "no", 2).passes(40)
    assert answering.shown == ["Seven. Say no if that's wrong.", "Please say it again.", "Two. Say no if that's wrong."]
    assert answering.accepted == [("before", 2)]


def test_two_noes_leave_the_question_to_the_keys() -> None:
    answering = Answering(7, "no", 2, "no", 3).passes(60)
    assert answering.accepted == [] and len(answering.windows) == 4 and answering.by_voice.words == ""


def test_unclear_word_is_asked_for_once_more_and_then_left() -> None:
    answering = Answering("mumble", "mumble", 7).passes(60)
    assert answering.shown == ["Please say it again."] and answering.accepted == [] and len(answering.windows) == 2
    assert Answering("mumble", 7).passes(40).accepted == [("before", 7)]


def test_anything_but_no_leaves_what_was_said_back() -> None:
    assert Answering(7, "mumble").passes(30).accepted == [("before", 7)]


def grounding_asked(*said: Any, **options: Any) -> Answering:
    """At the question whether grounding would help first."""
    setup = a_setup(an_exercise(kind=["imagery"]))
    answering = Answering(None, None, *said, setup=setup, **options)
    answering.listener.said.clear()
    answering.listener.said.extend(said)
    answering.answers(9)
    assert answering.session.open is not None and answering.session.open.key == "ground_first"
    return answering


def after_asked(*said: Any) -> Answering:
    """At a question of the exercise itself, past those before it."""
    body = [{"ask": "Was it hard?", "key": "hard", "choices": ["yes", "no"], "seconds": 30}]
    answering = Answering(setup=a_setup(an_exercise(body=body), 60)).answers(None)
    answering.listener.said.extend(said)
    return answering


def test_yes_or_no_is_answered_by_its_word() -> None:
    yes = grounding_asked("yes").passes(30)
    assert yes.accepted[:1] == [("ground_first", "yes")] and yes.shown[0] == "Yes. Say no if that's wrong."
    no = after_asked("no").passes(30)
    assert no.accepted[:1] == [("hard", "no")] and no.shown[0] == "No. Say yes if that's wrong."


def test_no_to_grounding_is_never_taken_from_silence() -> None:
    for change in (None, "mumble", BROKEN):
        answering = grounding_asked("no", change).passes(60)
        assert answering.accepted == [] and answering.by_voice.said_back == "no"
        assert answering.shown == ["No. Say yes if that's wrong.", "No. Press enter to agree."]
        assert len(answering.windows) == 2 and answering.session.state is SessionState.BEFORE


def test_a_no_is_changed_by_yes_and_never_swapped_by_itself() -> None:
    answering = grounding_asked("no", "yes", "yes").passes(40)
    assert answering.shown[:3] == [
        "No. Say yes if that's wrong.",
        "Please say it again.",
        "Yes. Say no if that's wrong.",
    ]
    assert answering.accepted[:1] == [("ground_first", "yes")]
    assert answering.listener.windows[1].answers == ("yes",)


def test_answer_by_key_closes_the_microphone_with_a_tone() -> None:
    answering = Answering(7)
    while answering.listener.open is None:
        answering.passes(0.1)
    answering.answers(3)
    assert answering.listener.open is None and not answering.by_voice.listening
    assert answering.session.number("before") == 3 and answering.passes(30).accepted == []
    assert answering.voice is not None and answering.voice.sounded_tones[1][0] == "listened"


def test_question_is_not_said_to_its_end_once_it_is_answered() -> None:
    answering = Answering().passes(1).answers(5).passes(2)
    assert answering.voice is not None
    (question, hello) = answering.voice.played_lines
    assert hello.text == "Hello." and question.ended < hello.begun + 0.01 < answering.zero + 1.1


@pytest.mark.parametrize("event", [ev.Stop(), ev.NotHelping()], ids=["stop", "not helping"])
def test_leaving_closes_the_microphone(event: ev.Event) -> None:
    answering = Answering(7)
    while answering.listener.open is None:
        answering.passes(0.1)
    answering.does(event)
    assert answering.listener.open is None
    assert answering.passes(30).accepted == [] and len(answering.windows) == 1


def test_safety_question_never_opens_it_even_if_it_may_be_spoken() -> None:
    setup = a_setup(an_exercise(capacity="closeness"))
    answering = Answering("yes", setup=setup, private_speech=True).passes(60)
    assert answering.asked == ["safe"] and answering.windows == []


def test_nothing_is_heard_after_someone_is_not_safe() -> None:
    setup = a_setup(an_exercise(capacity="closeness"))
    answering = Answering("yes", setup=setup).answers("no").passes(60)
    assert answering.session.open is not None and answering.session.open.key == "ground_first"
    assert answering.windows == []


def test_private_question_of_an_exercise_never_opens_it() -> None:
    body = [{"ask": "Was it hard?", "key": "hard", "choices": ["yes", "no"], "seconds": 30, "private": True}]
    setup = a_setup(an_exercise(body=body), 60)
    answering = Answering(setup=setup, private_speech=True).answers(None)
    answering.listener.said.append("yes")
    answering.passes(60)
    assert "hard" in answering.asked and answering.windows == []


def test_step_with_someone_never_opens_it() -> None:
    answering = Answering(7, setup=a_setup(lived=True)).passes(30)
    assert answering.asked == ["before"] and answering.windows == []


def test_sound_of_an_answer_is_never_on_the_disk() -> None:
    answering = Answering(7).passes(20)
    assert answering.voice is not None and answering.voice.private == ["Seven. Say no if that's wrong."]


def test_answer_that_comes_after_its_question_is_over_is_dropped() -> None:
    body = [{"say": f"Look {n}.", "seconds": 20, "rate": "distress"} for n in range(2)]
    answering = Answering(setup=a_setup(an_exercise(body=body), 60)).answers(None)
    answering.listener.said.extend([6, None])
    while answering.listener.open is None or len(answering.windows) < 2:
        answering.passes(0.1)
    answering.clock.advance(20.0)  # the display comes to nothing meanwhile, and the next rating is due
    answering.listener.hear()
    answering.look()
    assert answering.accepted == [] and answering.session.ratings == ()


def test_printed_words_close_it_until_they_can_be_read() -> None:
    answering = Answering(None, 4, lines=True)
    while answering.listener.open is None:
        answering.passes(0.1)
    words = "Sound can't be played here any more. Distress now, 0-10"
    closed = answering.now
    answering.by_voice.make_way(words)
    assert answering.listener.open is None
    answering.passes(30)
    assert answering.windows[1][0] > closed + reading_seconds(words) and answering.accepted == [("before", 4)]


def test_quick_exit_does_not_wait_for_sound_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    answering, begun, goes_on = Answering(), threading.Event(), threading.Event()

    def hangs(_kind: str) -> None:
        begun.set()
        goes_on.wait(30)

    monkeypatch.setattr(answering.sound, "sound_tone", hangs)
    display = threading.Thread(target=answering.passes, args=(12,))
    display.start()
    leaving = threading.Thread(target=answering.by_voice.cancel)
    assert begun.wait(30)
    leaving.start()
    leaving.join(5)
    left = not leaving.is_alive()
    goes_on.set()
    display.join(30)
    leaving.join(30)
    assert left


def test_our_own_line_closes_it_and_it_opens_again_afterwards() -> None:
    answering = Answering()
    while answering.listener.open is None:
        answering.passes(0.1)
    answering.sound.say_now("Your battery is low.", ANSWER_RANK)
    assert answering.listener.open is None
    answering.listener.said.append(4)
    assert answering.passes(30).accepted == [("before", 4)]


def running(*said: Any, **options: Any) -> Answering:
    """Past the questions before the exercise, which rates at second 4 and has twenty seconds for it."""
    answering = Answering(setup=a_setup(an_exercise(body=RATES), 74), **options).answers(None)
    answering.listener.said.extend(said)
    return answering


@pytest.mark.parametrize("ambience", ["none", "rain"])
def test_rating_in_a_session_is_heard_between_our_own_sounds(ambience: str) -> None:
    answering = running(6, ambience=ambience).passes(30)
    assert answering.accepted == [("rate_distress", 6)]
    assert [(rating.scale, rating.value) for rating in answering.session.ratings] == [(Scale.DISTRESS, 6)]


def test_ambience_is_silent_while_it_listens_and_comes_back() -> None:
    answering = running(6, ambience="rain").passes(30)
    assert answering.voice is not None
    kinds = [plan.kind if plan else None for plan in answering.voice.ambience]
    assert kinds[-2:] == [None, "rain"]


def test_window_without_room_before_the_next_sound_stays_closed() -> None:
    breath = [{"say": "Look.", "seconds": 2, "rate": "distress"}, {"breathe": {"in": 2, "out": 2}}]
    setup = a_setup(an_exercise(body=breath), 60)
    answering = Answering(setup=setup, voice=False, tones=True).answers(None).passes(50)
    assert answering.windows == [] and "rate_distress" in answering.asked


def test_answer_is_taken_before_the_next_sound_cuts_it_off() -> None:
    body = [{"say": "Look.", "seconds": 13, "rate": "distress"}, {"say": "Rest.", "seconds": 10}]
    answering = Answering(setup=a_setup(an_exercise(body=body), 60)).answers(None)
    answering.listener.said.append(6)
    assert answering.passes(20).accepted == [("rate_distress", 6)]


def test_pause_closes_it_for_this_question() -> None:
    answering = running()
    while answering.listener.open is None:
        answering.passes(0.1)
    answering.does(ev.Pause())
    assert answering.session.state is SessionState.PAUSED and answering.listener.open is None
    opened = len(answering.windows)
    answering.does(ev.Resume()).passes(2)
    assert len(answering.windows) == opened


def test_unspoken_question_is_read_before_the_window() -> None:
    answering = Answering(7, voice=False).passes(30)
    question = "How upset or tense do you feel? 0 is not at all, 10 is the most."
    assert answering.windows[0][0] > 0.4 + len(question) / 15
    assert answering.accepted == [("before", 7)] and answering.voice is not None and answering.voice.said == []


def test_speech_that_does_not_work_keeps_no_window_closed() -> None:
    answering = Answering(7)
    answering.unready.add("How upset or tense do you feel? 0 is not at all, 10 is the most.")
    answering.passes(30)
    assert answering.accepted == [("before", 7)] and answering.shown == ["Seven. Say no if that's wrong."]
    assert answering.voice is not None and answering.voice.said[0] == "Hello.", "nothing was said after that question"


def test_screen_speech_says_the_question_itself() -> None:
    answering = Answering(7, screen_speech=True, spoken_interface=True).passes(20)
    assert answering.voice is not None and answering.voice.said[0] == "Seven. Say no if that's wrong."


def test_in_lines_nothing_listens_while_lines_go_on() -> None:
    answering = running(6, lines=True).passes(30)
    assert answering.windows == []


def test_trouble_is_one_sentence_and_the_end_of_it() -> None:
    answering = Answering(BROKEN, setup=a_setup(an_exercise(body=RATES), 74)).passes(12)
    answering.answers(5).passes(60)
    assert answering.problems == ["No microphone was found."]
    assert len(answering.windows) == 1 and answering.by_voice.failed


def test_trouble_while_it_can_be_changed_loses_no_answer() -> None:
    answering = Answering(7, BROKEN).passes(30)
    assert answering.accepted == [("before", 7)] and answering.problems == ["No microphone was found."]


SAID = st.lists(st.sampled_from([None, 0, 7, 10, "yes", "no", "mumble", BROKEN]), max_size=8)
ACTIONS = st.lists(
    st.one_of(
        st.floats(0.05, 9.0).map(lambda seconds: ("wait", seconds)),
        st.sampled_from(["key", "answer", "skip answer", "say", "hush", "quiet", "ambience", "voice"]).map(lambda act: (act, 0.0)),
        st.sampled_from([ev.Pause(), ev.Resume(), ev.Skip(), ev.EaseOff(), ev.UndoLast(), ev.Stop(), ev.Slept(5.0)]).map(
            lambda event: (event, 0.0)
        ),
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(SAID, ACTIONS, st.booleans(), st.booleans(), st.sampled_from(["none", "rain"]), st.booleans())
def test_any_events_keep_the_rules(
    said: list[Any], acts: list[Any], voice: bool, tones: bool, ambience: str, closeness: bool
) -> None:
    exercise = an_exercise(body=RATES, capacity="closeness") if closeness else an_exercise(body=RATES)
    answering = Answering(
        *said, setup=a_setup(exercise, exercise.shortest), voice=voice, tones=tones, ambience=ambience
    )
    for act, seconds in acts:
        _do(answering, act, seconds)
        assert answering.listener.open is None or answering.by_voice.listening
        answering.passes(0.1, step=0.1)
    answering.by_voice.cancel()
    assert answering.listener.open is None and not answering.by_voice.listening
    asked = {key: answering.asked.count(key) for key in answering.asked}
    answered = [key for key, _value in answering.accepted]
    assert all(answered.count(key) <= asked[key] for key in answered) and "safe" not in answered
    assert len(answering.problems) <= 1


def _do(answering: Answering, act: Any, seconds: float) -> None:
    """What a person, or the program, does."""
    acts: dict[Any, Any] = {
        "wait": lambda: answering.passes(seconds, step=0.1),
        "key": lambda: answering.by_voice.cancel(tone=True),
        "answer": lambda: answering.answers(5 if answering.session.open and answering.session.open.scale else "yes"),
        "skip answer": lambda: answering.answers(None),
        "say": lambda: answering.sound.say_now("Twenty words a minute.", ANSWER_RANK),
        "hush": lambda: answering.sound.hush(),
        "quiet": lambda: answering.sound.silence(),
        "ambience": lambda: answering.sound.choose_ambience("waves"),
        "voice": lambda: answering.sound.switch(not answering.sound.speaks),
    }
    if isinstance(act, str):
        acts[act]()
    else:
        answering.does(act)
