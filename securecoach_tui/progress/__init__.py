"""Progress computed from stored sessions. The modules do no I/O, read no clock and make no sentences.

* ``model``: ``compute_progress`` gives a ``Progress``, with one ``IndicatorProgress`` for each indicator
* ``indicators``: the table of indicators and how the value of each is computed from a session
* ``trend`` and ``judgement``: the slope over weeks, and the rule that determines the movement
* ``baselines``: stored choices of the day that figures count from (kind "baseline")
* ``days``: instants, local days, practice days and totals
* ``described``: what is shown with its date and never judged
* ``look_back``: the weekly look back (kind "lookback")

``app.progress_service`` calls these with a person's data and settings. Charts of the results are in ``charts``,
sentences in ``text``.
"""
