"""Turns what a terminal sent into Textual's messages: typed text, escape sequences and pastes.

Textual's own parser reissues an unknown sequence as its letters, which would act as keys here, and raises for some
numbers. So only its tables are used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS, MODIFIER_FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.keys import Keys, _character_to_key, key_to_character
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from securecoach_tui.app.keyboard_layout import command_letter
from securecoach_tui.practice.visible_text import is_typed_text
from securecoach_tui.tui.automatic_theme import TerminalBackground, is_light
from securecoach_tui.tui.terminal_input import Received

_MOUSE = re.compile(r"\x1b\[<\d{1,4};\d{1,4};\d{1,4}[Mm]")
_FRAMES = re.compile(r"\x1b\[\?2026;[1-4]\$y")  # the terminal can show a frame at once
# code:shifted:place ; modifiers:kind ; text, each a number, as the kitty protocol writes a key.
_KEY = re.compile(r"\x1b\[([\d:]*)(?:;([\d:]*))?(?:;([\d:]*))?([u~ABCDEFHPQS])")
_OTHER_KEY = re.compile(r"\x1b\[27;(\d{1,3});(\d{1,7})~")  # as xterm writes it
_RELEASED = 3
_SHIFT, _ALT, _CTRL, _LOCKS = 1, 2, 4, 64 | 128
_MODIFIERS = ((_ALT, "alt"), (_CTRL, "ctrl"), (8, "super"), (16, "hyper"), (32, "meta"))
_CHARACTERS = {"enter": "\r", "tab": "\t", "backspace": "\x7f"}
_KEYPAD = dict(zip(["decimal", "divide", "multiply", "subtract", "add", "equal", "separator"], "./*-+=,", strict=True))
_SILENT = MODIFIER_FUNCTIONAL_KEYS | {"caps_lock", "scroll_lock", "num_lock"}
_LARGEST = 0x10FFFF


class TerminalKeys:
    """The messages of what ``TerminalInput`` received. What means nothing gives none; nothing is raised."""

    def __init__(self) -> None:
        self._mouse = XTermParser()

    def messages(self, received: Received) -> list[Message]:
        """The messages of one item, in order."""
        try:
            return list(self._messages(received))
        except Exception:  # a table of Textual's has changed; a key that can't be read must not end a session
            return []

    def _messages(self, received: Received) -> Iterator[Message]:
        value = received.value
        if received.kind == "paste":
            if value:
                yield events.Paste(value)
        elif received.kind == "text":
            for character in value:
                yield from typed_keys(character)
        elif value == "\x1b[I":
            yield events.AppFocus()
        elif value == "\x1b[O":
            yield events.AppBlur()
        elif _MOUSE.fullmatch(value):
            report = self._mouse.parse_mouse_code(value)
            if report is not None:
                yield report
        elif _FRAMES.fullmatch(value):
            yield TerminalSupportsSynchronizedOutput()
        elif value.startswith("\x1b]"):
            light = is_light(value[2:])
            if light is not None:
                yield TerminalBackground(light=light)
        else:
            yield from _sequence_keys(value)


def typed_keys(character: str, place: str = "") -> Iterator[events.Key]:
    """The key of a character that was typed; ``place`` is as in ``command_letter``.

    ``Key.key`` is the command that the key means, and ``Key.character`` is the text that it types.
    """
    if is_typed_text(character):
        yield events.Key(_character_to_key(command_letter(character, place)), character)
        return
    known = ANSI_SEQUENCES_KEYS.get(character)
    if isinstance(known, tuple):
        yield from _listed_keys(known, character)


def _listed_keys(known: tuple[Keys, ...], character: str | None) -> Iterator[events.Key]:
    """The keys that Textual lists for a sequence, without those that it ignores."""
    return (events.Key(key.value, character) for key in known if key.value != "<ignore>")


def command_key(event: events.Key) -> events.Key:
    """``event`` with the command that its key means, if it came without: from a browser, or with Caps Lock on."""
    *modifiers, name = event.key.split("+") if len(event.key) > 1 else [event.key]
    typed = event.character
    if len(name) == 1 and name.isascii():
        name = name.lower()
    elif len(name) == 1:
        name = command_letter(name)
    elif not modifiers and typed is not None and len(typed) == 1 and is_typed_text(typed):
        name = _character_to_key(command_letter(typed))
    if len(name) == 1 and (modifiers == ["shift"] or (name == "c" and sorted(modifiers) == ["ctrl", "shift"])):
        modifiers.remove("shift")
    key = "+".join([*modifiers, name])
    return event if key == event.key else with_key(event, key, typed)


def with_key(event: events.Key, key: str, character: str | None) -> events.Key:
    """A key event in place of ``event``, from the same sender."""
    changed = events.Key(key, character)
    if event._sender is not None:
        changed.set_sender(event._sender)
    return changed


def key_name(character: str) -> str:
    """Textual's name of the key that types a character, such as "semicolon"."""
    return _character_to_key(character)


