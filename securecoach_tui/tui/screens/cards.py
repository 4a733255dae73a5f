"""If-then cards: listed, changed, put away and deleted; and the one question a week after a card was made."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from textual.binding import BindingType

from securecoach_tui.app import card_service
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.cards import IF, KIND, THEN, Card, fields, outcome_fields
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.local.drafts import of_card
from securecoach_tui.text import cards as words
from securecoach_tui.text import session_words
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens.dialogs import ChoiceScreen, TextEntryScreen, confirm
from securecoach_tui.tui.screens.own_list import OwnListScreen
from securecoach_tui.tui.screens.record_access import save_entry
from securecoach_tui.tui.widgets.row_list import RowList

CHANGE = KeyBinding("enter", "", N_("change"), N_("Change the marked card, put it away, or delete it."), "enter")
UNDO = KeyBinding("u", "undo", N_("undo"), N_("Bring back the card you deleted last."), "u")

WHOLE_IN_ROW = 100  # letters of a sentence that its row has room for, even in a small window


class CardsScreen(OwnListScreen):
    """One row for each card, the newest first, those put away last."""

    KEYS = (CHANGE, UNDO)
    BINDINGS: ClassVar[list[BindingType]] = [UNDO.binding]

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[Card] = []
        self._deleted: tuple[str, dict[str, Any]] | None = None  # id and fields

    def location(self) -> str:
        return words.title_words()

    def purpose(self) -> str:
        return words.purpose_words()

    def footer_keys(self) -> list[KeyBinding]:
        """Only what there is something for: a card to change, a deletion to undo."""
        undo = [UNDO] if self._deleted is not None else []
        first = CHANGE if self.on_kept else key_bindings.CHOOSE
        return [first, key_bindings.HELP, key_bindings.SUPPORT, *undo, key_bindings.BACK]

    def empty_list(self) -> RowList:
        list = RowList([], label=self.location(), hint_of=self._summary, wraps=True)
        list.speech_private = True
        return list

    def on_unmount(self) -> None:
        self.context.writer.settle()

    def kept_rows(self) -> list[tuple[str, str]]:
        self._cards = sorted(card_service.all_cards(self.context.record), key=lambda card: card.put_away)
        return [(visible(card.sentence), _("put away") if card.put_away else "") for card in self._cards]

    def ways_to_add(self) -> list[str]:
        return [_("Make a card")]

    def _summary(self, index: int) -> str:
        if index >= len(self._cards):
            return _('You can also make one in the exercise "If this, then that".')
        card, lines, today = self._cards[index], card_service.now_texts(), self.context.clock.now().date()
        if len(card.sentence) > WHOLE_IN_ROW:
            return visible(words.line_words(card, lines, today))
        return visible(words.facts_words(card, lines, today))

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        if event.index >= len(self._cards):
            write_card(self, None, self.fill)
            return
        card = self._cards[event.index]
        acts: list[tuple[str, Callable[[], None]]] = [
            (_("I used it"), partial(self._save, card, {"used": self._now()})),
            (_("Change the words"), partial(write_card, self, card, self.fill)),
            (_("Change when it's shown"), partial(choose_about, self, card.id, self.fill)),
            (_("Bring it back"), partial(self._save, card, {"put_away": False}))
            if card.put_away
            else (_("Put it away"), partial(self._save, card, {"put_away": True})),
            (_("Delete it"), partial(self._delete, card)),
        ]
        rows = [(label, "") for label, _act in acts]
        sentence = visible(card.sentence)
        choice = ChoiceScreen(
            words.title_words(), sentence, rows, lambda index: acts[index][1](), private_sentence=True
        )
        self.app.push_screen(choice)

    def _now(self) -> str:
        return self.context.clock.now().isoformat(timespec="seconds")

    def _save(self, card: Card, changed: dict[str, object]) -> None:
        save_entry(self, KIND, card.id, changed)
        self.fill()
        self.show_notice(_("Saved."))

    def _delete(self, card: Card) -> None:
        def deleted() -> None:
            record = self.context.record
            self._deleted = (card.id, record.get(KIND, card.id) or {})
            self.context.writer.delete(KIND, card.id)
            record.show_deleted(KIND, card.id)
            self.fill()
            self.show_notice(_("Deleted. Press u to undo, within 10 seconds."))

        confirm(self, _("Delete it"), _("Delete this card?"), _("Keep"), _("Delete"), deleted)

    def action_undo(self) -> None:
        deleted, self._deleted = self._deleted, None
        if deleted is None or not self.context.writer.undo(KIND, deleted[0]):
            self.show_notice(_("It's too late to undo that.") if deleted else _("There is nothing to undo."))
            return
        self.context.record.show_saved(KIND, *deleted)
        self.fill()
        self.show_notice(_("Brought back."))


def write_card(screen: BaseScreen, card: Card | None, then: Callable[[], None]) -> None:
    """Ask for both halves of a card, a new one if ``card`` is None, and save it; a new one is asked what it is for."""
    id = card.id if card is not None else secrets.token_hex(8)
    drafts = [of_card(card.id if card is not None else "new", half) for half in (IF, THEN)]

    def named(moment: str) -> str:
        if not moment:
            return _("A few words are enough. escape goes back.")
        screen.call_later(act, moment)
        return ""

    def act(moment: str) -> None:
        def written(text: str) -> str:
            if not text:
                return _("A few words are enough. escape goes back.")
            made = screen.context.clock.now().isoformat(timespec="seconds")
            save_entry(screen, KIND, id, fields(moment, text, "", made) if card is None else {IF: moment, THEN: text})
            screen.context.drafts.drop(drafts[0])
            screen.call_later(_saved, screen, Card(id, moment, text), card is None, then)
            return ""

        value = card.act if card is not None else ""
        screen.app.push_screen(
            TextEntryScreen(_("Then"), words.then_words(), value, written, private=True, draft=drafts[1])
        )

    value = card.moment if card is not None else ""
    screen.app.push_screen(
        TextEntryScreen(_("If"), words.if_words(), value, named, private=True, draft=drafts[0], keep_draft=True)
    )


def _saved(screen: BaseScreen, card: Card, is_new: bool, then: Callable[[], None]) -> None:
    """What follows the words of a card: people to talk to after words about harm, else what a new card is for."""
    then()
    if card_service.mentions_harm(card):
        screen.show_notice(session_words.offer_words("people"))
    elif is_new:
        choose_about(screen, card.id, then)
    else:
        screen.show_notice(_("Saved."))


def choose_about(screen: BaseScreen, id: str, then: Callable[[], None]) -> None:
    """Ask for which line of "What's happening now?" a card is shown. escape leaves that out."""
    lines = card_service.now_texts()
    rows = [*((text, "") for text in lines.values()), (_("None of these"), "")]

    def chosen(index: int) -> None:
        save_entry(screen, KIND, id, {"about": [*lines, ""][index]})
        then()
        screen.show_notice(_("Saved."))

    screen.app.push_screen(ChoiceScreen(words.title_words(), words.about_words(), rows, chosen))


def ask_about_week(screen: BaseScreen, card: Card, then: Callable[[], None]) -> None:
    """Ask the one question about a card. It counts as asked once it is shown."""
    now = screen.context.clock.now().isoformat(timespec="seconds")
    save_entry(screen, KIND, card.id, {"asked": now})
    rows = [*((_(text), "") for _outcome, text in words.OUTCOMES), (_("Change the words"), "")]

    def chosen(index: int) -> None:
        if index == len(words.OUTCOMES):
            write_card(screen, card, then)
            return
        changed = outcome_fields(words.OUTCOMES[index][0], now)
        if changed:
            save_entry(screen, KIND, card.id, changed)
        then()
        screen.show_notice(_("Thank you. You can change the words at any time, under My if-then cards."))

    choice = ChoiceScreen(words.due_title(), visible(words.due_words(card)), rows, chosen, private_sentence=True)
    screen.app.push_screen(choice)
