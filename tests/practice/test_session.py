"""How a session goes, told without sleeping."""

from __future__ import annotations

import pytest

from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.machine import resume
from securecoach_tui.practice.session.questions import BY_KEY
from securecoach_tui.practice.session.state import SessionState
from tests.practice.person import CONTENT, GROUNDING, Person, a_setup, an_exercise, closeness, ladder


def test_regulation_session_asks_before_after_and_reflection() -> None:
    person = Person(a_setup()).begins().waits(70)
    person.does(ev.Answer("after", 3), ev.Answer("reflection", "fine"), ev.Kept())
    assert person.asked() == ["before", "after", "reflection"]
    (finish,) = person.of(ev.Finish)
    assert isinstance(finish, ev.Finish)
    assert finish.record.completed and finish.record.reflection == "fine"
    assert finish.record.practised_seconds == finish.record.planned_seconds
    assert person.session.kept


def test_every_cue_is_said_once_and_in_order() -> None:
    person = Person(a_setup()).begins().waits(70)
    assert person.said() == [cue.at for cue in person.session.timeline.cues]


@pytest.mark.parametrize("pause", [0.3, 40.0, 7200.0])
def test_a_pause_of_any_length_shifts_no_later_cue(pause: float) -> None:
    person = Person(a_setup()).begins().waits(10)
    person.does(ev.Pause()).waits(pause, ticks=max(0.5, pause / 50)).does(ev.Resume()).waits(60)
    assert person.said() == [cue.at for cue in person.session.timeline.cues]
    assert person.session.practised == pytest.approx(person.session.timeline.total)


def test_four_hours_asleep_pauses_the_session_and_asks() -> None:
    person = Person(a_setup()).begins().waits(10).does(ev.Slept(4 * 3600))
    assert person.session.state is SessionState.SLEPT and person.asked()[-1] == "slept"
    person.does(ev.Answer("slept", "go on")).waits(60)
    assert person.said() == [cue.at for cue in person.session.timeline.cues]


def test_three_seconds_of_stall_pause_nothing() -> None:
    person = Person(a_setup()).begins().waits(10)
    person.now += 3
    person.does(ev.Tick(person.now))
    assert person.session.state is SessionState.RUNNING
    assert person.session.position == pytest.approx(13)


def test_late_ticks_show_each_cue_without_growing_delay() -> None:
    import random

    chance = random.Random(7)
    person = Person(a_setup(CONTENT.exercise("slow-breathing"), 1200)).begins()
    late: list[float] = []
    while person.session.state is SessionState.RUNNING:
        count = len(person.out)
        cues = person.session.timeline.cues
        due = cues[person.session.next_cue].at if person.session.next_cue < len(cues) else 1200.0
        person.now = max(person.now, 100.0 + due) + chance.uniform(0, 0.7)
        person.does(ev.Tick(person.now))
        late += [e.late for e in person.out[count:] if isinstance(e, ev.Say)]
    assert len(late) == len(person.session.timeline.cues) - 1  # the first is said as it begins
    assert max(late) <= 0.7 + 1e-6
    half = len(late) // 2
    assert abs(sum(late[:half]) / half - sum(late[half:]) / (len(late) - half)) < 0.1


def test_skipped_seconds_are_not_practised() -> None:
    person = Person(a_setup()).begins().waits(1).does(ev.Skip())
    assert person.session.position == pytest.approx(4)
    person.waits(60)
    assert person.session.practised == pytest.approx(person.session.timeline.total - 3)


def test_staying_adds_one_round_and_changes_nothing_planned() -> None:
    person = Person(a_setup()).begins().waits(5)
    total, planned = person.session.timeline.total, person.session.planned
    person.does(ev.Stay())
    assert person.session.timeline.total == pytest.approx(total + 15)
    assert person.session.planned == planned
    person.waits(90)
    assert person.said() == [cue.at for cue in person.session.timeline.cues]


def test_staying_in_a_stretched_body_plays_the_step_again() -> None:
    person = Person(a_setup(an_exercise(fill="stretch"), 60)).begins().waits(20)
    before = len(person.session.timeline.cues)
    person.does(ev.Stay())
    assert len(person.session.timeline.cues) == before + 1


def test_easing_off_goes_to_the_closing_and_counts_as_completed() -> None:
    person = Person(a_setup()).begins().waits(6).does(ev.EaseOff()).waits(0.5)
    assert person.session.timeline.part(person.session.position) == "closing"
    person.waits(10).does(ev.Answer("after", None), ev.Answer("reflection", None))
    record = person.of(ev.Finish)[0].record  # type: ignore[union-attr]
    assert record.eased_off and record.completed


