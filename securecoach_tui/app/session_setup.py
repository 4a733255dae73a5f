"""Makes the setup of a session from an exercise, the stored data and the settings."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from securecoach_tui import content
from securecoach_tui.app.checkin_results import direction
from securecoach_tui.app.current_week import state_of
from securecoach_tui.app.ladder_service import APART, current_rung, fitting_rungs, ladder_of
from securecoach_tui.app.reflection_class import classify_reflection, load_classifier_early
from securecoach_tui.clock import Clock
from securecoach_tui.config.setting_options import safe_is_short
from securecoach_tui.config.settings import Settings
from securecoach_tui.i18n import _
from securecoach_tui.practice import familiar, own_scales
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.instants import parse_instant
from securecoach_tui.practice.ladder.offers import Rung, last_outcome
from securecoach_tui.practice.ladder.scripts import preparing, scripted
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.session.checkpoint import Checkpoint
from securecoach_tui.practice.session.state import QuestionsAsked, Setup

if TYPE_CHECKING:
    from securecoach_tui.store.repository import Repository

GENTLE_SESSIONS = 2  # the first sessions of an exercise, whose silences are short


def make_setup(
    exercise: Exercise,
    seconds: float | None,
    *,
    settings: Settings,
    record: Repository,
    clock: Clock,
    asking: QuestionsAsked | None = None,
    rung_id: str | None = None,
    at_once: bool = False,
) -> Setup:
    """A new session's setup, ``seconds`` long (None: open-ended). ``at_once``: only the safety question comes first."""
    words, asking = content.load(), asking or settings.questions
    exercise = exercise if settings.breath_holds else exercise.without_holds()
    if asking != "none":
        load_classifier_early()
    fitting = fitting_rungs(exercise, words, record)
    rung = _rung(exercise, fitting, record, rung_id) if has_rung(exercise) else None
    lived_steps = words.lived_apart_steps() if ladder_of(exercise) is APART else words.lived_steps()
    if rung is not None and exercise.rung == "own":
        exercise, lived_steps = scripted(exercise, rung), preparing(lived_steps, rung)
    return Setup(
        id=secrets.token_hex(8),
        exercise=exercise,
        seconds=seconds,
        started=clock.now().isoformat(timespec="seconds"),
        grounding=words.exercise("senses-grounding"),
        orienting=tuple(words.orienting()),
        numb_steps=tuple(words.numb_step()),
        safe_notice=tuple(words.safe_notice()),
        lived_steps=tuple(lived_steps),
        asking=asking,
        settle=settings.settle_seconds,
        direction=direction(record),
        rung=rung.words if rung else _("a small step of closeness that you choose") if has_rung(exercise) else "",
        rung_id=rung.id if rung else "",
        lived=rung.lived if rung else False,
        rungs=tuple(fitting),
        before_record=_last_prediction(record.sessions, rung.id) if rung else None,
        before_rung=last_outcome(record.sessions, rung.id if rung else ""),
        lens=settings.lens,
        classify_reflection=classify_reflection,
        at_once=at_once,
        safe_short=safe_is_short(settings.safe_short_until, clock.now().date()) and not _keeps_safety_question(record),
        **_own_scales(settings),
        **_as_familiar(exercise, record, clock),
    )


def _rung(exercise: Exercise, fitting: Sequence[Rung], record: Repository, wanted: str | None) -> Rung | None:
    """The wanted rung, even if it was hidden since it was prepared or begun; else the current one."""
    known = fitting_rungs(exercise, content.load(), record, with_hidden=True) if wanted else []
    found = next((rung for rung in known if rung.id == wanted), None)
    return found or current_rung(fitting, record, kind=ladder_of(exercise).kind)


def _as_familiar(exercise: Exercise, record: Repository, clock: Clock) -> dict[str, Any]:
    """The fields of a setup that depend on how often the exercise was practised."""
    words, sessions = content.load(), _sessions_of(exercise, record)
    remembered = len(sessions) if _are_remembered(sessions, clock) else 0
    short = exercise.id in words.ids() and familiar.opens_with_one_line(exercise, remembered)
    return {
        "cautions": tuple(words.cautions(exercise.kinds)),
        "cautions_read": familiar.cautions_read(exercise, remembered),
        "opening": (words.familiar_opening(exercise.id),) if short else (),
        "gentle": len(sessions) < GENTLE_SESSIONS,
    }


