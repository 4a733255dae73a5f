"""Somebody practising, for tests: what they do, and everything that came out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from securecoach_tui import content
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.parser import from_data
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.machine import begin, update
from securecoach_tui.practice.session.state import Session, Setup

CONTENT = content.load()
GROUNDING = CONTENT.exercise("senses-grounding")


SMALL: dict[str, Any] = {
    "id": "small",
    "version": 1,
    "title": "Small",
    "summary": "Small.",
    "capacity": "regulation",
    "directions": ["anxious"],
    "minutes": [1],
    "opening": [{"say": "Hello.", "seconds": 4}],
    "body": [{"breathe": {"in": 4, "out": 6}}, {"say": ["one", "two"], "seconds": 5}],
    "closing": [{"say": "Goodbye.", "seconds": 5}],
}


def an_exercise(**changes: object) -> Exercise:
    return from_data({**SMALL, **changes})


def a_setup(exercise: Exercise | None = None, seconds: float | None = 60, **changes: object) -> Setup:
    setup = Setup(
        id="s1",
        exercise=exercise or an_exercise(),
        seconds=seconds,
        started="2026-03-03T21:00:00+00:00",
        grounding=GROUNDING,
        orienting=tuple(CONTENT.orienting()),
        numb_steps=tuple(CONTENT.numb_step()),
        safe_notice=tuple(CONTENT.safe_notice()),
        lived_steps=tuple(CONTENT.lived_steps()),
        rungs=tuple(CONTENT.rungs()),
    )
    return replace(setup, **changes)  # type: ignore[arg-type]


class Person:
    """Somebody practising, who remembers everything that came out."""

    def __init__(self, setup: Setup, elapsed: float = 100.0) -> None:
        self.now = elapsed
        self.session: Session
        self.out: list[ev.Effect] = []
        self._take(begin(setup, elapsed))

    def _take(self, step: tuple[Session, tuple[ev.Effect, ...]]) -> None:
        self.session, effects = step
        self.out.extend(effects)

    def does(self, *happenings: ev.Event) -> Person:
        for event in happenings:
            self._take(update(self.session, event))
        return self

    def waits(self, seconds: float, ticks: float = 0.5) -> Person:
        end = self.now + seconds
        while self.now < end:
            self.now = min(end, self.now + ticks)
            self.does(ev.Tick(self.now))
        return self

    def begins(self, before: int | None = 5) -> Person:
        return self.does(ev.Answer("before", before))

    def said(self) -> list[float]:
        return [effect.cue.at for effect in self.out if isinstance(effect, ev.Say)]

    def asked(self) -> list[str]:
        return [effect.key for effect in self.out if isinstance(effect, ev.AskFor)]

    def of(self, kind: type) -> list[ev.Effect]:
        return [effect for effect in self.out if isinstance(effect, kind)]

    def record(self) -> SessionRecord:
        """The one record that was to be kept."""
        (finish,) = self.of(ev.Finish)
        assert isinstance(finish, ev.Finish)
        return finish.record

    def offered(self) -> list[str]:
        return [effect.kind for effect in self.out if isinstance(effect, ev.Offer)]

    def answers_all(self, **given: ev.Value | None) -> Person:
        """Answers whatever is open, with what is given or nothing, until nothing is."""
        while self.session.open is not None:
            self.does(ev.Answer(self.session.open.key, given.get(self.session.open.key)))
        return self


def closeness(person: Person) -> Person:
    return person.does(
        ev.Answer("safe", "yes"),
        ev.Answer("expect", "I will go silent"),
        ev.Answer("likely", 7),
        ev.Answer("prediction", 6),
        ev.Answer("before", 4),
    )


def ladder(**changes: object) -> Setup:
    return a_setup(CONTENT.exercise("closeness-ladder"), 180, **{"rung": "photo", "rung_id": "photo", **changes})
