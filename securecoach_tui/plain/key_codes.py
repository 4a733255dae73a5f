"""Keys that a terminal writes as numbers, because an earlier program asked for that and ended without taking it back.

Then even ctrl+c is no control character. The kitty protocol (https://sw.kovidgoyal.net/kitty/keyboard-protocol/) writes
it as ``ESC [ 99 ; 5 u``, and xterm as ``ESC [ 27 ; 5 ; 99 ~``.
"""

from __future__ import annotations

import re

from securecoach_tui.app.keyboard_layout import command_letter

# code:shifted:place ; modifiers:kind ; text
_KITTY = re.compile(r"\x1b\[(\d{1,7})(?::(\d{0,7}))?(?::(\d{0,7}))?(?:;(\d{0,3})(?::(\d))?)?(?:;([\d:]*))?u")
_XTERM = re.compile(r"\x1b\[27;(\d{1,3});(\d{1,7})~")
_SHIFT, _CTRL, _CAPS_LOCK, _NUM_LOCK = 1, 4, 64, 128
_RELEASED = "3"
_CONTROLS = (9, 13, 127)  # tab, enter and backspace
_KEYPAD = {57399 + digit: str(digit) for digit in range(10)} | {57414: "\r"}
_OWN_USE = range(0xE000, 0xF900)  # keys that type nothing


def typed_by(sequence: str) -> str:
    """What the terminal would send for this key if no program had asked for numbers; "" for a key that types nothing."""
    other = _XTERM.fullmatch(sequence)
    if other is not None:
        return _typed(int(other[2]), int(other[1]) - 1)
    found = _KITTY.fullmatch(sequence)
    if found is None or found[5] == _RELEASED:
        return ""
    modifiers = int(found[4] or 1) - 1
    text = "".join(_character(int(one)) for one in (found[6] or "").split(":") if one and len(one) < 8)
    if text and not modifiers & _CTRL:
        return text
    return _typed(int(found[1]), modifiers, _character(int(found[2] or 0)), _character(int(found[3] or 0)))


def _typed(code: int, modifiers: int, shifted: str = "", place: str = "") -> str:
    if modifiers & ~(_SHIFT | _CTRL | _CAPS_LOCK | _NUM_LOCK):  # alt and others, which act on nothing here
        return ""
    if code in _CONTROLS or code in _KEYPAD:
        return _KEYPAD.get(code) or chr(code)
    character = _character(code)
    if modifiers & _CTRL:
        letter = command_letter(character, place) if character else ""
        return chr(ord(letter) & 0x1F) if "a" <= letter <= "z" else ""
    if modifiers & (_SHIFT | _CAPS_LOCK):
        return shifted or character.upper()
    return character


def _character(code: int) -> str:
    usable = 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF and code not in _OWN_USE and code != 0x7F
    return chr(code) if usable else ""
