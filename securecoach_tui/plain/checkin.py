"""The direction check-in: twelve statements, their result, and the direction that the person chooses."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from securecoach_tui.app.checkin_results import last_day
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import Quit, ask_number, choose
from securecoach_tui.plain.typed_keys import typed
from securecoach_tui.practice.checkin import (
    DRAFT,
    HIGHEST,
    KIND,
    LOWEST,
    CheckInResult,
    due,
    fields,
    half_way,
    half_way_text,
    score,
)
from securecoach_tui.practice.record import Direction
from securecoach_tui.text import dates

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext


def check_in(context: PlainContext) -> None:
    """Run the check-in. An unfinished one can be continued; only a complete one is scored.

    Raises:
        Quit: the person leaves.
    """
    words = context.content.checkin()
    last = last_day(context.record)
    today = context.clock.now().date()
    if not due(last, today):
        assert last is not None
        context.io.print(
            _("Your last check-in was {day}. You'll learn more if you leave four weeks between check-ins.").format(
                day=dates.relative_day(last, today)
            )
        )
        labels = [_("Check in anyway"), _("Choose where to start")]
        choice = choose(context, _("Check in"), labels)
        if choice is None:
            return
        if choice == 1:
            _choose_direction(context, None, {})
            return
    for line in words.before:
        context.io.print(typed(line))
    begun = _started_answers(context)
    answers = None if begun is None else _ask_items(context, begun)
    if answers is None:
        return
    result = score(words.items, answers)
    for line in [*words.results[result.direction], *words.after]:
        context.io.print(typed(line))
    _choose_direction(context, result, answers)


def _started_answers(context: PlainContext) -> dict[str, int | None] | None:
    """The answers of an unfinished check-in, or an empty dict; None if the person goes back."""
    items = context.content.checkin().items
    waiting = half_way(context.drafts.find(DRAFT), items)
    if not waiting:
        return {}
    continue_label = _("Go on at question {n} of {all}").format(n=len(waiting) + 1, all=len(items))
    if len(waiting) == len(items):
        continue_label = _("See your result")
    choice = choose(context, _("You have an unfinished check-in"), [continue_label, _("Start again")])
    if choice == 1:
        context.drafts.drop(DRAFT)
    return None if choice is None else {} if choice == 1 else waiting


def _ask_items(context: PlainContext, answers: dict[str, int | None]) -> dict[str, int | None] | None:
    """Ask the items. Return an answer of 1-7 by item id, None for an item left out; None if the person stops early.

    Each answer is saved immediately.
    """
    words = context.content.checkin()
    leave_out, stop, before = _("leave out"), _("stop"), _("previous")
    intro = _("{n} questions. {scale}. Press enter to skip one.")
    context.io.print(intro.format(n=len(words.items), scale=words.scale))
    context.io.print(
        _("Type previous to go back one, or stop to leave. Your answers are saved, and nothing is scored yet.")
    )
    index, stop_line = len(answers), _("Stopped here. Your answers are saved, and nothing is scored yet.")
    while index < len(words.items):
        item = words.items[index]
        long = _("{n} of {all}: {text}").format(n=index + 1, all=len(words.items), text=item.text)
        earlier, empty = answers.get(item.id), _("to skip it")
        prompt = _("From 1 to 7, or press enter to skip")
        if earlier is not None:
            empty, prompt = _("to keep your answer"), _("From 1 to 7, or press enter to keep {n}").format(n=earlier)
            long = f"{long} {_('You answered {n}. Press enter to keep it.').format(n=earlier)}"
        try:
            answer = ask_number(context, long, prompt, LOWEST, HIGHEST, leave_out, stop, before, empty=empty)
        except Quit:
            context.io.print(stop_line)
            raise
        if answer == stop:
            context.io.print(stop_line)
            return None
        if answer == before:
            index = max(0, index - 1)
            continue
        if answer is None and earlier is not None:
            answer = earlier
            context.io.print(_("Your answer: {what}.").format(what=earlier))
        answers[item.id] = answer if isinstance(answer, int) else None
        context.drafts.put(DRAFT, half_way_text(answers))
        index += 1
        if answers[item.id] is None:
            context.io.print(_("Skipped."))
    return answers


def _choose_direction(context: PlainContext, result: CheckInResult | None, answers: dict[str, int | None]) -> None:
    """Ask where practice begins. The choice overrides the result; no choice keeps it."""
    words = context.content.checkin()
    directions: list[Direction] = [candidate for candidate in Direction if candidate in words.choices]
    labels = [words.choices[candidate] for candidate in directions]
    keeps = ("", "")
    if result is not None and result.direction in directions:
        keeps = _("Type a number, or press enter to keep it"), _("to keep what your answers suggest")
        context.io.print(_("Press enter to keep what your answers suggest."))
    elif result is not None:
        keeps = _("Type a number, or enter to leave it open"), _("to leave it open")
    chosen = choose(context, _("Where to start"), labels, keeps=keeps)
    if result is None and chosen is None:
        return
    direction = directions[chosen] if chosen is not None else None
    outcome = result or CheckInResult(None, None, Direction.UNCLEAR)
    entry = fields(context.clock.now(), answers, outcome, direction)
    context.writer.keep(KIND, secrets.token_hex(8), entry)
    if answers:
        context.drafts.drop(DRAFT)
    context.reload()
    now = direction or outcome.direction
    context.io.print(
        _('Your starting point is "{what}".').format(what=words.choices.get(now, _("whatever you choose")))
    )
    from securecoach_tui.plain.path import offer_after_checkin

    offer_after_checkin(context)
    context.print_saved()
