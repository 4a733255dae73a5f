"""The closeness ladder: the built-in rungs with the person's changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from securecoach_tui.practice.ladder.offers import Rung

if TYPE_CHECKING:
    from securecoach_tui.store.repository import Repository

CURRENT = "current"  # the id of the journal entry that names the current rung


def all_rungs(defaults: Sequence[Rung], record: Repository) -> list[Rung]:
    """All rungs in order, including hidden ones: the built-in rungs with the person's changes, and added rungs."""
    found = {rung.id: rung for rung in defaults}
    for entry in record.of_kind("rung"):
        if entry["id"] == CURRENT:
            continue
        old = found.get(entry["id"], Rung(entry["id"], "", lived=True, place=len(found) + 1))
        found[entry["id"]] = _changed(entry, old)
    return sorted((rung for rung in found.values() if rung.words), key=lambda rung: (rung.place, rung.id))


def _changed(entry: dict[str, Any], old: Rung) -> Rung:
    """``old`` with the changes of an entry; values that can't be used change nothing."""
    words, lived, hidden, place = (entry.get(name) for name in ("words", "lived", "hidden", "place"))
    return Rung(
        old.id,
        words if isinstance(words, str) and words.strip() else old.words,
        lived=lived if isinstance(lived, bool) else old.lived,
        hidden=hidden if isinstance(hidden, bool) else old.hidden,
        place=place if isinstance(place, int) else old.place,
    )
