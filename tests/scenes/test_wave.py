"""The wave: one's own ratings, and nothing that is still to come."""

from __future__ import annotations

import pytest

from securecoach_tui.practice.record import Rating, Scale, SessionRecord, When
from securecoach_tui.scenes.cells import RING, Frame, cells_of
from securecoach_tui.scenes.wave import GUTTER, Wave, WaveState, drawn, wave_of
from tests.scenes.sessions import USUAL, at, started, text

POINTS = ((60.0, 8), (120.0, 4), (180.0, 6))


def test_wave_leaves_blank_what_is_still_to_come() -> None:
    frame = Frame(64, 9)
    picture = drawn(WaveState(POINTS, 360.0, 200.0, True), frame)
    now = max(x for row in picture for x, (sign, _ink, _ground) in enumerate(cells_of(row)) if sign == "○")
    ahead = [cell for row in picture[:-1] for cell in cells_of(row)[now + 1 :]]
    assert {ink for sign, ink, _ground in ahead if sign != " "} <= {RING}


def test_wave_without_a_rating_has_no_mark() -> None:
    for ascii, sign in ((False, "○"), (True, "o")):
        assert sign not in text(drawn(WaveState((), 360.0, 200.0, True), Frame(64, 9, ascii=ascii)))


def test_wave_has_a_sign_for_each_rating_at_its_height() -> None:
    rows = text(drawn(WaveState(POINTS, 180.0, None, True), Frame(64, 12))).splitlines()
    heights = [number for number, row in enumerate(rows) for _sign in range(row.count("●"))]
    assert len(heights) == 3 and heights[0] < heights[1] < heights[2]
    assert rows[0].strip().startswith("10") and "3:00" in rows[-1]


def test_wave_in_ascii_has_stars_and_without_numbers_no_digit() -> None:
    shown = text(drawn(WaveState(POINTS, 180.0, 170.0, False), Frame(64, 12, ascii=True)))
    assert shown.isascii() and shown.count("*") == 3 and not any(sign.isdigit() for sign in shown)


def test_wave_with_reduced_motion_changes_only_with_a_rating() -> None:
    wave, session = Wave(), started("urge-wave")
    still = USUAL._replace(still=True)
    assert len({wave.state(at(session, second), still) for second in (20, 60, 100)}) == 1
    assert len({wave.state(at(session, second), USUAL) for second in (20, 60, 100)}) == 3


def test_wave_of_a_stored_session_needs_two_urges() -> None:
    urges = [Rating(None, Scale.URGE, 5, When.BEFORE), Rating(60.0, Scale.URGE, 8, When.DURING)]
    record = SessionRecord(id="s", practised_seconds=180.0, ratings=[*urges, Rating(None, Scale.URGE, 2, When.AFTER)])
    assert wave_of(record) == WaveState(((0.0, 5), (60.0, 8), (180.0, 2)), 180.0, None, True)
    assert wave_of(SessionRecord(id="s", ratings=urges[:1])) is None


def test_wave_of_a_session_with_skips_ends_where_practice_did() -> None:
    ratings = [Rating(at, Scale.URGE, 5, When.DURING) for at in (10.0, 502.0)]
    found = wave_of(SessionRecord(id="s", practised_seconds=17.0, ratings=ratings))
    assert found == WaveState(((10.0, 5), (17.0, 5)), 17.0, None, True)
    unknown = wave_of(SessionRecord(id="s", ratings=ratings))
    assert unknown == WaveState(((10.0, 5), (502.0, 5)), 502.0, None, True), "as long as what is known of it"


def test_columns_of_the_wave_are_the_seconds_of_the_session() -> None:
    cells = [cells_of(row) for row in drawn(WaveState(((90.0, 10),), 180.0, None, True), Frame(64 + GUTTER, 9))]
    assert [x - GUTTER for x, cell in enumerate(cells[0]) if cell[0] == "●"] == [32]


@pytest.mark.parametrize("height", range(5, 15))
def test_five_is_in_the_middle_of_the_scale(height: int) -> None:
    state = WaveState(((0.0, 5),), 60.0, None, True)
    shown = text(drawn(state, Frame(60, height))).splitlines()
    at = [next(n for n, line in enumerate(shown) if line.split()[:1] == [number]) for number in ("10", "5", "0")]
    assert at[1] - at[0] == at[2] - at[1]
