"""A person's own keys, from ``[keys]`` in settings.toml: added to the standard ones, which all keep their meaning.

A key of one's own acts as the first standard key of its action, so nothing else knows about it. It is left out, with
one sentence, if it isn't a key, if its action isn't one, or if it has a meaning already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from textual import events

from securecoach_tui.app.keyboard_layout import command_letter
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.visible_text import is_typed_text, quoted
from securecoach_tui.text.session_replies import REPLIES
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens import session_keys
from securecoach_tui.tui.terminal_keys import key_name, with_key

# Actions of every screen by the name that settings.toml uses.
EVERYWHERE: dict[str, KeyBinding] = {
    "help": key_bindings.HELP,
    "support": key_bindings.SUPPORT,
    "menu": key_bindings.MENU,
    "back": key_bindings.BACK,
    "leave_now": key_bindings.QUICK,
    "prompts": key_bindings.VOICE,
    "speech": key_bindings.SPEECH,
    "speak_private": key_bindings.PRIVATE,
    "hush": key_bindings.HUSH,
    "again": key_bindings.AGAIN,
    "where": key_bindings.LOCATION,
    "slower": key_bindings.SLOWER,
    "faster": key_bindings.FASTER,
    "quit": key_bindings.QUIT,
    "up": KeyBinding("up", "", N_("up"), N_("Move up."), "up"),
    "down": KeyBinding("down", "", N_("down"), N_("Move down."), "down"),
    "left": KeyBinding("left", "", N_("left"), N_("Move left."), "left"),
    "right": KeyBinding("right", "", N_("right"), N_("Move right."), "right"),
    "choose": key_bindings.CHOOSE,
}
# In settings.toml an action of a session has the name that its key has, or the screen's word for it.
_WORDS = {"take_back": "undo", "ambience": "sound"}


def _of_session() -> dict[str, KeyBinding]:
    """The actions of a session alone; finding one in grounding is ``choose``."""
    replies = dict(zip(session_keys.REPLY_KEYS, REPLIES, strict=True))
    named = {replies.get(key) or _WORDS.get(key.action, key.action): key for key in session_keys.KEYS}
    everywhere = (*EVERYWHERE.values(), session_keys.FILL)
    return {name: key for name, key in named.items() if name not in EVERYWHERE and key not in everywhere}


IN_SESSION = _of_session()
DIGITS = frozenset("0123456789")
_SIGNS = {"plus", "minus", "equals_sign", "slash", "question_mark", "left_square_bracket", "right_square_bracket"}
_MOVING = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown"}
_TYPING = {"space", "enter", "escape", "tab", "backspace", "delete"}
_NAMED = _MOVING | _TYPING | {"insert"}
# Keys that mean something on some screen, or to a text field, a terminal or a list. A test compares them with the screens.
USED = DIGITS.union(
    "abcdefghijklmnopqrstuvwxy",
    (f"f{number}" for number in range(1, 8)),
    (f"ctrl+{letter}" for letter in "acdehijkmoqsuvwxz"),
    *(_SIGNS, _MOVING, _TYPING),
)
_FUNCTION = re.compile(r"f([1-9]|1[0-9]|2[0-4])")


class OwnKeys:
    """The keys that can be used, and ``problems``, a sentence for each that can't. ``wanted`` is the table as it is."""

    def __init__(self, wanted: Mapping[str, Any]) -> None:
        self.problems: list[str] = []
        self._actions: dict[str, KeyBinding] = {}
        self._shown: dict[str, str] = {}
        for name, value in wanted.items():
            action = EVERYWHERE.get(name) or IN_SESSION.get(name)
            if action is None:
                words = _('"{name}" under [keys] in settings.toml isn\'t an action, so it does nothing.')
                self.problems.append(words.format(name=quoted(name)))
                continue
            for written in value if isinstance(value, list) else [value]:
                self._add(name, action, written)

    def _add(self, name: str, action: KeyBinding, written: object) -> None:
        key = _key_of(written)
        if key is None:
            words = _('"{key}" under [keys] in settings.toml isn\'t a key, so "{name}" has its usual keys.')
        elif key in self._actions or key in _taken(name):
            words = _('"{key}" under [keys] in settings.toml has a meaning already, so "{name}" has its usual keys.')
        else:
            self._actions[key], self._shown[key] = action, str(written).strip()
            return
        self.problems.append(words.format(key=quoted(str(written)), name=name))

    def shown(self, screen_keys: Iterable[KeyBinding]) -> list[tuple[str, KeyBinding]]:
        """Each key as it was written, with its action, of those that act on a screen with ``screen_keys``."""
        known = list(screen_keys)
        return [(self._shown[key], action) for key, action in self._actions.items() if _acts(action, known)]

    def translated(self, event: events.Key, screen_keys: Iterable[KeyBinding], *, in_text: bool) -> events.Key:
        """The standard key for ``event``, or ``event`` itself. A key that types a character acts outside text alone."""
        action = self._actions.get(event.key)
        types = event.character is not None and is_typed_text(event.character)
        if action is None or (in_text and types) or not _acts(action, screen_keys):
            return event
        return with_key(event, action.keys.partition(",")[0], event.character if types else None)


def _acts(action: KeyBinding, screen_keys: Iterable[KeyBinding]) -> bool:
    return action in EVERYWHERE.values() or any(action is key for key in screen_keys)


def _taken(name: str) -> frozenset[str] | set[str]:
    """The keys that an action can't have: those used anywhere, or for one of a session those used in it."""
    if name in EVERYWHERE:
        return USED
    everywhere = {key for key in USED if len(key) > 1}
    return everywhere | DIGITS | key_bindings.letters_used((*session_keys.KEYS, *EVERYWHERE.values()))


def _key_of(written: object) -> str | None:
    """Textual's name of a key as a person writes it ("z", "F5", "ctrl+p", ";"); None if it is none."""
    if not isinstance(written, str):
        return None
    text = written.strip() or written[:1]
    if len(text) == 1:
        return key_name(command_letter(text)) if text == " " or is_typed_text(text) else None
    low = text.lower().replace(" ", "")
    modifier, plus, letter = low.partition("+")
    if plus and modifier in ("ctrl", "alt") and len(letter) == 1 and letter.isascii() and letter.isalpha():
        return f"{modifier}+{letter}"
    return low if low in _NAMED or _FUNCTION.fullmatch(low) else None
