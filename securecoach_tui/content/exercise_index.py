"""The built-in exercises as a list shows them: all but their steps, with nothing imported that checks or practises.

A list is typed by someone who wants to begin; what checks every field (content, practice) costs three times as
much to import as reading this does. The files are ours, and a test compares each card with its whole exercise.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from securecoach_tui.practice.exercise.model import Kind
    from securecoach_tui.practice.record import Capacity

CONTENT = Path(__file__).parent


class Known(NamedTuple):
    """What is known about an exercise; ``strength`` names the design of the studies."""

    strength: str
    summary: str
    citations: list[str]


class Card(NamedTuple):
    """What a list says of an exercise. ``minutes`` are the lengths on offer."""

    id: str
    title: str
    summary: str
    capacity: Capacity
    directions: list[Literal["anxious", "avoidant"]]
    minutes: list[float]
    evidence: Known
    kind: list[Kind]


def folder_of(language: str) -> Path:
    """Where the words of ``language`` lie; the English ones where there are none."""
    folder = CONTENT / language
    return folder if language.replace("_", "").isalpha() and folder.is_dir() else CONTENT / "en"


def path_of(folder: Path, name: str) -> Path:
    """A file of a language, or the English one where it isn't translated."""
    path = folder / name
    return path if path.exists() else CONTENT / "en" / name


@cache
def order(folder: Path) -> list[str]:
    """The ids of the built-in exercises, in the order in which they are listed."""
    found: list[str] = tomllib.loads(path_of(folder, "catalogue.toml").read_text("utf-8"))["order"]
    return found


def cards(folder: Path) -> list[Card]:
    """The built-in exercises in the catalogue's order."""
    return [_card(path_of(folder, f"exercises/{id}.toml")) for id in order(folder)]


@cache
def _card(path: Path) -> Card:
    """A file up to its first step: reading no further takes a fifth of the time."""
    raw: dict[str, Any] = tomllib.loads(path.read_text("utf-8").partition("\n[[")[0])
    known = raw["evidence"]
    return Card(
        raw["id"],
        raw["title"],
        raw["summary"],
        raw["capacity"],
        raw["directions"],
        [float(length) for length in raw["minutes"]],
        Known(known["strength"], known["summary"], known.get("citations", [])),
        raw.get("kind", []),
    )
