"""Error messages for exercises: a length out of range, or a file that can't be used."""

from __future__ import annotations

import math
import re

from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.exercise.parser import BadExercise
from securecoach_tui.practice.exercise.timeline import LengthRefused
from securecoach_tui.text.durations import duration
from securecoach_tui.text.figures import Figure


def length_refused_words(error: LengthRefused, title: str) -> str:
    """Why a length is out of an exercise's range, and the nearest length in range."""
    # Round the limit in the direction that the exercise accepts.
    round_to = math.ceil if error.why == "short" else math.floor
    limit = f"{Figure(round_to(round(error.limit / 0.6, 6)) / 100):g}"
    time = duration(error.limit)
    if error.why == "short":
        return _("{title} needs at least {time}. Choose --minutes {n} or more.").format(title=title, time=time, n=limit)
    return _("{title} takes at most {time}, because longer can be overwhelming. Choose --minutes {n} or less.").format(
        title=title, time=time, n=limit
    )


def bad_exercise_words(error: BadExercise) -> str:
    """The position in the file and the reason, as one clause."""
    facts = {name: Figure(fact) if isinstance(fact, float) else fact for name, fact in error.facts.items()}
    why = _(error.why).format(**facts)
    return f"{_where(error.where)}: {why}" if error.where else why


def _where(place: str) -> str:
    """The place in a file, in the language in use; names of fields and of parts of an exercise stay."""
    place = re.sub(r"\bline (\d+)", lambda found: _("line {n}").format(n=found[1]), place)
    place = re.sub(r"\b(\w+) step (\d+)", lambda found: _("{part} step {n}").format(part=found[1], n=found[2]), place)
    place = re.sub(r"\bweek (\d+)", lambda found: _("week {n}").format(n=found[1]), place)
    return _(place) if place in _PLACES else place


_PLACES = (N_("last line"), N_("file"))
