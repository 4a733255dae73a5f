"""Questions, answers and ratings: what is asked next, what an answer does, and what follows a rating."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from securecoach_tui.practice.exercise.model import Kind
from securecoach_tui.practice.exercise.timeline import Ask, Cue
from securecoach_tui.practice.ladder import offers
from securecoach_tui.practice.record import HIGH_DISTRESS, QuestionKey, Rating, Scale, When
from securecoach_tui.practice.session import position
from securecoach_tui.practice.session.events import (
    Answer,
    AskFor,
    AwaitDebrief,
    ChooseRung,
    Effect,
    Finish,
    InputEnded,
    LeadTo,
    Offer,
    Over,
    Prefer,
    QuestionClosed,
    Rate,
    ShowSupport,
    Value,
)
from securecoach_tui.practice.session.questions import (
    BY_KEY,
    accepts,
    ask_for,
    ask_rating,
    is_high,
    is_rating,
    next_ask,
    rung_offer,
    safe_is_a_line,
    safety_is_unasked,
)
from securecoach_tui.practice.session.saving import record_of, with_checkpoint
from securecoach_tui.practice.session.state import (
    GROUNDING_SECONDS,
    UNDO_SECONDS,
    Session,
    SessionState,
    Transition,
    UndoPoint,
    replace,
)

# Nobody is asked for another reading of harm, for words to say about it, or to rehearse a plan that bears it.
NEVER_ABOUT_HARM = frozenset({Kind.THOUGHT, Kind.TELLING, Kind.PLAN})

# Asking


def ask_before(session: Session) -> Transition:
    """Ask the next question before the exercise, or start it."""
    ask = None if session.answerless else next_ask(session, When.BEFORE)
    if ask is not None:
        return replace(session, open=ask), (ask,)
    effects: tuple[Effect, ...] = ()
    if safe_is_a_line(session) and session.asks(few=True):
        effects = (Offer("safe_short"),)
    elif safety_is_unasked(session):  # lines of the opening replace the question, and can't lead anywhere
        session, effects = replace(session, offered=session.offered | {"people"}), (Offer("people"),)
    return position.start(session), effects


def ask_after(session: Session) -> Transition:
    """Ask the waiting questions of the exercise, then those of ``QUESTIONS``, then finish."""
    session, closed = close_rating(session)
    if session.setup.prepares:
        return replace(session, state=SessionState.DONE, open=None), (*closed, AwaitDebrief(_prepared(session)))
    if not session.answerless:
        if session.open is not None:
            return session, closed
        if session.waiting:
            session, asked = open_waiting(session)
            return session, (*closed, *asked)
        ask = next_ask(session, When.AFTER)
        if ask is not None:
            return replace(session, open=ask), (*closed, ask)
    session = replace(session, state=SessionState.SAVING)
    return session, (*closed, Finish(record_of(session)))


def _prepared(session: Session) -> dict[str, object]:
    """The fields that a debrief needs from the session that prepared its rung."""
    return {
        "rung_id": session.setup.rung_id,
        "exercise": session.setup.exercise.id,
        "expect": session.texts.get(QuestionKey.EXPECT),
        "likely": session.number(QuestionKey.LIKELY),
        "prediction": session.number(QuestionKey.PREDICTION),
        "before": session.number(QuestionKey.BEFORE),
        "practised": round(session.practised, 3),
        "started": session.setup.started,
    }


def as_prepared(session: Session, prepared: Mapping[str, Any]) -> Session:
    """The session of a debrief, with answers and practised seconds of the session that prepared its rung."""
    expect = prepared.get("expect")
    keys = (QuestionKey.LIKELY, QuestionKey.PREDICTION, QuestionKey.BEFORE)
    numbers: dict[str, int] = {key: value for key in keys if isinstance(value := prepared.get(key), int)}
    ratings: tuple[Rating, ...] = ()
    if QuestionKey.BEFORE in numbers:
        ratings = (Rating(None, Scale.DISTRESS, numbers[QuestionKey.BEFORE], When.BEFORE),)
    return replace(
        session,
        state=SessionState.AFTER,
        frozen=float(prepared.get("practised") or 0.0),
        completed=True,
        values={**numbers},
        texts={QuestionKey.EXPECT: expect} if isinstance(expect, str) else {},
        ratings=ratings,
    )


def ask_from_cue(session: Session, cue: Cue) -> Transition:
    """Ask the question of a cue, if it has one. It waits while an earlier question is still open."""
    if session.answerless or session.detour or session.setup.asking != "all":
        return session, ()
    if cue.rate is not None:
        if session.open is not None and not is_rating(session.open.key):
            return session, ()
        session, closed = close_rating(session)
        ask = ask_rating(cue.rate)
        return replace(session, open=ask), (*closed, ask)
    if cue.ask is None:
        return session, ()
    session, closed = close_rating(session)
    ask = asked_in(cue.ask)
    if session.open is not None:
        if cue.ask.key != session.open.key and ask not in session.waiting:
            session = replace(session, waiting=(*session.waiting, ask))
        return session, closed
    return replace(session, open=ask), (*closed, ask)


def asked_in(ask: Ask) -> AskFor:
    """The effect that asks a question of an exercise file."""
    return AskFor(ask.key, ask.choices, ask.text, ask.scale, ask.choices_from, ask.wait)


def is_only_spoken(session: Session) -> bool:
    """Whether a question of the exercise is being said for which no answer can be typed."""
    cue = session.last_cue
    if cue is None or cue.ask is None or session.open is not None or session.state is not SessionState.RUNNING:
        return False
    return session.setup.asking != "all" or session.answerless or session.detour is not None


def open_waiting(session: Session) -> Transition:
    """Open the question that has been waiting longest."""
    if not session.waiting:
        return session, ()
    ask, *rest = session.waiting
    return replace(session, open=ask, waiting=tuple(rest)), (ask,)


def closed_question(session: Session) -> tuple[Effect, ...]:
    """The effect that closes the open question, if there is one."""
    return (QuestionClosed(session.open.key),) if session.open is not None else ()


def close_sleep_question(session: Session) -> Transition:
    """Close the question asked after sleep, when the session continues without an answer to it."""
    if session.open is None or session.open.key != QuestionKey.SLEPT:
        return session, ()
    session, asked = open_waiting(replace(session, open=None))
    return session, (QuestionClosed(QuestionKey.SLEPT), *asked)


def close_rating(session: Session) -> Transition:
    """Close an open rating question, which is out of date by now."""
    if session.open is None or not is_rating(session.open.key):
        return session, ()
    return replace(session, open=None), (QuestionClosed(session.open.key),)


# Answering


def answer(session: Session, event: Answer) -> Transition:
    """Handle an answer to the open question; the value None skips it. Any other answer is ignored."""
    ask = session.open
    if ask is None or ask.key != event.key:
        return session, ()
    if event.value is not None and not accepts(ask, event.value):
        return session, ()
    value = event.value
    if isinstance(value, str) and not value.strip():
        value = None
    if session.setup.exercise.leads_to_support(event.key, value):
        return _to_support(session)
    question = BY_KEY.get(event.key)
    if question is not None and question.rates is not None and is_rating(event.key):
        session = replace(session, open=None)
        if not isinstance(value, int):
            return session, (QuestionClosed(event.key),)
        return _rate_now(session, question.rates, value)
    undo = UndoPoint("answer", replace(session, undo=None), session.elapsed + UNDO_SECONDS)
    session = replace(session, open=None, asked=(*session.asked, event.key), undo=undo)
    effects: tuple[Effect, ...] = (QuestionClosed(event.key),) if value is None else ()
    if event.key == QuestionKey.SAFE:
        session, more = _after_safe(session, value)
        return session, (*effects, *more)
    session, offered = _store_answer(session, event.key, value)
    # The class is that of the last text, and this answer may be a number.
    about_danger = bool(ask.text) and isinstance(value, str) and session.text_class == "people"
    if about_danger and session.setup.exercise.kinds & NEVER_ABOUT_HARM:
        return _to_support(session)
    if about_danger and Kind.URGE in session.setup.exercise.kinds:
        # what is expected of waiting is shown again at the end: never harm, so it isn't kept
        session = replace(session, texts={key: text for key, text in session.texts.items() if key != event.key})
    session, more = _after_answer(session, event.key, value)
    return session, (*effects, *offered, *more)


def _to_support(session: Session) -> Transition:
    """Show who to talk to, then go to the closing. Nothing more is asked, and this answer isn't stored."""
    unasked = tuple(key for key, row in BY_KEY.items() if row.when is not When.DURING and key not in session.asked)
    session = replace(
        session, open=None, waiting=(), asked=(*session.asked, *unasked), answerless=True, careful=True, undo=None
    )
    if session.state is SessionState.AFTER:
        session, more = ask_after(session)
    else:
        # not recorded as easing off; a closing that has begun continues
        session, more = with_checkpoint(position.run_from(session, session.timeline.closing_at))
    return session, (ShowSupport(), *more)


