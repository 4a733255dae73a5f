"""``securecoach apart``: its steps in order, changed and kept, through a pipe and with anything typed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from securecoach_tui.app.ladder_service import APART, CLOSENESS, all_rungs
from securecoach_tui.commands import apart as command
from securecoach_tui.commands import display
from securecoach_tui.commands.command_table import cli
from securecoach_tui.config.settings import Settings
from securecoach_tui.plain.menu import apart_ladder
from securecoach_tui.plain.prompts import Quit
from securecoach_tui.practice.ladder.offers import shown
from tests.plain.talk import CONTENT, KEPT, a_context, lines_of

PUNISHED = "If someone ignores you to punish you, this is not for that."
TITLE = "Time on your own, step by step"
Shown = tuple[int, list[str], str]
Piped = Callable[..., Shown]
Typed = Callable[..., list[str]]
FIRST, SECOND, LAST = (CONTENT.apart_rungs()[n].words for n in (0, 1, -1))
WORDS, MOVE, LIVED, HIDE = "3", "4", "5", "6"  # what can be done with a step


@pytest.fixture
def piped(tmp_path: Path) -> Piped:
    """Run the command with lines from a pipe; its status, the lines that it prints, and its errors."""

    def run(*typed: str | bytes, arguments: tuple[str, ...] = ()) -> Shown:
        lines = b"".join((one.encode() if isinstance(one, str) else one) + b"\n" for one in typed)
        done = subprocess.run(
            [sys.executable, "-m", "securecoach_tui", "--data-dir", str(tmp_path / "data"), "apart", *arguments],
            input=lines,
            capture_output=True,
            timeout=60,
            env={**os.environ, "SECURECOACH_STATE_DIR": str(tmp_path / "state")},
        )
        return done.returncode, done.stdout.decode().splitlines(), done.stderr.decode()

    return run


@pytest.fixture
def typed(tmp_path: Path) -> Typed:
    """What the command opens, in this process, which takes a tenth of the time; the lines that it prints."""

    def run(*lines: str) -> list[str]:
        context = a_context(tmp_path, *lines, preferences=Settings())
        with suppress(Quit):
            apart_ladder(context)
        context.writer.close()
        return lines_of(context)

    return run


def listed(lines: list[str]) -> list[str]:
    """The steps of the list that was shown last, without their numbers and marks."""
    start = max(at for at, line in enumerate(lines) if line.startswith(f"{TITLE} ("))
    items: Iterator[str] = (line.partition(" ")[2] for line in lines[start + 1 :] if line[:1].isdigit())
    marks = (", your current step", ", in daily life")
    steps = []
    for item in items:
        for mark in marks:
            item = item.replace(mark, "")
        if item == "Add a step":
            break
        steps.append(item)
    return steps


def test_ten_steps_are_listed_with_what_they_are_not_for(piped: Piped) -> None:
    code, lines, errors = piped()
    assert (code, errors) == (0, "")
    assert listed(lines) == [rung.words for rung in CONTENT.apart_rungs()] and len(listed(lines)) == 10
    title = next(at for at, line in enumerate(lines) if line.startswith(TITLE))
    assert lines[title - 1].endswith(PUNISHED), "said before the first step"


def test_every_list_says_what_it_is_not_for_after_any_change(typed: Typed) -> None:
    lines = typed("1", WORDS, "put my phone in a drawer", "2", HIDE, "1", MOVE, "3")
    assert lines.count(next(line for line in lines if line.endswith(PUNISHED))) == 4
    assert sum(line.startswith(f"{TITLE} (") for line in lines) == 4


def test_a_step_in_ones_own_words_is_there_the_next_time(typed: Typed) -> None:
    typed("1", WORDS, "put my phone in a drawer")
    assert listed(typed())[:2] == ["put my phone in a drawer", SECOND]
    lines = typed("1", WORDS, "")
    assert "Nothing changed." in lines and listed(typed())[0] == "put my phone in a drawer"


def test_steps_move_to_both_ends_and_the_other_ladder_stays(typed: Typed, tmp_path: Path) -> None:
    typed("1", MOVE, "10")
    assert listed(typed())[-1] == FIRST
    typed("9", MOVE, "1")
    order = listed(typed())
    assert (order[0], order[1], order[-1]) == (LAST, SECOND, FIRST)
    record = a_context(tmp_path).record
    assert [rung.words for rung in all_rungs(CONTENT.apart_rungs(), record, APART.kind)] == order
    assert all_rungs(CONTENT.rungs(), record, CLOSENESS.kind) == CONTENT.rungs()


def test_a_hidden_step_can_be_shown_again(typed: Typed) -> None:
    lines = typed("1", HIDE)
    assert FIRST not in listed(lines) and "12 Show a hidden step again" not in lines
    assert "11 Show a hidden step again" in lines
    typed("11", "1")
    assert FIRST in listed(typed())


def test_with_every_step_hidden_one_can_still_be_added(typed: Typed) -> None:
    assert listed(typed(*("1", HIDE) * 10)) == []
    typed("1", "walk round the block without my phone", "no")
    assert listed(typed()) == ["walk round the block without my phone"]


def test_a_step_of_ones_own_says_where_it_happens(typed: Typed) -> None:
    typed("11", "an hour with a book", "yes")
    lines = typed("11", LIVED)
    assert any(line == "11 an hour with a book, in daily life" for line in lines)
    assert any(line == "11 an hour with a book" for line in lines), "done while practising, after the change"


def test_a_practised_step_begins_with_who_it_is_not_for(tmp_path: Path) -> None:
    context = a_context(tmp_path, "1", "1", "1", "4", "", "", "", KEPT, KEPT, KEPT, "q")
    with pytest.raises(Quit):
        apart_ladder(context)
    lines = lines_of(context)
    warning = next(
        at for at, line in enumerate(lines) if "If someone ignores you to punish you, leave this one out" in line
    )
    assert not any("pull to turn it over" in line for line in lines[:warning])


ODD: list[str | bytes] = [
    "0",
    "99",
    "-1",
    "1.5",
    "somewhere",
    "१२३",
    "\x1b[31m9",
    "x" * 5000,
    b"\xff\xfe",
    "🙂",
    "1; rm -rf /",
]


def test_anything_else_typed_gets_one_line_on_what_to_type(piped: Piped) -> None:
    code, lines, errors = piped(*ODD)
    told = "You can type a number from 1 to 11, or press enter to go back. Type c for support, q to quit."
    assert (code, errors) == (0, "") and lines.count(told) == len(ODD)
    assert lines[-2:] == [told, "Type a number, or press enter to go back: "] and len(listed(lines)) == 10
    assert not any("\x1b" in line or "xxx" in line for line in lines), "nothing typed is printed as it came"


def test_a_position_that_is_no_number_moves_nothing(typed: Typed) -> None:
    lines = typed("1", MOVE, "first", "11", "0", "")
    assert sum("a whole number from 1 to 10" in line for line in lines) == 3
    assert listed(typed())[0] == FIRST


def test_unknown_arguments_are_refused_in_one_sentence(piped: Piped) -> None:
    for arguments in (("--sideways",), ("now",)):
        code, lines, errors = piped(arguments=arguments)
        assert code == 2 and lines == [] and "Traceback" not in errors and arguments[0] in errors


def test_support_is_one_letter_away_and_q_leaves(typed: Typed) -> None:
    lines = typed("c", "q", "1")
    assert any("emergency" in line.lower() for line in lines)
    assert not any(line.startswith("1 Practise it now") for line in lines), "nothing after q is read"


def test_a_terminal_gets_the_full_screen_at_this_ladder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[object] = []
    monkeypatch.setattr(command, "opens_plain_text", lambda *_: False)
    monkeypatch.setattr(display, "full_screen", lambda _paths, _preferences, start, **_: asked.append(start.screen))
    cli.main(["apart", "--data-dir", str(tmp_path)], standalone_mode=False)
    assert asked == ["apart"]


def test_hidden_steps_are_left_out_of_what_is_shown(typed: Typed, tmp_path: Path) -> None:
    typed("2", HIDE)
    rungs = all_rungs(CONTENT.apart_rungs(), a_context(tmp_path).record, APART.kind)
    assert len(rungs) == 10 and SECOND not in [rung.words for rung in shown(rungs)]
