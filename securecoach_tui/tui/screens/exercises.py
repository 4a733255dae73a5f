"""Lets the person choose an exercise and its length; then starts the session."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.timeline import LengthRefused
from securecoach_tui.practice.usual_length import usual_minutes
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import exercise_errors, exercise_list
from securecoach_tui.text.figures import Figure
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.master_detail import MasterDetailScreen
from securecoach_tui.tui.screens.record_access import load_record
from securecoach_tui.tui.themes import accent_of
from securecoach_tui.tui.widgets.row_list import (
    HINT_INDENT,
    LINE_CELLS,
    SCROLLBAR_CELLS,
    MarkedRow,
    RowHeading,
    RowList,
)

if TYPE_CHECKING:
    from securecoach_tui.practice.record import SessionRecord
    from securecoach_tui.scenes.cells import Frame, Picture

NARROW = 60  # columns; in a narrower terminal the rows show no length, so that no title is cut
PICTURE_ROWS = 9
AROUND_HINT = HINT_INDENT + SCROLLBAR_CELLS  # cells of a list beside the words of a hint

BEGIN = KeyBinding("enter", "", N_("start"), N_("Start the selected exercise, with the length you see."), "enter")
SHORTER = KeyBinding("left,h", "turn(-1)", N_("shorter"), N_("Choose a shorter length."), "left")
LONGER = KeyBinding("right,l", "turn(1)", N_("length"), N_("Choose a longer length."), "right")
FAVOURITE = KeyBinding("f", "favourite", N_("favourite"), N_("Add the exercise to your favourites, or remove it."), "f")
EVIDENCE = KeyBinding("e", "evidence", N_("research"), N_("Read what research says about it."), "e")


class ExercisesScreen(MasterDetailScreen):
    """Every exercise, grouped by capacity: favourites first, and those that the person made last."""

    KEYS = (BEGIN, SHORTER, LONGER, FAVOURITE, EVIDENCE)
    FOOTER = (BEGIN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK, LONGER, FAVOURITE, EVIDENCE)
    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in KEYS if key.action]

    def location(self) -> str:
        return _("Exercises")

    def purpose(self) -> str:
        return _("Choose an exercise. Left and right change how long it lasts.")

    def compose_body(self) -> ComposeResult:
        from securecoach_tui.tui.scenes.picture_view import PictureView

        self._custom, bad = self.context.custom_exercises()
        self._exercises = self.context.exercises()
        self._sessions: dict[str, list[SessionRecord]] = defaultdict(list)
        self._lengths: dict[str, int] = {}  # the index of the length chosen for an exercise
        self._order: list[Exercise] = []
        self._picture = PictureView(rows=PICTURE_ROWS, ascii=self.context.preferences.ascii, id="picture")
        rows = RowList([], label=_("Exercises"), hint_of=self._hint, wraps=True, id="exercises")
        rows.first_click_marks = True  # the length is chosen before the second one
        rows.ascii = self.context.preferences.ascii
        yield rows
        for file in bad:
            why = exercise_errors.bad_exercise_words(file.error).rstrip(".")
            problem = _("{file} can't be used: {why}.").format(file=file.path.name, why=why)
            yield Static(visible(problem), markup=False, classes="quiet spaced")

    def compose_detail(self) -> ComposeResult:
        yield Static("", markup=False, id="about")
        yield self._picture
        yield Static("", markup=False, id="facts")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        self._fill()
        if self.context.has_record:
            self._loaded()
        else:
            load_record(self, self.context.load_record, self._loaded)

    def on_screen_resume(self) -> None:
        if self.is_mounted and self.context.has_record:
            self._loaded()  # a session was practised in the meantime

    def on_resize(self) -> None:
        self._fill()

    def _loaded(self) -> None:
        self._sessions.clear()
        for session in self.context.record.sessions:
            self._sessions[session.exercise or ""].append(session)
        self._show()

    def _fill(self, exercise_id: str = "") -> None:
        """Fill the list; the highlight goes to an exercise, or stays."""
        if not self.is_mounted:
            return
        groups = exercise_list.exercise_groups(self._exercises, self.context.preferences.favourites, self._custom)
        self._order = [exercise for group in groups for exercise in group.exercises]
        headings: list[RowHeading] = []
        rows: list[MarkedRow] = []
        for group in groups:
            headings.append(RowHeading(len(rows), group.title, group.capacity))
            rows += [self._row(one, marked=group.capacity is None) for one in group.exercises]
        highlighted = next((n for n, one in enumerate(self._order) if one.id == exercise_id), None)
        shown = self.query_one(RowList)
        shown.label_cells = LINE_CELLS - max(len(row.value) for row in rows)  # the lengths are one column
        shown.fill(rows, headings=headings, highlighted=highlighted)

    def _row(self, exercise: Exercise, *, marked: bool) -> MarkedRow:
        length = exercise_list.length_words(self._length(exercise))
        return MarkedRow(
            exercise.title,
            "" if self.is_broad or self.app.size.width < NARROW else length,
            capacity=exercise.capacity if marked else None,
            spoken=(exercise.title, length),
        )

    @property
    def _highlighted(self) -> Exercise:
        return self._order[self.query_one(RowList).highlighted]

    # Lengths.

    def _length(self, exercise: Exercise) -> float | None:
        """The length that enter begins with, in seconds; None is until the person stops."""
        return exercise_list.lengths_of(exercise)[self._length_index(exercise)]

    def _length_index(self, exercise: Exercise) -> int:
        """The length chosen on this screen, else the last one practised, else the usual one."""
        if exercise.id in self._lengths:
            return self._lengths[exercise.id]
        lengths, done = exercise_list.lengths_of(exercise), self._sessions.get(exercise.id)
        usual = 60 * usual_minutes(exercise)
        last = done[0].planned_seconds if done and done[0].planned_seconds in lengths else usual
        return lengths.index(last)

    def action_turn(self, by: int) -> None:
        """Choose the next longer length (1), or the next shorter one (-1)."""
        exercise = self._highlighted
        last = len(exercise_list.lengths_of(exercise)) - 1
        self._lengths[exercise.id] = max(0, min(last, self._length_index(exercise) + by))
        self._fill()
        self.speaker.changed(self.query_one(RowList))

    def _lengths_parts(self, exercise: Exercise) -> tuple[str, str, str]:
        """The lengths: those before the chosen one, it in brackets, and those after it."""
        lengths = exercise_list.lengths_of(exercise)
        words = [_("until I stop") if seconds is None else f"{Figure(seconds / 60):g}" for seconds in lengths]
        chosen = self._length_index(exercise)
        before = "".join(f" {one}  " for one in words[:chosen])
        after = "".join(f"  {one} " for one in words[chosen + 1 :])
        return before, f"[{words[chosen]}]", after

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        from securecoach_tui.tui.screens.start_session import start_session

        exercise = self._order[event.index]
        await start_session(self, exercise, self._length(exercise))

    # What is known about the highlighted exercise.

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        self._show()

    def _hint(self, index: int) -> Text | str:
        """Summary and lengths under the row, where there is no room beside the list."""
        if self.is_broad:
            return ""
        exercise = self._order[index]
        before, chosen, after = self._lengths_parts(exercise)
        label, room = _("Minutes:") + " ", self.query_one(RowList).size.width - AROUND_HINT
        if cell_len(label + before + chosen + after.rstrip()) > room:  # the last length, of several words, goes below
            last = after.rsplit("  ", 1)[-1]
            before, after = (before, after.removesuffix(last).rstrip() + "\n " + last) if after else (before + "\n", "")
        hint = Text(visible(exercise.summary) + "\n" + label + before)
        hint.append(chosen, accent_of(self) + Style(bold=True)).append(after)
        if self.context.has_record and not self.has_class("-low"):
            hint.append("\n" + self._practised(exercise))
        return hint

    def _practised(self, exercise: Exercise) -> str:
        today = self.context.clock.now().date()
        return exercise_list.practised_words(self._sessions[exercise.id], exercise.id, today)

    def _show(self) -> None:
        """Show the detail of the highlighted exercise."""
        if not self._order:
            return
        exercise = self._highlighted
        self.query_one(RowList).update_hint()
        if not self.is_broad:
            return
        about = Content.assemble((visible(exercise.title), "bold"), "\n\n", visible(exercise.summary), "\n")
        self.query_one("#about", Static).update(about)
        before, chosen, after = self._lengths_parts(exercise)
        facts = Content.assemble(
            ("\n" + _("How long, in minutes"), "bold"),
            "\n" + before,
            (chosen, "bold $primary"),
            after + "   ",
            (_("left and right"), "$quiet"),
            ("\n\n" + _("What research says") + "\n", "bold"),
            "\n".join(visible(words) for words in self.context.content.why(exercise)[2:4]),
        )
        if self.context.has_record:
            facts += Content.assemble(("\n\n" + _("Your practice") + "\n", "bold"), self._practised(exercise))
        self.query_one("#facts", Static).update(facts)
        self._picture.show(lambda frame: self._drawn(exercise, frame))

    def _drawn(self, exercise: Exercise, frame: Frame) -> Picture:
        """The picture of the exercise; of an urge, the wave of the person's last session."""
        from securecoach_tui.practice.exercise.scene import scene_name
        from securecoach_tui.scenes.sample import sample_picture
        from securecoach_tui.scenes.wave import drawn, wave_of

        if not self.context.has_record:
            return ()
        if scene_name(exercise) == "wave":
            waves = (wave_of(session) for session in self._sessions[exercise.id])
            wave = next((wave for wave in waves if wave is not None), None)
            return drawn(wave, frame) if wave is not None else ()
        try:
            return sample_picture(self.context.setup(exercise, self._length(exercise), asking="none"), frame)
        except LengthRefused:
            return ()

    async def action_evidence(self) -> None:
        from securecoach_tui.tui.screens.evidence import ExerciseEvidenceScreen

        await self.app.push_screen(ExerciseEvidenceScreen(self._highlighted))

    def action_favourite(self) -> None:
        exercise = self._highlighted
        favourites = exercise_list.toggled(self.context.preferences.favourites, exercise.id)
        why = self.context.save_settings(favourites=favourites)
        self._fill(exercise.id)
        self.show_changed(exercise_list.favourite_changed_words(added=exercise.id in favourites), why)


class LengthsScreen(BaseScreen):
    """The lengths that one exercise offers."""

    FOOTER = (key_bindings.CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise
        self._lengths = exercise_list.lengths_of(exercise)

    def location(self) -> str:
        return visible(self._exercise.title)

    def purpose(self) -> str:
        return _("Choose how long.")

    def compose_body(self) -> ComposeResult:
        yield Static(visible(self._exercise.summary), markup=False, classes="words")
        rows = [(exercise_list.length_words(seconds), "") for seconds in self._lengths]
        yield RowList(rows, label=_("How long"), id="lengths")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        from securecoach_tui.tui.screens.start_session import start_session

        await start_session(self, self._exercise, self._lengths[event.index])
