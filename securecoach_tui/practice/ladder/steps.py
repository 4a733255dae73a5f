"""Changes to a person's ladder: the fields to store for each rung, by its id.

A ``ladder`` is every rung in order, hidden ones too. Each function returns the fields that change. Ids
never change, so that past sessions keep their rung when its words change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from securecoach_tui.practice.ladder.offers import Rung

Changes = Mapping[str, dict[str, object]]

LONGEST_WORDS = 2000  # characters of a rung; longer words are cut


def reworded(rung_id: str, words: str) -> Changes:
    """Change a rung's words; empty words change nothing."""
    words = _normalised(words)
    return {rung_id: {"words": words}} if words else {}


def hidden(rung_id: str, hide: bool) -> Changes:
    """Hide a rung, or show it again."""
    return {rung_id: {"hidden": hide}}


def lived(rung_id: str, with_someone: bool) -> Changes:
    """Set whether a rung happens with someone."""
    return {rung_id: {"lived": with_someone}}


def moved(ladder: Sequence[Rung], rung_id: str, to: int) -> Changes:
    """Move a rung to place ``to`` (from 1) among those shown; the others keep their order."""
    target = next((rung for rung in ladder if rung.id == rung_id), None)
    if target is None:
        return {}
    others = [rung for rung in ladder if rung.id != rung_id]
    visible = [at for at, rung in enumerate(others) if not rung.hidden]
    place = max(1, to) - 1
    at = visible[place] if place < len(visible) else len(others)
    return _renumbered([*others[:at], target, *others[at:]])


def added(ladder: Sequence[Rung], rung_id: str, words: str, *, with_someone: bool = True) -> Changes:
    """Add a rung above the others; it happens with someone unless the person says otherwise."""
    words = _normalised(words)
    if not words:
        return {}
    place = max((rung.place for rung in ladder), default=0) + 1
    return {rung_id: {"words": words, "lived": with_someone, "place": place, "hidden": False}}


def _renumbered(order: Sequence[Rung]) -> Changes:
    return {rung.id: {"place": place} for place, rung in enumerate(order, 1) if rung.place != place}


def _normalised(words: str) -> str:
    """``words`` on one line, cut to ``LONGEST_WORDS`` characters."""
    return " ".join(words.split())[:LONGEST_WORDS]
