"""After a session: its summary, whether it is saved, and the way back to the first screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Input, Static

from securecoach_tui.app.ladder_service import APART, ladder_of
from securecoach_tui.config.data_paths import expanded
from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.errors import NameTaken
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.app_protocol import ScreenName
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.scenes.still import wave_view
from securecoach_tui.tui.widgets.row_list import RowList
from securecoach_tui.tui.widgets.text_field import LineInput

CHECK_SECONDS = 1.0  # seconds between two checks whether a session that couldn't be saved has been saved since


class SessionEndScreen(BaseScreen):
    """``refused`` is the reason why the session couldn't be saved. The writer tries again; another file is offered.

    The wave of the urges in ``record`` is shown. ``chooses_rung_of`` is the exercise for which the person wants to
    choose another step.
    """

    FOOTER = (key_bindings.BACK, key_bindings.HELP, key_bindings.SUPPORT)

    def __init__(
        self,
        title: str,
        lines: Sequence[str],
        refused: str = "",
        record: SessionRecord | None = None,
        *,
        chooses_rung_of: Exercise | None = None,
    ) -> None:
        super().__init__()
        self._record = record
        self._title, self._lines, self._refused = title, list(lines), refused
        self._ladder: ScreenName | None = None
        if chooses_rung_of is not None:
            self._ladder = "apart" if ladder_of(chooses_rung_of) is APART else "ladder"

    def location(self) -> str:
        return self._title

    def purpose(self) -> str:
        return " ".join(line for line in self._lines if line)

    def compose_body(self) -> ComposeResult:
        yield Static("\n".join(visible(line) for line in self._lines), markup=False, classes="words")
        wave = wave_view(self._record, ascii=self.context.preferences.ascii)
        if wave is not None:
            yield wave
        yield Static(self._saved(), markup=False, classes="words", id="saved")
        # "saved" is also in the row, so that a braille line at the cursor shows it.
        saved = _("Saved.") in self._lines
        rows = [(_("Back to start"), _("saved") if saved else "")]
        if self._refused:
            rows.append((_("Save it somewhere else"), ""))
        if self._ladder is not None:
            rows.append((_("Choose another step"), ""))
        yield RowList(rows, label=_("Done"), id="choices")
        yield LineInput(str(expanded("~/securecoach-sessions.json")), id="file")

    def on_mount(self) -> None:
        self.query_one("#file").display = False
        self.query_one(RowList).focus()
        if self._refused:
            self.set_interval(CHECK_SECONDS, self._check_saved)

    def _saved(self) -> str:
        return _("Not saved: {why}").format(why=self._refused) if self._refused else ""

    def _check_saved(self) -> None:
        if self._refused and not self.context.writer.waiting():
            self._refused = ""
            self.query_one("#saved", Static).update(_("Saved."))
            self.show_notice(_("Saved."))

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        if event.index == 0:
            self.program.go_home()
            return
        if self._ladder is not None and event.index == len(event.rows.rows) - 1:
            self.app.switch_screen(self.program.make_screen(self._ladder, self))
            return
        field = self.query_one("#file", Input)
        field.display = True
        field.focus()
        self.show_until_key(_("securecoach import can read this file later. Press enter to save it there."))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        try:
            self.context.writer.save_elsewhere(expanded(event.value.strip()))
        except NameTaken as taken:
            event.input.value = str(taken.free)
            self.show_notice(
                _("A file with that name already exists. This name is free: press enter to save it there."), error=True
            )
            return
        except OSError as error:
            self.show_notice(_("That file can't be written: {why}.").format(why=error.strerror or ""), error=True)
            return
        self.show_notice(_("Saved in {file}.").format(file=event.value.strip()))
        self.query_one("#file").display = False
        self.query_one(RowList).focus()

    async def action_back(self) -> None:
        self.program.go_home()
