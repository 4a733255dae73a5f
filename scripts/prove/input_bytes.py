"""Any bytes from a terminal, on every screen and in plain text: no traceback, and quick exit works after each batch.

    python3 scripts/prove input_bytes [SEQUENCES]     (100,000)
    python3 scripts/prove input_bytes [SEQUENCES] --seed N    the same again from one seed

The bytes go through the program's own reader of terminal input, in random pieces with random pauses: keys in every form
that terminals write, mouse reports, pastes, answers to questions nobody asked, text in many scripts, and all of these
mutated and cut. The app is the real one, without a terminal; clock and writer are fakes. Plain text gets the same bytes
through its line editor.
"""

from __future__ import annotations

import asyncio
import importlib
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from textual import events

from scripts.prove.random_people import person
from scripts.prove.rounds import run_rounds
from scripts.prove.screens import FIRST_SCREENS, HANGS
from securecoach_tui.plain.editor import LineEditor
from securecoach_tui.plain.session_input import understand
from securecoach_tui.practice.record import Scale
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.questions import ask_rating
from securecoach_tui.tui.app import SecureCoach
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.terminal_input import TerminalInput
from securecoach_tui.tui.terminal_keys import TerminalKeys
from tests.fakes.clock import FakeClock
from tests.fakes.keyboard import ByteKeyboard

BATCH = 2000  # sequences sent to one program before its quick exit
AT_ONCE = 200  # sequences at most before waiting for the program
ESC = b"\x1b"
KEYS = [
    *[ESC + rest for rest in (b"[A", b"[B", b"[C", b"[D", b"[H", b"[F", b"[Z", b"OP", b"OQ", b"OA", b"[3~", b"[5~", b"[6~", b"[17~", b"[15;5~", b"[1;2B", b"[[A", b"c", b"q", b"")],
    *[bytes([one]) for one in (0x0D, 0x0D, 0x09, 0x20, 0x7F, 0x08, 0x0F, 0x1A, 0x00, 0x16, 0x04)],
]  # fmt: skip
REPORTS = [
    b"[?62;1;6c", b"[>1;95;0c", b"[1;1R", b"[?2026;2$y", b"[?2048;1$y", b"[48;24;80;480;800t", b"[8;24;80t", b"]11;rgb:1e1e/2020/2020\x1b\\", b"]11;rgb:ffff/ffff/ffff\x07",
    b"]4;1;rgb:ff/00/00\x07", b"P1+r544e=787465726d\x1b\\", b"_Gi=1;OK\x1b\\", b"[I", b"[O", b"[?1u", b"P>|foot(1.16)\x1b\\", b"[?997;1n",
]  # fmt: skip
TEXTS = [
    "alone",
    "спйк С",
    "ψγσ",
    "בעד",
    "ؤلض",
    "هنوز نه\u200cشده",
    "👩🏽\u200d🚀🏴\U000e0067\U000e007f",
    "\xa0\u3000\u202f",
    "é̈ ﬃ",
    "[31m",
    "９٣०",
    "\u202e\u2028\ufeff",
    "\U0010ffff",
]
QUICK_EXITS = [
    b"\x03",
    b"\x1b[99;5u",
    b"\x1b[1089;5u",
    b"\x1b[1089::99;5u",
    b"\x1b[99;69u",
    b"\x1b[27;5;99~",
    b"\x1b[99;5:1u",
]
ENDS = re.compile(rb"\x03|27;[56];\d+~|;(?:5|6|69|133)(?::\d?)?(?:;[\d:]*)?u")  # ctrl+c, which would end the batch
QUITS = re.compile(rb"[qQ\x11]|113|81")  # q and ctrl+q, as a letter and in a sequence


def number(chance: random.Random) -> bytes:
    """A number as a terminal may write one, or may not."""
    choices = [b"", b"0", b"1", b"27", b"57399", b"55296", b"1114112", b"99999999999999999999", b"-1", b"1" * 40]
    return chance.choice([*choices, str(chance.randrange(300)).encode(), str(chance.randrange(0x110000)).encode()])


def sequence(chance: random.Random) -> bytes:
    """One sequence of a kind that terminals send, with numbers of any size."""
    kind = chance.randrange(9)
    if kind == 0:
        return chance.choice(KEYS)
    if kind == 1:
        fields = b";".join(
            b":".join(number(chance) for _ in range(chance.randint(1, 3))) for _ in range(chance.randint(1, 3))
        )
        return ESC + b"[" + fields + bytes([chance.choice(b"u~ABCDEFHPQRSMmtny")])
    if kind == 2:
        report = b";".join(number(chance) for _ in range(chance.randint(2, 4)))
        return ESC + b"[" + chance.choice([b"<", b""]) + report + chance.choice([b"M", b"m"])
    if kind == 3:
        return ESC + b"[M" + chance.randbytes(3)
    if kind == 4:
        return ESC + chance.choice(REPORTS)
    if kind == 5:
        return chance.choice(TEXTS).encode(chance.choice(["utf-8", "utf-8", "utf-16-le"]), "surrogatepass")
    if kind == 6:
        return chance.randbytes(chance.randint(1, 12))
    if kind == 7:
        pasted = chance.choice(TEXTS).encode() + chance.randbytes(chance.choice([0, 3, 40]))
        return ESC + b"[200~" + pasted + chance.choice([ESC + b"[201~"] * 4 + [b"", ESC + b"[20"])
    return chance.choice(b"scgrwtnu +-=[]?vibh0123456789\r").to_bytes(1, "big")


