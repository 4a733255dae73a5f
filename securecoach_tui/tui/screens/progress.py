"""My progress: for each capacity a sentence, a chart, and the same chart in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Static

from securecoach_tui.app import card_service, progress_service
from securecoach_tui.app.progress_service import PracticePictures
from securecoach_tui.charts import (
    capacity_panel,
    chart_words,
    dated_chart,
    day_grid,
    paired_chart,
    practice_calendar,
    rated_chart,
    trend_chart,
)
from securecoach_tui.charts.cells import CellChart
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.record import Capacity
from securecoach_tui.progress.days import practice_totals
from securecoach_tui.progress.described import RungPairs
from securecoach_tui.progress.model import CapacityProgress, IndicatorProgress, Progress
from securecoach_tui.progress.rated import RatedSession
from securecoach_tui.store.session_query import SessionFilter
from securecoach_tui.text import progress
from securecoach_tui.text.quantities import capacity_name
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens.paragraph_screen import ParagraphScreen, SplitLine, gap, line
from securecoach_tui.tui.screens.record_access import load_record
from securecoach_tui.tui.widgets.capacity_panels import CapacityPanels
from securecoach_tui.tui.widgets.chart import ChartView
from securecoach_tui.tui.widgets.marked_line import MarkedLine
from securecoach_tui.tui.widgets.paragraph_list import ParagraphList

OPEN = KeyBinding("enter", "open", N_("every figure"), N_("Open the marked session, or every figure."), "enter")
FIGURES = KeyBinding("f", "figures", N_("every figure"), N_("Every figure, and the sessions behind it."), "f")
NEXT = KeyBinding("tab", "next_capacity(1)", N_("next"), N_("Show the next part of your practice."), "tab")
PREVIOUS = KeyBinding(
    "shift+tab", "next_capacity(-1)", N_("previous"), N_("Show the previous part of your practice."), "shift+tab"
)
EARLIER = KeyBinding("left", "next_dot(-1)", N_("earlier"), N_("Mark the previous session in the chart."), "left")
LATER = KeyBinding("right", "next_dot(1)", N_("later"), N_("Mark the next session in the chart."), "right")
EITHER = EARLIER._replace(words=N_("mark a session"), shown="left")
OVER_TIME = KeyBinding(
    "o", "over_time", N_("over time"), N_("Steps, urges, expected and actual, and check-ins over time."), "o"
)
NEW_BASELINE = KeyBinding(
    "b", "new_baseline", N_("new start"), N_("Measure from another day. Your sessions stay."), "b"
)
HIDE = KeyBinding("h", "hide", N_("hide"), N_("Choose which figures are shown."), "h")

PAIRS = 5  # newest rows of paired dots on this screen; "over time" shows all


class ChartsSideBySide(Container):
    """Charts beside each other in a wide terminal, one above another in a narrow one."""


class ProgressScreen(ParagraphScreen):
    """Reads the data if it isn't in memory, then shows the progress."""

    DEFAULT_CSS = """
    ProgressScreen ChartsSideBySide { layout: vertical; height: auto; }
    ProgressScreen #rated { margin-top: 1; }
    ProgressScreen.-broad ChartsSideBySide, ProgressScreen.-broad CapacityPanels { layout: horizontal; }
    ProgressScreen.-broad CapacityPanel { width: 1fr; max-width: 40; }
    ProgressScreen.-broad #trend { width: 1fr; max-width: 76; }
    ProgressScreen.-broad #rated { width: 40; margin: 0 0 0 2; }
    """
    KEYS = (OPEN, NEXT, PREVIOUS, EARLIER, LATER, FIGURES, OVER_TIME, NEW_BASELINE, HIDE)
    FOOTER = (NEXT, OPEN, LATER, key_bindings.HELP, key_bindings.SUPPORT, OVER_TIME, NEW_BASELINE, key_bindings.BACK)
    # The focused list scrolls with the arrows, and tab moves the focus, unless this screen is asked first.
    BINDINGS: ClassVar[list[BindingType]] = [
        replace(key.binding, priority=key in (NEXT, PREVIOUS, EARLIER, LATER)) for key in KEYS
    ]

    def __init__(self) -> None:
        super().__init__()
        self.progress: Progress | None = None
        self._pairs: list[RungPairs] = []
        self._pictures: PracticePictures | None = None
        self._chosen = Capacity.REGULATION
        self._dot: int | None = None  # the number of the marked point

    def location(self) -> str:
        return _("My progress")

    def footer_keys(self) -> Iterable[KeyBinding]:
        """The keys that mean something now: with a marked dot, enter opens its session."""
        indicator = self._indicator()
        dots = indicator is not None and len(indicator.points) > 1
        opens = OPEN._replace(words=N_("this session")) if self._dot is not None else OPEN
        return [
            opens if key is OPEN else EITHER if key is LATER else key for key in self.FOOTER if dots or key is not LATER
        ]

    def status(self) -> str:
        return progress.since_words(self.progress) if self.progress is not None else ""

    def purpose(self) -> str:
        return _("What has changed for you since you started.")

    def on_mount(self) -> None:
        super().on_mount()
        self.reload()

    def reload(self) -> None:
        """Compute the progress again on a worker thread, then show it."""
        load_record(self, self._compute, self.show)

    def _compute(self) -> None:
        page = self.context.progress_page()
        self.progress, self._pairs, self._pictures = page.progress, page.pairs, page.pictures
        self._dot = None

    def paragraphs(self) -> Iterable[Widget]:
        if self.progress is None or self._pictures is None:
            return [line(_("Reading your data."), quiet=True)]
        shown: list[Widget] = []
        if self.progress.since is None:
            shown += [
                line(
                    _(
                        "Nothing to show yet, and that's fine. Your ratings appear here as you practise. A change takes "
                        "longer to see: eight sessions over two weeks, or more."
                    )
                ),
                gap(),
            ]
        capacities = list(self.progress.capacities.values())
        shown += [CapacityPanels(capacities, self._chosen, ascii=self._ascii), gap()]
        early = progress.too_early(self.progress)
        shown += [line(early, quiet=True), gap()] if early else []
        shown += self._capacity(self.progress.capacities[self._chosen])
        if self._chosen == Capacity.CLOSENESS and self._shows("prediction_gap"):
            shown += self._paired(self.progress)
        shown += self._rhythm(self.progress)
        notes = progress.page_notes(self.progress, early=False)
        return [*shown, gap(), *(line(note, quiet=True) for note in notes)] if notes else shown

    @property
    def _ascii(self) -> bool:
        return self.context.preferences.ascii

    def _shows(self, name: str) -> bool:
        return self.progress is not None and name not in self.progress.hidden

    def _capacity(self, capacity: CapacityProgress) -> list[Widget]:
        """The chosen capacity: its sentences, its charts, and how its sessions usually end."""
        judged = [indicator for indicator in capacity.indicators if indicator.judged and len(indicator.points) > 1]
        rated = self._rated()
        if not judged and not rated:
            return []
        shown: list[Widget] = [SplitLine(capacity_name(capacity.capacity), progress.sessions_in_all(capacity))]
        for indicator in judged:
            shown += [
                line(progress.indicator_sentence(indicator)),
                *(line(aside, quiet=True) for aside in progress.asides(indicator)),
            ]
        shown += [gap(), *self._charts(capacity, rated)]
        ends = rated_chart.end_words(rated)
        if ends:
            shown += [
                line(ends),
                line(_("How often they ended at each number:"), quiet=True),
                Static(rated_chart.end_picture(rated, ascii=self._ascii), markup=False, classes="quiet"),
            ]
        return [*shown, gap()]

    def _charts(self, capacity: CapacityProgress, rated: list[RatedSession]) -> list[Widget]:
        """The chart over time with its dates, and the ratings before and after, beside it where there is room."""
        indicator, views, below = capacity_panel.main_indicator(capacity), list[Widget](), list[Widget]()
        height = self.app.size.height
        rows = 5 if height < 20 else 8 if height < 40 else 10
        if indicator is not None and len(indicator.points) > 1:
            views.append(ChartView(self._draw_trend, rows=rows, id="trend"))
            below += [Static("", markup=False, classes="line", id="dot"), gap()]
            if indicator.has_verdict:
                below.insert(1, line(progress.ends_sentence(indicator), quiet=True))
        if rated:
            views.append(ChartView(self._draw_rated, rows=min(rows, len(rated[-rated_chart.NEWEST :]) + 2), id="rated"))
        self.call_later(self._show_dot)
        return [ChartsSideBySide(*views), *below] if views else []

    def _draw_trend(self, width: int, height: int) -> CellChart | None:
        indicator = self._indicator()
        if indicator is None or indicator.begins is None:
            return None
        chart = trend_chart.indicator_chart(indicator)
        return dated_chart.draw(chart, indicator.begins, width, height, chosen=self._dot, ascii=self._ascii)

    def _draw_rated(self, width: int, height: int) -> CellChart | None:
        assert self.progress is not None
        newest = self._rated()[-rated_chart.NEWEST :]
        chart = rated_chart.draw(newest, self.progress.today, width, height - 1, ascii=self._ascii)
        if chart is None:
            return None
        legend = rated_chart.legend(ascii=self._ascii)[:width]  # in the chart, so that it is under no other one
        return CellChart([*chart.lines, legend], [*chart.marks, ["label"] * len(legend)])

    def _rated(self) -> list[RatedSession]:
        """Rated sessions of the chosen capacity. Closeness is not about lower ratings, so it has none."""
        if self._pictures is None or self._chosen == Capacity.CLOSENESS:
            return []
        return self._pictures.rated[self._chosen]

    def _indicator(self) -> IndicatorProgress | None:
        """The indicator of the chart."""
        return None if self.progress is None else capacity_panel.main_indicator(self.progress.capacities[self._chosen])

    def _show_dot(self) -> None:
        """Say under the chart which session is marked; else what the characters mean."""
        indicator, current = self._indicator(), self.progress
        for words in self.query("#dot").results(Static):
            if indicator is None or current is None or self._dot is None:
                words.update(dated_chart.legend(ascii=self._ascii))
            else:
                words.update(self._dot_words(indicator, self._dot, current))

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

    def _dot_words(self, indicator: IndicatorProgress, number: int, current: Progress) -> str:
        id, context = indicator.points[number].id, self.context
        day = progress_service.day_of_session(context.record, context.preferences, id)
        return chart_words.point_line(indicator, number, day or current.today, current.today)

    def _rhythm(self, current: Progress) -> list[Widget]:
        """Half a year of days as a grid and the last 28 in words, and totals that never go down."""
        if not self.context.record.sessions or "practice_days" in current.hidden or self._pictures is None:
            return []
        days, ascii = self._pictures.days, self._ascii
        totals = practice_totals(self.context.record.sessions)
        cards = card_service.progress_line(self.context.record, self.context.clock.now())
        return [
            SplitLine(_("Days with practice"), practice_calendar.summary(current.days)),
            ChartView(lambda width, height: day_grid.draw(days, current.today, width, ascii=ascii), rows=8, id="days"),
            MarkedLine(day_grid.legend(days, ascii=ascii), ascii=ascii, quiet=True),
            line(progress.totals_words(totals) + "."),
            *([line(cards)] if cards else []),
        ]

    # Keys.

    async def action_next_capacity(self, by: int) -> None:
        """Show the next capacity in full."""
        names = list(Capacity)
        self._chosen, self._dot = names[(names.index(self._chosen) + by) % len(names)], None
        await self.show()
        self.query_one(ParagraphList).action_edge(names.index(self._chosen) + (self._nothing_yet()))

    def _nothing_yet(self) -> bool:
        return self.progress is not None and self.progress.since is None

    def action_next_dot(self, by: int) -> None:
        """Mark the next session in the chart, from the newest."""
        indicator = self._indicator()
        if indicator is None or len(indicator.points) < 2:
            return
        last = len(indicator.points) - 1
        self._dot = last if self._dot is None else min(last, max(0, self._dot + by))
        self._show_dot()
        self.redraw_frame()
        for chart in self.query("#trend").results(ChartView):  # none while it is being drawn again
            chart.redraw()
        for words in self.query("#dot"):
            self.query_one(ParagraphList).go_to(words)

    async def action_open(self) -> None:
        """Open the session of the marked dot; without one, every figure."""
        from securecoach_tui.tui.screens.history import HistoryScreen

        indicator = self._indicator()
        if indicator is None or self._dot is None or self.progress is None:
            await self.action_figures()
            return
        words = self._dot_words(indicator, self._dot, self.progress)
        ids = frozenset([indicator.points[self._dot].id])
        await self.app.push_screen(HistoryScreen(SessionFilter(ids=ids), f"{words}."))

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
