"""Where the parts of pictures are: in the middle, in one column with the caption, and still while words come in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from securecoach_tui.practice.session.state import Session
from securecoach_tui.scenes.cells import BANDS, GLOW, GROUND, RIM, Frame, Picture, cells_of
from securecoach_tui.scenes.dawn import Dawn, DawnState
from securecoach_tui.scenes.expected import Expected, ExpectedState
from securecoach_tui.scenes.lines import CAPTION_CELLS
from securecoach_tui.scenes.moment import Moment
from securecoach_tui.scenes.points import ORDER, Points, PointsState
from securecoach_tui.scenes.rounds import Rounds, RoundsState
from securecoach_tui.scenes.senses import COUNTS, Senses, SensesState
from securecoach_tui.scenes.sentence import Sentence, Slot
from securecoach_tui.scenes.story import Story, StoryState
from tests.scenes.sessions import started, text

FRAMES = [Frame(72, 8), Frame(96, 15), Frame(116, 20)]
PALE = range(GLOW, GLOW + BANDS)
LONG = "they read it in the evening and wrote back on the next day that the weekend was still open for both of us"


def bounds(picture: Picture) -> tuple[int, int, int, int]:
    """The first and the last column, and the first and the last row, that aren't blank."""
    full = [
        (x, y)
        for y, row in enumerate(picture)
        for x, (sign, _ink, ground) in enumerate(cells_of(row))
        if ground != GROUND or sign.strip()
    ]
    columns, rows = [x for x, _y in full], [y for _x, y in full]
    return min(columns), max(columns), min(rows), max(rows)


@pytest.mark.parametrize("frame", FRAMES, ids=str)
def test_points_are_in_the_middle(frame: Frame) -> None:
    for point in ORDER:
        picture = Points().picture(PointsState(point), frame)
        left, right, top, bottom = bounds(picture)
        assert abs(left - (frame.width - 1 - right)) <= 2
        assert abs(top - (len(picture) - 1 - bottom)) <= 1


@pytest.mark.parametrize("frame", [Frame(72, 8), Frame(76, 12), Frame(116, 20)], ids=str)
def test_circles_of_the_senses_have_one_middle(frame: Frame) -> None:
    picture = Senses().picture(SensesState(0, (0,) * len(COUNTS)), frame)
    lines = [line for line in text(picture).splitlines() if line.strip()]
    assert len({len(line) + len(line) - len(line.lstrip()) for line in lines}) == 1


@pytest.mark.parametrize("frame", FRAMES, ids=str)
@pytest.mark.parametrize("mine", [True, False])
def test_words_in_a_round_are_in_its_middle(frame: Frame, mine: bool) -> None:
    picture = Rounds().picture(RoundsState(10, mine=mine), frame)
    assert [any(run.ink and "me" in run.text for run in row) for row in picture].index(True) == len(picture) // 2
    assert len(picture) % 2 == 1


def in_words(session: Session, **texts: str) -> Moment:
    return Moment(replace(session, texts=texts), 30.0)


def test_numbers_are_neither_a_reading_nor_a_slot() -> None:
    frame, session = FRAMES[1], started("check-the-story", 180.0)
    for scene in (Story(), Sentence()):
        state = scene.state(in_words(session, camera="a short answer", sure="4", other="a long day"), frame)
        assert state is not None
        shown = text(scene.picture(state, frame))  # type: ignore[arg-type]  # each scene its own state
        assert "a long day" in shown and "4" not in shown.split()


@pytest.mark.parametrize("frame", FRAMES, ids=str)
def test_story_stays_where_it_is_while_readings_come_in(frame: Frame) -> None:
    readings = ("one", LONG, "two", "three", "four")
    shown = [Story().picture(StoryState("the story", readings[:count]), frame) for count in range(len(readings) + 1)]
    places = {
        (len(picture), next(n for n, line in enumerate(text(picture).split("\n")) if "the story" in line))
        for picture in shown
    }
    assert len(places) == 1


@pytest.mark.parametrize("frame", FRAMES, ids=str)
def test_slots_stay_where_they_are_while_they_are_filled(frame: Frame) -> None:
    leads = ("When", "I feel", "I need", "would you")
    places = set()
    for filled in range(len(leads) + 1):
        slots = tuple(Slot(lead, LONG if n < filled else "", n == filled) for n, lead in enumerate(leads))
        lines = text(Sentence().picture(slots, frame)).split("\n")
        places.add((len(lines), *(next(n for n, line in enumerate(lines) if f" {lead} " in line) for lead in leads)))
    assert len(places) == 1


def test_words_of_a_slot_go_on_in_a_second_line() -> None:
    slots = tuple(Slot(lead, LONG, False) for lead in ("When", "I feel", "I need", "would you"))
    shown = text(Sentence().picture(slots, Frame(96, 15)))
    assert "weekend" in shown
    assert "weekend" not in text(Sentence().picture(slots, Frame(96, 8)))  # there is no room for it


@pytest.mark.parametrize("frame", FRAMES, ids=str)
def test_words_and_scales_begin_in_the_column_of_the_caption(frame: Frame) -> None:
    column = (frame.width - CAPTION_CELLS) // 2
    slots = (Slot("When", "now", False), Slot("would you", "", True))
    for line in text(Sentence().picture(slots, frame)).splitlines():
        assert not line.strip() or line.lstrip(" ›").startswith(line[column:])
    for line in text(Expected().picture(ExpectedState(7, 4, None), frame)).splitlines():
        assert not line.strip() or len(line) - len(line.lstrip()) == column


@pytest.mark.parametrize("height", range(5, 15))
def test_readings_without_room_are_left_out_whole(height: int) -> None:
    state = StoryState("the story", (f"first, {LONG}", f"second, {LONG}", "third"))
    shown = text(Story().picture(state, Frame(72, height)))
    assert "third" in shown and len(shown.splitlines()) <= height
    assert ("day that the" in shown) == ("first" in shown or "second" in shown)


def dots(picture: Picture) -> list[list[int]]:
    """The colour of each half cell, row by row."""
    found: list[list[int]] = []
    for row in picture:
        cells = cells_of(row)
        found.append([ink if sign == "▀" else ground for sign, ink, ground in cells])
        found.append([ink if sign == "▄" else ground for sign, ink, ground in cells])
    return found


@pytest.mark.parametrize("frame", FRAMES, ids=str)
@pytest.mark.parametrize("shades", [6, 3, 1])
def test_a_light_on_a_light_ground_is_pale_within_a_rim(frame: Frame, shades: int) -> None:
    for tenths in range(11):
        picture = Dawn().picture(DawnState(tenths), frame._replace(shades=shades, rim=True))
        light = dots(picture[:-1])  # without the horizon
        assert any(RIM in row for row in light) and any(colour in PALE for row in light for colour in row)
        assert not any(0 < colour < GLOW for row in light for colour in row)
        for y, row in enumerate(light):
            for x, colour in enumerate(row):
                if colour in PALE:
                    column = [light[n][x] for n in range(y - 1, min(y + 2, len(light)))] if y else [GROUND]
                    beside = [*row[max(0, x - 1) : x + 2], *column]
                    assert GROUND not in beside, (tenths, x, y)


def test_dawn_with_a_rim_rises_as_it_does_without_one() -> None:
    for tenths in range(11):
        plain, rimmed = (Dawn().picture(DawnState(tenths), FRAMES[1]._replace(rim=rim)) for rim in (False, True))
        assert [[bool(dot) for dot in row] for row in dots(plain)] == [
            [bool(dot) for dot in row] for row in dots(rimmed)
        ]
