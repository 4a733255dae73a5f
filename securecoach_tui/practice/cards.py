"""If-then cards: "If this happens, then I will do that", and what they are about.

A card is a stored entry of kind "card": {"if": str, "then": str, "about": id of a line of "What's happening now?" or "",
"made": ISO instant, "used": ISO instant of the last use, "asked": ISO instant of the one question about it,
"put_away": bool}. Fields that are missing are empty. Nothing about a card is judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import msgspec

from securecoach_tui.i18n import _
from securecoach_tui.practice.instants import parse_instant
from securecoach_tui.practice.needs import without_lead

KIND = "card"
IF, THEN, ABOUT = "if", "then", "about"  # the keys of an exercise's questions, and the names of fields
WEEK = timedelta(days=7)
SHOWN_NOW = 3  # cards above the lines of "What's happening now?"

Outcome = Literal["did", "other", "not_come"]  # the answers to the question after a week


class Card(msgspec.Struct, frozen=True):
    """A card. ``moment`` and ``act`` are the person's words for the two halves; see the module for the rest."""

    id: str
    moment: str
    act: str
    about: str = ""
    made: datetime | None = None
    used: datetime | None = None
    was_asked: bool = False
    put_away: bool = False

    @property
    def sentence(self) -> str:
        """The card in one sentence, whether the person wrote "if" and "then I will" again or not."""
        act = self.act
        for lead in (_("then"), _("I will"), _("I'll")):
            act = without_lead(act, lead)
        moment = without_lead(self.moment, _("if"))
        return _("If {moment}, then I will {act}.").format(moment=moment or self.moment, act=act or self.act)


def read(entries: Iterable[Mapping[str, Any]]) -> list[Card]:
    """The cards among stored entries with their ``id``, the newest first. Entries without both halves are left out."""
    cards = [
        Card(
            str(entry["id"]),
            _text(entry.get(IF)),
            _text(entry.get(THEN)),
            _text(entry.get(ABOUT)),
            parse_instant(entry.get("made")),
            parse_instant(entry.get("used")),
            bool(entry.get("asked")),
            entry.get("put_away") is True,
        )
        for entry in entries
    ]
    never = datetime.min.replace(tzinfo=UTC)
    usable = [card for card in cards if card.moment and card.act]
    return sorted(usable, key=lambda card: (card.made or never, card.id), reverse=True)


def fields(moment: str, act: str, about: str, made: str) -> dict[str, object]:
    """The stored fields of a new card; ``made`` is an ISO instant."""
    return {IF: moment, THEN: act, ABOUT: about, "made": made}


def made_in(answers: Mapping[str, str], about_by_text: Mapping[str, str], made: str) -> dict[str, object] | None:
    """The fields of the card that a session's ``answers`` make; None unless both halves were written.

    ``about_by_text`` gives the id of a line by its text, which is the answer to what the card is about.
    """
    moment, act = _text(answers.get(IF)), _text(answers.get(THEN))
    if not moment or not act:
        return None
    return fields(moment, act, about_by_text.get(answers.get(ABOUT, ""), ""), made)


def outcome_fields(outcome: Outcome, now: str) -> dict[str, object]:
    """The stored fields of an answer to the question after a week; only a use is stored, and never a miss."""
    return {"used": now} if outcome == "did" else {}


def due(cards: Iterable[Card], now: datetime) -> list[Card]:
    """The cards that are a week old and were never asked about, the oldest first."""
    waiting = [
        card
        for card in cards
        if card.made is not None and now - card.made >= WEEK and not (card.was_asked or card.put_away)
    ]
    return sorted(waiting, key=lambda card: (card.made or now, card.id))


def for_now(cards: Iterable[Card], ids: Collection[str]) -> list[Card]:
    """The cards about one of the lines with ``ids`` that aren't put away."""
    return [card for card in cards if card.about in ids and not card.put_away]


def in_use(cards: Iterable[Card]) -> list[Card]:
    """The cards that aren't put away."""
    return [card for card in cards if not card.put_away]


def used_this_week(cards: Sequence[Card], now: datetime) -> int:
    """How many of the cards were used in the last seven days."""
    return sum(card.used is not None and timedelta(0) <= now - card.used < WEEK for card in cards)


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
