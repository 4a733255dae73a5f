"""The keys that hold on every screen; a screen's own stand beside it. Help and the menu are made from both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from textual.binding import Binding

from securecoach_tui.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Key:
    """Keys for one act. ``words`` is short, for the foot; ``sentence`` is for help; ``shown`` names the key."""

    keys: str
    action: str
    words: str
    sentence: str
    shown: str

    @property
    def binding(self) -> Binding:
        """As Textual wants it."""
        return Binding(self.keys, self.action, self.words, show=False)


QUICK = Key(
    "ctrl+c", "leave_now", N_("leave now"), N_("Leave at once: sound stops, the screen is cleared, all is kept."), "^c"
)
HELP = Key("question_mark,f1", "help", N_("help"), N_("Help, on every screen."), "?")
SUPPORT = Key("c,f2", "support", N_("support"), N_("People to talk to; a session pauses."), "c")
MENU = Key("ctrl+o", "menu", N_("menu"), N_("A menu of every key, in text fields too."), "^o")
BACK = Key("escape", "back", N_("back"), N_("Back to where you came from."), "esc")
VOICE = Key("v,f3", "voice", N_("voice"), N_("The voice on or off."), "v")
SPEECH = Key("i,f4", "speech", N_("speech"), N_("The spoken interface on or off."), "i")
PRIVATE = Key("f6", "speak_private", N_("speak this"), N_("Speak this private thing, for once."), "f6")
HUSH = Key("x", "hush", N_("hush"), N_("Hush what is sounding."), "x")
AGAIN = Key("a", "again", N_("again"), N_("Say the last thing again."), "a")
WHERE = Key("w", "where", N_("where am I"), N_("Where am I?"), "w")
SLOWER = Key("left_square_bracket", "faster(-5)", N_("slower"), N_("Slower speech."), "[")
FASTER = Key("right_square_bracket", "faster(5)", N_("faster"), N_("Faster speech."), "]")
QUIT = Key("q", "quit_program", N_("quit"), N_("Quit."), "q")
# In a text field the letters are letters: there the foot names the keys that aren't.
IN_FIELD = {HELP: replace(HELP, shown="f1"), SUPPORT: replace(SUPPORT, shown="f2")}
ANYWHERE = (HELP, SUPPORT, VOICE, SPEECH, PRIVATE, HUSH, AGAIN, WHERE, SLOWER, FASTER, MENU, BACK, QUIT)


def in_field(all: Iterable[Key]) -> list[Key]:
    """These keys as they are while one writes, and the menu: none of them types anything."""
    found = [IN_FIELD.get(key, key) for key in all]
    return [
        key for key in found if key.shown in ("enter", "esc") or (key.shown[0] == "f" and key.shown[1:].isdigit())
    ] + [MENU]


def spoken(shown: str) -> str:
    """A key's sign as a voice says it: most engines pass over signs."""
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


def foot_line(keys: list[Key], width: int) -> tuple[list[tuple[str, str, str]], int]:
    """What fits into ``width`` cells: (key, words, action) each, and the cells between two of them.

    The later ones give way first; support, help and leaving at once stay.
    """
    parts = [(key.shown, _(key.words), key.action) for key in keys]
    parts.append((QUICK.shown, _(QUICK.words), "app.leave_now"))
    kept = {SUPPORT.action, HELP.action, "app.leave_now"}
    while True:
        for gap in (3, 2):
            if _width(parts, gap) <= width:
                return parts, gap
        droppable = [i for i, part in enumerate(parts) if part[2] not in kept]
        if not droppable:
            # Longer languages: signs alone, the first ones first.
            for i, (key, _words, action) in enumerate(parts):
                if _width(parts, 1) > width:
                    parts[i] = (key, "", action)
            return parts, 1
        del parts[droppable[-1]]


def _width(parts: list[tuple[str, str, str]], gap: int) -> int:
    from rich.cells import cell_len

    return sum(cell_len(key) + (1 + cell_len(words) if words else 0) for key, words, action in parts) + gap * (
        len(parts) - 1
    )
