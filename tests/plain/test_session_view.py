"""How a session reads, line by line, and what typed lines do to it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from securecoach_tui.config.settings import Settings
from securecoach_tui.plain.narration import NarrationOptions
from securecoach_tui.plain.session_view import PlainSession
from securecoach_tui.voice.session_audio import SessionSound
from tests.fakes.sound import RecordingVoice
from tests.plain.talk import CONTENT, Talk, a_setup, an_exercise

ASKS = [{"say": "Look.", "seconds": 10, "rate": "distress"}, {"say": "Rest.", "seconds": 10}]
WORDS = [{"ask": "What do you need?", "key": "need", "seconds": 10}, {"say": "Rest.", "seconds": 10}]


def settled(*typed: tuple[float, str], **changes: object) -> Talk:
    """At a terminal, no questions: second 0 is at 5."""
    return Talk(a_setup(asking="none"), terminal=True, **changes).types(*typed, ends=False)  # type: ignore[arg-type]


def test_plain_session_confirms_every_rating() -> None:
    talk = Talk().types((0, "7"), (20, "6"), (61, "4"), (62, "2"))
    noted = [line for line in talk.said if line.startswith("Saved: ")]
    assert noted == ["Saved: distress 7.", "Saved: distress 6.", "Saved: distress 4."], "the last was words"
    assert [rating["value"] for rating in talk.kept["ratings"]] == [7, 6, 4]
    assert talk.kept["reflection"] == "2"


def test_safety_and_grounding_answers_are_not_called_saved() -> None:
    talk = Talk(a_setup(an_exercise(kind=["contact"]))).types((0, "3"), (1, "2"))
    assert [line for line in talk.said if line.startswith("Your answer: ")] == [
        "Your answer: not sure.",
        "Your answer: no.",
    ]
    assert not [line for line in talk.said if line.startswith("Saved")] and not talk.writer.things


def test_answer_that_leads_to_support_is_not_called_saved() -> None:
    exercise = CONTENT.exercises()["it-was-survivable"]
    talk = Talk(a_setup(exercise, 180)).types((0, "5"), (60, "3"), (300, "4"))
    assert "Your answer: I was hurt or frightened." in talk.said
    assert not [line for line in talk.said if line.startswith("Saved: I was")]
    assert "went" not in (talk.kept["answers"] or {})


@pytest.mark.parametrize("bad", ["11", "abc", "-1", "7.5", "", "[bold]", "\x1b[31m", "½"])
def test_invalid_rating_gets_one_line_and_loses_nothing(bad: str) -> None:
    talk = Talk().types((0, bad), (1, "7"), (61, "4"), (62, ""))
    if bad:
        after = talk.said[talk.said.index("Distress now, 0-10: ") + 1]
        assert after.startswith("You can type a whole number from 0 to 10")
        assert [r["value"] for r in talk.kept["ratings"]] == [7, 4]
    else:
        assert "No answer." in talk.said and not [r for r in talk.kept["ratings"] if r["when"] == "before"]


@pytest.mark.parametrize("digit", ["７", "٧", "۷"], ids=["full width", "Arabic", "Persian"])
def test_rating_in_the_digits_of_other_keyboards_is_saved(digit: str) -> None:
    talk = Talk().types((0, digit), (61, "4"), (62, ""))
    assert [r["value"] for r in talk.kept["ratings"]] == [7, 4]


@pytest.mark.parametrize("typed", ["n", "N", "т", ".n", "numb", "Far away"])
def test_numb_answers_distress_before_and_after_in_lines(typed: str) -> None:
    talk = Talk().types((0, typed), (61, typed), (62, ""))
    kept = [(one["scale"], one["value"], one["when"], one["at"]) for one in talk.kept["ratings"]]
    assert kept == [("presence", 0, "before", None), ("presence", 0, "after", None)]


def test_markup_and_escapes_are_kept_as_text_and_shown_as_text() -> None:
    talk = Talk().types((0, ""), (61, ""), (62, "[bold]x\x1b[31m"))
    assert talk.kept["reflection"] == "[bold]x\x1b[31m"
    assert not any("\x1b" in line for line in talk.said)


def test_help_first_says_what_is_open_or_that_nothing_is() -> None:
    talk = Talk().types((0, "?"), (1, "5"), (20, "?"), (30, "."), (31, "?"), (32, "."), (80, "4"), (81, ""))
    helps = [
        i for i, line in enumerate(talk.said) if line.startswith(("The question is:", "There is no question now."))
    ]
    assert [talk.said[i] for i in helps] == [
        "The question is: Distress now, 0-10.",
        "There is no question now.",
        ("There is no question now."),
    ]
    assert talk.said[helps[2] + 1] == "Your session is paused."


def test_a_question_still_open_stands_last_after_every_reply() -> None:
    talk = Talk().types((0, "?"), (1, "c"), (2, "11"), (3, ".t"), (4, "5"), (65, ""), (66, ""))
    first = talk.said.index("Saved: distress 5.")
    assert talk.said[:first].count("Distress now, 0-10: ") == 5
    assert talk.said[first - 1] == "Distress now, 0-10: "


def test_a_question_that_closes_unanswered_says_so_once() -> None:
    talk = Talk(a_setup(an_exercise(body=ASKS))).types((0, "5"), (72, ""), (73, ""), ends=False)
    closed = [second for second, line in talk.io.shown if line.startswith("Moving on.")]
    assert closed == [24, 44, 70], "where the next one comes, and at the end"


def test_question_left_empty_is_reported_as_no_answer() -> None:
    talk = Talk().types((0, ""), (61, ""), (62, ""), ends=False)
    assert talk.said.count("No answer.") == 3 and not [s for s in talk.said if "Moving on" in s]


def test_when_input_ends_in_a_pause_the_session_goes_on() -> None:
    talk = Talk().types((0, "5"), (10, "."))
    assert talk.said[-1] == "Saved." and "Going on." in talk.said


def test_dot_makes_a_command_and_two_dots_a_text() -> None:
    talk = Talk(a_setup(an_exercise(body=WORDS), 30)).types(
        (0, "5"), (5, ".t"), (6, ".6"), (7, "..quiet"), (32, "4"), (33, "..."), ends=False
    )
    assert "Saved: distress 6." in talk.said
    assert talk.kept["answers"]["need"] == ".quiet"
    assert talk.kept["reflection"] == ".."


def test_words_are_commands_where_they_cannot_be_answers() -> None:
    talk = Talk().types((0, "support"), (1, "5"), (10, "pause"), (11, "go on"), (12, "time left"), (70, ""), (71, ""))
    assert (
        "Show who you can call or text for support." in talk.said
        and "Your session is paused. Press enter to go on." in talk.said
    )


def test_the_people_line_names_the_command_and_never_a_reason() -> None:
    setup = a_setup(classify_reflection=lambda text: "people")
    talk = Talk(setup).types((0, "5"), (61, "4"), (62, "words"))
    assert "To see who you can talk to, type: securecoach support" in talk.said


def test_words_of_harm_that_answer_nothing_name_people() -> None:
    setup = a_setup(asking="none", classify_reflection=lambda text: "people" if "die" in text else "silent")
    talk = Talk(setup, terminal=True).types((10, "I want to die"), (12, "what now"))
    assert talk.said.count("To see who you can talk to, type: securecoach support") == 1
    assert talk.session.careful


def test_settling_is_five_seconds_at_a_terminal_none_in_a_pipe() -> None:
    talk = settled()
    assert talk.at("Hello.") == [5.0] and talk.said[0] == "Starting in 5 seconds."
    assert Talk(a_setup(asking="none")).types().at("Hello.") == [0.0]


def test_second_enter_within_a_second_pauses_nothing() -> None:
    talk = settled((10, "t"), (10.8, ""))
    assert not [line for line in talk.said if "paused" in line]
    talk = settled((10, "t"), (11.2, ""), (12.5, ""))
    assert talk.said.count("Your session is paused. Press enter to go on.") == 1


def test_number_just_after_a_question_closed_is_asked_again() -> None:
    setup = a_setup(an_exercise(body=ASKS), asking="all")
    talk = Talk(setup, terminal=True).types((0, "5"), (0.7, "5"), (3, "6"), (76, ""), (77, ""), ends=False)
    assert [line for line in talk.said if line.startswith("That question has gone")]
    assert [r["value"] for r in talk.kept["ratings"]] == [5], "neither while settling nor within the second"


def test_breath_lines_setting_prints_all_few_or_none() -> None:
    body = [{"breathe": {"in": 4, "out": 6}}, {"breathe": {"in": 4, "out": 6}}, {"say": "Softly.", "seconds": 2}]
    exercise = an_exercise(body=body, minutes=[3])

    def ins(breath_lines: str) -> list[float]:
        talk = Talk(a_setup(exercise, 98, asking="none"), options=NarrationOptions(breath_lines=breath_lines))  # type: ignore[arg-type]
        return talk.types().at("In 4")

    assert ins("all") == [4, 14, 26, 36, 48, 58, 70, 80]
    assert ins("few") == [4, 14, 26, 48, 70], "three breaths, then one after each caption"
    assert ins("none") == []


def test_b_key_cycles_through_breath_lines_settings() -> None:
    talk = Talk(a_setup(asking="none")).types((10, "b"), (11, "b"), (12, "b"))
    assert [line for line in talk.said if line.startswith("Breath lines")] == [
        "Breath lines: few.",
        "Breath lines: none.",
        "Breath lines: all.",
    ]


@pytest.mark.parametrize("asked", ["?", "a", "t", "w"])
def test_replies_have_fifteen_seconds_without_breath_lines(asked: str) -> None:
    talk = Talk(a_setup(asking="none")).types((15, asked), ends=False)
    breaths = sorted(talk.at("In 4") + talk.at("Out 6"))
    assert not [second for second in breaths if 15 < second < 30] and [s for s in breaths if s >= 30]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (NarrationOptions(every=30), ["4 minutes 30 seconds", "4 minutes", "3 minutes 30 seconds", "3 minutes"]),
        (NarrationOptions(every=60), ["4 minutes", "3 minutes", "2 minutes", "1 minute"]),
        (NarrationOptions(every=120), ["4 minutes", "2 minutes"]),
        (NarrationOptions(every=300), []),
        (NarrationOptions(marks=True), ["2 minutes 30 seconds", "1 minute"]),
        (NarrationOptions(every=0), []),
    ],
)
def test_the_time_left_is_told_as_often_as_is_wanted(options: NarrationOptions, told: list[str]) -> None:
    talk = Talk(a_setup(CONTENT.exercise("slow-breathing"), 300, asking="none"), options=options).types()
    said = [line.removeprefix("Time left: ").rstrip(".") for line in talk.said if line.startswith("Time left")]
    assert said[: len(told)] == told and (told or not said)


def test_time_left_comes_with_the_position_in_the_session() -> None:
    talk = Talk(
        a_setup(CONTENT.exercise("senses-grounding"), 300, asking="none"), options=NarrationOptions(every=60)
    ).types()
    after = [two for one, two in pairwise(talk.said) if one.startswith("Time left")]
    assert [line for line in after if re.fullmatch(r"You are here: round \d+ of \d+\.", line)], after
    talk = Talk(
        a_setup(CONTENT.exercise("slow-breathing"), 300, asking="none"), options=NarrationOptions(every=30)
    ).types()
    assert [line for line in talk.said if re.fullmatch(r"You are here: breath \d+ of \d+\.", line)], talk.said


def test_time_left_is_never_printed_just_before_a_cue() -> None:
    for id in ("slow-breathing", "cyclic-sighing", "senses-grounding"):
        talk = Talk(a_setup(CONTENT.exercise(id), 180, asking="none"), options=NarrationOptions(every=30)).types()
        told = [second for second, line in talk.io.shown if line.startswith("Time left")]
        cues = [cue.at for cue in talk.session.runner.session.timeline.cues]
        assert told
        for second in told:
            assert not [cue for cue in cues if 0 < cue - second < 2 - 1e-6], (id, second)


def test_spoken_lines_are_printed_at_a_pause_and_at_the_end() -> None:
    talk = Talk(a_setup(asking="none"), options=NarrationOptions(spoken=True)).types((10, "."), (12, ""), ends=False)
    assert talk.at("Hello.") == [10] and talk.at("Goodbye.")[0] == pytest.approx(62)
    assert talk.at("In 4") and talk.said[-1] == "Saved.", "a breath's phases are not spoken"


def test_plain_session_reports_a_refused_save_once() -> None:
    talk = Talk(a_setup(asking="none"), refuse="the disk is full").types()
    assert talk.said[-1] == "Not saved: the disk is full" and talk.session.not_saved


def test_skip_stay_and_ease_off_are_confirmed_or_refused() -> None:
    talk = Talk(a_setup(asking="none")).types((1, "s"), (5, "+"), (6, "-"), (7, "-"))
    assert [talk.said.index(line) for line in ("Skipped.", "One more round.", "Easing off now.")]
    assert talk.said.count("Easing off now.") == 1 and any("session is ending" in line for line in talk.said)


def test_only_questions_end_in_colon_and_space() -> None:
    talk = Talk(a_setup(an_exercise(opening=[{"say": "Listen: ", "seconds": 4}]))).types((0, "5"), (61, ""), (62, ""))
    for line in talk.said:
        assert not line.endswith(": ") or re.fullmatch(r"(Distress (now|after), 0-10|Your note): ", line)


def test_built_need_sentence_is_printed_as_its_own_line() -> None:
    exercise = CONTENT.exercise("say-it-out-loud")
    talk = Talk(a_setup(exercise, 180)).types(
        (0, "yes"), (1, "4"), (30, "the evening is long"), (40, "alone"), (50, "company"), (62, "ring me")
    )
    whole = "When the evening is long, I feel alone, I need company, would you ring me?"
    said = talk.said
    for line in ("Now say all of it out loud, slowly.", "Say it once more, even shorter. Keep your voice steady."):
        assert said[said.index(line) + 1] == whole
    assert said.count(whole) == 3


def test_plain_m_goes_round_the_background_sounds_and_x_is_quiet() -> None:
    talk, chosen = (
        Talk(a_setup(an_exercise(body=[{"say": "Rest.", "seconds": 30}]), asking="none")),
        dict[str, object](),
    )
    sound = SessionSound(Settings(), talk.clock, lambda settings: RecordingVoice(talk.clock, settings))
    talk.session = PlainSession(
        talk.io, talk.clock, talk.writer, support=list, recent=[], sound=sound, prefer=chosen.__setitem__
    )
    talk.types((2, "m"), (3, "m"), (4, "x"), (5, "sound"))
    assert [line for line in talk.said if line.startswith(("Background", "Quiet"))] == [
        "Background sound: breath. There is no paced breathing here, so it's silent.",
        "Background sound: rain.",
        "Quiet.",
        "Background sound: rain.",
    ]
    assert chosen == {"ambience": "rain"}
