"""From a record and preferences to a session about to begin."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from securecoach_tui import content
from securecoach_tui.app.ladder_service import CURRENT
from securecoach_tui.app.session_setup import (
    direction,
    make_debrief,
    make_resumed,
    make_setup,
    waiting_debriefs,
)
from securecoach_tui.app.suggestion_service import suggestion
from securecoach_tui.config.settings import Settings
from securecoach_tui.practice.exercise.model import Stage
from securecoach_tui.practice.exercise.timeline import compile
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.session import position
from securecoach_tui.practice.session.checkpoint import Checkpoint
from securecoach_tui.practice.session.machine import begin
from tests.fakes.clock import FakeClock
from tests.fakes.repository import repository_with


def a_record(rung_id: str) -> Any:
    entry = {"id": CURRENT, "rung_id": rung_id}
    return SimpleNamespace(
        sessions=[],
        of_kind=lambda kind: [entry] if kind == "rung" else [],
        get=lambda kind, name: entry if (kind, name) == ("rung", CURRENT) else None,
    )


def test_setup_of_steady_then_step_uses_a_rung_done_alone() -> None:
    words = content.load()
    stepping, ladder = words.exercise("steady-then-step"), words.exercise("closeness-ladder")
    for current, steady_on, ladder_on in (
        ("photo", "photo", "photo"),
        ("let-help", "warm-memory", "let-help"),
    ):
        for exercise, rung_id in ((stepping, steady_on), (ladder, ladder_on)):
            record = cast(Any, a_record(current))
            setup = make_setup(exercise, 180, settings=Settings(), record=record, clock=FakeClock())
            assert setup.rung_id == rung_id


def left_at_photo(words: str) -> Checkpoint:
    """A session of the ladder that was left on its step with a photo, which had these words that day."""
    return Checkpoint(
        id="left",
        exercise="closeness-ladder",
        exercise_version=1,
        title="Closeness ladder",
        planned=180.0,
        started="2026-03-01T10:00:00+00:00",
        position=40.0,
        shift=0.0,
        rung=words,
        rung_id="photo",
    )


def test_resumed_setup_keeps_its_rung_after_ladder_changes() -> None:
    left = left_at_photo("A photo, in words of that day")
    now_lived = a_record_of(rung=[{"id": "photo", "words": "Other words", "lived": True}])
    exercise = content.load().exercise(left.exercise)
    setup = make_resumed(exercise, left, settings=Settings(), record=now_lived, clock=FakeClock())
    assert (setup.id, setup.started, setup.seconds) == (left.id, left.started, left.planned)
    assert (setup.rung, setup.rung_id, setup.lived) == (left.rung, left.rung_id, False)


def a_record_of(**kinds: list[dict[str, Any]]) -> Any:
    return SimpleNamespace(
        sessions=[],
        of_kind=lambda kind: kinds.get(kind, []),
        get=lambda kind, name: next((entry for entry in kinds.get(kind, []) if entry["id"] == name), None),
    )


def test_suggestion_follows_the_newest_checkin_and_choice() -> None:
    old = {"id": "1", "at": "2026-01-01T10:00:00+00:00", "direction": "anxious", "chosen": None}
    new = {"id": "0", "at": "2026-02-01T10:00:00+00:00", "direction": "anxious", "chosen": "avoidant"}
    record = a_record_of(checkin=[new, old])
    assert direction(record) == "avoidant"
    assert suggestion(record, Settings(), FakeClock()).exercise_id == "closeness-ladder"


def test_begin_obeys_the_settings_that_leave_things_out() -> None:
    settings = Settings(no_breathing=True, leave_closeness_out=True)
    found = suggestion(a_record_of(), settings, FakeClock())
    assert found.exercise_id == "senses-grounding"


def test_waiting_debrief_keeps_the_ladder_from_preparing_again() -> None:
    leaning = {"id": "1", "at": "2026-01-01T10:00:00+00:00", "direction": "avoidant"}
    record = a_record_of(checkin=[leaning], debrief=[{"id": "d", "waits": True}])
    assert suggestion(record, Settings(), FakeClock()).exercise_id != "closeness-ladder"


def test_a_check_in_that_cannot_be_read_is_no_direction() -> None:
    assert direction(a_record_of(checkin=[{"id": "1", "at": 7, "direction": ["x"]}])) is None


LADDER = content.load().exercise("closeness-ladder")


def a_setup_with(record: Any, exercise: Any = LADDER, **settings: Any) -> Any:
    return make_setup(exercise, 180, settings=Settings(**settings), record=record, clock=FakeClock())


def hidden() -> list[dict[str, Any]]:
    return [{"id": rung.id, "hidden": True} for rung in content.load().rungs()]


def test_setup_with_an_empty_ladder_uses_general_words() -> None:
    setup = a_setup_with(a_record_of(rung=hidden()))
    assert setup.rung_id == "" and not setup.lived
    lines = [cue.text for cue in compile(LADDER, 180, rung=setup.rung).cues]
    assert "Here's your step for today: a small step of closeness that you choose." in lines


@pytest.mark.parametrize("words", ["x" * 2000, "\u202eright to left", "\x1b[31m[bold]", "🫂"])
def test_setup_uses_the_rung_words_as_written(words: str) -> None:
    record = a_record_of(rung=[{"id": "photo", "words": words}, {"id": CURRENT, "rung_id": "photo"}])
    assert a_setup_with(record).rung == words


def test_setup_keeps_twenty_added_rungs_in_order() -> None:
    own = [{"id": f"own-{n}", "words": f"step {n}", "place": n, "lived": False} for n in range(20)]
    setup = a_setup_with(a_record_of(rung=[*own, *hidden()]))
    assert [rung.words for rung in setup.rungs] == [f"step {n}" for n in range(20)]
    assert setup.rung == "step 0"


@pytest.mark.parametrize(
    "entry",
    [
        {"id": "photo", "words": 7},
        {"id": "own", "words": None},
        {"id": "own"},
        {"id": CURRENT, "rung_id": ["x"]},
        {"id": "photo", "place": "x", "lived": 3, "hidden": "no"},
    ],
)
def test_setup_ignores_an_unreadable_rung(entry: dict[str, Any]) -> None:
    assert a_setup_with(a_record_of(rung=[entry])).rung


@pytest.mark.parametrize(
    ("until", "short"),
    [
        (None, False),
        ("2026-03-02", False),
        ("2026-03-03", True),
        ("2026-04-02", True),
        ("2026-04-03", False),
        ("zzz", False),
    ],
)
def test_the_safety_question_is_short_until_its_day(until: str | None, short: bool) -> None:
    assert a_setup_with(a_record_of(), safe_short_until=until).safe_short is short


@pytest.mark.parametrize(("sessions", "gentle"), [(0, True), (1, True), (2, False)])
def test_the_first_two_sessions_of_an_exercise_are_gentle(sessions: int, gentle: bool) -> None:
    record = a_record_of()
    record.sessions = [SessionRecord(id=str(n), exercise="closeness-ladder") for n in range(sessions)]
    assert a_setup_with(record).gentle is gentle


def test_setup_classifies_reflections() -> None:
    assert a_setup_with(a_record_of()).classify_reflection("He hit me again.") == "people"


DEBRIEF = {"id": "d", "waits": True, "rung_id": "let-help", "exercise": "closeness-ladder", "prediction": 6}


def test_debrief_waits_until_done_or_dismissed() -> None:
    assert [one["id"] for one in waiting_debriefs(a_record_of(debrief=[DEBRIEF]))] == ["d"]
    assert waiting_debriefs(a_record_of(debrief=[{**DEBRIEF, "waits": False}])) == []
    setup = make_debrief(DEBRIEF, settings=Settings(), record=a_record_of(), clock=FakeClock())
    assert setup is not None and setup.id == "d" and setup.rung_id == "let-help" and not setup.prepares
    gone = {**DEBRIEF, "exercise": "no-such"}
    assert make_debrief(gone, settings=Settings(), record=a_record_of(), clock=FakeClock()) is None


def test_debrief_is_of_the_step_prepared_though_hidden_since() -> None:
    one_hidden = a_record_of(rung=[{"id": "let-help", "hidden": True}])
    setup = make_debrief(DEBRIEF, settings=Settings(), record=one_hidden, clock=FakeClock())
    assert setup is not None and setup.rung_id == "let-help" and setup.rung == "let someone help you with one thing"
    assert "let-help" not in [rung.id for rung in setup.rungs]
    unknown = {**DEBRIEF, "rung_id": "of-another-computer"}
    elsewhere = make_debrief(unknown, settings=Settings(), record=a_record_of(), clock=FakeClock())
    assert elsewhere is not None and (elsewhere.rung_id, elsewhere.rung) == ("of-another-computer", "")


def test_resumed_session_has_the_words_of_its_step_though_hidden() -> None:
    left = left_at_photo("look at a photo of someone dear to you")
    made = [
        make_resumed(LADDER, left, settings=Settings(), record=a_record_of(rung=rungs), clock=FakeClock())
        for rungs in ([], [{"id": "photo", "hidden": True}])
    ]
    assert made[0].exercise == made[1].exercise != LADDER


def test_safety_question_can_be_short_for_thirty_days() -> None:
    from datetime import date

    from securecoach_tui.config.setting_options import BY_NAME, value_of

    option, today = BY_NAME["safe_short_until"], date(2026, 3, 2)
    chosen = Settings(**option.changes(True, today))
    assert chosen.safe_short_until == "2026-04-01" and value_of(option, chosen, today) is True
    assert value_of(option, chosen, date(2026, 4, 2)) is False
    assert value_of(option, Settings(**option.changes(False, today)), today) is False


@pytest.mark.parametrize("id", ["cyclic-sighing", "slow-breathing", "safe-haven"])
def test_setup_without_breath_holds_still_fits_every_length(id: str) -> None:
    exercise = content.load().exercise(id)
    for minutes in (*exercise.minutes, None):
        seconds = None if minutes is None else minutes * 60
        made = [
            make_setup(
                exercise, seconds, settings=Settings(breath_holds=holds), record=a_record_of(), clock=FakeClock()
            )
            for holds in (True, False)
        ]
        with_holds, without = ({cue.phase for cue in begin(one, 0.0)[0].timeline.cues} for one in made)
        assert not {"hold_in", "hold_out"} & without
        assert ("hold_out" in with_holds) == (id == "cyclic-sighing")
        assert without | {"hold_out"} == with_holds | {"hold_out"}, "nothing else is left out"


CONTENT = content.load()
ALWAYS_WHOLE = {"contact", "telling", "thought", "plan", "urge", "apart", "debrief"}


def setup_after(earlier: int, id: str) -> Any:
    practised = [SessionRecord(id=str(n), exercise=id) for n in range(earlier)]
    exercise = CONTENT.exercise(id)
    record = repository_with(practised)
    return make_setup(exercise, min(exercise.minutes) * 60, settings=Settings(), record=record, clock=FakeClock())


@pytest.mark.parametrize("id", CONTENT.ids())
def test_familiar_opening_is_one_line_of_six_seconds(id: str) -> None:
    exercise = CONTENT.exercise(id)
    whole = position.compile_main(setup_after(1, id))
    known = position.compile_main(setup_after(2, id))
    shortest = min(exercise.minutes) * 60
    assert whole.body_at == sum(step.lasts for step in exercise.opening if step.fits(shortest))
    if exercise.kinds & ALWAYS_WHOLE or exercise.capacity == "closeness":
        assert known == whole
    else:
        assert known.body_at <= 6 and [cue.at for cue in known.cues if cue.part == "opening"] == [0.0]
        assert "stop" in known.cues[0].text.lower() and abs(known.total - whole.total) <= exercise.lasts(Stage.BODY)


@pytest.mark.parametrize("id", CONTENT.ids())
def test_caution_is_read_once_unless_it_is_about_safety(id: str) -> None:
    assert not setup_after(0, id).cautions_read and setup_after(0, id).cautions == setup_after(1, id).cautions
    exercise = CONTENT.exercise(id)
    always = bool(exercise.kinds & ALWAYS_WHOLE) or exercise.capacity == "closeness"
    assert setup_after(1, id).cautions_read is not always


@pytest.mark.parametrize(("weeks", "again"), [(1, False), (11, False), (13, True)])
def test_everything_is_said_again_after_twelve_weeks(weeks: int, again: bool) -> None:
    exercise, clock = CONTENT.exercise("slow-breathing"), FakeClock()
    started = (clock.now() - timedelta(weeks=weeks)).isoformat()
    record = repository_with([SessionRecord(id=str(n), exercise=exercise.id, started=started) for n in range(3)])
    made = make_setup(exercise, 180, settings=Settings(), record=record, clock=clock)
    assert made.cautions_read is not again and (made.opening == ()) is again
    assert not made.gentle


def test_session_added_by_hand_does_not_count_as_read() -> None:
    added = SessionRecord(id="a", exercise="slow-breathing", by_hand="added")
    exercise, record = CONTENT.exercise("slow-breathing"), repository_with([added, added, added])
    made = make_setup(exercise, 180, settings=Settings(), record=record, clock=FakeClock())
    assert not made.cautions_read and made.opening == ()


@pytest.mark.parametrize("familiar", [True, False])
def test_resumed_session_keeps_the_opening_it_began_with(familiar: bool) -> None:
    point = Checkpoint(
        id="s", exercise="slow-breathing", exercise_version=1, title="T", planned=180.0, started="", position=30.0,
        shift=0.0, familiar=familiar,
    )  # fmt: skip
    exercise, record = CONTENT.exercise("slow-breathing"), repository_with([])
    made = make_resumed(exercise, point, settings=Settings(), record=record, clock=FakeClock())
    assert bool(made.opening) is familiar
