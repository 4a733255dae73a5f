"""Where a person is on the path, and what turns a week: their own choice, and nothing else.

The journal has entries of kind "path". One has the id "path" and says where the person is:

    {"on": bool, "week": 1-8, "direction": str, "round": id, "started": ISO instant, "since": ISO instant, "turn": id,
     "offered": ISO instant, "asked": str}

``round`` names one time through the path, ``since`` is when its week was turned to, ``turn`` names the last turn.
``offered`` is when the path was offered after a check-in, ``asked`` the direction of a check-in after which the person
was asked whether to go on with it.
Each turn is an entry of its own ("turn-ID"): {"before": ID of the turn before, "week" (0 for leaving), "at"}, and "told"
once it was said that another computer's turn counts. What a person wrote at the end of a week is "words-ROUND-WEEK": {"round", "week",
"helped", "keep", "at"}.

Merging keeps the later value of each field by its stamp. Two turns after the same one were made on two computers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

import msgspec

from securecoach_tui.practice.path.weeks import FIRST, LAST, Lean, lean_of

KIND = ID = "path"
TURN, WORDS = "turn-", "words-"  # how the ids of turns, and of what was written, begin

Entry = tuple[str, dict[str, Any]]  # an id and the fields to save


class PathState(msgspec.Struct, frozen=True):
    """Where a person is. ``on`` is false before the path is started and after it is left; the week stays."""

    on: bool = False
    week: int = FIRST
    lean: Lean | None = None
    round: str = ""
    started: str = ""
    since: str = ""
    turn: str = ""
    offered: bool = False
    asked: Lean | None = None

    @property
    def begun(self) -> bool:
        """Whether the path was ever started, so that there is a week to go on with."""
        return bool(self.round)


class Act(StrEnum):
    """What a person can do with the path."""

    START = "start"  # at week 1, in a direction
    RESUME = "resume"  # after leaving, at the week that was left
    NEXT = "next"
    BACK = "back"
    REPEAT = "repeat"  # the same week once more
    LEAN = "lean"  # the same week in another direction
    LEAVE = "leave"


def possible(state: PathState) -> frozenset[Act]:
    """What a person can do now. There is always a way in, and on the path always a way out."""
    if not state.on:
        return frozenset({Act.START, Act.RESUME} if state.begun else {Act.START})
    found = {Act.START, Act.REPEAT, Act.LEAN, Act.LEAVE}
    if state.week < LAST:
        found.add(Act.NEXT)
    if state.week > FIRST:
        found.add(Act.BACK)
    return frozenset(found)


def after(state: PathState, act: Act, *, at: str, id: str, lean: Lean | None = None) -> PathState:
    """The state after an act at the instant ``at`` (ISO); ``id`` is a new id. What isn't possible changes nothing.

    ``lean`` is the direction to start in, or to change to; without one to start in nothing starts.
    """
    if act not in possible(state):
        return state
    change = msgspec.structs.replace
    if act is Act.START:
        if lean is None:
            return state
        return change(state, on=True, week=FIRST, lean=lean, round=id, started=at, since=at, turn=id)
    if act is Act.LEAN:
        return state if lean is None else change(state, lean=lean)
    if act is Act.LEAVE:
        return change(state, on=False, turn=id)
    if act is Act.RESUME:
        return change(state, on=True, since=at, turn=id)
    return change(state, week=state.week + {Act.NEXT: 1, Act.BACK: -1}.get(act, 0), since=at, turn=id)


def entries(before: PathState, now: PathState, at: str) -> list[Entry]:
    """What to save so that ``now`` counts: where the person is, and the turn if there was one."""
    if now == before:
        return []
    where: dict[str, Any] = {
        "on": now.on,
        "week": now.week,
        "direction": now.lean or "",
        "round": now.round,
        "started": now.started,
        "since": now.since,
        "turn": now.turn,
    }
    if now.turn == before.turn:
        return [(ID, where)]
    turned_to = now.week if now.on else 0
    return [(TURN + now.turn, {"before": before.turn, "week": turned_to, "at": at}), (ID, where)]


def read(entry: Mapping[str, Any] | None) -> PathState:
    """The state in a stored entry. What can't be used is left out; without a week or a direction the path is off."""
    fields = entry or {}

    def text(name: str) -> str:
        value = fields.get(name)
        return value if isinstance(value, str) else ""

    week, lean = fields.get("week"), lean_of(text("direction"))
    usable = isinstance(week, int) and not isinstance(week, bool)
    return PathState(
        on=fields.get("on") is True and usable and lean is not None,
        week=max(FIRST, min(LAST, week)) if isinstance(week, int) and usable else FIRST,
        lean=lean,
        round=text("round") if usable and lean is not None else "",
        started=text("started"),
        since=text("since"),
        turn=text("turn"),
        offered=bool(text("offered")),
        asked=lean_of(text("asked")),
    )


