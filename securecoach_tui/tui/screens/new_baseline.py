"""Lets the person measure figures from another day. Earlier baselines are kept and can be chosen again."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date

from securecoach_tui.i18n import _
from securecoach_tui.practice import typed_values
from securecoach_tui.progress import baselines
from securecoach_tui.text.dates import full_date, still_to_come
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.screens.dialogs import ChoiceScreen, TextEntryScreen
from securecoach_tui.tui.screens.record_access import save_entry
from securecoach_tui.tui.widgets.row_list import Row


def open_new_baseline(screen: BaseScreen, changed: Callable[[], None]) -> None:
    """Ask for the day; ``changed`` is called after a choice."""
    context = screen.context
    known = baselines.chosen(context.record.of_kind(baselines.KIND))
    days: list[date | None] = [None, context.today()]
    rows: list[Row] = [(_("From my first session"), ""), (_("From today"), "")]
    for baseline in known:
        if baseline.begins is not None and baseline.begins not in days:
            days.append(baseline.begins)
            rows.append((_("From {day}").format(day=full_date(baseline.begins)), baseline.words))
    rows.append((_("From another day"), ""))

    def chosen(index: int) -> None:
        if index < len(days):
            words = next((baseline.words for baseline in known if baseline.begins == days[index]), "")
            _keep(screen, days[index], words)
            changed()
        else:
            _ask(screen, changed)

    sentence = _("Figures start from the day you choose. Nothing is deleted, and you can change it back.")
    screen.app.push_screen(ChoiceScreen(_("Measure from another day"), sentence, rows, chosen))


def _ask(screen: BaseScreen, changed: Callable[[], None]) -> None:
    example = screen.context.clock.now().date().isoformat()

    def written(text: str) -> str:
        day, _space, words = text.partition(" ")
        begins = typed_values.day_of(day, screen.context.clock.now().date())
        if begins is None:
            return _("That isn't a date. Write it like {example}.").format(example=example)
        if begins > screen.context.clock.now().date():
            return still_to_come()
        _keep(screen, begins, words.strip())
        changed()
        return ""

    sentence = _("A date, and a few words if you like: {example} since we moved").format(example=example)
    screen.app.push_screen(TextEntryScreen(_("From another day"), sentence, "", written, draft="begin-anew"))


def _keep(screen: BaseScreen, begins: date | None, words: str) -> None:
    now = screen.context.clock.now().isoformat(timespec="seconds")
    save_entry(screen, baselines.KIND, secrets.token_hex(8), baselines.fields(begins, words, now))
