"""People to talk to: who to call, and contacts of one's own, kept on this machine alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import choose, words
from securecoach_tui.store.errors import RecordError
from securecoach_tui.store.local import contacts
from securecoach_tui.store.local.contacts import Contact

if TYPE_CHECKING:
    from securecoach_tui.plain.plain_context import PlainContext


def people(sitting: PlainContext) -> None:
    """The lines first, then what can be done about one's own."""
    for line in sitting.support():
        sitting.lines.line(line)
    while True:
        own = contacts.read(sitting.where, sitting.key)
        labels = [_("Add someone of your own")]
        labels += [_("Change or take out {name}").format(name=one.name) for one in own]
        chosen = choose(sitting, _("Your own people"), labels)
        if chosen is None:
            return
        if chosen == 0:
            _put(sitting, own, len(own))
        else:
            _change(sitting, own, chosen - 1)


def _change(sitting: PlainContext, own: list[Contact], place: int) -> None:
    sitting.lines.line(_("{name}: {reach}").format(name=own[place].name, reach=own[place].reach))
    way = choose(sitting, own[place].name, [_("Change"), _("Take out")])
    if way == 0:
        _put(sitting, own, place)
    elif way == 1:
        _write(sitting, [*own[:place], *own[place + 1 :]])
        if choose(sitting, _("Taken out"), [_("Bring back {name}").format(name=own[place].name)]) == 0:
            _write(sitting, own)


def _put(sitting: PlainContext, own: list[Contact], place: int) -> None:
    whose, reach = f"contact/{place}/name", None
    name = words(sitting, _("A name or a word that you know them by."), _("Name"), draft=whose, held=True)
    if name:
        long = _("How to reach them: a number, an address.")
        reach = words(sitting, long, _("How to reach them"), draft=f"contact/{place}/reach")
        sitting.drafts.drop(whose)
    if name and reach:
        _write(sitting, [*own[:place], Contact(name, reach), *own[place + 1 :]])
    else:
        sitting.lines.line(_("Nothing changed."))


def _write(sitting: PlainContext, own: list[Contact]) -> None:
    try:
        contacts.write(sitting.where, own, sitting.key)
    except RecordError as error:
        sitting.lines.line(error.sentence)
        return
    sitting.lines.line(_("Saved, on this machine only."))
