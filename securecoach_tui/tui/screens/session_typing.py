"""Keeps words that are typed at a spoken question from acting as keys.

A question without a field is something to think about, yet a person may type the answer. Each letter of it could stop
the session, turn it back or rate.
"""

from __future__ import annotations

from textual import events as textual_events

from securecoach_tui.app.keyboard_layout import command_letter
from securecoach_tui.app.session_runner import SessionRunner
from securecoach_tui.i18n import _
from securecoach_tui.practice.session.answers import is_only_spoken
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.state import Session, SessionState
from securecoach_tui.practice.visible_text import is_typed_text
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens import session_keys

TYPING_SECONDS = 2.0  # a key this soon after an ignored one belongs to the same words

# What still acts at a spoken question: keys that type nothing, and space, which pauses.
KEYS: tuple[KeyBinding, ...] = (
    session_keys.PAUSE,
    session_keys.STOP_HERE,
    key_bindings.IN_FIELD[key_bindings.SUPPORT],
    key_bindings.IN_FIELD[key_bindings.HELP],
    key_bindings.MENU,
)


# At a list of choices these would skip, rate, undo, ease off or stop, though a word of the list may be meant.
_ACTS = frozenset("surng+-=0123456789q")


def types_a_choice(key: textual_events.Key, session: Session, ask: AskFor | None) -> bool:
    """Whether ``key`` may be part of a choice's words, which are chosen with the arrows: it must not act then.

    Before and after the exercise ``q`` leaves, as the footer says there.
    """
    if ask is None or not ask.choices or ask.scale:
        return False
    character = command_letter(key.character or "") if len(key.character or "") == 1 else ""
    leaves = character == "q" and session.state in (SessionState.BEFORE, SessionState.AFTER)
    return character in _ACTS and bool(character) and not leaves


class WordsAtSpokenQuestion:
    """Tells keys from words that are typed where no field is."""

    def __init__(self) -> None:
        self._last = float("-inf")

    def takes(self, key: textual_events.Key, session: Session, now: float) -> bool:
        """Whether ``key``, pressed at clock reading ``now``, is part of words, and therefore does nothing."""
        character = key.character or ""
        going_on = now - self._last < TYPING_SECONDS
        if (
            len(character) != 1
            or "+" in key.key
            or not (is_typed_text(character) or (going_on and character in "\r\x7f"))
        ):
            return False
        if not going_on and (character.isspace() or not is_only_spoken(session)):
            return False
        self._last = now
        return True


def words() -> str:
    """Said when somebody types at a spoken question."""
    return _(
        "There is nothing to type here. It's enough to think of it. Space pauses, esc stops, f2 is "
        "support, ctrl+o shows the rest."
    )


def no_words() -> str:
    """Said when somebody types while an exercise runs."""
    return _("There is nothing to type here. Space pauses, esc stops, f2 is support, ctrl+o shows the rest.")


def choice_words() -> str:
    """Said when somebody types at a list of choices."""
    return _("Choose with the arrow keys and enter. Esc skips the question, c is support.")


def save_draft(runner: SessionRunner, key: str, text: str) -> None:
    """Save an unfinished answer, unless its question has closed in the meantime."""
    if runner.session.open is not None and runner.session.open.key == key:
        runner.draft(text)
