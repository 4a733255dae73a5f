"""What is wrong with an exercise file: the place as its author counts, and the reason in plain words."""

from __future__ import annotations

import re

from securecoach_tui.practice.exercise.model import Kind
from securecoach_tui.practice.record import Capacity, Direction, Scale
from securecoach_tui.practice.visible_text import visible

_TYPES = {
    "float": "a number",
    "int": "a whole number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "nothing",
}
# What may stand in a field of few words.
_CHOICES = {
    "capacity": tuple(Capacity),
    "directions": (Direction.ANXIOUS, Direction.AVOIDANT),
    "kind": tuple(Kind),
    "fill": ("repeat", "stretch"),
    "rate": (Scale.DISTRESS, Scale.EASE, Scale.URGE),
    "rung": ("own", "low"),
    "strength": ("meta-analysis", "trial", "observational", "convention"),
}


class BadExercise(ValueError):
    """An exercise file that can't be used: ``where`` names the line or field, ``why`` the reason.

    ``why`` is a message to be translated, with ``facts`` for its braces.
    """

    def __init__(self, where: str, why: str, **facts: object) -> None:
        self.where, self.why, self.facts = where, why, facts
        super().__init__(f"{where}: {why.format(**facts)}" if where else why.format(**facts))


def place(stage: str, number: int, field: str = "") -> str:
    """A step as its author counts: ``body step 3``, and the field in it."""
    return f"{stage} step {number + 1}" + (f", {field}" if field else "")


def of_toml(message: str) -> tuple[str, str]:
    """The TOML reader's message as place and reason."""
    found = re.search(r"^(.*?) \(at line (\d+), column (\d+)\)$", message)
    if found:
        return f"line {found[2]}", _begun_small(found[1])
    return "last line", _begun_small(message.removesuffix(" (at end of document)"))


def of_field(message: str) -> tuple[str, str]:
    """msgspec's ``Expected `float`, got `str` - at `$.body[2].seconds``` as place and reason."""
    why, _, path = message.partition(" - at `")
    path = path.rstrip("`").removeprefix("$").lstrip(".")
    field = re.search(r"(?:required|unknown) field `([^`]+)`", why)
    if field:
        path = f"{path}.{field[1]}".lstrip(".")
        why = "is missing" if "required" in why else "is not a field of an exercise file"
    else:
        why = _plain(why, path)
    step = re.match(r"(opening|body|closing)\[(\d+)\](?:\.(.*))?$", path)
    if step:
        return place(step[1], int(step[2]), step[3] or ""), why
    return visible(path)[:80] or "file", why


def _plain(why: str, path: str) -> str:
    """What was expected and what stands there, in words that are no programmer's."""
    names = re.findall(r"\w+", path)
    allowed = next((_CHOICES[name] for name in reversed(names) if name in _CHOICES), None)
    if allowed is not None:
        return "is one of " + ", ".join(allowed)
    found = re.match(r"Expected `([^`]+)`, got `([^`]+)`$", why)
    if found:
        wanted = [_TYPES.get(one.strip(), one.strip()) for one in found[1].split("|") if one.strip() != "null"]
        return f"is {' or '.join(wanted)}, not {_TYPES.get(found[2], found[2])}"
    return visible(_begun_small(why.replace("`", "")))


def _begun_small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
