"""Dated lines that no trend is computed from: rungs, expected and actual distress, urges, settling alone, check-ins.

Above them the year by weeks, the steps over time, and urges laid over each other. One row for each date, newest first;
enter opens its sessions. Expected and actual distress are drawn as paired dots, and shown in words below the list.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui.app import progress_service
from securecoach_tui.charts import paired_chart, step_times, urge_waves, year_weeks
from securecoach_tui.i18n import N_, _, ngettext
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.progress.described import PredictionPair, by_rung
from securecoach_tui.store.session_query import SessionFilter
from securecoach_tui.text.dates import short_date
from securecoach_tui.text.over_time import HIDDEN_BY, DatedLines, pair_line
from securecoach_tui.text.quantities import grouped
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens.history import HistoryScreen
from securecoach_tui.tui.speakable import SpokenParts
from securecoach_tui.tui.widgets.chart import ChartView
from securecoach_tui.tui.widgets.row_list import Row, RowList

WAVE_CELLS = 60  # the width of the chart of urges
SHORT_PAIRS = 70  # columns; in a narrower terminal the paired dots are on a shorter scale
LONGEST = 60  # newest rows shown of each kind; its heading opens all sessions
OPEN = KeyBinding("enter", "", N_("open"), N_("Open the sessions behind the selected line."), "enter")


class OverTimeRow(NamedTuple):
    """A row as drawn, the same row in words, and the ids of its sessions."""

    row: Row
    words: str
    ids: list[str]
    own: bool = False  # whether the person wrote the text


class OverTimeList(RowList):
    """Rows that are drawn with symbols and spoken in words."""

    def __init__(self, details: list[OverTimeRow], *, label: str, id: str) -> None:
        super().__init__([one.row for one in details], label=label, hint_of=self._in_words, id=id)
        self._details = details

    def _in_words(self, index: int) -> str:
        """A row in words, if it is drawn with symbols or cut."""
        (label, _value), words, _ids, _own = self._details[index]
        heading = not label.startswith(" ")
        complete = cell_len(label) <= self.size.width - 4 and (heading or label.strip() == words)
        return "" if complete else visible(words)

    def spoken_parts(self) -> SpokenParts:
        """The words of the highlighted row."""
        label, _value, position = super().spoken_parts()
        return SpokenParts(self._details[self.highlighted].words if self._details else label, "", position)

    @property
    def speech_private(self) -> bool:  # type: ignore[override]  # read-only here: it depends on the row
        """Whether the highlighted row contains text that the person wrote."""
        return bool(self._details) and self._details[self.highlighted].own


class OverTimeScreen(BaseScreen):
    """A heading for each kind, and below it one row for each time."""

    DEFAULT_CLASSES = "listing"
    KEYS = (OPEN,)
    FOOTER = (OPEN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def location(self) -> str:
        return _("Over time")

    def purpose(self) -> str:
        return _("What happened when, in your own practice. Nothing here is a score.")

    def compose_body(self) -> ComposeResult:
        self._today = self.context.today()
        kinds = self.context.over_time()
        self._details = [row for kind in kinds for row in self._of(kind)]
        self._expected = [line.pair for kind in kinds if kind.name == "pairs" for line in kind.lines if line.pair]
        if not self._details:
            nothing = _("Nothing here yet. It fills up as you practise.")
            self._details = [OverTimeRow((nothing, ""), nothing, [])]
        pictures = list(self._pictures())
        yield from pictures
        times = OverTimeList(self._details, label=_("Over time"), id="times")
        times.set_class(bool(pictures), "spaced")
        yield times

    def _pictures(self) -> ComposeResult:
        """The year by weeks, steps with what was expected and met, and urges, where there is room above the list."""
        context, height = self.context, self.app.size.height
        if not context.record.sessions or height < 20:
            return
        ascii, hidden, today = context.preferences.ascii, context.preferences.hidden_indicators, self._today
        year = progress_service.year_pictures(context.record, context.preferences, context.clock.now())
        if year.days and "practice_days" not in hidden:
            yield Static(_("Sessions each week"), markup=False, classes="quiet")
            yield ChartView(
                lambda width, height: year_weeks.draw(year.days, today, width, ascii=ascii),
                rows=year_weeks.ROWS,
                id="year",
            )
        if len(self._expected) >= step_times.MIN_SESSIONS and height >= 32:
            across = min(self.app.size.width - 8, WAVE_CELLS)
            yield ChartView(
                lambda width, height: step_times.draw(self._expected, across, height, ascii=ascii), rows=8, id="steps"
            )
            yield Static(step_times.legend(self._expected, across, ascii=ascii), markup=False, classes="quiet")
        if year.urges and height >= 40 and not set(HIDDEN_BY["urges"]) <= set(hidden):
            yield Static(urge_waves.legend(ascii=ascii), markup=False, classes="quiet spaced")
            yield ChartView(
                lambda width, height: urge_waves.draw(year.urges, min(width, WAVE_CELLS), height, ascii=ascii),
                rows=7,
                id="urges",
            )

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    def _of(self, kind: DatedLines) -> list[OverTimeRow]:
        count = len(kind.lines)
        times = ngettext("{n} time", "{n} times", count).format(n=grouped(count))
        rows = [OverTimeRow((kind.heading, times), f"{kind.heading}, {times}", kind.ids)]
        newest = kind.lines[: -LONGEST - 1 : -1]
        if kind.name == "pairs":
            return [*rows, *self._pairs([one.pair for one in kind.lines if one.pair is not None])]
        return rows + [
            OverTimeRow((f"  {entry.line}", ""), entry.line, list(entry.ids), entry.private) for entry in newest
        ]

    def _pairs(self, all_pairs: list[PredictionPair]) -> list[OverTimeRow]:
        """Each rung with its pairs, all on the same scale."""
        rows, narrow = [], self.app.size.width < SHORT_PAIRS
        for group in by_rung(all_pairs):
            legend = paired_chart.legend(ascii=self.context.preferences.ascii)
            words = f"{group.words or _('Step not known')}. {legend}"
            row = (f"  {group.words or _('Step not known')}", "")
            rows.append(OverTimeRow(row, words, [pair.id for pair in group.pairs]))
            rows += [self._pair(pair, narrow) for pair in group.pairs[: -LONGEST - 1 : -1]]
        return rows

    def _pair(self, pair: PredictionPair, narrow: bool) -> OverTimeRow:
        day = short_date(pair.day, self._today, narrow=narrow).ljust(6 if narrow else 11)
        drawn = paired_chart.text(pair, 1 if narrow else 2, ascii=self.context.preferences.ascii)
        shape = _("{expected}, highest {met}") if narrow else _("expected {expected}, highest {met}")
        value = shape.format(expected=pair.expected, met=pair.met)
        return OverTimeRow((f"  {day} {drawn}", value), pair_line(pair, self._today), [pair.id])

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        row = self._details[event.index]
        if row.ids:
            await self.app.push_screen(HistoryScreen(SessionFilter(ids=frozenset(row.ids)), visible(f"{row.words}.")))
        else:
            self.show_notice(_("Only the day and these words are saved."))
