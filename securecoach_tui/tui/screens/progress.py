"""My movement: a panel a capacity, each a sentence first, then the picture, then the same picture in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from securecoach_tui.app import progress_service
from securecoach_tui.charts import paired_chart, practice_calendar, trend_chart
from securecoach_tui.i18n import N_, _, ngettext
from securecoach_tui.practice.record import Capacity
from securecoach_tui.progress.days import in_order
from securecoach_tui.progress.model import CapacityProgress, Panel, Progress
from securecoach_tui.text import described, progress
from securecoach_tui.text.quantities import amount, capacity_name, counted, indicator_name
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.context import AppContext
from securecoach_tui.tui.key_bindings import Key
from securecoach_tui.tui.screens.paragraphs import Beside, ParagraphScreen, gap, line
from securecoach_tui.tui.screens.record_loader import read
from securecoach_tui.tui.widgets.chart import ChartView

FIGURES = Key("enter,f", "figures", N_("every figure"), N_("Every figure, and the sessions behind it."), "enter")
ALONG = Key("o", "along", N_("over time"), N_("Rungs, urges, expected and met, and check-ins over time."), "o")
BEGIN_ANEW = Key("b", "begin_anew", N_("new beginning"), N_("Measure from another day on; the old one is kept."), "b")
HIDE = Key("h", "hide", N_("hide"), N_("Choose which figures are shown."), "h")

PAIRS = 5  # of paired dots on this screen, the newest; all are in "over time"


def moved(context: AppContext) -> Progress:
    """The person's movement as things stand, by their own day and ladder."""
    return progress_service.moved(context.at_hand(), context.preferences, context.clock.now())


