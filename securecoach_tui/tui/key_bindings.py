"""Key bindings that work on every screen. Each screen adds more; help and the key menu list both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding

from securecoach_tui.i18n import N_, _
from securecoach_tui.tui.typed_words import HOLD_SECONDS, SWITCH_SECONDS


class KeyBinding(NamedTuple):
    """Keys for one action.

    ``keys`` and ``action`` are Textual's; an empty action means that the widget with the focus handles the key.
    ``hold`` is for how many seconds a letter may turn out to be part of words before it acts; see ``typed_words``.
    ``words`` are for the footer, ``sentence`` is for help, and ``shown`` is the name of the key on the screen.
    """

    keys: str
    action: str
    words: str
    sentence: str
    shown: str
    hold: float = 0.0

    @property
    def binding(self) -> Binding:
        """The binding in Textual's form."""
        return Binding(self.keys, self.action, self.words, show=False)


QUICK = KeyBinding(
    "ctrl+c",
    "leave_now",
    N_("leave now"),
    N_("Leave at once. Sound stops, the screen is cleared and everything is saved."),
    "^c",
)
HELP = KeyBinding("question_mark,f1", "help", N_("help"), N_("Open help, on every screen."), "?")
SUPPORT = KeyBinding("c,f2", "support", N_("support"), N_("See who you can talk to. Your session pauses."), "c")
MENU = KeyBinding("ctrl+o", "menu", N_("menu"), N_("Show a menu of every key. This works in text fields too."), "^o")
BACK = KeyBinding("escape", "back", N_("back"), N_("Go back."), "esc")
VOICE = KeyBinding("v,f3", "voice", N_("prompts"), N_("Turn spoken prompts on or off."), "v")
SPEECH = KeyBinding("i,f4", "speech", N_("speech"), N_("Turn screen speech on or off."), "i", SWITCH_SECONDS)
PRIVATE = KeyBinding("f6", "speak_private", N_("speak this"), N_("Speak this private text, this time only."), "f6")
HUSH = KeyBinding("x", "hush", N_("quiet"), N_("Stop the speech and the background sound you hear now."), "x")
AGAIN = KeyBinding("a", "again", N_("again"), N_("Say the last thing again."), "a")
LOCATION = KeyBinding("w", "location", N_("where am I"), N_("Where am I?"), "w")
SLOWER = KeyBinding("left_square_bracket", "faster(-5)", N_("slower"), N_("Speak slower."), "[")
FASTER = KeyBinding("right_square_bracket", "faster(5)", N_("faster"), N_("Speak faster."), "]")
QUIT = KeyBinding("q", "quit_program", N_("quit"), N_("Quit."), "q", HOLD_SECONDS)
# What enter does in a list, where its rows need no words of their own.
CHOOSE = KeyBinding("enter", "", N_("choose"), N_("Choose the selected line."), "enter")
OPEN = KeyBinding("enter", "", N_("open"), N_("Open the selected line."), "enter")
# In a text field a letter is typed, so the footer names function keys there.
IN_FIELD = {HELP: HELP._replace(shown="f1"), SUPPORT: SUPPORT._replace(shown="f2")}
ANYWHERE = (HELP, SUPPORT, VOICE, SPEECH, PRIVATE, HUSH, AGAIN, LOCATION, SLOWER, FASTER, MENU, BACK, QUIT)

LIST_LETTERS = ("j", "k", "g", "upper_g")  # Textual's names of the letters that move through a list


def letters_used(keys: Iterable[KeyBinding]) -> set[str]:
    """Textual's names of the keys that a screen gives a meaning of its own."""
    return {name.strip() for key in keys for name in key.keys.split(",")}


def in_field(keys: Iterable[KeyBinding]) -> list[KeyBinding]:
    """The keys that don't type a character in a text field, and the key menu."""
    field_keys = [IN_FIELD.get(key, key) for key in keys]
    return [
        key for key in field_keys if key.shown in ("enter", "esc") or (key.shown[0] == "f" and key.shown[1:].isdigit())
    ] + [MENU]


