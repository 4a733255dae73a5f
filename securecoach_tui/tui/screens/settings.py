"""Every setting with its sentence; changed at once with the arrows or from a list, seen or heard at once, kept at once."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from securecoach_tui.config import setting_options
from securecoach_tui.config.setting_options import SettingOption
from securecoach_tui.i18n import N_, _
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import Key
from securecoach_tui.tui.screen_speech import ANSWER
from securecoach_tui.tui.screens.dialogs import Pick, Write
from securecoach_tui.tui.widgets.row_list import RowList

CHANGE = Key("enter", "", N_("change"), N_("Change what is marked."), "enter")
LESS = Key("left", "turn(-1)", N_("before"), N_("The value before, or a little less."), "left")
MORE = Key("right", "turn(1)", N_("next"), N_("The next value, or a little more."), "right")
HEARD = frozenset({"voice", "rate", "speech_volume"})
VOICES = 2  # the row that leads to the voices there are
STEPS = {"day_starts": 1, "sentence_pause_ms": 100, "lead_in_ms": 100}  # by name, how far an arrow goes; five elsewhere


class SettingsScreen(BaseScreen):
    """A row a setting; the marked one's sentence stands beneath, with a preview where there is one."""

    DEFAULT_CLASSES = "listing"
    KEYS = (CHANGE, LESS, MORE)
    FOOT = (CHANGE, MORE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)
    BINDINGS: ClassVar[list[BindingType]] = [LESS.binding, MORE.binding]

    def where(self) -> str:
        return _("Settings")

    def purpose(self) -> str:
        return _("Each setting is kept at once, in settings.toml.")

    def body(self) -> ComposeResult:
        yield RowList([], label=_("Settings"), id="settings")
        yield Static("", markup=False, classes="quiet spaced", id="summary")

    def on_mount(self) -> None:
        self._table = [one for one in setting_options.TABLE if one.name not in ("breath_lines", "time_left_every")]
        self._table += [one for one in setting_options.TABLE if one not in self._table]  # of plain lines alone: last
        self.query_one(RowList).focus()
        self._draw()

    def _draw(self) -> None:
        now = self.context.preferences
        rows = [(_(one.label), setting_options.shown(one, now, self.context.clock.now().date())) for one in self._table]
        rows.insert(VOICES, (_("Voice, which one"), now.voice_id or _("the usual one")))
        self.query_one(RowList).fill(rows)
        self._tell(self.query_one(RowList).here)

    def _at(self, index: int) -> SettingOption | None:
        """The setting of a row; None is the choice of a voice."""
        return None if index == VOICES else self._table[index - (index > VOICES)]

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        self._tell(event.index)

    def _tell(self, index: int) -> None:
        one = self._at(index)
        told = _(one.sentence) if one is not None else _("Who speaks: hear the voices there are, and choose one.")
        if one is not None and one.name == "ascii":
            told += " " + (_("Now: === --- | #") if self.context.preferences.ascii else _("Now: ━━━ ─── │ ●"))
        self.query_one("#summary", Static).update(told)

    async def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        one = self._at(event.index)
        if one is None:
            from securecoach_tui.tui.screens.voices import Voices

            await self.app.push_screen(Voices(self._draw))
        elif one.is_number:
            self._ask_number(one)
        elif len(one.options) == 2:
            self.action_turn(1)
        else:
            values = [value for value, _label in one.options]
            now = setting_options.value_of(one, self.context.preferences, self.context.clock.now().date())
            rows = [(_(label), "") for _value, label in one.options]
            here = values.index(now) if now in values else 0
            then = self._chosen(one)
            self.app.push_screen(Pick(_(one.label), _(one.sentence), rows, lambda i: then(values[i]), here=here))

    def _chosen(self, one: SettingOption) -> Any:
        return lambda value: self._prefer(one, value)

    def _ask_number(self, one: SettingOption) -> None:
        def written(text: str) -> str:
            if text.isascii() and text.isdigit() and one.lowest <= int(text) <= one.highest:
                self._prefer(one, int(text))
                return ""
            return _("A whole number from {low} to {high}.").format(low=one.lowest, high=one.highest)

        sentence = _("{sentence} From {low} to {high}.").format(
            sentence=_(one.sentence), low=one.lowest, high=one.highest
        )
        now = setting_options.shown(one, self.context.preferences, self.context.clock.now().date())
        self.app.push_screen(Write(_(one.label), sentence, now, written))

    def action_turn(self, by: int) -> None:
        """The next value of the marked setting, or the one before."""
        one = self._at(self.query_one(RowList).here)
        if one is None:
            return
        now = setting_options.value_of(one, self.context.preferences, self.context.clock.now().date())
        if one.is_number:
            step = STEPS.get(one.name, 5)
            value: Any = max(one.lowest, min(one.highest, int(now) + by * step))
        else:
            values = [value for value, _label in one.options]
            value = values[(values.index(now) + by) % len(values)] if now in values else values[0]
        self._prefer(one, value)

    def _prefer(self, one: SettingOption, value: Any) -> None:
        context = self.context
        why = context.prefer(**one.changes(value, context.clock.now().date()))
        context.adopt()
        if one.name == "theme":
            self.app.theme = value
        if one.name == "ascii":
            self.program.redraw_all()
        self._draw()
        self._sound(one)
        self.tell(_("Held for now, not kept: {why}.").format(why=why) if why else "", wrong=bool(why))
        self.speaker.changed(self.query_one(RowList))

    def _sound(self, one: SettingOption) -> None:
        """What a changed voice sounds like."""
        context = self.context
        if one.name in HEARD and context.preferences.voice and context.sound is not None:
            context.sound.say_now(_("This is how I sound. Let your shoulders drop."), ANSWER)
