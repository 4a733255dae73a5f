"""My progress: for each capacity a sentence, a chart, and the same chart in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from securecoach_tui.app import progress_service
from securecoach_tui.charts import paired_chart, practice_calendar, trend_chart
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.record import Capacity
from securecoach_tui.progress.days import practice_totals
from securecoach_tui.progress.described import RungPairs
from securecoach_tui.progress.model import CapacityProgress, IndicatorProgress, Progress
from securecoach_tui.text import progress
from securecoach_tui.text.quantities import capacity_name
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.context import ScreenContext
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens.paragraph_screen import ParagraphScreen, SplitLine, gap, line
from securecoach_tui.tui.screens.record_access import load_record
from securecoach_tui.tui.widgets.chart import ChartView

FIGURES = KeyBinding("enter,f", "figures", N_("every figure"), N_("Every figure, and the sessions behind it."), "enter")
OVER_TIME = KeyBinding(
    "o", "over_time", N_("over time"), N_("Steps, urges, expected and actual, and check-ins over time."), "o"
)
NEW_BASELINE = KeyBinding(
    "b", "new_baseline", N_("new start"), N_("Measure from another day. Your sessions stay."), "b"
)
HIDE = KeyBinding("h", "hide", N_("hide"), N_("Choose which figures are shown."), "h")

PAIRS = 5  # newest rows of paired dots on this screen; "over time" shows all


def current_progress(context: ScreenContext) -> Progress:
    """The progress computed from the data in memory."""
    return context.progress()


class ProgressScreen(ParagraphScreen):
    """Reads the data if it isn't in memory, then shows the progress."""

    KEYS = (FIGURES, OVER_TIME, NEW_BASELINE, HIDE)
    FOOTER = (FIGURES, key_bindings.HELP, key_bindings.SUPPORT, OVER_TIME, NEW_BASELINE, key_bindings.BACK)
    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in KEYS]

    def __init__(self) -> None:
        super().__init__()
        self.progress: Progress | None = None
        self._pairs: list[RungPairs] = []

    def location(self) -> str:
        return _("My progress")

    def status(self) -> str:
        return progress.since_words(self.progress) if self.progress is not None else ""

    def purpose(self) -> str:
        return _("What has changed in you since you started.")

    def on_mount(self) -> None:
        super().on_mount()
        self.reload()

    def reload(self) -> None:
        """Compute the progress again on a worker thread, then show it."""
        load_record(self, self._compute, self.show)

    def _compute(self) -> None:
        self.progress = current_progress(self.context)
        context = self.context
        self._pairs = progress_service.rung_pairs(context.record, context.preferences, context.clock.now())

    def paragraphs(self) -> Iterable[Widget]:
        if self.progress is None:
            return [line(_("Reading your data."), quiet=True)]
        shown: list[Widget] = []
        if self.progress.since is None:
            shown += [
                line(_("Nothing to show yet, and that's fine. Progress appears after eight sessions over two weeks.")),
                gap(),
            ]
        for capacity in self.progress.capacities.values():
            shown += [*self._capacity(capacity), gap()]
            if capacity.capacity == Capacity.CLOSENESS and capacity.indicator("prediction_gap") is not None:
                shown += self._paired(self.progress)
        shown += [*self._legend(self.progress), *self._rhythm(self.progress)]
        notes = progress.page_notes(self.progress)
        return [*shown, gap(), *(line(note, quiet=True) for note in notes)] if notes else shown

    def _capacity(self, capacity: CapacityProgress) -> list[Widget]:
        shown: list[Widget] = [SplitLine(capacity_name(capacity.capacity), progress.capacity_words(capacity))]
        judged = [indicator for indicator in capacity.indicators if indicator.judged and indicator.points]
        with_verdict = [indicator for indicator in judged if indicator.has_verdict]
        for indicator in with_verdict:
            shown += [
                line(progress.indicator_sentence(indicator)),
                *(line(aside, quiet=True) for aside in progress.asides(indicator)),
            ]
            shown += [gap(), self._chart(indicator), line(progress.ends_sentence(indicator), quiet=True), gap()]
        if with_verdict:
            return shown[:-1]
        return shown + [
            line(progress.indicator_sentence(indicator)) for indicator in judged if len(indicator.points) > 1
        ]

    def _chart(self, indicator: IndicatorProgress) -> Widget:
        chart, ascii = trend_chart.indicator_chart(indicator), self.context.preferences.ascii
        height = self.app.size.height
        rows = 4 if height < 20 else 7 if height < 40 else 9
        return ChartView(lambda width, height: trend_chart.draw(chart, width, height, ascii=ascii), rows=rows)

    def _paired(self, current: Progress) -> list[Widget]:
        """Expected and actual distress on the most recent rung, as paired dots and in words."""
        if not self._pairs or len(self._pairs[0].pairs) < 2:
            return []
        group, ascii = self._pairs[0], self.context.preferences.ascii
        shown = group.pairs[-PAIRS:]
        heading = (
            _("Expected, and the highest rating: {rung}") if group.words else _("Expected, and the highest rating")
        )
        words = [paired_chart.pair_words(pair, current.today) for pair in reversed(shown)]
        return [
            line(heading.format(rung=group.words)),
            ChartView(
                lambda width, height: paired_chart.draw(shown, current.today, width, height, ascii=ascii),
                rows=len(shown) + 1,
                id="pairs",
            ),
            line(paired_chart.legend(ascii=ascii), quiet=True),
            line("; ".join(words) + ".", quiet=True),
            gap(),
        ]

    def _legend(self, current: Progress) -> list[Widget]:
        """What the characters of the charts mean, if there is a chart."""
        if not any(indicator.has_verdict for _capacity, indicator in current.rated()):
            return []
        return [line(trend_chart.legend(ascii=self.context.preferences.ascii), quiet=True), gap()]

    def _rhythm(self, current: Progress) -> list[Widget]:
        """The last 28 days as a small calendar and in words, and totals that never go down."""
        if not self.context.record.sessions or "practice_days" in current.hidden:
            return []
        rows = practice_calendar.draw(
            practice_calendar.calendar(current.days, current.today), ascii=self.context.preferences.ascii
        )
        totals = practice_totals(self.context.record.sessions)
        shown: list[Widget] = [SplitLine(_("Practice"), practice_calendar.summary(current.days))]
        shown += [line("\n".join(rows), quiet=True)]
        return [*shown, line(progress.totals_words(totals) + ".")]

    # Keys.

    async def action_figures(self) -> None:
        from securecoach_tui.tui.screens.figures import FiguresScreen

        if self.progress is not None:
            await self.app.push_screen(FiguresScreen(self.progress))

    async def action_over_time(self) -> None:
        from securecoach_tui.tui.screens.over_time import OverTimeScreen

        await self.app.push_screen(OverTimeScreen())

    def action_new_baseline(self) -> None:
        from securecoach_tui.tui.screens import new_baseline

        new_baseline.open_new_baseline(self, self.reload)

    async def action_hide(self) -> None:
        from securecoach_tui.tui.screens.figures import HideFiguresScreen

        await self.app.push_screen(HideFiguresScreen(self.reload))

    def on_screen_resume(self) -> None:
        if self.is_mounted and not self.context.has_record:
            self.reload()
