"""The one table of questions: what is asked, in which order, when, and with which answers.

Every face asks from here. ``few`` marks those that are asked where a person chose few questions.
An answer that isn't among ``choices``, nor a whole number 0-10 for a scale, nor text where both are
absent, is no answer to the question (``accepts``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from securecoach_tui.practice.ladder import offers
from securecoach_tui.practice.record import Scale, When
from securecoach_tui.practice.session.state import HIGH_DISTRESS, Session


@dataclass(frozen=True, slots=True)
class Question:
    """A row of the table: asked ``before`` or ``after`` where ``when`` holds."""

    key: str
    stage: Literal["before", "after"]
    when: Callable[[Session], bool]
    choices: tuple[str, ...] = ()
    scale: bool = False
    few: bool = False


def _kind(*kinds: str) -> Callable[[Session], bool]:
    return lambda s: bool(s.setup.exercise.kinds & frozenset(kinds))


def _always(_session: Session) -> bool:
    return True


def says_safe(s: Session) -> bool:
    """Whether the safety question is a short line: only for rungs that aren't lived, never before telling."""
    kinds = s.setup.exercise.kinds
    return s.setup.safe_short and not s.setup.lived and "contact" in kinds and "telling" not in kinds


def _asks_safe(s: Session) -> bool:
    return bool(s.setup.exercise.kinds & {"contact", "telling"}) and not says_safe(s)


def _high_before(s: Session) -> bool:
    near = bool(s.setup.exercise.kinds & {"imagery", "contact"})
    return (s.number("before") or 0) >= HIGH_DISTRESS and near


def _high_after(s: Session) -> bool:
    return (s.number("after") or 0) >= HIGH_DISTRESS


def rung_offer(s: Session) -> offers.StepOffer | None:
    """What CONTENT's table offers after a session on a rung; None where there was no rung."""
    if not s.setup.rung_id:
        return None
    return offers.offer(_outcome(s), s.setup.before_rung)


def _outcome(s: Session) -> offers.RungOutcome:
    safe = s.safe if s.safe in ("no", "not sure") else None
    return offers.RungOutcome(
        rung_id=s.setup.rung_id,
        stayed=s.completed and not s.eased_off and not s.stopped,
        eased_off=s.eased_off,
        ended_at=s.number("after"),
        numb=s.numb(),
        safe=safe,  # type: ignore[arg-type]  # narrowed to the two answers above
        feared=s.word("feared"),
        bearable=s.word("bearable"),
        lived=s.setup.lived,
    )


def _offers_rung(s: Session) -> bool:
    offer = rung_offer(s)
    if offer is None or offer.move not in ("lower", "higher"):
        return False
    return offers.neighbour(s.setup.rungs, s.setup.rung_id, offer.move) is not None


def _lens_would_speak(s: Session) -> bool:
    """The lens is quiet wherever distress or doubt about safety is in the room."""
    doubt = s.careful or s.word("feared") == "yes" or _high_after(s)
    return not doubt and "people" not in s.offered and s.text_class == "question" and "reflection" in s.texts


TABLE: tuple[Question, ...] = (
    Question("safe", "before", _asks_safe, ("yes", "no", "not sure"), few=True),
    Question("expect", "before", _kind("contact")),
    Question("prediction", "before", _kind("contact"), scale=True),
    Question("before", "before", _always, scale=True, few=True),
    Question("ground_first", "before", _high_before, ("yes", "no")),
    Question("urge_before", "before", _kind("urge"), scale=True),
    Question("after", "after", _always, scale=True, few=True),
    Question("urge_after", "after", _kind("urge"), scale=True),
    Question("settled_alone", "after", _kind("urge"), ("not yet", "partly", "yes")),
    Question("feared", "after", _kind("contact"), ("no", "partly", "yes"), few=True),
    Question("happened", "after", _kind("contact")),
    Question("bearable", "after", _kind("contact"), ("no", "a little", "yes")),
    Question("next_rung", "after", _offers_rung, ("stay here", "offered", "another")),
    Question("told", "after", _kind("telling"), ("yes", "not yet", "not telling by choice")),
    Question("ground_after", "after", _high_after, ("yes", "no")),
    Question("reflection", "after", _always),
    Question("lens_wanted", "after", lambda s: s.setup.lens == "ask" and _lens_would_speak(s), ("yes", "no")),
    Question(
        "lens",
        "after",
        lambda s: (s.setup.lens == "on" or s.word("lens_wanted") == "yes") and _lens_would_speak(s),
    ),
)
BY_KEY = {question.key: question for question in TABLE}
# The scale and the time of those whose answer is a rating.
SCALES: dict[str, tuple[Scale, When]] = {
    "before": ("distress", "before"),
    "after": ("distress", "after"),
    "urge_before": ("urge", "before"),
    "urge_after": ("urge", "after"),
}
SLEPT_CHOICES = ("go on", "this part again", "finish here")


def next_question(s: Session, stage: Literal["before", "after"]) -> Question | None:
    """The first question of a stage that is still to be asked."""
    for question in TABLE:
        if question.stage == stage and question.key not in s.asked and s.asks(few=question.few):
            if question.when(s):
                return question
    return None


def accepts(key: str, value: object, choices: tuple[str, ...] = ()) -> bool:
    """Whether ``value`` answers question ``key``; ``choices`` are those of one that isn't in the table."""
    question = BY_KEY.get(key)
    if key.startswith("rate_") or (question is not None and question.scale):
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10
    allowed = question.choices if question is not None else choices
    return isinstance(value, str) and (not allowed or value in allowed)
