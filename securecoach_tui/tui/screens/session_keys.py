"""The keys of a session: one table for bindings, foot, help and the menu."""

from __future__ import annotations

from securecoach_tui.i18n import N_
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import Key

PAUSE = Key("space", "pause", N_("pause"), N_("Pause, and go on."), "space")
RATE = Key("r", "rate", N_("rate"), N_("Rate distress; a digit does too. It waits for nothing."), "r")
STAY = Key("plus,equals_sign", "stay", N_("stay"), N_("Stay: one more round."), "+")
EASE = Key("minus", "ease", N_("ease"), N_("Ease off: on to the closing."), "-")
NOT_HELPING = Key(
    "g", "not_helping", N_("not helping"), N_("This isn't helping: end here, and come to your senses."), "g"
)
SKIP = Key("s", "skip", N_("skip"), N_("Skip to the next step."), "s")
NUMB = Key("n", "numb", N_("numb"), N_("Numb or far away: noted as such, and a way back into the room."), "n")
TAKE_BACK = Key(
    "u", "take_back", N_("take back"), N_("Take the last rating, answer or skip back, for 30 seconds."), "u"
)
AGAIN = Key("a", "again", N_("again"), N_("Say the last line again."), "a")
TIME = Key("t", "time", N_("time left"), N_("Time left."), "t")
WHERE = Key("w", "where", N_("where am I"), N_("Where in the session."), "w")
SLOWER = Key("left_square_bracket", "faster(-5)", N_("slower"), N_("Slower speech."), "[")
FASTER = Key("right_square_bracket", "faster(5)", N_("faster"), N_("Faster speech."), "]")
NUMBERS = Key("h", "numbers", N_("numbers"), N_("Hide the numbers, or show them."), "h")
STOP = Key("q", "stop", N_("stop"), N_("Stop here; what you practised is kept. escape does too."), "q")
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
    TIME,
    WHERE,
    SLOWER,
    FASTER,
    NUMBERS,
    STOP,
)
FOOT = (PAUSE, STAY, EASE, NOT_HELPING, RATE, key_bindings.SUPPORT, key_bindings.HELP)
