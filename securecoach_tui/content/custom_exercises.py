"""Custom exercise files: reads and finds them, locates the line of an error, and writes a template."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from securecoach_tui.config import durable_file, output_file, safe_files, text_decoding
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.parser import LARGEST_FILE, BadExercise, parse, warnings

WORDS_A_MINUTE = 100.0  # a step too short for its words at this pace gets a warning

_HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z_]+)\s*\]?\]\s*(?:#.*)?$")
_ID = re.compile(r"^\s*id\s*=", re.MULTILINE)
_OTHER = re.compile(r"^\s*(title|capacity|minutes)\s*=|^\s*\[\[\s*(opening|body|closing)\s*\]\]", re.MULTILINE)
# What editors, browsers and sync tools leave behind, beside the file that they were made of.
_LEFTOVERS = re.compile(
    r".*(~|\.(sw[a-p]|bak|old|orig|rej|save|tmp|part|crdownload|download|kate-swp|icloud))|#.*#|\.#.*|\._.*|~\$.*"
)
_STEP = re.compile(r"(opening|body|closing) step (\d+)(?:, (.*))?$")


@dataclass(frozen=True, slots=True)
class BadFile:
    """An exercise file that can't be used."""

    path: Path
    error: BadExercise


def read(path: Path) -> Exercise:
    """The exercise in a file.

    Raises:
        BadExercise: the file can't be read or used; the error names the line, the field and the reason.
    """
    return _read(path)[0]


def examine(path: Path, data: bytes | None = None) -> tuple[Exercise, list[BadExercise]]:
    """The exercise in a file, or in its bytes if they were read already; and warnings: steps shorter than their words.

    Raises:
        BadExercise: as for ``read``, or the file's name isn't that of an exercise.
    """
    if os.path.isfile(path):  # what comes through a pipe has no name
        _check_name(path.name)
    exercise, text = _read(path) if data is None else _parsed(data)
    return exercise, [_located(one, text) for one in warnings(exercise, WORDS_A_MINUTE)]


def custom(folder: Path, taken: frozenset[str]) -> tuple[dict[str, Exercise], list[BadFile]]:
    """The exercises in a folder by id, and the files that can't be used; ids in ``taken`` are refused.

    A file's name ends in ".toml", in capitals or not. Of other files, those that were meant to be exercises are named.
    """
    found: dict[str, Exercise] = {}
    bad: list[BadFile] = []
    try:
        paths = [folder / name for name in safe_files.names(folder)]
    except FileNotFoundError:
        return found, bad
    except OSError as error:
        return found, [BadFile(folder, _unreadable(error))]
    for path in paths:
        if not _is_meant(path):
            continue
        try:
            _check_name(path.name)
            exercise, text = _read(path, safe_files.read)
            if exercise.id in found or exercise.id in taken:
                duplicate = BadExercise("id", "{id} is taken by another exercise", id=exercise.id)
                raise _located(duplicate, text)
            found[exercise.id] = exercise
        except BadExercise as error:
            bad.append(BadFile(path, error))
    return found, bad


def _is_meant(path: Path) -> bool:
    """Whether a file was meant as an exercise: by its name, or by what is in it, whatever its name ends in."""
    name = path.name.casefold()
    if _LEFTOVERS.fullmatch(name):
        return False
    if ".toml" in name:
        return True
    try:
        text = text_decoding.in_utf8(safe_files.read(path, most=LARGEST_FILE)).decode("utf-8", "replace")
    except OSError:
        return False
    return _ID.search(text) is not None and _OTHER.search(text) is not None


def _check_name(name: str) -> None:
    """Refuse a name that doesn't end in ".toml", with the name to use instead."""
    if not name.casefold().endswith(".toml"):
        better = re.sub(r"(\.toml)?(\.[^.]*)?$", "", name, count=1, flags=re.IGNORECASE) + ".toml"
        raise BadExercise("", "the name of an exercise file ends in .toml, so rename it to {name}", name=better)


def start(folder: Path, id: str, template: str) -> Path:
    """Write a template for a custom exercise, named after ``id``; return its path.

    Raises:
        BadExercise: ``id`` can't be the id of an exercise.
        FileExistsError: a file of that name exists; it isn't overwritten.
        OSError: the folder can't be made or written.
    """
    text = template.replace('id = "my-exercise"', f'id = "{id}"', 1)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id) or len(id) > 60:
        raise BadExercise("id", 'use lower-case words joined by "-", at most 60 characters')
    path = folder / f"{id}.toml"
    durable_file.make_folder(folder)
    safe_files.check_folder(folder)
    output_file.write(output_file.NamedOutput("new", path), text.encode())
    return path


def _read(path: Path, read: Callable[..., bytes] = safe_files.read_chosen) -> tuple[Exercise, str]:
    try:
        data = read(path, most=LARGEST_FILE)
    except safe_files.UnsafeFile as error:
        if error.errno != errno.EFBIG:
            raise _unreadable(error) from None
        data = b" " * (LARGEST_FILE + 1)  # ``parse`` says that it is too large
    except OSError as error:
        raise _unreadable(error) from None
    return _parsed(data)


def _parsed(data: bytes) -> tuple[Exercise, str]:
    data = text_decoding.in_utf8(data)
    text = data.decode("utf-8-sig", "replace")
    try:
        return parse(data), text
    except BadExercise as error:
        raise _located(error, text) from None


def _unreadable(error: OSError) -> BadExercise:
    return BadExercise("", "the file can't be read ({reason})", reason=error.strerror or "unknown")


def _located(error: BadExercise, text: str) -> BadExercise:
    """The same error with its line number, if the line can be found."""
    line = line_of(text, error.where)
    where = f"line {line}, {error.where}" if line else error.where
    return BadExercise(where, error.why, **error.facts)


def line_of(text: str, where: str) -> int | None:
    """The line number, from 1, of a place as errors name it: ``body step 3, seconds`` or ``minutes``.

    A missing field has the line of its step's header. None where there is no such line.
    """
    step = _STEP.match(where)
    if step:
        table, number, field = step[1], int(step[2]), step[3] or ""
    elif where.startswith("evidence."):
        table, number, field = "evidence", 1, where.removeprefix("evidence.")
    else:
        table, number, field = "", 0, where
    key = re.match(r"\w*", field)
    assigned = re.compile(rf"\s*{key[0]}\s*=") if key and key[0] else None
    current_table, tables_seen, header_line = "", 0, None
    for count, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            current_table = header[1]
            tables_seen += current_table == table
            header_line = count if current_table == table and tables_seen == number else header_line
        elif assigned and current_table == table and tables_seen == number and assigned.match(line):
            return count
    return header_line
