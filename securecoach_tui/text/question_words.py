"""The words of the session's questions, by the key of their row in practice/session/questions.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.ladder.offers import neighbour
from securecoach_tui.practice.record import QuestionKey, SessionRecord, When
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.session.questions import rung_offer
from securecoach_tui.practice.session.state import Session


class QuestionWords(NamedTuple):
    """The words of a question, not translated yet.

    Attributes:
        long: the question.
        prompt: the label before the answer; at most 34 cells, without a colon.
        labels: the label of each choice, by choice.
        noted: the confirmation of a numeric answer, in place of ``{n}``.
    """

    long: str
    prompt: str
    labels: Mapping[str, str] = {}
    noted: str = "{n}"


_YES_NO = {"yes": N_("yes"), "no": N_("no")}

QUESTION_WORDS: dict[str, QuestionWords] = {
    QuestionKey.SAFE: QuestionWords(
        N_("Is the person you have in mind safe to be close to? Your answer is not saved."),
        N_("Safe, yes, no, not sure"),
        {**_YES_NO, "not sure": N_("not sure")},
    ),
    QuestionKey.EXPECT: QuestionWords(
        N_("What do you fear will happen? Something you could notice, like: I will go silent. You can skip this."),
        N_("I think"),
    ),
    QuestionKey.LIKELY: QuestionWords(
        N_("How likely is that? 0 is 0%, 5 is 50%, 10 is 100%."), N_("How likely, 0-10"), noted=N_("likely, {n} of 10")
    ),
    QuestionKey.PREDICTION: QuestionWords(
        N_("How hard do you expect it to be? 0 is not hard at all, 10 is the hardest."),
        N_("Expected, 0-10"),
        noted=N_("expected {n}"),
    ),
    QuestionKey.BEFORE: QuestionWords(
        N_("How upset or tense do you feel? 0 is not at all, 10 is the most."),
        N_("Distress now, 0-10"),
        noted=N_("distress {n}"),
    ),
    QuestionKey.GROUND_FIRST: QuestionWords(
        N_("That's a lot. Would three minutes of grounding help first?"), N_("Grounding first, yes or no"), _YES_NO
    ),
    QuestionKey.URGE_BEFORE: QuestionWords(
        N_("How strong is the urge now? 0 is none, 10 is the strongest."), N_("Urge now, 0-10"), noted=N_("urge {n}")
    ),
    QuestionKey.RATE_DISTRESS: QuestionWords(
        N_("How strong is your distress now? 0 is none, 10 is the most."),
        N_("Distress now, 0-10"),
        noted=N_("distress {n}"),
    ),
    QuestionKey.RATE_EASE: QuestionWords(
        N_("How easy was it to say? 0 is not easy at all, 10 is very easy."), N_("Ease now, 0-10"), noted=N_("ease {n}")
    ),
    QuestionKey.RATE_URGE: QuestionWords(
        N_("How strong is the urge now? 0 is none, 10 is the strongest."), N_("Urge now, 0-10"), noted=N_("urge {n}")
    ),
    QuestionKey.SLEPT: QuestionWords(
        N_("The computer was asleep. Your session is paused."),
        N_("Go on"),
        {
            "go on": N_("go on"),
            "this part again": N_("this part again"),
            "finish here": N_("finish here"),
        },
    ),
    QuestionKey.AFTER: QuestionWords(
        N_("How strong is your distress now? 0 is none, 10 is the most."),
        N_("Distress after, 0-10"),
        noted=N_("distress {n}"),
    ),
    QuestionKey.URGE_AFTER: QuestionWords(
        N_("How strong is the urge now? 0 is none, 10 is the strongest."), N_("Urge after, 0-10"), noted=N_("urge {n}")
    ),
    QuestionKey.SETTLED_ALONE: QuestionWords(
        N_("Were you able to calm yourself?"),
        N_("Calmed down, not yet, partly, yes"),
        {"not yet": N_("not yet"), "partly": N_("partly"), "yes": N_("yes")},
    ),
    QuestionKey.FEARED: QuestionWords(
        N_("Did what you feared happen?"), N_("It happened, no, partly, yes"), {**_YES_NO, "partly": N_("partly")}
    ),
    QuestionKey.HAPPENED: QuestionWords(
        N_("What happened inside you? What didn't? You can skip this."), N_("What happened")
    ),
    QuestionKey.BEARABLE: QuestionWords(
        N_("Was it bearable?"), N_("Bearable, no, a little, yes"), {**_YES_NO, "a little": N_("a little")}
    ),
    QuestionKey.NEXT_RUNG: QuestionWords(
        N_("What would you like to do next time? Nothing changes unless you choose it."),
        N_("Next time"),
        {"stay here": N_("stay here"), "offered": N_("the next step"), "another": N_("choose another")},
    ),
    QuestionKey.TOLD: QuestionWords(
        N_(
            "You decide whether to tell someone, who, and when. Keeping it to yourself can be the wise choice. "
            "Have you told someone?"
        ),
        N_("Told someone"),
        {
            "yes": N_("yes"),
            "not yet": N_("not yet"),
            "not telling by choice": N_("I chose not to tell"),
        },
    ),
    QuestionKey.GROUND_AFTER: QuestionWords(
        N_("That's a lot. Would three minutes of grounding help?"), N_("Grounding, yes or no"), _YES_NO
    ),
    QuestionKey.REFLECTION: QuestionWords(N_("Write a line for yourself, if you like."), N_("Your note")),
    QuestionKey.LENS_WANTED: QuestionWords(
        N_("Would you like an occasional question about what you write? You can change this in settings."),
        N_("Occasional questions, yes or no"),
        _YES_NO,
    ),
    QuestionKey.LENS: QuestionWords(N_("What would you like for yourself here?"), N_("For myself")),
}
_FAR_AWAY = {
    QuestionKey.GROUND_FIRST: N_("You feel numb or far away. Would three minutes of grounding help first?"),
    QuestionKey.GROUND_AFTER: N_("You feel numb or far away. Would three minutes of grounding help?"),
}
_CAREFUL_GROUNDING = QuestionWords(
    N_(
        "Being careful with someone who is not safe makes sense. It is not avoidance. Would you like grounding instead?"
    ),
    N_("Grounding, yes or no"),
    _YES_NO,
)


def question_words(ask: AskFor, session: Session) -> tuple[str, str, dict[str, str]]:
    """The question, the prompt before its answer, and a label for each of its choices."""
    if ask.text:
        labels = {choice: _(choice) for choice in ask.choices}
        prompt = _("Choose one") if ask.choices else _("Your number, 0-10") if ask.scale else _("Your words")
        return ask.text, prompt, labels
    words = QUESTION_WORDS[ask.key]
    if ask.key == QuestionKey.GROUND_FIRST and session.careful:
        words = _CAREFUL_GROUNDING
    elif ask.key in _FAR_AWAY and session.numb(When.BEFORE if ask.key == QuestionKey.GROUND_FIRST else When.AFTER):
        words = QuestionWords(_FAR_AWAY[QuestionKey(ask.key)], words.prompt, words.labels)
    if ask.key == QuestionKey.EXPECT and session.setup.before_record is not None:
        return " ".join([*_last_time(session.setup.before_record), _(words.long)]), _(words.prompt), {}
    long, labels = words.long, {choice: _(words.labels[choice]) for choice in ask.choices}
    if ask.key == QuestionKey.AFTER and session.setup.debrief is not None:
        long = QUESTION_WORDS[QuestionKey.BEFORE].long  # a debrief has no rating before this one
    if ask.key == QuestionKey.NEXT_RUNG and (rung := _offered_rung(session)):
        labels["offered"] = rung
    return _(long), _(words.prompt), labels


def _last_time(last: SessionRecord) -> list[str]:
    """What was feared the last time on this step, how likely it seemed, and what happened."""
    likely = [] if last.likely is None else [_("You thought it was {n}% likely.").format(n=10 * last.likely)]
    happened = {
        "no": [_("It did not happen.")],
        "partly": [_("It happened in part.")],
        "yes": [_("It happened.")],
    }.get(last.feared or "", [])
    feared = _("Last time you feared: {words}.").format(words=(last.expect or "").strip().rstrip("."))
    return [feared, *likely, *happened]


def noted_words(key: str, value: int) -> str:
    """The confirmation of a numeric answer: "distress 4"."""
    noted = QUESTION_WORDS[key].noted if key in QUESTION_WORDS else "{n}"
    return _(noted).format(n=value)


def _offered_rung(session: Session) -> str:
    offer = rung_offer(session)
    rung = neighbour(session.setup.rungs, session.setup.rung_id, offer.move) if offer else None
    return rung.words if rung else ""
