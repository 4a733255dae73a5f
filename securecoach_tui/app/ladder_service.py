"""The two ladders: the built-in rungs with the person's changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from securecoach_tui.practice.exercise.model import Exercise, Kind
from securecoach_tui.practice.ladder.offers import Rung, shown

if TYPE_CHECKING:
    from securecoach_tui.content.loader import Content
    from securecoach_tui.store.repository import Repository

CURRENT = "current"  # the id of the journal entry that names the current rung


class Ladder(NamedTuple):
    """A ladder: the kind of its journal entries, and the exercise that practises one of its rungs."""

    kind: str
    exercise: str

    def defaults(self, content: Content) -> list[Rung]:
        """The built-in rungs."""
        return content.apart_rungs() if self is APART else content.rungs()


CLOSENESS = Ladder("rung", "closeness-ladder")
APART = Ladder("apart", "apart-ladder")


def ladder_of(exercise: Exercise) -> Ladder:
    """The ladder whose rungs an exercise practises."""
    return APART if Kind.APART in exercise.kinds else CLOSENESS


def fitting_rungs(exercise: Exercise, content: Content, record: Repository, *, with_hidden: bool = False) -> list[Rung]:
    """The rungs that an exercise can practise, the lowest first; those that are hidden only with ``with_hidden``."""
    ladder = ladder_of(exercise)
    rungs = all_rungs(ladder.defaults(content), record, ladder.kind)
    rungs = rungs if with_hidden else shown(rungs)
    return rungs if exercise.rung == "own" else [rung for rung in rungs if not rung.lived]


def all_rungs(defaults: Sequence[Rung], record: Repository, kind: str = CLOSENESS.kind) -> list[Rung]:
    """All rungs in order, including hidden ones: the built-in rungs with the person's changes, and added rungs."""
    found = {rung.id: rung for rung in defaults}
    for entry in record.of_kind(kind):
        if entry["id"] == CURRENT:
            continue
        old = found.get(entry["id"], Rung(entry["id"], "", lived=True, place=len(found) + 1))
        found[entry["id"]] = _changed(entry, old)
    return sorted((rung for rung in found.values() if rung.words), key=lambda rung: (rung.place, rung.id))


def current_rung(rungs: Sequence[Rung], record: Repository, *, kind: str = CLOSENESS.kind) -> Rung | None:
    """The stored rung, else the lowest; None for an empty ladder."""
    entry: dict[str, Any] = record.get(kind, CURRENT) or {}
    for rung in rungs:
        if rung.id == entry.get("rung_id"):
            return rung
    return rungs[0] if rungs else None


def _changed(entry: dict[str, Any], old: Rung) -> Rung:
    """``old`` with the changes of an entry; values that can't be used change nothing. Other words have no script."""
    words, lived, hidden, place = (entry.get(name) for name in ("words", "lived", "hidden", "place"))
    now = Rung(
        old.id,
        words if isinstance(words, str) and words.strip() else old.words,
        lived=lived if isinstance(lived, bool) else old.lived,
        hidden=hidden if isinstance(hidden, bool) else old.hidden,
        place=place if isinstance(place, int) else old.place,
    )
    same = now.words == old.words and now.lived == old.lived
    return Rung(now.id, now.words, now.lived, now.hidden, now.place, old.script) if same else now
