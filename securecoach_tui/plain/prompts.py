"""Lists, numbers and words outside a session: one prompt, one meaning for every line.

At every prompt: an empty line goes back, ``?`` says what is open, ``c`` who to call, ``q`` leaves; a dot
before any of them does the same, in a text too. Whole words do as well wherever they can't be an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from securecoach_tui.i18n import N_, _
from securecoach_tui.plain.line_io import Ended, Heard
from securecoach_tui.plain.session_commands import whole_number, word_meaning
from securecoach_tui.text import session_words

if TYPE_CHECKING:
    from securecoach_tui.plain.plain_context import PlainContext

PAGE = 20  # items of a list at a time
WAIT_SECONDS = 60.0  # how long one wait for a line lasts; there is no hurry

What = Literal["choice", "text", "back", "help", "support", "leave", "more", "unknown"]
_LETTERS: dict[str, What] = {"": "back", "?": "help", "c": "support", "q": "leave", "m": "more"}
_WORDS: dict[str, What] = {
    N_("back"): "back",
    N_("help"): "help",
    N_("support"): "support",
    N_("quit"): "leave",
    N_("leave"): "leave",
    N_("more"): "more",
}


class Gone(Exception):
    """The person leaves, or nothing can come in any more."""


@dataclass(frozen=True, slots=True)
class Pick:
    """What a line means at a prompt: ``number`` is the place in the list, from 0, or a value of a scale."""

    what: What
    number: int = -1
    text: str = ""


def pick(line: str, labels: Sequence[str]) -> Pick:
    """The meaning of a line where a list is open: a number, an item's own words, or a command."""
    text = line.strip()
    dotted = text.startswith(".")
    low = text.removeprefix(".").strip().lower()
    if not dotted:
        number = whole_number(text)
        if number is not None:
            return Pick("choice", number - 1) if 1 <= number <= len(labels) else Pick("unknown")
        for place, label in enumerate(labels):
            if low and low == label.lower():
                return Pick("choice", place)
    return Pick(_LETTERS.get(low) or word_meaning(_WORDS, low) or "unknown")


def value(line: str, lowest: int, highest: int, words: Sequence[str] = ()) -> Pick:
    """The meaning of a line where a whole number is asked for, or one of ``words`` in its place."""
    text = line.strip()
    if not text.startswith("."):
        number = whole_number(text)
        if number is not None:
            return Pick("choice", number) if lowest <= number <= highest else Pick("unknown")
        if text.lower() in [word.lower() for word in words]:
            return Pick("text", text=text.lower())
    low = text.removeprefix(".").strip().lower()
    return Pick(_LETTERS.get(low) or word_meaning(_WORDS, low) or "unknown")


def text_of(line: str) -> Pick:
    """The meaning of a line where words are asked for; two dots begin a text that begins with one."""
    text = line.strip()
    if text.startswith(".."):
        return Pick("text", text=text[1:])
    low = text.lower()
    if text.startswith("."):
        low = low[1:].strip()
        return Pick(_LETTERS.get(low) or word_meaning(_WORDS, low) or "unknown")
    return Pick(_LETTERS[low]) if low in ("", "?", "c", "q") else Pick("text", text=text)


def choose(sitting: PlainContext, title: str, labels: Sequence[str], *, first: bool = False) -> int | None:
    """The place of what was chosen from a list; None where the person goes back.

    Raises:
        Gone: the person leaves.
    """
    lines = sitting.lines
    lines.line(_("{title}: {n}.").format(title=title, n=len(labels)))
    shown = _page(sitting, labels, 0)
    prompt = _("Number, or q to leave") if first else _("Number, or empty to go back")

    def help() -> str:
        more = _("m more; ") if shown < len(labels) else ""
        empty = _("to hear the list again") if first else _("to go back")
        return _("You can type: a number from 1 to {n}; {more}an empty line {empty}; c support; q leave.").format(
            n=len(labels), more=more, empty=empty
        )

    while True:
        got = ask(sitting, prompt, lambda line: pick(line, labels), title, help)
        if got.what == "choice":
            return got.number
        if got.what == "back":
            return None
        if got.what == "more" and shown < len(labels):
            shown = _page(sitting, labels, shown)
        else:
            lines.line(help())


