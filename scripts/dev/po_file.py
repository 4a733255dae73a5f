"""Reads and writes gettext catalogues: .po files, which translators edit, and .mo files, which the program loads.

Only what this project's catalogues have: messages with an optional plural, references, flags and translators'
comments. There are no contexts and no obsolete messages. A file is written in one way only, so that a change to one
message changes its lines alone: no line is wrapped, and references have no line numbers.
"""

from __future__ import annotations

import ast
import re
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MAGIC = 0x950412DE
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\000"})
_KEYWORD = re.compile(r'(msgid_plural|msgid|msgstr(?:\[(\d+)\])?)\s+(".*")$')


class BadCatalogue(ValueError):
    """A line of a .po file that can't be read."""


@dataclass
class Message:
    """One message. ``texts`` has a translation for each plural form, or one for a message without a plural."""

    id: str
    plural: str = ""
    texts: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    @property
    def translated(self) -> bool:
        """Whether every form has a text that no translator has to read again."""
        return bool(self.texts) and all(self.texts) and "fuzzy" not in self.flags


@dataclass
class Catalogue:
    """The messages of a language, in the order of the source files."""

    header: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def forms(self) -> int:
        """The number of plural forms."""
        found = re.search(r"nplurals=(\d+)", self.header.get("Plural-Forms", ""))
        return int(found[1]) if found else 2


def parsed(text: str) -> Catalogue:
    """The catalogue of a .po file. Raises ``BadCatalogue`` with the number of a line that can't be read."""
    catalogue = Catalogue()
    for number, block in _blocks(text):
        message = _message(number, block)
        if message.id:
            catalogue.messages[message.id] = message
        else:
            catalogue.notes = message.notes
            lines = "".join(message.texts).splitlines()
            catalogue.header = {name: value.strip() for name, _colon, value in (one.partition(":") for one in lines)}
    return catalogue


def _blocks(text: str) -> Iterable[tuple[int, list[str]]]:
    """Groups of lines between empty lines, each with the number of its first line."""
    block: list[str] = []
    first = 1
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            first = first if block else number
            block.append(line.strip())
        elif block:
            yield first, block
            block = []


def _message(first: int, lines: list[str]) -> Message:
    message, parts, at = Message(""), {}, ""
    for number, line in enumerate(lines, first):
        if line.startswith("#:"):
            message.files += line[2:].split()
        elif line.startswith("#,"):
            message.flags |= {flag.strip() for flag in line[2:].split(",")}
        elif line.startswith("#"):
            message.notes.append(line[1:].strip())
        elif found := _KEYWORD.match(line):
            at = found[1]
            parts[at] = _unquoted(found[3], number)
        elif line.startswith('"') and at:
            parts[at] += _unquoted(line, number)
        else:
            raise BadCatalogue(f"line {number}: {line}")
    message.id, message.plural = parts.get("msgid", ""), parts.get("msgid_plural", "")
    message.texts = [text for name, text in sorted(parts.items()) if name.startswith("msgstr")]
    return message


def _unquoted(text: str, number: int) -> str:
    try:
        value = ast.literal_eval(text)
    except (SyntaxError, ValueError):
        raise BadCatalogue(f"line {number}: {text}") from None
    return str(value)


def written(catalogue: Catalogue) -> str:
    """The text of a .po file."""
    head = "".join(f"{name}: {value}\n" for name, value in catalogue.header.items())
    blocks = [_block(Message("", texts=[head], notes=catalogue.notes))]
    blocks += [_block(message, catalogue.forms) for message in catalogue.messages.values()]
    return "\n".join(blocks)


def _block(message: Message, forms: int = 1) -> str:
    lines = [f"# {note}".rstrip() for note in message.notes]
    lines += [f"#: {name}" for name in message.files]
    if message.flags:
        lines.append(f"#, {', '.join(sorted(message.flags))}")
    lines += _quoted("msgid", message.id)
    if message.plural:
        lines += _quoted("msgid_plural", message.plural)
        for form in range(forms):
            lines += _quoted(f"msgstr[{form}]", message.texts[form] if form < len(message.texts) else "")
    else:
        lines += _quoted("msgstr", message.texts[0] if message.texts else "")
    return "\n".join(lines) + "\n"


def _quoted(keyword: str, text: str) -> list[str]:
    """One line, or a line for each line of a text that has several."""
    pieces = [f'"{piece.translate(_ESCAPES)}"' for piece in text.splitlines(keepends=True)] or ['""']
    return [f"{keyword} {pieces[0]}"] if len(pieces) == 1 else [f'{keyword} ""', *pieces]


def compiled(catalogue: Catalogue) -> bytes:
    """The .mo file, with the translated messages alone; the same catalogue gives the same bytes."""
    head = "".join(f"{name}: {value}\n" for name, value in catalogue.header.items())
    pairs = {"": head}
    for message in catalogue.messages.values():
        if message.translated:
            key = f"{message.id}\0{message.plural}" if message.plural else message.id
            pairs[key] = "\0".join(message.texts)
    return _machine_object(pairs)


def _machine_object(pairs: Mapping[str, str]) -> bytes:
    """Two tables of lengths and offsets, then the texts, as gettext's manual describes the format."""
    encoded = sorted((key.encode(), text.encode()) for key, text in pairs.items())
    count = len(encoded)
    at, tables, texts = 28 + 16 * count, b"", b""
    for column in (0, 1):
        for pair in encoded:
            tables += struct.pack("<II", len(pair[column]), at + len(texts))
            texts += pair[column] + b"\0"
    return struct.pack("<7I", MAGIC, 0, count, 28, 28 + 8 * count, 0, 0) + tables + texts
