"""ctrl+c from the program's first instruction on."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from securecoach_tui.commands.command_table import COMMANDS, cli
from securecoach_tui.config.early_exit import DISPLAYS, opens_display


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "--plain",
        "--data-dir export",
        "--data-dir=x --plain",
        "practice x",
        "--data-dir x checkin",
        "practice --plain",
    ],
)
def test_a_display_is_told_from_its_arguments(arguments: str) -> None:
    assert opens_display(arguments.split())


@pytest.mark.parametrize(
    "arguments", ["list", "--data-dir practice export", "--help", "--version", "plan --ics practice"]
)
def test_a_command_is_told_from_its_arguments(arguments: str) -> None:
    assert not opens_display(arguments.split())


def test_displays_are_the_commands_that_take_plain_text() -> None:
    context = click.Context(cli)
    commands = {name: cli.get_command(context, name) for name in COMMANDS}
    assert DISPLAYS == tuple(
        name for name, command in commands.items() if command and "plain" in [one.name for one in command.params]
    )


TWICE = """
import os, signal
from securecoach_tui.config import early_exit
early_exit.raise_interrupt()
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    print("tidies up", flush=True)
    os.kill(os.getpid(), signal.SIGINT)
    print("not reached", flush=True)
"""


def test_second_interrupt_of_a_command_is_quiet() -> None:
    done = subprocess.run([sys.executable, "-c", TWICE, "export"], capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stdout, done.stderr) == (0, "tidies up\n", "")


@pytest.mark.journeys
def test_an_interrupt_at_any_moment_of_the_start_is_quiet(tmp_path: Path) -> None:
    # What comes before the package is imported is Python's own start.
    begin = "import os, signal, sys; signal.pthread_sigmask(signal.SIG_BLOCK, [2]); os.execv(sys.executable, [sys.executable, '-P', '-m', 'securecoach_tui', '--data-dir', *sys.argv[1:]])"
    environment = {**os.environ, "SECURECOACH_STATE_DIR": str(tmp_path / "state"), "PYTHONPATH": os.getcwd()}
    chance = random.Random(51)
    for round in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", begin, str(tmp_path / "data"), *(["--plain"] if round % 2 else [])],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        time.sleep(chance.uniform(0.3, 0.8))
        process.send_signal(2)
        out, err = process.communicate(timeout=20)
        assert process.returncode == 0 and b"Traceback" not in out + err, (round, err)


def ended(before: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own that did ``before`` first."""
    code = f"import atexit, sys, threading, time\n{before}\nfrom securecoach_tui.__main__ import main\nmain()"
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(("arguments", "status"), [("--version", 0), ("list --nonsense", 2)])
def test_a_command_ends_without_clearing_python(arguments: str, status: int) -> None:
    """The object that a module still has is not cleared; what was registered for the end is done."""
    before = (
        "class Marker:\n    def __del__(self): print('cleared', flush=True)\n"
        "marker = Marker()\natexit.register(print, 'tidied')"
    )
    done = ended(before, *arguments.split())
    assert done.returncode == status
    assert done.stdout.endswith("tidied\n") and ("version" in done.stdout or "See: securecoach" in done.stderr)


def test_a_command_waits_for_a_thread_that_is_not_done() -> None:
    done = ended("threading.Thread(target=lambda: (time.sleep(0.3), print('done'))).start()", "--version")
    assert done.returncode == 0 and done.stdout.endswith("done\n")


def test_output_of_a_command_is_whole_in_a_pipe() -> None:
    done = subprocess.run([sys.executable, "-m", "securecoach_tui", "--help"], capture_output=True, text=True)
    assert done.returncode == 0 and "support" in done.stdout and not done.stderr
