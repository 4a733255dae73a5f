"""What both displays say about a person's own comforts."""

from __future__ import annotations

from securecoach_tui.i18n import N_, _

TITLE = N_("What comforts me")
PURPOSE = N_("Words, a sound and pictures that help you. They stay on this computer and are never exported or synced.")
PATH = N_("Where the sound or picture is, such as ~/music/rain.mp3. SecureCoach saves its own copy.")
WORDS = N_("Words that help you, such as a line a steady friend would say.")
KINDS = {"words": N_("words"), "sound": N_("sound"), "picture": N_("picture")}
EMPTY = N_("Nothing here yet.")
SAVED = N_("Saved, on this computer only.")
NO_SOUND = N_("No sound can be played here. securecoach doctor shows what to fix.")


def line(kind: str, text: str) -> str:
    """One comfort in one line: words in quotation marks, anything else by its kind and name."""
    return _('"{words}"').format(words=text) if kind == "words" else f"{_(KINDS[kind]).capitalize()}: {text}"
