"""What words are looked for in, in past sessions."""

from __future__ import annotations

from collections.abc import Mapping

from securecoach_tui.practice.record import SessionRecord


def holds(one: SessionRecord, wanted: str, titles: Mapping[str, str], texts: dict[str, str]) -> bool:
    """Whether ``wanted`` (casefolded) stands in it; ``texts`` remembers by id what was gone through."""
    text = texts.get(one.id)
    if text is None:
        text = texts[one.id] = searched(one, titles)
    return wanted in text


def searched(one: SessionRecord, titles: Mapping[str, str]) -> str:
    """A person's own words, the rung and the exercise's title, without regard to case."""
    own = (one.reflection, one.expect, one.happened, one.rung, *one.answers.values())
    return "\n".join([*(text for text in own if text), titles.get(one.exercise or "", one.exercise or "")]).casefold()
