"""The keys of a session, for its bindings, the footer, help and the key menu."""

from __future__ import annotations

from securecoach_tui.i18n import N_
from securecoach_tui.practice.session.state import PRACTISING, Session, SessionState
from securecoach_tui.text.session_replies import REPLIES
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.typed_words import HOLD_SECONDS

PAUSE = KeyBinding("space", "pause", N_("pause"), N_("Pause, or go on."), "space")
RATE = KeyBinding(
    "r", "rate", N_("rate"), N_("Rate your distress now. A digit works too. The session goes on meanwhile."), "r"
)
STAY = KeyBinding("plus,equals_sign", "stay", N_("stay"), N_("Stay for one more round."), "+")
EASE = KeyBinding("minus", "ease", N_("ease"), N_("Ease off and go to the last lines."), "-")
NOT_HELPING = KeyBinding(
    "g", "not_helping", N_("not helping"), N_("This isn't helping: switch to grounding."), "g", HOLD_SECONDS
)
SKIP = KeyBinding("s", "skip", N_("skip"), N_("Skip to the next step."), "s", HOLD_SECONDS)
NUMB = KeyBinding(
    "n", "numb", N_("numb"), N_("Numb or far away: save that, and come back into the room."), "n", HOLD_SECONDS
)
TAKE_BACK = KeyBinding(
    "u", "take_back", N_("undo"), N_("Undo the last rating, answer or skip, within 30 seconds."), "u", HOLD_SECONDS
)
AGAIN = KeyBinding("a", "again", N_("again"), N_("Say the last line again."), "a")
REPLY_KEYS = tuple(
    KeyBinding(row.letter, f"reply('{name}')", row.label, row.sentence, row.letter) for name, row in REPLIES.items()
)
AMBIENCE = KeyBinding("m", "ambience", N_("sound"), N_("Change the background sound, or turn it off."), "m")
NUMBERS = KeyBinding(
    "h", "numbers", N_("numbers"), N_("Hide the numbers, then the picture too, then show them again."), "h"
)
FILL = KeyBinding("enter", "fill", N_("found one"), N_("In grounding: fill one circle. You don't have to."), "enter")
STOP = KeyBinding(
    "q", "stop", N_("stop"), N_("Stop here. What you practised is saved. escape does this too."), "q", HOLD_SECONDS
)
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
    key_bindings.SLOWER,
    key_bindings.FASTER,
    AMBIENCE,
    NUMBERS,
    FILL,
    STOP,
)
GO_ON = PAUSE._replace(words=N_("go on"))
# escape goes back from wherever the session is.
LEAVE = key_bindings.BACK._replace(words=N_("leave"))
STOP_HERE = key_bindings.BACK._replace(words=N_("stop"))
NO_ANSWER = key_bindings.BACK._replace(words=N_("skip this"))


def footer(session: Session, *, asked: bool) -> list[KeyBinding]:
    """The keys that are useful now, the most useful first; ``asked`` is whether a question is shown."""
    state = session.state
    if state is SessionState.BEFORE:
        return [LEAVE, key_bindings.HELP, key_bindings.SUPPORT]
    if state not in PRACTISING:
        asking = [NO_ANSWER, STOP] if state is SessionState.AFTER else []
        return [*asking, key_bindings.HELP, key_bindings.SUPPORT]
    pause = PAUSE if state is SessionState.RUNNING else GO_ON
    back = NO_ANSWER if asked else STOP_HERE
    return [pause, back, SKIP, NOT_HELPING, EASE, STAY, RATE, key_bindings.SUPPORT, key_bindings.HELP]