def _store_answer(session: Session, key: str, value: Value | None) -> Transition:
    if value is None:
        return session, ()
    question = BY_KEY.get(key)
    if isinstance(value, int) and question is None:  # a question of the exercise's own
        return replace(session, texts={**session.texts, key: str(value)}), ()
    if isinstance(value, int):
        session = replace(session, values={**session.values, key: value})
        if question is not None and question.rates is not None:
            session = replace(session, ratings=(*session.ratings, Rating(None, question.rates, value, question.when)))
        return session, ()
    if question is not None and question.choices:
        return replace(session, values={**session.values, key: value}), ()
    text_class = session.setup.classify_reflection(value)
    return _offer_people(replace(session, texts={**session.texts, key: value}, text_class=text_class))


def _offer_people(session: Session) -> Transition:
    """Offer people to talk to, once and without giving a reason, after a text that mentions danger."""
    if "people" in session.offered or session.text_class != "people":
        return session, ()
    return replace(session, offered=session.offered | {"people"}), (Offer("people"),)


def _after_safe(session: Session, value: Value | None) -> Transition:
    """Continue after "yes". After anything else, show who to talk to, then offer grounding instead."""
    session = replace(session, safe=str(value) if value else None, undo=None)
    if value == "yes":
        return ask_before(session)
    ask = ask_for(BY_KEY[QuestionKey.GROUND_FIRST])
    return replace(session, careful=True, open=ask), (ShowSupport(), ask)


