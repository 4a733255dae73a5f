"""After a session: its summary, whether it is saved, and the way back to the first screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from textual.app import ComposeResult
from textual.widgets import Input, Static

from securecoach_tui.app import comforts
from securecoach_tui.app.ladder_service import APART, ladder_of
from securecoach_tui.config import fault_log
from securecoach_tui.config.data_paths import expanded
from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.timeline import LengthRefused
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.session.state import Setup
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.scenes.moment import Moment, Scene
from securecoach_tui.store.errors import NameTaken
from securecoach_tui.text import comforts as comfort_words
from securecoach_tui.text import exercise_errors
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.app_protocol import ScreenName
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.scenes.still import closing_view, wave_view
from securecoach_tui.tui.screens.dialogs import KEEP
from securecoach_tui.tui.widgets.row_list import Row, RowList
from securecoach_tui.tui.widgets.text_field import LineInput

Action = Callable[[], object]
CHECK_SECONDS = 1.0  # seconds between two checks whether a session that couldn't be saved has been saved since
MOST_OF_NOTE = 120  # characters; of a longer note the end is in History, and "Saved." stays in sight below it


def _beginning(note: str) -> str:
    """A note, or as much of it as leaves room for what is below it."""
    return note if len(note) <= MOST_OF_NOTE else note[:MOST_OF_NOTE].rsplit(maxsplit=1)[0] + " …"


class SessionEndScreen(BaseScreen):
    """``refused`` is the reason why the session couldn't be saved. The writer tries again; another file is offered.

    The wave of the urges in ``record`` is shown, or else ``picture``, the session's scene at its last moment.
    ``again`` is the setup to practise once more; None if nothing was practised. ``chooses_rung_of`` is the exercise
    for which the person wants to choose another step. enter alone goes back to the first screen.
    """

    FOOTER = (key_bindings.CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK, key_bindings.QUIT)

    def __init__(
        self,
        title: str,
        lines: Sequence[str],
        refused: str = "",
        record: SessionRecord | None = None,
        *,
        chooses_rung_of: Exercise | None = None,
        again: Setup | None = None,
        picture: tuple[Scene, Moment] | None = None,
    ) -> None:
        super().__init__()
        self._record, self._again, self._picture = record, again, picture
        self._title, self._lines, self._refused = title, list(lines), refused
        self._is_saved = _("Saved.") in self._lines
        self._ladder: ScreenName | None = None
        if chooses_rung_of is not None:
            self._ladder = "apart" if ladder_of(chooses_rung_of) is APART else "ladder"
        self._actions: list[Action] = []

    def location(self) -> str:
        return self._title

    def purpose(self) -> str:
        return " ".join(line for line in self._lines if line)

    def footer_keys(self) -> Iterable[KeyBinding]:
        return (KEEP, *self.FOOTER[1:]) if isinstance(self.focused, Input) else self.FOOTER

    def compose_body(self) -> ComposeResult:
        lines = [visible(line) for line in self._lines if line != _("Saved.")]  # the list says that it is saved
        yield Static("\n".join(lines), markup=False, classes="words")
        ascii, log = self.context.preferences.ascii, partial(fault_log.write, self.context.paths.state)
        shown = wave_view(self._record, ascii=ascii) or closing_view(self._picture, log, ascii=ascii)
        if shown is not None:
            yield shown
        if self._record is not None and self._record.reflection:
            note = _("Your note: {words}").format(words=_beginning(self._record.reflection))
            yield Static(visible(note), markup=False, classes="words spaced", id="note")
        saved = Static(self._saved(), markup=False, classes="words strong spaced", id="saved")
        saved.display = bool(self._refused)
        yield saved
        rows, back = self._rows()
        choices = RowList(rows, label=_("Done"), id="choices")
        choices.set_reactive(RowList.highlighted, back)  # so that enter goes on as quickly as it can
        yield choices
        yield LineInput(str(expanded("~/securecoach-sessions.json")), id="file")

    def _rows(self) -> tuple[list[Row], int]:
        """The rows of the list, whose actions are kept, and the index of the way back."""
        rows: list[tuple[Row, Action]] = []
        if self._again is not None:
            rows.append(((_("Again"), ""), self._practise_again))
            rows.append(((_("My progress"), ""), partial(self._show, "progress")))
        hard = self._record is not None and comforts.helps_after(self._record)
        if hard and comforts.stored(self.context.paths, self.context.key):
            rows.append(((_(comfort_words.TITLE), ""), partial(self._show, "comforts")))
        back = len(rows)
        # "Saved." is in the row, and only there, so that a braille line at the cursor shows it.
        rows.append(((_("Back to start"), _("Saved.") if self._is_saved else ""), self.program.go_home))
        if self._refused:
            rows.append(((_("Save it somewhere else"), ""), self._choose_file))
        if self._ladder is not None:
            rows.append(((_("Choose another step"), ""), partial(self._show, self._ladder)))
        self._actions = [action for _row, action in rows]
        return [row for row, _action in rows], back

    def on_mount(self) -> None:
        self.query_one("#file").display = False
        self.query_one(RowList).focus()
        if self._refused:
            self.set_interval(CHECK_SECONDS, self._check_saved)

    def _saved(self) -> str:
        return _("Not saved: {why}").format(why=self._refused) if self._refused else ""

    def _check_saved(self) -> None:
        if self._refused and not self.context.writer.waiting():
            self._refused, self._is_saved = "", True
            self.query_one("#saved").display = False
            choices, (rows, back) = self.query_one(RowList), self._rows()
            choices.fill(rows, highlighted=min(choices.highlighted, back))
            self.show_notice(_("Saved."))

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        self._actions[event.index]()

    def _practise_again(self) -> None:
        assert self._again is not None, "its row is there only with a setup"
        last = self._again
        exercise = self.context.exercises().get(last.exercise.id, last.exercise)
        setup = self.context.setup(exercise, last.seconds, rung_id=last.rung_id or None)
        try:
            screen = self.program.make_session(setup)
        except LengthRefused as error:  # the person's own file was changed in the meantime
            self.show_notice(exercise_errors.length_refused_words(error, visible(exercise.title)), error=True)
            return
        self.app.switch_screen(screen)

    def _show(self, name: ScreenName) -> None:
        self.app.switch_screen(self.program.make_screen(name, self))

    def _choose_file(self) -> None:
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