def number(
    sitting: PlainContext, long: str, prompt: str, lowest: int, highest: int, *words: str, empty: str = ""
) -> int | str | None:
    """A whole number, or one of ``words``; None where the person goes back.

    Raises:
        Gone: the person leaves.
    """
    if long:
        sitting.lines.line(long)

    def help() -> str:
        kinds = _("a whole number from {low} to {high}").format(low=lowest, high=highest)
        return _("You can type: {kinds}; an empty line {empty}; c support; q leave.").format(
            kinds=", ".join([kinds, *words]), empty=empty or _("to go back")
        )

    while True:
        got = ask(sitting, prompt, lambda line: value(line, lowest, highest, words), long or prompt, help)
        if got.what == "choice":
            sitting.lines.line(_("Noted: {what}.").format(what=got.number))
            return got.number
        if got.what == "text":
            return got.text
        if got.what == "back":
            return None
        sitting.lines.line(help())


def words(sitting: PlainContext, long: str, prompt: str, *, draft: str = "", held: bool = False) -> str | None:
    """A text in one line; None where there is none.

    ``draft`` names what is written, so that it outlives the program until it is kept; ``held`` where it is kept
    only by what comes after, which drops it then.

    Raises:
        Gone: the person leaves.
    """
    given = sitting.drafts.find(draft) if draft and sitting.lines.terminal else ""
    if given:
        sitting.lines.line(session_words.draft_words())
    if long:
        sitting.lines.line(long)
    sitting.lines.drafting(partial(sitting.drafts.put, draft) if draft else None)
    try:
        said = _words(sitting, long, prompt, given)
    finally:
        sitting.lines.drafting(None)
    if draft:
        sitting.drafts.put(draft, said if said and held else "")
    return said


def _words(sitting: PlainContext, long: str, prompt: str, given: str) -> str | None:
    def help() -> str:
        return _("You can type: any words; an empty line for none; a dot before a command, .c support, .q leave.")

    while True:
        got = ask(sitting, prompt, text_of, long or prompt, help, given)
        given = ""
        if got.what == "text":
            return got.text
        if got.what == "back":
            return None
        sitting.lines.line(help())


def yes(sitting: PlainContext, long: str, prompt: str) -> bool:
    """Whether it is a yes; anything else is none.

    Raises:
        Gone: the person leaves.
    """
    sitting.lines.line(long)
    labels = [_("yes"), _("no")]

    def help() -> str:
        return _("You can type: 1 yes, 2 no; an empty line for no; c support; q leave.")

    while True:
        got = ask(sitting, prompt, lambda line: pick(line, labels), long, help)
        if got.what in ("choice", "back"):
            return got.number == 0
        sitting.lines.line(help())


def ask(
    sitting: PlainContext,
    prompt: str,
    means: Callable[[str], Pick],
    open: str,
    help: Callable[[], str],
    given: str = "",
) -> Pick:
    """The next line that is for this prompt; help, support and leaving are seen to here."""
    while True:
        sitting.lines.prompt(prompt, given=given)
        given = ""
        got = means(_line(sitting))
        if got.what == "leave":
            raise Gone
        if got.what == "help":
            sitting.lines.line(_("Open: {what}").format(what=open.rstrip(".") + "."))
            sitting.lines.line(help())
        elif got.what == "support":
            for line in sitting.support():
                sitting.lines.line(line)
        else:
            return got


def read_on(sitting: PlainContext, title: str, told: Sequence[str]) -> None:
    """Lines to read, twenty at a time; the line before says how many.

    Raises:
        Gone: the person leaves.
    """
    sitting.lines.line(_("{title}: {n}.").format(title=title, n=len(told)))
    shown = 0
    while shown < len(told):
        for line in told[shown : shown + PAGE]:
            sitting.lines.line(line)
        shown += PAGE
        if shown >= len(told):
            return

        def help() -> str:
            return _("You can type: m for more; an empty line to go back; c support; q leave.")

        while (got := ask(sitting, _("m for more, or empty"), lambda line: pick(line, ()), title, help)).what != "more":
            if got.what == "back":
                return
            sitting.lines.line(help())


def _line(sitting: PlainContext) -> str:
    if sitting.session is not None and sitting.session.ended:
        raise Gone  # the end of input came in the middle of a session
    while True:
        came = sitting.lines.next(WAIT_SECONDS)
        if isinstance(came, Heard):
            return came.text
        if isinstance(came, Ended):
            raise Gone


def _page(sitting: PlainContext, labels: Sequence[str], begin: int) -> int:
    """Show the next items; how many have been shown."""
    end = min(len(labels), begin + PAGE)
    for place in range(begin, end):
        sitting.lines.line(_("{number} {label}").format(number=place + 1, label=labels[place]))
    if end < len(labels):
        sitting.lines.line(_("{n} of {all} shown; m shows more.").format(n=end, all=len(labels)))
    return end
