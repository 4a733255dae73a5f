"""Which rung of the closeness ladder is practised next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.app.session_setup import CURRENT, current_rung, whole_ladder
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import choose
from securecoach_tui.practice.ladder.offers import Rung, shown

if TYPE_CHECKING:
    from securecoach_tui.plain.plain_context import PlainContext


def choose_rung(sitting: PlainContext) -> None:
    """Which rung is practised next."""
    there = shown(whole_ladder(sitting.words.rungs(), sitting.record))
    current = current_rung(there, sitting.record)
    chosen = choose(sitting, _("Next time"), [rung_label(rung, current) for rung in there])
    if chosen is not None:
        next_time(sitting, there[chosen])


def next_time(sitting: PlainContext, rung: Rung) -> None:
    """``rung`` is the one that is practised from now on."""
    sitting.writer.keep("rung", CURRENT, {"rung_id": rung.id})
    sitting.reload()
    sitting.lines.line(_("Next time: {rung}.").format(rung=rung.words))


def rung_label(rung: Rung, current: Rung | None) -> str:
    """A rung as it stands in a list."""
    marks = [rung.words]
    if rung.lived:
        marks.append(_("happens with someone"))
    if current is not None and rung.id == current.id:
        marks.append(_("the one you practise"))
    return ", ".join(marks)
