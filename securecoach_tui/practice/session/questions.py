"""The session's questions: one row for each, in the order in which they are asked.

A row has everything about a question except its wording, which is in text/question_words.py under the
same key. Exercises can have further questions; their keys, texts and choices are in the exercise files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import get_args

from securecoach_tui.practice.exercise.model import Exercise, Kind
from securecoach_tui.practice.ladder import offers
from securecoach_tui.practice.own_scales import answer_key
from securecoach_tui.practice.record import (
    HIGH_DISTRESS,
    Bearable,
    Feared,
    QuestionKey,
    Scale,
    SessionRecord,
    Settled,
    Told,
    When,
)
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.state import Session


@dataclass(frozen=True, slots=True)
class Question:
    """A row of ``QUESTIONS``.

    Without ``choices`` and ``scale`` the answer is a text.

    Attributes:
        key: identifies the question in events, checkpoints and text/question_words.py.
        when: before or after the exercise; a question asked DURING it isn't asked in the order of the table.
        asked: whether a session asks it.
        choices: the possible answers.
        scale: whether the answer is a whole number, 0-10.
        rates: the scale on which the answer is a rating; "numb or far away" is then an answer too.
        few: whether it is asked even in a session with few questions.
        private: whether question and answer are spoken aloud only if the person chose that.
        stored: if false, neither the answer nor the fact that it was asked is ever stored.
        steers: whether the answer only steers the session, and isn't part of the record.
        field: the field of ``SessionRecord`` that the answer is stored in; without one a text or a choice goes to
            ``SessionRecord.answers`` under the key.
    """

    key: QuestionKey
    when: When
    asked: Callable[[Session], bool]
    choices: tuple[str, ...] = ()
    scale: bool = False
    rates: Scale | None = None
    few: bool = False
    private: bool = False
    stored: bool = True
    steers: bool = False
    field: str | None = None


def _is_of(kinds: frozenset[Kind], session: Session) -> bool:
    """Asked if the exercise is of one of ``kinds``."""
    return bool(session.setup.exercise.kinds & kinds)


SAFETY_KINDS = frozenset({Kind.CONTACT, Kind.TELLING, Kind.THOUGHT})  # the safety question comes before these


def _always(_session: Session) -> bool:
    return True


def _never(_session: Session) -> bool:
    """For questions that aren't asked in order, but after a cue, a key or the machine's sleep."""
    return False


_steps = partial(_is_of, frozenset({Kind.CONTACT, Kind.APART}))  # predicted first and compared with what happened
_urge = partial(_is_of, frozenset({Kind.URGE}))
_telling = partial(_is_of, frozenset({Kind.TELLING}))


def safe_is_a_line(session: Session) -> bool:
    """Whether a short line replaces the safety question; never before telling, a thought or a lived rung."""
    kinds = session.setup.exercise.kinds
    shortened = session.setup.safe_short and not session.setup.lived
    return shortened and Kind.CONTACT in kinds and not kinds & {Kind.TELLING, Kind.THOUGHT}


def _asks_safe(session: Session) -> bool:
    return bool(session.setup.exercise.kinds & SAFETY_KINDS) and not safe_is_a_line(session)


def safety_is_unasked(session: Session) -> bool:
    """Whether the exercise begins without the safety question, because nothing is asked or nobody can answer."""
    unanswered = session.safe is None and (session.answerless or not session.asks(few=True))
    return unanswered and bool(session.setup.exercise.kinds & SAFETY_KINDS)


def _asks_likely(session: Session) -> bool:
    """Only of a fear that was named."""
    return QuestionKey.EXPECT in session.texts and _steps(session)


def _asks_feared(session: Session) -> bool:
    """Only where a fear was named; with few questions nothing asks for one."""
    named = QuestionKey.EXPECT in session.texts or session.setup.asking == "few"
    return named and _steps(session)


def is_high(session: Session, when: When) -> bool:
    """Whether distress before or after the exercise was high, or the person was numb or far away then."""
    key = QuestionKey.BEFORE if when is When.BEFORE else QuestionKey.AFTER
    points = session.number(key)
    return (points is not None and points >= HIGH_DISTRESS) or session.numb(when)


def _high_before(session: Session) -> bool:
    return is_high(session, When.BEFORE) and session.setup.activates


def _high_after(session: Session) -> bool:
    return is_high(session, When.AFTER)


def rung_offer(session: Session) -> offers.StepOffer | None:
    """What the ladder offers after the session; None if the session has no rung."""
    if not session.setup.rung_id:
        return None
    safe: offers.Safe | None = session.safe  # type: ignore[assignment]  # one of the choices of its question
    return offers.offer(offers.outcome_of(_so_far(session), safe), session.setup.before_rung)


def _so_far(session: Session) -> SessionRecord:
    """What the session's record will say about its rung, so that the offer is the one that the record leads to."""
    return SessionRecord(
        id=session.setup.id,
        planned_seconds=session.planned,
        practised_seconds=session.practised,
        completed=session.completed,
        eased_off=session.eased_off,
        not_helping=session.not_helping,
        ratings=list(session.ratings),
        feared=session.word(QuestionKey.FEARED),
        bearable=session.word(QuestionKey.BEARABLE),
        rung_id=session.setup.rung_id,
    )


