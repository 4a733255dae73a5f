"""Each promise of care with the tests that check it, and the tests of promises that no package owns."""

from __future__ import annotations

import colorsys
import re
from pathlib import Path

import pytest

import securecoach_tui
from securecoach_tui import content
from securecoach_tui.app.session_runner import SessionRunner
from securecoach_tui.practice.record import Rating, SessionRecord
from securecoach_tui.practice.session import events as ev
from securecoach_tui.practice.session.questions import BY_KEY
from securecoach_tui.text import session_summary
from securecoach_tui.text.question_words import question_words
from securecoach_tui.tui.themes import THEMES
from tests.practice.person import CONTENT, Person, a_setup, ladder

TESTS = Path(__file__).parent
PACKAGE = Path(securecoach_tui.__file__).parent
CARE = {
    "the first run, and each sound file, say whom it is for and when not to": [
        "content/test_support_and_care.py::test_first_start_says_whom_it_is_for",
        "voice/test_render.py::test_rendered_notice_comes_first_and_cues_are_on_time",
    ],
    "the safety question comes before closeness and telling": [
        "practice/test_care.py::test_safety_question_comes_before_closeness_and_telling_only",
        "practice/test_care.py::test_the_safety_question_is_asked_where_few_questions_are",
    ],
    "not sure or no: support first, then grounding or close": [
        "practice/test_care.py::test_unsafe_or_unsure_answer_shows_people_then_grounding",
        "test_care_is_whole.py::test_being_careful_is_called_sensible",
    ],
    "a short line for 30 days, never for lived rungs": [
        "practice/test_care.py::test_short_safety_line_excludes_lived_rungs_and_telling",
        "app/test_session_setup.py::test_safety_question_can_be_short_for_thirty_days",
    ],
    "where it can't be asked it is spoken, and lived rungs don't go on": [
        "practice/test_care.py::test_unanswerable_safety_question_is_spoken_as_private",
        "practice/test_care.py::test_lived_rungs_do_not_go_on_without_an_answer",
    ],
    "its answer is never kept": ["practice/test_care.py::test_nothing_of_the_safety_question_is_ever_kept"],
    "closeness can be left out, no reason asked": [
        "practice/test_suggest.py::test_suggestion_obeys_everything_left_out"
    ],
    "after saying it: you decide": ["test_care_is_whole.py::test_telling_somebody_is_the_users_decision"],
    "breath: cautions, grounding, and a setting": [
        "content/test_support_and_care.py::test_every_kind_that_needs_a_caution_has_one",
        "content/test_exercises.py::test_breaths_are_ordinary_and_at_the_pace_that_was_studied",
        "app/test_session_setup.py::test_setup_without_breath_holds_still_fits_every_length",
    ],
    "imagery and closeness: silences, anchors, a closing that orients": [
        "practice/test_care.py::test_imagery_and_closeness_have_at_most_20_s_of_silence",
        "content/test_exercises.py::test_imagery_and_contact_have_an_anchor_every_third_line",
        "content/test_exercises.py::test_imagery_and_contact_closings_orient_to_the_room",
    ],
    "stop and ease off lead through orienting, which skip leaves and quick exit doesn't": [
        "practice/test_time_table.py::test_stop_leads_to_orienting_and_a_second_stop_ends_it",
        "practice/test_time_table.py::test_ease_off_orients_and_skip_keeps_the_orienting",
        "test_care_is_whole.py::test_quick_exit_ends_the_orienting_too",
    ],
    "high at the start: grounding first": [
        "practice/test_care.py::test_high_distress_at_start_offers_grounding_first",
        "practice/test_lived_rungs.py::test_preparing_a_lived_rung_may_begin_with_grounding",
    ],
    "high at the end: grounding, then support, then the line": [
        "practice/test_care.py::test_high_distress_after_offers_grounding_people_reflection",
        "practice/test_lived_rungs.py::test_debrief_with_high_distress_offers_grounding",
    ],
    "a rise in closeness and in regulation": [
        "practice/test_care.py::test_distress_rise_in_closeness_makes_one_offer",
        "practice/test_care.py::test_distress_rise_of_three_in_regulation_makes_an_offer",
        "practice/test_care.py::test_closeness_offer_names_stay_ease_off_grounding_stop",
    ],
    "nothing flashes or sounds an alarm": ["test_care_is_whole.py::test_no_tone_is_an_alarm"],
    "support: order, whom, hours, how, the day checked": [
        "content/test_support_and_care.py::test_support_lists_emergencies_own_contacts_then_helplines",
        "content/test_support_and_care.py::test_each_helpline_says_whom_and_how_with_its_number_once",
    ],
    "own contacts stay here, locked with your data": [
        "tui/test_screens.py::test_contacts_stay_out_of_what_is_exported_and_of_the_record",
        "tui/test_screens.py::test_support_is_one_key_away_while_the_record_is_locked",
    ],
    "quick exit keeps the session, or throws it away": [
        "app/test_session_runner.py::test_runner_quick_leave_silences_and_saves_a_checkpoint",
        "app/test_session_runner.py::test_runner_quick_leave_drops_the_session_where_preferred",
    ],
    "the start after one is plain": [
        "tui/test_session_screen.py::test_the_start_after_a_quick_exit_is_a_plain_first_screen",
        "plain/test_menu.py::test_menu_after_a_quick_exit_is_quiet",
        "tui/test_screens.py::test_quiet_first_screen_hides_everything_waiting",
    ],
    "the window's title is neutral": ["test_care_is_whole.py::test_window_title_is_neutral"],
    "where others can look, and calendars": [
        "content/test_support_and_care.py::test_privacy_page_names_what_cannot_be_cleared",
        "tui/test_screens.py::test_privacy_screen_names_places_others_can_look",
    ],
    "private things are shown and not spoken": [
        "voice/test_session_audio.py::test_lines_and_tones_play_on_time_and_private_ones_do_not",
        "tui/test_screen_speech.py::test_support_is_shown_and_not_spoken",
        "tui/test_screen_speech.py::test_enabling_spoken_interface_asks_about_private_speech",
        "tui/test_screen_speech.py::test_private_text_is_spoken_only_after_f6",
    ],
    "no streaks, no loss, no should, nobody's partner": [
        "content/test_rules_of_words.py::test_no_text_uses_words_of_pressure",
        "content/test_rules_of_words.py::test_texts_never_describe_acts_of_other_people",
    ],
    "no red for a hard week": ["test_care_is_whole.py::test_no_theme_has_red"],
}


