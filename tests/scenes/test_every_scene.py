"""Every scene: it fits every space, is ASCII where that is asked for, and follows what it is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from securecoach_tui import content
from securecoach_tui.practice.exercise.model import Exercise
from securecoach_tui.practice.exercise.scene import BY_KIND, NAMES, scene_name
from securecoach_tui.practice.ladder.offers import Rung
from securecoach_tui.practice.record import Rating, Scale, When
from securecoach_tui.scenes.body import PARTS, Body, part_in, tensed
from securecoach_tui.scenes.cells import ACCENT, BANDS, GROUND, TEXT, Frame, cells_of
from securecoach_tui.scenes.choice import SCENES, scene_of
from securecoach_tui.scenes.dawn import Dawn
from securecoach_tui.scenes.expected import Expected
from securecoach_tui.scenes.moment import Moment
from securecoach_tui.scenes.points import Points
from securecoach_tui.scenes.rounds import Rounds, RoundsState
from securecoach_tui.scenes.senses import Senses, group_of, key_of
from securecoach_tui.scenes.sentence import Sentence
from securecoach_tui.scenes.story import Story
from tests.scenes.sessions import USUAL, at, colours, started, text

EXERCISES = content.load().exercises()
SIZES = [(1, 1), (20, 5), (56, 8), (76, 12), (116, 20), (496, 196)]


@pytest.mark.parametrize("name", EXERCISES)
def test_picture_of_every_exercise_fits_every_space(name: str) -> None:
    session = started(name, max(EXERCISES[name].minutes) * 60)
    scene = scene_of(EXERCISES[name])
    if scene is None:
        assert scene_name(EXERCISES[name]) == "none"  # free writing has no picture
        return
    for second in (0.0, 45.0, 150.0, 290.0):
        moment = at(session, second)
        for width, height in SIZES:
            for ascii in (False, True):
                frame = Frame(width, height, ascii=ascii)
                state = scene.state(moment, frame)
                picture = scene.picture(state, frame) if state is not None else ()
                assert len(picture) <= height, (second, frame)
                if width >= 20:
                    assert {len(cells_of(row)) for row in picture} <= {width}, (second, frame)
                if ascii:
                    assert text(picture).isascii(), (second, frame)


def test_every_name_of_a_picture_has_a_scene() -> None:
    assert {*SCENES, "none"} == set(NAMES)
    assert set(BY_KIND.values()) <= set(SCENES)
    chosen = {name: scene_name(exercise) for name, exercise in EXERCISES.items()}
    assert (chosen["pull-away-wave"], chosen["receive-warmth"]) == ("wave", "rounds")
    assert (chosen["senses-grounding"], chosen["name-the-need"]) == ("senses", "sentence")


@pytest.mark.parametrize("name", ["muscle-release", "muscle-release-limbs"])
def test_body_knows_the_part_of_every_tensing_line(name: str) -> None:
    session = started(name, 1200.0)
    steps = tensed(session)
    assert len(steps) > 10 and all(part in PARTS for _since, _until, part in steps)
    assert {"face", "belly"} & {part for *_times, part in steps} == (
        {"face", "belly"} if name == "muscle-release" else set()
    )


def test_body_goes_from_tense_to_let_go_to_dim() -> None:
    body, session = Body(), started("muscle-release")
    since, until, part = tensed(session)[1]
    states = [body.state(at(session, second), USUAL) for second in (since + 1, until + 1)]
    assert states[0] is not None and states[1] is not None
    assert [(state.part, state.tense) for state in states if state is not None] == [(part, True), (part, False)]
    assert states[0].done == {tensed(session)[0][2]}
    assert colours(body.picture(states[0], USUAL), 1) > 0 == colours(body.picture(states[1], USUAL), 1)


def test_body_parts_are_whole_words() -> None:
    assert part_in("Let the chair take their weight.") == "" and part_in("Curl your TOES a little.") == "feet"


def test_enter_fills_circles_of_the_present_sense_only() -> None:
    senses, session = Senses(), started("senses-grounding")
    moments = [at(session, second) for second in (20.0, 55.0, 90.0, 130.0, 160.0)]
    assert [group_of(moment)[0] for moment in moments] == [0, 1, 2, 3, 4] or moments[4].at < session.timeline.closing_at
    filled = ((key_of(1, 0), 3), (key_of(1, 1), 9))
    assert senses.state(replace(moments[1], filled=filled), USUAL).filled == (3, 4, 0, 0, 0)
    shown = text(senses.picture(senses.state(replace(moments[1], filled=filled), USUAL), USUAL._replace(ascii=True)))
    assert [line.count("(x)") for line in shown.splitlines()] == [3, 4, 0, 0, 0] and "> (x)" in shown


def test_dawn_rises_by_a_band_in_each_tenth() -> None:
    dawn, session = Dawn(), started("kind-hand")
    total = session.timeline.total
    tenths = [dawn.state(at(session, total * share / 100), USUAL) for share in (0, 9, 11, 55, 100)]
    assert [state.tenths for state in tenths] == [0, 0, 1, 5, 10]
    areas = [colours(dawn.picture(state, USUAL), *range(1, BANDS + 1)) for state in tenths]
    assert areas[0] == areas[1] < areas[2] < areas[3] < areas[4]


def test_plan_has_the_words_before_its_second_half_once() -> None:
    session = started("if-then")
    for act in ("I will say it", "I'll say it", "I say it", "say it"):
        written = replace(session, texts={"if": "I worry", "then": act})
        slots = Sentence().state(at(written, 1.0), USUAL)
        assert slots is not None and [slot.words for slot in slots if slot.lead == "then I"] == ["say it"]


def test_sentence_fills_its_slots_and_marks_the_one_asked_for() -> None:
    sentence, session = Sentence(), started("say-it-out-loud")
    moment = at(session, session.timeline.body_at + 12)
    moment = replace(moment, session=replace(moment.session, texts={"when": "when the day is\nlong"}))
    slots = sentence.state(moment, USUAL)
    assert slots is not None and [slot.words for slot in slots] == ["the day is long", "", "", ""]
    assert [slot.now for slot in slots].count(True) == 1
    assert "When" in text(sentence.picture(slots, USUAL)) and "the day is long" in text(sentence.picture(slots, USUAL))


def test_rounds_are_as_far_apart_as_the_step_chosen() -> None:
    rungs = tuple(Rung(id=f"r{number}", words="w", place=number) for number in range(1, 6))
    gaps = []
    for rung in rungs:
        session = started("closeness-ladder", rungs=rungs, rung_id=rung.id, rung=rung.words)
        gaps.append(Rounds().state(Moment(session, 0.0), USUAL).gap)
    assert gaps == sorted(gaps, reverse=True) and len(set(gaps)) == 5


def test_rounds_light_the_other_only_in_the_first_third() -> None:
    session = started("closeness-ladder", 180.0)
    begins = session.timeline.body_at
    mine = [Rounds().state(at(session, begins + second), USUAL).mine for second in (-5, 5, 25, 45)]
    assert mine == [True, False, True, True]


def test_words_in_a_dim_round_have_room_around_them() -> None:
    picture = Rounds().picture(RoundsState(10, mine=False), USUAL)
    cells = next(cells for cells in map(cells_of, picture) if ("m", TEXT, GROUND) in cells)
    at = cells.index(("m", TEXT, GROUND))
    assert all(ground == GROUND for _sign, _ink, ground in cells[at - 3 : at + 5]), cells


def test_expected_and_met_stand_on_one_scale() -> None:
    session = started("it-was-survivable", 180.0, debrief={"prediction": 7})
    session = replace(session, ratings=(Rating(5.0, Scale.DISTRESS, 4, When.DURING),))
    state = Expected().state(Moment(session, 10.0), USUAL)
    assert state is not None and (state.expected, state.met) == (7, 4)
    line = text(Expected().picture(state, USUAL)).splitlines()[0]
    assert line.index("●") < line.index("○") and line[line.index("●") + 1] == "━"
    assert Expected().state(Moment(started("it-was-survivable", 180.0), 10.0), USUAL) is None


def own(*keys: str) -> Exercise:
    import msgspec

    steps = [{"ask": "What?", "key": key, "seconds": 20.0} for key in keys]
    base = msgspec.to_builtins(EXERCISES["slow-breathing"])
    return msgspec.convert({**base, "body": steps, "scene": "story"}, Exercise)


def test_story_stays_left_and_readings_appear_beside_it() -> None:
    session = started(own("thought", "other", "third"), 180.0)
    session = replace(session, texts={"thought": "They are angry", "other": "They may be tired"})
    state = Story().state(Moment(session, 30.0), USUAL)
    assert state is not None and state.readings == ("They may be tired",)
    line = text(Story().picture(state, USUAL)).splitlines()[0]
    assert line.index("They are angry") < line.index("│") < line.index("They may be tired")


def test_points_go_from_near_to_far_and_back() -> None:
    session = started("senses-grounding")
    points = [Points().state(Moment(session, mark.at + 0.1), USUAL).point for mark in session.timeline.marks[:5]]
    assert points == [0, 2, 3, 1, 0]
    assert colours(Points().picture(Points().state(Moment(session, 0.1), USUAL), USUAL), 1) > 0


def test_accent_marks_one_slot_at_most() -> None:
    session = started("name-the-need")
    for second in range(0, 300, 20):
        slots = Sentence().state(at(session, second), USUAL)
        assert slots is not None and sum(slot.now for slot in slots) <= 1
        assert colours(Sentence().picture(slots, USUAL), ACCENT) < 76 * 2
