"""One's own movement in lines: the sentences and figures first, then what is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import choose, read_on
from securecoach_tui.text.quantities import capacity_name, indicator_name

if TYPE_CHECKING:
    from securecoach_tui.plain.plain_context import PlainContext
    from securecoach_tui.progress.model import Progress
    from securecoach_tui.text.over_time import DatedLines


def movement(sitting: PlainContext) -> None:
    """Everything in words that can be checked, and every way further into it."""
    from securecoach_tui.charts import progress_page

    _tell(sitting, progress_page.lines(moved(sitting)))
    while True:
        found = moved(sitting)
        capacities = list(found.capacities.values())
        labels = [_("{name}, week by week").format(name=capacity_name(one.capacity)) for one in capacities]
        labels += [_("The sessions behind a figure"), _("Over time"), _("Days with practice")]
        labels += [_("A new beginning"), _("Choose which figures are shown")]
        chosen = choose(sitting, _("My movement"), labels)
        if chosen is None:
            return
        if chosen < len(capacities):
            _tell(sitting, progress_page.capacity_lines(capacities[chosen], found, week_by_week=True))
        else:
            (_behind, _over_time, _days, _begin_anew, _hide)[chosen - len(capacities)](sitting)


def moved(sitting: PlainContext) -> Progress:
    """The person's movement as things stand."""
    from securecoach_tui.app import progress_service

    return progress_service.progress_of(sitting.record, sitting.preferences, sitting.clock.now())


def _behind(sitting: PlainContext) -> None:
    """The sessions that a figure is made of."""
    from securecoach_tui.plain.history import history
    from securecoach_tui.text.history import Choice

    found = moved(sitting)
    behind = [(indicator_name(one.figures.name), one.ids) for _capacity, one in found.rated()]
    behind += [(kind.heading, kind.ids) for kind in _kinds(sitting) if kind.ids]
    behind.append((_("Days with practice"), found.practice_day_ids()))
    if found.misdated:
        behind.append((_("No date that can be used"), found.misdated))
    labels = [_("{name}: {n}").format(name=name, n=len(ids)) for name, ids in behind]
    chosen = choose(sitting, _("Figures with sessions"), labels)
    if chosen is not None:
        history(sitting, Choice(ids=frozenset(behind[chosen][1])))


def _over_time(sitting: PlainContext) -> None:
    """What is told and never judged, the newest first."""
    kinds = _kinds(sitting)
    labels = [_("{name}: {n}").format(name=kind.heading, n=len(kind.lines)) for kind in kinds]
    chosen = choose(sitting, _("Over time"), labels) if labels else None
    if not labels:
        sitting.lines.line(_("Nothing here yet. It fills by itself as you practise."))
    if chosen is not None:
        read_on(sitting, kinds[chosen].heading, [entry.line for entry in reversed(kinds[chosen].lines)])


def _kinds(sitting: PlainContext) -> list[DatedLines]:
    from securecoach_tui.app.progress_service import lines_over_time

    return lines_over_time(sitting.record, sitting.preferences, sitting.clock.now())


def _days(sitting: PlainContext) -> None:
    from securecoach_tui.charts import practice_calendar

    found = moved(sitting)
    _tell(sitting, practice_calendar.lines(found.days, found.today))


def _begin_anew(sitting: PlainContext) -> None:
    from securecoach_tui.plain.new_baseline import begin_anew

    begin_anew(sitting)


def _hide(sitting: PlainContext) -> None:
    """Figures shown and hidden, turned by their number."""
    from securecoach_tui.progress.indicators import HIDEABLE, toggle_hidden

    while True:
        hidden = sitting.preferences.hidden_indicators
        states = [_("hidden") if name in hidden else _("shown") for name in HIDEABLE]
        labels = [
            _("{name}: {state}").format(name=indicator_name(name), state=state)
            for name, state in zip(HIDEABLE, states, strict=True)
        ]
        chosen = choose(sitting, _("Figures"), labels)
        if chosen is None:
            return
        changed = toggle_hidden(hidden, HIDEABLE[chosen])
        sitting.lines.line(sitting.preferred(sitting.prefer(hidden_indicators=changed)))


def _tell(sitting: PlainContext, lines: list[str]) -> None:
    for line in lines:
        if line:
            sitting.lines.line(line)
