"""The path of eight weeks in plain text."""

from __future__ import annotations

from pathlib import Path

from securecoach_tui.app.current_week import state_of
from securecoach_tui.config.settings import Settings
from securecoach_tui.plain.context import PlainContext
from tests.plain.talk import KEPT, Visit, a_context, first_due, lines_of, number, visited

PATH = number("A path of eight weeks")
CHECKIN = number("Check in: which way do I lean?")
STARTED = (PATH, "1", "1")  # nobody who might wait, soothing myself


def started(folder: Path, *more: str, later: float = 0.0) -> Visit:
    return visited(folder, *STARTED, *more, "", "q", later=later)


def row(visit: Visit, label: str) -> str:
    """The number of a row of the week."""
    return next(line.split(" ", 1)[0] for line in visit.lines if line.endswith(f" {label}"))


def test_path_says_who_might_wait_and_starts_where_chosen(tmp_path: Path) -> None:
    visit = started(tmp_path)
    assert visit.has("You are in danger, or someone hurts") and visit.has("The parts were tested. Their order was not.")
    assert visit.has("You're in week 1: Arrive.") and visit.has("To try: Before you pick up your phone")
    assert visit.has("Source: Laborde et al. (2022)") and visit.has("Three sessions of five minutes are plenty.")
    assert sum(line.startswith("To try: ") for line in visit.lines) == 1, "the lesson is printed once"
    state = state_of(visit.record)
    assert (state.on, state.week, state.lean) == (True, 1, "anxious")


def test_path_that_waits_leads_to_people_to_talk_to(tmp_path: Path) -> None:
    visit = visited(tmp_path, PATH, "2", "", "q")
    assert visit.has("If you are in danger now") or visit.has("Show who you can call") or visit.has("People to talk to")
    assert not state_of(visit.record).begun


def test_menu_has_one_line_for_the_path_unless_it_starts_quietly(tmp_path: Path) -> None:
    started(tmp_path)
    line = f"Number {first_due()}: Your path: week 1, Arrive"
    visit = visited(tmp_path, "q")
    assert visit.lines.count(line) == 1 and visit.has("This is for week 1 of your path.")
    quiet = visited(tmp_path, "q", preferences=Settings(first_run_seen=True, quiet_first_screen=True))
    assert not any("Your path" in one for one in quiet.lines)


def test_end_of_a_week_keeps_ones_own_words(tmp_path: Path) -> None:
    turn = row(started(tmp_path), "Go to week 2: What matters")
    visit = visited(tmp_path, PATH, turn, "the long breath out", "looking round", "", "q")
    assert visit.has("Two questions before you go on. You can leave them empty.")
    assert visit.has("You're in week 2: What matters.") and state_of(visit.record).week == 2
    page = visit.context.path_page()
    assert [(one.week, one.helped, one.keep) for one in page.words] == [(1, "the long breath out", "looking round")]
    back = row(visited(tmp_path, PATH, "", "q"), "Back to week 1: Arrive")
    again = visited(tmp_path, PATH, back, "", "q")
    assert state_of(again.record).week == 1 and again.context.path_page().words == page.words


def test_words_of_harm_name_people_to_talk_to(tmp_path: Path) -> None:
    started(tmp_path)
    visit = visited(tmp_path, PATH, "4", "they hit me again", "", "", "q")
    assert visit.lines.count("To see who you can talk to, type: securecoach support") == 1


def test_exercise_of_the_week_is_marked_once_it_was_practised(tmp_path: Path) -> None:
    visit = started(tmp_path)
    session = {"exercise": "senses-grounding", "started": "2026-03-03T21:00:30+00:00", "practised_seconds": 20.0}
    visit.record.save("session", "s1", session)
    visit = visited(tmp_path, PATH, "", "q", later=90)
    assert "2 Grounding: practised once" in visit.lines and "1 Slow breathing" in visit.lines


def test_leaving_asks_and_the_week_is_kept(tmp_path: Path) -> None:
    leave = row(started(tmp_path), "Leave the path")
    visit = visited(tmp_path, PATH, leave, "no", leave, "yes", "q")
    assert visit.has("You've left the path. Week 1 is saved for you") and not state_of(visit.record).on
    assert visited(tmp_path, PATH, "", "q").has("1 Go on at week 1, where you left off")


def test_path_is_offered_once_after_a_checkin(tmp_path: Path) -> None:
    said = "There is a path of eight weeks for it"
    answers = ["1", *["4"] * 10, "1"]
    checked = visited(tmp_path, CHECKIN, *answers, "2", "q")
    assert checked.has(said) and not checked.has("The parts were tested.")
    again = visited(tmp_path, CHECKIN, "2", "1", "q")
    assert again.has("Your starting point is") and not again.has(said)


def test_changed_direction_is_asked_about_once(tmp_path: Path) -> None:
    started(tmp_path)
    visited(tmp_path, CHECKIN, *["4"] * 12, "2", "q")
    asked = visited(tmp_path, PATH, "2", "", "q")
    assert asked.has("Your last check-in suggests another starting point.") and asked.has(
        "2 Go on with: staying close, in small steps"
    )
    assert state_of(asked.record).lean == "avoidant" and state_of(asked.record).week == 1
    assert not visited(tmp_path, PATH, "", "q").has("Your last check-in suggests another starting point.")


def context_after(folder: Path, *typed: str) -> tuple[PlainContext, list[str]]:
    from securecoach_tui.plain import menu

    context = a_context(folder, *typed)
    menu.run(context)
    return context, lines_of(context)


def test_high_end_leads_to_soothing_and_turning_comes_last(tmp_path: Path) -> None:
    started(tmp_path)
    context, lines = context_after(tmp_path, PATH, "2", "1", "3", KEPT, "q", "9", "", "", "", PATH, "", "q")
    context.writer.close()
    hard = lines.index("Last time was hard. Something soothing comes first. The path can wait.")
    after = [line for line in lines[hard:] if line[:1].isdigit()]
    assert after[0].startswith("1 Start: ")
    places = {line.split(" ", 1)[1]: n for n, line in enumerate(after)}
    assert places["Go to week 2: What matters"] > places["Leave the path"]


def test_lesson_can_be_heard_where_spoken_prompts_are_on(tmp_path: Path) -> None:
    from securecoach_tui.plain import menu

    started(tmp_path)
    said: list[str] = []
    context = a_context(tmp_path, PATH, "4", "", "q", preferences=Settings(first_run_seen=True, voice=True))
    context.speak = said.append  # type: ignore[method-assign]
    menu.run(context)
    context.writer.close()
    assert "4 Hear the lesson" in lines_of(context) and said[0].startswith("When closeness feels unsure")
