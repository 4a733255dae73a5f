"""The settings in groups. Each is changed with the arrows or from a list, takes effect and is saved immediately."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from securecoach_tui.app.setting_list import VOICE, SettingRow, setting_groups
from securecoach_tui.config import setting_options
from securecoach_tui.config.setting_options import SettingOption
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.typed_values import whole_number
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.master_detail import MasterDetailScreen
from securecoach_tui.tui.screen_speech import ANSWER
from securecoach_tui.tui.screens.dialogs import ChoiceScreen, TextEntryScreen
from securecoach_tui.tui.widgets.colour_sample import ColourSample
from securecoach_tui.tui.widgets.row_list import RowHeading, RowList

CHANGE = KeyBinding("enter", "", N_("change"), N_("Change the selected setting."), "enter")
LESS = KeyBinding("left,h", "turn(-1)", N_("previous"), N_("Go to the previous value."), "left")
MORE = KeyBinding("right,l", "turn(1)", N_("next"), N_("Go to the next value."), "right")
AUDIBLE = frozenset({"voice", "rate", "speech_volume"})
AMBIENT = frozenset({"ambience", "ambience_volume", "ambience_file"})
STEPS = {
    "day_starts": 1,
    "sentence_pause_ms": 100,
    "lead_in_ms": 100,
}  # how much an arrow key changes a number; 5 if not listed


class SettingsScreen(MasterDetailScreen):
    """A row for each setting, in groups. What the highlighted one does is under it, or beside the list with its values."""

    KEYS = (CHANGE, LESS, MORE)
    FOOTER = (CHANGE, MORE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)
    BINDINGS: ClassVar[list[BindingType]] = [LESS.binding, MORE.binding]

    def __init__(self, marked: str = "") -> None:
        """``marked`` is the name of the setting that is highlighted at first."""
        super().__init__()
        self._at_first = marked

    def location(self) -> str:
        return _("Settings")

    def purpose(self) -> str:
        return _("Every change is saved at once in settings.toml.")

    def compose_body(self) -> ComposeResult:
        self._rows: list[SettingRow] = []
        yield RowList([], label=_("Settings"), hint_of=self._hint, wraps=True, id="settings")

    def compose_detail(self) -> ComposeResult:
        yield Static("", markup=False, id="about")
        yield ColourSample(ascii=self.context.preferences.ascii, named=True)

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.focus()
        self._draw()
        rows.highlighted = next((at for at, row in enumerate(self._rows) if row.name == self._at_first), 0)

    def on_resize(self) -> None:
        if self.is_mounted:
            self._show()

    def _draw(self) -> None:
        groups = setting_groups(self.context)
        self._rows = [row for group in groups for row in group.rows]
        headings, first = [], 0
        for group in groups:
            headings.append(RowHeading(first, group.title))
            first += len(group.rows)
        self.query_one(RowList).fill([(row.label, row.value) for row in self._rows], headings=headings)
        self._show()

    @property
    def _marked(self) -> SettingRow:
        return self._rows[self.query_one(RowList).highlighted]

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        self._show()

    def _hint(self, index: int) -> str:
        return "" if self.is_broad else self._rows[index].sentence

    def _show(self) -> None:
        """Show what the highlighted setting does, and its values."""
        if not self._rows:
            return
        self.query_one(RowList).update_hint()
        row = self._marked
        about = Content.assemble((row.label, "bold"), "\n\n", row.sentence)
        if row.option is not None and not row.option.is_number:
            labels = [_(label) for _value, label in row.option.options]
            about = about.append("\n" + "".join(f"\n{'>' if one == row.value else ' '} {one}" for one in labels))
        elif row.option is not None:
            words = _("From {low} to {high}. Now {value}.")
            bounds = words.format(low=row.option.lowest, high=row.option.highest, value=row.value)
            about = about.append("\n\n" + bounds)
        self.query_one("#about", Static).update(about)
        self.query_one(ColourSample).display = row.name == "theme"

    async def action_location(self) -> None:
        self.show_notice(f"{self.location()}. {self._marked.label}. {self._marked.sentence}")

    async def on_row_list_selected(self, event: RowList.Selected) -> None:
        row = self._rows[event.index]
        option = row.option
        if option is None:
            await self._open(row)
        elif option.name == "theme":
            from securecoach_tui.tui.screens.colours import ColoursScreen

            await self.app.push_screen(ColoursScreen(self.context.preferences.theme, self._chosen(option)))
        elif option.is_number:
            self._ask_number(option)
        elif option.is_typed:
            self._ask_text(option)
        elif len(option.options) == 2:
            self.action_turn(1)
        else:
            self._choose(option)

    async def _open(self, row: SettingRow) -> None:
        if row.name != VOICE:
            self.show_until_key(row.sentence)
            return
        from securecoach_tui.tui.screens.voices import VoicesScreen

        await self.app.push_screen(VoicesScreen(self._draw))

    def _choose(self, option: SettingOption) -> None:
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
            number = whole_number(text, option.highest)
            if number is not None and number >= option.lowest:
                self._prefer(option, number)
                return ""
            return _("A whole number from {low} to {high}.").format(low=option.lowest, high=option.highest)

        sentence = _("{sentence} From {low} to {high}.").format(
            sentence=_(option.sentence), low=option.lowest, high=option.highest
        )
        now = setting_options.shown(option, self.context.preferences, self.context.clock.now().date())
        self.app.push_screen(TextEntryScreen(_(option.label), sentence, now, written))

    def _ask_text(self, option: SettingOption) -> None:
        def written(text: str) -> str:
            problem = setting_options.typed_problem(option, text)
            if not problem:
                self._prefer(option, text)
            return problem

        now = setting_options.typed_now(option, self.context.preferences)
        self.app.push_screen(TextEntryScreen(_(option.label), _(option.sentence), now, written))

    def action_turn(self, by: int) -> None:
        """Change the highlighted setting to the next value (1), or the one before (-1)."""
        option = self._marked.option
        if option is None:
            return
        now = setting_options.value_of(option, self.context.preferences, self.context.clock.now().date())
        if option.is_number:
            step = STEPS.get(option.name, 5)
            value: Any = max(option.lowest, min(option.highest, int(now) + by * step))
        elif option.is_typed:
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
        if option.name == "language":
            self.app.call_later(self.program.show_language)
        self._draw()
        self._play_sample(option)
        self.show_changed("", why)
        self.speaker.changed(self.query_one(RowList))

    def _play_sample(self, option: SettingOption) -> None:
        """Speak a line with the changed voice settings, or play some seconds of the background sound."""
        context = self.context
        if option.name in AMBIENT and context.sound is not None:
            context.sound.sample_ambience()
        if option.name in AUDIBLE and context.preferences.voice and context.sound is not None:
            context.sound.say_now(_("This is how I sound. Let your shoulders drop."), ANSWER)
