"""The layout of every screen: a heading at the top, the content, a notice, and a footer with the keys."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.context import ScreenContext
from securecoach_tui.tui.draft_saver import SaveDraft
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.messages import ClosesScreen
from securecoach_tui.tui.screen_speech import ANSWER, ERROR, Speaker
from securecoach_tui.tui.terminal_keys import key_character
from securecoach_tui.tui.textual_internals import AdaptedScreen
from securecoach_tui.tui.widgets.footer import KeyFooter
from securecoach_tui.tui.widgets.heading import Heading

if TYPE_CHECKING:
    from rich.table import Table

    from securecoach_tui.tui.app_protocol import AppProtocol
    from securecoach_tui.tui.widgets.paragraph_list import ParagraphList
    from securecoach_tui.tui.widgets.rating_scale import RatingScale
    from securecoach_tui.tui.widgets.row_list import RowList

NOTICE_SECONDS = 3.0  # how long a notice is shown; an error stays until a key
WORDS_SECONDS = 12.0  # how long is shown what acts instead of typed words
WORDS_A_SECOND = 3.0  # a notice of many words stays for as long as reading them takes
SCREENS = os.path.join(os.path.dirname(__file__), "screens")
COMPOSED_SECONDS = 0.05  # until a notice is shown that comes while the screen is composed again
MIN_COLUMNS, MIN_ROWS = 28, 9  # cells; in a smaller terminal one sentence says that it is too small


class BaseScreen(AdaptedScreen):
    """A screen with a title, a purpose, its keys and its content. Subclasses override ``compose_body``."""

    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in key_bindings.ANYWHERE]
    # The first screen needs the app's styles alone, and is drawn before these are read.
    CSS_PATH: ClassVar[list[str]] = [  # type: ignore[assignment]  # Textual takes a list, too
        os.path.join(SCREENS, "session.tcss"),
        os.path.join(SCREENS, "other.tcss"),
    ]
    KEYS: ClassVar[tuple[KeyBinding, ...]] = ()  # keys of this screen only, for help and the key menu
    FOOTER: ClassVar[tuple[KeyBinding, ...]] = (key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)
    _told_unknown_key = _passing_notice = False
    _notice = ""
    _notice_until = math.inf  # the clock's reading in seconds
    _notice_timer: Timer | None = None
    speech_private = False  # if True, this screen is only spoken if the person chose so
    private_purpose = False  # whether the purpose repeats what the person wrote

    @property
    def program(self) -> AppProtocol:
        """The app, typed as its protocol."""
        return cast("AppProtocol", self.app)

    @property
    def context(self) -> ScreenContext:
        """Settings, clock, data and sound, shared by all screens."""
        return self.program.context

    def location(self) -> str:
        """The title, at the top left."""
        return "SecureCoach"

    def status(self) -> str:
        """One fact, at the top right; empty for none."""
        return ""

    def purpose(self) -> str:
        """What the screen is for, in one sentence, for help and the spoken interface."""
        return ""

    def more_help(self) -> Sequence[str]:
        """Paragraphs that only help shows, after the purpose."""
        return ()

    def compose_pane(self) -> ComposeResult:
        """What is between heading and notice: a column that scrolls."""
        with VerticalScroll(id="body", can_focus=False), Vertical(id="column"):
            yield from self.compose_body()

    def compose_body(self) -> ComposeResult:
        """The widgets of the column."""
        yield from ()

    def footer_keys(self) -> Iterable[KeyBinding]:
        """The keys that are useful now, the most useful first."""
        return self.FOOTER

    def current_keys(self) -> list[KeyBinding]:
        """The keys of the footer; in a text field only keys that don't type a character."""
        return (
            key_bindings.in_field(self.footer_keys()) if isinstance(self.focused, Input) else list(self.footer_keys())
        )

    def compose(self) -> ComposeResult:
        with Vertical(id="stage"):
            yield Heading(self.location(), self.status(), id="heading")
            with Vertical(id="pane"):
                yield from self.compose_pane()
            yield Static("", id="notice", markup=False)
            yield KeyFooter(self.current_keys(), id="footer")

    def render(self) -> RenderableType:
        """The background, with a sentence in a terminal too small for the widgets."""
        if self.size.width < MIN_COLUMNS or self.size.height < MIN_ROWS:
            return Text(_("Too small. 40 by 15 is enough. ^c quits."))
        return super().render()

    def redraw_frame(self) -> None:
        """Update heading and footer."""
        # The screen may have been closed while the caller waited, or may just be opening.
        if self.is_open and self.query("#footer"):
            self.query_one("#heading", Heading).show(self.location(), self.status())
            self.query_one("#footer", KeyFooter).show_keys(self.current_keys())

    def show_notice(
        self, sentence: str, *, error: bool = False, seconds: float = NOTICE_SECONDS, private: bool = False
    ) -> None:
        """Show one line above the footer for ``seconds``, or for as long as it takes to read; an empty one clears it.

        An ``error`` is bold, is spoken first, and stays until a key. A ``private`` one repeats what the person wrote.
        """
        if self.is_mounted and not self.is_open:
            return
        if not self.query("#notice"):
            again = partial(self.show_notice, sentence, error=error, seconds=seconds, private=private)
            if self.is_mounted:  # it is composed again, which a callback without a delay would keep from going on
                self.set_timer(COMPOSED_SECONDS, again)
            else:  # it is just opening
                self.call_later(again)
            return
        self._notice, self._passing_notice = sentence, error
        seconds = math.inf if error or not sentence else max(seconds, len(sentence.split()) / WORDS_A_SECOND)
        self._notice_until = self.context.clock.elapsed() + seconds
        self._await_expiry()
        notice = self.query_one("#notice", Static)
        notice.set_class(error, "-error")  # bold, with a star before it, since colour alone isn't enough
        notice.update(f"* {visible(sentence)}" if error and sentence else visible(sentence))
        if sentence:
            self.speaker.noticed(sentence, ERROR if error else ANSWER, private=private)

    def show_changed(self, done: str, why: str) -> None:
        """Show ``done`` about a changed setting, or, if it couldn't be saved, ``why`` as ``save_settings`` returned it."""
        self.show_notice(done)
        if why:
            self.show_notice(_("Changed for now, but not saved: {why}.").format(why=why), error=True)

    def show_until_key(self, sentence: str, *, error: bool = False) -> None:
        """Show a notice about the last key, until the next one."""
        self.show_notice(sentence, error=error, seconds=math.inf)
        self._passing_notice = True

    def show_saved_and_people(self) -> None:
        """Say that words which mention harm are saved, and name people to talk to, until the next key."""
        from securecoach_tui.text.session_words import offer_words

        self.show_until_key(" ".join([_("Saved."), offer_words("people")]))

    def expire_notice(self) -> None:
        """Clear the notice once its time is over."""
        if self._notice and self.context.clock.elapsed() >= self._notice_until:
            self.show_notice("")

    def _await_expiry(self) -> None:
        """Look at the notice again when its time is over. The time is the clock's, so that a test can set it."""
        if self._notice_timer is not None:
            self._notice_timer.stop()
        left = self._notice_until - self.context.clock.elapsed()
        self._notice_timer = None if math.isinf(left) else self.set_timer(max(0.1, left), self._look_at_notice)

    def _look_at_notice(self) -> None:
        self.expire_notice()
        if self._notice:
            self._await_expiry()

    def clear_passing_notice(self) -> None:
        """Clear a notice of ``show_until_key``."""
        if self._passing_notice:
            self.show_notice("")

    def clear_notice(self, sentence: str) -> None:
        """Clear ``sentence``, which no longer holds, if it is still shown."""
        if self._notice == sentence:
            self.show_notice("")

    def show_unknown_key(self, key: str) -> None:
        """Say once on each screen that a key means nothing here, and how to see those that do."""
        character = key_character(key)
        if character and not self._told_unknown_key:
            self._told_unknown_key = True
            self.show_until_key(_("{key} does nothing here. Press ? to see the keys.").format(key=character))

    def hold_seconds(self, key: str) -> float:
        """For how long a letter waits for another one, which would make it part of words, before it acts."""
        known = [one for one in (*self.KEYS, *key_bindings.ANYWHERE) if key in one.keys.split(",")]
        return known[0].hold if known else 0.0

    def asks_for_words(self) -> bool:
        """Whether the person was just asked for words that no field takes."""
        return False

    def typed_words(self) -> str:
        """Said when somebody types words where no field is."""
        return _("There is nothing to type here. f2 is support, ctrl+o shows every key.")

    async def take_words(self, acted: str) -> None:
        """Words are being typed; ``acted`` is a letter of them that has acted, or ""."""
        if self._notice != (sentence := self.typed_words()):
            self.show_notice(sentence, seconds=WORDS_SECONDS)

    def ignores(self, key: events.Key) -> bool:
        """Whether a key does nothing at the moment."""
        return False

    async def pause_for_now(self) -> bool:
        """Pause what goes on by itself, because the program is set aside. Return whether there was anything."""
        return False

    async def go_on_after_all(self) -> None:
        """Undo ``pause_for_now``: the program could not be set aside."""

    async def uncovered(self) -> None:
        """Go on with what was paused only while another screen was on top."""

    @property
    def speaker(self) -> Speaker:
        """Speaks what is shown, if the spoken interface is on."""
        return self.program.speaker

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self._arrived)

    def _arrived(self) -> None:
        if self.is_active:  # else the screen that was opened meanwhile is spoken
            self.speaker.arrived(self)

    def on_unmount(self) -> None:
        self.context.draft_saver.closed(self)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if isinstance(event.widget, Widget):
            self.speaker.focused(event.widget)
        if isinstance(event.widget, Input):
            self.context.draft_saver.opened(event.widget, self.draft_callback(event.widget))
        self._update_footer()

    def on_descendant_blur(self) -> None:
        self._update_footer()

    def _update_footer(self) -> None:
        for footer in self.query(KeyFooter):
            footer.show_keys(self.current_keys())

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        self.speaker.changed(event.rows)

    def on_paragraph_list_cursor_moved(self, event: ParagraphList.CursorMoved) -> None:
        self.speaker.changed(event.paragraphs)

    def on_rating_scale_changed(self, event: RatingScale.Changed) -> None:
        self.speaker.changed(event.scale)

    def on_rating_scale_out_of_range(self, event: RatingScale.OutOfRange) -> None:
        self.show_until_key(event.scale.refused_words(event.text), error=True)

    def on_input_changed(self, event: Input.Changed) -> None:
        self.speaker.typed(event.input)
        save = self.draft_callback(event.input)
        if save is not None:
            self.context.draft_saver.typed(event.input, save)

    def draft_callback(self, field: Input) -> SaveDraft | None:
        """The function that saves the text of ``field`` while it is typed; None if it isn't saved (a passphrase)."""
        from securecoach_tui.tui.widgets.text_field import TextField

        if not isinstance(field, TextField) or not field.draft:
            return None
        drafts = self.context.drafts  # found now, since the program may have ended before it is called
        return lambda text: drafts.put(field.draft, "" if text == field.saved else text)

    def restore_draft(self, name: str) -> str:
        """The draft saved under ``name``, or ""; a notice says that it was restored."""
        draft = self.context.drafts.find(name) if name else ""
        if draft:
            from securecoach_tui.text import session_words

            self.call_after_refresh(self.show_notice, session_words.draft_words())
        return draft

    def drop_draft(self, field: Input) -> None:
        """Delete the draft of ``field``, whose text was saved for good."""
        from securecoach_tui.tui.widgets.text_field import TextField

        self.context.draft_saver.forget(field)
        if isinstance(field, TextField) and field.draft:
            self.context.drafts.drop(field.draft)

    def accepts(self, message: Message) -> bool:
        # A choice may close the top screen. Ignore it while this screen isn't on top, or it closes another one.
        return self.is_active or not isinstance(message, (ClosesScreen, Input.Submitted))

    async def action_back(self) -> None:
        self.app.pop_screen()

    async def action_help(self) -> None:
        await self.app.push_screen(self.program.make_screen("help", self))

    async def action_support(self) -> None:
        await self.app.push_screen(self.program.make_screen("support", self))

    async def action_menu(self) -> None:
        await self.app.push_screen(self.program.make_screen("menu", self))

    async def action_voice(self) -> None:
        on = not self.context.preferences.voice
        why = self.context.save_settings(voice=on)
        if self.context.sound is not None:
            self.context.sound.switch(on)
        self.show_changed(_("Spoken prompts are on.") if on else _("Spoken prompts are off."), why)

    async def action_speech(self) -> None:
        if self.context.preferences.spoken_interface:
            why = self.context.save_settings(spoken_interface=False)
            self.speaker.say(_("Screen speech is off."))
            self.context.apply_sound_settings()
            self.show_changed(_("Screen speech is off."), why)
        else:
            self.context.apply_sound_settings(spoken_interface=True)
            await self.app.push_screen(self.program.make_screen("speech_consent", self))

    async def action_speak_private(self) -> None:
        self.speaker.speak_private(self.focused)

    async def action_hush(self) -> None:
        if self.context.sound is not None:
            self.context.sound.hush()

    async def action_location(self) -> None:
        self.show_notice(f"{self.location()}. {self.purpose()}", private=self.private_purpose)

    async def action_again(self) -> None:
        self.speaker.again()

    def action_faster(self, by: int) -> None:
        """Change the speed of screen speech, in words per minute. A session changes the speed of its voice instead."""
        rate = max(80, min(400, self.context.preferences.interface_rate + 2 * by))
        why = self.context.save_settings(interface_rate=rate)
        self.context.apply_sound_settings()
        self.show_changed(_("{n} words a minute.").format(n=rate), why)

    async def action_quit_program(self) -> None:
        self.app.exit()


class TextScreen(BaseScreen):
    """A screen of lines to read. Arrows and page keys scroll it."""

    def lines(self) -> Sequence[str | Table]:
        """The lines; an empty string is a gap."""
        return []

    def compose_pane(self) -> ComposeResult:
        from securecoach_tui.tui.widgets.paragraph_list import ParagraphList

        with ParagraphList(id="body"), Vertical(id="column"):
            for line in self.lines():
                yield Static(line, markup=False, classes="line" if line else "gap")

    def on_mount(self) -> None:
        self.query_one("#body").focus()
