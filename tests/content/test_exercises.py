"""The catalogue, exercise by exercise: what stands where, and how it sounds to somebody practising."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from securecoach_tui import content
from securecoach_tui.practice.exercise.model import STAGES, Exercise
from securecoach_tui.practice.exercise.parser import warnings
from securecoach_tui.practice.exercise.timeline import Cue, compile
from securecoach_tui.practice.ladder.scripts import scripted

CONTENT = content.load()
ALL = list(CONTENT.exercises().values())
SHORT, MIDDLE, LONG = [3, 5], [3, 5, 10], [3, 5, 10, 20]
BOTH = ["anxious", "avoidant"]
CATALOGUE: dict[str, tuple[list[str], str, set[str], list[int], str]] = {
    "slow-breathing": (BOTH, "regulation", {"breath"}, LONG, "meta-analysis"),
    "cyclic-sighing": (["anxious"], "regulation", {"breath"}, SHORT, "trial"),
    "senses-grounding": (BOTH, "regulation", set(), LONG, "convention"),
    "come-back": (BOTH, "regulation", {"body"}, SHORT, "convention"),
    "muscle-release": (BOTH, "regulation", {"body"}, LONG, "meta-analysis"),
    "muscle-release-limbs": (BOTH, "regulation", {"body"}, LONG, "meta-analysis"),
    "there-and-back": (BOTH, "regulation", {"body"}, MIDDLE, "convention"),
    "kind-hand": (BOTH, "regulation", {"imagery"}, LONG, "trial"),
    "safe-haven": (BOTH, "regulation", {"imagery"}, LONG, "meta-analysis"),
    "own-words": (BOTH, "regulation", {"writing"}, MIDDLE, "convention"),
    "urge-wave": (["anxious"], "regulation", {"urge"}, [1, *LONG], "convention"),
    "wait-and-choose": (["anxious"], "regulation", {"urge"}, [2, 5, 10, 20], "convention"),
    "apart-ladder": (["anxious"], "regulation", {"apart"}, MIDDLE, "convention"),
    "check-the-story": (BOTH, "regulation", {"thought"}, MIDDLE, "convention"),
    "if-then": (BOTH, "regulation", {"plan"}, MIDDLE, "trial"),
    "pull-away-wave": (["avoidant"], "closeness", {"urge", "contact"}, MIDDLE, "convention"),
    "name-the-need": (BOTH, "need_expression", set(), LONG, "convention"),
    "say-it-out-loud": (BOTH, "need_expression", {"telling"}, MIDDLE, "convention"),
    "say-no": (BOTH, "need_expression", {"telling"}, MIDDLE, "convention"),
    "leave-and-return": (["avoidant"], "need_expression", {"telling"}, MIDDLE, "convention"),
    "after-a-fight": (BOTH, "need_expression", {"telling"}, MIDDLE, "trial"),
    "what-matters": (BOTH, "closeness", {"writing"}, [5, 10], "trial"),
    "savour-a-moment": (BOTH, "closeness", {"imagery"}, SHORT, "trial"),
    "closeness-ladder": (["avoidant"], "closeness", {"contact"}, MIDDLE, "convention"),
    "receive-warmth": (["avoidant"], "closeness", {"imagery", "contact"}, SHORT, "convention"),
    "close-and-still-me": (BOTH, "closeness", {"contact"}, MIDDLE, "convention"),
    "spot-the-step-back": (["avoidant"], "closeness", {"thought"}, MIDDLE, "convention"),
    "lean-on-someone": (BOTH, "closeness", {"telling"}, MIDDLE, "convention"),
    "it-was-survivable": (BOTH, "closeness", {"debrief"}, [3], "convention"),
    "steady-then-step": (BOTH, "closeness", {"contact"}, LONG, "convention"),
}
ANCHOR = re.compile(r"\b(feet|heels?|floor|chair|seat|room)\b", re.IGNORECASE)
RUNG = "think about telling someone one small true thing"
every = pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)


def lines_of(exercise: Exercise) -> list[str]:
    """Every line that is spoken or asked."""
    steps = [step for stage in STAGES for step in exercise.steps(stage)]
    said = [step.say if isinstance(step.say, list) else [step.say or step.ask or ""] for step in steps]
    return [line for lines in said for line in lines if line]


def said(exercise: Exercise, minutes: float) -> Iterator[tuple[Cue, float]]:
    """Each cue with words and the seconds until the next one."""
    timeline = compile(exercise, minutes * 60, rung=RUNG)
    cues = [cue for cue in timeline.cues if cue.text]
    ends = [cue.at for cue in cues[1:]] + [timeline.total]
    return zip(cues, [end - cue.at for cue, end in zip(cues, ends, strict=True)], strict=True)


WRITTEN = {"telling", "thought", "plan", "writing"}  # there the person speaks or writes in between
UNTESTED = ("senses-grounding", "close-and-still-me", "steady-then-step", "come-back", "there-and-back")
UNTESTED += ("wait-and-choose", "leave-and-return")


def orients(exercise: Exercise) -> bool:
    return bool(exercise.kinds & {"imagery", "contact", "debrief"})


def test_catalogue_is_complete_with_capacity_and_directions() -> None:
    told = {
        one.id: (one.directions, one.capacity, set(one.kind), [int(m) for m in one.minutes], one.evidence.strength)
        for one in CONTENT.cards()
    }
    assert told == CATALOGUE
    for card, exercise in zip(CONTENT.cards(), ALL, strict=True):
        whole = (exercise.id, exercise.title, exercise.summary, exercise.capacity, exercise.directions, exercise.kind)
        assert (card.id, card.title, card.summary, card.capacity, card.directions, card.kind) == whole
        known = exercise.evidence
        assert known is not None and card.minutes == exercise.minutes
        assert tuple(card.evidence) == (known.strength, known.summary, known.citations)


@every
def test_every_line_has_its_time_and_stays_under_fifteen_words(exercise: Exercise) -> None:
    assert warnings(exercise) == []
    assert [line for line in lines_of(exercise) if len(line.replace("{rung}", RUNG).split()) >= 15] == []


@every
def test_openings_allow_stopping_open_eyes_and_any_breath(
    exercise: Exercise,
) -> None:
    opening = " ".join(str(step.say) for step in exercise.opening).lower()
    for leave in ("you can stop", "eyes", "breath"):
        assert leave in opening
    if exercise.capacity == "closeness":
        assert "You never have to put up with anything you do not want." in lines_of(exercise)
        assert "you can still say no" in opening


@every
def test_repeated_steps_have_at_least_three_lines(exercise: Exercise) -> None:
    if exercise.fill == "repeat":
        for step in exercise.body:
            assert step.say is None or (isinstance(step.say, list) and len(set(step.say)) >= 3)
            assert step.ask is None, "a question that came round again would take the first answer's place"
    for minutes in exercise.minutes:
        texts = [cue.text for cue, _gap in said(exercise, minutes) if cue.part == "body"]
        assert all(one != two for one, two in zip(texts, texts[1:], strict=False))
        assert max(texts.count(text) for text in texts) <= 9


@pytest.mark.parametrize("step", [31, pytest.param(7, marks=pytest.mark.long)])  # seconds
@every
def test_exercise_compiled_at_its_total_keeps_its_length(exercise: Exercise, step: int) -> None:
    asked = exercise.shortest
    while asked <= (exercise.longest or 1200):
        total = compile(exercise, asked, rung=RUNG).total
        assert compile(exercise, total, rung=RUNG).total == pytest.approx(total), asked
        asked += step


@every
def test_lengths_on_offer_compile_within_one_round(exercise: Exercise) -> None:
    for minutes in exercise.minutes:
        total = compile(exercise, minutes * 60, rung=RUNG).total
        assert abs(total - minutes * 60) <= exercise.lasts("body")
        assert exercise.longest is None or total <= minutes * 60 + 1e-6


@every
def test_silence_exceeds_words_and_is_never_too_long(exercise: Exercise) -> None:
    for minutes in exercise.minutes:
        for cue, gap in said(exercise, minutes):
            if orients(exercise):
                assert gap <= 21.5, cue.text
            elif not exercise.thin_after:
                assert gap <= (75 if exercise.kinds & WRITTEN else 30), cue.text


@every
def test_imagery_and_contact_have_an_anchor_every_third_line(exercise: Exercise) -> None:
    if orients(exercise):
        for minutes in exercise.minutes:
            body = [cue.text for cue, _gap in said(exercise, minutes) if cue.part == "body"]
            for three in zip(body, body[1:], body[2:], strict=False):
                assert any(ANCHOR.search(line) for line in three), three


@every
def test_imagery_and_contact_closings_orient_to_the_room(exercise: Exercise) -> None:
    if orients(exercise) or exercise.capacity == "closeness" or "apart" in exercise.kinds:
        closing = " ".join(str(step.say) for step in exercise.closing)
        for orienting in ("Look around the room", "what day it is", "feet"):
            assert orienting in closing
        assert 30 <= exercise.lasts("closing") <= 60


@every
def test_exercise_evidence_has_a_summary_and_dated_citations(exercise: Exercise) -> None:
    known = exercise.evidence
    assert known is not None and len(known.summary.split()) >= 15
    assert known.citations or exercise.id in UNTESTED
    for citation in known.citations:
        assert re.search(r"\((19|20)\d\d\), .+ \d|\((19|20)\d\d\), .+edition", citation), citation


def test_breaths_are_ordinary_and_at_the_pace_that_was_studied() -> None:
    slow, sigh = CONTENT.exercise("slow-breathing"), CONTENT.exercise("cyclic-sighing")
    assert all(list(step.breathe.phases()) == [("in", 4), ("out", 6)] for step in slow.body if step.breathe)
    for step in sigh.body:
        assert step.breathe and list(step.breathe.phases()) == [("in", 3), ("sip", 1), ("out", 6), ("hold_out", 2)]
    for exercise in ALL:
        assert not re.search(r"\b(deep|deeply|full breath|big breath)\b", " ".join(lines_of(exercise)), re.IGNORECASE)
    timeline = compile(sigh, 300)
    offered = [cue.at for cue in timeline.cues if "your own breath is fine" in cue.text]
    assert offered and 110 <= offered[0] <= 135, "after two minutes breathing as one always does is offered"


def test_urges_are_rated_every_minute_away_from_danger() -> None:
    for id in ("urge-wave", "pull-away-wave"):
        times = [cue.at for cue in compile(CONTENT.exercise(id), 300).cues if cue.rate == "urge"]
        assert [two - one for one, two in zip(times, times[1:], strict=False)] == [60, 60, 60]
    wave = CONTENT.exercise("urge-wave")
    for minutes in wave.minutes:
        said = [cue.text for cue in compile(wave, minutes * 60).cues]
        assert "danger" in said[0] and "harming yourself" in said[0] and "get help now" in said[0]
        assert said.index("Now choose to ask plainly, wait longer, or let it go.") + 1 == said.index(
            "Asking is a good choice too."
        )
    assert "Asking is a good choice too." in lines_of(CONTENT.exercise("urge-wave"))
    assert "I need twenty minutes. I'll be back." in lines_of(CONTENT.exercise("pull-away-wave"))


def test_urge_wave_at_one_minute_is_complete() -> None:
    timeline = compile(CONTENT.exercise("urge-wave"), 60)
    assert timeline.total == 60 and [cue.rate for cue in timeline.cues if cue.rate] == ["urge"]
    assert {cue.part for cue in timeline.cues} == {"opening", "body", "closing"}
    assert "stop at any time" in timeline.cues[1].text


def test_contact_exercises_ask_for_distress_once_a_minute() -> None:
    for id in ("closeness-ladder", "close-and-still-me"):
        times = [cue.at for cue in compile(CONTENT.exercise(id), 300, rung=RUNG).cues if cue.rate == "distress"]
        assert len(times) == 4 and {two - one for one, two in zip(times, times[1:], strict=False)} == {60}


def test_receive_warmth_keeps_its_whole_minute_before_it_asks() -> None:
    exercise = CONTENT.exercise("receive-warmth")
    cues = compile(exercise, 300).cues
    promise = next(cue.at for cue in cues if "full minute" in cue.text)
    assert min(cue.at for cue in cues if cue.rate and cue.at > promise) - promise == 60
    assert not any("minute" in cue.text for cue in compile(exercise, 180).cues)


def test_urge_wave_gives_its_notices_in_about_twelve_seconds() -> None:
    exercise = CONTENT.exercise("urge-wave")
    for minutes in exercise.minutes:
        assert compile(exercise, minutes * 60).body_at <= 15
        said = [cue.text for cue in compile(exercise, minutes * 60).cues]
        assert minutes == 1 or "Leaning on people is part of feeling secure." in said


def test_muscles_tense_5_s_and_rest_20_s() -> None:
    for id in ("muscle-release", "muscle-release-limbs"):
        assert [step.seconds for step in CONTENT.exercise(id).body] == [5, 20] * 6
    gentle = " ".join(lines_of(CONTENT.exercise("muscle-release-limbs"))).lower()
    assert not re.search(r"\b(belly|face|jaw|eyes,|brows|lips|nose|tongue)\b", gentle.replace("eyes open", ""))


def test_need_sentence_is_said_and_rated_three_times() -> None:
    exercise = CONTENT.exercise("say-it-out-loud")
    assert [step.key for step in exercise.body if step.ask] == ["when", "feel", "need", "would"]
    assert [step.rate for step in exercise.body if step.rate] == ["ease", "ease", "ease"]
    assert "The answer may be no. You have still said it." in lines_of(exercise)
    assert "Check that it asks for something, and blames no one." in lines_of(exercise)
    need = CONTENT.exercise("name-the-need")
    assert [step.key for step in need.closing if step.ask] == ["when", "body", "feel", "need"]
    asked = [line for line in lines_of(need) if "?" in line]
    assert asked == [step.ask for step in need.closing if step.ask], "each question is asked once"


def test_muscle_exercises_end_slowly_at_every_length() -> None:
    for id in ("muscle-release", "muscle-release-limbs"):
        exercise = CONTENT.exercise(id)
        for minutes in exercise.minutes:
            timeline = compile(exercise, minutes * 60)
            assert timeline.total - timeline.closing_at >= 30
            assert "slowly" in timeline.cues[-1].text


def test_written_answers_have_45_seconds() -> None:
    exercise = CONTENT.exercise("it-was-survivable")
    timeline = compile(exercise, 180)
    written = [cue.at for cue in timeline.cues if cue.ask and not cue.ask.choices]
    ends = [*written[1:], timeline.total]
    assert len(written) == 3 and all(end - at >= 45 for at, end in zip(written, ends, strict=True))


def test_safe_haven_asks_what_a_safe_one_would_say_or_do() -> None:
    exercise = CONTENT.exercise("safe-haven")
    for minutes in exercise.minutes:
        assert any("would they say or do?" in cue.text for cue in compile(exercise, minutes * 60).cues)


def test_survivable_exercise_offers_people_to_someone_hurt() -> None:
    first = next(step for step in CONTENT.exercise("it-was-survivable").body if step.ask)
    assert first.choices == ["roughly as hoped", "it was hard", "I was hurt or frightened"]
    assert first.support == first.choices[2]


def test_steady_then_step_steadies_for_two_minutes() -> None:
    exercise = CONTENT.exercise("steady-then-step")
    for minutes in exercise.minutes:
        timeline = compile(exercise, minutes * 60, rung=RUNG)
        assert next(cue.at for cue in timeline.cues if RUNG in cue.text) >= 115


def test_the_step_lasts_as_long_as_the_steadying_before_it() -> None:
    exercise = CONTENT.exercise("steady-then-step")
    for minutes in exercise.minutes:
        timeline = compile(exercise, minutes * 60, rung=RUNG)
        rounds = [mark.at for mark in timeline.marks if mark.part == "body" and mark.step == 1]
        steps = [cue.at for cue in timeline.cues if RUNG in cue.text]
        for start, step, end in zip(rounds, steps, [*rounds[1:], timeline.closing_at], strict=True):
            if minutes == 3:  # two minutes of steadying and the closing leave 33 s of three minutes
                assert end - step == 33
            else:
                assert end - step == step - start == 49


def test_inserted_steps_have_enough_time_and_orient() -> None:
    assert 30 <= sum(step.seconds for step in CONTENT.orienting()) <= 60
    spoken = [*CONTENT.orienting(), *CONTENT.numb_step(), *CONTENT.safe_notice(), *CONTENT.lived_steps()]
    for step in spoken:
        words = str(step.say).replace("{rung}", "practise alone, then tell someone that small true thing").split()
        assert len(words) < 15 and len(words) * 0.6 <= step.seconds, step.say


def test_exercise_list_is_read_in_under_15_ms() -> None:
    program = (
        "import time; from securecoach_tui.content import exercise_index as index; t = time.process_time(); index.cards(index.folder_of('en'));"
        "print(time.process_time() - t)"
    )
    taken = [float(subprocess.check_output([sys.executable, "-c", program])) for _ in range(3)]
    assert min(taken) < 0.015


def repeated() -> Iterator[Exercise]:
    """Every exercise with rounds; the closeness ladder also with the words of each step that is practised here."""
    for exercise in (one for one in ALL if one.fill == "repeat"):
        yield exercise
        if exercise.rung == "own" and exercise.id == "closeness-ladder":
            yield from (scripted(exercise, rung) for rung in CONTENT.rungs() if rung.script and not rung.lived)


def test_no_line_comes_back_more_than_three_times() -> None:
    for exercise in repeated():
        texts = [cue.text for cue, _gap in said(exercise, max(exercise.minutes))]
        often = {text: count for text, count in Counter(texts).items() if count > 3}
        assert not often, exercise.id


def test_no_two_rounds_say_the_same_three_lines() -> None:
    for exercise in repeated():
        lines = [cue.text for cue, _gap in said(exercise, max(exercise.minutes)) if cue.part == "body"]
        threes = Counter(zip(lines, lines[1:], lines[2:], strict=False))
        assert max(threes.values()) == 1, (exercise.id, threes.most_common(3))


def test_long_breathing_thins_out_into_silence() -> None:
    timeline = compile(CONTENT.exercise("slow-breathing"), 1200)
    words = [cue.at for cue in timeline.cues if cue.text and cue.part == "body"]
    gaps = [two - one for one, two in zip(words, words[1:], strict=False)]
    assert gaps[:5] == [20] * 5 and set(gaps[6:]) == {60}
    assert max(words.count(at) for at in words) == 1 and timeline.breaths > 110, "the breath is guided throughout"
