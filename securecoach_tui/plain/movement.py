"""One's own movement in lines: the sentences and figures first, then what is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from securecoach_tui.i18n import _
from securecoach_tui.plain.choosing import choose
from securecoach_tui.progress.naming import capacity_name, indicator_name
from securecoach_tui.setups import whole_ladder

if TYPE_CHECKING:
    from securecoach_tui.plain.sitting import Sitting
    from securecoach_tui.progress.model import Progress


def movement(sitting: Sitting) -> None:
    """Everything in words that can be checked, and every way further into it."""
    from securecoach_tui.progress import pages

    _tell(sitting, pages.lines(moved(sitting)))
    while True:
        found = moved(sitting)
        rooms = list(found.rooms.values())
        labels = [_("{name}, week by week").format(name=capacity_name(room.capacity)) for room in rooms]
        labels += [_("The sessions behind a figure"), _("Over time"), _("Days with practice")]
        labels += [_("A new beginning"), _("Choose which figures are shown")]
        chosen = choose(sitting, _("My movement"), labels)
        if chosen is None:
            return
        if chosen < len(rooms):
            _tell(sitting, pages.room_lines(rooms[chosen], found, week_by_week=True))
        else:
            (_behind, _over_time, _days, _begin_anew, _hide)[chosen - len(rooms)](sitting)


def moved(sitting: Sitting) -> Progress:
    """The person's movement as things stand."""
    from securecoach_tui.progress.days import day_of
    from securecoach_tui.progress.model import movement

    preferences, record = sitting.preferences, sitting.record
    return movement(
        record.sessions,
        today=day_of(sitting.clock.now(), preferences.day_starts),
        baselines=record.of_kind("baseline"),
        day_starts=preferences.day_starts,
        hidden=preferences.hidden_indicators,
        places={rung.id: rung.place for rung in whole_ladder(sitting.words.rungs(), record)},
    )


def _behind(sitting: Sitting) -> None:
    """The sessions that a figure is made of."""
    from securecoach_tui.past import Choice
    from securecoach_tui.plain.history import history

    panels = [panel for room in moved(sitting).rooms.values() for panel in room.panels if panel.ids]
    labels = [_("{name}: {n}").format(name=indicator_name(one.figures.name), n=len(one.ids)) for one in panels]
    chosen = choose(sitting, _("Figures with sessions"), labels)
    if chosen is not None:
        history(sitting, Choice(ids=frozenset(panels[chosen].ids)))


def _over_time(sitting: Sitting) -> None:
    """What is told and never judged, the newest first."""
    from securecoach_tui.progress import described
    from securecoach_tui.progress.days import day_of, in_order

    record, day_starts = sitting.record, sitting.preferences.day_starts
    today = day_of(sitting.clock.now(), day_starts)
    dated = in_order(record.sessions, today)[0]
    checkins = described.checkins(record.of_kind("checkin"), day_starts)
    kinds = [
        (_("Check-ins"), described.checkin_lines(checkins, today)),
        (_("Rungs"), described.rung_lines(described.rungs(dated, day_starts), today)),
        (_("Expected and met"), described.pair_lines(described.pairs(dated, day_starts), today)),
        (_("Urges"), described.urge_lines(described.urges(dated, day_starts), today)),
        (_("Settled by myself"), described.settled_lines(described.settled_alone(dated, day_starts), today)),
    ]
    chosen = choose(sitting, _("Over time"), [_("{name}: {n}").format(name=name, n=len(told)) for name, told in kinds])
    if chosen is None:
        return
    name, told = kinds[chosen]
    sitting.pages(name, list(reversed(told)))


def _days(sitting: Sitting) -> None:
    from securecoach_tui.progress import rhythm

    found = moved(sitting)
    _tell(sitting, rhythm.lines(found.days, found.today))


def _begin_anew(sitting: Sitting) -> None:
    from securecoach_tui.plain.beginning_anew import begin_anew

    begin_anew(sitting)


def _hide(sitting: Sitting) -> None:
    """Figures shown and hidden, turned by their number."""
    from securecoach_tui.progress.indicators import TABLE

    while True:
        hidden = sitting.preferences.hidden_indicators
        states = [_("hidden") if one.name in hidden else _("shown") for one in TABLE]
        labels = [
            _("{name}: {state}").format(name=indicator_name(one.name), state=state)
            for one, state in zip(TABLE, states, strict=True)
        ]
        chosen = choose(sitting, _("Figures"), labels)
        if chosen is None:
            return
        name = TABLE[chosen].name
        now = [one for one in hidden if one != name] if name in hidden else [*hidden, name]
        sitting.lines.line(sitting.preferred(sitting.prefer(hidden_indicators=now)))


def _tell(sitting: Sitting, lines: list[str]) -> None:
    for line in lines:
        if line:
            sitting.lines.line(line)
