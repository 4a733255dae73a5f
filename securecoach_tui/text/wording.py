"""Words of a session that both displays use: offers, times, and why something was refused.

The words of questions are in question_words.py, those of exercises in content/.
"""

from __future__ import annotations

import math
from datetime import date, datetime

from securecoach_tui.i18n import _
from securecoach_tui.practice.exercise.model import Phase, Stage
from securecoach_tui.practice.exercise.parser import BadExercise
from securecoach_tui.practice.exercise.timeline import Cue, LengthRefused
from securecoach_tui.practice.plan import Plan
from securecoach_tui.practice.record import Capacity
from securecoach_tui.practice.session.state import Session, Setup
from securecoach_tui.practice.suggestion import Reason
from securecoach_tui.text.durations import duration as duration


def scale_word(value: int) -> str:
    """Words at 0, 3, 5, 8 and 10 of a scale; empty between."""
    return {
        0: _("none"),
        3: _("a little"),
        5: _("middling"),
        8: _("very strong"),
        10: _("the most I can think of"),
    }.get(value, "")


def phase_words(cue: Cue) -> str:
    """A breath's phase and its seconds: "In 4"."""
    names = {
        Phase.IN: _("In"),
        Phase.SIP: _("A sip more"),
        Phase.HOLD_IN: _("Hold"),
        Phase.OUT: _("Out"),
        Phase.HOLD_OUT: _("Rest"),
    }
    return f"{names[cue.phase]} {cue.seconds:g}" if cue.phase else cue.text


def offer_words(kind: str) -> str:
    """One line that names keys; never a question."""
    return {
        "closeness_high": _("A rise is the practice working. Stay as you are, - ease off, g grounding, q stop."),
        "not_today": _("This one may not suit today. g goes to your senses instead."),
        "people": _("c: people to talk to"),
        "in_closing": _("The closing is under way. You can begin again after it."),
        "orienting_stays": _("These last lines bring you back into the room. ctrl+c leaves at once."),
        "safe_short": _("Only with someone who is safe to be close to."),
        "hold": _("Holding is optional; s ends a hold at any time."),
        "it_came": _("It came, and you are here. The same rung next time, a lower one, or none."),
        "grounding": _("That is a lot. Senses-grounding is there whenever you like; c: people to talk to."),
    }[kind]


def undone_words(what: str) -> str:
    """What was taken back."""
    return {
        "rating": _("Taken back: the last rating."),
        "answer": _("Taken back: the last answer."),
        "skip": _("Taken back: the skip."),
        "nothing": _("Nothing to take back."),
    }[what]


def over_words(why: str) -> str:
    """Why a session is over without a record."""
    return {
        "left": _("Not saved: nothing was practised yet."),
        "careful": _("Not saved: nothing was practised. Take care of yourself."),
        "lived": _("Not saved: this rung happens with someone and needs the question whether that is safe."),
    }[why]


def suggestion_words(reason: Reason, today: date) -> str:
    """Why Begin suggests what it does, in one line."""
    when = day_words(reason.day, today) if reason.day else ""
    steadying, needs = reason.capacity == Capacity.REGULATION, reason.capacity == Capacity.NEED_EXPRESSION
    return {
        "first": _("A place to begin."),
        "steadying_first": _("Steadying comes first."),
        "step_alone": _("Steadied first, the step went well four times. Here it is by itself, if you like."),
        "after_a_lot": _("Something steadying, after a lot."),
        "easier": _("You felt easier after it {when}."),
        "capacity_last": _("Steadying was last {when}.")
        if steadying
        else _("Saying what you need was last {when}.")
        if needs
        else _("Staying close was last {when}."),
        "capacity_turn": _("Steadying has its turn now.")
        if steadying
        else _("Saying what you need has its turn now.")
        if needs
        else _("Staying close has its turn now."),
        "not_tried": _("One you have not tried yet."),
        "again": _("You know this one."),
    }[reason.why].format(when=when)


def planned_words(plan: Plan, now: datetime) -> str:
    """What was planned, as the first screen says it; never what was not done."""
    if not plan.days:
        return _("No days are chosen. Two or three a week are plenty, and none is fine.")
    names = weekday_names()
    days = ", ".join(names[day] for day in plan.days)
    facts = {"days": days, "time": f"{plan.at:%H:%M}" if plan.at is not None else ""}
    today = plan.next_after(now) == now.date()
    if plan.at is None:
        told = _("Planned: {days}. Today is one of them.") if today else _("Planned: {days}.")
    else:
        told = _("Planned: {days}, at {time}. Today is one of them.") if today else _("Planned: {days}, at {time}.")
    return told.format(**facts)


def day_words(day: date, today: date) -> str:
    """A day as one speaks of it, to stand after a verb: "today", "on Tuesday", "on 3 March"."""
    ago = (today - day).days
    if ago in (0, 1):
        return _("today") if ago == 0 else _("yesterday")
    if 1 < ago < 7:
        return _("on {weekday}").format(weekday=weekday_names()[day.weekday()])
    return _("on {day} {month}").format(day=day.day, month=month_names()[day.month - 1])


def weekday_names() -> list[str]:
    """From Monday."""
    return [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]


def month_names() -> list[str]:
    """From January."""
    first = [_("January"), _("February"), _("March"), _("April"), _("May"), _("June")]
    return [*first, _("July"), _("August"), _("September"), _("October"), _("November"), _("December")]


def prepared_words(setup: Setup) -> list[str]:
    """What a debrief looks back at: the step, and what was expected of it; nothing elsewhere."""
    if setup.debrief is None:
        return []
    expect, prediction = setup.debrief.get("expect"), setup.debrief.get("prediction")
    lines = [_("You prepared: {rung}.").format(rung=setup.rung or setup.exercise.title)]
    if isinstance(expect, str) and expect:
        lines.append(_("You expected: {words}").format(words=expect))
    if isinstance(prediction, int):
        lines.append(_("How hard you expected it to be: {n}.").format(n=prediction))
    return lines


def debrief_words() -> str:
    """A lived rung was prepared, and waits."""
    return _("When you have done it, come back and tell yourself how it was. Putting it off is fine.")


def clock_time(seconds: float) -> str:
    """Time left in figures: "3:12"."""
    whole = max(0, int(seconds + 0.999))
    return f"{whole // 60}:{whole % 60:02d}"


def where(session: Session) -> str:
    """Where in the session: "breath 7 of 30", "step 2 of 5", or the stage."""
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


def refused_words(error: LengthRefused, title: str) -> str:
    """Why an exercise can't have a length, and which it can."""
    # Rounded to the side on which what is advised is taken.
    toward = math.ceil if error.why == "short" else math.floor
    limit = f"{toward(round(error.limit / 0.6, 6)) / 100:.2f}".rstrip("0").rstrip(".")
    time = duration(error.limit)
    if error.why == "short":
        return _("{title} needs at least {time}; choose --minutes {n} or more.").format(title=title, time=time, n=limit)
    return _("{title} lasts at most {time}: more would be flooding. Choose --minutes {n} or less.").format(
        title=title, time=time, n=limit
    )


def bad_exercise_words(error: BadExercise) -> str:
    """The place and the reason, as one clause."""
    why = _(error.why).format(**error.facts)
    return f"{error.where}: {why}" if error.where else why


def draft_words() -> str:
    """That what was being written when the program ended stands there again."""
    return _("What you were writing is back. ctrl+u takes it away.")
