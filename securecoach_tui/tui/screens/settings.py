"""The settings. Each is changed with the arrows or from a list, takes effect and is saved immediately."""

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
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screen_speech import ANSWER
from securecoach_tui.tui.screens.dialogs import ChoiceScreen, TextEntryScreen
from securecoach_tui.tui.widgets.row_list import RowList

CHANGE = KeyBinding("enter", "", N_("change"), N_("Change the selected setting."), "enter")
LESS = KeyBinding("left", "turn(-1)", N_("before"), N_("Go to the previous value."), "left")
MORE = KeyBinding("right", "turn(1)", N_("next"), N_("Go to the next value."), "right")
AUDIBLE = frozenset({"voice", "rate", "speech_volume"})
VOICES = 2  # the index of the row that opens the list of voices
STEPS = {
    "day_starts": 1,
    "sentence_pause_ms": 100,
    "lead_in_ms": 100,
}  # how much an arrow key changes a number; 5 if not listed


class SettingsScreen(BaseScreen):
    """One row for each setting, with a sentence and possibly a preview of the highlighted one below."""

    DEFAULT_CLASSES = "listing"
    KEYS = (CHANGE, LESS, MORE)
    FOOTER = (CHANGE, MORE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)
    BINDINGS: ClassVar[list[BindingType]] = [LESS.binding, MORE.binding]

    def location(self) -> str:
        return _("Settings")

    def purpose(self) -> str:
        return _("Every change is saved at once in settings.toml.")

    def compose_body(self) -> ComposeResult:
        yield RowList([], label=_("Settings"), id="settings")
        yield Static("", markup=False, classes="quiet spaced", id="summary")

    def on_mount(self) -> None:
        self._table = [
            option for option in setting_options.TABLE if option.name not in ("breath_lines", "time_left_every")
        ]
        self._table += [
            option for option in setting_options.TABLE if option not in self._table
        ]  # the settings of plain text only come last
        self.query_one(RowList).focus()
        self._draw()

    def _draw(self) -> None:
        preferences = self.context.preferences
        rows = [
            (_(option.label), setting_options.shown(option, preferences, self.context.clock.now().date()))
            for option in self._table
        ]
        rows.insert(VOICES, (_("Voice"), preferences.voice_id or _("the default")))
        self.query_one(RowList).fill(rows)
        self._summarize(self.query_one(RowList).highlighted)

    def _at(self, index: int) -> SettingOption | None:
        """The setting of a row; None for the row that opens the list of voices."""
        return None if index == VOICES else self._table[index - (index > VOICES)]

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        self._summarize(event.index)

    def _summarize(self, index: int) -> None:
        option = self._at(index)
        text = _(option.sentence) if option is not None else _("Hear the voices you can use, and choose one.")
        if option is not None and option.name == "ascii":
            text += " " + (_("Now: === --- | #") if self.context.preferences.ascii else _("Now: ━━━ ─── │ ●"))
        self.query_one("#summary", Static).update(text)

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        option = self._at(event.index)
        if option is None:
            from securecoach_tui.tui.screens.voices import VoicesScreen

            await self.app.push_screen(VoicesScreen(self._draw))
        elif option.is_number:
            self._ask_number(option)
        elif option.is_file:
            self._ask_file(option)
        elif len(option.options) == 2:
            self.action_turn(1)
        else:
            options = setting_options.options_of(option, self.context.preferences)
            values = [value for value, _label in options]
            now = setting_options.value_of(option, self.context.preferences, self.context.clock.now().date())
            rows = [(_(label), "") for _value, label in options]
            current = values.index(now) if now in values else 0
            then = self._chosen(option)
            self.app.push_screen(
                ChoiceScreen(_(option.label), _(option.sentence), rows, lambda i: then(values[i]), highlighted=current)
            )

    def _chosen(self, option: SettingOption) -> Any:
        return lambda value: self._prefer(option, value)

    def _ask_number(self, option: SettingOption) -> None:
        def written(text: str) -> str:
            if text.isascii() and text.isdigit() and option.lowest <= int(text) <= option.highest:
                self._prefer(option, int(text))
                return ""
            return _("A whole number from {low} to {high}.").format(low=option.lowest, high=option.highest)

        sentence = _("{sentence} From {low} to {high}.").format(
            sentence=_(option.sentence), low=option.lowest, high=option.highest
        )
        now = setting_options.shown(option, self.context.preferences, self.context.clock.now().date())
        self.app.push_screen(TextEntryScreen(_(option.label), sentence, now, written))

    def _ask_file(self, option: SettingOption) -> None:
        def written(text: str) -> str:
            problem = setting_options.file_problem(text)
            if not problem:
                self._prefer(option, text)
            return problem

        now = getattr(self.context.preferences, option.name)
        self.app.push_screen(TextEntryScreen(_(option.label), _(option.sentence), now, written))

    def action_turn(self, by: int) -> None:
        """Change the highlighted setting to the next value (1), or the one before (-1)."""
        option = self._at(self.query_one(RowList).highlighted)
        if option is None:
            return
        now = setting_options.value_of(option, self.context.preferences, self.context.clock.now().date())
        if option.is_number:
            step = STEPS.get(option.name, 5)
            value: Any = max(option.lowest, min(option.highest, int(now) + by * step))
        elif option.is_file:
            return
        else:
            values = [value for value, _label in setting_options.options_of(option, self.context.preferences)]
            value = values[(values.index(now) + by) % len(values)] if now in values else values[0]
        self._prefer(option, value)

    def _prefer(self, option: SettingOption, value: Any) -> None:
        context = self.context
        why = context.save_settings(**option.changes(value, context.clock.now().date()))
        context.apply_sound_settings()
        if option.name == "theme":
            self.program.show_theme(value)
        if option.name == "ascii":
            self.program.redraw_all()
        self._draw()
        self._play_sample(option)
        self.show_notice(_("Kept for now, but not saved: {why}.").format(why=why) if why else "", error=bool(why))
        self.speaker.changed(self.query_one(RowList))

    def _play_sample(self, option: SettingOption) -> None:
        """Speak a line with the changed voice settings."""
        context = self.context
        if option.name in AUDIBLE and context.preferences.voice and context.sound is not None:
            context.sound.say_now(_("This is how I sound. Let your shoulders drop."), ANSWER)
