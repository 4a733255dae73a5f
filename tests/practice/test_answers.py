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


def test_unsure_safety_answer_offers_grounding() -> None:
    person = Person(ladder()).does(ev.Answer("safe", "not sure"))
    assert person.session.safe == "not sure" and person.session.open.choices == ("yes", "no")  # type: ignore[union-attr]
    person.does(ev.Answer("ground_first", "yes"))
    assert person.session.state is SessionState.DONE and person.session.careful
    (led,) = person.of(ev.LeadTo)
    assert led.exercise == "senses-grounding"  # type: ignore[union-attr]


def test_unanswered_safety_question_stays_none() -> None:
    assert Person(ladder()).does(ev.Answer("safe", None)).session.safe is None


def test_rating_on_another_scale_leaves_the_question_open() -> None:
    person = Person(a_setup())
    person.does(ev.Rate("urge", 7))
    assert person.session.open is not None and person.session.open.key == "before" and not person.session.ratings
    person.does(ev.Rate("distress", 7))
    assert [(one.scale, one.value, one.when) for one in person.session.ratings] == [("distress", 7, "before")]
    assert person.session.state is SessionState.RUNNING


def test_numb_answer_can_be_undone_after_20_seconds() -> None:
    person = Person(a_setup()).does(ev.Rate("presence", 0))
    assert [one.scale for one in person.session.ratings] == ["presence"]
    person.waits(20).does(ev.UndoLast())
    assert not person.session.ratings and person.of(ev.Undone) == [ev.Undone("answer")]


def test_kind_words_are_shown_only_when_the_fear_came_true() -> None:
    person = closeness(Person(ladder())).waits(200).does(ev.Answer("after", 4), ev.Answer("feared", "yes"))
    assert person.offered()[-1] == "it_came"
    person = closeness(Person(ladder())).waits(200).does(ev.Answer("after", 4), ev.Answer("feared", "no"))
    person.does(ev.Answer("happened", None), ev.Answer("bearable", "yes"))
    assert "it_came" not in person.offered()


def test_rung_and_safety_words_are_spoken_when_input_ends() -> None:
    person = Person(ladder(asking="all")).does(ev.InputEnded())
    told = [cue.text for cue in person.session.timeline.cues]
    assert person.session.state is SessionState.RUNNING and person.session.open is None
    assert any("photo" in text for text in told) and person.session.timeline.cues[0].private


def test_end_of_input_closes_the_open_question() -> None:
    person = Person(a_setup(an_exercise(body=[{"ask": "What?", "key": "need", "seconds": 6}]))).begins().waits(70)
    person.does(ev.InputEnded())
    assert person.session.open is None and person.session.waiting == () and person.of(ev.Finish)


def test_old_checkpoint_without_later_fields_is_decoded() -> None:
    whole = b'{"id":"s","exercise":"e","exercise_version":1,"title":"E","planned":60.0,"started":"","position":1.0,"shift":0.0}'
    found = decode(whole)
    assert found.v == 1
    assert not (found.at_questions or found.eased_off or found.stopped or found.completed or found.quick_exit)


def test_unfinished_checkin_error_names_missing_answers() -> None:
    with pytest.raises(UnfinishedCheckIn, match=r"^some items have no answer yet$"):
        score(CONTENT.checkin().items, {})


def test_exercise_text_has_control_characters_escaped() -> None:
    exercise = an_exercise(title="  Small\x1b[2J ", summary=" Sum\x07mary. ")
    assert (
        exercise.title == "Small\\x1b[2J"
        and "\x07" not in exercise.summary
        and exercise.summary == exercise.summary.strip()
    )


@pytest.mark.parametrize("leaving", [ev.EaseOff(), ev.Stop()])
def test_resumed_session_keeps_the_closing_it_was_led_to(leaving: ev.Event) -> None:
    person = closeness(Person(ladder())).waits(40).does(leaving).waits(11)
    saved = [effect.checkpoint for effect in person.of(ev.Save) if isinstance(effect, ev.Save)][-1]
    again, _effects = resume(ladder(), saved, 5000.0)
    assert [cue.text for cue in again.timeline.cues] == [cue.text for cue in person.session.timeline.cues]
    assert again.timeline.total == pytest.approx(person.session.timeline.total)


def test_setting_a_rung_as_lived_changes_one_field() -> None:
    assert steps.lived("photo", True) == {"photo": {"lived": True}}


@pytest.mark.parametrize(
    ("breath", "field"),
    [({"in": 0.01, "out": 6}, "breathe.in"), ({"in": 4, "out": 6, "hold_out": 61}, "breathe.hold_out")],
)
def test_impossible_breath_is_refused_with_its_phase(breath: dict[str, float], field: str) -> None:
    with pytest.raises(BadExercise) as refused:
        an_exercise(body=[{"breathe": breath}])
    assert field in refused.value.where
