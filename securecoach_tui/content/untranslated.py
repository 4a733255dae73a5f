"""Names what is missing in a language: the texts that are English there."""

from __future__ import annotations

import tomllib
from pathlib import Path

from securecoach_tui.content.exercise_index import CONTENT, ENGLISH
from securecoach_tui.content.translation import gaps

# Files that aren't translated line by line: who to call is chosen anew, and the template has comments.
COMPLETE = ("support.toml", "new-exercise.toml")
LISTS = "reflection"  # word lists, of which danger.toml is enough
NEEDED = f"{LISTS}/danger.toml"


def missing(language: str) -> list[str]:
    """The places that aren't translated, such as ``exercises/if-then.toml: body.3.say`` or ``now.toml``, sorted.

    English lacks nothing. A language that has no folder lacks every file.
    """
    folder = CONTENT / language
    if folder == ENGLISH:
        return []
    names = [str(path.relative_to(ENGLISH).as_posix()) for path in ENGLISH.rglob("*.toml")]
    found = [] if (folder / NEEDED).exists() else [NEEDED]
    for name in names:
        if not name.startswith(f"{LISTS}/"):
            found += _missing_in(name, folder)
    return sorted(found)


def _missing_in(name: str, folder: Path) -> list[str]:
    """The places of one file; its name alone if there is no such file, or if it can't be read."""
    english = _read(ENGLISH / name)
    if name in COMPLETE:
        return [] if (folder / name).exists() else [name]
    if not gaps(english, {}):
        return []  # it has no text
    try:
        other = _read(folder / name)
    except (OSError, ValueError):
        return [name]
    return [f"{name}: {place}" for place in gaps(english, other)]


def _read(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text("utf-8"))
