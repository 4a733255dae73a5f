"""People to talk to: who to call, and the person's own contacts, which are saved on this machine only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import ask_text, choose
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.local import contacts
from securecoach_tui.store.local.contacts import Contact

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext


def support(context: PlainContext) -> None:
    """Print who to call, then let the person add, change or remove contacts until they go back."""
    for line in context.support():
        context.io.print(line)
    while True:
        own = contacts.read(context.paths, context.key)
        labels = [_("Add someone")]
        labels += [_("Change or remove {name}").format(name=contact.name) for contact in own]
        chosen = choose(context, _("Your own contacts"), labels)
        if chosen is None:
            return
        if chosen == 0:
            _edit(context, None, len(own))
        else:
            _change(context, own, chosen - 1)


def _change(context: PlainContext, own: list[Contact], index: int) -> None:
    context.io.print(_("{name}: {reach}").format(name=own[index].name, reach=own[index].reach))
    way = choose(context, own[index].name, [_("Change"), _("Remove")])
    if way == 0:
        _edit(context, own[index], index)
    elif way == 1:
        _save(context, own[index], None)
        if choose(context, _("Removed"), [_("Undo: bring back {name}").format(name=own[index].name)]) == 0:
            _save(context, None, own[index], index)


def _edit(context: PlainContext, old: Contact | None, index: int) -> None:
    name_draft, reach = f"contact/{index}/name", None
    name = ask_text(context, _("A name or a word that you'll recognise."), _("Name"), draft=name_draft, held=True)
    if name:
        long = _("How to reach them, such as a phone number or an address.")
        reach = ask_text(context, long, _("How to reach them"), draft=f"contact/{index}/reach")
        context.drafts.drop(name_draft)
    if name and reach:
        _save(context, old, Contact(name, reach))
    else:
        context.io.print(_("Nothing changed."))


def _save(context: PlainContext, old: Contact | None, new: Contact | None, at: int | None = None) -> None:
    try:
        contacts.change(context.paths, old, new, context.key, at=at)
    except RecordError as error:
        context.io.print(error.sentence)
        return
    context.io.print(_("Saved, on this computer only."))
