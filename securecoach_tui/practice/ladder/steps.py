"""Changes to a person's ladder: the fields to store for each rung, by its id.

Every function takes the complete ladder in order, hidden rungs too, and returns the fields that
change. Ids never change, so that past sessions stay with their rung whatever it is called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from securecoach_tui.practice.ladder.offers import Rung

Changes = Mapping[str, dict[str, object]]

LONGEST_WORDS = 2000  # characters of a rung; longer words are cut


def reworded(rung_id: str, words: str) -> Changes:
    """Change a rung's words; without words nothing changes."""
    words = _kept(words)
    return {rung_id: {"words": words}} if words else {}


def hidden(rung_id: str, hide: bool) -> Changes:
    """Hide a rung, or show it again."""
    return {rung_id: {"hidden": hide}}


def lived(rung_id: str, with_someone: bool) -> Changes:
    """Set whether a rung happens with someone."""
    return {rung_id: {"lived": with_someone}}


def moved(ladder: Sequence[Rung], rung_id: str, to: int) -> Changes:
    """Move a rung to place ``to`` (from 1) among those shown; the others keep their order."""
    mine = next((rung for rung in ladder if rung.id == rung_id), None)
    if mine is None:
        return {}
    others = [rung for rung in ladder if rung.id != rung_id]
    seen = [at for at, rung in enumerate(others) if not rung.hidden]
    place = max(1, to) - 1
    at = seen[place] if place < len(seen) else len(others)
    return _renumbered([*others[:at], mine, *others[at:]])


def added(ladder: Sequence[Rung], rung_id: str, words: str, *, with_someone: bool = True) -> Changes:
    """Add a rung above the others; it happens with someone unless the person says otherwise."""
    words = _kept(words)
    if not words:
        return {}
    place = max((rung.place for rung in ladder), default=0) + 1
    return {rung_id: {"words": words, "lived": with_someone, "place": place, "hidden": False}}


def _renumbered(order: Sequence[Rung]) -> Changes:
    return {rung.id: {"place": place} for place, rung in enumerate(order, 1) if rung.place != place}


def _kept(words: str) -> str:
    return " ".join(words.split())[:LONGEST_WORDS]