def spoken_key(shown: str) -> str:
    """The name of a key in words, because most speech engines skip symbols."""
    names = {
        "?": _("question mark"),
        "^c": _("control c"),
        "^o": _("control o"),
        "esc": _("escape"),
        "+": _("plus"),
        "-": _("minus"),
        "[": _("left bracket"),
        "]": _("right bracket"),
    }
    return names.get(shown, shown)


FIRST_RUN = "leave_first_run"  # the action that leaves the screen of the very first start
FooterParts = list[tuple[str, str, str]]  # key, words and action of each key
_QUICK = "app.leave_now"
# Keys that no footer leaves out: the way back, support, help and quick exit; in a session also pause and skip; and the
# only way on from the very first screen.
_STAYING = {"back", "quit_program", "pause", "skip", FIRST_RUN, SUPPORT.action, HELP.action, _QUICK}
_FIRST = {"pause": 0, "back": 1, "quit_program": 1}  # what a narrow footer begins with
# The shorter words of keys, in the order in which a narrow footer needs them.
_SHORTER = ((HELP.action, ""), (_QUICK, N_("leave")), ("skip", ""), (_QUICK, ""), (SUPPORT.action, ""))
_SHORTER_IN_SESSION = 2  # so many of them let the footer of a session keep more of its keys


def key_name(key: KeyBinding) -> str:
    """A key as it is shown: "space" and the arrows in the language in use, what is printed on a key as it is."""
    return _(key.shown) if key.shown in _NAMED else key.shown


_NAMED = (N_("space"), N_("left"), N_("right"), N_("up"), N_("down"))


def footer_line(keys: list[KeyBinding], width: int) -> tuple[FooterParts, int]:
    """The keys that fit into ``width`` cells, and the number of cells between two.

    Other keys than ``_STAYING`` are dropped from the end, each only if it doesn't fit without help's word either.
    If that is not enough, words are left out.
    """
    parts = [(key_name(key), _(key.words), key.action) for key in keys]
    parts.append((QUICK.shown, _(QUICK.words), _QUICK))
    in_session = any(key.action == "pause" for key in keys)
    while True:
        droppable = [i for i, part in enumerate(parts) if part[2] not in _STAYING]
        steps = _SHORTER_IN_SESSION if in_session else 1 if droppable else 0
        for wording in (parts, _shorter(parts, steps)) if steps else (parts,):
            if gap := _gap(wording, width):
                return wording, gap
        if not droppable:
            break
        del parts[droppable[-1]]
    parts.sort(key=lambda part: _FIRST.get(part[2], len(_FIRST)))
    for steps in range(len(_SHORTER) + 1):
        wording = _shorter(parts, steps)
        if gap := _gap(wording, width):
            return wording, gap
    # In a language with longer words, show keys without words, from the left.
    for i, (key, _words, action) in enumerate(wording):
        if _width(wording, 1) > width:
            wording[i] = (key, "", action)
    return wording, 1


def _shorter(parts: FooterParts, steps: int) -> FooterParts:
    """The keys with the first ``steps`` of the shorter words."""
    shorter = dict(_SHORTER[:steps])
    return [
        (key, (_(shorter[action]) if shorter[action] else "") if action in shorter else words, action)
        for key, words, action in parts
    ]


def _gap(parts: FooterParts, width: int) -> int:
    """The widest gap with which the keys fit into ``width`` cells; 0 if they don't."""
    return next((gap for gap in (3, 2) if _width(parts, gap) <= width), 0)


def _width(parts: FooterParts, gap: int) -> int:
    from rich.cells import cell_len

    return sum(cell_len(key) + (1 + cell_len(words) if words else 0) for key, words, action in parts) + gap * (
        len(parts) - 1
    )
