"""The built-in exercises as a list shows them: without their steps, and read without checking them.

Importing the code that checks every field takes three times as long as this reading. The built-in files
are checked by tests, one of which compares each card with its complete exercise.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from securecoach_tui.practice.exercise.model import Kind
    from securecoach_tui.practice.record import Capacity

CONTENT = Path(__file__).parent
ENGLISH = CONTENT / "en"


class CardEvidence(NamedTuple):
    """What is known about an exercise; ``strength`` names the design of the studies."""

    strength: str
    summary: str
    citations: list[str]


class ExerciseCard(NamedTuple):
    """What a list shows of an exercise. ``minutes`` are the lengths on offer."""

    id: str
    title: str
    summary: str
    capacity: Capacity
    directions: list[Literal["anxious", "avoidant"]]
    minutes: list[float]
    evidence: CardEvidence
    kind: list[Kind]


def folder_of(language: str) -> Path:
    """The folder of ``language``; the English one if it has none."""
    folder = CONTENT / language
    return folder if language.replace("_", "").isalpha() and folder.is_dir() else ENGLISH


def path_of(folder: Path, name: str) -> Path:
    """A file of a language, or the English one if it isn't translated."""
    path = folder / name
    return path if path.exists() else ENGLISH / name


@cache
def table(folder: Path, name: str) -> dict[str, Any]:
    """A file of a language as data; texts that it lacks are English."""
    return _in_language(folder, name, str)


def _in_language(folder: Path, name: str, part: Callable[[str], str]) -> dict[str, Any]:
    """The ``part`` of the English file that is wanted, with the texts of ``folder``."""
    english = tomllib.loads(part((ENGLISH / name).read_text("utf-8")))
    if folder == ENGLISH:
        return english
    try:
        other = tomllib.loads(part((folder / name).read_text("utf-8")))
    except (OSError, ValueError):  # not translated, or damaged
        return english
    from securecoach_tui.content.translation import merged

    return merged(english, other)


@cache
def order(folder: Path) -> list[str]:
    """The ids of the built-in exercises, in the order in which they are listed."""
    ids: list[str] = table(folder, "catalogue.toml")["order"]
    return ids


def cards(folder: Path) -> list[ExerciseCard]:
    """The built-in exercises in the catalogue's order."""
    return [_card(folder, id) for id in order(folder)]


@cache
def _card(folder: Path, id: str) -> ExerciseCard:
    """The card of one file. Only the part before the first step is parsed, in a fifth of the time."""
    raw = _in_language(folder, f"exercises/{id}.toml", lambda text: text.partition("\n[[")[0])
    evidence = raw["evidence"]
    return ExerciseCard(
        raw["id"],
        raw["title"],
        raw["summary"],
        raw["capacity"],
        raw["directions"],
        [float(length) for length in raw["minutes"]],
        CardEvidence(evidence["strength"], evidence["summary"], evidence.get("citations", [])),
        raw.get("kind", []),
    )
