"""What a letter means as a command, whatever the keyboard layout, Caps Lock or width of its characters.

A command is a Latin letter. Another layout has another letter at the same place of the keyboard, and only some terminals
report the place. So each letter of a common layout stands for the Latin letter at its place, and each digit for its value.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

# For each script, rows of its usual layout above the Latin letters at the same places. An earlier row wins.
_LAYOUTS = (
    # Russian, Ukrainian and Belarusian; then letters that only Serbian and Macedonian have.
    ("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."),
    ("іїєґўё", "s]'`o`"),
    ("љњјѕџћђќѓ", "qwjyx'[']"),
    # Greek, with accents.
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
    ("έύίόάήώϊϋΐΰ", "euioahviyiy"),
    # Hebrew. The Latin q and w are "/" and "'" there, which say nothing about the layout.
    ("קראטוןםפשדגכעיחלךףזסבהנמצתץ", "ertyuiopasdfghjkl;zxcvbnm,."),
    # Arabic and Persian. Where they differ, the letter that is a command comes first.
    ("زضصثقفغعهخحجشسيیبلاتنمكکگئءؤرىةو", "cqwertyuiop[asddfghjkl;;'zxcvnm,"),
    ("ظطذدپ", "zxbnm"),
    # Armenian, Georgian, Thai, Devanagari and Korean.
    ("քոեռտըւիօպասդֆգհյկլզղցվբնմ", "qwertyuiopasdfghjklzxcvbnm"),
    ("ქწერტყუიოპასდფგჰჯკლზხცვბნმ", "qwertyuiopasdfghjklzxcvbnm"),
    ("ๆไำพะัีรนยฟหกดเ้่าสผปแอิืท", "qwertyuiopasdfghjklzxcvbnm"),
    ("ौैाीूबहगदजोे्िुपरकतॆंमनवलस", "qwertyuiopasdfghjklzxcvbnm"),
    ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", "qwertyuiopasdfghjklzxcvbnm"),
)
_PLACES: dict[str, str] = {}
for _letters, _latin in _LAYOUTS:
    for _letter, _place in zip(_letters, _latin, strict=True):
        _PLACES.setdefault(_letter, _place)
_SIGNS = {"؟": "?", "−": "-", "–": "-", "ı": "i"}
_SIGNS_AT_Q = ((";", "q"), ("/", "q"))  # on a Greek and on a Hebrew keyboard
ENOUGH_LETTERS = 3  # of capitals alone, to say that Caps Lock may be on
_WIDE = range(0xFF01, 0xFF5F)  # ASCII in characters two cells wide


def command_letter(character: str, place: str = "") -> str:
    """The character that ``character`` stands for as a command: a small Latin letter, a digit or a sign.

    ``place`` is the Latin character at the place of the key, if the terminal reports it. A Latin letter means itself, at
    whatever place it is. A character that stands for no other is returned as it is.
    """
    plain = _SIGNS.get(character, character)
    if ord(plain) in _WIDE:
        plain = chr(ord(plain) - _WIDE.start + ord("!"))
    if unicodedata.category(plain) == "Zs":
        return " "
    plain = plain.lower() if len(plain.lower()) == 1 else plain
    if plain.isascii() and (plain, place) not in _SIGNS_AT_Q:
        return plain
    if len(place) == 1 and " " < place <= "~":
        return place.lower()
    digit = unicodedata.decimal(plain, None)
    return str(digit) if digit is not None else _PLACES.get(plain, plain)


def command_line(text: str) -> str:
    """A typed line as a command: one character as ``command_letter`` reads it, longer text in small letters."""
    text = text.strip()
    return command_letter(text) if len(text) == 1 else text.lower()


def likely_slip(text: str) -> Literal["", "caps", "layout"]:
    """What the keyboard may be set to by mistake while a secret is typed that can't be seen.

    "layout" if a letter is one that another layout has at the place of a Latin letter, "caps" if there are three
    letters or more and all are capitals. A single word can't say more: both may be meant.
    """
    letters = [one for one in text if one.isalpha()]
    if any(one.lower() in _PLACES for one in letters):
        return "layout"
    return "caps" if len(letters) >= ENOUGH_LETTERS and all(one.isupper() for one in letters) else ""
