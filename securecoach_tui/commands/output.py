"""What commands print. Nothing printed to a terminal can act on it; files and pipes get exactly the data.

Commands print only through these functions; a test holds them to it.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

from securecoach_tui.practice.visible_text import visible


def say(text: str = "") -> None:
    """Print one line to standard output, with control characters written out."""
    sys.stdout.write(visible(text) + "\n")
    sys.stdout.flush()


def say_people_after(text: str) -> None:
    """Print where to find people to talk to if ``text`` mentions harm."""
    from securecoach_tui.app.reflection_class import mentions_harm
    from securecoach_tui.text.session_words import people_words

    if mentions_harm(text):
        say(people_words())


def say_path(path: Path) -> None:
    """Print a path: exactly its bytes into a file or pipe, and visibly on a terminal."""
    if sys.stdout.isatty():
        say(str(path))
    else:
        write_data(os.fsencode(path) + b"\n")


def print_json(value: Any) -> None:
    """Write ``value`` to standard output as indented JSON."""
    import json

    import msgspec

    data = msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
    if sys.stdout.isatty():  # the escapes of JSON itself, so that what is copied from the terminal stays JSON
        narrow = not (sys.stdout.encoding or "").lower().startswith("utf")
        unsafe = _UNSAFE_IN_JSON + ("|[^\x00-\x7f]" if narrow else "")
        data = re.sub(
            unsafe, lambda found: json.dumps(found[0])[1:-1].replace("\x7f", "\\u007f"), data.decode()
        ).encode()
    write_data(data)


_UNSAFE_IN_JSON = "[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"  # JSON escapes all below a space


def write_data(data: bytes) -> None:
    """Write a document to standard output: exactly these bytes into a file or pipe, and visibly on a terminal."""
    if sys.stdout.isatty():
        sys.stdout.write(visible(data.decode("utf-8", "replace").removeprefix("\ufeff"), lines=True))
        sys.stdout.flush()
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
