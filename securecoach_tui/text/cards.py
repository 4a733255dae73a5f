"""If-then cards in words, for both displays and the command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from securecoach_tui.i18n import N_, _, ngettext
from securecoach_tui.practice import cards
from securecoach_tui.practice.cards import Card, Outcome
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text.dates import relative_day

LONGEST_NOW = 160  # characters
OUTCOMES: tuple[tuple[Outcome, str], ...] = (
    ("did", N_("It came, and I did it")),
    ("other", N_("It came, and I did something else")),
    ("not_come", N_("It hasn't come yet")),
)


def title_words() -> str:
    """The title of the list of cards."""
    return _("My if-then cards")


def purpose_words() -> str:
    """What the list is for."""
    return _("Your own plans for hard moments. They are saved with your data, and nothing about them is scored.")


def now_words(card: Card) -> str:
    """A card above the lines of "What's happening now?", no longer than leaves those in sight."""
    sentence = visible(card.sentence[: LONGEST_NOW + 1])
    return sentence if len(card.sentence) <= LONGEST_NOW else sentence[: LONGEST_NOW - 1] + "…"


def due_title() -> str:
    """The row of the first screen that leads to the question after a week."""
    return _("How did your plan go?")


def due_words(card: Card) -> str:
    """The question after a week."""
    return _("{card} Did that moment come?").format(card=card.sentence)


def if_words() -> str:
    """What to write in the first half."""
    return _("Which moment will you watch for? Maybe: I start to worry.")


def then_words() -> str:
    """What to write in the second half."""
    return _("What small thing will you do then? Maybe: feel my feet.")


def about_words() -> str:
    """The question what a card is about."""
    return _("When would it help to see this?")


def facts(card: Card, lines: Mapping[str, str], today: date) -> list[str]:
    """What is known about a card besides its sentence; ``lines`` has the lines of "What's happening now?" by id."""
    found = [_('Shown for "{line}"').format(line=lines[card.about])] if card.about in lines else []
    if card.made is not None:
        found.append(_("Made {day}").format(day=relative_day(card.made.date(), today)))
    if card.used is not None:
        found.append(_("Used {day}").format(day=relative_day(card.used.date(), today)))
    return [*found, _("Put away")] if card.put_away else found


def facts_words(card: Card, lines: Mapping[str, str], today: date) -> str:
    """What is known about a card besides its sentence, in one line."""
    return " ".join(f"{fact}." for fact in facts(card, lines, today))


def line_words(card: Card, lines: Mapping[str, str], today: date) -> str:
    """A card and what is known about it, in one line."""
    return f"{card.sentence} {facts_words(card, lines, today)}".rstrip()


def progress_words(found: Sequence[Card], now: datetime) -> str:
    """How many cards there are, and how many were used this week; empty without cards."""
    kept = cards.in_use(found)
    if not kept:
        return ""
    count = ngettext("{n} if-then card.", "{n} if-then cards.", len(kept)).format(n=len(kept))
    used = cards.used_this_week(kept, now)
    if not used:
        return count
    return f"{count} " + ngettext("You used one this week.", "You used {n} this week.", used).format(n=used)