def changed_lean(state: PathState, checked_in: str | None) -> Lean | None:
    """The direction of the last check-in, where it isn't the path's and the person wasn't asked about it yet."""
    lean = lean_of(checked_in)
    return lean if state.on and lean not in (None, state.lean, state.asked) else None


# Two computers.


class OtherTurn(msgspec.Struct, frozen=True):
    """A turn on another computer that doesn't count: to ``week``. ``ids`` are the entries to mark as told."""

    week: int
    ids: tuple[str, ...]


def other_turn(state: PathState, documents: Iterable[Mapping[str, Any]]) -> OtherTurn | None:
    """The turn to another week that another computer made meanwhile; None if there is none, or if it was told.

    ``documents`` are all entries of kind "path", with their ids.
    """
    turns = {
        str(entry["id"]).removeprefix(TURN): entry
        for entry in documents
        if str(entry.get("id")).startswith(TURN) and entry.get("week") in range(LAST + 1)
    }
    counted = dict(_chain(state.turn, turns))  # by the turn before each: the turn that counts
    beside = [
        (entry, turns[counted[before]])
        for id, entry in turns.items()
        if (before := str(entry.get("before") or "")) in counted and counted[before] != id and not entry.get("told")
    ]
    if not state.on or not any(entry["week"] and entry["week"] != ours["week"] for entry, ours in beside):
        return None
    others = [(str(entry.get("at")), id) for id, entry in turns.items() if id not in counted.values()]
    weeks = [week for _at, id in sorted(others, reverse=True) if (week := turns[id]["week"])]
    return OtherTurn(int(weeks[0]), tuple(TURN + id for _at, id in others if not turns[id].get("told")))


def _chain(turn: str, turns: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Each turn that led to ``turn``, as a pair: the turn before it, and itself. A circle ends where it closes."""
    seen: set[str] = set()
    while turn in turns and turn not in seen:
        seen.add(turn)
        before = str(turns[turn].get("before") or "")
        yield before, turn
        turn = before


# What was written at the end of a week.


class WeekWords(msgspec.Struct, frozen=True):
    """A person's own words about a week: what helped, and what they would keep. Either may be empty."""

    week: int
    helped: str
    keep: str


def words_entry(state: PathState, helped: str, keep: str, at: str) -> Entry:
    """What to save of the answers to a week's two questions."""
    fields = {"round": state.round, "week": state.week, "helped": helped, "keep": keep, "at": at}
    return f"{WORDS}{state.round}-{state.week}", fields


def words_of(state: PathState, documents: Iterable[Mapping[str, Any]]) -> list[WeekWords]:
    """What was written this time through the path, by week."""
    found: dict[int, WeekWords] = {}
    for entry in documents:
        week = entry.get("week")
        helped, keep = (value if isinstance(value := entry.get(name), str) else "" for name in ("helped", "keep"))
        mine = str(entry.get("id")).startswith(WORDS) and bool(state.round) and entry.get("round") == state.round
        if mine and isinstance(week, int) and FIRST <= week <= LAST and (helped.strip() or keep.strip()):
            found[week] = WeekWords(week, helped.strip(), keep.strip())
    return [found[week] for week in sorted(found)]