def mutated(chance: random.Random, data: bytes) -> bytes:
    """``data`` cut, doubled, or with some bytes changed."""
    for _ in range(chance.choice([0, 0, 0, 1, 1, 2, 4])):
        at = chance.randrange(len(data) + 1)
        data = chance.choice(
            [data[:at], data[at:], data[:at] + chance.randbytes(1) + data[at:], data[:at] + data[at + 1 :], data[:at] + data[: at + 2]]
        )  # fmt: skip
    if chance.random() < 0.95:
        data = QUITS.sub(b"", data)  # which end the program on the first screen, and with it the batch
    return data if chance.random() < 0.001 else ENDS.sub(b"", data)


def pieces(chance: random.Random, data: bytes) -> Iterator[tuple[bytes, float]]:
    """``data`` as it may arrive: in parts, each with the seconds that pass after it."""
    while data:
        length = chance.choice([len(data), len(data), 1, 2, 5])
        yield data[:length], chance.choice([0.0, 0.0, 0.0, 0.02, 0.15, 0.6, 3.0])
        data = data[length:]


async def screen_batch(seed: int, count: int, found: Counter[str]) -> None:
    """Send a batch to one screen, then leave quickly."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        context, setup = person(chance, Path(folder))
        ended: list[int] = []
        app = SecureCoach(context, setup, end=ended.append)
        async with app.run_test(size=chance.choice([(80, 24), (80, 24), (40, 15), (120, 40)])) as pilot:
            if setup is None and chance.random() < 0.8:
                module, name = chance.choice(sorted(FIRST_SCREENS.items()))
                await app.push_screen(getattr(importlib.import_module(f"securecoach_tui.tui.screens.{module}"), name)())
            keyboard, sent = ByteKeyboard(app), 0
            while sent < count and app.is_running and not app._exit and not ended:
                together = min(chance.randint(1, AT_ONCE), count - sent)
                for _ in range(together):
                    for part, pause in pieces(chance, mutated(chance, sequence(chance))):
                        keyboard.send(part, pause)
                pass_by(app, chance)
                await pilot._wait_for_screen(HANGS)
                if app.screen_stack:
                    found[type(app.screen).__name__] += 1
                if app.is_running and not app._exit and not ended:
                    sent += together  # those that came after an end reached nothing
                else:
                    found["ended by a key"] += 1
            found["sequences"] += sent
            if app.is_running and not app._exit and not ended:
                keyboard.send(chance.choice(QUICK_EXITS), 0.0)
                await pilot._wait_for_screen(HANGS)
                for _ in range(200):  # the end is on another thread, which has its own time
                    if ended:
                        break
                    await asyncio.sleep(0.01)
                if app._exit and not ended:  # a q that was typed before, and waited for other keys, was handled first
                    found["ended by a key"] += 1
                else:
                    assert ended and ended[0] == 0, "quick exit did not work"
                    found["quick exits"] += 1


def pass_by(app: SecureCoach, chance: random.Random) -> None:
    """Let time pass, so that a session goes on."""
    clock = app.context.clock
    assert isinstance(clock, FakeClock)
    clock.advance(chance.choice([0.1, 0.1, 1.0, 20.0]))
    if app.screen_stack and isinstance(app.screen, SessionScreen) and app.screen._runner is not None:
        app.screen.call_later(app.screen._tick)


def plain_batch(seed: int, count: int, found: Counter[str]) -> None:
    """Send a batch to the line editor; what it returns may be printed and understood, and a line can be typed after it."""
    chance, editor, now = random.Random(seed), LineEditor(), 0.0
    asks = [None, ask_rating(Scale.DISTRESS), AskFor("mood", ("warm", "blank")), AskFor("need", ())]
    for _ in range(count):
        for part, pause in pieces(chance, mutated(chance, sequence(chance))):
            for event in editor.feed(part, now):
                assert "\x1b" not in event.text and "\x9b" not in event.text, event
                if event.kind == "line":
                    understand(event.text, chance.choice(asks), {})
            now += pause
    found["lines of bytes"] += count
    now += 3.0
    typed = [event.text for event in editor.feed(b"\x157\r", now) if event.kind == "line"]
    assert typed == ["7"], typed


def reader_batch(seed: int, count: int, found: Counter[str]) -> None:
    """Read a batch without a screen; ctrl+c is read after every sequence."""
    chance, reader, keys, now = random.Random(seed), TerminalInput(), TerminalKeys(), 0.0
    for _ in range(count):
        for part, pause in pieces(chance, mutated(chance, sequence(chance))):
            read = list(reader.feed(part, now))
            now += pause
            for item in [*read, *reader.tick(now)]:
                list(keys._messages(item))
        last = [message for item in reader.feed(b"\x03", now) for message in keys._messages(item)][-1]
        assert isinstance(last, events.Key) and last.key == "ctrl+c", last
    found["sequences read"] += count


def main(args: list[str]) -> int:
    """Send ``args[0]`` sequences to the full screen, and as many to plain text; return 1 if something raised."""
    found: Counter[str] = Counter()

    def act(seed: int, left: int) -> None:
        asyncio.run(screen_batch(seed, min(BATCH, left), found))
        plain_batch(seed, BATCH, found)
        reader_batch(seed, 2 * BATCH, found)

    faults, _rounds = run_rounds(args, "sequences", found, act)
    counted = ("sequences", "ended by a key", "quick exits", "lines of bytes", "sequences read")
    screens = ", ".join(f"{name} {many:,}" for name, many in found.most_common() if name not in counted)
    print(f"screens seen ({len(found) - len(counted)}): {screens}")
    print(
        f"bytes of a terminal: {found['sequences']:,} sequences on the full screen, {found['lines of bytes']:,} in plain "
        f"text, {found['sequences read']:,} read alone with ctrl+c after each; tracebacks {faults}; "
        f"{found['quick exits']:,} quick exits worked"
    )
    return 1 if faults else 0