def test_not_helping_is_saved_and_leads_to_grounding() -> None:
    person = Person(a_setup()).begins().waits(6).does(ev.NotHelping())
    record = person.of(ev.Finish)[0].record  # type: ignore[union-attr]
    assert record.not_helping
    assert person.of(ev.LeadTo) == [ev.LeadTo("senses-grounding", 180.0)]
    led = Person(a_setup(GROUNDING, 180, led_to=True))
    assert led.session.state is SessionState.RUNNING and led.asked() == []


def test_second_stop_in_closeness_ends_the_orienting() -> None:
    person = closeness(Person(ladder())).waits(40).does(ev.Stop())
    assert person.session.state is SessionState.RUNNING and person.session.in_orienting
    assert 30 <= person.session.timeline.total - person.session.position <= 60
    person.does(ev.Skip())
    assert person.session.in_orienting, "skip does not remove orienting"
    person.does(ev.Stop())
    assert person.session.state is SessionState.AFTER and not person.session.completed
    assert person.session.practised == pytest.approx(40)


def test_closeness_asks_in_the_order_of_the_table() -> None:
    person = closeness(Person(ladder())).waits(200)
    person.does(ev.Answer("after", 4), ev.Answer("feared", "no"), ev.Answer("happened", None))
    person.does(ev.Answer("bearable", "yes"), ev.Answer("reflection", None))
    table = [key for key in person.asked() if key in BY_KEY and BY_KEY[key].when != "during"]
    assert table == [
        "safe", "expect", "likely", "prediction", "before", "after", "feared", "happened", "bearable", "reflection",
    ]  # fmt: skip
    record = person.of(ev.Finish)[0].record  # type: ignore[union-attr]
    assert "safe" not in record.answers and record.prediction == 6 and record.feared == "no"


@pytest.mark.parametrize("word", ["no", "not sure", None])
def test_unsafe_answer_shows_support_then_offers_grounding(word: str | None) -> None:
    person = Person(ladder()).does(ev.Answer("safe", word))
    assert person.of(ev.ShowSupport) and person.asked()[-1] == "ground_first"
    person.does(ev.Answer("ground_first", None))
    assert person.of(ev.Over) == [ev.Over("careful")]


def test_unasked_safety_is_spoken_and_ends_lived_rungs() -> None:
    person = Person(ladder(asking="none"))
    assert person.session.timeline.cues[0].private
    lived = Person(ladder(asking="none", lived=True))
    assert lived.of(ev.Over) == [ev.Over("lived")]


def test_high_distress_grounding_returns_to_closeness() -> None:
    person = Person(ladder()).does(ev.Answer("safe", "yes"), ev.Answer("expect", None), ev.Answer("prediction", None))
    person.does(ev.Answer("before", 9))
    assert person.asked()[-1] == "ground_first"
    person.does(ev.Answer("ground_first", "yes")).waits(185)
    assert person.session.detour is None
    assert person.session.timeline.exercise.id == "closeness-ladder" and person.session.state is SessionState.RUNNING


def test_numb_rating_is_saved_and_adds_an_orienting_step() -> None:
    person = closeness(Person(ladder())).waits(40)
    total = person.session.timeline.total
    person.does(ev.Rate("presence", 0)).waits(0.5)
    assert person.session.ratings[-1].scale == "presence" and person.session.in_orienting
    assert person.session.timeline.total > total
    person.waits(300)
    assert person.said() == sorted(person.said())


def test_a_rise_in_closeness_offers_staying_once() -> None:
    person = closeness(Person(ladder())).waits(40).does(ev.Rate("distress", 8), ev.Rate("distress", 9))
    assert person.of(ev.Offer) == [ev.Offer("closeness_high")]


def test_high_distress_after_offers_grounding_first() -> None:
    person = Person(a_setup()).begins().waits(70).does(ev.Answer("after", 8))
    assert person.asked()[-1] == "ground_after"
    person.does(ev.Answer("ground_after", "yes")).waits(200)
    assert person.asked()[-1] == "reflection"


def test_a_rating_can_be_taken_back_for_thirty_seconds() -> None:
    person = Person(a_setup()).begins().waits(10).does(ev.Rate("distress", 7))
    person.waits(5).does(ev.UndoLast())
    assert [rating.when for rating in person.session.ratings] == ["before"]
    person.does(ev.Rate("distress", 7)).waits(31).does(ev.UndoLast())
    assert person.of(ev.Undone)[-1] == ev.Undone("nothing")


