"""Who to call: helplines by country, from the built-in file or from the user's.

A file ``support.toml`` in the data folder replaces the built-in one, for another country or newer
numbers. If it can't be used, the built-in file is used. If that can't be used either (in an incomplete copy of
the program), the lines of ``last_resort`` are shown, so that there is always somebody to call.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from securecoach_tui.config import safe_files, text_decoding
from securecoach_tui.content import last_resort
from securecoach_tui.i18n import _, language
from securecoach_tui.practice.visible_text import visible

FILE = "support.toml"
LARGEST_FILE = 256 * 1024  # bytes


class SupportLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A helpline: ``place`` is where it can be used, ``how`` by which means, ``whom`` who it is for.

    ``hours`` is empty if they aren't known; ``checked`` is the day the entry was checked, YYYY-MM-DD. The number isn't
    repeated if the name begins with it, and ``whom`` isn't shown if it is "anyone".
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
        if self.name == self.number:
            call = _("{place}: {how} {number}").format(place=self.place, how=self.how, number=self.number)
        elif self.name.startswith(self.number):
            call = _("{place}: {how} the {name}").format(place=self.place, how=self.how, name=self.name)
        else:
            call = _("{place}, {name}: {how} {number}").format(
                place=self.place, name=self.name, how=self.how, number=self.number
            )
        facts = [call]
        if self.whom != "anyone":
            facts.append(_("for {whom}").format(whom=self.whom))
        if self.hours:
            facts.append(self.hours)
        return ", ".join(facts) + "."


class _SupportFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    before: list[str]
    line: list[SupportLine]
    after: list[str] = []


@dataclass(frozen=True, slots=True)
class SupportList:
    """The helplines, and lines before and after them; ``problem`` says why a file isn't used."""

    before: tuple[str, ...]
    lines: tuple[SupportLine, ...]
    after: tuple[str, ...]
    problem: str = ""

    def words(self, own: Sequence[str] = ()) -> list[str]:
        """One fact in each line: emergencies (the file's first topic), the ``own`` contacts, then the rest."""
        return [*self.urgent_words(), *own, *map(visible, [*self._topics(urgent=False), *self.after])]

    def urgent_words(self) -> list[str]:
        """What comes first: what to do in danger, and the lines of the file's first topic."""
        return [visible(line) for line in [*self.before, *self._topics(urgent=True)]]

    def _topics(self, *, urgent: bool) -> Iterator[str]:
        """The lines of the first topic or of the others, each topic after its name."""
        topics = {line.about: None for line in self.lines}
        for number, topic in enumerate(topics):
            if urgent == (number == 0):
                yield _("{topic}:").format(topic=topic)
                yield from (line.words() for line in self.lines if line.about == topic)


def support_list(built_in: Path, own: Path | None = None) -> SupportList:
    """The lines of the file ``own`` if it exists and can be used, else of ``built_in``."""
    problem = ""
    if own is not None:
        found, problem = _read(own, safe_files.read)
        if found is not None:
            return found
    found, broken = _read(built_in)
    if found is None:
        return SupportList(last_resort.lines(language()), (), (), problem or broken)
    return SupportList(found.before, found.lines, found.after, problem)


def _read(path: Path, read: Callable[..., bytes] = safe_files.read_chosen) -> tuple[SupportList | None, str]:
    """The lines of a file, or why it can't be used."""
    try:
        raw = read(path, most=LARGEST_FILE)
        table = msgspec.convert(tomllib.loads(text_decoding.decoded(raw)), _SupportFile)
        if not table.before or not table.line:
            raise ValueError(_("it lists nobody to call"))
    except (FileNotFoundError, NotADirectoryError):
        return None, ""
    except (OSError, ValueError, RecursionError) as error:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return None, _("{file} can't be used ({why}), so you see the built-in support lines.").format(
            file=visible(path.name), why=visible(why)
        )
    return SupportList(tuple(table.before), tuple(table.line), tuple(table.after)), ""
