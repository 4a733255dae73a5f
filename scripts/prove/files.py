"""Exercise files with random damage: each is either read as an exercise or refused in one sentence, quickly.

    python3 scripts/prove files [COUNT]        (100,000)

A damaged file is a built-in one with bytes changed, cut, doubled or swapped, lines moved, values replaced by hostile
ones, or a part of another file inserted. Files that still parse are compiled at every length they offer.
"""

from __future__ import annotations

import random
import re
import time
import traceback
from collections import Counter
from pathlib import Path

from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.parser import BadExercise, parse, warnings
from securecoach_tui.practice.exercise.timeline import LengthRefused, compile
from securecoach_tui.text.exercise_errors import bad_exercise_words

ROOT = Path(__file__).resolve().parents[2]

SLOWEST = 2.0  # the longest time in seconds for one file
HOSTILE = [
    b"-1", b"0", b"nan", b"inf", b"-inf", b"1e308", b"1e-308", b"99999999999999999999", b"true", b"[]", b"{}", b'""',
    b'"[bold]x[/bold]"', b'"\\u001b[31m"', b'"\\u202e"', b'"\\u0000"', b'"{rung}{rung}{x}{0}"', b'"' + b"a" * 5000 + b'"',
    b"1979-05-27", b"[[1]]", b'{ in = 4 }', b"{ in = 0.0001, out = 0.0001 }", b"0x7fffffffffffffff", b"'''\n'''", b"[0.05]",
    b"[1, 2, 3, 3]", b'["anxious", "anxious"]', b'"..\\\\..\\\\x"', b'"../../x"',
]  # fmt: skip


def spoilt(chance: random.Random, files: list[bytes]) -> bytes:
    """Return a built-in file with one to four random defects."""
    data = chance.choice(files)
    for _ in range(chance.choice([1, 1, 2, 4])):
        data = chance.choice(WAYS)(chance, data, files)
    return data


def _bytes(chance: random.Random, data: bytes, _files: list[bytes]) -> bytes:
    raw = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        if raw:
            raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


def _cut(chance: random.Random, data: bytes, _files: list[bytes]) -> bytes:
    a, b = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:a] + data[b:] if chance.random() < 0.7 else data[:a]


def _lines(chance: random.Random, data: bytes, files: list[bytes]) -> bytes:
    lines = data.splitlines(keepends=True)
    other = chance.choice(files).splitlines(keepends=True)
    for _ in range(chance.randint(1, 4)):
        if not lines:
            break
        at = chance.randrange(len(lines))
        what = chance.randrange(4)
        if what == 0:
            del lines[at]
        elif what == 1:
            lines.insert(chance.randrange(len(lines) + 1), lines[at])
        elif what == 2:
            lines.insert(at, chance.choice(other))
        else:
            chance.shuffle(lines)
    return b"".join(lines)


def _value(chance: random.Random, data: bytes, _files: list[bytes]) -> bytes:
    lines = data.splitlines(keepends=True)
    at = [number for number, line in enumerate(lines) if b"=" in line]
    for number in chance.sample(at, min(len(at), chance.randint(1, 3))):
        lines[number] = lines[number].split(b"=")[0] + b"= " + chance.choice(HOSTILE) + b"\n"
    return b"".join(lines)


def _number(chance: random.Random, data: bytes, _files: list[bytes]) -> bytes:
    """Replace a number with another plausible one."""
    found = list(re.finditer(rb"(?<== )[0-9.]+", data))
    if not found:
        return data
    match = chance.choice(found)
    new = chance.choice([b"0.1", b"0.05", b"1", b"2.5", b"7", b"60", b"119.9", b"7200", b"0.099999", b"1e-1"])
    return data[: match.start()] + new + data[match.end() :]


WAYS = [_bytes, _cut, _lines, _value, _number, _number, _number]


def tried(data: bytes) -> str:
    """Return "whole" for a valid exercise, or "refused". Any other exception is a fault."""
    try:
        exercise = parse(data)
    except BadExercise as error:
        words = bad_exercise_words(error)
        assert words and "\n" not in words and len(words) < 1000, words
        return "refused"
    for warning in warnings(exercise):
        assert bad_exercise_words(warning)
    _compiled(exercise)
    return "whole"


def _compiled(exercise: Exercise) -> None:
    for minutes in exercise.minutes:
        timeline = compile(exercise, minutes * 60, rung="a rung")
        seconds = [cue.at for cue in timeline.cues]
        assert seconds == sorted(seconds) and all(0 <= at <= timeline.total for at in seconds)
    try:
        compile(exercise, 3.0)
    except LengthRefused:
        pass


def main(args: list[str]) -> int:
    """Damage ``args[0]`` files; return 1 if one raised or took too long."""
    count = int(args[0]) if args else 100_000
    files = [
        path.read_bytes() for path in sorted((ROOT / "securecoach_tui" / "content" / "en" / "exercises").glob("*.toml"))
    ]
    found: Counter[str] = Counter()
    slowest = 0.0
    for number in range(count):
        data = spoilt(random.Random(number), files)
        begin = time.perf_counter()
        try:
            found[tried(data)] += 1
        except Exception:
            found["traceback"] += 1
            print(f"file {number}:\n{traceback.format_exc(limit=-3)}", flush=True)
        took = time.perf_counter() - begin
        slowest = max(slowest, took)
        if took > SLOWEST:
            found["too slow"] += 1
            print(f"file {number} took {took:.1f} s", flush=True)
    counts = ", ".join(f"{name} {many:,}" for name, many in sorted(found.items()))
    print(f"{count:,} spoilt exercise files: {counts}; tracebacks {found['traceback']}; slowest {slowest:.2f} s")
    return 1 if found["traceback"] or found["too slow"] else 0
