"""The full screen as a person uses it: the installed program in a real terminal of 80 by 24."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from securecoach_tui.config import settings
from tests.journeys.terminal import Open, Terminal, choose

pytestmark = pytest.mark.journeys


def record_of(data: Path) -> list[dict[str, object]]:
    told = subprocess.run(
        [sys.executable, "-m", "securecoach_tui", "history", "--json", "--data-dir", str(data)],
        capture_output=True,
        check=True,
        env={**os.environ, "SECURECOACH_STATE_DIR": str(data) + "-state"},
    )
    found: list[dict[str, object]] = json.loads(told.stdout)
    return found


def test_session_is_practised_and_found_in_history(opened: Open, data: Path) -> None:
    terminal = opened()
    terminal.see("Start", "help", "support", "leave now")
    choose(terminal, "Choose another")
    terminal.see("Exercises", "Slow breathing")
    terminal.press("end")
    terminal.see("> ● Twelve seconds")
    terminal.see("Made by you")
    terminal.press("enter")
    terminal.see("How upset or tense do you feel")
    terminal.press("7")
    terminal.see("[7]")
    terminal.press("enter")
    terminal.see("You can stop whenever you like.", "left")
    terminal.see("breath 1 of", "in")
    terminal.press("5")
    terminal.see("[5]")
    terminal.press("enter")
    terminal.see("Saved: distress 5.")
    terminal.see("Look round the room.")
    terminal.see("How strong is your distress now?")
    terminal.press("3", "enter")
    terminal.see("Write a line for yourself")
    terminal.press("quieter now", "enter")
    terminal.see("Twelve seconds", "You did the full 1", "Distress 7 before, 3 after.", "Saved.")
    terminal.press("enter")
    terminal.see("Choose another", "> Start")
    choose(terminal, "My progress")
    terminal.see("Soothing myself", "Not enough yet")
    terminal.press("escape")
    terminal.see("> My progress")
    choose(terminal, "History")
    terminal.see("Twelve seconds")
    terminal.press("enter")
    terminal.see("quieter now")
    terminal.press("escape")
    terminal.wait(lambda shown: "quieter now" not in shown, "the list again")
    terminal.press("escape")
    terminal.see("> History")
    terminal.press("q")
    assert terminal.ended() == 0
    assert terminal.is_as_it_was()
    (session,) = record_of(data)
    assert session["exercise"] == "twelve-seconds"
    assert session["reflection"] == "quieter now"
    assert [(r["value"], r["when"]) for r in session["ratings"]] == [(7, "before"), (5, "during"), (3, "after")]


def checkpoints(data: Path) -> list[Path]:
    return list((Path(str(data) + "-state") / "checkpoints").glob("*"))


CHOOSE_ANOTHER = [("down", "> Something shorter"), ("down", "> Choose another")]
# For each screen the keys that lead there, each with what is shown next.
PATHS: dict[str, list[tuple[str, str]]] = {
    "the first screen": [],
    "the list of exercises": [*CHOOSE_ANOTHER, ("enter", "Cyclic sighing")],
    "the lengths": [*CHOOSE_ANOTHER, ("enter", "Cyclic sighing"), ("left", "[3]")],
    "help": [("?", "Help: SecureCoach")],
    "support": [("c", "People to talk to")],
    "the menu": [("\x0f", "Menu: SecureCoach")],
}


@pytest.mark.parametrize("screen", PATHS)
def test_quick_exit_works_on_every_screen(opened: Open, screen: str) -> None:
    terminal = opened()
    terminal.see("> Start")
    for key, sight in PATHS[screen]:
        terminal.press(key)
        terminal.see(sight)
    terminal.press("\x03")
    assert terminal.ended() == 0
    assert terminal.is_as_it_was()
    assert terminal.display.strip() == ""


def practising(opened: Open, *arguments: str) -> Terminal:
    terminal = opened("practice", "twelve-seconds", *arguments)
    terminal.see("How upset or tense do you feel")
    return terminal


def ease_off(terminal: Terminal) -> None:
    """Go to the last lines, which completes the session: another needs 10 seconds of practice to be kept."""
    terminal.see("breath 1 of")
    terminal.press("-")
    terminal.see("Look round the room.")


def test_quick_exit_keeps_the_session(opened: Open, data: Path) -> None:
    terminal = practising(opened)
    terminal.press("7", "enter")
    ease_off(terminal)
    terminal.press("\x03")
    assert terminal.ended() == 0
    assert terminal.display.strip() == ""
    assert terminal.is_as_it_was()
    assert len(checkpoints(data)) == 1


def test_quick_exit_works_in_questions_and_text_fields(opened: Open) -> None:
    terminal = practising(opened)
    terminal.press("\x03")
    assert terminal.ended() == 0
    terminal = practising(opened, "--minutes", "0.2")
    terminal.press("enter")
    terminal.see("You can stop")
    terminal.press("-", "q")
    terminal.see("How strong is your distress now?")
    terminal.press("enter")
    terminal.see("Write a line for yourself")
    terminal.press("half a line")
    terminal.see("half a line")
    terminal.press("\x03")
    assert terminal.ended() == 0
    assert terminal.display.strip() == ""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signal_keeps_session_and_restores_terminal(opened: Open, data: Path, number: int) -> None:
    terminal = practising(opened)
    terminal.press("7", "enter")
    ease_off(terminal)
    terminal.process.send_signal(number)
    assert terminal.ended() == 0
    assert terminal.is_as_it_was()
    assert len(checkpoints(data)) == 1


def test_plain_session_is_in_the_history(opened: Open, data: Path) -> None:
    practise = [sys.executable, "-m", "securecoach_tui", "practice", "twelve-seconds", "--plain", "--no-questions"]
    environment = {**os.environ, "SECURECOACH_STATE_DIR": str(data) + "-state"}
    done = subprocess.run(
        [*practise, "--minutes", "0.2", "--data-dir", str(data)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment,
    )
    assert b"Saved." in done.stdout
    assert len(record_of(data)) == 1


def test_first_start_offers_and_remembers_plain_text(opened: Open, data: Path) -> None:
    (data / "settings.toml").unlink()
    terminal = opened("practice", "twelve-seconds")
    terminal.see("How upset or tense do you feel")  # an exercise named on the command line starts at once
    terminal.press("\x03")
    terminal.ended()
    terminal = opened()
    terminal.see("Before you start")
    assert b"Press p for plain text, i for speech." in terminal.raw
    terminal.press("p")
    terminal.wait(lambda shown: "Type a number" in shown, "the menu in lines")
    terminal.press("\x03")
    assert terminal.ended() == 0
    assert settings.load(settings.places(str(data)))[0].face == "plain"


BREAK = """
import sys
from securecoach_tui.tui.screens import {module}
def broken(self, *rest, **more):
    raise RuntimeError("a word that a person wrote")
{module}.{name} = broken
from securecoach_tui.cli import main
main()
"""


@pytest.mark.parametrize(
    ("module", "name", "keys"),
    [
        ("session", "SessionScreen._breathe", "\r"),
        ("exercises", "ExercisesScreen.compose_body", ""),
        ("help", "HelpScreen.lines", ""),
    ],
)
def test_crash_keeps_session_and_restores_terminal(opened: Open, data: Path, module: str, name: str, keys: str) -> None:
    code = BREAK.format(module=module, name=name)
    begin = ["practice", "twelve-seconds"] if module == "session" else []
    terminal = opened(*begin, command=(sys.executable, "-c", code))
    if module == "exercises":
        choose(terminal, "Choose another")
    elif module == "help":
        terminal.see("> Start")
        terminal.press("?")
    assert terminal.ended() == 1
    assert "Your practice is saved." in terminal.display.replace("\n", " ")
    assert b"Traceback" not in terminal.raw and b"a word that a person wrote" not in terminal.raw
    assert terminal.is_as_it_was()
    assert "RuntimeError" in (Path(str(data) + "-state") / "log").read_text()


@pytest.mark.parametrize(
    "environment",
    [
        {"NO_COLOR": "1"},
        {"TERM": "linux"},
        {"TERM": ""},
        {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"TEXTUAL_ANIMATIONS": "none"},
        {"TEXTUAL_DRIVER": "nothing:Here", "TEXTUAL_COLOR_SYSTEM": "many", "TEXTUAL_FPS": "-1"},
    ],
    ids=["no colour", "Linux console", "no TERM", "locale C", "reduced motion", "odd variables of Textual"],
)
def test_full_screen_works_in_each_environment(opened: Open, environment: dict[str, str]) -> None:
    terminal = opened("practice", "twelve-seconds", "--no-questions", environment=environment)
    terminal.see("breath 1 of", "left")
    if "NO_COLOR" in environment:
        colours = re.findall(rb"\x1b\[[0-9;]*(?:38|48);2;(\d+);(\d+);(\d+)", terminal.raw)
        assert all(red == green == blue for red, green, blue in colours)
    terminal.press("\x03")
    assert terminal.ended() == 0
    assert terminal.is_as_it_was()
    assert b"Traceback" not in terminal.raw


def test_terminal_of_any_size_is_restored(opened: Open) -> None:
    for size in ((1, 1), (500, 200)):
        terminal = opened("practice", "twelve-seconds", "--no-questions", size=size)
        while b"\x1b[?25h" not in terminal.raw:
            assert terminal.read(20.0)
        terminal.press("\x03")
        assert terminal.ended() == 0
        while not terminal.is_as_it_was():  # a slow terminal is restored after the end, once it takes output
            assert terminal.read(5.0)
