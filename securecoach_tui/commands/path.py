"""The path of eight weeks: shown, started, turned or left."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from securecoach_tui.commands.errors import Refused, say_error
from securecoach_tui.commands.options import data_dir_option, paths_of, record_of, titles_of
from securecoach_tui.commands.output import print_json, say
from securecoach_tui.commands.saving import save
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.folded_text import folded
from securecoach_tui.practice.path.state import KIND, Act, possible
from securecoach_tui.practice.path.weeks import LEANS
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import path as words
from securecoach_tui.text.yes_and_no import no_words, yes_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from securecoach_tui.config.data_paths import DataPaths
    from securecoach_tui.practice.path.page import PathPage
    from securecoach_tui.practice.path.state import Entry
    from securecoach_tui.practice.path.weeks import Lean


NOT_SAVED = N_("The path is not saved: {why}")


@click.command()
@click.option("--start", is_flag=True, help=_("Start the path, or go on where you left off. It asks first."))
@click.option("--leave", is_flag=True, help=_("Leave the path. It asks first, and your week is saved."))
@click.option("--next", "next_", is_flag=True, help=_("Go to the next week."))
@click.option("--back", is_flag=True, help=_("Go back one week."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
@data_dir_option
def path(start: bool, leave: bool, next_: bool, back: bool, as_json: bool, data_dir: str | None) -> None:
    """A path of eight weeks, at your own pace."""
    if start + leave + next_ + back > 1:
        raise Refused(_("Use only one of --start, --leave, --next and --back at a time."))
    paths = paths_of(data_dir)
    found = _page(paths)
    tell: Callable[[str], None] = _tell_on_error if as_json else say
    if found.problem:
        say_error(found.problem)
    act = Act.NEXT if next_ else Act.BACK if back else Act.LEAVE if leave else None
    changes: list[Entry] = []
    if start:
        changes = _started(paths, found, tell)
    elif act is not None:
        changes = _acted(found, act, tell)
    if changes:
        save(paths, KIND, changes, _(NOT_SAVED))
        found = _page(paths)
    if as_json:
        print_json(_as_json(found))
    elif start or act is not None:
        _say_turned(found, changes, start=start)
    else:
        _say_page(paths, found)


def _page(paths: DataPaths) -> PathPage:
    from securecoach_tui import content
    from securecoach_tui.app import path_service
    from securecoach_tui.clock import SystemClock

    own = content.custom(paths.exercises)[0]
    return path_service.page(record_of(paths), SystemClock().now(), data=paths.data, own=own, titles=titles_of(paths))


def _as_json(found: PathPage) -> dict[str, Any]:
    """The week as JSON; off the path only what was written before."""
    lesson = found.lesson
    return {
        "week": found.state.week if lesson else None,
        "direction": found.state.lean if lesson else None,
        "theme": found.week.theme if lesson else None,
        "lesson": "\n".join([*lesson.lesson, *words.fact_words(lesson)]) if lesson else None,
        "offers": [offer.exercise for offer in found.offers],
        "tries": [lesson.to_try] if lesson else [],
        "kept": [{"week": one.week, "helped": one.helped, "keep": one.keep} for one in found.words],
    }


def _say_page(paths: DataPaths, found: PathPage) -> None:
    """Print the week, or what the path is."""
    lesson = found.lesson
    if lesson is None:
        for line in [words.title(), *found.weeks.about, *found.weeks.wait]:
            say(line)
        if found.state.begun:
            say(words.left_words(found.state))
        say(_("To start it: securecoach path --start"))
        return
    if found.other is not None:
        from securecoach_tui.app import path_service

        say(words.other_words(found.other, found.state))
        save(paths, KIND, path_service.told(found.other), _(NOT_SAVED))
    for line in words.lesson_lines(found.week, lesson):
        say(line)
    say(words.plenty_words(found.week))
    if found.hard:
        say(words.hard_words())
    for offer in found.offers:
        say(f"{offer.exercise}: {words.offer_words(offer)}")
    for line in words.written_lines(found.words):
        say(line)
    say(_("When you want to move on: securecoach path --next, --back or --leave"))


def _say_turned(found: PathPage, changes: Sequence[Entry], *, start: bool) -> None:
    if not changes:
        if not start:
            say(_("Nothing has changed."))
        return
    say(words.turned_words(found.state, found.weeks))
    if found.lesson is not None:
        _say_lesson(found)


def _say_lesson(found: PathPage) -> None:
    lesson = found.lesson
    assert lesson is not None, "only on the path"
    for line in words.lesson_lines(found.week, lesson)[1:]:
        say(line)
    for offer in found.offers:
        say(f"{offer.exercise}: {words.offer_words(offer)}")


# Turning and leaving


def _acted(found: PathPage, act: Act, tell: Callable[[str], None]) -> list[Entry]:
    """What to save for --next, --back or --leave; nothing if there is no such week, or the answer isn't yes.

    Raises:
        Refused: the person isn't on the path.
    """
    from securecoach_tui.app import path_service
    from securecoach_tui.clock import SystemClock

    if not found.state.on:
        raise Refused(_("You aren't on the path. To start it: securecoach path --start"))
    if act not in possible(found.state):
        tell(
            _("Week 8 is the last one. You can stay, go back, or leave.")
            if act is Act.NEXT
            else _("Week 1 is the first one.")
        )
        return []
    if act is Act.LEAVE and not _asked_yes(_("Leave the path? Your week is saved. Type yes or no: "), tell):
        return []
    return path_service.changes(found.state, act, SystemClock().now())


# Starting


def _started(paths: DataPaths, found: PathPage, tell: Callable[[str], None]) -> list[Entry]:
    """What to save for --start; nothing where the person waits, or gives no answer."""
    from securecoach_tui.app import path_service
    from securecoach_tui.clock import SystemClock

    if found.state.on:
        tell(words.turned_words(found.state, found.weeks))
        return []
    for line in [*found.weeks.about, *found.weeks.wait]:
        tell(line)
    if not _asked_yes(_("If none of these is true, you can start. Start now? Type yes or no: "), tell):
        tell(_("That's fine. The path can wait. For people to talk to: securecoach support"))
        return []
    now = SystemClock().now()
    if found.state.begun and _goes_on(found, tell):
        return path_service.changes(found.state, Act.RESUME, now)
    lean = path_service.known_lean(record_of(paths)) or _asked_lean(tell)
    if lean is None:
        tell(_("Nothing has changed."))
        return []
    return path_service.changes(found.state, Act.START, now, lean)


def _goes_on(found: PathPage, tell: Callable[[str], None]) -> bool:
    """Whether to go on at the week that was left; that is also what no answer means."""
    tell(words.left_words(found.state))
    answer = _ask(_("Go on there? Type yes, or no to start again at week 1: "), tell)
    return answer is None or answer not in map(folded, no_words())


def _asked_lean(tell: Callable[[str], None]) -> Lean | None:
    """The direction, by its number, its name, or its words; None where no answer is given."""
    from securecoach_tui import content

    rows = dict(zip(LEANS, words.lean_rows(content.load().checkin().choices), strict=True))
    for number, label in enumerate(rows.values(), 1):
        tell(_("{number} {label}").format(number=number, label=label))
    while True:
        answer = _ask(_("Where would you like to start? Type a number: "), tell)
        if not answer:
            return None
        for number, (lean, label) in enumerate(rows.items(), 1):
            if answer in (str(number), folded(lean), folded(label)):
                return lean
        tell(_('"{text}" is none of these. Type 1, 2 or 3, or press enter to cancel.').format(text=visible(answer)))


def _asked_yes(prompt: str, tell: Callable[[str], None]) -> bool:
    """Ask; anything but yes, and the end of input too, is no."""
    answer = _ask(prompt, tell)
    return answer is not None and answer in map(folded, yes_words())


def _ask(prompt: str, tell: Callable[[str], None]) -> str | None:
    """The line typed at a prompt, without capitals; None at the end of input."""
    stream = sys.stderr if tell is _tell_on_error else sys.stdout
    stream.write(prompt)
    stream.flush()
    line = sys.stdin.readline()
    if not sys.stdin.isatty() or not line:  # the prompt's line isn't ended by what was typed
        stream.write("\n")
        stream.flush()
    return folded(line.strip()) if line else None


def _tell_on_error(sentence: str) -> None:
    """Where standard output is JSON, sentences and questions go to standard error."""
    say_error(sentence)
