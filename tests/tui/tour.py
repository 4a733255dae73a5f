"""Every screen that can be come to, each once: every row of every list and every key is tried, by itself.

Nothing names the screens, so that a new one is toured as soon as something leads to it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.widgets.row_list import RowList
from tests.tui.stage import Stage

Act = Callable[[], Awaitable[None]]
Look = Callable[[BaseScreen], Awaitable[None]]
# Keys that lead nowhere, or out of the program; help and the menu are visited once, from the first screen.
LEFT = {
    key.action
    for key in (
        key_bindings.QUIT,
        key_bindings.QUICK,
        key_bindings.BACK,
        key_bindings.VOICE,
        key_bindings.SPEECH,
        key_bindings.HUSH,
        key_bindings.PRIVATE,
    )
}
ALIKE = 2  # rows of a list that lead to kinds of screens known already; then only its last one is tried
DEEPEST = 5


async def tour(stage: Stage, look: Look) -> dict[str, BaseScreen]:
    """Visit each kind of screen once; ``look`` is called while it is on top. Returns them by the class's name."""
    seen: dict[str, BaseScreen] = {}
    home = stage.app.screen
    assert isinstance(home, BaseScreen)
    await _visit(stage, home, look, seen, [home])
    return seen


async def _visit(
    stage: Stage, room: BaseScreen, look: Look, seen: dict[str, BaseScreen], path: list[BaseScreen]
) -> None:
    seen[type(room).__name__] = room
    await look(room)
    if len(path) > DEEPEST:
        return
    for rows in room.query(RowList):
        known = 0
        for place in range(len(rows.rows)):
            if room is not path[0] and known >= ALIKE and place < len(rows.rows) - 1:
                continue
            if stage.app.screen is not room:
                return  # it closed itself, as a choice does
            known += not await _try(stage, room, _choosing(rows, place), look, seen, path)
    here: list[KeyBinding] = [*room.KEYS, *(key_bindings.ANYWHERE if room is path[0] else ())]
    for key in here:
        if key.action and key.action not in LEFT and stage.app.screen is room:
            await _try(stage, room, _pressing(room, key.action), look, seen, path)


async def _try(
    stage: Stage, room: BaseScreen, act: Act, look: Look, seen: dict[str, BaseScreen], path: list[BaseScreen]
) -> bool:
    """Do it, visit what it leads to, and come back; whether that was new."""
    await act()
    await stage.settle()
    there = stage.app.screen
    new = isinstance(there, BaseScreen) and there not in path and type(there).__name__ not in seen
    if isinstance(there, BaseScreen) and new:
        await _visit(stage, there, look, seen, [*path, there])
    await _back_to(stage, room)
    return new


def _choosing(rows: RowList, place: int) -> Callable[[], Awaitable[None]]:
    async def act() -> None:
        if rows.is_attached and place < len(rows.rows):
            rows.highlighted = place
            rows.post_message(RowList.Selected(rows, place))

    return act


def _pressing(room: BaseScreen, action: str) -> Callable[[], Awaitable[None]]:
    async def act() -> None:
        await room.run_action(action)

    return act


async def _back_to(stage: Stage, room: BaseScreen) -> None:
    while stage.app.screen is not room and room in stage.app.screen_stack:
        stage.app.pop_screen()
        await stage.settle()
