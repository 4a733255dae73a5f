"""Every figure of one's movement, and the sessions behind each; which of them are shown."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui.charts import chart_words, practice_calendar, trend_chart
from securecoach_tui.i18n import N_, _, ngettext
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.progress.days import practice_totals, practised
from securecoach_tui.progress.indicators import HIDEABLE, toggle_hidden
from securecoach_tui.progress.model import IndicatorProgress, Progress
from securecoach_tui.text import progress as progress_text
from securecoach_tui.text.history import Choice
from securecoach_tui.text.quantities import amount, capacity_name, indicator_name
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import Key
from securecoach_tui.tui.screens.history import History
from securecoach_tui.tui.widgets.chart import ChartView
from securecoach_tui.tui.widgets.row_list import RowList

LABEL_CELLS = 38  # of a figure's name, so that the values stand in a column
OPEN = Key("enter", "", N_("open"), N_("Open what is marked."), "enter")


class Figures(BaseScreen):
    """A row a figure; the one that is marked is told in a sentence beneath."""

    DEFAULT_CLASSES = "listing"
    KEYS = (OPEN,)
    FOOT = (OPEN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress
        self._rated = list(progress.rated())
        self._others: list[tuple[str, list[str]]] = []

    def where(self) -> str:
        return _("Every figure")

    def fact(self) -> str:
        return progress_text.since_words(self._progress)

    def purpose(self) -> str:
        return _("Each figure, and the sessions behind it.")

    def body(self) -> ComposeResult:
        cells = LABEL_CELLS if self.app.size.width >= 60 else 0
        self._others = self._totals()
        rows = [
            (indicator_name(one.figures.name).ljust(cells), _lately(one, brief=not cells))
            for _capacity, one in self._rated
        ]
        rows += [(told, "") for told, _ids in self._others]
        yield RowList(rows, label=_("Every figure"), id="figures")
        yield Static("", markup=False, classes="quiet spaced", id="summary")

    def _totals(self) -> list[tuple[str, list[str]]]:
        """What stands on the screen of movement beside the indicators, each with its sessions."""
        found, every = self._progress, self.context.at_hand().sessions
        told = [(progress_text.misdated_sentence(found).rstrip("."), found.misdated)] if found.misdated else []
        if "practice_days" in found.hidden or not every:
            return told
        days = practice_calendar.summary(found.days).rstrip(".")
        totals = progress_text.totals_words(practice_totals(every))
        return [
            (days, found.practice_day_ids()),
            (totals, [one.id for one in every if practised(one)]),
            *told,
        ]

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        self._tell(0)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        self._tell(event.index)

    def _tell(self, index: int) -> None:
        told = self._others[index - len(self._rated)][0] if index >= len(self._rated) and self._others else ""
        if index < len(self._rated):
            capacity, indicator = self._rated[index]
            told = f"{capacity_name(capacity.capacity)}. {progress_text.indicator_sentence(indicator)}"
        if not self._rated and not self._others:
            told = _("Nothing here yet. It fills by itself as you practise.")
        self.query_one("#summary", Static).update(visible(told))

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        if event.index < len(self._rated):
            await self.app.push_screen(OneFigure(self._rated[event.index][1], self._progress))
            return
        if self._others:
            told, ids = self._others[event.index - len(self._rated)]
            await self.app.push_screen(History(Choice(ids=frozenset(ids)), f"{told}."))


def _lately(indicator: IndicatorProgress, *, brief: bool = False) -> str:
    figures = indicator.figures
    if figures.recent is None:
        return ""
    if brief:
        return amount(figures.recent, figures.unit)
    return _("lately {value}").format(value=amount(figures.recent, figures.unit))


class OneFigure(BaseScreen):
    """A figure's picture and its lines; each line opens the sessions it was made of."""

    DEFAULT_CLASSES = "listing"
    KEYS = (OPEN,)
    FOOT = (OPEN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, indicator: IndicatorProgress, progress: Progress) -> None:
        super().__init__()
        self._indicator, self._progress = indicator, progress
        self._rows = behind(indicator, progress)

    def where(self) -> str:
        return indicator_name(self._indicator.figures.name)

    def fact(self) -> str:
        return progress_text.movement_words(self._indicator)

    def purpose(self) -> str:
        return _("Each line can be opened to see the sessions behind it.")

    def body(self) -> ComposeResult:
        yield Static(visible(progress_text.indicator_sentence(self._indicator)), markup=False, classes="words")
        ascii, chart = self.context.preferences.ascii, trend_chart.indicator_chart(self._indicator)
        if chart is not None:
            yield ChartView(
                lambda width, height: trend_chart.draw(chart, width, height, ascii=ascii), rows=6, id="picture"
            )
        yield RowList([(told, "") for told, _ids in self._rows], label=self.where(), id="lines")
        yield Static("", markup=False, classes="quiet spaced", id="summary")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """A line that the list cuts stands whole beneath it."""
        told = self._rows[event.index][0]
        room = event.rows.scrollable_content_region.width - 2
        self.query_one("#summary", Static).update(visible(told) if cell_len(told) > room else "")

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        told, ids = self._rows[event.index]
        about = f"{self.where()}. {told}."
        await self.app.push_screen(History(Choice(ids=frozenset(ids)), about))


def behind(indicator: IndicatorProgress, progress: Progress) -> list[tuple[str, list[str]]]:
    """The lines of a figure, each with the ids of its sessions."""
    facts = chart_words.lines(indicator, progress.today, week_by_week=False)[1:]
    trend_ids = [point.id for point in indicator.points]
    ids = [indicator.ids, indicator.baseline_ids, indicator.recent_ids, trend_ids]
    return [*zip(facts, ids, strict=False), *chart_words.week_lines(indicator, progress.today)]


class Hiding(BaseScreen):
    """Every figure there can be, shown or hidden; kept at once."""

    DEFAULT_CLASSES = "listing"
    FOOT = (OPEN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed

    def where(self) -> str:
        return _("Which figures are shown")

    def fact(self) -> str:
        hidden = len(self.context.preferences.hidden_indicators)
        return ngettext("{n} hidden", "{n} hidden", hidden).format(n=hidden) if hidden else ""

    def purpose(self) -> str:
        return _("Choose which figures you want to see. Hiding one deletes nothing.")

    def body(self) -> ComposeResult:
        yield Static(self.purpose(), markup=False, classes="words")
        yield RowList(self._rows(), label=self.where(), id="choices")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    def _rows(self) -> list[tuple[str, str]]:
        hidden = self.context.preferences.hidden_indicators
        return [(indicator_name(name), _("hidden") if name in hidden else _("shown")) for name in HIDEABLE]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        name, hidden = HIDEABLE[event.index], self.context.preferences.hidden_indicators
        why = self.context.prefer(hidden_indicators=toggle_hidden(hidden, name))
        self.query_one(RowList).fill(self._rows())
        self.redraw_frame()
        self.tell(_("Held for now, not kept: {why}.").format(why=why) if why else "", wrong=bool(why))
        self._changed()
