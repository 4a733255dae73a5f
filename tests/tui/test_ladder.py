"""The closeness ladder on the full screen: rungs of one's own, what is offered and why, nothing moved by itself."""

from pathlib import Path

import msgspec
import pytest

from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.tui.screens.ladder import LadderScreen
from securecoach_tui.tui.screens.session import SessionScreen
from securecoach_tui.tui.widgets.row_list import RowList
from tests.tui.records import put, sessions
from tests.tui.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "record")


async def ladder(stage: Stage) -> LadderScreen:
    screen = LadderScreen()
    await stage.app.push_screen(screen)
    await stage.settle()
    return screen


def on_rung(number: int, *, distress: int = 3, **more: object) -> SessionRecord:
    """A session on the first rung, ``number`` days ago."""
    one = next(one for one in sessions(60) if one.capacity == "closeness")
    ratings = [Rating(None, "distress", 5, "before"), Rating(None, "distress", distress, "after")]
    facts = {"prediction": 7, "feared": "no", "bearable": "yes", "ratings": ratings, **more}
    return msgspec.structs.replace(one, id=f"r{number}", started=f"2026-02-{20 - number:02}T20:00:00+00:00", **facts)


async def test_ladder_lists_ten_rungs_and_names_those_with_someone(stage: Stage) -> None:
    async with stage.open():
        await ladder(stage)
        lines = [line.strip() for line in stage.shown.splitlines()]
        first, last = ((next(n for n, line in enumerate(lines) if f"{rung}  " in line)) for rung in (" 1", "10"))
        assert lines[first].endswith("stay with a warm memory") and lines[first + 1] == "next time"
        assert lines[last + 1] == "with someone"
        assert "Not practised yet." in stage.shown


async def test_ladder_offers_a_higher_rung_after_staying_twice(stage: Stage) -> None:
    put(stage, [on_rung(0), on_rung(1)])
    async with stage.open():
        await ladder(stage)
        told = " ".join(stage.shown.split())
        assert "2 times, expected 7, highest 5" in told and "Last practised on 20 February." in told
        assert "What you feared did not happen." in told
        assert 'You can stay here, or try "look at a photo of someone dear to you".' in told


async def test_ladder_is_kind_and_keeps_the_rung_when_the_fear_came(stage: Stage) -> None:
    put(stage, [on_rung(0, feared="yes", distress=9)])
    async with stage.open():
        await ladder(stage)
        assert "It happened, and you're here now." in " ".join(stage.shown.split())
        assert "rung" not in [kind for kind, _id in stage.writer.things]


async def test_enter_asks_how_long_and_practises_that_rung(stage: Stage) -> None:
    async with stage.open():
        await ladder(stage)
        await stage.press("down", "enter")
        assert "look at a photo of someone dear to you" in stage.shown and "3 minutes" in stage.shown
        await stage.press("enter")
        assert isinstance(stage.app.screen, SessionScreen)
        assert stage.context.runner is not None
        assert stage.context.runner.session.setup.rung_id == "photo"


async def test_a_lived_rung_is_prepared_at_once(stage: Stage) -> None:
    async with stage.open():
        await ladder(stage)
        await stage.press("end", "enter")
        assert isinstance(stage.app.screen, SessionScreen)
        assert stage.context.runner is not None and stage.context.runner.session.setup.lived


async def test_t_chooses_the_rung_for_next_time(stage: Stage) -> None:
    async with stage.open():
        await ladder(stage)
        await stage.press("down", "down", "t")
        assert "Next time: read a kind message again, slowly." in stage.shown
        assert stage.writer.things["rung", "current"] == {"rung_id": "kind-message"}


async def test_ladder_rung_can_be_reworded(stage: Stage) -> None:
    async with stage.open():
        await ladder(stage)
        await stage.press("r")
        stage.app.screen.query_one("#line").value = "stay with the lake \U0001f30a שלום"  # type: ignore[attr-defined]
        await stage.press("enter")
        assert "stay with the lake" in stage.shown
        assert stage.writer.things["rung", "warm-memory"]["words"].startswith("stay with the lake")


