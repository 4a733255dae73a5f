"""The orb: its size follows the breath, and it fits every space."""

from __future__ import annotations

from itertools import pairwise

import pytest

from securecoach_tui.scenes.cells import BANDS, Frame, Picture, cells_of, changed_spans
from securecoach_tui.scenes.moment import Moment
from securecoach_tui.scenes.orb import Orb
from securecoach_tui.tui.screens.session import FRAME_SECONDS
from tests.scenes.sessions import USUAL, at, colours, started, text

BAND = range(1, BANDS + 1)


def drawn(moment: Moment, frame: Frame) -> Picture:
    """The orb at a moment."""
    orb = Orb()
    state = orb.state(moment, frame)
    assert state is not None
    return orb.picture(state, frame)


def area(exercise: str, second: float, frame: Frame = USUAL) -> int:
    moment = at(started(exercise), second)
    return colours(drawn(moment, frame), *BAND)


def test_orb_grows_while_breathing_in_and_shrinks_after() -> None:
    areas = [area("slow-breathing", second) for second in (20.2, 22, 23.9, 26, 29.5)]  # the first breath begins at 20
    assert areas[0] < areas[1] < areas[2] > areas[3] > areas[4]


def test_orb_names_the_phase_and_hides_its_seconds() -> None:
    session = started("slow-breathing")
    shown = text(drawn(at(session, 22), USUAL))
    assert "in" in shown and "2" in shown
    hidden = text(drawn(at(session, 22, numbers=False), USUAL))
    assert "in" in hidden and "2" not in hidden


def test_sip_of_a_sigh_moves_a_ring_and_not_the_orb() -> None:
    orb, session = Orb(), started("cyclic-sighing")
    phases = [cue for cue in session.timeline.cues if cue.phase == "sip"]
    begins = orb.state(at(session, phases[0].at + 0.1), USUAL)
    ends = orb.state(at(session, phases[0].at + phases[0].seconds - 0.05), USUAL)
    assert begins is not None and ends is not None
    assert begins.edge == ends.edge and ends.sip > begins.sip


def test_orb_with_reduced_motion_has_three_sizes() -> None:
    orb, session = Orb(), started("slow-breathing")
    states = {orb.state(at(session, second), USUAL._replace(still=True)) for second in range(20, 40)}
    assert len({state.edge for state in states if state is not None}) == 3


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (60, 8), (76, 12), (116, 20), (500, 200)])
def test_orb_fits_every_space(size: tuple[int, int]) -> None:
    frame = Frame(*size)
    picture = drawn(at(started("slow-breathing"), 23), frame)
    assert len(picture) <= min(size[1], 20)
    assert {len(cells_of(row)) for row in picture} <= {size[0], 2}


def test_orb_of_three_shades_uses_three_bands() -> None:
    frame = USUAL._replace(shades=3)
    picture = drawn(at(started("slow-breathing"), 23.9), frame)
    grounds = {run.ground for row in picture for run in row} & set(BAND)
    assert grounds == {1, 3, 6} or len(grounds) == 3


def test_sip_in_ascii_is_a_second_pair_of_brackets() -> None:
    orb, session, frame = Orb(), started("cyclic-sighing"), USUAL._replace(ascii=True)
    sip = next(cue for cue in session.timeline.cues if cue.phase == "sip")
    shown = [text(drawn(at(session, second), frame)) for second in (sip.at - 1, sip.at + 0.8)]
    assert "((" not in shown[0] and "((" in shown[1] and shown[1].isascii() and "a small sip" in shown[1]
    assert orb.state(at(started("slow-breathing"), 22), frame) is None  # the bar shows it


def looks(frame: Frame) -> list[Picture]:
    """What is seen at each look during ten seconds, the third breath of slow breathing."""
    return [
        drawn(at(started("slow-breathing"), 40.0 + look * FRAME_SECONDS), frame)
        for look in range(round(10 / FRAME_SECONDS))
    ]


def changed(pictures: list[Picture]) -> list[int]:
    """How many cells each look changes."""
    return [
        sum(end - begin for row in zip(old, new, strict=True) for begin, end in changed_spans(*row))
        for old, new in pairwise(pictures)
    ]


@pytest.mark.parametrize(
    ("width", "height", "soft"), [(72, 11, 3), (72, 11, 1), (112, 20, 3), (112, 20, 1), (52, 7, 3)]
)
def test_orb_moves_ten_times_a_second(width: int, height: int, soft: int) -> None:
    found = changed(looks(Frame(width, height, soft=soft)))
    assert sum(1 for cells in found if cells) >= 100
    assert sum(found) <= (250 if height < 20 else 750) * 10  # each costs up to 45 bytes in true colour
    assert max(found) <= height * 8  # and none flashes


def test_orb_at_rest_is_the_same_on_all_sides() -> None:
    for height in range(5, 21):
        frame = Frame(112, height, soft=3)
        for second in (40.0, 43.999):
            dots = [cells_of(row) for row in drawn(at(started("slow-breathing"), second), frame)]
            for cells in (*dots[: (height - 1) // 2], *dots[(height - 1) // 2 + 2 :]):  # all but the two rows of words
                assert cells == cells[::-1]


def test_orb_with_reduced_motion_is_the_same_on_all_sides() -> None:
    frame = USUAL._replace(still=True, soft=3)
    for second in (40, 41, 42, 43):
        top = cells_of(drawn(at(started("slow-breathing"), second), frame)[3])
        assert top == top[::-1]
