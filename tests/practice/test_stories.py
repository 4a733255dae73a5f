"""Whole sessions told line by line: all that a face is given, and where the session then stands.

Each file in ``stories/`` begins with its exercise and setup; a line after ``>`` is what somebody does, the lines
under it are what came of it. Nothing more came, and nothing else.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import Any

import msgspec
import pytest

from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.machine import resume
from securecoach_tui.practice.session.state import Session
from tests.conftest import Golden
from tests.practice.person import CONTENT, Person, a_setup, an_exercise
from tests.practice.reflection.english import classify

STORIES = sorted((Path(__file__).parent / "stories").glob("*.txt"))
ASKS: dict[str, Any] = {"ask": "What?", "key": "what", "seconds": 6}
EXERCISES: dict[str, dict[str, Any]] = {
    "plain": {},
    "short": {"opening": [], "body": [{"say": "one", "seconds": 8}], "minutes": [0.3]},
    "own questions": {
        "opening": [],
        "body": [
            {**ASKS, "choices": ["well", "hurt"], "support": "hurt"},
            {"ask": "And then?", "key": "then", "seconds": 6},
            {"say": "How is it now?", "rate": "ease", "seconds": 4},
        ],
        "fill": "stretch",
    },
    "breath": {"opening": [], "body": [{"breathe": {"in": 4, "sip": 1, "hold_in": 3, "out": 6, "hold_out": 2}}]},
    "imagery": {"kind": ["imagery"]},
    "urge": {"kind": ["urge"], "opening": [], "body": [{"say": "Wait.", "seconds": 8}], "minutes": [0.3]},
    "urge by picture": {
        "kind": ["urge", "imagery"],
        "opening": [],
        "body": [{"say": "Wait.", "seconds": 8}],
        "minutes": [0.3],
    },
    "asks twice": {"opening": [], "body": [ASKS, {"ask": "And then?", "key": "then", "seconds": 6}], "closing": []},
    "hurt early": {
        "body": [{**ASKS, "choices": ["well", "hurt"], "support": "hurt"}],
        "opening": [],
        "closing": [{"ask": "And then?", "key": "then", "seconds": 9}],
    },
    "both": {"kind": ["telling", "contact"], "minutes": [0.5]},
    "telling": {
        "kind": ["telling"],
        "capacity": "need_expression",
        "opening": [],
        "body": [{"ask": "What do you need?", "key": "need", "seconds": 8}],
        "minutes": [0.3],
    },
    "contact": {
        "capacity": "closeness",
        "opening": [{"ask": "Which?", "key": "which", "seconds": 5}],
        "body": [{"say": "Stay with {rung}.", "seconds": 20}],
        "minutes": [1, 2],
    },
}
EVENTS: dict[str, type] = {
    "pauses": ev.Pause,
    "resumes": ev.Resume,
    "skips": ev.Skip,
    "stays": ev.Stay,
    "eases off": ev.EaseOff,
    "is not helped": ev.NotHelping,
    "stops": ev.Stop,
    "takes back": ev.UndoLast,
    "has gone": ev.InputEnded,
    "is saved": ev.Kept,
}


def setup_of(line: str) -> Any:
    name, _, more = line.partition(";")
    name, _, seconds = name.strip().rpartition(" ")
    fields = dict(one.strip().split("=", 1) for one in more.split(";") if one.strip())
    exercise = an_exercise(**EXERCISES[name]) if name in EXERCISES else CONTENT.exercise(name)
    length = None if seconds == "open" else float(seconds)
    return a_setup(
        exercise,
        length,
        classify_reflection=classify,
        **{key: msgspec.json.decode(value) for key, value in fields.items()},
    )


def value_of(text: str) -> ev.Value | None:
    return None if text == "nothing" else int(text) if text.lstrip("-").isdigit() else text


def does(person: Person, line: str) -> None:
    """One line of what somebody does."""
    what, _, rest = line.partition(" ")
    if line in EVENTS:
        person.does(EVENTS[line]())
    elif what == "waits":
        person.waits(float(rest), ticks=1)
    elif what == "stalls":
        person.waits(float(rest), ticks=float(rest))
    elif what == "sleeps":
        person.does(ev.Slept(float(rest)))
    elif what == "answers":
        key, _, value = rest.partition(" ")
        person.does(ev.Answer(key, value_of(value)))
    elif what == "rates":
        scale, _, value = rest.partition(" ")
        person.does(ev.Rate(scale, int(value)))  # type: ignore[arg-type]
    elif line == "cannot be saved":
        person.does(ev.NotKept("the disk is full"))
    elif line == "comes back later":
        last = [effect.checkpoint for effect in person.of(ev.Save) if isinstance(effect, ev.Save)][-1]
        person.now += 5000
        person._take(resume(person.session.setup, last, person.now))
    else:
        raise ValueError(line)


def told(effects: list[ev.Effect], known: dict[str, Any]) -> list[str]:
    """Each effect in a line; of what is kept only what is new since it was last kept."""
    return [line for effect in effects for line in wrap(_line(effect, known), 116, subsequent_indent="    ")]


def _line(effect: ev.Effect, known: dict[str, Any]) -> str:
    if isinstance(effect, ev.Say):
        cue = effect.cue
        words = f"{cue.phase} {cue.breath}" if cue.phase else f'"{cue.text}"'
        late = f", {effect.late:g} late" if effect.late else ""
        return f"says {words} at {cue.at:g} for {cue.seconds:g}{late}"
    if isinstance(effect, ev.AskFor):
        more = [effect.text] if effect.text else []
        more += ["0-10"] if effect.scale else []
        return " ".join([f"asks {effect.key}", *more, *(f"[{choice}]" for choice in effect.choices)])
    if isinstance(effect, (ev.Save, ev.Finish)):
        kept = effect.checkpoint if isinstance(effect, ev.Save) else effect.record
        return " ".join(["saves" if isinstance(effect, ev.Save) else "keeps", *_news(kept, known)])
    name = {ev.Undone: "takes back", ev.LeadTo: "leads to", ev.QuestionClosed: "closed"}.get(
        type(effect), type(effect).__name__.lower()
    )
    return " ".join([name, *(str(value) for value in msgspec.structs.astuple(effect))])


def _news(kept: msgspec.Struct, known: dict[str, Any]) -> list[str]:
    said = []
    for name, value in msgspec.structs.asdict(kept).items():
        if name == "ratings":
            value = [f"{one.when} {one.scale} {one.value}" + (f" at {one.at:g}" if one.at else "") for one in value]
        if isinstance(value, (dict, list, tuple)):
            before = known.get(name) or type(value)()
            if isinstance(value, dict):
                new: Any = {key: one for key, one in value.items() if before.get(key) != one}
            else:
                new = list(value[len(before) :]) if list(value[: len(before)]) == list(before) else value
            if new or len(value) < len(before):
                said.append(f"{name}={msgspec.to_builtins(new, str_keys=True)}")
        elif (value or None) != (known.get(name) or None):
            said.append(f"{name}={value}")
        known[name] = value
    return said


def stands(session: Session) -> str:
    open_now = f", {session.open.key} open" if session.open is not None else ""
    waiting = f", {'+'.join(ask.key for ask in session.waiting)} waiting" if session.waiting else ""
    place = f"{session.state.value} at {session.position:g} of {session.timeline.total:g}"
    return f"= {place}, practised {session.practised:g}{open_now}{waiting}"


def retold(text: str) -> str:
    """The story as it goes now."""
    name, first, *_ = text.splitlines()
    person = Person(setup_of(first))
    known: dict[str, Any] = {}
    lines = [name, first, *told(person.out, known), stands(person.session)]
    for line in text.splitlines():
        if line.startswith("> "):
            count = len(person.out)
            does(person, line[2:])
            lines += ["", line, *told(person.out[count:], known), stands(person.session)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_session_follows_its_story(path: Path, golden: Golden) -> None:
    golden(path, retold(path.read_text("utf-8")))


def test_at_least_ten_stories_exist() -> None:
    assert len(STORIES) >= 10
