"""What a session asks and hears: the table's questions, an exercise's own, and ratings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from securecoach_tui.practice.exercise.timeline import Cue, compile
from securecoach_tui.practice.ladder import offers
from securecoach_tui.practice.record import Rating, Scale, When
from securecoach_tui.practice.session import position, rating
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
)
from securecoach_tui.practice.session.questions import BY_KEY, SCALES, accepts, next_question, rung_offer, says_safe
from securecoach_tui.practice.session.state import (
    GROUNDING_SECONDS,
    HIGH_DISTRESS,
    UNDO_SECONDS,
    Moved,
    Session,
    SessionState,
    UndoPoint,
    record,
)


def before(session: Session) -> Moved:
    """The next question before the exercise, or its start."""
    question = None if session.answerless else next_question(session, "before")
    if question is not None:
        ask = AskFor(question.key, question.choices, scale=question.scale)
        return replace(session, open=ask), (ask,)
    effects: tuple[Effect, ...] = ()
    if says_safe(session) and session.asks(few=True):
        effects = (Offer("safe_short"),)
    return position.start(session), effects


def after(session: Session) -> Moved:
    """The exercise's own open questions, then the table's, then the record."""
    session, closed = closed_rate(session)
    if session.setup.prepares:
        fields: dict[str, object] = {
            "rung_id": session.setup.rung_id,
            "exercise": session.setup.exercise.id,
            "expect": session.texts.get("expect"),
            "prediction": session.number("prediction"),
            "before": session.number("before"),
            "practised": round(session.practised, 3),
            "started": session.setup.started,
        }
        return replace(session, state=SessionState.DONE, open=None), (*closed, AwaitDebrief(fields))
    if not session.answerless:
        if session.open is not None:
            return session, closed
        if session.waiting:
            session, more = reopened(session)
            return session, (*closed, *more)
        question = next_question(session, "after")
        if question is not None:
            ask = AskFor(question.key, question.choices, scale=question.scale)
            return replace(session, open=ask), (*closed, ask)
    session = replace(session, state=SessionState.SAVING)
    return session, (*closed, Finish(record(session)))


def looking_back(session: Session, prepared: Mapping[str, Any]) -> Session:
    """A lived rung's session as it was prepared: what was practised then, and what was expected."""
    expect = prepared.get("expect")
    numbers = {key: value for key in ("prediction", "before") if isinstance(value := prepared.get(key), int)}
    before = (Rating(None, Scale.DISTRESS, numbers["before"], When.BEFORE),) if "before" in numbers else ()
    return replace(
        session,
        state=SessionState.AFTER,
        frozen=float(prepared.get("practised") or 0.0),
        completed=True,
        values=dict(numbers),
        texts={"expect": expect} if isinstance(expect, str) else {},
        ratings=before,
    )


def reopened(session: Session) -> Moved:
    """The question that waited longest is open again."""
    if not session.waiting:
        return session, ()
    ask, *rest = session.waiting
    return replace(session, open=ask, waiting=tuple(rest)), (ask,)


def woken(session: Session) -> Moved:
    """Whoever leads on after sleep by another way than an answer isn't asked how to go on any more."""
    if session.open is None or session.open.key != "slept":
        return session, ()
    session, asked = reopened(replace(session, open=None))
    return session, (QuestionClosed("slept"), *asked)


def closed_rate(session: Session) -> Moved:
    """A rating's question closes where its moment is over."""
    if session.open is None or not session.open.key.startswith("rate_"):
        return session, ()
    return replace(session, open=None), (QuestionClosed(session.open.key),)


def from_cue(session: Session, cue: Cue) -> Moved:
    """What a cue asks. Text once begun is never taken from under the hands: a later question waits."""
    if session.answerless or session.detour or session.setup.asking != "all":
        return session, ()
    if cue.rate is not None:
        if session.open is not None and not session.open.key.startswith("rate_"):
            return session, ()
        session, closed = closed_rate(session)
        ask = AskFor(f"rate_{cue.rate}", scale=True)
        return replace(session, open=ask), (*closed, ask)
    if cue.ask is None:
        return session, ()
    session, closed = closed_rate(session)
    ask = AskFor(cue.ask.key, cue.ask.choices, cue.ask.text)
    if session.open is not None:
        if cue.ask.key != session.open.key and ask not in session.waiting:
            session = replace(session, waiting=(*session.waiting, ask))
        return session, closed
    return replace(session, open=ask), (*closed, ask)


def answer(session: Session, event: Answer) -> Moved:
    """The open question is answered, or left; anything else changes nothing."""
    ask = session.open
    if ask is None or ask.key != event.key:
        return session, ()
    if event.value is not None and not accepts(event.key, event.value, ask.choices):
        return session, ()
    value = event.value
    if isinstance(value, str) and not value.strip():
        value = None
    if session.setup.exercise.leads_to_support(event.key, value):
        return _to_support(session)
    if event.key.startswith("rate_"):
        session = replace(session, open=None)
        if not isinstance(value, int):
            return session, (QuestionClosed(event.key),)
        return rating.rated(session, event.key.removeprefix("rate_"), value)
    undo = UndoPoint("answer", replace(session, undo=None), session.elapsed + UNDO_SECONDS)
    session = replace(session, open=None, asked=(*session.asked, event.key), undo=undo)
    effects: tuple[Effect, ...] = (QuestionClosed(event.key),) if value is None else ()
    if event.key == "safe":
        session, more = _safe(session, value)
        return session, (*effects, *more)
    session, more = _store_answer(session, event.key, value)
    effects += more
    session, more = on_from(session, event.key, value)
    return session, (*effects, *more)


