"""What the plain face says back in a session: what may be typed, what was taken, what is over."""

from __future__ import annotations

from securecoach_tui.i18n import _
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.questions import takes_numb
from securecoach_tui.practice.session.state import Session, SessionState
from securecoach_tui.text import durations
from securecoach_tui.text.question_words import noted_words, question_words


def open_words(session: Session) -> list[str]:
    """What is open, or that nothing is; one fact a line."""
    ask = session.open
    if ask is None:
        lines = [_("Nothing is open.")]
    else:
        long, prompt, labels = question_words(ask, session)
        lines = [_("Open: {prompt}.").format(prompt=prompt), long]
    if session.state in (SessionState.PAUSED, SessionState.SLEPT):
        lines.append(_("The session is paused."))
    elif session.state is SessionState.RUNNING and session.position < 0:
        lines.append(_("The session is about to begin."))
    return lines


def choices_words(session: Session) -> str:
    """The one line that names what may be typed now."""
    ask = session.open
    if ask is None:
        return _(
            "You can type: empty line pause or go on, s skip, + stay, - ease off, g this isn't helping, a again, "
            "t time, w where, b breath lines, u take back, n numb or far away, c support, q stop, 0-10 distress."
        )
    if ask.scale:
        numb = takes_numb(ask.key)
        kinds = _("a whole number from 0 to 10, n for numb or far away") if numb else _("a whole number from 0 to 10")
    elif ask.choices:
        labels = question_words(ask, session)[2]
        kinds = ", ".join(f"{i} {labels[c]}" for i, c in enumerate(ask.choices, 1))
    else:
        kinds = _("any words")
    return _("You can type: {kinds}; an empty line for no answer; a dot before a command; c support; q leave.").format(
        kinds=kinds
    )


def said_back(ask: AskFor, value: int | str | None, session: Session, typed: str) -> str:
    """What an answer was taken as; empty where the words themselves stand there already."""
    if value is None:
        return _("No answer.")
    if isinstance(value, int):
        return _("Noted: {what}.").format(what=noted_words(ask.key, value))
    if ask.choices and typed.strip().lstrip("+").isdigit():
        label = question_words(ask, session)[2][value]
        return _("Noted: {what}.").format(what=label)
    return ""


def done_words(act: str) -> str:
    """What a command did; empty where its effect speaks for itself."""
    return {
        "skip": _("Skipped."),
        "stay": _("One more round."),
        "ease": _("Easing off."),
        "numb": _("Noted: numb or far away."),
        "not_helping": _("Ending here. That is time well spent."),
        "stop": _("Stopping."),
        "pause": _("Paused. An empty line goes on."),
        "go_on": _("Going on."),
    }.get(act, "")


def time_asked(session: Session) -> str:
    """The time left on request; what is gone by, where it is open-ended."""
    left = session.seconds_left
    if left is None:
        return _("Open-ended: {time} so far.").format(time=durations.duration(max(0.0, session.position)))
    return _("Time left: {time}.").format(time=durations.duration(left))
