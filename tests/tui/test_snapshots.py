"""Every screen as it was looked at and found good, in tests/tui/snapshots; the format is told in snapshot.py.

The whole set takes a minute or two (python3 scripts/test.py --only long). .venv/bin/python scripts/dev/renew_golden.py renews it.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from securecoach_tui.config import extras
from tests.tui.screen_list import exercises_of_scenes
from tests.tui.snapshot import Snapshot, difference, from_file, in_file, snapshot
from tests.tui.stage import Stage
from tests.tui.visits import fixed_stage, session_stage, show_theme, visit_all, visit_screens, visit_session

KEPT = Path(__file__).parent / "snapshots"
SIZES = ((40, 15), (80, 24), (120, 40))
COLOURS = ("dark", "light", "terminal")  # the last has the terminal's own sixteen colours
MOST_BYTES = 1_500_000
HOW = "If this is right: .venv/bin/python scripts/dev/renew_golden.py"


@pytest.fixture(autouse=True)
def no_extras(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens of a program without its extras: one setting is there only with its own."""
    monkeypatch.setattr(extras, "installed", list)


async def every_screen() -> dict[str, str]:
    """The text of each file, by its screen."""
    shots: dict[str, dict[tuple[str, str], Snapshot]] = defaultdict(dict)
    for width, height in SIZES:
        size = f"{width}x{height}"

        async def in_colours(stage: Stage, name: str, size: str = size) -> None:
            for theme in COLOURS:
                await show_theme(stage, theme)
                shots[name][size, theme] = snapshot(stage.app)
            await show_theme(stage, "dark")

        async def in_ascii(stage: Stage, name: str, size: str = size) -> None:
            shots[name][size, "ascii"] = snapshot(stage.app)

        await visit_all((width, height), in_colours)
        await visit_all((width, height), in_ascii, ascii=True)
    return {name: in_file(found) for name, found in shots.items()}


def renew(files: dict[str, str]) -> None:
    """Write every file, and delete those of screens that there are no more."""
    KEPT.mkdir(exist_ok=True)
    for path in KEPT.glob("*.txt"):
        if path.stem not in files:
            path.unlink()
    for name, text in files.items():
        (KEPT / f"{name}.txt").write_text(text, "utf-8")


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_every_screen_is_as_it_was_kept(request: pytest.FixtureRequest) -> None:
    files = await every_screen()
    if request.config.getoption("--renew-golden"):
        renew(files)
    kept = {path.stem: path.read_text("utf-8") for path in KEPT.glob("*.txt")}
    changed = {name for name in {*files, *kept} if files.get(name) != kept.get(name)}
    shown = [f"{name}\n{difference(kept.get(name, ''), files.get(name, ''))}" for name in sorted(changed)]
    if changed:
        pytest.fail("\n\n".join([*shown[:10], f"{len(changed)} screens. {HOW}"]), pytrace=False)
    assert sum(len(text.encode()) for text in kept.values()) < MOST_BYTES


async def test_three_screens_are_as_they_were_kept() -> None:
    changed: list[str] = []

    async def look(stage: Stage, name: str) -> None:
        kept = from_file((KEPT / f"{name}.txt").read_text("utf-8"), "80x24", "dark")
        now = snapshot(stage.app)
        if now != kept:
            changed.append("\n".join((name, difference("\n".join(kept), "\n".join(now)))))

    async with fixed_stage((80, 24)) as stage:
        await visit_screens(stage, lambda name: look(stage, name), only={"ExercisesScreen"})
        exercise = exercises_of_scenes(stage)["orb"]
    async with session_stage(exercise, (80, 24)) as session:
        await visit_session(session, "orb", lambda name: look(session, name))
    if changed:
        pytest.fail("\n\n".join([*changed, HOW]), pytrace=False)
