"""The menu: the suggested exercise, and everything else by number. An item's module is imported when it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from securecoach_tui.app import card_service
from securecoach_tui.i18n import _
from securecoach_tui.plain.line_io import LineIO
from securecoach_tui.plain.prompts import Quit, choose
from securecoach_tui.practice import plan as plans
from securecoach_tui.text import cards as cards_words
from securecoach_tui.text import comforts as comforts_words
from securecoach_tui.text import durations, suggestions
from securecoach_tui.text.pages import PAGES, TextPage

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext

MenuItem = tuple[str, Callable[["PlainContext"], None]]


def run(context: PlainContext) -> None:
    """Show the menu until the person leaves."""
    try:
        while True:
            menu_items = items(context)
            labels = [label for label, _open in menu_items]
            names = [NAMES.get(open_item, ()) for _label, open_item in menu_items]
            chosen = choose(context, _("What would you like to do?"), labels, first=True, names=names)
            if chosen is not None:
                menu_items[chosen][1](context)
    except Quit:
        say_goodbye(context.io)


def say_goodbye(io: LineIO) -> None:
    """Print the last line of the display."""
    io.print(_("Bye for now."))


def items(context: PlainContext) -> list[MenuItem]:
    """The items of the menu. Items such as an unfinished session come last, so that other numbers stay the same.

    Those items are also printed before the menu.
    """
    context.reload()
    suggested = context.suggestion()
    exercise = context.exercises()[suggested.exercise_id]
    length = durations.duration(suggested.minutes * 60)
    menu_items: list[MenuItem] = [
        (_("Start: {title}, {length}").format(title=exercise.title, length=length), begin_suggested),
        *fixed_items(),
    ]
    if context.starts_quietly:
        return menu_items
    today = context.today()
    context.io.print(suggestions.suggestion_words(suggested.reason, today))
    if plans.read(context.record.get(plans.KIND, plans.ID)).falls_on(today):
        context.io.print(_("Today is one of your days for practice."))
    on_path = context.path_line()
    for is_due, label, open_item in (
        (on_path, on_path, path),
        (context.unfinished(), _("An unfinished session"), unfinished),
        (context.debriefs(), _("How did your step with someone go?"), debrief),
        (card_service.due(context.record, context.clock.now()), cards_words.due_title(), card_due),
        (context.week_is_due(), _("Look back on your week"), look_back),
    ):
        if is_due:
            menu_items.append((label, open_item))
            context.io.print(_("Number {n}: {what}").format(what=label, n=len(menu_items)))
    return menu_items


def fixed_items() -> list[MenuItem]:
    """The items after the suggestion that are always in the menu."""
    return [
        (_("Choose another exercise"), choose_exercise),
        (_("Check in: which way do I lean?"), check_in),
        (_("The closeness ladder"), ladder),
        (_("What I need"), needs),
        (_("My progress"), progress),
        (_("History"), history),
        (_("What research says"), evidence),
        (_("People to talk to"), support),
        (_("My days for practice"), plan),
        (_("Settings"), settings),
        *((_(page.title), partial(read_page, page)) for page in PAGES),
        (_("Time on your own, step by step"), apart_ladder),
        (_("Something shorter: 1 minute"), begin_shorter),
        (_("A path of eight weeks"), path),
        (_(comforts_words.TITLE), comforts),
        (cards_words.title_words(), cards),
        (_("What's happening now?"), now),
    ]


def begin_suggested(context: PlainContext) -> None:
    from securecoach_tui.plain.start_session import begin_suggested

    begin_suggested(context)


def begin_shorter(context: PlainContext) -> None:
    from securecoach_tui.app.suggestion_service import ONE_MINUTE
    from securecoach_tui.plain.start_session import begin

    exercise = context.in_a_minute(context.suggestion().exercise_id)
    if exercise is not None:
        begin(context, exercise, ONE_MINUTE)


def now(context: PlainContext) -> None:
    from securecoach_tui.plain.now import now

    now(context)


def choose_exercise(context: PlainContext) -> None:
    from securecoach_tui.plain.start_session import choose_exercise

    choose_exercise(context)


def unfinished(context: PlainContext) -> None:
    from securecoach_tui.plain.start_session import unfinished

    unfinished(context, context.unfinished())


def debrief(context: PlainContext) -> None:
    from securecoach_tui.plain.start_session import debrief

    debrief(context)


def look_back(context: PlainContext) -> None:
    from securecoach_tui.plain.progress import look_back

    look_back(context)


def check_in(context: PlainContext) -> None:
    from securecoach_tui.plain.checkin import check_in

    check_in(context)


def ladder(context: PlainContext) -> None:
    from securecoach_tui.plain.ladder import ladder

    ladder(context)


def apart_ladder(context: PlainContext) -> None:
    from securecoach_tui.app.ladder_service import APART
    from securecoach_tui.plain.ladder import ladder

    ladder(context, APART)


def path(context: PlainContext) -> None:
    from securecoach_tui.plain.path import path

    path(context)


def comforts(context: PlainContext) -> None:
    from securecoach_tui.plain.comforts import show_comforts

    show_comforts(context)


def needs(context: PlainContext) -> None:
    from securecoach_tui.plain.needs import needs

    needs(context)


def cards(context: PlainContext) -> None:
    from securecoach_tui.plain.cards import cards

    cards(context)


def card_due(context: PlainContext) -> None:
    from securecoach_tui.plain.cards import ask_about_week

    ask_about_week(context)


def progress(context: PlainContext) -> None:
    from securecoach_tui.plain.progress import progress

    progress(context)


def history(context: PlainContext) -> None:
    from securecoach_tui.plain.history import history

    history(context)


def evidence(context: PlainContext) -> None:
    from securecoach_tui.plain.evidence import evidence

    evidence(context)


def support(context: PlainContext) -> None:
    from securecoach_tui.plain.support import support

    support(context)


def plan(context: PlainContext) -> None:
    from securecoach_tui.plain.plan import plan

    plan(context)


def settings(context: PlainContext) -> None:
    from securecoach_tui.plain.settings import settings

    settings(context)


def read_page(page: TextPage, context: PlainContext) -> None:
    for line in page.lines(context):
        context.io.print(line)


# Words that open an item, besides its number and its label.
NAMES: dict[Callable[[PlainContext], None], tuple[str, ...]] = {now: ("n", "now")}