async def test_words_of_harm_on_the_ladder_name_people(stage: Stage) -> None:
    async with stage.open():
        await stage.app.push_screen(LadderScreen())
        await stage.press("r", "ctrl+u", "ctrl+k")
        await stage.type("stay when he hits me")
        await stage.press("enter")
        assert "Saved. Press c for people to talk to." in stage.shown
        await stage.press("n")
        await stage.type("let him hit me")
        await stage.press("enter", "enter")
        assert "Saved. Press c for people to talk to." in stage.shown


async def test_a_rung_moves_up_and_down_and_the_mark_goes_with_it(stage: Stage) -> None:
    async with stage.open():
        screen = await ladder(stage)
        await stage.press("plus")
        rows = screen.query_one(RowList)
        assert rows.highlighted == 1 and "warm memory" in rows.spoken_parts()[0]
        await stage.press("minus", "minus")
        assert rows.highlighted == 0 and "warm memory" in rows.spoken_parts()[0]


async def test_added_rung_happens_with_someone_by_default(stage: Stage) -> None:
    async with stage.open():
        await ladder(stage)
        await stage.press("n", "enter")
        assert "A step needs at least one word." in stage.shown
        await stage.type("wave to the neighbour")
        await stage.press("enter")
        assert "Does it involve someone else?" in stage.shown
        (id,) = [id for kind, id in stage.writer.things if kind == "rung"]
        assert stage.writer.things["rung", id]["lived"] is True
        await stage.press("down", "enter")
        assert stage.writer.things["rung", id]["lived"] is False
        assert "11  wave to the neighbour" in stage.shown


async def test_ladder_shows_hidden_rungs_again_and_explains_if_empty(stage: Stage) -> None:
    async with stage.open():
        await ladder(stage)
        await stage.press(*["h"] * 10)
        assert "No steps are shown." in stage.shown
        await stage.press("enter", "t", "r", "h", "plus")
        await stage.press("l", "enter")
        assert "warm memory" in stage.shown


async def test_ladder_shows_thirty_rungs_and_very_long_words(stage: Stage) -> None:
    rungs = [
        ("rung", f"own-{n}", {"words": f"{n} " + "long " * 400, "place": 20 + n, "lived": False}) for n in range(20)
    ]
    put(stage, [], *rungs)
    async with stage.open(size=(60, 20)):
        screen = await ladder(stage)
        await stage.press("end")
        assert len(screen.query_one(RowList).rows) == 30
        assert "30" in stage.shown and "long long" in stage.shown


async def test_whether_a_rung_happens_with_someone_can_be_turned(stage: Stage) -> None:
    async with stage.open():
        await ladder(stage)
        await stage.press("s")
        assert "This step involves someone else." in stage.shown
        await stage.press("s")
        assert stage.writer.things["rung", "warm-memory"]["lived"] is False


async def test_ladder_cuts_no_step_in_forty_columns(stage: Stage) -> None:
    put(stage, [on_rung(0), on_rung(1)])
    async with stage.open(size=(40, 15)):
        screen = await ladder(stage)
        seen = ""
        for _row in screen.query_one(RowList).rows:
            seen += " ".join(stage.shown.split())
            assert "…" not in stage.shown
            await stage.press("down")
        assert "tell someone that small true thing" in " ".join(seen.split()) and "with someone" in seen


async def test_ladder_draws_what_was_expected_and_met_beside_a_step(stage: Stage) -> None:
    put(stage, [on_rung(0), on_rung(1)])
    async with stage.open(size=(120, 40)):
        await ladder(stage)
        assert "○ expected  ● highest" in stage.shown and "●───────○" in stage.shown
        assert "You expected 7. The highest was 5." in stage.shown
        await stage.press("down")
        assert "○ expected" not in stage.shown and "Not practised yet." in stage.shown