@pytest.mark.parametrize("line", CARE)
def test_each_promise_of_care_has_a_test(line: str) -> None:
    for named in CARE[line]:
        file, name = named.split("::")
        assert re.search(rf"^(async )?def {name}\(", (TESTS / file).read_text("utf-8"), re.MULTILINE), named


@pytest.mark.parametrize("answer", ["no", "not sure", None])
def test_being_careful_is_called_sensible(answer: str | None) -> None:
    person = Person(ladder()).does(ev.Answer("safe", answer))
    assert person.session.open is not None and person.session.open.key == "ground_first"
    long, _prompt, _labels = question_words(person.session.open, person.session)
    assert long.startswith("Being careful with someone who is not safe makes sense. It is not avoidance.")


def test_telling_somebody_is_the_users_decision() -> None:
    session = Person(a_setup(CONTENT.exercise("say-it-out-loud"), 180)).session
    long, _prompt, _labels = question_words(ev.AskFor("told", BY_KEY["told"].choices), session)
    whole = "You decide whether to tell someone, who, and when. Keeping it to yourself can be the wise choice."
    assert long.startswith(whole) and whole in CONTENT.cautions(["telling"])
    said = [str(step.say) for step in CONTENT.exercise("say-it-out-loud").closing]
    assert "Keeping it to yourself can be the wise choice." in said, "where nothing is asked it is said"


def test_quick_exit_ends_the_orienting_too() -> None:
    from tests.fakes.clock import FakeClock
    from tests.fakes.writer import MemoryWriter

    clock, writer = FakeClock(), MemoryWriter("")
    runner = SessionRunner(clock, writer, lambda effect: None)
    runner.begin(a_setup(CONTENT.exercise("safe-haven"), 180, asking="none"))
    for _ in range(40):
        clock.advance(1)
        runner.tick()
    runner.send(ev.Stop())
    clock.advance(3)
    runner.send(ev.Skip())
    assert runner.session.in_orienting, "skip leaves it"
    runner.leave(quick=True)
    assert "s1" in writer.unfinished, "and leaving at once waits for nothing"


def test_no_tone_is_an_alarm() -> None:
    from typing import get_args, get_type_hints

    assert set(get_args(get_type_hints(ev.Chime)["kind"])) == {"begin", "in", "hold", "out", "end"}


def test_window_title_is_neutral() -> None:
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text("utf-8")
        assert not re.search(r"(\\x1b|\\033|\\e)\][012];", text), path
    assert '"title": _("Practice")' in (PACKAGE / "web" / "server.py").read_text("utf-8")


def test_no_theme_has_red() -> None:
    for theme in THEMES:
        for colour in (theme.primary, theme.error, theme.warning, theme.foreground):
            if isinstance(colour, str) and colour.startswith("#"):
                red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
                hue, _light, saturation = colorsys.rgb_to_hls(red, green, blue)
                assert saturation < 0.2 or 0.05 < hue < 0.9, (theme.name, colour)


def test_closeness_summary_never_counts_points_lower() -> None:
    ratings = [
        Rating(None, "distress", 8, "before"),
        Rating(60.0, "distress", 5, "during"),
        Rating(None, "distress", 2, "after"),
    ]
    record = SessionRecord(
        id="s", capacity="closeness", planned_seconds=180.0, practised_seconds=177.0, prediction=9, ratings=ratings
    )
    said = session_summary.summary(record, [])
    assert said == [
        "You stayed 3 minutes.",
        "You expected 9. The highest was 8.",
        ("Thank you for giving yourself this time."),
    ]


def test_higher_rating_after_is_met_with_kindness() -> None:
    ratings = [Rating(None, "distress", 4, "before"), Rating(None, "distress", 6, "after")]
    record = SessionRecord(id="s", capacity="regulation", practised_seconds=300.0, completed=True, ratings=ratings)
    assert session_summary.summary(record, [])[1] == (
        "4 before, 6 after. Feelings can rise when you face something hard."
    )
    assert content.load().first_run(), "and the words are there"
