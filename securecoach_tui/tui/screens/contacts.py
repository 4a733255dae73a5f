"""Your own contacts: stored on this machine only, never exported or synced, and locked with your data."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.local import contacts
from securecoach_tui.store.local.contacts import Contact
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens.dialogs import TextEntryScreen, confirm
from securecoach_tui.tui.screens.own_list import OwnListScreen
from securecoach_tui.tui.widgets.row_list import RowList

CHANGE = KeyBinding("enter", "", N_("change"), N_("Change the selected contact."), "enter")
ADD = KeyBinding("n", "add", N_("add"), N_("Add someone."), "n")
TAKE_OUT = KeyBinding(
    "d,delete", "take_out", N_("remove"), N_("Remove the selected contact. You are asked first."), "d"
)
UNDO = KeyBinding("u", "undo", N_("undo"), N_("Bring back the contact you removed last."), "u")


class ContactsScreen(OwnListScreen):
    """One row for each person, in the order in which support shows them."""

    KEYS = (CHANGE, ADD, TAKE_OUT, UNDO)
    BINDINGS: ClassVar[list[BindingType]] = [key.binding for key in KEYS if key.action]
    speech_private = True  # names and numbers are shown and not spoken

    def __init__(self) -> None:
        super().__init__()
        self._removed: tuple[Contact, int] | None = None  # and its index

    def location(self) -> str:
        return _("Your own contacts")

    def purpose(self) -> str:
        return _("You see them first under support. They stay on this computer and are never exported or synced.")

    def footer_keys(self) -> list[KeyBinding]:
        """The keys that mean something on the highlighted row."""
        first = [CHANGE, ADD] if self.on_kept else [key_bindings.CHOOSE]
        remove = [TAKE_OUT] if self.on_kept else []
        undo = [UNDO] if self._removed is not None else []
        return [*first, key_bindings.HELP, key_bindings.SUPPORT, *undo, *remove, key_bindings.BACK]

    def _all(self) -> list[Contact]:
        return contacts.read(self.context.paths, self.context.key)

    def kept_rows(self) -> list[tuple[str, str]]:
        return [(contact.name, contact.reach) for contact in self._all()]

    def ways_to_add(self) -> list[str]:
        return [_("Add someone")]

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        self._ask(event.index)

    def action_add(self) -> None:
        self._ask(len(self._all()))

    def _ask(self, index: int) -> None:
        """Ask for the name, then how to reach them. Saved after both are entered."""
        all = self._all()
        known = all[index] if index < len(all) else None
        old = known or Contact("", "")

        def named(name: str) -> str:
            if not name:
                return _("A name or a word that you'll recognise. escape goes back.")
            self.call_later(reach, name)
            return ""

        def reach(name: str) -> None:
            def reached(text: str) -> str:
                if not text:
                    return _("A phone number or an address. escape goes back.")
                self._change(known, Contact(name, text))
                self.context.drafts.drop(f"contact/{index}/name")
                return ""

            sentence = _("How to reach {name}, such as a phone number or an address.").format(name=visible(name))
            draft = f"contact/{index}/reach"
            self.app.push_screen(
                TextEntryScreen(
                    _("How to reach them"),
                    sentence,
                    old.reach,
                    reached,
                    private=True,
                    draft=draft,
                    private_sentence=True,
                )
            )

        self.app.push_screen(
            TextEntryScreen(
                _("Name"),
                _("A name or a word that you'll recognise."),
                old.name,
                named,
                private=True,
                draft=f"contact/{index}/name",
                keep_draft=True,
            )
        )

    def action_take_out(self) -> None:
        all, index = self._all(), self.query_one(RowList).highlighted
        if index >= len(all):
            return

        def taken() -> None:
            self._change(all[index], None)
            self._removed = all[index], index
            self.show_notice(_("Removed. Press u to bring it back while you are here."))

        sentence = _("Remove {name}?").format(name=visible(all[index].name))
        confirm(self, _("Remove"), sentence, _("Keep"), _("Remove"), taken, private_sentence=True)

    def action_undo(self) -> None:
        if self._removed is None:
            self.show_notice(_("There is nothing to undo."))
            return
        (contact, at), self._removed = self._removed, None
        self._change(None, contact, at)

    def _change(self, old: Contact | None, new: Contact | None, at: int | None = None) -> None:
        try:
            contacts.change(self.context.paths, old, new, self.context.key, at=at)
        except RecordError as error:
            self.show_notice(error.sentence, error=True)
            return
        self.show_notice(_("Saved, on this computer only."))
        self.fill()