class ProgressScreen(ParagraphScreen):
    """Reads the record where it isn't at hand yet, then tells."""

    KEYS = (FIGURES, ALONG, BEGIN_ANEW, HIDE)
    FOOT = (FIGURES, key_bindings.HELP, key_bindings.SUPPORT, ALONG, BEGIN_ANEW, key_bindings.BACK)
    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in KEYS]

    def __init__(self) -> None:
        super().__init__()
        self.progress: Progress | None = None
        self._pairs: list[paired_chart.OnARung] = []

    def where(self) -> str:
        return _("My movement")

    def fact(self) -> str:
        return progress.since(self.progress) if self.progress is not None else ""

    def purpose(self) -> str:
        return _("What has changed in you, measured against where you began.")

    def on_mount(self) -> None:
        super().on_mount()
        self.look()

    def look(self) -> None:
        """Compute what is told anew, off the thread that draws."""
        read(self, self._compute, self.show)

    def _compute(self) -> None:
        self.progress = moved(self.context)
        dated = in_order(self.context.at_hand().sessions, self.progress.today)[0]
        self._pairs = paired_chart.by_rung(described.pairs(dated, self.context.preferences.day_starts))

    def paragraphs(self) -> Iterable[Widget]:
        if self.progress is None:
            return [line(_("Reading what was kept."), quiet=True)]
        shown: list[Widget] = []
        if self.progress.since is None:
            shown += [
                line(_("Nothing to tell yet, and that is fine. Movement takes eight sessions over two weeks.")),
                gap(),
            ]
        for room in self.progress.capacities.values():
            shown += [*self._room(room), gap()]
            if room.capacity == Capacity.CLOSENESS and room.panel("prediction_gap") is not None:
                shown += self._paired(self.progress)
        shown += [*self._legend(self.progress), *self._rhythm(self.progress)]
        misdated = progress.misdated(self.progress)
        return [*shown, gap(), line(misdated, quiet=True)] if misdated else shown

    def _room(self, room: CapacityProgress) -> list[Widget]:
        shown: list[Widget] = [Beside(capacity_name(room.capacity), progress.room_word(room))]
        judged = [panel for panel in room.panels if panel.good and panel.points]
        ripe = [panel for panel in judged if panel.figures.movement != "not_enough_yet"]
        for panel in ripe:
            shown += [line(progress.sentence(panel)), *(line(one, quiet=True) for one in progress.aside(panel))]
            shown += [gap(), self._picture(panel), line(_ends(panel), quiet=True), gap()]
        if ripe:
            return shown[:-1]
        return shown + [line(progress.sentence(panel)) for panel in judged if len(panel.points) > 1]

    def _picture(self, panel: Panel) -> Widget:
        ascii = self.context.preferences.ascii
        height = self.app.size.height
        rows = 4 if height < 20 else 7 if height < 40 else 9
        return ChartView(lambda width, height: trend_chart.draw(panel, width, height, ascii=ascii), rows=rows)

    def _paired(self, found: Progress) -> list[Widget]:
        """The rung practised last: what was expected against what was met, then the same in words."""
        if not self._pairs or len(self._pairs[0].pairs) < 2:
            return []
        group, ascii = self._pairs[0], self.context.preferences.ascii
        shown = group.pairs[-PAIRS:]
        heading = (
            _("Expected, and the most there was: {rung}") if group.words else _("Expected, and the most there was")
        )
        told = [paired_chart.words(one, found.today) for one in reversed(shown)]
        return [
            line(heading.format(rung=group.words)),
            ChartView(
                lambda width, height: paired_chart.draw(shown, found.today, width, height, ascii=ascii),
                rows=len(shown) + 1,
                id="pairs",
            ),
            line(paired_chart.legend(ascii=ascii), quiet=True),
            line("; ".join(told) + ".", quiet=True),
            gap(),
        ]

    def _legend(self, found: Progress) -> list[Widget]:
        """What the characters of the charts mean, once, where there is a chart."""
        panels = [panel for room in found.capacities.values() for panel in room.panels if panel.good and panel.points]
        if all(panel.figures.movement == "not_enough_yet" for panel in panels):
            return []
        return [line(trend_chart.legend(ascii=self.context.preferences.ascii), quiet=True), gap()]

    def _rhythm(self, found: Progress) -> list[Widget]:
        """The last 28 days as a small calendar and in words, and totals that never drop."""
        if not self.context.at_hand().sessions or "practice_days" in found.hidden:
            return []
        rows = practice_calendar.draw(
            practice_calendar.calendar(found.days, found.today), ascii=self.context.preferences.ascii
        )
        totals = practice_calendar.totals(self.context.at_hand().sessions)
        shown: list[Widget] = [Beside(_("Practice"), practice_calendar.lines(found.days, found.today)[0])]
        shown += [line("\n".join(rows), quiet=True)]
        return [*shown, line(practice_calendar.totals_words(totals) + ".")]

    # Every way on.

    async def action_figures(self) -> None:
        from securecoach_tui.tui.screens.figures import Figures

        if self.progress is not None:
            await self.app.push_screen(Figures(self.progress))

    async def action_along(self) -> None:
        from securecoach_tui.tui.screens.over_time import OverTimeScreen

        await self.app.push_screen(OverTimeScreen())

    def action_begin_anew(self) -> None:
        from securecoach_tui.tui.screens import new_baseline

        new_baseline.open(self, self.look)

    async def action_hide(self) -> None:
        from securecoach_tui.tui.screens.figures import Hiding

        await self.app.push_screen(Hiding(self.look))

    def on_screen_resume(self) -> None:
        if self.is_mounted and self.context.record is None:
            self.look()


def _ends(panel: Panel) -> str:
    """The picture in words: where it began and where it is now."""
    figures = panel.figures
    assert figures.baseline is not None and figures.recent is not None
    first, lately = amount(figures.baseline, figures.unit), amount(figures.recent, figures.unit)
    return ngettext(
        "{name}: at first {first}, lately {lately}, in {n} session.",
        "{name}: at first {first}, lately {lately}, in {n} sessions.",
        figures.sessions,
    ).format(name=indicator_name(figures.name), first=first, lately=lately, n=counted(figures.sessions))
