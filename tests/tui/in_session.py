"""What tests of a session on the full screen share."""

from tests.tui.stage import Stage


def session_of(stage: Stage):  # type: ignore[no-untyped-def]
    return stage.context.runner.session


async def begun(stage: Stage, at: float = 20.0) -> None:
    """Past the questions, ``at`` seconds in."""
    await stage.press("enter")
    await stage.go_on(at)
