"""The closeness ladder of one person: the built-in rungs as their record changes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from securecoach_tui.practice.ladder.offers import Rung

if TYPE_CHECKING:
    from securecoach_tui.store.reader import Record

CURRENT = "current"  # the id of the journal's line that says which rung is practised


def whole_ladder(defaults: Sequence[Rung], record: Record) -> list[Rung]:
    """The built-in rungs, reworded, moved, hidden or added to; hidden ones, too, in their places."""
    found = {rung.id: rung for rung in defaults}
    for entry in record.of_kind("rung"):
        if entry["id"] == CURRENT:
            continue
        old = found.get(entry["id"], Rung(entry["id"], "", lived=True, place=len(found) + 1))
        found[entry["id"]] = _as_kept(entry, old)
    return sorted((rung for rung in found.values() if rung.words), key=lambda rung: (rung.place, rung.id))


def _as_kept(entry: dict[str, Any], old: Rung) -> Rung:
    """A rung as an entry of the record changes it; what can't be used changes nothing."""
    words, lived, hidden, place = (entry.get(name) for name in ("words", "lived", "hidden", "place"))
    return Rung(
        old.id,
        words if isinstance(words, str) and words.strip() else old.words,
        lived=lived if isinstance(lived, bool) else old.lived,
        hidden=hidden if isinstance(hidden, bool) else old.hidden,
        place=place if isinstance(place, int) else old.place,
    )