def test_a_skip_taken_back_returns_to_its_second() -> None:
    person = Person(a_setup()).begins().waits(6).does(ev.Skip(), ev.UndoLast())
    assert person.session.position == pytest.approx(6) and person.session.practised == pytest.approx(6)


def test_an_open_session_goes_on_until_the_person_ends_it() -> None:
    person = Person(a_setup(seconds=None)).begins().waits(600)
    assert person.session.state is SessionState.RUNNING and person.session.planned is None
    person.does(ev.EaseOff()).waits(20)
    assert person.session.state is SessionState.AFTER


def test_settling_is_not_practised() -> None:
    person = Person(a_setup(settle=5.0)).begins().waits(4)
    assert person.said() == [] and person.session.practised == 0
    person.waits(70)
    assert person.session.practised == pytest.approx(person.session.timeline.total)


def test_checkpoint_is_saved_every_5_s_and_resumed() -> None:
    setup = a_setup()
    person = Person(setup).begins().waits(31).does(ev.Stay(), ev.Rate("distress", 6))
    saves = [effect.checkpoint for effect in person.of(ev.Save) if isinstance(effect, ev.Save)]
    positions = [0.0, *(save.position for save in saves)]
    assert max(b - a for a, b in zip(positions, positions[1:], strict=False)) <= 5.5
    session, _effects = resume(setup, saves[-1], 500.0)
    assert session.state is SessionState.PAUSED and session.position == pytest.approx(31)
    assert session.timeline.total == person.session.timeline.total
    assert [rating.value for rating in session.ratings] == [5, 6]


def test_end_of_input_anywhere_still_reaches_saved() -> None:
    for wait in (0.0, 5.0, 30.0, 70.0):
        person = Person(a_setup())
        if wait:
            person.begins().waits(wait)
        person.does(ev.InputEnded()).waits(80)
        assert person.session.state is SessionState.SAVING, wait


def test_debrief_has_the_id_and_expectation_of_its_preparation() -> None:
    prepared = {"practised": 28.0, "prediction": 6, "expect": "to freeze"}
    person = Person(ladder(lived=True, debrief=prepared))
    assert person.asked() == ["after"]
    person.does(ev.Answer("after", None))
    person.does(ev.Answer("feared", "no"), ev.Answer("happened", None), ev.Answer("bearable", "yes"))
    person.does(ev.Answer("reflection", None))
    record = person.of(ev.Finish)[0].record  # type: ignore[union-attr]
    assert (record.id, record.prediction, record.expect, record.practised_seconds) == ("s1", 6, "to freeze", 28.0)


def test_undone_before_answer_leaves_the_session_running() -> None:
    person = Person(a_setup()).begins(9).waits(10).does(ev.UndoLast())
    assert person.session.state is SessionState.RUNNING and person.session.position == pytest.approx(10)
    assert person.session.open is not None and person.session.open.key == "before"
    person.does(ev.Answer("before", 3)).waits(60).answers_all(after=2)
    assert person.said() == [cue.at for cue in person.session.timeline.cues]
    assert [(rating.value, rating.when) for rating in person.record().ratings] == [(3, "before"), (2, "after")]


def test_before_answer_undone_twice_is_saved_once() -> None:
    person = Person(a_setup()).begins(9).waits(3).does(ev.UndoLast(), ev.Answer("before", 4), ev.UndoLast())
    assert person.session.ratings == ()
    person.does(ev.Answer("before", 2)).waits(60).answers_all()
    assert [rating.value for rating in person.record().ratings] == [2]


def test_undone_before_answer_keeps_the_practised_time() -> None:
    short = an_exercise(body=[{"say": "one", "seconds": 3}], minutes=[0.2])
    person = Person(a_setup(short, 12)).begins(9).waits(13).does(ev.UndoLast())
    assert person.session.state is SessionState.AFTER
    person.does(ev.Answer("before", 4))
    assert person.session.open is not None and person.session.open.key == "after"
    person.answers_all(after=1)
    assert person.record().practised_seconds == pytest.approx(12)


def test_a_skip_taken_back_counts_what_was_practised_in_between() -> None:
    person = Person(a_setup()).begins().waits(6).does(ev.Skip()).waits(5).does(ev.UndoLast())
    assert person.session.position == pytest.approx(6) and person.session.practised == pytest.approx(11)


def test_skip_cannot_be_undone_after_easing_off() -> None:
    person = Person(a_setup()).begins().waits(6).does(ev.Skip(), ev.EaseOff(), ev.UndoLast())
    assert person.of(ev.Undone)[-1] == ev.Undone("nothing")
    assert person.session.timeline.part(person.session.position) == "closing"
