"""The direction check-in in lines: twelve statements, what they come to, and the person's own choice."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING, get_args

from securecoach_tui import wording
from securecoach_tui.i18n import _
from securecoach_tui.plain.choosing import Gone, choose, number
from securecoach_tui.practice.checkin import HIGHEST, LOWEST, CheckInResult, due, fields, score
from securecoach_tui.practice.record import Direction
from securecoach_tui.setups import last_checkin

if TYPE_CHECKING:
    from securecoach_tui.plain.sitting import Sitting

CHECKIN = "checkin"


def check_in(sitting: Sitting) -> None:
    """All of it; one that is left half-way is never scored and nothing of it is kept.

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
                day=wording.day_words(last, today)
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
    answers = _answers(sitting)
    if answers is None:
        lines.line(_("Left here. Nothing of it is kept."))
        return
    result = score(words.items, answers)
    for line in [*words.results[result.direction], *words.after]:
        lines.line(line)
    _choose_direction(sitting, result, answers)


def _answers(sitting: Sitting) -> dict[str, int | None] | None:
    """1-7 by item, None for what was left out; None where the person goes back before the end."""
    words = sitting.words.checkin()
    answers: dict[str, int | None] = {}
    leave_out, stop, before = _("leave out"), _("stop"), _("line before")
    told = _("{n} lines. {scale}. An empty line or the words leave out pass one over.")
    sitting.lines.line(told.format(n=len(words.items), scale=words.scale))
    sitting.lines.line(_("line before goes back one. stop ends the check-in; nothing of it is kept."))
    place = 0
    while place < len(words.items):
        item = words.items[place]
        long = _("{n} of {all}: {text}").format(n=place + 1, all=len(words.items), text=item.text)
        prompt, empty = _("1-7, empty leaves it out"), _("to leave it out")
        try:
            given = number(sitting, long, prompt, LOWEST, HIGHEST, leave_out, stop, before, empty=empty)
        except Gone:
            sitting.lines.line(_("Left here. Nothing of it is kept."))
            raise
        if given == stop:
            return None
        if given == before:
            place = max(0, place - 1)
            continue
        answers[item.id] = given if isinstance(given, int) else None
        place += 1
        if answers[item.id] is None:
            sitting.lines.line(_("Left out."))
    return answers


def _choose_direction(sitting: Sitting, result: CheckInResult | None, answers: dict[str, int | None]) -> None:
    """The person's own choice overrides; none keeps what the answers point to."""
    words = sitting.words.checkin()
    directions: list[Direction] = [one for one in get_args(Direction) if one in words.choices]
    labels = [words.choices[one] for one in directions]
    if result is not None and result.direction in directions:
        sitting.lines.line(_("An empty line keeps what your answers point to."))
    chosen = choose(sitting, _("Where practice begins"), labels)
    if result is None and chosen is None:
        return
    direction = directions[chosen] if chosen is not None else None
    found = result or CheckInResult(None, None, "unclear")
    kept = fields(sitting.clock.now(), answers, found, direction)
    sitting.writer.keep(CHECKIN, secrets.token_hex(8), kept)
    sitting.reload()
    now = direction or found.direction
    sitting.lines.line(_("Practice begins with: {what}.").format(what=words.choices.get(now, _("whatever you choose"))))
    sitting.lines.line(sitting.kept_words())


def _last(sitting: Sitting) -> date | None:
    entry = last_checkin(sitting.record)
    try:
        return date.fromisoformat(str((entry or {}).get("at", ""))[:10])
    except ValueError:
        return None
