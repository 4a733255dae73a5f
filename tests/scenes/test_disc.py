"""A disc in dots: its edge is soft, and moves a few dots at a time."""

from __future__ import annotations

from securecoach_tui.scenes.cells import BANDS, RING, faded
from securecoach_tui.scenes.disc import Disc, rows

SMALL = Disc(radius=11, largest=9.5, outer=20.0, shades=BANDS, soft=3, beside=False)


def changes(disc: Disc) -> list[int]:
    """How many dots change at each hundredth of a dot from the small disc to the full one."""
    found = [b"".join(rows(disc, edge / 100, 0.0)) for edge in range(400, 950)]
    return [
        sum(one != other for one, other in zip(old, new, strict=True))
        for old, new in zip(found, found[1:], strict=False)
    ]


def test_disc_fades_from_its_band_to_the_ground() -> None:
    middle = rows(SMALL, 8.0, 0.0)[10]
    assert list(middle[16:20]) == [4, 5, faded(5, 2), 0]
    assert middle[0] == middle[-1] == RING


def test_disc_without_soft_colours_has_a_hard_edge() -> None:
    hard = b"".join(rows(SMALL._replace(soft=0), 8.0, 0.0))
    assert set(hard) <= {0, RING, *range(1, BANDS + 1)}


def test_edge_beside_the_middle_changes_fewer_dots_at_once() -> None:
    middle, beside = changes(SMALL), changes(SMALL._replace(beside=True))
    assert abs(sum(middle) - sum(beside)) < 10
    assert max(beside) < max(middle) and sum(1 for dots in beside if dots) > 2 * sum(1 for dots in middle if dots)


def test_a_second_disc_is_seen_only_around_the_first() -> None:
    around = SMALL._replace(largest=7.0, outer=9.0)
    flat = b"".join(rows(around, 7.0, 10.0))
    assert BANDS in flat and flat.count(1) == b"".join(rows(around, 7.0, 0.0)).count(1)
