"""Writes a compiled gettext catalogue, as msgfmt would."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"


def write_catalogue(locales: Path, language: str, messages: Mapping[str, str]) -> None:
    """Put ``messages`` where gettext looks for ``language``. A plural has its two forms joined by a NUL."""
    folder = locales / language / "LC_MESSAGES"
    folder.mkdir(parents=True)
    pairs = sorted((key.encode(), text.encode()) for key, text in {"": HEADER, **messages}.items())
    at = 28 + 16 * len(pairs)
    tables, texts = [b"", b""], b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += struct.pack("<II", len(pair[column]), at + len(texts))
            texts += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    (folder / "securecoach.mo").write_bytes(head + tables[0] + tables[1] + texts)