def _offers_rung(session: Session) -> bool:
    offer = rung_offer(session)
    if offer is None or offer.move not in ("lower", "higher"):
        return False
    return offers.neighbour(session.setup.rungs, session.setup.rung_id, offer.move) is not None


def _text_invites_question(session: Session) -> bool:
    """Whether the reflection may be followed by a question: not with high distress or doubt about safety."""
    doubt = session.careful or session.word(QuestionKey.FEARED) == "yes" or _high_after(session)
    invites = session.text_class == "question" and QuestionKey.REFLECTION in session.texts
    return not doubt and "people" not in session.offered and invites


def _asks_lens_wanted(session: Session) -> bool:
    return session.setup.lens == "ask" and _text_invites_question(session)


def _asks_lens(session: Session) -> bool:
    wanted = session.setup.lens == "on" or session.word(QuestionKey.LENS_WANTED) == "yes"
    return wanted and _text_invites_question(session)


_K, _BEFORE, _DURING, _AFTER = QuestionKey, When.BEFORE, When.DURING, When.AFTER
_DISTRESS, _EASE, _URGE = Scale.DISTRESS, Scale.EASE, Scale.URGE
_YES_NO = ("yes", "no")

QUESTIONS: tuple[Question, ...] = (
    Question(_K.SAFE, _BEFORE, _asks_safe, ("yes", "no", "not sure"), few=True, private=True, stored=False),
    Question(_K.EXPECT, _BEFORE, _steps, private=True, field="expect"),
    Question(_K.LIKELY, _BEFORE, _asks_likely, scale=True, field="likely"),
    Question(_K.PREDICTION, _BEFORE, _steps, scale=True, field="prediction"),
    Question(_K.BEFORE, _BEFORE, _always, scale=True, rates=_DISTRESS, few=True),
    Question(_K.GROUND_FIRST, _BEFORE, _high_before, _YES_NO, steers=True),
    Question(_K.URGE_BEFORE, _BEFORE, _urge, scale=True, rates=_URGE),
    Question(_K.RATE_DISTRESS, _DURING, _never, scale=True, rates=_DISTRESS),
    Question(_K.RATE_EASE, _DURING, _never, scale=True, rates=_EASE),
    Question(_K.RATE_URGE, _DURING, _never, scale=True, rates=_URGE),
    Question(_K.SLEPT, _DURING, _never, ("go on", "this part again", "finish here"), steers=True),
    Question(_K.AFTER, _AFTER, _always, scale=True, rates=_DISTRESS, few=True),
    Question(_K.URGE_AFTER, _AFTER, _urge, scale=True, rates=_URGE),
    Question(_K.SETTLED_ALONE, _AFTER, _urge, get_args(Settled), field="settled_alone"),
    Question(_K.FEARED, _AFTER, _asks_feared, get_args(Feared), few=True, field="feared"),
    Question(_K.HAPPENED, _AFTER, _steps, private=True, field="happened"),
    Question(_K.BEARABLE, _AFTER, _steps, get_args(Bearable), field="bearable"),
    Question(_K.NEXT_RUNG, _AFTER, _offers_rung, ("stay here", "offered", "another"), steers=True),
    Question(_K.TOLD, _AFTER, _telling, get_args(Told), field="told"),
    Question(_K.GROUND_AFTER, _AFTER, _high_after, _YES_NO, steers=True),
    Question(_K.REFLECTION, _AFTER, _always, private=True, field="reflection"),
    Question(_K.LENS_WANTED, _AFTER, _asks_lens_wanted, _YES_NO, steers=True),
    Question(_K.LENS, _AFTER, _asks_lens, private=True),
)
BY_KEY: dict[str, Question] = {question.key: question for question in QUESTIONS}


