"""The direction check-in: twelve statements, their result, and the direction that the person chooses."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from securecoach_tui.app.session_setup import last_checkin
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import Quit, ask_number, choose
from securecoach_tui.practice.checkin import (
    DRAFT,
    HIGHEST,
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

CHECKIN = "checkin"


def check_in(context: PlainContext) -> None:
    """Run the check-in. One that is left half-way can be continued, and is only scored once it is complete.

    Raises:
        Quit: the person leaves.
    """
    words = context.content.checkin()
    last = _last_day(context)
    today = context.clock.now().date()
    if not due(last, today):
        assert last is not None
        context.io.print(
            _("The last check-in was {day}. Four weeks between two of them say more.").format(
                day=dates.relative_day(last, today)
            )
        )
        ways = [_("Check in all the same"), _("Choose for myself where to begin")]
        way = choose(context, _("Check in"), ways)
        if way is None:
            return
        if way == 1:
            _choose_direction(context, None, {})
            return
    for line in words.before:
        context.io.print(line)
    begun = _started_answers(context)
    answers = None if begun is None else _ask_items(context, begun)
    if answers is None:
        return
    result = score(words.items, answers)
    for line in [*words.results[result.direction], *words.after]:
        context.io.print(line)
    _choose_direction(context, result, answers)


def _started_answers(context: PlainContext) -> dict[str, int | None] | None:
    """The answers of a check-in that was left half-way, else none; None where the person goes back."""
    items = context.content.checkin().items
    waiting = half_way(context.drafts.find(DRAFT), items)
    if not waiting:
        return {}
    on = _("Go on at line {n} of {all}").format(n=len(waiting) + 1, all=len(items))
    if len(waiting) == len(items):
        on = _("See what your answers come to")
    way = choose(context, _("One waits, half-way"), [on, _("Begin anew")])
    if way == 1:
        context.drafts.drop(DRAFT)
    return None if way is None else {} if way == 1 else waiting


def _ask_items(context: PlainContext, answers: dict[str, int | None]) -> dict[str, int | None] | None:
    """Ask the items. Returns 1-7 by item, None for those left out; or None where the person stops before the end.

    Each answer is saved at once.
    """
    words = context.content.checkin()
    leave_out, stop, before = _("leave out"), _("stop"), _("line before")
    intro = _("{n} lines. {scale}. An empty line or the words leave out pass one over.")
    context.io.print(intro.format(n=len(words.items), scale=words.scale))
    context.io.print(_("line before goes back one. stop leaves it; your answers wait here, and nothing is scored."))
    index, left = len(answers), _("Left here. Your answers wait; nothing is scored.")
    while index < len(words.items):
        item = words.items[index]
        long = _("{n} of {all}: {text}").format(n=index + 1, all=len(words.items), text=item.text)
        prompt, empty = _("1-7, empty leaves it out"), _("to leave it out")
        try:
            given = ask_number(context, long, prompt, LOWEST, HIGHEST, leave_out, stop, before, empty=empty)
        except Quit:
            context.io.print(left)
            raise
        if given == stop:
            context.io.print(left)
            return None
        if given == before:
            index = max(0, index - 1)
            continue
        answers[item.id] = given if isinstance(given, int) else None
        context.drafts.put(DRAFT, half_way_text(answers))
        index += 1
        if answers[item.id] is None:
            context.io.print(_("Left out."))
    return answers


def _choose_direction(context: PlainContext, result: CheckInResult | None, answers: dict[str, int | None]) -> None:
    """Ask where practice begins. The choice overrides the result; no choice keeps it."""
    words = context.content.checkin()
    directions: list[Direction] = [one for one in Direction if one in words.choices]
    labels = [words.choices[one] for one in directions]
    if result is not None and result.direction in directions:
        context.io.print(_("An empty line keeps what your answers point to."))
    chosen = choose(context, _("Where practice begins"), labels)
    if result is None and chosen is None:
        return
    direction = directions[chosen] if chosen is not None else None
    found = result or CheckInResult(None, None, Direction.UNCLEAR)
    kept = fields(context.clock.now(), answers, found, direction)
    context.writer.keep(CHECKIN, secrets.token_hex(8), kept)
    if answers:
        context.drafts.drop(DRAFT)
    context.reload()
    now = direction or found.direction
    context.io.print(_("Practice begins with: {what}.").format(what=words.choices.get(now, _("whatever you choose"))))
    context.print_saved()


def _last_day(context: PlainContext) -> date | None:
    entry = last_checkin(context.record)
    try:
        return date.fromisoformat(str((entry or {}).get("at", ""))[:10])
    except ValueError:
        return None
