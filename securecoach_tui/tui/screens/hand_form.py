"""The form for a session added or corrected by hand: a row for each fact, and one that saves them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from securecoach_tui.app import hand_form
from securecoach_tui.app.hand_form import HandForm, most_practised
from securecoach_tui.app.reflection_class import mentions_harm
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import by_hand
from securecoach_tui.text.by_hand import FIELDS, HandField
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens.dialogs import ChoiceScreen, NumberScreen, TextEntryScreen, confirm
from securecoach_tui.tui.screens.record_access import save_entry
from securecoach_tui.tui.widgets.choice_list import ChoiceList
from securecoach_tui.tui.widgets.row_list import MarkedRow, RowList

CHOOSE = KeyBinding("enter", "", N_("choose"), N_("Change the selected line, or save."), "enter")
CLEAR = KeyBinding("d,delete", "clear", N_("clear"), N_("Clear the form. You are asked first."), "d")

Saved = Callable[[SessionRecord, dict[str, Any]], None]  # the session as it is now, and the fields that were saved


class HandFormScreen(BaseScreen):
    """``session`` is the one to correct, or None for a new one. ``then`` is called after it was saved."""

    DEFAULT_CLASSES = "dialog"
    KEYS = (CHOOSE, CLEAR)
    FOOTER = (CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK, CLEAR)
    BINDINGS: ClassVar[list[BindingType]] = [CLEAR.binding]

    def __init__(self, session: SessionRecord | None, then: Saved) -> None:
        super().__init__()
        self._session, self._then = session, then

    def location(self) -> str:
        return by_hand.title(new=self._session is None)

    def purpose(self) -> str:
        return by_hand.purpose(new=self._session is None)

    def compose_body(self) -> ComposeResult:
        yield Static(self.purpose(), markup=False, classes="words")
        yield ChoiceList([], label=self.location(), id="fields")

    def on_mount(self) -> None:
        self._exercises = self.context.exercises()
        today = self.context.clock.now().date()
        self._form = HandForm(self.context.drafts, self._exercises, today, self._session)
        self._draw(0)
        self.query_one(ChoiceList).focus()
        if self._form.has_entries:
            self.call_after_refresh(self.show_notice, _("What you entered before is back. Press d to clear it."))

    def _draw(self, highlighted: int) -> None:
        rows = [self._row(field) for field in FIELDS]
        self.query_one(ChoiceList).fill([*rows, MarkedRow(_("Save"))], highlighted=highlighted)

    def _row(self, field: HandField) -> MarkedRow:
        label, value = by_hand.label(field), visible(self._form.shown(field))
        private = field == "note" and self._form.value(field)
        return MarkedRow(label, value, spoken=(label, _("written") if private else value))

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        if event.index >= len(FIELDS):
            self._save()
            return
        field = FIELDS[event.index]
        label, asked = by_hand.label(field), by_hand.ask(field, self._form.today, new=self._form.is_new)
        value, enter = self._form.to_edit(field), partial(self._enter, field)
        if field == "exercise":
            self._choose_exercise(label, asked)
        elif field in ("before", "after"):
            number = int(value) if value else None
            self.app.push_screen(NumberScreen(label, asked, number, lambda new: self._enter_number(field, new)))
        else:
            draft = self._form.text_draft(field)
            self.app.push_screen(TextEntryScreen(label, asked, value, enter, private=field == "note", draft=draft))

    def _choose_exercise(self, label: str, asked: str) -> None:
        ids = most_practised(self._exercises, self.context.record.sessions)
        rows = [(self._exercises[id].title, "") for id in ids]
        chosen = self._form.value("exercise")
        at = ids.index(chosen) if chosen in ids else 0
        self.app.push_screen(
            ChoiceScreen(label, asked, rows, lambda index: self._enter_choice(ids[index]), highlighted=at)
        )

    def _enter_choice(self, id: str) -> None:
        self._enter("exercise", id)

    def _enter_number(self, field: HandField, value: int | None) -> None:
        self._enter(field, "" if value is None else str(value))

    def _enter(self, field: HandField, text: str) -> str:
        """Enter a text, and go to the next line. Return what is wrong with it, or ""."""
        problem = self._form.put(field, text)
        if not problem:
            self._draw(FIELDS.index(field) + 1)
        return problem

    def action_clear(self) -> None:
        if self._form.has_entries:
            confirm(self, _("Clear the form"), _("Clear what you entered?"), _("Keep it"), _("Clear it"), self._clear)

    def _clear(self) -> None:
        self._form.clear()
        self._draw(0)

    def _save(self) -> None:
        fields = self._form.fields(self.context.clock.now())
        if isinstance(fields, str):
            self.show_notice(fields, error=True)
            return
        id = self._session.id if self._session is not None else secrets.token_hex(8)
        save_entry(self, "session", id, fields)
        self._form.clear()
        self.app.pop_screen()
        self._then(hand_form.record_of(id, fields, self._session), fields)
        if mentions_harm(str(fields.get("reflection") or "")) and isinstance(self.app.screen, BaseScreen):
            self.app.screen.show_saved_and_people()
