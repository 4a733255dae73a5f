"""A person's own comforts: a list of words, a sound and pictures, and each one by itself."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from securecoach_tui.app.comforts import NotUsable, add_file, add_words, pixels_of
from securecoach_tui.app.reflection_class import mentions_harm
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.local import comforts
from securecoach_tui.store.local.comforts import Comfort
from securecoach_tui.text import comforts as words
from securecoach_tui.text.session_words import offer_words
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.ascii_filter import AsciiFilter
from securecoach_tui.tui.base_screen import BaseScreen, TextScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens.dialogs import TextEntryScreen, confirm
from securecoach_tui.tui.screens.own_list import OwnListScreen
from securecoach_tui.tui.widgets.paragraph_list import ParagraphList
from securecoach_tui.tui.widgets.picture import Picture
from securecoach_tui.tui.widgets.row_list import RowList
from securecoach_tui.voice.playback.player import SoundUnavailable
from securecoach_tui.voice.playback.sound_file import BadSound, SoundFilePlayer

REMOVE = KeyBinding("d,delete", "take_out", N_("remove"), N_("Remove the selected comfort. You are asked first."), "d")
PLAY = KeyBinding("enter,space", "play", N_("play or stop"), N_("Play the sound, or stop it."), "enter")


class ComfortsScreen(OwnListScreen):
    """One row for each comfort, then the ways to add one."""

    KEYS = (key_bindings.OPEN, REMOVE)
    BINDINGS: ClassVar[list[BindingType]] = [REMOVE.binding]
    speech_private = True  # a person's own words are shown and not spoken

    def location(self) -> str:
        return _(words.TITLE)

    def purpose(self) -> str:
        return _(words.PURPOSE)

    def footer_keys(self) -> list[KeyBinding]:
        """The keys that mean something on the highlighted row."""
        remove = [REMOVE] if self.on_kept else []
        return [key_bindings.OPEN, key_bindings.HELP, key_bindings.SUPPORT, *remove, key_bindings.BACK]

    def _all(self) -> list[Comfort]:
        return comforts.read(self.context.paths, self.context.key)

    def kept_rows(self) -> list[tuple[str, str]]:
        return [(words.line(one.kind, one.text), "") for one in self._all()]

    def ways_to_add(self) -> list[str]:
        return [_("Add words"), _("Add a sound or a picture")]

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        all = self._all()
        if event.index < len(all):
            await self.app.push_screen(screen_of(all[event.index]))
        elif event.index == len(all):
            self._ask(_("Your words"), _(words.WORDS), "comfort/words", is_file=False)
        else:
            self._ask(_("The file"), _(words.PATH), "comfort/file", is_file=True)

    def _ask(self, title: str, sentence: str, draft: str, *, is_file: bool) -> None:
        def then(typed: str) -> str:
            try:
                (add_file if is_file else add_words)(self.context.paths, typed, self.context.key)
            except (NotUsable, RecordError) as problem:
                return problem.sentence
            self.call_later(self._added, "" if is_file else typed)
            return ""

        self.app.push_screen(TextEntryScreen(title, sentence, "", then, private=True, draft=draft))

    def _added(self, text: str) -> None:
        self.fill()
        if mentions_harm(text):
            self.show_until_key(f"{_(words.SAVED)} {offer_words('people')}")
        else:
            self.show_notice(_(words.SAVED))

    def action_take_out(self) -> None:
        all, index = self._all(), self.query_one(RowList).highlighted
        if index >= len(all):
            return

        def removed() -> None:
            try:
                comforts.remove(self.context.paths, all[index].id, self.context.key)
            except RecordError as error:
                self.show_notice(error.sentence, error=True)
                return
            self.fill()
            self.show_notice(_("Removed."))

        sentence = _("Remove {name}?").format(name=visible(words.line(all[index].kind, all[index].text)))
        confirm(self, _("Remove"), sentence, _("Keep"), _("Remove"), removed, private_sentence=True)


def screen_of(comfort: Comfort) -> BaseScreen:
    """The screen that shows a comfort by itself."""
    return {"words": WordsScreen, "sound": SoundScreen, "picture": PictureScreen}[comfort.kind](comfort)


class WordsScreen(TextScreen):
    """Words to read."""

    speech_private = True

    def __init__(self, comfort: Comfort) -> None:
        super().__init__()
        self.comfort = comfort

    def location(self) -> str:
        return _(words.TITLE)

    def purpose(self) -> str:
        return _("Stay here for as long as you like.")

    def lines(self) -> list[str]:
        return [visible(self.comfort.text)]


class SoundScreen(WordsScreen):
    """A sound that one key starts and stops. It stops when the screen closes."""

    KEYS = (PLAY,)
    FOOTER = (PLAY, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)
    BINDINGS: ClassVar[list[BindingType]] = [PLAY.binding]

    def __init__(self, comfort: Comfort) -> None:
        super().__init__(comfort)
        self._player: SoundFilePlayer | None = None

    def lines(self) -> list[str]:
        return [*super().lines(), "", _("Press enter to play your sound, and again to stop it.")]

    def action_play(self) -> None:
        playing = self._player is not None and not self._player.ended
        self._stop()
        if playing:
            self.show_notice(_("Stopped."))
            return
        try:
            data = comforts.content(self.context.paths, self.comfort, self.context.key)
            self._player = SoundFilePlayer(data, self.context.clock)
            self._player.start()
        except RecordError as error:
            self.show_notice(error.sentence, error=True, private=True)
        except (SoundUnavailable, BadSound):
            self._stop()
            self.show_notice(_(words.NO_SOUND), error=True)
        else:
            self.show_notice(_("Your sound is playing."))

    def _stop(self) -> None:
        if self._player is not None:
            self._player.stop()
            self._player = None

    def on_unmount(self) -> None:
        self._stop()


class PictureScreen(WordsScreen):
    """A picture as large as the screen allows, with its name; a sentence where it can't be drawn."""

    DEFAULT_CSS = "PictureScreen #pane { layout: grid; grid-rows: 1fr auto; }"

    def compose_pane(self) -> ComposeResult:
        (data, problem), name = self._content(), visible(self.comfort.text)
        if problem:
            with ParagraphList(id="body"), Vertical(id="column"):
                yield Static(problem if name in problem else f"{name} {problem}", markup=False, classes="line")
            return
        yield Picture(data, name, id="body")
        yield Static(name, markup=False, classes="quiet")

    def _content(self) -> tuple[bytes, str]:
        """The picture's bytes, and a sentence if it can't be drawn here."""
        if self.app.no_color or any(isinstance(each, AsciiFilter) for each in self.app.get_line_filters()):
            return b"", _("Pictures need colour and block characters. This display lacks one of them.")
        try:
            data = comforts.content(self.context.paths, self.comfort, self.context.key)
            pixels_of(data, 2, 2)
        except NotUsable as problem:
            return b"", problem.sentence.format(name=visible(self.comfort.text))
        except RecordError as error:
            return b"", error.sentence
        return data, ""
