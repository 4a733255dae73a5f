"""The direction check-in in lines: twelve statements, what they come to, and the person's own choice."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from securecoach_tui.app.session_setup import last_checkin
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import Gone, choose, number
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
    from securecoach_tui.plain.plain_context import PlainContext

CHECKIN = "checkin"


def check_in(sitting: PlainContext) -> None:
    """All of it; one that is left half-way waits, and is never scored before it is whole.

    Raises:
        Gone: the person leaves.
    """
    words, lines = sitting.words.checkin(), sitting.lines
    last = _last(sitting)
    today = sitting.clock.now().date()
    if not due(last, today):
        assert last is not None
        lines.line(
            _("The last check-in was {day}. Four weeks between two of them say more.").format(
                day=dates.relative_day(last, today)
            )
        )
        ways = [_("Check in all the same"), _("Choose for myself where to begin")]
        way = choose(sitting, _("Check in"), ways)
        if way is None:
            return
        if way == 1:
            _choose_direction(sitting, None, {})
            return
    for line in words.before:
        lines.line(line)
    begun = _begun(sitting)
    answers = None if begun is None else _answers(sitting, begun)
    if answers is None:
        return
    result = score(words.items, answers)
    for line in [*words.results[result.direction], *words.after]:
        lines.line(line)
    _choose_direction(sitting, result, answers)


def _begun(sitting: PlainContext) -> dict[str, int | None] | None:
    """What was answered when one was left half-way, or nothing yet; None where the person goes back."""
    items = sitting.words.checkin().items
    waiting = half_way(sitting.drafts.find(DRAFT), items)
    if not waiting:
        return {}
    on = _("Go on at line {n} of {all}").format(n=len(waiting) + 1, all=len(items))
    if len(waiting) == len(items):
        on = _("See what your answers come to")
    way = choose(sitting, _("One waits, half-way"), [on, _("Begin anew")])
    if way == 1:
        sitting.drafts.drop(DRAFT)
    return None if way is None else {} if way == 1 else waiting


def _answers(sitting: PlainContext, answers: dict[str, int | None]) -> dict[str, int | None] | None:
    """1-7 by item, None for what was left out; None where the person leaves before the end. Each is kept at once."""
    words = sitting.words.checkin()
    leave_out, stop, before = _("leave out"), _("stop"), _("line before")
    told = _("{n} lines. {scale}. An empty line or the words leave out pass one over.")
    sitting.lines.line(told.format(n=len(words.items), scale=words.scale))
    sitting.lines.line(_("line before goes back one. stop leaves it; your answers wait here, and nothing is scored."))
    place, left = len(answers), _("Left here. Your answers wait; nothing is scored.")
    while place < len(words.items):
        item = words.items[place]
        long = _("{n} of {all}: {text}").format(n=place + 1, all=len(words.items), text=item.text)
        prompt, empty = _("1-7, empty leaves it out"), _("to leave it out")
        try:
            given = number(sitting, long, prompt, LOWEST, HIGHEST, leave_out, stop, before, empty=empty)
        except Gone:
            sitting.lines.line(left)
            raise
        if given == stop:
            sitting.lines.line(left)
            return None
        if given == before:
            place = max(0, place - 1)
            continue
        answers[item.id] = given if isinstance(given, int) else None
        sitting.drafts.put(DRAFT, half_way_text(answers))
        place += 1
        if answers[item.id] is None:
            sitting.lines.line(_("Left out."))
    return answers


def _choose_direction(sitting: PlainContext, result: CheckInResult | None, answers: dict[str, int | None]) -> None:
    """The person's own choice overrides; none keeps what the answers point to."""
    words = sitting.words.checkin()
    directions: list[Direction] = [one for one in Direction if one in words.choices]
    labels = [words.choices[one] for one in directions]
    if result is not None and result.direction in directions:
        sitting.lines.line(_("An empty line keeps what your answers point to."))
    chosen = choose(sitting, _("Where practice begins"), labels)
    if result is None and chosen is None:
        return
    direction = directions[chosen] if chosen is not None else None
    found = result or CheckInResult(None, None, Direction.UNCLEAR)
    kept = fields(sitting.clock.now(), answers, found, direction)
    sitting.writer.keep(CHECKIN, secrets.token_hex(8), kept)
    if answers:
        sitting.drafts.drop(DRAFT)
    sitting.reload()
    now = direction or found.direction
    sitting.lines.line(_("Practice begins with: {what}.").format(what=words.choices.get(now, _("whatever you choose"))))
    sitting.lines.line(sitting.kept_words())


def _last(sitting: PlainContext) -> date | None:
    entry = last_checkin(sitting.record)
    try:
        return date.fromisoformat(str((entry or {}).get("at", ""))[:10])
    except ValueError:
        return None
