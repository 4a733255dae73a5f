"""If-then cards in plain text: listed, changed, put away and deleted; and the question a week after one was made."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from securecoach_tui.app import card_service
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import ask_text, ask_yes, choose
from securecoach_tui.practice.cards import IF, KIND, THEN, Card, fields, outcome_fields
from securecoach_tui.store.local.drafts import of_card
from securecoach_tui.text import cards as words
from securecoach_tui.text import session_words

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext


def cards(context: PlainContext) -> None:
    """Show the cards, and let the person change them until they go back."""
    context.io.print(words.purpose_words())
    while True:
        today, lines = context.clock.now().date(), card_service.now_texts()
        found = sorted(card_service.all_cards(context.record), key=lambda card: card.put_away)
        labels = [words.line_words(card, lines, today) for card in found]
        chosen = choose(context, words.title_words(), [*labels, _("Make a card")])
        if chosen is None:
            return
        if chosen == len(found):
            _write(context, None)
        else:
            _change(context, found[chosen])


def _change(context: PlainContext, card: Card) -> None:
    away = _("Bring it back") if card.put_away else _("Put it away")
    labels = [_("I used it"), _("Change the words"), _("Change when it's shown"), away, _("Delete it")]
    chosen = choose(context, card.sentence, labels)
    if chosen == 0:
        _save(context, card.id, {"used": _now(context)})
    elif chosen == 1:
        _write(context, card)
    elif chosen == 2:
        _choose_about(context, card.id)
    elif chosen == 3:
        _save(context, card.id, {"put_away": not card.put_away})
    elif chosen == 4 and ask_yes(context, card.sentence, _("Delete it, yes or no")):
        context.writer.delete(KIND, card.id)
        context.print_saved()
        if choose(context, _("Deleted"), [_("Undo (for ten seconds)")]) == 0:
            back = context.writer.undo(KIND, card.id)
            context.io.print(_("Brought back.") if back else _("It's too late to undo that."))
        context.writer.settle()
        context.reload()


def _write(context: PlainContext, card: Card | None) -> None:
    """Ask for both halves of a card and save it. Words about harm lead to people to talk to."""
    id = card.id if card is not None else secrets.token_hex(8)
    drafts = [of_card(card.id if card is not None else "new", half) for half in (IF, THEN)]
    moment = ask_text(context, words.if_words(), _("If"), draft=drafts[0], held=True)
    act = ask_text(context, words.then_words(), _("Then"), draft=drafts[1]) if moment else None
    context.drafts.drop(drafts[0])
    if not moment or not act:
        context.io.print(_("Nothing changed."))
        return
    _save(context, id, fields(moment, act, "", _now(context)) if card is None else {IF: moment, THEN: act})
    written = Card(id, moment, act)
    context.io.print(written.sentence)
    if card_service.mentions_harm(written):
        context.io.print(session_words.people_words())
    elif card is None:
        _choose_about(context, id)


def _choose_about(context: PlainContext, id: str) -> None:
    lines = card_service.now_texts()
    chosen = choose(context, words.about_words(), [*lines.values(), _("None of these")])
    if chosen is not None:
        _save(context, id, {"about": [*lines, ""][chosen]})


def ask_about_week(context: PlainContext) -> None:
    """Ask the one question about a card. It counts as asked once it is shown."""
    card = card_service.due(context.record, context.clock.now())
    if card is None:
        return
    context.writer.keep(KIND, card.id, {"asked": _now(context)})
    labels = [_(text) for _outcome, text in words.OUTCOMES]
    chosen = choose(context, words.due_words(card), [*labels, _("Change the words")])
    if chosen == len(labels):
        _write(context, card)
    elif chosen is not None:
        _save(context, card.id, {"asked": _now(context), **outcome_fields(words.OUTCOMES[chosen][0], _now(context))})
    context.reload()


def _now(context: PlainContext) -> str:
    return context.clock.now().isoformat(timespec="seconds")


def _save(context: PlainContext, id: str, changed: dict[str, object]) -> None:
    context.writer.keep(KIND, id, changed)
    context.print_saved()
    context.reload()
