"""Reads a path of eight weeks of the person's own.

A file ``path.toml`` in the data folder replaces the built-in path, as ``support.toml`` does for support lines. If it
can't be used, the built-in path is used, and ``problem`` says why.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from securecoach_tui.config import safe_files, text_decoding
from securecoach_tui.practice.exercise.parser import LARGEST_FILE, BadExercise, decoded
from securecoach_tui.practice.path.weeks import EightWeeks, from_data

FILE = "path.toml"


@dataclass(frozen=True, slots=True)
class LoadedPath:
    """The path in use; ``problem`` is why a file of the person's own isn't used."""

    weeks: EightWeeks
    problem: BadExercise | None = None


def own_path(own: Path, known: Callable[[], Collection[str]]) -> EightWeeks | None:
    """The path of the file ``own``; None if there is none. ``known`` returns the ids of all exercises.

    Raises:
        BadExercise: it can't be read or used.
    """
    try:
        data = safe_files.read(own, most=LARGEST_FILE)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise BadExercise("", "the file can't be read ({reason})", reason=error.strerror or "unknown") from None
    return parse(data, known())


def parse(data: bytes, known: Collection[str]) -> EightWeeks:
    """Parse the bytes of a path file; ``known`` are the ids of all exercises.

    Raises:
        BadExercise: the file can't be used; the error names the line or the field, and the reason.
    """
    return from_data(decoded(text_decoding.in_utf8(data)), known)
