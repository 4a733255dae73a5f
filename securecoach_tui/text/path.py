"""The path of eight weeks in sentences, for both displays and the command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from securecoach_tui.i18n import _, ngettext
from securecoach_tui.practice.path.page import OfferLine, PathPage, TriedOnPath
from securecoach_tui.practice.path.state import Act, OtherTurn, PathState, WeekWords
from securecoach_tui.practice.path.weeks import LAST, LEANS, EightWeeks, Lean, Lesson, PathWeek
from securecoach_tui.practice.record import Direction
from securecoach_tui.text.exercise_errors import bad_exercise_words
from securecoach_tui.text.progress import capacity_heading
from securecoach_tui.text.quantities import number_words

if TYPE_CHECKING:
    from securecoach_tui.practice.exercise.parser import BadExercise
    from securecoach_tui.progress.model import Progress


def title() -> str:
    """The name of the path, as a list shows it."""
    return _("A path of eight weeks")


def home_words(state: PathState, weeks: EightWeeks) -> str:
    """The one line of the first screen."""
    return _("Your path: week {n}, {theme}").format(n=state.week, theme=weeks.week(state.week).theme)


def week_words(week: PathWeek) -> str:
    """A week by its number and theme: "Week 3: Words"."""
    return _("Week {n}: {theme}").format(n=week.number, theme=week.theme)


def number_of_all(week: PathWeek) -> str:
    """Which week of how many: "week 3 of 8"."""
    return _("week {n} of {all}").format(n=week.number, all=LAST)


def plenty_words(week: PathWeek) -> str:
    """How many sessions are plenty."""
    number = number_words(week.sessions)
    number = number[:1].upper() + number[1:]
    if week.sessions < 3:
        shape = ngettext(
            "{n} short session is plenty. This is a short week.",
            "{n} short sessions are plenty. This is a short week.",
            week.sessions,
        )
    else:
        shape = ngettext(
            "{n} session of five minutes is plenty.", "{n} sessions of five minutes are plenty.", week.sessions
        )
    return shape.format(n=number)


def plan_words(week: PathWeek) -> str:
    """The week beside the days planned for practice."""
    return _("You're in {week} of your path. {plenty}").format(week=number_of_all(week), plenty=plenty_words(week))


def to_try(lesson: Lesson) -> str:
    """What to try in life."""
    return _("To try: {words}").format(words=lesson.to_try)


def fact_words(lesson: Lesson) -> list[str]:
    """What is known, and its source."""
    source = _("Source: {citation}.").format(citation=lesson.source.rstrip("."))
    return [_("What is known: {fact}").format(fact=lesson.fact), source]


def lesson_lines(week: PathWeek, lesson: Lesson) -> list[str]:
    """A lesson, line by line."""
    return [week_words(week), *lesson.lesson, to_try(lesson), *fact_words(lesson)]


def practised_words(done: int) -> str:
    """How often an exercise was practised this week; empty for never."""
    if not done:
        return ""
    return _("practised once") if done == 1 else _("practised {n} times").format(n=done)


def offer_title(offer: OfferLine) -> str:
    """An exercise on offer, with how to do it this time."""
    return _("{title}, {note}").format(title=offer.title, note=offer.note) if offer.note else offer.title


def offer_words(offer: OfferLine) -> str:
    """An exercise on offer and its mark, in one line."""
    done = practised_words(offer.done)
    return _("{what}: {done}").format(what=offer_title(offer), done=done) if done else offer_title(offer)


def act_words(act: Act, state: PathState, weeks: EightWeeks) -> str:
    """What a person can do, as a row of a list."""
    if act in (Act.NEXT, Act.BACK):
        week = weeks.week(state.week + (1 if act is Act.NEXT else -1))
        facts = {"n": week.number, "theme": week.theme}
        return (_("Go to week {n}: {theme}") if act is Act.NEXT else _("Back to week {n}: {theme}")).format(**facts)
    return {
        Act.START: _("Start again at week 1") if state.begun else _("Start"),
        Act.RESUME: _("Go on at week {n}, where you left off").format(n=state.week),
        Act.REPEAT: _("This week once more"),
        Act.LEAN: _("Choose another starting point"),
        Act.LEAVE: _("Leave the path"),
    }[act]


def turned_words(state: PathState, weeks: EightWeeks) -> str:
    """Where the person is after an act."""
    if not state.on:
        return _("You've left the path. Week {n} is saved for you, if you want to come back.").format(n=state.week)
    return _("You're in week {n}: {theme}.").format(n=state.week, theme=weeks.week(state.week).theme)


def left_words(state: PathState) -> str:
    """What is said after an absence."""
    return _("You left off in week {n}.").format(n=state.week)


def hard_words() -> str:
    """What is said where nothing leads on."""
    return _("Last time was hard. Something soothing comes first. The path can wait.")


def other_words(other: OtherTurn, state: PathState) -> str:
    """What is said once, after two computers turned to different weeks."""
    sentence = _("On another computer you went to week {other}. You're in week {n}, because you chose that last.")
    return sentence.format(other=other.week, n=state.week)


def asks_words() -> str:
    """The question after a check-in with another result."""
    return _(
        "Your last check-in suggests another starting point. Would you like to go on as you were, or from the new one?"
    )


def lean_rows(choices: Mapping[Direction, str]) -> list[str]:
    """The directions to start in, in the order of ``LEANS``; ``choices`` are the check-in's names of directions."""
    return [choices[Direction(lean)] for lean in LEANS]


def ask_rows(lean: Lean, choices: Mapping[Direction, str]) -> list[str]:
    """The two answers to ``asks_words``; ``choices`` as for ``lean_rows``."""
    return [_("Go on as I was"), _("Go on with: {what}").format(what=choices.get(Direction(lean), lean))]


def offered_words() -> str:
    """The one offer after a check-in."""
    return _("There is a path of eight weeks for it, at your own pace. It's in the menu, or type: securecoach path")


def end_of_week_words() -> str:
    """What the two questions at the end of a week are for."""
    return _("Two questions before you go on. You can leave them empty.")


def own_file_words(error: BadExercise) -> str:
    """Why a path of the person's own isn't used."""
    why = bad_exercise_words(error).rstrip(".")
    return _("path.toml can't be used ({why}), so you see the built-in path.").format(why=why)


def written_lines(written: Sequence[WeekWords]) -> list[str]:
    """What the person wrote at the end of weeks."""
    lines = []
    for one in written:
        if one.helped:
            lines.append(_("Week {n}, what helped: {words}").format(n=one.week, words=one.helped))
        if one.keep:
            lines.append(_("Week {n}, what you would keep: {words}").format(n=one.week, words=one.keep))
    return lines


def look_back_lines(tried: TriedOnPath, page: PathPage, progress: Progress, titles: Mapping[str, str]) -> list[str]:
    """What was tried, what the person said about it, figures in words, and three tools to keep."""
    lines = [_("What you tried")]
    for id, n in tried.tried:
        lines.append(ngettext("{title}: once", "{title}: {n} times", n).format(title=titles.get(id, id), n=n))
    if not tried.tried:
        lines.append(_("Nothing yet, and that's fine. The path has no deadline."))
    if page.words:
        lines += ["", _("What you said"), *written_lines(page.words)]
    measured = [capacity_heading(one) for one in progress.capacities.values() if one.sessions]
    if measured:
        lines += ["", _("My progress"), *measured]
    if tried.tools:
        lines += ["", _("Tools you could keep"), *(titles.get(id, id) for id in tried.tools)]
    return lines
