"""The closeness ladder in words: what a rung is, what came of the last time on it, and what is offered and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.ladder.offers import Rung, StepOffer, last_outcome, neighbour, offer
from securecoach_tui.practice.record import Scale, SessionRecord
from securecoach_tui.progress.days import when
from securecoach_tui.text import wording


def last_words(sessions: Sequence[SessionRecord], rung_id: str, today: date) -> str:
    """How often a rung was practised and how it was the last time; ``sessions`` newest first."""
    on_it = [one for one in sessions if one.rung_id == rung_id]
    if not on_it:
        return _("Not practised yet.")
    last = on_it[0]
    started = when(last.started)
    times = ngettext("{n} time", "{n} times", len(on_it)).format(n=len(on_it))
    told = times
    if started is not None:
        told = _("{times}, last {day}").format(times=times, day=wording.day_words(started.date(), today))
    return " ".join([told + ".", *_met(last)])


def _met(last: SessionRecord) -> list[str]:
    """Expected against met, and whether it came as feared; kindly, as facts."""
    told = []
    most = max((one.value for one in last.ratings if one.scale == Scale.DISTRESS), default=None)
    if last.prediction is not None and most is not None:
        told.append(_("You expected {n}; the most was {most}.").format(n=last.prediction, most=most))
    if last.feared is not None:
        told.append(
            {
                "no": _("What you feared did not come."),
                "partly": _("What you feared came in part."),
                "yes": _("It came, and you are here."),
            }[last.feared]
        )
    return told


def offered(sessions: Sequence[SessionRecord], rung_id: str) -> StepOffer | None:
    """What the table of offers says after the last session on a rung; None where there was none."""
    now = last_outcome(sessions, rung_id)
    if now is None:
        return None
    at = next(n for n, one in enumerate(sessions) if one.rung_id == rung_id)
    return offer(now, last_outcome(sessions[at + 1 :], rung_id))


def offer_words(found: StepOffer | None, rungs: Sequence[Rung], rung_id: str) -> str:
    """What is offered beside staying, and why, in a line or two; empty where nothing was practised yet."""
    if found is None:
        return ""
    why = {
        "numb": _("You were numb or far away. Low numbers can be shutting down, not ease."),
        "careful": _("You were not sure about who it was with."),
        "eased_twice": _("You eased off twice running."),
        "ended_high": _("It ended with a great deal."),
        "stayed_twice": _("Twice you stayed, and what you feared did not come, or could be borne."),
        "variety": "",
    }[found.why]
    return " ".join(part for part in (why, _move_words(found, rungs, rung_id)) if part)


def _move_words(found: StepOffer, rungs: Sequence[Rung], rung_id: str) -> str:
    other = neighbour(rungs, rung_id, found.move)
    if found.move == "same_or_grounding":
        return _("You might stay on this one, or come to your senses first.")
    if other is not None and found.move == "higher":
        return _('You might stay here, or try "{rung}".').format(rung=other.words)
    if other is not None and found.move == "lower":
        return _('You might stay here, or step down to "{rung}".').format(rung=other.words)
    return _("The same rung again, at another hour, in another place, or with another memory.")
