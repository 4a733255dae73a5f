"""My progress, with lists to choose from; and the weekly look back."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING

from securecoach_tui.app import card_service
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import ask_day, ask_text, choose, print_lines, show_lines
from securecoach_tui.progress import baselines
from securecoach_tui.progress import look_back as weeks
from securecoach_tui.store.session_query import SessionFilter
from securecoach_tui.text.dates import full_date, still_to_come
from securecoach_tui.text.quantities import capacity_name, indicator_name

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext
    from securecoach_tui.practice.record import Capacity
    from securecoach_tui.progress.rated import RatedSession


def progress(context: PlainContext) -> None:
    """Print the progress in words, then show a list of details until the person goes back."""
    from securecoach_tui.charts import progress_page

    print_lines(context, progress_page.lines(context.progress(), _rated(context)))
    cards = card_service.progress_line(context.record, context.clock.now())
    print_lines(context, [cards] if cards else [])
    while True:
        current = context.progress()
        capacities = list(current.capacities.values())
        labels = [_("{name}, week by week").format(name=capacity_name(capacity.capacity)) for capacity in capacities]
        labels += [_("Sessions behind a figure"), _("Over time"), _("Days with practice")]
        labels += [_("Measure from another day"), _("Choose which figures are shown")]
        chosen = choose(context, _("My progress"), labels)
        if chosen is None:
            return
        if chosen < len(capacities):
            print_lines(
                context, progress_page.capacity_lines(capacities[chosen], current, _rated(context), week_by_week=True)
            )
        else:
            (_sessions_behind, _over_time, _practice_days, _new_baseline, _choose_figures)[chosen - len(capacities)](
                context
            )


def _rated(context: PlainContext) -> dict[Capacity, list[RatedSession]]:
    from securecoach_tui.app import progress_service

    since = context.progress().since
    return progress_service.practice_pictures(context.record, context.preferences, context.clock.now(), since).rated


def _sessions_behind(context: PlainContext) -> None:
    """Let the person choose a figure, and list the sessions it was computed from."""
    from securecoach_tui.plain.history import history

    current = context.progress()
    behind = [(indicator_name(indicator.figures.name), indicator.ids) for _capacity, indicator in current.rated()]
    behind += [(kind.heading, kind.ids) for kind in context.over_time() if kind.ids]
    behind.append((_("Days with practice"), current.practice_day_ids()))
    if current.misdated:
        behind.append((_("That date can't be used"), current.misdated))
    labels = [_("{name}: {n}").format(name=name, n=len(ids)) for name, ids in behind]
    chosen = choose(context, _("Choose a figure"), labels)
    if chosen is not None:
        history(context, SessionFilter(ids=frozenset(behind[chosen][1])))


def _over_time(context: PlainContext) -> None:
    """Show dated lines that no trend is computed from, newest first."""
    kinds = context.over_time()
    labels = [_("{name}: {n}").format(name=kind.heading, n=len(kind.lines)) for kind in kinds]
    chosen = choose(context, _("Over time"), labels) if labels else None
    if not labels:
        context.io.print(_("Nothing here yet. It fills up as you practise."))
    if chosen is not None:
        show_lines(context, kinds[chosen].heading, [entry.line for entry in reversed(kinds[chosen].lines)])


def _practice_days(context: PlainContext) -> None:
    from securecoach_tui.charts import practice_calendar

    current = context.progress()
    print_lines(context, practice_calendar.lines(current.days, current.today))


def _new_baseline(context: PlainContext) -> None:
    """Let the person choose the day from which figures are measured. Earlier choices are offered again."""
    context.io.print(_("Figures start from the day you choose. Nothing is deleted, and you can change it back."))
    known = baselines.chosen(context.record.of_kind(baselines.KIND))
    days: list[date | None] = [None, context.today()]
    labels = [_("From my first session"), _("From today")]
    for baseline in known:
        if baseline.begins is not None and baseline.begins not in days:
            days.append(baseline.begins)
            labels.append(_("From {day} {words}").format(day=full_date(baseline.begins), words=baseline.words).strip())
    chosen = choose(context, _("Measure from another day"), [*labels, _("From another day")])
    if chosen is None:
        return
    if chosen < len(days):
        begins, words = (
            days[chosen],
            next((baseline.words for baseline in known if baseline.begins == days[chosen]), ""),
        )
    else:
        begins = ask_day(context)
        if begins is not None and begins > context.clock.now().date():
            context.io.print(still_to_come())
            return
        if begins is None:
            return
        words = ask_text(context, _("A few words about it. You can skip this."), _("Words"), draft="begin-anew") or ""
    now = context.clock.now().isoformat(timespec="seconds")
    context.writer.keep(baselines.KIND, secrets.token_hex(8), baselines.fields(begins, words, now))
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


def look_back(context: PlainContext) -> None:
    """Look back on a week: what was practised, what changed, one question. Offered again if the person goes back."""
    review = context.week_to_review()
    if review is None:
        context.io.print(_("There is no week to look back on yet."))
        return
    for line in review.lines:
        context.io.print(line)
    choice = choose(context, review.question, [_("Write a line"), _("Not this time (you won't be asked again)")])
    if choice is None:
        return
    answer = (
        ask_text(context, "", _("Your note"), draft=f"lookback/{review.week.monday.isoformat()}")
        if choice == 0
        else None
    )
    at = context.clock.now().isoformat(timespec="seconds")
    context.writer.keep(weeks.KIND, review.week.monday.isoformat(), weeks.fields(review.week, answer or "", at))
    context.print_saved()
    context.print_people_after(answer or "")
    context.reload()
