"""The words for feelings that some questions offer: their groups, and the lines and numbers of plain text."""

from __future__ import annotations

from securecoach_tui import content
from securecoach_tui.i18n import _
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.practice.typed_values import whole_number


def groups() -> dict[str, list[str]]:
    """The words by the name of their group; words for the body come first."""
    return content.load().feelings()


def numbered() -> list[str]:
    """Every word, in the order in which plain text numbers them from 1."""
    return [word for words in groups().values() for word in words]


def lines() -> list[str]:
    """How many words there are, and a line for each group, with the number of each word."""
    found, number = [_("{n} words for feelings. Type the number of one.").format(n=len(numbered()))], 0
    for name, words in groups().items():
        counted = ", ".join(f"{number + place} {word}" for place, word in enumerate(words, 1))
        found.append(_("{group}: {words}.").format(group=name, words=counted))
        number += len(words)
    return found


def chosen(ask: AskFor, text: str) -> str:
    """The word whose number ``text`` is, at a question that offers the words; else empty."""
    if not ask.choices_from:
        return ""
    words = numbered()
    number = whole_number(text, len(words))
    return words[number - 1] if number else ""


def hint() -> str:
    """How to see the words in plain text."""
    return _("Type f to see words for feelings.")
