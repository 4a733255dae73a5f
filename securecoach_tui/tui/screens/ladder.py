"""A ladder: practise a rung, choose the next one, reword, reorder, add and hide rungs.

What was practised is under each rung; what is offered is under the highlighted one, or beside the list.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from securecoach_tui.app.ladder_service import APART, CLOSENESS, CURRENT, Ladder, all_rungs, current_rung
from securecoach_tui.app.reflection_class import mentions_harm
from securecoach_tui.charts import paired_chart
from securecoach_tui.charts.cells import CellChart
from securecoach_tui.i18n import N_, _, ngettext
from securecoach_tui.practice.ladder import steps
from securecoach_tui.practice.ladder.offers import Rung, offer_after, shown
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.progress.days import in_order
from securecoach_tui.progress.described import PredictionPair, prediction_pairs
from securecoach_tui.text import durations, ladder
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.master_detail import MasterDetailScreen
from securecoach_tui.tui.screens.dialogs import ChoiceScreen, TextEntryScreen
from securecoach_tui.tui.screens.record_access import save_entry
from securecoach_tui.tui.widgets.chart import ChartView
from securecoach_tui.tui.widgets.row_list import MarkedRow, RowList

PAIRS = 8  # the last sessions on a rung whose predictions are drawn

PRACTISE = KeyBinding("enter", "", N_("practise"), N_("Practise the selected step."), "enter")
NEXT = KeyBinding("t", "next_time", N_("next time"), N_("Save this step for next time."), "t")
REWORD = KeyBinding("r", "reword", N_("reword"), N_("Put the step into your own words."), "r")
HIGHER = KeyBinding("plus,equals_sign,shift+down", "shift(1)", N_("higher"), N_("Move the step one place higher."), "+")
LOWER = KeyBinding("minus,shift+up", "shift(-1)", N_("lower"), N_("Move the step one place lower."), "-")
ADD = KeyBinding("n", "add", N_("new step"), N_("Add a step of your own."), "n")
SOMEONE = KeyBinding("s", "someone", N_("with someone"), N_("Choose whether the step involves someone else."), "s")
HIDE = KeyBinding("h", "hide", N_("hide"), N_("Hide the step. You can show it again."), "h")
HIDDEN = KeyBinding("l", "hidden", N_("hidden"), N_("See hidden steps, and show one again."), "l")


class LadderScreen(MasterDetailScreen):
    """One row for each rung, lowest first, with the last session on the highlighted rung and the step offered."""

    KEYS = (PRACTISE, NEXT, REWORD, HIGHER, LOWER, ADD, SOMEONE, HIDE, HIDDEN)
    FOOTER = (PRACTISE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK, ADD, REWORD, HIDE)
    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in KEYS if key.action]

    def __init__(self, ladder: Ladder = CLOSENESS) -> None:
        super().__init__()
        self._ladder = ladder

    def location(self) -> str:
        return ladder.title_words(apart=self._ladder is APART)

    def purpose(self) -> str:
        return ladder.purpose_words(apart=self._ladder is APART)

    def compose_body(self) -> ComposeResult:
        self._pairs: list[PredictionPair] = []  # of the highlighted rung
        yield RowList([], label=self.location(), hint_of=self._hint, wraps=True, id="rungs")
        empty = _("No steps are shown. Press n to add your own, or l to see hidden ones.")
        yield Static(empty, markup=False, classes="quiet", id="empty")

    def compose_detail(self) -> ComposeResult:
        yield Static("", markup=False, classes="words", id="about")
        yield ChartView(self._drawn, rows=PAIRS + 1, id="pairs")
        legend = paired_chart.legend(ascii=self.context.preferences.ascii)
        yield Static(legend, markup=False, classes="quiet", id="legend")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        current = self._current(self._shown())
        self._draw(current.id if current else "")

    def on_screen_resume(self) -> None:
        if self.is_mounted:
            self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _all_rungs(self) -> list[Rung]:
        return all_rungs(self._ladder.defaults(self.context.content), self.context.record, self._ladder.kind)

    def _current(self, rungs: list[Rung]) -> Rung | None:
        return current_rung(rungs, self.context.record, kind=self._ladder.kind)

    def _shown(self) -> list[Rung]:
        return shown(self._all_rungs())

    @property
    def _highlighted_rung(self) -> Rung | None:
        rungs, index = self._shown(), self.query_one(RowList).highlighted
        return rungs[index] if index < len(rungs) else None

    def _draw(self, rung_id: str = "") -> None:
        """Fill the list; the highlight goes to ``rung_id``, or stays if that is empty."""
        rungs = self._shown()
        current = self._current(rungs)
        rows = [self._row(n, rung, current) for n, rung in enumerate(rungs, 1)]
        highlighted = next((n for n, rung in enumerate(rungs) if rung.id == rung_id), None)
        self.query_one("#rungs", RowList).fill(rows, highlighted=highlighted)
        self.query_one("#rungs").display = bool(rungs)
        self.query_one("#empty").display = not rungs
        if rungs and not self.focused:
            self.query_one("#rungs").focus()
        self._show_detail()

    def _row(self, number: int, rung: Rung, current: Rung | None) -> MarkedRow:
        marks = [_("next time")] if current is not None and rung.id == current.id else []
        marks += [ladder.lived_words(apart=self._ladder is APART)] if rung.lived else []
        done = ladder.step_note(self.context.record.sessions, rung.id)
        under = ", ".join(part for part in (*marks, done) if part)
        return MarkedRow(rung.words, "", f"{number:2}", note=under, spoken=(f"{number} {rung.words}", under))

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        self._show_detail()

    def _hint(self, index: int) -> str:
        """What was and what is offered, under the row."""
        rungs = self._shown()
        if self.is_broad or index >= len(rungs):
            return ""
        rung, sessions, today = rungs[index], self.context.record.sessions, self.context.clock.now().date()
        parts = [ladder.since_words(sessions, rung.id, today), self._offer(rung)]
        return visible(" ".join(part for part in parts if part))

    def _offer(self, rung: Rung) -> str:
        offer = offer_after(self.context.record.sessions, rung.id)
        return ladder.step_offer_words(offer, self._shown(), rung.id)

    def _show_detail(self) -> None:
        """Show the detail of the highlighted rung."""
        rung = self._highlighted_rung
        about = Content("")
        if rung is not None and self.is_broad:
            sessions, today = self.context.record.sessions, self.context.clock.now().date()
            parts = [visible(part) for part in (ladder.last_words(sessions, rung.id, today), self._offer(rung)) if part]
            about = Content.assemble((visible(rung.words), "bold"), "\n\n" + "\n\n".join(parts) + "\n")
            dated, _undated = in_order(session for session in sessions if session.rung_id == rung.id)
            self._pairs = prediction_pairs(dated, self.context.preferences.day_starts)[-PAIRS:]
        self.query_one("#about", Static).update(about)
        self.query_one("#pairs", ChartView).redraw()
        for part in ("#pairs", "#legend"):
            self.query_one(part).display = rung is not None and bool(self._pairs)

    def _drawn(self, width: int, height: int) -> CellChart | None:
        today, ascii = self.context.clock.now().date(), self.context.preferences.ascii
        return paired_chart.draw(self._pairs, today, width, height, ascii=ascii)

    # Practising.

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        from securecoach_tui.tui.screens.start_session import start_session

        rung, exercise = self._highlighted_rung, self.context.exercises()[self._ladder.exercise]
        if rung is None:
            return
        if rung.lived:
            await start_session(self, exercise, exercise.shortest, rung_id=rung.id)
            return
        lengths = [60 * minutes for minutes in exercise.minutes]
        rows = [(durations.duration(seconds), "") for seconds in lengths]

        def begin(index: int) -> None:
            self.call_later(start_session, self, exercise, lengths[index], rung_id=rung.id)

        self.app.push_screen(ChoiceScreen(_("How long"), visible(rung.words), rows, begin))

    def action_next_time(self) -> None:
        rung = self._highlighted_rung
        if rung is not None:
            save_entry(self, self._ladder.kind, CURRENT, {"rung_id": rung.id})
            self._draw(rung.id)
            self.show_notice(_("Next time: {rung}.").format(rung=rung.words))

    # Changing the ladder.

    def _keep(self, changes: steps.Changes, rung_id: str) -> None:
        for id, fields in changes.items():
            save_entry(self, self._ladder.kind, id, fields)
        self._draw(rung_id)

    def action_reword(self) -> None:
        rung = self._highlighted_rung
        if rung is not None:
            self._write(_("This step"), _("The step, in your own words."), rung.words, self._reworded(rung.id), rung.id)

    def _reworded(self, rung_id: str) -> Callable[[str], None]:
        return lambda words: self._keep(steps.reworded(rung_id, words), rung_id)

    def _write(self, title: str, sentence: str, words: str, then: Callable[[str], None], id: str) -> None:
        def written(text: str) -> str:
            if not text:
                return _("A step needs at least one word. escape goes back.")
            then(text)
            if mentions_harm(text):
                self.call_later(self.show_saved_and_people)
            return ""

        self.app.push_screen(TextEntryScreen(title, sentence, words, written, draft=f"{self._ladder.kind}/{id}"))

    def action_shift(self, by: int) -> None:
        rung = self._highlighted_rung
        if rung is not None:
            self._keep(
                steps.moved(self._all_rungs(), rung.id, max(1, self.query_one(RowList).highlighted + 1 + by)), rung.id
            )

    def action_add(self) -> None:
        self._write(_("New step"), _("A step of your own, about something you do."), "", self._added, "new")

    def _added(self, words: str) -> None:
        id = f"own-{secrets.token_hex(4)}"
        rows = [(_("Yes, with someone"), ""), (_("No, on my own"), "")]
        sentence = _("Does it involve someone else?")
        if self._ladder is APART:
            rows = [(_("In daily life"), ""), (_("Here, while I practise"), "")]
            sentence = _("When do you take this step?")

        def chosen(index: int) -> None:
            self._keep(steps.lived(id, index == 0), id)

        # A new rung is stored as happening with someone until the person chooses otherwise.
        self._keep(steps.added(self._all_rungs(), id, words), id)
        self.call_later(self.app.push_screen, ChoiceScreen(_("New step"), sentence, rows, chosen))

    def action_someone(self) -> None:
        rung = self._highlighted_rung
        if rung is not None:
            self._keep(steps.lived(rung.id, not rung.lived), rung.id)
            self.show_notice(ladder.lived_changed_words(lived=not rung.lived, apart=self._ladder is APART))

    def action_hide(self) -> None:
        rung = self._highlighted_rung
        if rung is not None:
            self._keep(steps.hidden(rung.id, True), "")
            self.show_notice(_("Hidden. Press l to see hidden steps."))

    def action_hidden(self) -> None:
        hidden = [rung for rung in self._all_rungs() if rung.hidden]
        if not hidden:
            self.show_notice(_("No steps are hidden."))
            return
        rows = [(rung.words, "") for rung in hidden]
        count = ngettext(
            "{n} step is hidden. Press enter to show it again.",
            "{n} steps are hidden. Press enter to show one again.",
            len(hidden),
        )
        self.app.push_screen(
            ChoiceScreen(
                _("Hidden steps"), count.format(n=len(hidden)), rows, lambda index: self._show(hidden[index].id)
            )
        )

    def _show(self, rung_id: str) -> None:
        self._keep(steps.hidden(rung_id, False), rung_id)
