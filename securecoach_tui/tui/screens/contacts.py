"""People of one's own to turn to: on this machine alone, never exported or synced, locked with the record."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.local import contacts
from securecoach_tui.store.local.contacts import Contact
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import Key
from securecoach_tui.tui.screens.dialogs import Write, ask_first
from securecoach_tui.tui.widgets.row_list import RowList

CHANGE = Key("enter", "", N_("change"), N_("Change the one that is marked."), "enter")
ADD = Key("n", "add", N_("add"), N_("Add someone."), "n")
TAKE_OUT = Key("d,delete", "take_out", N_("take out"), N_("Take out the one that is marked; asks first."), "d")
UNDO = Key("u", "undo", N_("bring back"), N_("Bring back the one taken out last."), "u")


class Contacts(BaseScreen):
    """A row a person, in the order in which support shows them."""

    DEFAULT_CLASSES = "listing"
    KEYS = (CHANGE, ADD, TAKE_OUT, UNDO)
    FOOT = (CHANGE, ADD, key_bindings.HELP, key_bindings.SUPPORT, TAKE_OUT, key_bindings.BACK)
    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in KEYS if key.action]
    private = True  # a voice leaves names and numbers on the screen

    def __init__(self) -> None:
        super().__init__()
        self._before: list[Contact] | None = None

    def where(self) -> str:
        return _("Your own people")

    def purpose(self) -> str:
        return _("Shown first under support. They stay on this machine and are never exported or synced.")

    def body(self) -> ComposeResult:
        yield Static(self.purpose(), markup=False, classes="quiet")
        yield RowList([], label=_("Your own people"), id="people")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        self._draw()

    def _all(self) -> list[Contact]:
        return contacts.read(self.context.where, self.context.key)

    def _draw(self) -> None:
        rows = [(one.name, one.reach) for one in self._all()]
        self.query_one(RowList).fill([*rows, (_("Add someone"), "")])

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self._ask(event.index)

    def action_add(self) -> None:
        self._ask(len(self._all()))

    def _ask(self, place: int) -> None:
        """The name, then how to reach them; nothing is kept before both are there."""
        all = self._all()
        old = all[place] if place < len(all) else Contact("", "")

        def named(name: str) -> str:
            if not name:
                return _("A name, or a word that you know them by. escape goes back.")
            self.call_later(reach, name)
            return ""

        def reach(name: str) -> None:
            def reached(text: str) -> str:
                if not text:
                    return _("A number or an address. escape goes back.")
                self._keep([*all[:place], Contact(name, text), *all[place + 1 :]])
                self.context.drafts.drop(f"contact/{place}/name")
                return ""

            sentence = _("How to reach {name}: a number, an address.").format(name=visible(name))
            draft = f"contact/{place}/reach"
            self.app.push_screen(Write(_("How to reach them"), sentence, old.reach, reached, private=True, draft=draft))

        self.app.push_screen(
            Write(
                _("Name"),
                _("A name, or a word that you know them by."),
                old.name,
                named,
                private=True,
                draft=f"contact/{place}/name",
                held=True,
            )
        )

    def action_take_out(self) -> None:
        all, place = self._all(), self.query_one(RowList).here
        if place >= len(all):
            return

        def taken() -> None:
            self._keep([*all[:place], *all[place + 1 :]])
            self._before = all
            self.tell(_("Taken out. u brings it back while you are here."))

        sentence = _("Take out {name}?").format(name=visible(all[place].name))
        ask_first(self, _("Take out"), sentence, _("Keep"), _("Take out"), taken)

    def action_undo(self) -> None:
        if self._before is None:
            self.tell(_("Nothing to bring back."))
            return
        before, self._before = self._before, None
        self._keep(before)

    def _keep(self, all: list[Contact]) -> None:
        try:
            contacts.write(self.context.where, all, self.context.key)
        except RecordError as error:
            self.tell(error.sentence, wrong=True)
            return
        self.tell(_("Kept, on this machine only."))
        self._draw()
