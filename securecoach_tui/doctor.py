"""What works here and how to mend it; makes no sound and starts nothing."""

from __future__ import annotations

import importlib.util
import os
import sys

from securecoach_tui import content
from securecoach_tui.i18n import _
from securecoach_tui.settings import Places
from securecoach_tui.wording import bad_exercise_words

Fact = dict[str, str]


def examine(where: Places) -> list[Fact]:
    """One fact a thing: ``name``, ``state`` (works, limited, missing) and ``words``."""
    return [_data(where), *_exercises(where), _speech(), _sound(), _terminal()]


def _data(where: Places) -> Fact:
    folder = where.data
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if os.access(folder, os.W_OK):
        return {"name": "data", "state": "works", "words": str(where.data)}
    words = _("{folder} can't be written; choose another with --data-dir.").format(folder=where.data)
    return {"name": "data", "state": "missing", "words": words}


def _exercises(where: Places) -> list[Fact]:
    _own, bad = content.custom(where.exercises)
    return [
        {"name": "exercise", "state": "missing", "words": f"{file.path.name}: {bad_exercise_words(file.error)}"}
        for file in bad
    ]


def _speech() -> Fact:
    if importlib.util.find_spec("pyttsx3") is None:
        return {
            "name": "speech",
            "state": "missing",
            "words": _("pyttsx3 is not installed; captions are always there."),
        }
    return {"name": "speech", "state": "limited", "words": _("pyttsx3 is installed; no sound was made to try it.")}


def _sound() -> Fact:
    if importlib.util.find_spec("miniaudio") is None:
        return {
            "name": "sound",
            "state": "missing",
            "words": _("miniaudio is not installed; captions are always there."),
        }
    return {"name": "sound", "state": "limited", "words": _("miniaudio is installed; no sound was made to try it.")}


def _terminal() -> Fact:
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return {"name": "terminal", "state": "limited", "words": _("Lines of text are used here.")}
    return {"name": "terminal", "state": "works", "words": os.environ.get("TERM", "")}
