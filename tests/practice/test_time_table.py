"""Each row of the table of acts: what happens to the position, and what the record says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.machine import resume
from securecoach_tui.practice.session.state import SessionState
from tests.practice.person import CONTENT, GROUNDING, Person, a_setup, an_exercise, closeness, ladder

# Opening 0-4, then rounds of 15 seconds (a breath of 4 and 6, words of 5), closing of 5: 54 seconds in all.


def running(at: float = 20, **changes: Any) -> Person:
    return Person(a_setup(**changes)).begins().waits(at)


def imagery() -> Person:
    exercise = CONTENT.exercise("safe-haven")
    return Person(a_setup(exercise, exercise.shortest)).begins().waits(40)


def ends(person: Person) -> Person:
    for _ in range(400):
        if person.session.state is SessionState.SAVING:
            break
        person.waits(4, ticks=2).answers_all()
    return person


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 30), st.floats(0, 90_000)), max_size=6))
def test_pause_holds_the_position_and_counts_no_practice(pauses: list[tuple[float, float]]) -> None:
    person = Person(a_setup()).begins()
    for before, pause in pauses:
        person.waits(before).does(ev.Pause())
        at = person.session.position
        person.waits(pause, ticks=max(0.5, pause / 8))
        assert person.session.position == at
        person.does(ev.Resume())
    record = ends(person).record()
    assert person.said() == [cue.at for cue in person.session.timeline.cues]
    assert record.practised_seconds == pytest.approx(record.planned_seconds)


def test_repeated_pause_and_resume_change_nothing() -> None:
    person = running().does(ev.Pause(), ev.Pause())
    at = person.session.position
    person.waits(10).does(ev.Resume(), ev.Resume()).waits(1)
    assert person.session.position == pytest.approx(at + 1)


@pytest.mark.parametrize(("at", "to"), [(1, 4), (6, 14), (15, 19), (50, 54)])
def test_skip_goes_to_the_next_step_and_counts_no_practice(at: float, to: float) -> None:
    person = running(at).does(ev.Skip())
    assert person.session.position == pytest.approx(to)
    assert ends(person).record().practised_seconds == pytest.approx(54 - (to - at), abs=0.6)


def test_skip_stays_paused_and_ends_the_settling() -> None:
    person = running(6).does(ev.Pause(), ev.Skip())
    assert person.session.state is SessionState.PAUSED and person.session.position == pytest.approx(14)
    settling = Person(a_setup(settle=30.0)).begins().waits(2).does(ev.Skip())
    assert settling.session.position == pytest.approx(0) and settling.said() == [0.0]


def test_skip_in_a_hold_ends_the_hold_and_the_breath_goes_on() -> None:
    breath = an_exercise(body=[{"breathe": {"in": 4, "out": 6, "hold_in": 8, "hold_out": 3}}], minutes=[1])
    person = Person(a_setup(breath)).begins().waits(9).does(ev.Skip())
    assert person.session.position == pytest.approx(16)
    spoken = [effect.cue.phase for effect in person.of(ev.Say) if isinstance(effect, ev.Say)]
    assert spoken[-1] == "out" and person.offered() == ["hold"]
    person.waits(7).does(ev.Skip())
    assert person.session.position == pytest.approx(25), "and so does the rest after it"


def test_stay_adds_a_round_and_keeps_the_planned_length() -> None:
    person = running(6)
    planned, total = person.session.planned, person.session.timeline.total
    person.does(ev.Stay(), ev.Stay())
    assert person.session.timeline.total == pytest.approx(total + 30)
    record = ends(person).record()
    assert record.planned_seconds == planned and record.practised_seconds == pytest.approx(total + 30)
    assert record.completed and not record.eased_off


def test_stay_in_a_body_played_once_plays_the_step_again() -> None:
    person = Person(a_setup(an_exercise(fill="stretch"), 60)).begins().waits(20)
    mark, total = person.session.timeline.mark(person.session.position), person.session.timeline.total
    person.does(ev.Stay())
    lasts = person.session.timeline.next_start(person.session.position) - mark.at
    assert person.session.timeline.total == pytest.approx(total + lasts)
    ends(person)
    assert person.said() == [cue.at for cue in person.session.timeline.cues]


def test_ease_off_goes_to_the_closing_and_counts_as_completed() -> None:
    person = running(6).does(ev.EaseOff())
    assert person.session.timeline.part(person.session.position) == "closing"
    record = ends(person).record()
    assert record.eased_off and record.completed and record.practised_seconds == pytest.approx(11)


@pytest.mark.parametrize("person", [imagery, lambda: closeness(Person(ladder())).waits(40)])
def test_ease_off_orients_and_skip_keeps_the_orienting(person: Any) -> None:
    someone = person().does(ev.EaseOff())
    before = someone.session.position
    orienting = someone.session.timeline.total - before
    assert 30 <= orienting <= 75
    someone.does(ev.Skip(), ev.Skip(), ev.Skip())
    assert someone.session.position == before and set(someone.offered()) == {"orienting_stays"}
    assert ends(someone).record().eased_off


def test_ease_off_inserts_orienting_where_the_closing_is_short() -> None:
    short = an_exercise(kind=["imagery"])
    person = Person(a_setup(short)).begins().waits(20).does(ev.EaseOff()).waits(1)
    assert person.session.in_orienting
    assert person.session.timeline.total - person.session.position >= 30


def test_not_helping_is_saved_and_grounds_for_three_minutes() -> None:
    person = running(9).does(ev.NotHelping())
    record = person.record()
    assert record.not_helping and not record.eased_off and record.practised_seconds == pytest.approx(9)
    assert person.of(ev.LeadTo) == [ev.LeadTo("senses-grounding", 180.0)]
    led = Person(a_setup(GROUNDING, 180, led_to=True))
    assert led.said() == [0.0] and led.asked() == [], "it begins at once, without before"


def test_not_helping_in_grounding_itself_names_people_instead() -> None:
    person = Person(a_setup(GROUNDING, 180, led_to=True)).waits(20).does(ev.NotHelping())
    assert person.record().not_helping and not person.of(ev.LeadTo) and "people" in person.offered()


@pytest.mark.parametrize("id", CONTENT.ids())
def test_not_helping_works_at_every_second_of_every_exercise(id: str) -> None:
    exercise = CONTENT.exercise(id)
    for step in range(0, int(exercise.shortest) + 8, 7):
        person = Person(a_setup(exercise, exercise.shortest, rung="photo", rung_id="photo"))
        person.answers_all(safe="yes")
        person.waits(step, ticks=7)
        person.does(ev.NotHelping())
        assert person.record().not_helping, step
        assert person.of(ev.LeadTo) or "people" in person.offered()


def test_stop_counts_as_completed_only_in_the_closing() -> None:
    early, late = running(30).does(ev.Stop()), running(52).does(ev.Stop())
    assert ends(early).record().completed is False and early.record().practised_seconds == pytest.approx(30)
    assert ends(late).record().completed is True and late.record().practised_seconds == pytest.approx(52)


@pytest.mark.parametrize("person", [imagery, lambda: closeness(Person(ladder())).waits(40)])
def test_stop_leads_to_orienting_and_a_second_stop_ends_it(person: Any) -> None:
    someone = person().does(ev.Stop())
    assert someone.session.in_orienting
    assert 30 <= someone.session.timeline.total - someone.session.position <= 60
    someone.does(ev.Skip())
    assert someone.session.in_orienting
    stopped = person().does(ev.Stop()).waits(3).does(ev.Stop())
    assert stopped.session.state is SessionState.AFTER
    assert ends(stopped).record().practised_seconds == pytest.approx(40)
    whole = ends(someone).record()
    assert whole.practised_seconds == pytest.approx(40), "orienting is not practised"
    assert whole.completed is False


def test_stop_before_the_start_leaves_nothing() -> None:
    person = Person(a_setup()).does(ev.Stop())
    assert person.of(ev.Over) == [ev.Over("left")] and not person.of(ev.Finish)


@pytest.mark.parametrize(
    ("slept", "place"), [(2.0, SessionState.RUNNING), (2.1, SessionState.SLEPT), (4 * 3600, SessionState.SLEPT)]
)
def test_sleep_over_two_seconds_pauses_at_the_last_tick(slept: float, place: SessionState) -> None:
    person = running(20).does(ev.Slept(slept))
    assert person.session.state is place and person.session.position == pytest.approx(20)


@pytest.mark.parametrize(
    ("stall", "place"), [(3, SessionState.RUNNING), (29, SessionState.RUNNING), (31, SessionState.SLEPT)]
)
def test_stall_over_30_seconds_pauses_the_session(stall: float, place: SessionState) -> None:
    person = running(10)
    person.now += stall
    person.does(ev.Tick(person.now))
    assert person.session.state is place
    assert person.session.position == pytest.approx(10 + (stall if place is SessionState.RUNNING else 0))


@pytest.mark.parametrize(
    ("answer", "position", "place"),
    [
        ("go on", 20, SessionState.RUNNING),
        ("this part again", 19, SessionState.RUNNING),
        ("finish here", 20, SessionState.AFTER),
        (None, 20, SessionState.PAUSED),
    ],
)
def test_sleep_answer_continues_repeats_or_finishes(answer: str | None, position: float, place: SessionState) -> None:
    person = running(20).does(ev.Slept(900), ev.Answer("slept", answer))
    assert person.session.state is place and person.session.position == pytest.approx(position)


def test_question_open_before_sleep_is_reopened_on_resuming() -> None:
    raw = [{"ask": "What?", "key": "what", "seconds": 30}]
    person = Person(a_setup(an_exercise(body=raw))).begins().waits(10)
    assert person.session.open is not None and person.session.open.key == "what"
    person.does(ev.Slept(900), ev.Answer("slept", "go on"))
    assert person.session.open is not None and person.session.open.key == "what"


@pytest.mark.parametrize("way", [ev.EaseOff(), ev.Stop(), ev.Skip()])
@pytest.mark.parametrize("kind", ["imagery", "body"])
def test_leaving_after_sleep_closes_the_sleep_question(way: ev.Event, kind: str) -> None:
    person = Person(a_setup(an_exercise(kind=[kind]))).begins().waits(50 if way == ev.Skip() else 20)
    person.does(ev.Slept(900), way)
    assert person.session.state is not SessionState.SLEPT
    assert person.of(ev.QuestionClosed) == [ev.QuestionClosed("slept")]
    record = ends(person.does(ev.Answer("slept", "go on"))).record()
    assert record.answers == {} and person.asked()[-2:] == ["after", "reflection"]


def test_question_open_before_sleep_is_reopened_on_leaving() -> None:
    asks = an_exercise(body=[{"ask": "What?", "key": "what", "seconds": 30}])
    person = Person(a_setup(asks)).begins().waits(10).does(ev.Slept(900), ev.EaseOff())
    assert person.asked()[-2:] == ["slept", "what"]
    assert person.session.open is not None and person.session.open.key == "what" and person.session.waiting == ()
    stopped = Person(a_setup(asks)).begins().waits(10).does(ev.Slept(900), ev.Stop())
    assert stopped.session.state is SessionState.AFTER and stopped.asked()[-2:] == ["slept", "what"]


def test_resuming_replays_all_changes_to_the_session() -> None:
    setup = ladder()
    person = closeness(Person(setup)).waits(40).does(ev.Stay()).waits(5).does(ev.Rate("presence", 0)).waits(6)
    person.does(ev.EaseOff()).waits(3)
    save = [effect.checkpoint for effect in person.of(ev.Save) if isinstance(effect, ev.Save)][-1]
    session, _ = resume(setup, save, 9000.0)
    assert session.timeline.times == person.session.timeline.times
    assert session.eased_off and session.position == pytest.approx(save.position)


@pytest.mark.parametrize("settle", [0.0, 5.0, 600.0])
def test_settling_runs_before_second_zero_unpractised(settle: float) -> None:
    person = Person(a_setup(settle=settle)).begins()
    assert person.session.position == -settle
    record = ends(person.waits(settle, ticks=10)).record()
    assert record.practised_seconds == pytest.approx(54)


@pytest.mark.parametrize("place", ["running", "paused"])
def test_skipped_settling_reduces_no_practised_time(place: str) -> None:
    person = Person(a_setup(settle=30.0)).begins().waits(2)
    person.does(ev.Pause(), ev.Skip(), ev.Resume()) if place == "paused" else person.does(ev.Skip())
    assert ends(person).record().practised_seconds == pytest.approx(54)


def test_grounding_before_a_session_is_not_practised_time() -> None:
    def grounded() -> Person:
        setup = a_setup(an_exercise(kind=["imagery"]))
        return Person(setup).does(ev.Answer("before", 9), ev.Answer("ground_first", "yes")).waits(9)

    assert grounded().session.practised == 0
    assert not grounded().does(ev.NotHelping()).of(ev.Finish)
    assert ends(grounded().does(ev.Skip(), ev.EaseOff())).record().practised_seconds == pytest.approx(54)
    assert ends(grounded().does(ev.Skip(), ev.Stop())).record().practised_seconds == pytest.approx(54)


def test_open_ended_session_ends_through_its_closing() -> None:
    person = Person(a_setup(seconds=None)).begins().waits(400)
    assert person.session.seconds_left is None
    person.does(ev.EaseOff())
    record = ends(person).record()
    assert record.planned_seconds is None and record.completed and record.practised_seconds == pytest.approx(405)


def test_open_ended_says_every_cue_once_over_many_rounds() -> None:
    person = Person(a_setup(seconds=None)).begins().waits(1000, ticks=3)
    cues = person.session.timeline.cues[: person.session.next_cue]
    assert person.said() == [cue.at for cue in cues] and len(cues) > 190
