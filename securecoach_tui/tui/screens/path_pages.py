"""The pages of a week on the path: its lesson, the two questions at its end, and the look back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from securecoach_tui.app import path_service
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.path import state as states
from securecoach_tui.practice.path.state import Entry
from securecoach_tui.practice.path.weeks import Lesson, PathWeek
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import path as words
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.scenes.week_view import LessonPicture
from securecoach_tui.tui.screens.paragraph_screen import ParagraphScreen, gap, line
from securecoach_tui.tui.widgets.choice_list import ChoiceList
from securecoach_tui.tui.widgets.paragraph_list import ParagraphList
from securecoach_tui.tui.widgets.row_list import RowList
from securecoach_tui.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from securecoach_tui.practice.path.page import PathPage

# The rows of a lesson's picture, from so many rows of the terminal on; a lower one has no room for it.
PICTURE_ROWS = ((30, 7), (22, 4))
LISTEN = KeyBinding("l", "listen", N_("listen"), N_("Hear the lesson."), "l")
GO_ON = KeyBinding("enter", "go_on", N_("go on"), N_("Go on to this week's exercises."), "enter")
KEEP = KeyBinding("enter", "", N_("go on"), N_("Go to the next question, or save."), "enter")


class WhoMightWaitScreen(BaseScreen):
    """Who might wait with the path. ``start`` is called where the person goes on."""

    AUTO_FOCUS = ""
    KEYS = (key_bindings.CHOOSE,)
    FOOTER = (key_bindings.CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, lines: Sequence[str], start: Callable[[], None]) -> None:
        super().__init__()
        self._lines, self._start = lines, start

    def location(self) -> str:
        return _("Before you start")

    def purpose(self) -> str:
        return _("If none of these is true for you now, you can start.")

    def compose_body(self) -> ComposeResult:
        first, *others = self._lines
        yield Static(visible(first), markup=False, classes="words")
        listed = "\n".join(f"- {line}" for line in others)
        yield Static(visible(listed, lines=True), markup=False, classes="words spaced")
        yield Static(self.purpose(), markup=False, classes="words spaced")
        rows = [_("Start"), _("Not now"), _("People to talk to")]
        yield ChoiceList([(row, "") for row in rows], label=self.location(), id="choices")

    def on_mount(self) -> None:
        self.query_one(ChoiceList).focus_quietly()

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        if event.index == 2:
            await self.action_support()
            return
        self.app.pop_screen()
        if event.index == 0:
            self._start()


class LessonScreen(ParagraphScreen):
    """The lesson of a week: one picture, one idea, something to try, and what is known."""

    KEYS = (GO_ON, LISTEN)
    FOOTER = (GO_ON, LISTEN, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)
    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in KEYS]

    def __init__(self, week: PathWeek, lesson: Lesson) -> None:
        super().__init__()
        self._week, self._lesson = week, lesson

    def location(self) -> str:
        return words.week_words(self._week)

    def status(self) -> str:
        return words.number_of_all(self._week)

    def purpose(self) -> str:
        return _("This week's lesson. It takes less than a minute.")

    def compose_pane(self) -> ComposeResult:
        with ParagraphList(id="body"), Vertical(id="column"):
            rows = next((rows for least, rows in PICTURE_ROWS if self.app.size.height >= least), 0)
            if rows:
                yield LessonPicture(self._week.picture, rows, ascii=self.context.preferences.ascii)
            yield from self.paragraphs()

    def paragraphs(self) -> Iterable[Widget]:
        for text in self._lesson.lesson:
            yield gap()
            yield line(text)
        yield gap()
        to_try = line(words.to_try(self._lesson))
        to_try.add_class("strong")
        yield to_try
        yield gap()
        for text in words.fact_words(self._lesson):
            yield line(text, quiet=True)

    async def action_go_on(self) -> None:
        await self.action_back()

    async def action_listen(self) -> None:
        preferences = self.context.preferences
        if self.context.sound is None or not (preferences.voice or preferences.spoken_interface):
            self.show_notice(_("Spoken prompts are off. Press v to turn them on, then l."))
            return
        self.speaker.say(" ".join(self._lesson.words))


class WeekWordsScreen(BaseScreen):
    """The two questions at the end of a week. Either can be left empty. ``then`` gets what to save, or None."""

    AUTO_FOCUS = ""
    KEYS = (KEEP,)
    FOOTER = (KEEP, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, found: PathPage, then: Callable[[Entry | None], None]) -> None:
        super().__init__()
        self._page, self._then = found, then

    def location(self) -> str:
        return words.week_words(self._page.week)

    def purpose(self) -> str:
        return words.end_of_week_words()

    def compose_body(self) -> ComposeResult:
        state, before = self._page.state, self._page.words_of_week()
        yield Static(self.purpose(), markup=False, classes="words")
        weeks = self._page.weeks
        for name, question, old in (("helped", weeks.helped, before.helped), ("keep", weeks.keep, before.keep)):
            yield Static(question, markup=False, classes="words spaced")
            draft = f"path/{state.round}-{state.week}/{name}"
            value = self.restore_draft(draft) or old
            hint = _("Your words")
            yield TextField(value, label=question, hint=hint, private=True, draft=draft, saved=old, id=name)

    def on_mount(self) -> None:
        self.query_one("#helped", TextField).focus(scroll_visible=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        helped, keep = self.query_one("#helped", TextField), self.query_one("#keep", TextField)
        if event.input is helped:
            keep.focus()
            return
        before, state = self._page.words_of_week(), self._page.state
        entry = None
        if (helped.value.strip(), keep.value.strip()) != (before.helped, before.keep):
            at = self.context.clock.now().isoformat(timespec="seconds")
            entry = states.words_entry(state, helped.value.strip(), keep.value.strip(), at)
        for field in (helped, keep):
            self.drop_draft(field)
        self.app.pop_screen()
        self._then(entry)


class PathLookBackScreen(ParagraphScreen):
    """What was tried on the path, what the person said, figures in words, and tools to keep."""

    FOOTER = (key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, found: PathPage) -> None:
        super().__init__()
        self._page = found

    def location(self) -> str:
        return _("Look back on the path")

    def purpose(self) -> str:
        return _("What you tried, and what you said about it.")

    def paragraphs(self) -> Iterable[Widget]:
        context = self.context
        titles = {id: exercise.title for id, exercise in context.exercises().items()}
        now = context.clock.now()
        own = set(words.written_lines(self._page.words))
        heading = True
        for text in path_service.look_back_lines(context.record, context.preferences, self._page, now, titles):
            paragraph = line(text, private=text in own) if text else gap()
            if heading:
                paragraph.add_class("strong")
            heading = not text
            yield paragraph