def next_question(session: Session, when: When) -> Question | None:
    """The first question before or after the exercise that hasn't been asked; None if there are no more."""
    only_safety = when is When.BEFORE and session.setup.at_once
    for question in QUESTIONS:
        unasked = question.when is when and question.key not in session.asked and session.asks(few=question.few)
        if unasked and (question.key == QuestionKey.SAFE or not only_safety) and question.asked(session):
            return question
    return None


def next_ask(session: Session, when: When) -> AskFor | None:
    """What is asked next before or after the exercise; None if there is nothing more.

    The person's own scales come after the ratings: last before the exercise, and before all that follows them after it.
    """
    question = next_question(session, when)
    ratings_done = question is None or (when is When.AFTER and question.rates is None)
    if ratings_done and (own := _own_scale(session, when)) is not None:
        return own
    return None if question is None else ask_for(question)


def _own_scale(session: Session, when: When) -> AskFor | None:
    """The question about the first of the person's own scales that hasn't been asked yet."""
    at_once = session.setup.at_once and when is When.BEFORE
    if session.careful or at_once or not session.asks(few=False):
        return None
    for scale in session.setup.own_scales:
        key = answer_key(scale, when)
        if key not in session.asked:
            return AskFor(key, text=session.setup.own_scale_words.format(word=scale.word), scale=True)
    return None


def ask_for(question: Question) -> AskFor:
    """The effect that asks a question of the table."""
    return AskFor(question.key, question.choices, scale=question.scale)


def ask_rating(scale: Scale) -> AskFor:
    """The effect that asks for a rating at the current second; ``scale`` is not PRESENCE."""
    during = (question for question in QUESTIONS if question.when is When.DURING and question.rates == scale)
    return ask_for(next(during))


def is_rating(key: str) -> bool:
    """Whether the question with ``key`` asks for a rating at a second of the session."""
    question = BY_KEY.get(key)
    return question is not None and question.when is When.DURING and question.rates is not None


def takes_numb(key: str) -> bool:
    """Whether "numb or far away" answers the question with ``key`` in place of a number."""
    question = BY_KEY.get(key)
    return question is not None and question.rates is not None


def is_private(key: str) -> bool:
    """Whether the question with ``key`` and its answer aren't spoken aloud unless that was chosen."""
    question = BY_KEY.get(key)
    return question is not None and question.private


HEARD_CHOICES = frozenset({"yes", "no", "not sure"})  # the choices that can be told apart by ear


def can_be_heard(ask: AskFor, exercise: Exercise) -> bool:
    """Whether the question ``ask`` of a session of ``exercise`` may be answered by voice.

    A number or a yes or no may. Whether someone is safe, what leads to people to talk to, "numb" and every text never are.
    """
    if is_private(ask.key) or any(exercise.leads_to_support(ask.key, choice) for choice in ask.choices):
        return False
    return ask.scale or (bool(ask.choices) and HEARD_CHOICES.issuperset(ask.choices))


def is_private_question(ask: AskFor, session: Session) -> bool:
    """Whether the question ``ask`` itself is shown and not spoken: it is about the other person, or repeats earlier words.

    ``is_private`` is about its answer as well.
    """
    if ask.key == QuestionKey.SAFE:
        return True
    if ask.key == QuestionKey.GROUND_FIRST:
        return session.careful
    if ask.key == QuestionKey.EXPECT:
        return session.setup.before_record is not None
    return any(cue.private and cue.ask is not None and cue.ask.key == ask.key for cue in session.timeline.cues)


def is_stored(key: str) -> bool:
    """Whether an answer to the question with ``key`` may be stored or shown again."""
    question = BY_KEY.get(key)
    return question is None or question.stored


def steers(key: str) -> bool:
    """Whether an answer to the question with ``key`` only steers the session."""
    question = BY_KEY.get(key)
    return question is not None and question.steers


def is_recorded(key: str, answer: int | str, exercise: Exercise) -> bool:
    """Whether ``answer`` to the question with ``key``, in a session of ``exercise``, becomes part of its record."""
    return is_stored(key) and not steers(key) and not exercise.leads_to_support(key, answer)


def accepts(ask: AskFor, value: object) -> bool:
    """Whether ``value`` answers the question ``ask``."""
    if ask.scale:
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10
    return isinstance(value, str) and (not ask.choices or value in ask.choices)
