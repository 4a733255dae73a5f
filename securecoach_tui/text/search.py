"""The text of a stored session in which a search looks for words."""

from __future__ import annotations

from collections.abc import Mapping

from securecoach_tui.practice.record import SessionRecord


def holds(one: SessionRecord, wanted: str, titles: Mapping[str, str], texts: dict[str, str]) -> bool:
    """Whether a session contains ``wanted`` (casefolded). ``texts`` caches the text of each session by its id."""
    text = texts.get(one.id)
    if text is None:
        text = texts[one.id] = searched(one, titles)
    return wanted in text


def searched(one: SessionRecord, titles: Mapping[str, str]) -> str:
    """What the person wrote, the rung and the exercise's title, casefolded."""
    written = (one.reflection, one.expect, one.happened, one.rung, *one.answers.values())
    return "\n".join(
        [*(text for text in written if text), titles.get(one.exercise or "", one.exercise or "")]
    ).casefold()