def key_character(key: str) -> str:
    """The character of a key that types one, else nothing."""
    character = key_to_character(key) or ""
    return character if character.strip() and is_typed_text(character) else ""


def _sequence_keys(sequence: str) -> Iterator[events.Key]:
    other = _OTHER_KEY.fullmatch(sequence)
    if other is not None:
        yield from _extended_key([int(other[2])], [int(other[1])], [], "u")
        return
    match = _KEY.fullmatch(sequence)
    if match is not None:
        code, modifiers, text = ([_number(part) for part in (field or "").split(":")] for field in match.groups()[:3])
        keys = list(_extended_key(code, modifiers, text, match[4]))
        if keys or match[4] == "u":
            yield from keys
            return
    known = ANSI_SEQUENCES_KEYS.get(sequence)
    if isinstance(known, tuple):
        yield from _listed_keys(known, None)
    elif sequence == "\x1b":
        yield events.Key("escape", "\x1b")
    elif len(sequence) == 2 and is_typed_text(sequence[1]):
        yield _bare_key("alt+" + _character_to_key(command_letter(sequence[1])))


def _extended_key(code: list[int], modifiers: list[int], text: list[int], end: str) -> Iterator[events.Key]:
    """The key of a sequence of numbers. ``modifiers`` also says whether it was released."""
    number, held = code[0], max(0, modifiers[0] - 1) & ~_LOCKS
    if modifiers[1:2] == [_RELEASED]:
        return
    name = FUNCTIONAL_KEYS.get(f"{number if number or end == 'u' else 1}{end}", "")
    shift = bool(held & _SHIFT)
    held_names = [word for bit, word in _MODIFIERS if held & bit]
    if name in _KEYPAD or (len(name) == 1 and name.isdigit()):
        number, name = ord(_KEYPAD.get(name, name)), ""
    if name:
        if name not in _SILENT:
            key = "+".join([*sorted([*held_names, *(["shift"] if shift else [])]), name])
            yield events.Key(key, None if held else _CHARACTERS.get(name))
        return
    if end != "u":
        return
    place = _character(code[2]) if len(code) > 2 else ""
    typed = [one for one in map(_character, text) if one and is_typed_text(one)]
    if typed and not held & _CTRL:
        for character in typed:
            yield from typed_keys(character, place if len(typed) == 1 else "")
        return
    character = _character(number)
    if not character:
        return
    if not held_names:
        shifted = _character(code[1]) if len(code) > 1 else ""
        if shift or (modifiers[0] - 1) & 64:
            character = shifted or (character.upper() if len(character.upper()) == 1 else character)
        yield from typed_keys(character, place)
    elif is_typed_text(character):
        letter = _character_to_key(command_letter(character, place))
        yield _bare_key("+".join([*sorted([*held_names, *(["shift"] if shift else [])]), letter]))


def _bare_key(key: str) -> events.Key:
    """A key that types nothing."""
    return events.Key(key, None)


def _number(digits: str) -> int:
    return int(digits) if 0 < len(digits) < 8 else 0


def _character(number: int) -> str:
    return chr(number) if 0 < number <= _LARGEST and not 0xD800 <= number <= 0xDFFF else ""
