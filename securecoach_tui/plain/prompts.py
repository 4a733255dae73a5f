"""Prompts outside a session: lists, numbers, texts, days, yes or no.

At every prompt an empty line goes back, ``?`` prints the open question, ``c`` prints who to call, and ``q`` leaves.
With a dot before them they also work where a text is asked for. Words such as "back" work unless they can be an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Literal

from securecoach_tui.app.keyboard_layout import command_line
from securecoach_tui.i18n import N_, _, ngettext
from securecoach_tui.plain.line_io import EndOfInput, InputLine
from securecoach_tui.plain.session_input import whole_number, word_meaning
from securecoach_tui.practice.folded_text import folded
from securecoach_tui.practice.typed_values import day_of
from securecoach_tui.text import session_words
from securecoach_tui.text.yes_and_no import no_words, yes_words

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext

PAGE = 20  # list items printed at a time
WAIT_SECONDS = 60.0  # the timeout of one call of ``read``

Kind = Literal["choice", "text", "back", "help", "support", "leave", "more", "unknown"]
_LETTERS: dict[str, Kind] = {"": "back", "?": "help", "c": "support", "q": "leave", "m": "more"}
_WORDS: dict[str, Kind] = {
    N_("back"): "back",
    N_("help"): "help",
    N_("support"): "support",
    N_("quit"): "leave",
    N_("leave"): "leave",
    N_("more"): "more",
}


class Quit(Exception):
    """The person leaves, or the input has ended."""


@dataclass(frozen=True, slots=True)
class PromptReply:
    """What a line means at a prompt. ``number`` is a position in the list, from 0, or a value of a scale."""

    kind: Kind
    number: int = -1
    text: str = ""


def parse_choice(line: str, labels: Sequence[str], names: Sequence[Sequence[str]] = ()) -> PromptReply:
    """The meaning of a line typed at a list: an item's number, its label or one of its ``names``, or a command."""
    text = line.strip()
    dotted = text.startswith(".")
    low = command_line(text.removeprefix("."))
    same = folded(text.removeprefix("."))
    if not dotted:
        number = whole_number(text)
        if number is not None:
            return PromptReply("choice", number - 1) if 1 <= number <= len(labels) else PromptReply("unknown")
        for index, known in enumerate(zip_longest(((label,) for label in labels), names, fillvalue=())):
            if same and same in map(folded, chain(*known)):
                return PromptReply("choice", index)
    return PromptReply(_LETTERS.get(low) or word_meaning(_WORDS, low) or "unknown")


def parse_number(line: str, lowest: int, highest: int, words: Sequence[str] = ()) -> PromptReply:
    """The meaning of a line typed where a whole number or one of ``words`` is asked for."""
    text = line.strip()
    if not text.startswith("."):
        number = whole_number(text)
        if number is not None:
            return PromptReply("choice", number) if lowest <= number <= highest else PromptReply("unknown")
        if found := [word for word in words if folded(text) == folded(word)]:
            return PromptReply("text", text=found[0].lower())
    low = command_line(text.removeprefix("."))
    return PromptReply(_LETTERS.get(low) or word_meaning(_WORDS, low) or "unknown")


def parse_text(line: str) -> PromptReply:
    """The meaning of a line typed where a text is asked for. A text that begins with a dot is typed with two."""
    text = line.strip()
    if text.startswith(".."):
        return PromptReply("text", text=text[1:])
    low = command_line(text)
    if text.startswith("."):
        low = command_line(text[1:])
        return PromptReply(_LETTERS.get(low) or word_meaning(_WORDS, low) or "unknown")
    return PromptReply(_LETTERS[low]) if low in ("", "?", "c", "q") else PromptReply("text", text=text)


def choose(
    context: PlainContext,
    title: str,
    labels: Sequence[str],
    *,
    first: bool = False,
    names: Sequence[Sequence[str]] = (),
    keeps: tuple[str, str] = ("", ""),
) -> int | None:
    """Show a list. Return the index of the chosen item, or None if the person goes back.

    ``names`` has words for each item that may be typed in place of its number. Where an empty line doesn't go
    back, ``keeps`` has the prompt that says so, and the words for the help, such as "to leave it open".

    Raises:
        Quit: the person leaves.
    """
    context.io.print(_title(title, len(labels)))
    shown = _print_page(context, labels, 0)
    usual = _("Type a number, or q to quit") if first else _("Type a number, or press enter to go back")
    prompt = keeps[0] or usual

    def help() -> str:
        more = _("m for more, ") if shown < len(labels) else ""
        enter = keeps[1] or (_("to hear the list again") if first else _("to go back"))
        return _(
            "You can type a number from 1 to {n}, {more}or press enter {empty}. Type c for support, q to quit."
        ).format(n=len(labels), more=more, empty=enter)

    while True:
        reply = ask(context, prompt, lambda line: parse_choice(line, labels, names), title, help)
        if reply.kind == "choice":
            return reply.number
        if reply.kind == "back":
            return None
        if reply.kind == "more" and shown < len(labels):
            shown = _print_page(context, labels, shown)
        else:
            context.io.print(help())


