"""Sentences that both displays show before and during a session.

Questions are in ``question_words``, the closing lines in ``session_summary``.
"""

from __future__ import annotations

from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import Phase, Stage
from securecoach_tui.practice.exercise.timeline import Cue
from securecoach_tui.practice.session.saving import SHORTEST_KEPT
from securecoach_tui.practice.session.state import Session, Setup
from securecoach_tui.text.figures import Figure


def scale_word(value: int) -> str:
    """The label of 0, 3, 5, 8 and 10 on a scale; empty for other values."""
    return {
        0: _("none"),
        3: _("a little"),
        5: _("moderate"),
        8: _("very strong"),
        10: _("the strongest I can imagine"),
    }.get(value, "")


def phase_word(phase: Phase) -> str:
    """The name of a breath's phase: "in"."""
    return {
        Phase.IN: _("in"),
        Phase.SIP: _("a small sip"),
        Phase.HOLD_IN: _("hold"),
        Phase.OUT: _("out"),
        Phase.HOLD_OUT: _("rest"),
    }[phase]


def phase_words(cue: Cue) -> str:
    """A breath's phase and its seconds: "In 4"; the cue's text if it has no phase."""
    if cue.phase is None:
        return cue.text
    word = phase_word(cue.phase)
    return f"{word[:1].upper()}{word[1:]} {Figure(cue.seconds):g}"


def position_words(session: Session) -> str:
    """The position in a session: "breath 7 of 30", "round 2 of 5", "step 2 of 5", or the stage."""
    timeline, position = session.timeline, max(0.0, session.position)
    mark = timeline.mark(position)
    cue = timeline.cues[max(0, session.next_cue - 1)] if timeline.cues else None
    if mark.part == Stage.BODY and cue is not None and cue.phase is not None:
        if timeline.open:
            return _("breath {n}").format(n=cue.breath)
        return _("breath {n} of {all}").format(n=cue.breath, all=timeline.breaths)
    if mark.part == Stage.BODY:
        if timeline.rounds > 1 and not timeline.open:
            return _("round {n} of {all}").format(n=mark.round, all=timeline.rounds)
        return _("step {n} of {all}").format(n=mark.step, all=mark.steps)
    return {Stage.OPENING: _("opening"), Stage.CLOSING: _("closing"), Stage.ORIENTING: _("coming back")}[mark.part]


def offer_words(kind: str) -> str:
    """The text of an offer: one line that may name keys and is never a question."""
    return {
        "closeness_high": _("Feelings can rise here. You can stay, ease off (-), do grounding (g) or stop (q)."),
        "not_today": _("This one may not suit you today. Press g for grounding."),
        "people": _("Press c for people to talk to."),
        "in_closing": _("This session is ending. You can start again afterwards."),
        "orienting_stays": _("These last lines bring you back into the room. To leave at once, press ctrl+c."),
        "safe_short": _("Choose only someone who is safe to be close to."),
        "hold": _("You never have to hold your breath. Press s to end a hold."),
        "it_came": _("It happened, and you're here now. Next time you can take the same step, a lower one, or none."),
        "grounding": _("That's a lot. Grounding is here whenever you want it, and c shows people to talk to."),
    }[kind]


def undone_words(what: str) -> str:
    """The confirmation of an undo. ``what`` is the kind of thing undone, or "nothing"."""
    return {
        "rating": _("Last rating undone."),
        "answer": _("Last answer undone."),
        "skip": _("Skip undone."),
        "nothing": _("There is nothing to undo."),
    }[what]


def not_saved_words(why: str, *, led_to: bool = False) -> str:
    """Why a session has ended and nothing was saved. ``led_to``: it is grounding that followed another session."""
    if led_to and why == "short":
        return _(
            "It's fine to stop early. This grounding isn't saved, because it took less than {n:g} seconds."
        ).format(n=Figure(SHORTEST_KEPT))
    return {
        "left": _("Not saved, because you hadn't started practising yet."),
        "short": _("It's fine to stop early. Not saved, because you practised for less than {n:g} seconds.").format(
            n=Figure(SHORTEST_KEPT)
        ),
        "careful": _("Not saved, because you hadn't started practising. Take care of yourself."),
        "lived": _("Not saved. This step involves someone else, so it starts with a question about safety."),
    }[why]


def discard_words() -> str:
    """The question before an unfinished session is thrown away."""
    return _("Discard it? What you practised and wrote in it will be gone.")


def people_words() -> str:
    """Where to see whom one can talk to, in plain text, where the session may be over before a key is pressed."""
    return _("To see who you can talk to, type: securecoach support")


def prepared_words(setup: Setup) -> list[str]:
    """The step and the prediction that a debrief looks back at; empty for other sessions."""
    if setup.debrief is None:
        return []
    expect, prediction, likely = (setup.debrief.get(name) for name in ("expect", "prediction", "likely"))
    lines = [_("You prepared this step: {rung}.").format(rung=setup.rung or setup.exercise.title)]
    if isinstance(expect, str) and expect:
        lines.append(_("You expected: {words}").format(words=expect))
    if isinstance(likely, int):
        lines.append(_("You thought this was {n}% likely.").format(n=10 * likely))
    if isinstance(prediction, int):
        lines.append(_("You expected it to be {n} out of 10.").format(n=prediction))
    return lines


def debrief_words() -> str:
    """What to do next after a step with someone is prepared."""
    return _("Once you've done it, come back and write how it went. It's fine to put it off.")


def waits_words() -> str:
    """Beside a question that the session waits for."""
    return _("Take your time, then press enter to go on.")


def draft_words() -> str:
    """A note that the text being written when the program ended was restored."""
    return _("What you were writing is back. ctrl+u clears it.")


def resumed_words() -> str:
    """Said when an unfinished session is opened again."""
    return _("Your session is paused where you left it. Press space to go on.")
