"""Who to call: the lines by country, from the built-in file or one of a person's own.

A file of one's own, ``support.toml`` in the data folder, takes the built-in one's place: for another
country, or newer numbers. Where it can't be used the built-in one is, and where even that is broken
(a half-copied program) the few lines below are. Nobody ever finds nothing here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible

FILE = "support.toml"
LARGEST_FILE = 256 * 1024  # bytes

LAST_RESORT = (
    "In danger now: call the emergency number. US and Canada 911. UK and Ireland 999 or 112. Australia 000. "
    "New Zealand 111. EU 112.",
    "Thinking of ending your life: US and Canada 988. UK and Ireland 116 123. Australia 13 11 14. New Zealand 1737.",
    "Anywhere else: findahelpline.com lists lines by country.",
)


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who to call: where it holds, what about, for whom, how, its hours, and the day it was checked.

    ``hours`` is empty where they aren't known; ``checked`` is YYYY-MM-DD.
    """

    place: str
    about: str
    name: str
    number: str
    how: str
    whom: str
    checked: str
    hours: str = ""

    def words(self) -> str:
        """The line as one sentence."""
        facts = [self.how, _("for {whom}").format(whom=self.whom)]
        if self.hours:
            facts.append(self.hours)
        facts.append(_("checked {day}").format(day=self.checked))
        return f"{self.place}, {self.about}: {self.name} {self.number} ({', '.join(facts)})"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    before: list[str]
    line: list[Line]
    after: list[str] = []


@dataclass(frozen=True, slots=True)
class People:
    """Lines before, by country and after; ``problem`` says what is wrong with a file that isn't used."""

    before: tuple[str, ...]
    lines: tuple[Line, ...]
    after: tuple[str, ...]
    problem: str = ""

    def words(self, own: Sequence[str] = ()) -> list[str]:
        """One fact a line: what the file names first (a life in danger), ``own`` contacts, then the rest."""
        urgent = [one.words() for one in self.lines if one.about == self.lines[0].about]
        others = [one.words() for one in self.lines if one.about != self.lines[0].about]
        return [*map(visible, [*self.before, *urgent]), *own, *map(visible, [*others, *self.after])]


def people(built_in: Path, own: Path | None = None) -> People:
    """The lines of the file ``own`` where there is one and it can be used, else of ``built_in``."""
    problem = ""
    if own is not None and own.exists():
        found, problem = _read(own)
        if found is not None:
            return found
    found, broken = _read(built_in)
    if found is None:
        return People(LAST_RESORT, (), (), problem or broken)
    return People(found.before, found.lines, found.after, problem)


def _read(path: Path) -> tuple[People | None, str]:
    """What a file holds, or why it can't be used."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
        if len(raw) > LARGEST_FILE:
            raise ValueError(_("it is larger than {limit} kB").format(limit=LARGEST_FILE // 1024))
        table = msgspec.convert(tomllib.loads(raw.decode("utf-8-sig")), _File)
        if not table.before or not table.line:
            raise ValueError(_("it names nobody to call"))
    except (OSError, ValueError, RecursionError) as error:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return None, _("{file} can't be used ({why}); the built-in lines are shown.").format(
            file=visible(path.name), why=visible(why)
        )
    return People(tuple(table.before), tuple(table.line), tuple(table.after)), ""
