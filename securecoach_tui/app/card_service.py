"""A person's if-then cards: what a session makes of its answers, and which cards are shown or asked about.

A card whose words mention harm stays in the list, and is never held up as a plan: it is neither shown in "What's
happening now?" nor asked about.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from securecoach_tui.practice import cards
from securecoach_tui.practice.cards import Card
from securecoach_tui.practice.exercise.model import Exercise, Kind
from securecoach_tui.practice.record import SessionRecord

if TYPE_CHECKING:
    from securecoach_tui.store.repository import Repository

BUILT_IN = "if-then"  # the exercise that asks what its card is about


def all_cards(record: Repository) -> list[Card]:
    """Every card, the newest first."""
    return cards.read(record.of_kind(cards.KIND))


def now_texts() -> dict[str, str]:
    """The texts of the lines of "What's happening now?" by their ids."""
    from securecoach_tui import content

    return {line.id: line.text for line in content.load().now_lines()}


def made_in(exercise: Exercise, session: SessionRecord) -> dict[str, object] | None:
    """The fields of the card that a session made; None for other exercises, or where half of it is missing."""
    if Kind.PLAN not in exercise.kinds:
        return None
    from securecoach_tui import content
    from securecoach_tui.config.language import available

    lines = now_texts()
    # In any language, since an unfinished session may have begun in another one.
    by_text = {line.text: line.id for code in available() for line in content.load(code).now_lines()}
    if exercise.id == BUILT_IN:  # its choices are the lines in order, also where only one of the two is translated
        choices = (step.choices for step in exercise.body if step.key == cards.ABOUT)
        by_text |= dict(zip(next(choices, []), lines, strict=False))
    return cards.made_in(session.answers, by_text, session.ended or session.started or "")


def shown_now(record: Repository) -> list[Card]:
    """The cards above the lines of "What's happening now?"."""
    fitting = cards.for_now(all_cards(record), now_texts())
    return [card for card in fitting if not mentions_harm(card)][: cards.SHOWN_NOW]


def due(record: Repository, now: datetime) -> Card | None:
    """The card to ask about: a week old, and never asked about before."""
    return next((card for card in cards.due(all_cards(record), now) if not mentions_harm(card)), None)


def progress_line(record: Repository, now: datetime) -> str:
    """The cards in one line of a person's progress; empty without cards."""
    from securecoach_tui.text.cards import progress_words

    return progress_words(all_cards(record), now)


def as_json(card: Card) -> dict[str, object]:
    """A card as ``securecoach cards --json`` prints it; days and instants are ISO 8601 or null."""
    return {
        "id": card.id,
        "if": card.moment,
        "then": card.act,
        "about": card.about or None,
        "made": card.made.isoformat() if card.made else None,
        "used": card.used.isoformat() if card.used else None,
        "put_away": card.put_away,
    }


def mentions_harm(card: Card) -> bool:
    """Whether the card's words lead to people to talk to."""
    from securecoach_tui.app import reflection_class

    return reflection_class.mentions_harm(card.sentence)