def _own_scales(settings: Settings) -> dict[str, Any]:
    """The fields of a setup about the person's own scales."""
    words = _('How much "{word}" do you notice now? 0 is none, 10 is the most.')
    return {"own_scales": own_scales.parse(settings.own_scales), "own_scale_words": words}


def _keeps_safety_question(record: Repository) -> bool:
    """Whether the person is in a week of the path in which the safety question is never made a short line."""
    from securecoach_tui.practice.path.weeks import SAFETY_WEEKS

    state = state_of(record)
    return state.on and state.week in SAFETY_WEEKS


def _sessions_of(exercise: Exercise, record: Repository) -> list[SessionRecord]:
    """The sessions of the exercise. What was added by hand happened elsewhere, without its words, and is left out."""
    return [one for one in record.sessions if one.exercise == exercise.id and one.by_hand != "added"]


def _are_remembered(sessions: Sequence[SessionRecord], clock: Clock) -> bool:
    """Whether one of the sessions (newest first) was in the last twelve weeks; one without a known day counts as recent."""
    since = clock.now() - familiar.REMEMBERED
    newest_and_last = (*sessions[:1], *sessions[-1:])  # sessions without a known day are the last
    return any((day := parse_instant(one.started)) is None or day > since for one in newest_and_last)


def _last_prediction(sessions: Sequence[SessionRecord], rung_id: str) -> SessionRecord | None:
    """The last session on a rung in which a fear was named; ``sessions`` are newest first."""
    return next((session for session in sessions if session.rung_id == rung_id and session.expect), None)


def make_debrief(entry: dict[str, Any], *, settings: Settings, record: Repository, clock: Clock) -> Setup | None:
    """The setup of a debrief (an entry of kind "debrief"); None if its exercise no longer exists.

    Its session is stored under the id of the session that prepared it.
    """
    words = content.load()
    if entry.get("exercise") not in words.ids():
        return None
    exercise = words.exercise(str(entry["exercise"]))
    rung_id = str(entry.get("rung_id") or "")
    made = make_setup(exercise, exercise.shortest, settings=settings, record=record, clock=clock, rung_id=rung_id)
    if rung_id and made.rung_id != rung_id:  # a step of another computer that isn't here yet; no other was prepared
        made = replace(made, rung="", rung_id=rung_id, before_record=None, before_rung=None)
    return replace(
        made, id=str(entry["id"]), started=str(entry.get("started") or made.started), lived=True, debrief=entry
    )


def make_resumed(
    exercise: Exercise, saved: Checkpoint, *, settings: Settings, record: Repository, clock: Clock
) -> Setup:
    """The setup of a resumed session: its id, start and rung are those of the checkpoint."""
    rung_id = saved.rung_id or None
    made = make_setup(exercise, saved.planned, settings=settings, record=record, clock=clock, rung_id=rung_id)
    # The timeline is compiled again, with the opening as it was, whatever was practised meanwhile. Holding the breath
    # is today's setting all the same: whoever turned it off since then may have a reason of health.
    opening = (content.load().familiar_opening(exercise.id),) if saved.familiar else ()
    made = replace(made, opening=opening)
    return replace(made, id=saved.id, started=saved.started, rung=saved.rung, rung_id=saved.rung_id, lived=False)


def make_grounding(setup: Setup, seconds: float, clock: Clock) -> Setup:
    """The setup of the grounding session that the session of ``setup`` led to: it begins at once, and asks nothing before."""
    return replace(
        setup,
        id=secrets.token_hex(8),
        started=clock.now().isoformat(timespec="seconds"),
        exercise=setup.grounding,
        seconds=seconds,
        settle=0.0,
        rung="",
        rung_id="",
        cautions=(),
        opening=(),
        lived=False,
        led_to=True,
        debrief=None,
    )


def waiting_debriefs(record: Repository) -> list[dict[str, Any]]:
    """The entries of debriefs that have not been done, the latest first."""
    waiting = [entry for entry in record.of_kind("debrief") if entry.get("waits")]
    return sorted(waiting, key=lambda entry: str(entry.get("started", "")), reverse=True)


def has_rung(exercise: Exercise) -> bool:
    """Whether the exercise's text contains a rung of a ladder."""
    steps = (*exercise.opening, *exercise.body, *exercise.closing)
    lines = (line for step in steps for line in (step.say if isinstance(step.say, list) else [step.say or ""]))
    return any("{rung}" in line for line in lines)
