"""Random users with random data and settings, for the proofs ``screens`` and ``soak``.

The data contains what the program writes, what older, newer or broken versions could have written, and hostile text.
Nothing is written outside the folder that is passed in.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from securecoach_tui import content
from securecoach_tui.app.session_setup import make_setup
from securecoach_tui.clock import Clock
from securecoach_tui.config import settings
from securecoach_tui.config.settings import Settings
from securecoach_tui.practice.plan import DAYS
from securecoach_tui.store.local import contacts
from securecoach_tui.tui.context import ScreenContext
from securecoach_tui.voice.session_audio import SessionSound
from tests.fakes.clock import FakeClock
from tests.fakes.sound import RecordingVoice
from tests.fakes.writer import MemoryWriter

WORDS = [
    "", "words of one's own", "[bold]x[/bold]", "[/]", "\x1b[2J\x07", "1\n2\n3\n", "💜\u202e\u0000", "../../x", "{rung}",
    "a" * 3000, "9" * 5000, "ein langer Satz " * 40, "足" * 200,
]  # fmt: skip
OTHER: list[Any] = [
    None,
    True,
    -1,
    0,
    11,
    4.5,
    1e300,
    "",
    "yes",
    [],
    ["mon", 3, None],
    {},
    {"a": {"b": [1]}},
    "2026-99-99",
]
SCALES, WHENS = ["distress", "ease", "urge", "presence"], ["before", "during", "after"]


def _session(chance: random.Random, clock: Clock) -> dict[str, Any]:
    exercise = content.load().exercise(chance.choice(content.load().ids()))
    at = clock.now() - timedelta(days=chance.random() * 200)
    seconds = 60.0 * min(exercise.minutes)
    ratings = [
        {
            "at": chance.choice([None, 30.0]),
            "scale": chance.choice(SCALES),
            "value": chance.randint(0, 10),
            "when": when,
        }
        for when in WHENS
    ]
    return {
        "started": at.isoformat(),
        "ended": (at + timedelta(seconds=seconds)).isoformat(),
        "exercise": exercise.id,
        "exercise_version": 1,
        "capacity": exercise.capacity,
        "planned_seconds": seconds,
        "practised_seconds": seconds * chance.random(),
        "completed": chance.random() < 0.8,
        "eased_off": False,
        "not_helping": False,
        "ratings": ratings,
        "prediction": chance.choice([None, 3, 8]),
        "feared": chance.choice([None, "no", "partly", "yes"]),
        "rung": chance.choice([None, *WORDS]),
        "rung_id": chance.choice([None, "let-help", "nowhere"]),
        "need_stage": chance.choice([None, 0, 4]),
        "answers": {"need": chance.choice(WORDS), "feel": chance.choice(WORDS)},
        "reflection": chance.choice([None, *WORDS]),
    }


def _other(chance: random.Random, clock: Clock) -> tuple[str, str, dict[str, Any]]:
    day = (clock.now() - timedelta(days=chance.randint(0, 60))).date()
    kinds: list[tuple[str, str, dict[str, Any]]] = [
        ("plan", "plan", {"days": chance.sample(DAYS, 3), "time": chance.choice(["", "18:30"])}),
        ("debrief", f"d{chance.randint(0, 3)}", {"waits": True, "exercise": "closeness-ladder", "rung": chance.choice(WORDS)}),
        ("rung", "current", {"rung_id": chance.choice(["let-help", "nowhere"])}),
        ("rung", f"r{chance.randint(0, 3)}", {"text": chance.choice(WORDS), "place": chance.randint(-1, 12), "lived": True}),
        ("checkin", f"c{chance.randint(0, 3)}", {"at": clock.now().isoformat(), "direction": chance.choice(["anxious", "x"])}),
        ("baseline", f"b{chance.randint(0, 3)}", {"begins": day.isoformat(), "words": chance.choice(WORDS)}),
        ("lookback", f"l{chance.randint(0, 3)}", {"week": day.isoformat(), "words": chance.choice(WORDS)}),
        ("card", f"k{chance.randint(0, 3)}", {"if": chance.choice(WORDS), "then": chance.choice(WORDS), "about": "ask", "made": day.isoformat()}),
        ("later", "x", {"unknown": chance.choice(WORDS)}),
    ]  # fmt: skip
    return chance.choice(kinds)


def record(chance: random.Random, paths: settings.DataPaths, clock: Clock) -> None:
    """Write a journal of sessions and other entries, some of them with fields of unexpected types."""
    lines = []
    for number in range(chance.choice([1, 3, 12, 60])):
        kind, id, fields = ("session", f"s{number}", _session(chance, clock))
        if chance.random() < 0.4:
            kind, id, fields = _other(chance, clock)
        if chance.random() < 0.1 and fields:
            fields[chance.choice(sorted(fields))] = chance.choice(OTHER)
        line = {"v": 1, "kind": kind, "id": id, "stamp": [number + 1, "0badcafe"], "fields": fields}
        lines.append(json.dumps(line, separators=(",", ":"), ensure_ascii=chance.random() < 0.5))
    journal = paths.data / "journal"
    journal.mkdir(parents=True, exist_ok=True)
    (journal / "0badcafe.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def own_files(chance: random.Random, paths: settings.DataPaths) -> None:
    """Write custom exercises and support lines, some of them damaged."""
    built_in = Path(content.__file__).parent / "en" / "exercises"
    paths.exercises.mkdir(parents=True, exist_ok=True)
    for name in chance.sample(sorted(path.name for path in built_in.glob("*.toml")), chance.randint(0, 3)):
        text = (built_in / name).read_text().replace('id = "', 'id = "own-', 1)
        if chance.random() < 0.5:
            text = text.replace("say = ", "say = 3 # ", 1)
        (paths.exercises / f"own-{name}").write_text(text)
    contacts.write(paths, [contacts.Contact(chance.choice(WORDS), chance.choice(WORDS)) for _ in range(2)])


def preferences(chance: random.Random, **given: Any) -> Settings:
    """Return random settings, except those in ``given``."""
    found: dict[str, Any] = {
        "first_run_seen": chance.random() < 0.9,
        "questions": chance.choice(["all", "all", "few", "none"]),
        "ascii": chance.random() < 0.2,
        "reduced_motion": chance.random() < 0.2,
        "theme": chance.choice(["dark", "light", "nonsense"]),
        "lens": chance.choice(["ask", "on", "off"]),
        "breath_lines": chance.choice(["all", "few", "none"]),
        "voice": chance.random() < 0.3,
        "tones": chance.random() < 0.3,
        "spoken_interface": chance.random() < 0.2,
        "settle_seconds": chance.choice([0.0, 0.0, 20.0]),
    }
    return msgspec.structs.replace(Settings(), **{**found, **given})


class QuietContext(ScreenContext):
    """A ScreenContext whose voice is a fake, so that no sound is played and no process starts."""

    def enable_sound(self, notice: Callable[[str], None], *, speech: bool = True) -> None:
        clock = self.clock
        assert isinstance(clock, FakeClock)
        self.sound = SessionSound(self.preferences, clock, lambda preferred: RecordingVoice(clock, preferred))

    def play_start_clip(self) -> None:
        """Play no clip at the first start."""


def person(chance: random.Random, folder: Path) -> tuple[ScreenContext, Any]:
    """Return a random user's context, and a setup if the program is to open with an exercise."""
    paths = settings.places(str(folder / "data"), environ={"SECURECOACH_STATE_DIR": str(folder / "state")})
    clock = FakeClock()
    if chance.random() < 0.7:
        record(chance, paths, clock)
    if chance.random() < 0.3:
        own_files(chance, paths)
    preferred = preferences(chance)
    context = QuietContext(paths, preferred, clock, MemoryWriter("the disk is full" if chance.random() < 0.1 else ""))
    setup = None
    if chance.random() < 0.3:
        exercise = content.load().exercise(chance.choice(content.load().ids()))
        setup = make_setup(exercise, 60 * min(exercise.minutes), settings=preferred, record=context.record, clock=clock)
    return context, setup
