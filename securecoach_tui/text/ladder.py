"""The ladder of closeness in words: the last session on a rung, and the step offered next with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.instants import parse_instant
from securecoach_tui.practice.ladder.offers import Rung, StepOffer, neighbour
from securecoach_tui.practice.record import Scale, SessionRecord
from securecoach_tui.text.dates import relative_day
from securecoach_tui.text.session_summary import expected_and_met


def title_words(*, apart: bool) -> str:
    """The name of a ladder."""
    return _("Time on your own, step by step") if apart else _("The closeness ladder")


def purpose_words(*, apart: bool) -> str:
    """What a ladder is for."""
    if apart:
        return _(
            "Your own steps, the lowest first. You only move when you choose to. "
            "If someone ignores you to punish you, this is not for that."
        )
    return _("Your own steps, the lowest first. You only move when you choose to, and any other step is fine.")


def lived_words(*, apart: bool) -> str:
    """The mark of a rung that happens in daily life."""
    return _("in daily life") if apart else _("with someone")


def lived_changed_words(*, lived: bool, apart: bool) -> str:
    """Said after a rung was changed to happen in daily life, or while practising."""
    if apart:
        return _("You take this step in daily life.") if lived else _("You take this step here, while you practise.")
    return _("This step involves someone else.") if lived else _("You do this step on your own.")


def last_words(sessions: Sequence[SessionRecord], rung_id: str, today: date) -> str:
    """The number of sessions on a rung, and how the last one went. ``sessions`` are newest first."""
    on_rung = [session for session in sessions if session.rung_id == rung_id]
    if not on_rung:
        return _("Not practised yet.")
    last = on_rung[0]
    started = parse_instant(last.started)
    times = ngettext("{n} time", "{n} times", len(on_rung)).format(n=len(on_rung))
    if started is not None:
        times = _("{times}, last {day}").format(times=times, day=relative_day(started.date(), today))
    return " ".join([times + ".", *_outcome(last)])


def step_note(sessions: Sequence[SessionRecord], rung_id: str) -> str:
    """How often a rung was practised, and the last prediction beside what was met, in few words; empty for never."""
    on_rung = [session for session in sessions if session.rung_id == rung_id]
    if not on_rung:
        return ""
    times = ngettext("{n} time", "{n} times", len(on_rung)).format(n=len(on_rung))
    highest = on_rung[0].highest(Scale.DISTRESS)
    if on_rung[0].prediction is None or highest is None:
        return times
    facts = _("expected {expected}, highest {met}").format(expected=on_rung[0].prediction, met=highest)
    return f"{times}, {facts}"


def since_words(sessions: Sequence[SessionRecord], rung_id: str, today: date) -> str:
    """What ``step_note`` doesn't say of the last session on a rung: its day, and whether it happened as feared."""
    last = next((session for session in sessions if session.rung_id == rung_id), None)
    if last is None:
        return _("Not practised yet.")
    started = parse_instant(last.started)
    day = [_("Last practised {day}.").format(day=relative_day(started.date(), today))] if started is not None else []
    return " ".join([*day, *_feared(last)])


def _outcome(last: SessionRecord) -> list[str]:
    """The prediction beside the highest distress, and whether it happened as feared."""
    expected = expected_and_met(last)
    return [*([expected] if expected else []), *_feared(last)]


def _feared(last: SessionRecord) -> list[str]:
    sentences = []
    if last.feared is not None:
        sentences.append(
            {
                "no": _("What you feared did not happen."),
                "partly": _("Part of what you feared happened."),
                "yes": _("It happened, and you're here now."),
            }[last.feared]
        )
    return sentences


def step_offer_words(offer: StepOffer | None, rungs: Sequence[Rung], rung_id: str) -> str:
    """The step offered besides staying, and its reason. Empty for None, when nothing was practised yet."""
    if offer is None:
        return ""
    why = {
        "numb": _("You felt numb or far away. A low number can mean shutting down, not ease."),
        "careful": _("You weren't sure about the person."),
        "eased_twice": _("You eased off two times in a row."),
        "ended_high": _("It ended with a lot of distress."),
        "stayed_twice": _("You stayed both times, and what you feared did not happen or was bearable."),
        "variety": "",
    }[offer.why]
    return " ".join(part for part in (why, _move_words(offer, rungs, rung_id)) if part)


def _move_words(offer: StepOffer, rungs: Sequence[Rung], rung_id: str) -> str:
    other = neighbour(rungs, rung_id, offer.move)
    if offer.move == "same_or_grounding":
        return _("You can stay on this step, or do grounding first.")
    if other is not None and offer.move == "higher":
        return _('You can stay here, or try "{rung}".').format(rung=other.words)
    if other is not None and offer.move == "lower":
        return _('You can stay here, or step down to "{rung}".').format(rung=other.words)
    return _("You can take the same step again, at another time, in another place, or with another memory.")
