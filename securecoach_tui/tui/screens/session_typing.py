"""What a session says and does when words are typed in it where no field is. ``TypedWords`` tells them from keys.

A question without a field is something to think about, yet a person may type the answer. Each letter of it could stop
the session, turn it back or rate.
"""

from __future__ import annotations

from textual import events as textual_events

from securecoach_tui.app.keyboard_layout import command_letter
from securecoach_tui.app.session_runner import SessionRunner
from securecoach_tui.i18n import _
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.state import Session, SessionState
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens import session_keys

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