def rate_as_answer(session: Session, event: Rate) -> Moved:
    """Numb or far away, in place of a number before or after: kept as such, never as 0."""
    ask = session.open
    if ask is None or ask.key not in SCALES:
        return session, ()
    if event.scale != Scale.PRESENCE:
        return answer(session, Answer(ask.key, event.value)) if event.scale == SCALES[ask.key][0] else (session, ())
    when: When = SCALES[ask.key][1]
    undo = UndoPoint("answer", replace(session, undo=None), session.elapsed + UNDO_SECONDS)
    known = (*session.ratings, Rating(None, Scale.PRESENCE, 0, when))
    session = replace(session, ratings=known, open=None, asked=(*session.asked, ask.key), undo=undo)
    return on_from(session, ask.key, None)


def _to_support(session: Session) -> Moved:
    """Who to talk to, then the closing. Nothing more is asked, and this answer is not kept."""
    every = tuple(key for key in BY_KEY if key not in session.asked)
    session = replace(
        session, open=None, waiting=(), asked=(*session.asked, *every), answerless=True, careful=True, undo=None
    )
    if session.state is SessionState.AFTER:
        session, more = after(session)
    else:
        # on at the closing, without a word of easing off; where it is under way already, on with that
        session, more = position.saved(position.on_at(session, session.timeline.closing_at))
    return session, (ShowSupport(), *more)


def _store_answer(session: Session, key: str, value: int | str | None) -> Moved:
    """The answer is kept where it belongs."""
    if value is None:
        return session, ()
    if isinstance(value, int):
        session = replace(session, values={**session.values, key: value})
        if key in SCALES:
            scale, when = SCALES[key]
            session = replace(session, ratings=(*session.ratings, Rating(None, scale, value, when)))
        return session, ()
    question = BY_KEY.get(key)
    if question is not None and question.choices:
        return replace(session, values={**session.values, key: value}), ()
    session = replace(session, texts={**session.texts, key: value}, text_class=session.setup.classify_reflection(value))
    return _offer_people(session)


def _offer_people(session: Session) -> Moved:
    """One line to people, once and without a reason, wherever a text touches what isn't to be soothed."""
    if "people" in session.offered or session.text_class != "people":
        return session, ()
    return replace(session, offered=session.offered | {"people"}), (Offer("people"),)


def on_from(session: Session, key: str, value: int | str | None) -> Moved:
    """What follows an answer."""
    effects: tuple[Effect, ...] = ()
    if key == "ground_first" and session.careful:
        if value == "yes":
            return replace(session, state=SessionState.DONE), (LeadTo(session.setup.grounding.id, GROUNDING_SECONDS),)
        return replace(session, state=SessionState.DONE), (Over("careful"),)
    if key == "ground_first" and value != "no":  # no answer takes the careful branch
        return position.ground(session, "before"), ()
    if key == "ground_after" and value == "yes":
        return position.ground(session, "after"), ()
    if key in ("before", "after") and isinstance(value, int) and value >= HIGH_DISTRESS:
        if session.setup.asking == "few" and (key == "after" or session.setup.orients):
            effects = (Offer("grounding"),)
    if key == "ground_after":
        effects = (Offer("people"),)
    if key == "feared" and value == "yes":
        effects = (Offer("it_came"), Offer("people")) if session.setup.debrief is not None else (Offer("it_came"),)
    if key == "next_rung":
        effects = _rung_chosen(session, value)
    if key == "lens_wanted":
        effects = (Prefer("lens", "on" if value == "yes" else "off"),) if value else ()
    if session.state is SessionState.BEFORE:
        session, more = before(session)
    elif session.state is SessionState.AFTER:
        session, more = position.saved(session)
        effects += more
        session, more = after(session)
    else:
        session, more = reopened(session)
    return session, (*effects, *more)


def _rung_chosen(session: Session, value: int | str | None) -> tuple[Effect, ...]:
    offer = rung_offer(session)
    if value == "another":
        return (ChooseRung(None),)
    if value != "offered" or offer is None:
        return ()
    rung = offers.neighbour(session.setup.rungs, session.setup.rung_id, offer.move)
    return (ChooseRung(rung.id),) if rung is not None else ()


def _safe(session: Session, value: int | str | None) -> Moved:
    """Yes goes on. Anything else takes the careful branch: who to talk to, then grounding or close."""
    session = replace(session, safe=str(value) if value else None, undo=None)
    if value == "yes":
        return before(session)
    ask = AskFor("ground_first", ("yes", "no"))
    return replace(session, careful=True, open=ask), (ShowSupport(), ask)


def input_ended(session: Session, _event: InputEnded) -> Moved:
    """Nobody can answer any more; what the safety question is for is said instead."""
    unasked_safe = session.open is not None and session.open.key == "safe"
    left: tuple[Effect, ...] = (QuestionClosed(session.open.key),) if session.open is not None else ()
    session = replace(session, answerless=True)
    if session.state is SessionState.BEFORE:
        if session.careful:
            return replace(session, state=SessionState.DONE, open=None), (*left, Over("careful"))
        if session.setup.lived:
            return replace(session, state=SessionState.DONE, open=None), (*left, Over("lived"))
        if unasked_safe:
            setup = session.setup
            timeline = compile(position.prepared(setup), setup.seconds, rung=setup.rung, preface=setup.safe_notice)
            session = replace(session, timeline=timeline, planned=None if timeline.open else timeline.total)
        if session.open is not None and session.open.key == "ground_first":
            return position.ground(session, "before"), left
        session, more = before(replace(session, open=None))
        return session, (*left, *more)
    if session.state is SessionState.AFTER:
        session, more = after(replace(session, open=None, waiting=()))
        return session, (*left, *more)
    session = replace(session, open=None, waiting=())
    if session.state is SessionState.SLEPT:
        return replace(session, state=SessionState.RUNNING, origin=session.elapsed - session.held), left
    return session, left
