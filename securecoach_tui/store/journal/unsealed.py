"""What isn't as it should be in a locked folder: plain lines, and encrypted lines that this machine saw and are gone.

A plain line in a locked folder may be anybody's: it counts nowhere, so it can neither change nor delete anything;
``transfer.plain_lines`` keeps it.

The state folder has the greatest number of an encrypted line that was seen of each device. Fewer lines mean that the end
of the file was cut off, or that an old version of it came back. Both are told once.
"""

from __future__ import annotations

import contextlib
import hashlib

import msgspec

from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.store.disk import FileSystem, replace
from securecoach_tui.store.journal.entry import file_of
from securecoach_tui.store.journal.folder import JournalContents

SEEN_FILE = "seen.json"


def plain_notices(paths: DataPaths, files: FileSystem, contents: JournalContents) -> list[str]:
    """Return a sentence about plain lines that weren't reported yet. It isn't marked as reported."""
    fresh = fresh_count(paths, files, contents)
    return [plain_sentence(fresh, "")] if fresh else []


def tell_gone(paths: DataPaths, files: FileSystem, contents: JournalContents, *, note: bool) -> list[str]:
    """Return a sentence about encrypted lines that were seen before and are gone; with ``note``, it is marked as
    reported. Never raises."""
    seen = _seen(paths, files).greatest
    if contents.unreadable:
        return []
    keys = {label.partition(" ")[0] for label in contents.greatest}
    gone = {
        label: most
        for label, most in seen.items()
        if label.partition(" ")[0] in keys and contents.greatest.get(label, 0) < most
    }
    if note and contents.greatest != seen:
        with contextlib.suppress(OSError):
            _note(paths, files, greatest=contents.greatest)
    count = sum(most - contents.greatest.get(label, 0) for label, most in gone.items())
    if not count:
        return []
    sentence = ngettext(
        "A locked line that was here before is gone. An old file may have come back. Backups may still have the line.",
        "{count} locked lines that were here before are gone. An old file may have come back. Backups "
        "may still have the lines.",
        count,
    )
    return [sentence.format(count=count)]


class Seen(msgspec.Struct, forbid_unknown_fields=True):
    """What this machine saw: ``greatest`` numbers by key and device, and hashes of ``plain`` lines that were told."""

    greatest: dict[str, int] = {}
    plain: set[str] = set()


def _seen(paths: DataPaths, files: FileSystem) -> Seen:
    with contextlib.suppress(OSError, ValueError):
        return msgspec.json.decode(files.read(paths.state / SEEN_FILE), type=Seen)
    return Seen()


def note_told(paths: DataPaths, files: FileSystem, contents: JournalContents) -> None:
    """Note that a sentence about the plain lines was told. Raises OSError."""
    _note(paths, files, plain=_seen(paths, files).plain | digests(contents))


def _note(
    paths: DataPaths, files: FileSystem, *, greatest: dict[str, int] | None = None, plain: set[str] | None = None
) -> None:
    seen = _seen(paths, files)
    new = Seen(seen.greatest if greatest is None else greatest, seen.plain if plain is None else plain)
    replace(files, paths.state / SEEN_FILE, msgspec.json.encode(new, order="sorted"))


def digests(contents: JournalContents) -> set[str]:
    """Return one hash for each file's plain lines, so that many lines make one."""
    return {
        hashlib.sha256(path.name.encode() + b"\n" + file_of(lines)).hexdigest()[:16]
        for path, lines in contents.plain.items()
    }


def fresh_count(paths: DataPaths, files: FileSystem, contents: JournalContents) -> int:
    """Return how many plain lines are in files whose plain lines weren't reported yet."""
    if not contents.plain or digests(contents) <= _seen(paths, files).plain:
        return 0
    return sum(len(lines) for lines in contents.plain.values())


def plain_sentence(count: int, copy: str) -> str:
    """Return a sentence about plain lines; ``copy`` is the name of the copy that has them, if there is one."""
    told = ngettext(
        "A line in the journal folder isn't locked. Anybody may have written it, so it isn't used.",
        "{count} lines in the journal folder aren't locked. Anybody may have written them, so they aren't used.",
        count,
    ).format(count=count)
    kept = _("They are saved in backups/{copy}. If you wrote them, go back to that backup: securecoach data restore")
    return f"{told} {kept.format(copy=copy)}" if copy else told
