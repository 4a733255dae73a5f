"""The columns of sessions as csv: one value a cell, by names that a spreadsheet's user can read.

The columns ``distress_before`` to ``ease_last``, ``minutes``, ``date`` and ``time`` are for people; ``ratings`` has each
rating as words (``before distress 6; during@90 distress 7``), so that nothing is lost when the file is imported.
"""

from __future__ import annotations

import re

from securecoach_tui.practice.record import Rating, Scale, SessionRecord, When

DERIVED_BEFORE = ("date", "time")
SUMMARIES = (
    "distress_before",
    "distress_highest",
    "distress_after",
    "urge_before",
    "urge_highest",
    "urge_after",
    "ease_last",
)
RATINGS = "ratings"
ANSWER = "answer_"
_LEFT_OUT = ("ratings", "answers", "reflection")
# Where the fields of a session are preceded by columns made from others.
_BEFORE = {"started": DERIVED_BEFORE, "planned_seconds": ("minutes",), "expect": SUMMARIES}

# A spreadsheet runs a cell that begins like this as a formula; full-width signs count in East Asian ones.
_FORMULA = re.compile(r"'*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])")
_RATING = re.compile(r"\s*(before|during|after)(?:@(\S+))?\s+(distress|ease|urge|presence)\s+([0-9]+)\s*")


def columns(answers: list[str]) -> list[str]:
    """Return the names of all columns in order; ``answers`` are the keys of the answers that have one."""
    names: list[str] = []
    for name in SessionRecord.__struct_fields__:
        if name not in _LEFT_OUT:
            names += [*_BEFORE.get(name, ()), name]
    return [*names, *(ANSWER + key for key in answers), "reflection", RATINGS]


def guarded(text: str) -> str:
    """Return ``text`` with an apostrophe before it if a spreadsheet would run it as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that ``guarded`` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def summaries(session: SessionRecord) -> dict[str, int | None]:
    """Return the ratings that have a column of their own."""
    ease = [rating.value for rating in session.ratings if rating.scale == Scale.EASE]
    found: dict[str, int | None] = {"ease_last": ease[-1] if ease else None}
    for scale in (Scale.DISTRESS, Scale.URGE):
        found[f"{scale}_before"] = session.first(scale, When.BEFORE)
        found[f"{scale}_highest"] = session.highest(scale)
        found[f"{scale}_after"] = session.first(scale, When.AFTER)
    return found


def ratings_text(ratings: list[Rating]) -> str:
    """Return every rating in words, in order: ``before distress 6; during@90 distress 7``."""
    return "; ".join(
        f"{rating.when}{'' if rating.at is None else f'@{rating.at!r}'} {rating.scale} {rating.value}"
        for rating in ratings
    )


def ratings_of(text: str) -> list[dict[str, object]]:
    """Return the ratings in ``ratings_text``'s words. Raises ValueError."""
    found: list[dict[str, object]] = []
    for part in text.split(";"):
        match = _RATING.fullmatch(part)
        if match is None:
            raise ValueError(part)
        at = None if match[2] is None else float(match[2].replace(",", "."))
        found.append({"at": at, "scale": match[3], "value": int(match[4]), "when": match[1]})
    return found


def ratings_of_summaries(values: dict[str, int]) -> list[dict[str, object]]:
    """Return the ratings that ``values``, by the names of SUMMARIES, are about. A highest one that is neither before
    nor after was during the session, at a second that isn't known."""
    found: list[dict[str, object]] = []

    def add(when: str, scale: str, value: int | None) -> None:
        if value is not None:
            found.append({"at": None, "scale": scale, "value": value, "when": when})

    for scale in ("distress", "urge"):
        add("before", scale, values.get(f"{scale}_before"))
    for scale in ("distress", "urge"):
        before, after = values.get(f"{scale}_before"), values.get(f"{scale}_after")
        highest = values.get(f"{scale}_highest")
        if highest is not None and highest not in (before, after):
            add("during", scale, highest)
    for scale in ("distress", "urge"):
        add("after", scale, values.get(f"{scale}_after"))
    add("after", "ease", values.get("ease_last"))
    return found


def corrected(ratings: list[dict[str, object]], values: dict[str, int]) -> list[dict[str, object]]:
    """Return ``ratings`` with the ``values`` that a person changed in the summaries' columns of a spreadsheet."""
    found = [dict(rating) for rating in ratings]
    for name, value in values.items():
        scale, _part, moment = name.partition("_")
        own = [rating for rating in found if rating["scale"] == scale]
        if moment == "highest":
            # A lower highest value than the ratings have can't be right.
            if all(rating["value"] < value for rating in own):  # type: ignore[operator]
                found.append({"at": None, "scale": scale, "value": value, "when": "during"})
            continue
        if moment != "last":
            own = [rating for rating in own if rating["when"] == moment]
        if own:
            own[-1 if moment == "last" else 0]["value"] = value
        else:
            found += ratings_of_summaries({name: value})
    return found
