"""The shape that every screen has: where am I (top), what now (middle), what can I press (foot)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.css.query import NoMatches
from textual.message import Message
from textual.screen import Screen
from textual.widget import MountError, Widget
from textual.widgets import Input, Static

from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.context import AppContext
from securecoach_tui.tui.draft_saver import Put
from securecoach_tui.tui.key_bindings import Key
from securecoach_tui.tui.screen_speech import ANSWER, ERROR, Speaker
from securecoach_tui.tui.widgets.footer import KeyFooter
from securecoach_tui.tui.widgets.heading import Heading

if TYPE_CHECKING:
    from rich.table import Table

    from securecoach_tui.tui.app_protocol import Program
    from securecoach_tui.tui.widgets.paragraph_list import ParagraphList
    from securecoach_tui.tui.widgets.row_list import RowList
    from securecoach_tui.tui.widgets.scale import Scale


# What may close its screen, by the names of its handlers, so that no widget is loaded before it is shown.
CHOICES = frozenset({"on_row_list_chosen", "on_input_submitted", "on_scale_kept"})
FEWEST_COLUMNS, FEWEST_ROWS = 28, 9  # below this nothing can be read, and a sentence says so


class BaseScreen(Screen[None]):
    """A screen. ``title`` says where one is; ``purpose`` what it is for, in one sentence."""

    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in key_bindings.ANYWHERE]
    KEYS: ClassVar[tuple[Key, ...]] = ()  # a screen's own, for help and the menu
    FOOT: ClassVar[tuple[Key, ...]] = (key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    @property
    def program(self) -> Program:
        """The program that this screen is one of."""
        return cast("Program", self.app)

    @property
    def context(self) -> AppContext:
        """What every screen shares."""
        return self.program.context

    def where(self) -> str:
        """The title, top left."""
        return "SecureCoach"

    def fact(self) -> str:
        """One fact, top right."""
        return ""

    def purpose(self) -> str:
        """What this screen is for, for help and the spoken interface."""
        return ""

    def body(self) -> ComposeResult:
        """What stands in the middle."""
        yield from ()

    def foot_keys(self) -> Iterable[Key]:
        """The keys that matter now."""
        return self.FOOT

    def keys_now(self) -> list[Key]:
        """The foot's keys; in a text field those that type nothing."""
        return key_bindings.in_field(self.foot_keys()) if isinstance(self.focused, Input) else list(self.foot_keys())

    def compose(self) -> ComposeResult:
        yield Heading(self.where(), self.fact(), id="heading")
        with VerticalScroll(id="body", can_focus=False), Vertical(id="column"):
            yield from self.body()
        yield Static("", id="notice", markup=False)
        yield KeyFooter(self.keys_now(), id="foot")

    def render(self) -> Text:
        """What is seen where nothing else fits."""
        small = self.size.width < FEWEST_COLUMNS or self.size.height < FEWEST_ROWS
        return Text(_("Too small: 40 by 15 is enough. ^c leaves.") if small else "")

    def redraw_frame(self) -> None:
        """Heading and foot as they are to be now."""
        if self.is_attached and self.is_running:  # what was waited for may have closed this screen
            self.query_one("#heading", Heading).say(self.where(), self.fact())
            self.query_one("#foot", KeyFooter).show_keys(self.keys_now())

    def tell(self, sentence: str, *, wrong: bool = False) -> None:
        """One quiet line above the foot; an empty one takes it away. ``wrong``: a voice lets it wait for nothing."""
        if not (self.is_attached and self.is_running):
            return
        notice = self.query_one("#notice", Static)
        notice.set_class(wrong, "-wrong")  # bold, with a sign before it: told by no colour
        notice.update(f"* {visible(sentence)}" if wrong and sentence else visible(sentence))
        if sentence:
            self.speaker.noticed(sentence, ERROR if wrong else ANSWER)

    @property
    def speaker(self) -> Speaker:
        """Who says things where the interface is spoken."""
        return self.program.speaker

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self.speaker.arrived, self)

    def on_unmount(self) -> None:
        self.context.drafting.closed(self)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if isinstance(event.widget, Widget):
            self.speaker.focused(event.widget)
        if isinstance(event.widget, Input):
            self.context.drafting.opened(event.widget, self.draft_of(event.widget))
        self._other_keys()

    def on_descendant_blur(self) -> None:
        self._other_keys()

    def _other_keys(self) -> None:
        for foot in self.query(KeyFooter):
            foot.show_keys(self.keys_now())

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        self.speaker.changed(event.rows)

    def on_paragraph_list_moved(self, event: ParagraphList.Moved) -> None:
        self.speaker.changed(event.reading)

    def on_scale_changed(self, event: Scale.Changed) -> None:
        self.speaker.changed(event.scale)

    def on_input_changed(self, event: Input.Changed) -> None:
        self.speaker.typed(event.input)
        put = self.draft_of(event.input)
        if put is not None:
            self.context.drafting.typed(event.input, put)

    def draft_of(self, field: Input) -> Put | None:
        """What keeps the text of ``field`` while it is written; None where it isn't kept (a passphrase)."""
        from securecoach_tui.tui.widgets.text_field import TextField

        if not isinstance(field, TextField) or not field.draft:
            return None
        return lambda text: self.context.drafts.put(field.draft, "" if text == field.kept else text)

    def written_before(self, name: str) -> str:
        """What was being written under this name when the program ended; a line says that it is back."""
        found = self.context.drafts.find(name) if name else ""
        if found:
            from securecoach_tui.text import session_words

            self.call_after_refresh(self.tell, session_words.draft_words())
        return found

    def drop_draft(self, field: Input) -> None:
        """What was written is kept now: its draft goes."""
        from securecoach_tui.tui.widgets.text_field import TextField

        self.context.drafting.forget(field)
        if isinstance(field, TextField) and field.draft:
            self.context.drafts.drop(field.draft)

    async def _on_message(self, message: Message) -> None:
        # A choice may close its screen: one that comes when the screen is gone, or beneath another, would close that.
        if message.handler_name in CHOICES and not self.is_active:
            return
        try:
            await super()._on_message(message)
        except (NoMatches, MountError):
            # A screen that is closed while it is being made never gets the widgets it then looks for.
            if self.app.is_running and self.is_attached and not (self._pruning or self.app._exit):
                raise

    async def action_back(self) -> None:
        self.app.pop_screen()

    async def action_help(self) -> None:
        await self.app.push_screen(self.program.screen_named("help", self))

    async def action_support(self) -> None:
        await self.app.push_screen(self.program.screen_named("support", self))

    async def action_menu(self) -> None:
        await self.app.push_screen(self.program.screen_named("menu", self))

    async def action_voice(self) -> None:
        on = not self.context.preferences.voice
        why = self.context.prefer(voice=on)
        if self.context.sound is not None:
            self.context.sound.switch(on)
        self.tell(_("Voice on.") if on else _("Voice off."))
        if why:
            self.tell(_("Held for now, not kept: {why}.").format(why=why), wrong=True)

    async def action_speech(self) -> None:
        if self.context.preferences.spoken_interface:
            self.context.prefer(spoken_interface=False)
            self.speaker.say(_("The interface is silent now."))
            self.context.adopt()
            self.tell(_("The interface is silent now."))
        else:
            self.context.adopt(spoken_interface=True)
            await self.app.push_screen(self.program.screen_named("aloud", self))

    async def action_speak_private(self) -> None:
        self.speaker.whole(self.focused)

    async def action_hush(self) -> None:
        if self.context.sound is not None:
            self.context.sound.hush()

    async def action_where(self) -> None:
        self.tell(f"{self.where()}. {self.purpose()}")

    async def action_again(self) -> None:
        self.speaker.again()

    def action_faster(self, by: int) -> None:
        """Other words a minute of the spoken interface; a session changes those of its own voice."""
        rate = max(80, min(400, self.context.preferences.interface_rate + 2 * by))
        self.context.prefer(interface_rate=rate)
        self.context.adopt()
        self.tell(_("{n} words a minute.").format(n=rate))

    async def action_quit_program(self) -> None:
        self.app.exit()


class TextScreen(BaseScreen):
    """A screen of lines to read; arrows and page keys scroll it."""

    def lines(self) -> Sequence[str | Table]:
        """What is to be read; an empty string is a gap."""
        return []

    def compose(self) -> ComposeResult:
        from securecoach_tui.tui.widgets.paragraph_list import ParagraphList

        yield Heading(self.where(), self.fact(), id="heading")
        with ParagraphList(id="body"), Vertical(id="column"):
            for line in self.lines():
                yield Static(line, markup=False, classes="line" if line else "gap")
        yield Static("", id="notice", markup=False)
        yield KeyFooter(self.keys_now(), id="foot")

    def on_mount(self) -> None:
        self.query_one("#body").focus()
