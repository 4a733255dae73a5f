"""A chart in words: the lines say what the figures and the weeks say."""

from __future__ import annotations

import re

import msgspec
import pytest

from securecoach_tui.charts import chart_words
from securecoach_tui.progress.indicators import INDICATORS
from tests.progress.measured import BETTER, HARDER, STEADY, TODAY, indicator_of


def read_back(lines: list[str]) -> dict[str, float]:
    """The figures in the lines of a share, in the units of the JSON."""
    found = {}
    for line in lines:
        label, _, rest = line.partition(": ")
        numbers = [float(text) for text in re.findall(r"-?\d+(?:\.\d+)?", rest)]
        if label in ("At first", "Recently"):
            found[{"At first": "baseline", "Recently": "recent"}[label]] = numbers[0] / 100
        elif label == "Sessions":
            found["sessions"] = numbers[0]
        elif label == "Each week":
            names = ("slope_per_week", "slope_low", "slope_high")
            shown = numbers if len(numbers) > 1 else numbers * 3  # one figure: the interval has no width
            found |= dict(zip(names, [number / 100 for number in shown], strict=True))
    return found


@pytest.mark.parametrize("sessions", [BETTER, HARDER, STEADY])
def test_chart_words_read_back_equal_progress_json(sessions) -> None:
    one = indicator_of(sessions)
    stored = msgspec.to_builtins(one.figures)
    found = read_back(chart_words.lines(one, TODAY))
    assert len(found) == 6
    for name, value in found.items():
        assert value == pytest.approx(stored[name], abs=0.0005 + 1e-9), name


@pytest.mark.parametrize("rounded", [False, True])
@pytest.mark.parametrize(
    ("low", "high", "ending"),
    [
        (0.001, 0.001, ": 0.1 percentage points"),
        (0.00101, 0.00104, "between 0.101 and 0.104"),
        (0.001, 0.004, "0.1 and 0.4"),
    ],
)
def test_chart_words_interval_has_two_different_ends(low: float, high: float, ending: str, rounded: bool) -> None:
    one = indicator_of(BETTER)
    figures = msgspec.structs.replace(one.figures, slope_per_week=0.001, slope_low=low, slope_high=high)
    changed = msgspec.structs.replace(one, figures=figures)
    (slope,) = [line for line in chart_words.lines(changed, TODAY, rounded=rounded) if line.startswith("Each week")]
    assert slope.endswith(ending)


def test_change_in_seconds_has_one_decimal() -> None:
    one = indicator_of(BETTER, "recovery_time")
    figures = msgspec.structs.replace(
        one.figures, unit="seconds", slope_per_week=0.0, slope_low=0.0, slope_high=22.704, movement=None
    )
    lines = chart_words.lines(msgspec.structs.replace(one, figures=figures), TODAY)
    assert "Each week: 0 seconds, likely between 0 and 22.7" in lines


def test_no_range_stands_beside_no_clear_change() -> None:
    one = indicator_of(BETTER)
    figures = msgspec.structs.replace(one.figures, movement="steady", slope_low=0.001, slope_high=0.004)
    said = chart_words.lines(msgspec.structs.replace(one, figures=figures), TODAY)
    assert not [line for line in said if "between" in line] and [line for line in said if line.startswith("Each week")]


def test_chart_words_have_a_line_for_each_week() -> None:
    one = indicator_of(BETTER)
    weeks = chart_words.week_lines(one, TODAY)
    lines = chart_words.lines(one, TODAY)
    heading = lines.index(f"{len(weeks)} weeks with sessions:")
    assert lines[heading + 1 :] == [line for line, _ids in weeks]
    assert weeks[0][0].startswith("From 3 March: 4 sessions, typically ")
    assert [id for _line, ids in weeks for id in ids] == [point.id for point in one.points]


def test_every_unit_has_an_exact_value_in_words() -> None:
    assert all(chart_words.exact(1.0, row.unit) for row in INDICATORS)
    assert [chart_words.exact(1.0, unit) for unit in ("points", "seconds")] == ["1 point", "1 second"]
    assert chart_words.exact(67.405, "seconds") == "67.4 seconds" and chart_words.exact(4.5, "points") == "4.5 points"
