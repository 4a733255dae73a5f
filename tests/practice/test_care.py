"""The care that the practice takes: each line of it that is a rule."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from securecoach_tui.practice.exercise.timeline import compile, longest_silence
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.checkpoint import encode
from securecoach_tui.practice.session.machine import resume
from securecoach_tui.practice.session.state import SessionState
from securecoach_tui.text.session_words import offer_words
from tests.practice.person import CONTENT, Person, a_setup, an_exercise, closeness, ladder

TELLING = CONTENT.exercise("say-it-out-loud")
HAVEN = CONTENT.exercise("safe-haven")
CONTACT = [card.id for card in CONTENT.cards() if CONTENT.exercise(card.id).kinds & {"contact", "telling", "thought"}]


def telling(**changes: Any) -> Person:
    return Person(a_setup(TELLING, TELLING.shortest, **changes))


# The safety question.


@pytest.mark.parametrize("id", CONTENT.ids())
def test_safety_question_comes_before_closeness_and_telling_only(id: str) -> None:
    exercise = CONTENT.exercise(id)
    person = Person(a_setup(exercise, exercise.shortest, rung="photo", rung_id="photo"))
    assert (person.asked() == ["safe"]) == (id in CONTACT)


@pytest.mark.parametrize("word", ["no", "not sure", None])
@pytest.mark.parametrize("begins", [lambda: Person(ladder()), telling])
def test_unsafe_or_unsure_answer_shows_people_then_grounding(word: str | None, begins: Any) -> None:
    person = begins().does(ev.Answer("safe", word))
    kinds = [type(effect) for effect in person.out if not isinstance(effect, ev.QuestionClosed)]
    assert kinds == [ev.AskFor, ev.ShowSupport, ev.AskFor] and person.asked() == ["safe", "ground_first"]
    grounded = begins().does(ev.Answer("safe", word), ev.Answer("ground_first", "yes"))
    assert grounded.of(ev.LeadTo) == [ev.LeadTo("senses-grounding", 180.0)]
    for answer in ("no", None):
        closed = begins().does(ev.Answer("safe", word), ev.Answer("ground_first", answer))
        assert closed.of(ev.Over) == [ev.Over("careful")] and not closed.of(ev.Finish) and closed.said() == []


@pytest.mark.parametrize("asking", ["all", "few"])
def test_the_safety_question_is_asked_where_few_questions_are(asking: str) -> None:
    assert Person(ladder(asking=asking)).asked() == ["safe"] and telling(asking=asking).asked() == ["safe"]


def test_nothing_of_the_safety_question_is_ever_kept() -> None:
    person = closeness(Person(ladder())).waits(40).does(ev.Rate("distress", 4))
    saves = [encode(effect.checkpoint) for effect in person.of(ev.Save) if isinstance(effect, ev.Save)]
    while person.session.state is not SessionState.SAVING:
        person.waits(5, ticks=5).answers_all()
    kept = [*saves, msgspec.json.encode(person.record())]
    assert kept and not any(b'"safe"' in one for one in kept)


def test_short_safety_line_excludes_lived_rungs_and_telling() -> None:
    short = Person(ladder(safe_short=True))
    assert short.asked() == ["expect"]
    short.answers_all()
    assert short.offered() == ["safe_short"]
    assert Person(ladder(safe_short=True, lived=True)).asked() == ["safe"]
    assert telling(safe_short=True).asked() == ["safe"]


@pytest.mark.parametrize("begins", [ladder, lambda **c: a_setup(TELLING, TELLING.shortest, **c)])
def test_unanswerable_safety_question_is_spoken_as_private(begins: Any) -> None:
    unasked = Person(begins(asking="none"))
    ended = Person(begins()).does(ev.InputEnded())
    for person in (unasked, ended):
        person.waits(20)
        first = [effect.cue for effect in person.of(ev.Say) if isinstance(effect, ev.Say)][:2]
        assert [cue.private for cue in first] == [True, True] and "safe" in first[0].text


@pytest.mark.parametrize("begins", [ladder, lambda **c: a_setup(TELLING, TELLING.shortest, **c)])
def test_people_are_named_where_safety_is_not_asked(begins: Any) -> None:
    for person in (Person(begins(asking="none")), Person(begins()).does(ev.InputEnded())):
        assert person.offered() == ["people"]
    answered = Person(begins(asking="few")).does(ev.Answer("safe", "yes"))
    assert answered.offered() == Person(ladder(safe_short=True, asking="none")).offered()[1:] == []
    assert Person(a_setup(asking="none")).offered() == []


def test_session_with_spoken_safety_words_resumes_in_place() -> None:
    for person in (Person(ladder(asking="none")), Person(ladder()).does(ev.InputEnded())):
        person.waits(60)
        assert person.session.planned == person.session.timeline.total
        saved = [effect.checkpoint for effect in person.of(ev.Save) if isinstance(effect, ev.Save)][-1]
        session, _ = resume(person.session.setup, saved, 900.0)
        assert session.timeline.cues == person.session.timeline.cues
        assert session.position == pytest.approx(person.session.position)
    asked = closeness(Person(ladder())).waits(60)
    saved = [effect.checkpoint for effect in asked.of(ev.Save) if isinstance(effect, ev.Save)][-1]
    for asking in ("all", "few", "none"):
        again, _ = resume(ladder(asking=asking), saved, 900.0)
        assert again.timeline.cues == asked.session.timeline.cues, "whatever is asked from now on"


@pytest.mark.parametrize("at", [None, "ground_first"])
def test_lived_rungs_do_not_go_on_without_an_answer(at: str | None) -> None:
    assert Person(ladder(lived=True, asking="none")).of(ev.Over) == [ev.Over("lived")]
    person = Person(ladder(lived=True))
    if at:
        person.does(ev.Answer("safe", "not sure"))
    person.does(ev.InputEnded())
    assert person.of(ev.Over) == [ev.Over("careful" if at else "lived")] and person.said() == []


# Distress.


@pytest.mark.parametrize("value", [8, 9, 10])
@pytest.mark.parametrize("exercise", [HAVEN, CONTENT.exercise("closeness-ladder")])
def test_high_distress_at_start_offers_grounding_first(value: int, exercise: Any) -> None:
    def at_the_offer() -> Person:
        setup = a_setup(exercise, exercise.shortest, rung="photo", rung_id="photo")
        person = Person(setup)
        while person.session.open is not None and person.session.open.key != "ground_first":
            given = {"safe": "yes", "before": value}.get(person.session.open.key)
            person.does(ev.Answer(person.session.open.key, given))
        return person

    assert at_the_offer().asked()[-1] == "ground_first"
    for word in ("yes", None):  # no answer takes the careful branch
        grounded = at_the_offer().does(ev.Answer("ground_first", word))
        assert grounded.session.timeline.exercise.id == "senses-grounding"
        grounded.waits(185)
        assert grounded.session.timeline.exercise.id == exercise.id and grounded.session.practised < 10
    straight = at_the_offer().does(ev.Answer("ground_first", "no"))
    assert straight.session.timeline.exercise.id == exercise.id


def test_grounding_that_was_offered_first_can_be_left_at_once() -> None:
    person = Person(a_setup(HAVEN, HAVEN.shortest)).does(ev.Answer("before", 9), ev.Answer("ground_first", "yes"))
    person.waits(10).does(ev.Stop())
    assert person.session.timeline.exercise.id == "safe-haven" and person.session.state is SessionState.RUNNING


def test_regulation_asks_for_no_grounding_first_however_high() -> None:
    assert Person(a_setup()).begins(10).session.state is SessionState.RUNNING


@pytest.mark.parametrize("word", ["yes", "no", None])
def test_high_distress_after_offers_grounding_people_reflection(word: str | None) -> None:
    person = Person(a_setup()).begins().waits(70).does(ev.Answer("after", 8), ev.Answer("ground_after", word))
    if word == "yes":
        assert "people" not in person.offered()
        person.waits(190)
    assert person.offered() == ["people"] and person.asked()[-2:] == ["ground_after", "reflection"]
    people, reflection = person.out.index(ev.Offer("people")), person.out.index(ev.AskFor("reflection"))
    assert people < reflection


def test_high_distress_after_few_questions_names_help() -> None:
    person = Person(a_setup(asking="few")).begins().waits(70).does(ev.Answer("after", 9))
    assert person.offered() == ["grounding"] and "people to talk to" in offer_words("grounding")


@pytest.mark.parametrize(
    ("before", "during", "offered"),
    [
        (2, [4], []),
        (2, [5], []),
        (2, [6], []),
        (4, [7], ["closeness_high"]),
        (5, [7], []),
        (7, [8], ["closeness_high"]),
        (9, [9, 10, 9], ["closeness_high"]),
        (None, [8], ["closeness_high"]),
    ],
)
def test_distress_rise_in_closeness_makes_one_offer(before: int | None, during: list[int], offered: list[str]) -> None:
    person = Person(ladder()).answers_all(safe="yes", before=before, ground_first="no").waits(30)
    for value in during:
        person.does(ev.Rate("distress", value)).waits(5)
    assert person.offered() == offered and person.session.state is SessionState.RUNNING


@pytest.mark.parametrize(
    ("before", "during", "offered"),
    [(0, [3], ["not_today"]), (5, [8], ["not_today"]), (5, [7], []), (9, [10], []), (1, [4, 9], ["not_today"])],
)
def test_distress_rise_of_three_in_regulation_makes_an_offer(
    before: int, during: list[int], offered: list[str]
) -> None:
    person = Person(a_setup()).begins(before).waits(10)
    for value in during:
        person.does(ev.Rate("distress", value)).waits(5)
    assert person.offered() == offered


def test_closeness_offer_names_stay_ease_off_grounding_stop() -> None:
    words = offer_words("closeness_high")
    assert words.index("You can stay") < words.index("ease off") < words.index("grounding") < words.index("stop")


# Numb or far away.


def test_numb_is_saved_as_presence_and_leads_to_orienting() -> None:
    person = closeness(Person(ladder())).waits(40).does(ev.Rate("presence", 7)).waits(1)
    assert person.session.in_orienting
    lines = [effect.cue.text for effect in person.of(ev.Say) if isinstance(effect, ev.Say)]
    person.waits(14)
    lines = [effect.cue.text for effect in person.of(ev.Say) if isinstance(effect, ev.Say)]
    said = " ".join(lines).casefold()
    assert "eyes" in said and "feet" in said and "room" in said and "date" in said
    kept = person.session.ratings[-1]
    assert (kept.scale, kept.value, kept.when) == ("presence", 0, "during")
    assert not [one for one in person.session.ratings if one.scale == "distress" and one.value == 0]


@pytest.mark.parametrize("key", ["before", "after"])
def test_numb_answers_the_question_before_and_after_too(key: str) -> None:
    person = Person(a_setup())
    if key == "after":
        person.begins().waits(70)
    person.does(ev.Rate("presence", 0))
    assert [(one.scale, one.when) for one in person.session.ratings][-1] == ("presence", key)
    assert person.session.number(key) is None


# Silences, and the way back into the room.


@pytest.mark.parametrize("id", [id for id in CONTENT.ids() if CONTENT.exercise(id).kinds & {"imagery", "contact"}])
def test_imagery_and_closeness_have_at_most_20_s_of_silence(id: str) -> None:
    exercise = CONTENT.exercise(id)
    for minutes in exercise.minutes:
        assert longest_silence(compile(exercise, minutes * 60, rung="look at a photo")) <= 20, minutes


def test_gentle_sessions_repeat_a_body_instead_of_stretching_it() -> None:
    haven = an_exercise(kind=["imagery"], fill="stretch", minutes=[5])
    gentle, later = Person(a_setup(haven, 300, gentle=True)), Person(a_setup(haven, 300))
    assert longest_silence(gentle.session.timeline) <= 20 < longest_silence(later.session.timeline)
    other = an_exercise(fill="stretch", minutes=[5])
    assert Person(a_setup(other, 300, gentle=True)).session.timeline.total == pytest.approx(300)


def test_an_open_length_is_refused_to_closeness() -> None:
    from securecoach_tui.practice.exercise.timeline import LengthRefused

    for seconds in (None, 601.0):
        with pytest.raises(LengthRefused):
            Person(a_setup(CONTENT.exercise("closeness-ladder"), seconds))


def test_every_offer_has_its_line_and_none_is_a_question() -> None:
    from typing import get_args, get_type_hints

    for kind in get_args(get_type_hints(ev.Offer)["kind"]):
        assert offer_words(kind) and "?" not in offer_words(kind)
