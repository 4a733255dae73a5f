"""Each exercise, practised from its first question to its record."""

from __future__ import annotations

import pytest

from securecoach_tui import content
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.machine import begin, update
from securecoach_tui.practice.session.state import Session, SessionState, Setup

CONTENT = content.load()
SAFE_ANSWERS: dict[str, ev.Value] = {"safe": "yes", "ground_first": "no", "ground_after": "no", "told": "not yet"}


def a_setup(exercise: Exercise, seconds: float, asking: str) -> Setup:
    return Setup(
        id="s",
        exercise=exercise,
        seconds=seconds,
        started="2026-03-03T21:00:00+00:00",
        grounding=CONTENT.exercise("senses-grounding"),
        orienting=tuple(CONTENT.orienting()),
        safe_notice=tuple(CONTENT.safe_notice()),
        asking=asking,  # type: ignore[arg-type]
        rung="stay with a warm memory",
        rung_id="warm-memory",
    )


def practised(setup: Setup, answers: dict[str, ev.Value]) -> tuple[Session, list[ev.Effect]]:
    """The session at its end: every question answered at once, from ``answers``, with 4, or with words."""
    session, effects = begin(setup, 0.0)
    out, now = list(effects), 0.0
    while session.state is not SessionState.SAVING:
        if session.open is not None:
            ask = session.open
            usual: ev.Value = 4 if ask.scale else ask.choices[0] if ask.choices else "a few words"
            session, effects = update(session, ev.Answer(ask.key, answers.get(ask.key, usual)))
        else:
            now += 1.0
            session, effects = update(session, ev.Tick(now))
        out += effects
        assert now < 1500
    return session, out


@pytest.mark.parametrize("asking", ["all", "none"])
@pytest.mark.parametrize("exercise", CONTENT.exercises().values(), ids=lambda e: e.id)
def test_every_exercise_is_said_whole_and_kept_at_every_length(exercise: Exercise, asking: str) -> None:
    for minutes in exercise.minutes:
        session, out = practised(a_setup(exercise, minutes * 60, asking), SAFE_ANSWERS)
        said = [effect.cue for effect in out if isinstance(effect, ev.Say)]
        assert said == list(session.timeline.cues)
        (finish,) = [effect for effect in out if isinstance(effect, ev.Finish)]
        record = finish.record
        assert record.completed and record.practised_seconds == record.planned_seconds
        asked = {effect.key for effect in out if isinstance(effect, ev.AskFor)}
        assert asking == "all" or not asked
        if asking == "all":
            own = {step.key for step in (*exercise.opening, *exercise.body, *exercise.closing) if step.ask}
            assert own <= asked and set(record.answers) == own


def test_need_sentence_is_saved_with_its_stage() -> None:
    exercise = CONTENT.exercise("say-it-out-loud")
    _session, out = practised(a_setup(exercise, 180, "all"), {**SAFE_ANSWERS, "need": "an hour of quiet"})
    (record,) = [effect.record for effect in out if isinstance(effect, ev.Finish)]
    assert record.answers["need"] == "an hour of quiet" and record.need_stage == 3
    assert record.values("ease", "during") == [4, 4, 4]


def test_being_hurt_shows_people_and_asks_nothing_more() -> None:
    exercise = CONTENT.exercise("it-was-survivable")
    _session, out = practised(a_setup(exercise, 180, "all"), {"went": "I was hurt or frightened"})
    shown = out.index(ev.ShowSupport())
    assert not [effect for effect in out[shown:] if isinstance(effect, ev.AskFor)]
    said = [effect.cue.text for effect in out[shown:] if isinstance(effect, ev.Say)]
    assert said == [str(step.say) for step in exercise.closing]
    (record,) = [effect.record for effect in out if isinstance(effect, ev.Finish)]
    assert record.answers == {} and "hurt" not in repr(record)
    saves = [effect.checkpoint for effect in out[shown:] if isinstance(effect, ev.Save)]
    assert saves and not {"after", "reflection"} - set(saves[0].asked), "gone on with later, it asks nothing either"
    assert all("hurt" not in repr(checkpoint) for checkpoint in saves)
