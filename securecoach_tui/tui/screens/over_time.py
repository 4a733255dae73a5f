"""What is told and never judged: rungs, expected and met, urges, settling alone, check-ins, in their order.

A row a time, the newest first; enter opens the sessions behind it. What was expected and met stands as paired dots,
and in words beneath the list.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Static

from securecoach_tui.app.progress_service import lines_over_time
from securecoach_tui.charts import paired_chart
from securecoach_tui.i18n import N_, _, ngettext
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.progress.days import day_of
from securecoach_tui.progress.described import PredictionPair, by_rung
from securecoach_tui.text.dates import short_date
from securecoach_tui.text.history import Choice
from securecoach_tui.text.over_time import DatedLines, pair_line
from securecoach_tui.text.quantities import grouped
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import Key
from securecoach_tui.tui.screens.history import NARROW, History
from securecoach_tui.tui.widgets.row_list import Row, RowList

LONGEST = 60  # rows of one kind, the newest; its heading opens all
OPEN = Key("enter", "", N_("open"), N_("Open the sessions behind what is marked."), "enter")


class Told(NamedTuple):
    """A row: what is drawn, what it is in words, and the sessions behind it."""

    row: Row
    words: str
    ids: list[str]
    own: bool = False  # in the person's own words


class TellingRows(RowList):
    """Rows that are drawn with signs and told in words."""

    def __init__(self, told: list[Told], *, label: str, id: str) -> None:
        super().__init__([one.row for one in told], label=label, id=id)
        self._told = told

    def told(self) -> tuple[str, str, str]:
        """The words of the row that is marked."""
        label, _value, position = super().told()
        return (self._told[self.here].words if self._told else label, "", position)

    @property
    def private(self) -> bool:
        """Whether a voice leaves the row that is marked on the screen."""
        return bool(self._told) and self._told[self.here].own


class OverTimeScreen(BaseScreen):
    """One heading a kind, a row a time, the newest first."""

    DEFAULT_CLASSES = "listing"
    KEYS = (OPEN,)
    FOOT = (OPEN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def where(self) -> str:
        return _("Over time")

    def purpose(self) -> str:
        return _("What happened when, in your own practice. None of it is a mark.")

    def body(self) -> ComposeResult:
        now, preferences = self.context.clock.now(), self.context.preferences
        self._today = day_of(now, preferences.day_starts)
        found = lines_over_time(self.context.at_hand(), preferences, now)
        self._told = [one for kind in found for one in self._of(kind)]
        if not self._told:
            nothing = _("Nothing here yet. It fills by itself as you practise.")
            self._told = [Told((nothing, ""), nothing, [])]
        yield TellingRows(self._told, label=_("Over time"), id="times")
        yield Static("", markup=False, classes="quiet spaced", id="summary")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        self.call_after_refresh(self._in_words, 0)  # how much is cut is known once it was laid out

    def _of(self, kind: DatedLines) -> list[Told]:
        count = len(kind.lines)
        times = ngettext("{n} time", "{n} times", count).format(n=grouped(count))
        told = [Told((kind.heading, times), f"{kind.heading}, {times}", kind.ids)]
        newest = kind.lines[: -LONGEST - 1 : -1]
        if kind.name == "pairs":
            return [*told, *self._pairs([one.pair for one in kind.lines if one.pair is not None])]
        return told + [Told((f"  {entry.line}", ""), entry.line, list(entry.ids), entry.private) for entry in newest]

    def _pairs(self, found: list[PredictionPair]) -> list[Told]:
        """A rung, then its pairs; all under one scale, so that they can be held against one another."""
        told, narrow = [], self.app.size.width < NARROW
        for group in by_rung(found):
            legend = paired_chart.legend(ascii=self.context.preferences.ascii)
            words = f"{group.words or _('No rung named')}. {legend}"
            row = (f"  {group.words or _('No rung named')}", "")
            told.append(Told(row, words, [one.id for one in group.pairs]))
            told += [self._pair(one, narrow) for one in group.pairs[: -LONGEST - 1 : -1]]
        return told

    def _pair(self, one: PredictionPair, narrow: bool) -> Told:
        day = short_date(one.day, self._today, narrow=narrow).ljust(6 if narrow else 11)
        drawn = paired_chart.text(one, 1 if narrow else 2, ascii=self.context.preferences.ascii)
        shape = _("{expected}, most {met}") if narrow else _("expected {expected}, most {met}")
        value = shape.format(expected=one.expected, met=one.met)
        return Told((f"  {day} {drawn}", value), pair_line(one, self._today), [one.id])

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        self._in_words(event.index)

    def _in_words(self, index: int) -> None:
        """What is drawn with signs, or cut, stands in words beneath the list."""
        (label, _value), words, _ids, _own = self._told[index]
        room = self.query_one(RowList).scrollable_content_region.width - 2
        heading = not label.startswith(" ")
        whole = cell_len(label) <= room and (heading or label.strip() == words)
        self.query_one("#summary", Static).update("" if whole else visible(words))

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        told = self._told[event.index]
        if told.ids:
            await self.app.push_screen(History(Choice(ids=frozenset(told.ids)), visible(f"{told.words}.")))
        else:
            self.tell(_("The day and these words are all there is to it."))
