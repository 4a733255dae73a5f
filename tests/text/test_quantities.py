"""Names, amounts and numbers in words."""

from __future__ import annotations

from securecoach_tui.progress.indicators import HIDEABLE, INDICATORS
from securecoach_tui.text import quantities


def test_every_indicator_and_unit_has_words() -> None:
    assert all(quantities.indicator_name(name) for name in HIDEABLE)
    for row in INDICATORS:
        assert quantities.amount(1.0, row.unit)


def test_changes_have_the_decimals_their_interval_carries() -> None:
    decimals = quantities.change_decimals
    assert (decimals(0.01, 0.04, "share"), decimals(-0.4, -0.1, "points"), decimals(0.04, 0.05, "points")) == (0, 1, 2)


def test_numbers_have_no_minus_zero_and_counts_are_grouped() -> None:
    assert quantities.number(-0.001, 1) == "0"
    assert quantities.session_count(10_000) == "10 000 sessions"
