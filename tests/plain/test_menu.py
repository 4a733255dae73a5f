"""Everything that can be done from the first list, over a real record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from securecoach_tui.app.checkin_results import direction
from securecoach_tui.app.keyboard_layout import command_line
from securecoach_tui.app.ladder_service import all_rungs, current_rung
from securecoach_tui.app.setting_list import GROUPS
from securecoach_tui.config import setting_options
from securecoach_tui.config.settings import Settings, load
from securecoach_tui.plain.prompts import PAGE, PromptReply, choose, parse_choice, parse_number, parse_text
from securecoach_tui.practice import plan
from tests.fakes.terminal import FakeLineIO
from tests.plain.talk import CONTENT, KEPT, a_context, first_due, lines_of, number, visited

LADDER, SESSIONS = number("The closeness ladder"), number("History")


def practise(folder: Path, before: str = "7", after: str = "4", words: str = "calmer") -> None:
    """One short session of the first exercise, from the list."""
    shortest = visited(folder, number("Choose another exercise"), "3", "1", before, KEPT, "q", after, words)
    assert shortest.has("Saved.")


def test_plain_menu_lists_begin_first_with_its_length(tmp_path: Path) -> None:
    told = visited(tmp_path, "q").lines
    first = next(line for line in told if line.startswith("1 "))
    assert first.startswith("1 Start: ") and "minutes" in first
    assert told[0] == "A good place to start." and told[-1] == "Bye for now."


def test_every_list_says_how_many_it_holds_before_its_first_item(tmp_path: Path) -> None:
    typed = [line for room in range(3, int(first_due())) for line in (str(room), "", "")]
    told = visited(tmp_path, *typed, "q").lines
    for at, line in enumerate(told):
        if line.startswith("1 ") and not line.startswith(("1 is", "1 of 12")):
            held = re.findall(r"[0-9]+(?= answers?\.$|\.$| choices?\)$)", told[at - 1])
            assert held and f"{held[0]} " in told[at + int(held[0]) - 1][:4] or int(held[0]) > PAGE, told[at - 1]


def test_plain_list_shows_twenty_items_and_m_shows_more(tmp_path: Path) -> None:
    context = a_context(tmp_path, "m", "m", "45")
    assert choose(context, "Many", [f"item {n}" for n in range(1, 46)]) == 44
    told = lines_of(context)
    assert told[0] == "Many (45 choices)" and told[PAGE + 1] == "20 of 45 shown. Type m for more."
    assert told.count("45 item 45") == 1
    context.writer.close()


@pytest.mark.parametrize(("hours", "is_tuesday"), [(0, True), (5, True), (8, False)])
def test_the_day_lasts_until_the_hour_that_was_chosen(tmp_path: Path, hours: int, is_tuesday: bool) -> None:
    context = a_context(tmp_path)  # on a Tuesday at nine in the evening
    context.writer.keep(plan.KIND, plan.ID, plan.fields([1], None), None)
    context.writer.close()
    assert visited(tmp_path, "q", later=3600 * hours).has("Today is one of your days") is is_tuesday


@pytest.mark.parametrize("bad", ["0", "99", "-1", "abc", "1.5", "[bold]", "\x1b[A"])
def test_plain_menu_explains_an_invalid_choice_in_one_line(tmp_path: Path, bad: str) -> None:
    visit = visited(tmp_path, bad, "q")
    assert visit.has(f"You can type a number from 1 to {int(first_due()) - 1}, or press enter to hear the list again")


def test_menu_session_is_in_history_and_can_be_changed(tmp_path: Path) -> None:
    practise(tmp_path)
    visit = visited(tmp_path, SESSIONS, "4", "1", "other words", "2", "1", "6", "", "", "q")
    (one,) = visit.record.sessions
    assert one.reflection == "other words" and one.first("distress", "before") == 6
    assert visit.has("Exercise: Grounding") and visit.has("Distress before: 7")


def test_note_of_a_session_can_be_removed(tmp_path: Path) -> None:
    practise(tmp_path)
    visited(tmp_path, SESSIONS, "4", "1", "other words", "", "", "q")
    visit = visited(tmp_path, SESSIONS, "4", "5", "", "", "q")
    assert visit.record.sessions[0].reflection is None and visit.has("5 Remove your note")
    assert not visited(tmp_path, SESSIONS, "4", "", "", "q").has("5 Remove your note")


def test_a_session_is_deleted_after_a_yes_and_brought_back(tmp_path: Path) -> None:
    practise(tmp_path)
    assert len(visited(tmp_path, SESSIONS, "4", "3", "no", "", "", "q").record.sessions) == 1
    assert visited(tmp_path, SESSIONS, "4", "3", "yes", "1", "", "q").has("Brought back.")
    assert visited(tmp_path, SESSIONS, "4", "3", "yes", "", "", "q").record.sessions == []


def test_plain_history_deletes_several_sessions_at_once(tmp_path: Path) -> None:
    for words in ("one", "two", "three"):
        practise(tmp_path, words=words)
    visit = visited(tmp_path, SESSIONS, "2", "2", "2", "1", "yes", "", "", "q")
    assert len(visit.record.sessions) == 1


def test_past_sessions_are_narrowed_by_words(tmp_path: Path) -> None:
    for words in ("a walk", "the sea"):
        practise(tmp_path, words=words)
    visit = visited(tmp_path, SESSIONS, "1", "1", "SEA", "", "q")
    assert visit.has('Filter: with "SEA".') and visit.has("1 of 2.")


def test_enter_keeps_the_words_that_narrow_the_history(tmp_path: Path) -> None:
    from securecoach_tui.plain.history import _choose_filter
    from securecoach_tui.store.session_query import SessionFilter

    narrowed = SessionFilter(words="calm")
    context = a_context(tmp_path, "1", "")
    assert _choose_filter(context, narrowed) == narrowed


def test_checkin_is_saved_and_the_chosen_direction_overrides(tmp_path: Path) -> None:
    visit = visited(tmp_path, number("Check in: which way do I lean?"), *["4"] * 12, "2", "q")
    entry = visit.record.of_kind("checkin")[0]
    assert entry["chosen"] == direction(visit.record) == "avoidant" and entry["anxiety"] == 24
    assert visit.has("This is not a test.") and visit.has("If you are afraid of someone")


def test_a_line_of_the_check_in_can_be_gone_back_to(tmp_path: Path) -> None:
    typed = ["4", "previous", "7", "leave out", *["4"] * 10]
    entry = visited(tmp_path, number("Check in: which way do I lean?"), *typed, "", "q").record.of_kind("checkin")[0]
    items = CONTENT.checkin().items
    assert entry["answers"][items[0].id] == 7 and entry["answers"][items[1].id] is None


def test_enter_keeps_an_answer_that_was_gone_back_to(tmp_path: Path) -> None:
    typed = ["7", "4", "previous", "previous", "", "?", "", *["4"] * 10]
    visit = visited(tmp_path, number("Check in: which way do I lean?"), *typed, "?", "", "q")
    answers = visit.record.of_kind("checkin")[0]["answers"]
    assert list(answers.values())[:2] == [7, 4] and "Skipped." not in visit.lines
    assert any(line.endswith("You answered 7. Press enter to keep it.") for line in visit.lines)
    assert "From 1 to 7, or press enter to keep 7: " in visit.lines
    assert visit.has("You can type a whole number from 1 to 7, leave out, stop, previous, or press enter to keep your")


def test_enter_after_the_check_in_does_what_its_prompt_says(tmp_path: Path) -> None:
    room = number("Check in: which way do I lean?")
    visit = visited(tmp_path, room, *["4"] * 12, "?", "", "q")
    assert visit.has("Type a number, or press enter to keep it: ")
    assert visit.has("You can type a number from 1 to 4, or press enter to keep what your answers suggest.")
    unclear = visited(tmp_path / "open", room, *["leave out"] * 12, "", "q")
    assert unclear.has("Type a number, or enter to leave it open: ")


@pytest.mark.parametrize("leaves", [["stop"], ["q"], []], ids=["stop", "q", "gone"])
def test_halfway_checkin_is_never_scored(tmp_path: Path, leaves: list[str]) -> None:
    room = number("Check in: which way do I lean?")
    visit = visited(tmp_path, room, "4", "11", "abc", "5", *leaves)
    assert visit.record.of_kind("checkin") == [] and visit.has(
        "Stopped here. Your answers are saved, and nothing is scored yet."
    )


def test_half_way_checkin_is_resumed_in_another_run_or_dropped(tmp_path: Path) -> None:
    room = number("Check in: which way do I lean?")
    visited(tmp_path, room, "7", "leave out", "q")
    again = visited(tmp_path, room, "1", *["4"] * 10, "", "q")
    assert again.has("1 Go on at question 3 of 12")
    (entry,) = again.record.of_kind("checkin")
    items = CONTENT.checkin().items
    assert [entry["answers"][item.id] for item in items] == [7, None, *[4] * 10]
    anew = visited(tmp_path, room, "1", "5", "q", later=3600)
    assert not anew.has("1 Go on at question"), "what was kept does not wait any more"
    dropped = visited(tmp_path, room, "1", "2", "6", "q", later=3600)
    assert dropped.has("1 Go on at question 2 of 12") and dropped.has("1 of 12: ")


def test_complete_checkin_left_before_its_end_still_has_a_result(tmp_path: Path) -> None:
    room = number("Check in: which way do I lean?")
    visited(tmp_path, room, *["4"] * 12)
    again = visited(tmp_path, room, "1", "", "q")
    (entry,) = again.record.of_kind("checkin")
    assert again.has("1 See your result") and entry["direction"] == "both"


def test_checkin_within_four_weeks_is_possible_but_not_offered(tmp_path: Path) -> None:
    room = number("Check in: which way do I lean?")
    visited(tmp_path, room, *["4"] * 12, "", "q")
    visit = visited(tmp_path, room, "2", "1", "q", later=60)
    assert visit.has("Your last check-in was today.") and direction(visit.record) == "anxious"


def test_a_rung_is_reworded_moved_added_hidden_shown_and_chosen(tmp_path: Path) -> None:
    visited(tmp_path, LADDER, "1", "3", "a warm hour", "1", "4", "3", "11", "wave to someone", "yes", "", "q")
    visit = visited(tmp_path, LADDER, "2", "6", "q")
    whole = all_rungs(CONTENT.rungs(), visit.record)
    assert [rung.words for rung in whole][:3] == [
        "look at a photo of someone dear to you",
        CONTENT.rungs()[2].words,
        "a warm hour",
    ]
    assert whole[-1].words == "wave to someone" and whole[-1].lived
    assert [rung.id for rung in whole if rung.hidden] == ["kind-message"]
    shown = visited(tmp_path, LADDER, "12", "1", "2", "2", "", "q")
    assert current_rung(all_rungs(CONTENT.rungs(), shown.record), shown.record).id == "kind-message"  # type: ignore[union-attr]


def at(setting: str) -> tuple[str, str]:
    """What is typed in Settings to reach one: the number of its group, and its own."""
    group = next(n for n, (_title, names) in enumerate(GROUPS) if setting in names)
    return str(group + 1), str(GROUPS[group][1].index(setting) + 1)


def test_every_setting_has_a_sentence_and_is_kept_at_once(tmp_path: Path) -> None:
    typed = [number("Settings"), *at("breath_lines"), "2", "", *at("rate"), "99", "140", ""]
    visit = visited(tmp_path, *typed, *at("time_left_every"), "5", "", "", "q")
    kept, _problems = load(visit.context.paths)
    assert (kept.breath_lines, kept.rate, kept.time_left_marks) == ("few", 140, True)
    for one in setting_options.TABLE:
        assert one.sentence.endswith(".") and hasattr(Settings(), one.name)


def test_own_background_sound_is_a_file_that_can_be_played(tmp_path: Path) -> None:
    (tmp_path / "sea.mp3").write_bytes(b"nothing")
    visit = visited(
        tmp_path,
        number("Settings"),
        *at("ambience_file"),
        "/none.mp3",
        str(tmp_path / "sea.mp3"),
        at("ambience_file")[1],
        "none",
        "",
        "",
        "q",
    )
    assert visit.has("There is no file there.")
    assert visit.has(f"{tmp_path / 'sea.mp3'} can't be played, so there is no background sound.")
    assert visit.has("Background sound, file: sea.mp3")
    kept = load(visit.context.paths)[0]
    assert (kept.ambience, kept.ambience_file) == ("none", "")


def test_settings_can_make_plain_text_the_default(tmp_path: Path) -> None:
    visit = visited(tmp_path, number("Settings"), *at("face"), "3", "", "", "q")
    assert load(visit.context.paths)[0].face == "plain"


def test_a_voice_is_heard_before_it_is_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    voices = [("natural:joe", "Joe"), ("gmw/en-us", "English"), ("art/jbo", "Lojban")]
    monkeypatch.setattr("securecoach_tui.voice.synthesis.voice_choice.list_voices", lambda: voices)
    monkeypatch.setattr("securecoach_tui.voice.voice_sample.play", lambda chosen, *_: heard.append(chosen.voice_id))
    visit = visited(tmp_path, number("Settings"), *at("voice_id"), "2", "2", "", "3", "1", "", "", "q")
    assert heard == ["natural:joe", "natural:joe", "gmw/en-us"]
    assert visit.has("2 Joe, a natural voice") and visit.has("4 Other languages (1 voice)")
    assert load(visit.context.paths)[0].voice_id == "gmw/en-us"


def test_support_lists_contacts_until_they_are_removed(tmp_path: Path) -> None:
    room = number("People to talk to")
    visited(tmp_path, room, "1", "Sam [b]", "555 1234", "", "q")
    told = visited(tmp_path, "c", room, "2", "2", "1", "2", "2", "", "", "q").lines
    assert "Sam [b]: 555 1234" in told
    assert "Sam [b]: 555 1234" not in visited(tmp_path, "c", "q").lines


def test_days_for_practice_are_chosen_and_said_back(tmp_path: Path) -> None:
    visit = visited(tmp_path, number("My days for practice"), "1", "3", "8", "25:00", "18:30", "", "q")
    assert plan.read(visit.record.get("plan", "plan")) == plan.Plan((0, 2), plan.time_of("18:30"))
    assert visit.has("You chose Monday, Wednesday, at 18:30.")


def test_progress_is_printed_in_words_with_sessions_behind_it(tmp_path: Path) -> None:
    practise(tmp_path)
    visit = visited(tmp_path, number("My progress"), "4", "1", "", "", "q")
    assert visit.has("Not enough yet to see a change. Soothing myself: 7 more rated sessions.") and visit.has(
        "History ("
    )


def test_figures_are_hidden_and_measured_from_another_day(tmp_path: Path) -> None:
    visit = visited(
        tmp_path, number("My progress"), "8", "1", "", "7", "3", "2026-13-01", "2026-03-01", "moved", "", "q"
    )
    assert load(visit.context.paths)[0].hidden_indicators == ["settled_share"]
    assert visit.record.of_kind("baseline")[0]["from"] == "2026-03-01" and visit.has("That isn't a date.")


def test_figures_are_not_measured_from_a_day_to_come(tmp_path: Path) -> None:
    visit = visited(tmp_path, number("My progress"), "7", "3", "2031-01-01", "", "q")
    assert visit.has("That day is still to come.") and not visit.record.of_kind("baseline")


def test_an_unfinished_session_is_gone_on_with_kept_or_dropped(tmp_path: Path) -> None:
    for way, sessions in (("1", 1), ("2", 2), ("3", 2)):
        begun = a_context(tmp_path, number("Choose another exercise"), "3", "1", "7", KEPT, ".", waits=True)
        io = begun.io
        assert isinstance(io, FakeLineIO)
        io.patience = 30
        with pytest.raises(AssertionError):
            from securecoach_tui.plain import menu

            menu.run(begun)
        assert begun.session is not None
        begun.session.runner.leave()
        begun.writer.close()
        typed = {"1": ["", "q", "3", ""], "2": [], "3": ["no", first_due(), "3", "yes"]}[way]
        visit = visited(tmp_path, first_due(), way, *typed, "q")
        assert visit.has(f"Number {first_due()}: An unfinished session")
        assert len(visit.record.sessions) == sessions, way
        assert visit.context.unfinished(all=True) == []


def test_menu_after_a_quick_exit_is_quiet(tmp_path: Path) -> None:
    from securecoach_tui.store.unfinished_sessions import left_quickly

    begun = a_context(tmp_path)
    left_quickly(begun.paths)
    begun.writer.close()
    told = visited(tmp_path, "q").lines
    assert told[0] == f"What would you like to do? ({int(first_due()) - 1} choices)" and not [
        line for line in told if line.startswith("Number 1")
    ]
    assert visited(tmp_path, "q").lines[0] == "A good place to start.", "the one after it is as ever"


def test_privacy_evidence_and_first_words_can_be_read(tmp_path: Path) -> None:
    typed = [number(label) for label in ("Where others can look", "What SecureCoach is for")]
    told = visited(tmp_path, *typed, number("What research says"), "1", "2", "", "q").lines
    for lines in (CONTENT.privacy(), CONTENT.first_run(), CONTENT.why()):
        assert set(lines) <= set(told)


@settings(deadline=None)
@given(line=st.text(max_size=12), count=st.integers(0, 30))
def test_every_line_has_one_meaning_at_every_prompt(line: str, count: int) -> None:
    labels = [f"item {n}" for n in range(count)]
    for meaning in (parse_choice(line, labels), parse_number(line, 0, 10, ["leave out"]), parse_text(line)):
        assert isinstance(meaning, PromptReply)
    if parse_choice(line, labels).kind == "choice":
        assert 0 <= parse_choice(line, labels).number < count
    stripped = line.strip()
    command = command_line(stripped).lower()  # as it is on a keyboard of another layout, too
    if stripped and not command.startswith(".") and command not in ("?", "c", "q"):
        assert parse_text(line) == PromptReply("text", text=stripped)


@pytest.mark.parametrize(
    "means", [lambda line: parse_choice(line, ["a"]), lambda line: parse_number(line, 1, 7), parse_text]
)
def test_a_dot_before_a_command_does_the_same_everywhere(means: object) -> None:
    for typed, what in ((".?", "help"), (".c", "support"), (".q", "leave"), ("", "back"), (".support", "support")):
        assert means(typed).kind == what  # type: ignore[operator]


@pytest.mark.parametrize(
    "environment", [{"ACCESSIBLE": "1"}, {"SECURECOACH_PLAIN": "1"}, {"TERM": "dumb"}], ids=lambda one: next(iter(one))
)
def test_lines_are_chosen_by_the_environment_on_a_terminal_too(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from securecoach_tui.app.startup import use_plain_text

    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdout", Terminal())
    for name in ("ACCESSIBLE", "SECURECOACH_PLAIN", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert (
        not use_plain_text(Settings())
        and use_plain_text(Settings(face="plain"))
        and use_plain_text(Settings(), plain=True)
    )
    for name, value_ in environment.items():
        monkeypatch.setenv(name, value_)
    assert use_plain_text(Settings())


def test_lines_typed_while_saving_go_to_what_follows(tmp_path: Path) -> None:
    typed = [
        number("Choose another exercise"),
        "3",
        "1",
        "7",
        KEPT,
        "q",
        "4",
        "words",
        number("Where others can look"),
        "q",
    ]
    visit = visited(tmp_path, *typed)
    assert visit.lines[-1] == "Bye for now." and set(CONTENT.privacy()) <= set(visit.lines)


def test_debrief_shows_what_was_expected_of_a_lived_rung(tmp_path: Path) -> None:
    ladder = number("The closeness ladder")
    prepared = visited(tmp_path, ladder, "9", "1", "yes", "to freeze", "8", "7", "4")
    assert prepared.has("Closeness ladder, 1 minute") and prepared.record.sessions == []
    assert prepared.has("Once you've done it, come back and write how it went.")
    told = visited(tmp_path, first_due(), "1", "3", "no", "it went well", "yes", "fine", "q", later=3600)
    for line in (
        "You prepared this step: tell someone one thing you feel.",
        "You expected: to freeze",
        "You thought this was 80% likely.",
        "You expected it to be 7 out of 10.",
        "You expected 7.",
        "What you feared did not happen.",
    ):
        assert line in told.lines
    (session,) = told.record.sessions
    assert (session.rung_id, session.feared, session.planned_seconds) == ("say-a-feeling", "no", None)
    assert [(one.when, one.value) for one in session.ratings] == [("before", 4), ("after", 3)]
    assert visited(tmp_path, "q", later=7200).record.of_kind("debrief")[0]["waits"] is False


def test_plain_menu_begins_one_minute_at_once(tmp_path: Path) -> None:
    visit = visited(tmp_path, number("Something shorter: 1 minute"), "", "", "", "")
    assert visit.has("Slow breathing, 1 minute.") and visit.has("You did the full 1 minute.")


def test_plain_stop_within_ten_seconds_keeps_nothing_and_says_so(tmp_path: Path) -> None:
    visit = visited(tmp_path, number("Choose another exercise"), "3", "1", "7", 9.0, "q", "q")
    assert visit.has(
        "It's fine to stop early. Not saved, because you practised for less than 10 seconds."
    ) and not visit.has("Saved.")
    assert visit.record.sessions == [] and not visit.context.unfinished()


def test_plain_caution_is_said_once_and_again_when_asked_for(tmp_path: Path) -> None:
    caution = CONTENT.cautions(["breath"])[1]
    begins = [number("Something shorter: 1 minute"), "?", "4", KEPT, "q", "3", "", "q"]
    assert [visited(tmp_path, *begins).lines.count(caution) for _time in range(2)] == [1, 1]
    assert visited(tmp_path, *[one for one in begins if one != "?"]).lines.count(caution) == 0


def test_words_of_harm_typed_at_a_list_name_people(tmp_path: Path) -> None:
    people = "To see who you can talk to, type: securecoach support"
    assert visited(tmp_path, "I want to die", "q").lines.count(people) == 1
    assert people not in visited(tmp_path, "history please", "q").lines


def test_words_of_harm_that_are_kept_name_people(tmp_path: Path) -> None:
    people = "To see who you can talk to, type: securecoach support"
    rung = visited(tmp_path, LADDER, "1", "3", "stay when he hits me", "11", "let him hit me", "no", "", "q")
    assert rung.lines.count(people) == 2
    assert visited(tmp_path, number("What comforts me"), "1", "I want to die", "", "q").lines.count(people) == 1
