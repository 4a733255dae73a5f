"""The keys of a session, for its bindings, the footer, help and the key menu."""

from __future__ import annotations

from securecoach_tui.i18n import N_
from securecoach_tui.text.session_replies import REPLIES
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import KeyBinding

PAUSE = KeyBinding("space", "pause", N_("pause"), N_("Pause, and go on."), "space")
RATE = KeyBinding("r", "rate", N_("rate"), N_("Rate distress; a digit does too. It waits for nothing."), "r")
STAY = KeyBinding("plus,equals_sign", "stay", N_("stay"), N_("Stay: one more round."), "+")
EASE = KeyBinding("minus", "ease", N_("ease"), N_("Ease off: on to the closing."), "-")
NOT_HELPING = KeyBinding(
    "g", "not_helping", N_("not helping"), N_("This isn't helping: end here, and come to your senses."), "g"
)
SKIP = KeyBinding("s", "skip", N_("skip"), N_("Skip to the next step."), "s")
NUMB = KeyBinding("n", "numb", N_("numb"), N_("Numb or far away: noted as such, and a way back into the room."), "n")
TAKE_BACK = KeyBinding(
    "u", "take_back", N_("take back"), N_("Take the last rating, answer or skip back, for 30 seconds."), "u"
)
AGAIN = KeyBinding("a", "again", N_("again"), N_("Say the last line again."), "a")
REPLY_KEYS = tuple(
    KeyBinding(row.letter, f"reply('{name}')", row.label, row.sentence, row.letter) for name, row in REPLIES.items()
)
SLOWER = KeyBinding("left_square_bracket", "faster(-5)", N_("slower"), N_("Slower speech."), "[")
FASTER = KeyBinding("right_square_bracket", "faster(5)", N_("faster"), N_("Faster speech."), "]")
NUMBERS = KeyBinding("h", "numbers", N_("numbers"), N_("Hide the numbers, or show them."), "h")
STOP = KeyBinding("q", "stop", N_("stop"), N_("Stop here; what you practised is kept. escape does too."), "q")
KEYS = (
    PAUSE,
    RATE,
    STAY,
    EASE,
    NOT_HELPING,
    SKIP,
    NUMB,
    TAKE_BACK,
    AGAIN,
    *REPLY_KEYS,
    SLOWER,
    FASTER,
    NUMBERS,
    STOP,
)
FOOTER = (PAUSE, STAY, EASE, NOT_HELPING, RATE, key_bindings.SUPPORT, key_bindings.HELP)