def _after_answer(session: Session, key: str, value: Value | None) -> Transition:
    """What follows an answer, and the next question."""
    if key == QuestionKey.GROUND_FIRST and session.careful:
        session = replace(session, state=SessionState.DONE)
        if value == "yes":
            return session, (LeadTo(session.setup.grounding.id, GROUNDING_SECONDS),)
        return session, (Over("careful"),)
    if key == QuestionKey.GROUND_FIRST and value != "no":  # no answer counts as yes, the safer choice
        return position.start_grounding(session, When.BEFORE), ()
    if key == QuestionKey.GROUND_AFTER and value == "yes":
        return position.start_grounding(session, When.AFTER), ()
    effects = _effects_of_answer(session, key, value)
    if session.state is SessionState.BEFORE:
        session, more = ask_before(session)
        return session, (*effects, *more)
    if session.state is SessionState.AFTER:
        session, saved = with_checkpoint(session)
        session, more = ask_after(session)
        return session, (*effects, *saved, *more)
    session, more = open_waiting(session)
    return position.go_on_if_answered(session), (*effects, *more)


def _effects_of_answer(session: Session, key: str, value: Value | None) -> tuple[Effect, ...]:
    setup = session.setup
    if key in (QuestionKey.BEFORE, QuestionKey.AFTER):
        high = is_high(session, When.BEFORE if key == QuestionKey.BEFORE else When.AFTER)
        # with asking == "all", a question offers grounding instead
        offered = setup.asking == "few" and (key == QuestionKey.AFTER or setup.activates)
        return (Offer("grounding"),) if high and offered else ()
    if key == QuestionKey.GROUND_AFTER:
        return (Offer("people"),)
    if key == QuestionKey.FEARED and value == "yes":
        return (Offer("it_came"), Offer("people")) if setup.debrief is not None else (Offer("it_came"),)
    if key == QuestionKey.NEXT_RUNG:
        return _rung_chosen(session, value)
    if key == QuestionKey.LENS_WANTED and value:
        return (Prefer("lens", "on" if value == "yes" else "off"),)
    return ()


def _rung_chosen(session: Session, value: Value | None) -> tuple[Effect, ...]:
    offer = rung_offer(session)
    if value == "another":
        return (ChooseRung(None),)
    if value != "offered" or offer is None:
        return ()
    rung = offers.neighbour(session.setup.rungs, session.setup.rung_id, offer.move)
    return (ChooseRung(rung.id),) if rung is not None else ()


