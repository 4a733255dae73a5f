"""Care where a session begins or ends badly: high distress or numbness first, and leaving before anything is offered."""

from __future__ import annotations

import pytest

from securecoach_tui.practice.exercise.timeline import compile
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.text.question_words import question_words
from tests.practice.person import CONTENT, Person, a_setup
from tests.practice.reflection.english import classify

# Where somebody flooded or far away does better with grounding first.
GROUNDED = {
    "kind-hand", "safe-haven", "savour-a-moment", "receive-warmth", "closeness-ladder", "close-and-still-me",
    "steady-then-step", "pull-away-wave", "apart-ladder", "check-the-story", "spot-the-step-back", "what-matters",
    "say-it-out-loud", "leave-and-return", "after-a-fight", "say-no", "lean-on-someone", "it-was-survivable",
}  # fmt: skip
RATED = [ev.Answer("before", 9), ev.Rate("presence", 0)]


def at_first_rating(id: str) -> Person:
    exercise = CONTENT.exercise(id)
    person = Person(a_setup(exercise, exercise.shortest, rung="photo", rung_id="photo"))
    while person.session.open is not None and person.session.open.key != "before":
        person.does(ev.Answer(person.session.open.key, "yes" if person.session.open.key == "safe" else None))
    return person


@pytest.mark.parametrize("rated", RATED, ids=["high", "numb"])
@pytest.mark.parametrize("id", CONTENT.ids())
def test_grounding_comes_first_for_somebody_flooded_or_far_away(id: str, rated: ev.Event) -> None:
    asked = at_first_rating(id).does(rated).asked()
    assert ("ground_first" in asked) is (id in GROUNDED)


@pytest.mark.parametrize("rated", RATED, ids=["high", "numb"])
def test_few_questions_name_grounding_in_its_place(rated: ev.Event) -> None:
    exercise = CONTENT.exercise("check-the-story")
    person = Person(a_setup(exercise, exercise.shortest, asking="few")).does(ev.Answer("safe", "yes"), rated)
    assert person.offered() == ["grounding"] and person.session.state is SessionState.RUNNING


def test_grounding_for_numbness_is_not_called_a_lot() -> None:
    person = at_first_rating("safe-haven").does(ev.Rate("presence", 0))
    assert person.session.open is not None
    assert question_words(person.session.open, person.session)[0].startswith("You feel numb or far away.")
    high = at_first_rating("safe-haven").does(ev.Answer("before", 9))
    assert high.session.open is not None
    assert question_words(high.session.open, high.session)[0].startswith("That's a lot.")


def test_numb_at_the_end_is_offered_grounding_and_people() -> None:
    person = Person(a_setup()).begins().waits(70).does(ev.Rate("presence", 0))
    assert person.asked()[-1] == "ground_after" and person.session.open is not None
    assert question_words(person.session.open, person.session)[0].startswith("You feel numb or far away.")
    assert person.does(ev.Answer("ground_after", "no")).offered() == ["people"]


@pytest.mark.parametrize("rated", RATED, ids=["high", "numb"])
def test_leaving_at_once_in_a_bad_moment_names_people(rated: ev.Event) -> None:
    short = Person(a_setup()).does(rated).waits(4).does(ev.Stop())
    assert short.offered() == ["people"] and short.of(ev.Over) == [ev.Over("short")]
    before = at_first_rating("safe-haven").does(rated, ev.Stop())
    assert before.offered() == ["people"] and before.of(ev.Over) == [ev.Over("left")]


def test_leaving_at_once_in_an_ordinary_moment_names_nobody() -> None:
    person = Person(a_setup()).begins(7).waits(4).does(ev.Stop())
    assert person.offered() == [] and person.of(ev.Over) == [ev.Over("short")]


def test_leaving_the_questions_in_distress_names_people_once() -> None:
    def ended() -> Person:
        return Person(a_setup()).begins(9).waits(70)

    assert ended().does(ev.Answer("after", 8), ev.Stop()).offered() == ["people"]
    assert ended().does(ev.Answer("after", 8), ev.Answer("ground_after", "no"), ev.Stop()).offered() == ["people"]
    assert ended().does(ev.Answer("after", 3), ev.Stop()).offered() == []


def waiting_for(guess: str) -> Person:
    exercise = CONTENT.exercise("wait-and-choose")
    person = Person(a_setup(exercise, 120, classify_reflection=classify)).answers_all(before=5, urge_before=6)
    person.waits(17).does(ev.Answer("guess", guess)).waits(11).does(ev.Answer("peak", 8))
    return person.waits(200)


def test_harm_expected_of_waiting_is_never_shown_again() -> None:
    harm = "He will hit me if I do not answer."
    person = waiting_for(harm)
    assert person.offered().count("people") == 1 and harm not in repr(person.session.texts)
    assert "hit me" not in repr([one for one in person.out if not isinstance(one, ev.AskFor)])
    ordinary = waiting_for("It will feel endless.")
    assert "guess" in ordinary.session.texts and ordinary.offered() == []


@pytest.mark.parametrize(
    ("id", "line"),
    [
        ("check-the-story", "It may be true, or partly true. Now look at it another way."),
        ("after-a-fight", "Having a part in it is not the same as being to blame."),
        ("after-a-fight", "Are you still hot or shaky? Stop here. The rest can wait."),
    ],
)
def test_what_keeps_a_thought_fair_is_said_at_every_length(id: str, line: str) -> None:
    exercise = CONTENT.exercise(id)
    for minutes in exercise.minutes:
        assert line in [cue.text for cue in compile(exercise, minutes * 60).cues], minutes


def test_an_argument_begins_with_a_minute_to_cool_down() -> None:
    for minutes, least in ((3, 60), (5, 120), (10, 120)):
        timeline = compile(CONTENT.exercise("after-a-fight"), minutes * 60)
        first = next(cue.at for cue in timeline.cues if cue.ask is not None)
        assert first - timeline.body_at >= least, minutes


@pytest.mark.parametrize("id", ["check-the-story", "after-a-fight"])
def test_a_hard_moment_has_ground_before_the_first_question(id: str) -> None:
    timeline = compile(CONTENT.exercise(id), 180)
    first = next(cue.at for cue in timeline.cues if cue.ask is not None)
    assert any("Feel your feet" in cue.text for cue in timeline.cues if cue.at < first)


@pytest.mark.parametrize("id", ["slow-breathing", "cyclic-sighing", "there-and-back", "kind-hand", "safe-haven"])
def test_short_opening_keeps_the_way_out_of_the_whole_one(id: str) -> None:
    way = {"slow-breathing": "dizzy", "cyclic-sighing": "dizzy", "there-and-back": "look around"}.get(id, "feet")
    assert way in str(CONTENT.familiar_opening(id).say)
