"""From stored sessions to personal movement. Pure: no clock, no file, no screen.

Everything begins with one call::

    from securecoach_tui.progress.days import day_of
    from securecoach_tui.progress.model import movement

    progress = movement(record.sessions, today=day_of(clock.now(), settings.day_starts),
                        baselines=record.of_kind("baseline"), day_starts=settings.day_starts,
                        hidden=settings.hidden_indicators, places=places_on_ladder)

``progress.as_json()`` is the shape of ``progress --json``. ``progress.capacities[capacity]`` is a Room whose
panels are one indicator each, with figures, points, the ids behind every figure, and the trend.
``over_weeks.moved(record, settings, now)`` makes the call for a person.

To show it:

* words: ``since``, ``room_word``, ``movement_word``, ``sentence``, ``aside``, ``misdated``
* twin: ``lines(panel, today)``, the chart as lines; ``weeks(panel)``, each with its sessions' ids
* pages: ``lines(progress)``, everything as the plain face shows it
* chart: ``picture(panel)``, the facts of a chart; ``draw(panel, width, height, ascii=)``, in cells;
  ``legend(ascii=)``
* rhythm: ``calendar(progress.days, today)`` with ``draw`` and ``lines``; ``totals`` and ``totals_words``
* described: ``rungs``, ``checkins``, ``pairs``, ``urges``, ``settled_alone``, each with its lines; they
  take ``days.in_order(sessions, today)[0]``
* lookback: ``offer(sessions, record.of_kind("lookback"), progress, titles=)``, then ``fields`` to keep
* baselines: ``chosen(record.of_kind("baseline"))``, ``fields(begins, words, made)`` to keep

Kinds kept for this room: "baseline" (see ``baselines``) and "lookback" (see ``lookback``).
The rule for movement stands in ``movement``; docs/dev/progress-rule.md tells it in plain words.
"""
