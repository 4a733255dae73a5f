"""All figures of the progress, their sessions, and which figures are shown."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui.charts import chart_words, practice_calendar, trend_chart
from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.progress.days import practice_totals
from securecoach_tui.progress.indicators import HIDEABLE, toggle_hidden
from securecoach_tui.progress.model import IndicatorProgress, Progress
from securecoach_tui.store.session_query import SessionFilter
from securecoach_tui.text import progress as progress_text
from securecoach_tui.text.quantities import amount, capacity_name, indicator_name
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.history import HistoryScreen
from securecoach_tui.tui.widgets.chart import ChartView
from securecoach_tui.tui.widgets.row_list import RowList

NAME_CELLS = 31  # for the name of a figure beside a short word
LIST_CELLS = 58  # for a name and its value in the widest list
NARROW = 60  # columns; in a narrower terminal a value is said briefly


class FiguresScreen(BaseScreen):
    """One row for each figure, with a sentence about the highlighted figure below."""

    DEFAULT_CLASSES = "listing"
    KEYS = (key_bindings.OPEN,)
    FOOTER = (key_bindings.OPEN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress
        self._rated = list(progress.rated())
        self._others: list[tuple[str, list[str]]] = []

    def location(self) -> str:
        return _("Every figure")

    def status(self) -> str:
        return progress_text.since_words(self._progress)

    def purpose(self) -> str:
        return _("Each figure, and the sessions behind it.")

    def compose_body(self) -> ComposeResult:
        brief = self.app.size.width < NARROW
        self._others = self._totals()
        rows = [
            (indicator_name(indicator.figures.name), _lately(indicator, brief=brief))
            for _capacity, indicator in self._rated
        ]
        rows += [(text, "") for text, _ids in self._others]
        figures = RowList(rows, label=_("Every figure"), hint_of=self._summary, wraps=True, id="figures")
        longest = max((cell_len(value) for _name, value in rows), default=0)
        figures.label_cells = LIST_CELLS - longest
        yield figures
        if not rows:
            yield Static(_("Nothing here yet. It fills up as you practise."), markup=False, classes="quiet")

    def _totals(self) -> list[tuple[str, list[str]]]:
        """The lines of the progress screen that aren't indicators, each with the ids of its sessions."""
        progress, sessions = self._progress, self.context.record.sessions
        text = [(progress_text.misdated_sentence(progress).rstrip("."), progress.misdated)] if progress.misdated else []
        if "practice_days" in progress.hidden or not sessions:
            return text
        days = practice_calendar.summary(progress.days).rstrip(".")
        totals = progress_text.totals_words(practice_totals(sessions))
        return [
            (days, progress.practice_day_ids()),
            (totals, [session.id for session in sessions if session.was_practised]),
            *text,
        ]

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    def _summary(self, index: int) -> str:
        if index >= len(self._rated):
            return ""
        capacity, indicator = self._rated[index]
        return visible(f"{capacity_name(capacity.capacity)}. {progress_text.indicator_sentence(indicator)}")

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        if event.index < len(self._rated):
            await self.app.push_screen(FigureDetailScreen(self._rated[event.index][1], self._progress))
            return
        if self._others:
            text, ids = self._others[event.index - len(self._rated)]
            await self.app.push_screen(HistoryScreen(SessionFilter(ids=frozenset(ids)), f"{text}."))


def _lately(indicator: IndicatorProgress, *, brief: bool = False) -> str:
    figures = indicator.figures
    if figures.recent is None:
        return ""
    if brief:
        return amount(figures.recent, figures.unit)
    return _("{value} recently").format(value=amount(figures.recent, figures.unit))


class FigureDetailScreen(BaseScreen):
    """The chart of a figure and its lines; each line opens the sessions that it was computed from."""

    DEFAULT_CLASSES = "listing"
    KEYS = (key_bindings.OPEN,)
    FOOTER = (key_bindings.OPEN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, indicator: IndicatorProgress, progress: Progress) -> None:
        super().__init__()
        self._indicator, self._progress = indicator, progress
        self._rows = behind(indicator, progress)

    def location(self) -> str:
        return indicator_name(self._indicator.figures.name)

    def status(self) -> str:
        return progress_text.movement_words(self._indicator)

    def purpose(self) -> str:
        return _("Open a line to see the sessions behind it.")

    def compose_body(self) -> ComposeResult:
        yield Static(visible(progress_text.indicator_sentence(self._indicator)), markup=False, classes="words")
        ascii, chart = self.context.preferences.ascii, trend_chart.indicator_chart(self._indicator)
        if chart is not None:
            yield ChartView(
                lambda width, height: trend_chart.draw(chart, width, height, ascii=ascii), rows=6, id="chart"
            )
        yield RowList([(text, "") for text, _ids in self._rows], label=self.location(), wraps=True, id="lines")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        text, ids = self._rows[event.index]
        about = f"{self.location()}. {text}."
        await self.app.push_screen(HistoryScreen(SessionFilter(ids=frozenset(ids)), about))


def behind(indicator: IndicatorProgress, progress: Progress) -> list[tuple[str, list[str]]]:
    """The lines about a figure, each with the ids of its sessions."""
    facts = chart_words.lines(indicator, progress.today, week_by_week=False)[1:]
    trend_ids = [point.id for point in indicator.points]
    ids = [indicator.ids, indicator.baseline_ids, indicator.recent_ids, trend_ids]
    return [*zip(facts, ids, strict=False), *chart_words.week_lines(indicator, progress.today)]


class HideFiguresScreen(BaseScreen):
    """All figures, shown or hidden; a change is saved immediately."""

    DEFAULT_CLASSES = "listing"
    FOOTER = (key_bindings.OPEN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed

    def location(self) -> str:
        return _("Which figures are shown")

    def status(self) -> str:
        hidden = len(self.context.preferences.hidden_indicators)
        return ngettext("{n} hidden", "{n} hidden", hidden).format(n=hidden) if hidden else ""

    def purpose(self) -> str:
        return _("Choose the figures you want to see. Hiding one deletes nothing.")

    def compose_body(self) -> ComposeResult:
        yield Static(self.purpose(), markup=False, classes="words")
        figures = RowList(self._rows(), label=self.location(), wraps=True, id="choices")
        figures.label_cells = NAME_CELLS
        yield figures

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    def _rows(self) -> list[tuple[str, str]]:
        hidden = self.context.preferences.hidden_indicators
        return [(indicator_name(name), _("hidden") if name in hidden else _("shown")) for name in HIDEABLE]

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        name, hidden = HIDEABLE[event.index], self.context.preferences.hidden_indicators
        why = self.context.save_settings(hidden_indicators=toggle_hidden(hidden, name))
        self.query_one(RowList).fill(self._rows())
        self.redraw_frame()
        self.show_changed("", why)
        self._changed()
