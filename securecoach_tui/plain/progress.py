"""My progress: sentences and figures first, then what the person chooses; and the weekly look back."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import ask_day, ask_text, choose, show_lines
from securecoach_tui.progress import baselines
from securecoach_tui.progress import look_back as weeks
from securecoach_tui.progress.days import day_of
from securecoach_tui.store.session_query import SessionFilter
from securecoach_tui.text.dates import full_date
from securecoach_tui.text.quantities import capacity_name, indicator_name

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext


def progress(context: PlainContext) -> None:
    """Print the progress in words, then show the list of ways into it until the person goes back."""
    from securecoach_tui.charts import progress_page

    _print(context, progress_page.lines(context.progress()))
    while True:
        found = context.progress()
        capacities = list(found.capacities.values())
        labels = [_("{name}, week by week").format(name=capacity_name(one.capacity)) for one in capacities]
        labels += [_("The sessions behind a figure"), _("Over time"), _("Days with practice")]
        labels += [_("A new beginning"), _("Choose which figures are shown")]
        chosen = choose(context, _("My movement"), labels)
        if chosen is None:
            return
        if chosen < len(capacities):
            _print(context, progress_page.capacity_lines(capacities[chosen], found, week_by_week=True))
        else:
            (_sessions_behind, _over_time, _practice_days, _new_baseline, _choose_figures)[chosen - len(capacities)](
                context
            )


def _sessions_behind(context: PlainContext) -> None:
    """Choose a figure, and list the sessions it was computed from."""
    from securecoach_tui.plain.history import history

    found = context.progress()
    behind = [(indicator_name(one.figures.name), one.ids) for _capacity, one in found.rated()]
    behind += [(kind.heading, kind.ids) for kind in context.over_time() if kind.ids]
    behind.append((_("Days with practice"), found.practice_day_ids()))
    if found.misdated:
        behind.append((_("No date that can be used"), found.misdated))
    labels = [_("{name}: {n}").format(name=name, n=len(ids)) for name, ids in behind]
    chosen = choose(context, _("Figures with sessions"), labels)
    if chosen is not None:
        history(context, SessionFilter(ids=frozenset(behind[chosen][1])))


def _over_time(context: PlainContext) -> None:
    """Show what is described and never judged, the newest first."""
    kinds = context.over_time()
    labels = [_("{name}: {n}").format(name=kind.heading, n=len(kind.lines)) for kind in kinds]
    chosen = choose(context, _("Over time"), labels) if labels else None
    if not labels:
        context.io.print(_("Nothing here yet. It fills by itself as you practise."))
    if chosen is not None:
        show_lines(context, kinds[chosen].heading, [entry.line for entry in reversed(kinds[chosen].lines)])


def _practice_days(context: PlainContext) -> None:
    from securecoach_tui.charts import practice_calendar

    found = context.progress()
    _print(context, practice_calendar.lines(found.days, found.today))


def _new_baseline(context: PlainContext) -> None:
    """Choose the day from which figures are measured; earlier choices can be chosen again."""
    context.io.print(_("Figures are measured from this day on. Nothing is deleted, and you can go back."))
    known = baselines.chosen(context.record.of_kind("baseline"))
    days: list[date | None] = [None, day_of(context.clock.now(), context.preferences.day_starts)]
    labels = [_("From my first session"), _("From today")]
    for one in known:
        if one.begins is not None and one.begins not in days:
            days.append(one.begins)
            labels.append(_("From {day} {words}").format(day=full_date(one.begins), words=one.words).strip())
    chosen = choose(context, _("A new beginning"), [*labels, _("From another day")])
    if chosen is None:
        return
    if chosen < len(days):
        begins, said = days[chosen], next((one.words for one in known if one.begins == days[chosen]), "")
    else:
        begins = ask_day(context)
        if begins is None:
            return
        said = ask_text(context, _("A few words for it, or none."), _("Words"), draft="begin-anew") or ""
    made = context.clock.now().isoformat(timespec="seconds")
    context.writer.keep("baseline", secrets.token_hex(8), baselines.fields(begins, said, made))
    context.print_saved()
    context.reload()


def _choose_figures(context: PlainContext) -> None:
    """Show or hide a figure by its number."""
    from securecoach_tui.progress.indicators import HIDEABLE, toggle_hidden

    while True:
        hidden = context.preferences.hidden_indicators
        states = [_("hidden") if name in hidden else _("shown") for name in HIDEABLE]
        labels = [
            _("{name}: {state}").format(name=indicator_name(name), state=state)
            for name, state in zip(HIDEABLE, states, strict=True)
        ]
        chosen = choose(context, _("Figures"), labels)
        if chosen is None:
            return
        changed = toggle_hidden(hidden, HIDEABLE[chosen])
        context.print_settings_saved(context.save_settings(hidden_indicators=changed))


def _print(context: PlainContext, lines: list[str]) -> None:
    for line in lines:
        if line:
            context.io.print(line)


def look_back(context: PlainContext) -> None:
    """Look back on a week: what was practised, what changed, and one question. Going back leaves it for later."""
    found = context.week_to_review()
    if found is None:
        context.io.print(_("There is no week to look back on now."))
        return
    for line in found.lines:
        context.io.print(line)
    way = choose(context, found.question, [_("Write a line"), _("Not this time; it isn't asked again")])
    if way is None:
        return
    said = (
        ask_text(context, "", _("For yourself"), draft=f"lookback/{found.week.monday.isoformat()}")
        if way == 0
        else None
    )
    at = context.clock.now().isoformat(timespec="seconds")
    context.writer.keep("lookback", found.week.monday.isoformat(), weeks.fields(found.week, said or "", at))
    context.print_saved()
    context.reload()