def input_ended(session: Session, _event: InputEnded) -> Transition:
    """Continue without answers. If the safety question was open, the steps of the safety notice replace it."""
    open_key = session.open.key if session.open is not None else None
    closed = closed_question(session)
    session = replace(session, answerless=True)
    if session.state is SessionState.BEFORE:
        session, more = _input_ended_before(session, open_key)
        return session, (*closed, *more)
    session = replace(session, open=None, waiting=())
    if session.state is SessionState.AFTER:
        session, more = ask_after(session)
        return session, (*closed, *more)
    if session.waits_for:
        return position.go_on(session), closed
    if session.state is SessionState.SLEPT:
        return replace(session, state=SessionState.RUNNING, origin=session.elapsed - session.held), closed
    return session, closed


def _input_ended_before(session: Session, open_key: str | None) -> Transition:
    if session.careful:
        return replace(session, state=SessionState.DONE, open=None), (Over("careful"),)
    if session.setup.lived:
        return replace(session, state=SessionState.DONE, open=None), (Over("lived"),)
    if open_key == QuestionKey.SAFE:
        timeline = position.compile_main(session.setup, preface=session.setup.safe_notice)
        session = replace(session, timeline=timeline, planned=None if timeline.open else timeline.total)
    if open_key == QuestionKey.GROUND_FIRST:
        return position.start_grounding(session, When.BEFORE), ()
    return ask_before(session)


# Ratings


def rate(session: Session, event: Rate) -> Transition:
    """Store a rating at the current second of the session."""
    if session.position < 0 or session.detour:
        return session, ()
    if session.open is not None and is_rating(session.open.key):
        answers_it = BY_KEY[session.open.key].rates == event.scale or event.scale == Scale.PRESENCE
        session = replace(session, open=None) if answers_it else session
    return _rate_now(session, event.scale, event.value)


def rate_as_answer(session: Session, event: Rate) -> Transition:
    """Answer the open question before or after the exercise with a rating.

    "Numb or far away" is stored on its own scale, never as 0 of another one.
    """
    ask = session.open
    question = BY_KEY.get(ask.key) if ask is not None else None
    if question is None or question.rates is None:
        return session, ()
    if event.scale == question.rates:
        return answer(session, Answer(question.key, event.value))
    if event.scale != Scale.PRESENCE:
        return session, ()
    undo = UndoPoint("answer", replace(session, undo=None), session.elapsed + UNDO_SECONDS)
    ratings = (*session.ratings, Rating(None, Scale.PRESENCE, 0, question.when))
    session = replace(session, ratings=ratings, open=None, asked=(*session.asked, question.key), undo=undo)
    return _after_answer(session, question.key, None)


def _rate_now(session: Session, scale: str, value: int) -> Transition:
    """Store ``value`` as a rating of this second; an invalid value or scale is ignored."""
    if scale == Scale.PRESENCE:
        value = 0
    if scale not in tuple(Scale) or not 0 <= value <= 10:
        return session, ()
    undo = UndoPoint("rating", replace(session, undo=None), session.elapsed + UNDO_SECONDS)
    at = round(min(session.position, session.timeline.total), 3)
    rating = Rating(at, Scale(scale), value, When.DURING)
    session = replace(session, ratings=(*session.ratings, rating), undo=undo)
    effects: tuple[Effect, ...] = ()
    if scale == Scale.PRESENCE:
        session = position.insert_numb_steps(session)
    elif scale == Scale.DISTRESS:
        session, effects = _after_distress(session, value)
    session, saved = with_checkpoint(session)
    return session, (*effects, *saved)


def _after_distress(session: Session, value: int) -> Transition:
    """Offer ways out, once, when distress rises. The limit is higher on a ladder, where a rise is expected."""
    distress = [r.value for r in session.ratings if r.scale == Scale.DISTRESS]
    rise = value - distress[0]
    contact = bool(session.setup.exercise.kinds & {Kind.CONTACT, Kind.APART})
    high = value >= HIGH_DISTRESS or (rise >= 3 and value >= 7) if contact else rise >= 3
    kind: Literal["closeness_high", "not_today"] = "closeness_high" if contact else "not_today"
    if not high or kind in session.offered:
        return session, ()
    return replace(session, offered=session.offered | {kind}), (Offer(kind),)
