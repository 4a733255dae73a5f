"""The keys of a session that only show a fact: one row for each, for both displays."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.session.state import Session
from securecoach_tui.text import durations
from securecoach_tui.text.session_words import position_words


class SessionReply(NamedTuple):
    """A row of ``REPLIES``.

    Attributes:
        letter: the key on the full screen, and the letter to type in plain text.
        label: the key's words in the footer and the key menu.
        sentence: what help says about the key.
        typed: the words that do the same in plain text, in lower case; the first is named among what can be typed.
        reply: makes the sentence that is shown.
    """

    letter: str
    label: str
    sentence: str
    typed: tuple[str, ...]
    reply: Callable[[Session], str]


def time_words(session: Session) -> str:
    """The time left; in an open-ended session, the time since its start."""
    left = session.seconds_left
    if left is None:
        return _("No set end, {time} so far.").format(time=durations.duration(max(0.0, session.position)))
    return _("Time left: {time}.").format(time=durations.duration(left))


def location_words(session: Session) -> str:
    """The exercise, and the position in the session."""
    return _("{title}, {where}.").format(title=session.setup.exercise.title, where=position_words(session))


REPLIES: dict[str, SessionReply] = {
    "time": SessionReply("t", N_("time left"), N_("Time left."), (N_("time"), N_("time left")), time_words),
    "where": SessionReply("w", N_("where am I"), N_("Where you are in the session."), (N_("where"),), location_words),
}