def ask_number(
    context: PlainContext, long: str, prompt: str, lowest: int, highest: int, *words: str, empty: str = ""
) -> int | str | None:
    """Ask for a whole number or one of ``words``. Return None if the person goes back.

    Raises:
        Quit: the person leaves.
    """
    if long:
        context.io.print(long)

    def help() -> str:
        kinds = _("a whole number from {low} to {high}").format(low=lowest, high=highest)
        return _("You can type {kinds}, or press enter {empty}. Type c for support, q to quit.").format(
            kinds=", ".join([kinds, *words]), empty=empty or _("to go back")
        )

    while True:
        reply = ask(context, prompt, lambda line: parse_number(line, lowest, highest, words), long or prompt, help)
        if reply.kind == "choice":
            context.io.print(_("Your answer: {what}.").format(what=reply.number))
            return reply.number
        if reply.kind == "text":
            return reply.text
        if reply.kind == "back":
            return None
        context.io.print(help())


def ask_text(context: PlainContext, long: str, prompt: str, *, draft: str = "", held: bool = False) -> str | None:
    """Ask for a text in one line. Return None if nothing is typed.

    ``draft`` is the name under which the text is saved while it is typed. If ``held``, the draft is kept until the
    caller drops it.

    Raises:
        Quit: the person leaves.
    """
    initial = context.drafts.find(draft) if draft and context.io.is_terminal else ""
    if initial:
        context.io.print(session_words.draft_words())
    if long:
        context.io.print(long)
    context.io.on_draft(partial(context.drafts.put, draft) if draft else _save_nothing)
    try:
        text = _ask_text(context, long, prompt, initial)
    finally:
        context.io.on_draft(None)
    if draft:
        context.drafts.put(draft, text if text and held else "")
    return text


def _save_nothing(_text: str) -> None:
    pass


def _ask_text(context: PlainContext, long: str, prompt: str, initial: str) -> str | None:
    def help() -> str:
        return _(
            "You can type any words, or press enter to skip. Commands start with a dot: .c for support, .q to quit."
        )

    while True:
        reply = ask(context, prompt, parse_text, long or prompt, help, initial)
        initial = ""
        if reply.kind == "text":
            return reply.text
        if reply.kind == "back":
            return None
        context.io.print(help())


def ask_yes(context: PlainContext, long: str, prompt: str) -> bool:
    """Ask a yes-no question. Return whether the answer is yes.

    Raises:
        Quit: the person leaves.
    """
    context.io.print(long)
    labels, names = [_("yes"), _("no")], [yes_words(), no_words()]

    def help() -> str:
        return _("You can type 1 for yes, 2 for no, or press enter for no. Type c for support, q to quit.")

    while True:
        reply = ask(context, prompt, lambda line: parse_choice(line, labels, names), long, help)
        if reply.kind in ("choice", "back"):
            return reply.number == 0
        context.io.print(help())


def ask(
    context: PlainContext,
    prompt: str,
    parse: Callable[[str], PromptReply],
    open: str,
    help: Callable[[], str],
    initial: str = "",
) -> PromptReply:
    """Prompt until a line answers this prompt. Help, support and leaving are handled here."""
    while True:
        context.io.prompt(prompt, initial=initial)
        initial = ""
        line = _read_line(context)
        reply = parse(line)
        if reply.kind == "leave":
            raise Quit
        if reply.kind == "unknown":
            context.print_people_after(line)
        if reply.kind == "help":
            context.io.print(
                _("The question is: {what}").format(what=open if open.endswith("?") else open.rstrip(".") + ".")
            )
            context.io.print(help())
        elif reply.kind == "support":
            for line in context.support():
                context.io.print(line)
        else:
            return reply


def print_lines(context: PlainContext, lines: Iterable[str]) -> None:
    """Print each line that isn't empty."""
    for line in lines:
        if line:
            context.io.print(line)


def _title(title: str, count: int) -> str:
    """The title of a list, with how many choices there are."""
    return ngettext("{title} ({n} choice)", "{title} ({n} choices)", count).format(title=title, n=count)


def show_lines(context: PlainContext, title: str, lines: Sequence[str]) -> None:
    """Print the number of lines, then the lines, twenty at a time.

    Raises:
        Quit: the person leaves.
    """
    context.io.print(_title(title, len(lines)))
    shown = 0
    while shown < len(lines):
        for line in lines[shown : shown + PAGE]:
            context.io.print(line)
        shown += PAGE
        if shown >= len(lines):
            return

        def help() -> str:
            return _("You can type m for more, or press enter to go back. Type c for support, q to quit.")

        while (
            reply := ask(context, _("m for more, or press enter"), lambda line: parse_choice(line, ()), title, help)
        ).kind != "more":
            if reply.kind == "back":
                return
            context.io.print(help())


def _read_line(context: PlainContext) -> str:
    if context.session is not None and context.session.input_ended:
        raise Quit
    while True:
        line = context.io.read(WAIT_SECONDS)
        if isinstance(line, InputLine):
            return line.text
        if isinstance(line, EndOfInput):
            raise Quit


def _print_page(context: PlainContext, labels: Sequence[str], begin: int) -> int:
    """Print the next items of a list. Return how many items have been printed so far."""
    end = min(len(labels), begin + PAGE)
    for index in range(begin, end):
        context.io.print(_("{number} {label}").format(number=index + 1, label=labels[index]))
    if end < len(labels):
        context.io.print(_("{n} of {all} shown. Type m for more.").format(n=end, all=len(labels)))
    return end


def ask_day(context: PlainContext) -> date | None:
    """Ask for a day such as 2026-03-03. Return None if the person goes back."""
    example = context.clock.now().date().isoformat()
    long = _("A date such as {example}.").format(example=example)
    while True:
        typed = ask_text(context, long, _("Day"))
        if typed is None:
            return None
        day = day_of(typed, context.clock.now().date())
        if day is not None:
            return day
        long = _("That isn't a date. Write it like {example}, or press enter to go back.").format(example=example)
