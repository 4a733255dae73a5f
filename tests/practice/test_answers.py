"""What an answer does, one by one: kept where it belongs, offered what fits, taken back for a while."""

from __future__ import annotations

import pytest

from securecoach_tui.practice.checkin import UnfinishedCheckIn, score
from securecoach_tui.practice.exercise.parser import BadExercise
from securecoach_tui.practice.ladder import steps
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.checkpoint import decode
from securecoach_tui.practice.session.machine import resume
from securecoach_tui.practice.session.state import SessionState
from tests.practice.person import CONTENT, Person, a_setup, an_exercise, closeness, ladder


def test_someone_who_is_not_sure_is_offered_grounding_and_may_take_it() -> None:
    person = Person(ladder()).does(ev.Answer("safe", "not sure"))
    assert person.session.safe == "not sure" and person.session.open.choices == ("yes", "no")  # type: ignore[union-attr]
    person.does(ev.Answer("ground_first", "yes"))
    assert person.session.state is SessionState.DONE and person.session.careful
    (led,) = person.of(ev.LeadTo)
    assert led.exercise == "senses-grounding"  # type: ignore[union-attr]


def test_no_answer_to_whether_it_is_safe_is_kept_as_none() -> None:
    assert Person(ladder()).does(ev.Answer("safe", None)).session.safe is None


def test_a_number_on_another_scale_answers_no_open_question() -> None:
    person = Person(a_setup())
    person.does(ev.Rate("urge", 7))
    assert person.session.open is not None and person.session.open.key == "before" and not person.session.ratings
    person.does(ev.Rate("distress", 7))
    assert [(one.scale, one.value, one.when) for one in person.session.ratings] == [("distress", 7, "before")]
    assert person.session.state is SessionState.RUNNING


def test_numb_in_place_of_a_number_can_be_taken_back_for_thirty_seconds() -> None:
    person = Person(a_setup()).does(ev.Rate("presence", 0))
    assert [one.scale for one in person.session.ratings] == ["presence"]
    person.waits(20).does(ev.UndoLast())
    assert not person.session.ratings and person.of(ev.Undone) == [ev.Undone("answer")]


def test_only_what_was_feared_and_came_is_met_with_a_word_about_it() -> None:
    person = closeness(Person(ladder())).waits(200).does(ev.Answer("after", 4), ev.Answer("feared", "yes"))
    assert person.offered()[-1] == "it_came"
    person = closeness(Person(ladder())).waits(200).does(ev.Answer("after", 4), ev.Answer("feared", "no"))
    person.does(ev.Answer("happened", None), ev.Answer("bearable", "yes"))
    assert "it_came" not in person.offered()


def test_input_that_ends_before_a_rung_leaves_its_words_and_the_spoken_question_of_safety() -> None:
    person = Person(ladder(asking="all")).does(ev.InputEnded())
    told = [cue.text for cue in person.session.timeline.cues]
    assert person.session.state is SessionState.RUNNING and person.session.open is None
    assert any("photo" in text for text in told) and person.session.timeline.cues[0].private


def test_input_that_ends_with_a_question_open_leaves_none_waiting() -> None:
    person = Person(a_setup(an_exercise(body=[{"ask": "What?", "key": "need", "seconds": 6}]))).begins().waits(70)
    person.does(ev.InputEnded())
    assert person.session.open is None and person.session.waiting == () and person.of(ev.Finish)


def test_a_checkpoint_without_its_later_fields_is_one_of_a_session_under_way() -> None:
    whole = b'{"id":"s","exercise":"e","exercise_version":1,"title":"E","planned":60.0,"started":"","position":1.0,"shift":0.0}'
    found = decode(whole)
    assert found.v == 1
    assert not (found.at_questions or found.eased_off or found.stopped or found.completed or found.quick_exit)


def test_a_check_in_with_a_gap_says_so() -> None:
    with pytest.raises(UnfinishedCheckIn, match=r"^some items have no answer yet$"):
        score(CONTENT.checkin().items, {})


def test_words_of_a_file_are_shown_without_what_a_terminal_would_obey() -> None:
    exercise = an_exercise(title="  Small\x1b[2J ", summary=" Sum\x07mary. ")
    assert (
        exercise.title == "Small\\x1b[2J"
        and "\x07" not in exercise.summary
        and exercise.summary == exercise.summary.strip()
    )


@pytest.mark.parametrize("leaving", [ev.EaseOff(), ev.Stop()])
def test_a_session_gone_on_with_has_the_closing_that_it_was_led_to(leaving: ev.Event) -> None:
    person = closeness(Person(ladder())).waits(40).does(leaving).waits(11)
    saved = [effect.checkpoint for effect in person.of(ev.Save) if isinstance(effect, ev.Save)][-1]
    again, _effects = resume(ladder(), saved, 5000.0)
    assert [cue.text for cue in again.timeline.cues] == [cue.text for cue in person.session.timeline.cues]
    assert again.timeline.total == pytest.approx(person.session.timeline.total)


def test_whether_a_rung_happens_with_someone_is_one_change() -> None:
    assert steps.lived("photo", True) == {"photo": {"lived": True}}


@pytest.mark.parametrize(
    ("breath", "field"),
    [({"in": 0.01, "out": 6}, "breathe.in"), ({"in": 4, "out": 6, "hold_out": 61}, "breathe.hold_out")],
)
def test_a_breath_that_nobody_can_breathe_is_refused_with_its_phase(breath: dict[str, float], field: str) -> None:
    with pytest.raises(BadExercise) as refused:
        an_exercise(body=[{"breathe": breath}])
    assert field in refused.value.where
