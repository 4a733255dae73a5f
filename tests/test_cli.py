"""The table of commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from securecoach_tui import __version__
from securecoach_tui.commands import command_table
from securecoach_tui.commands.command_table import COMMANDS, cli
from securecoach_tui.content import load


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_in_the_table_is_the_commands_own_first_line(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert COMMANDS[name][2] == command.get_short_help_str(1000)


def test_help_names_every_command_without_importing_any() -> None:
    code = (
        "import sys; sys.argv = ['securecoach', '--help']\n"
        "from securecoach_tui.cli import main\n"
        "try:\n    main()\n"
        "finally:\n    print(*(n for n in sys.modules if n.startswith('securecoach_tui.commands.')), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout
    commands = {f"securecoach_tui.commands.{module}" for module, _name, _summary in COMMANDS.values()}
    assert not commands & set(done.stderr.split())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_can_be_taught_to_complete_commands(shell: str) -> None:
    environ = {**os.environ, "_SECURECOACH_COMPLETE": f"{shell}_source"}
    code = "from securecoach_tui.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=environ)
    assert done.returncode == 0 and "securecoach" in done.stdout


def test_a_shell_completes_the_exercises_ones_own_too(tmp_path: Path) -> None:
    folder = tmp_path / "exercises"
    folder.mkdir()
    (folder / "sl.toml").write_text(load().new_exercise().replace('"my-exercise"', '"slow-walk"'))
    environ = {
        **os.environ,
        "SECURECOACH_DATA_DIR": str(tmp_path),
        "_SECURECOACH_COMPLETE": "bash_complete",
        "COMP_WORDS": "securecoach practice slow",
        "COMP_CWORD": "2",
    }
    code = "import sys; sys.argv = ['securecoach']; from securecoach_tui.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=environ)
    assert done.stdout.splitlines() == ["plain,slow-breathing", "plain,slow-walk"], done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", [["list"], ["support"], ["--help"]])
def test_cli_output_to_a_full_disk_is_one_sentence(arguments: list[str]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "securecoach_tui", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr == "That can't be written there: No space left on device.\n"


@pytest.mark.parametrize("arguments", ["list", "support", "--help"])
def test_cli_with_closed_output_exits_cleanly(arguments: str) -> None:
    line = f'"{sys.executable}" -m securecoach_tui {arguments} >&-'
    done = subprocess.run(["sh", "-c", line], stderr=subprocess.PIPE, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("arguments", ["list", "path", "why", "--help", "history --help"])
def test_a_reader_that_has_gone_is_no_error(arguments: str, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "securecoach_tui", *arguments.split()]
    environ = {
        **os.environ,
        "SECURECOACH_DATA_DIR": str(tmp_path / "data"),
        "SECURECOACH_STATE_DIR": str(tmp_path / "state"),
    }
    try:
        done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60, env=environ)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_version_names_the_optional_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("securecoach_tui.config.extras.installed", lambda: ["natural", "web"])
    said = CliRunner().invoke(cli, ["--version"]).output.splitlines()
    assert said == [
        f"securecoach, version {__version__}",
        "Optional parts installed: natural, web",
        "Optional parts not installed: formats, pictures, listen",
    ]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is a device of Linux")
@pytest.mark.parametrize(("command", "seen"), [("support", "988"), ("now", "7 I have"), ("list", "slow-breathing")])
def test_a_log_on_a_full_disk_keeps_no_help_back(command: str, seen: str) -> None:
    called = [sys.executable, "-m", "securecoach_tui", command, "--data-dir", "~nosuch/x"]  # which is complained about
    with open("/dev/full", "w") as full:
        done = subprocess.run(called, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=full, text=True)
    assert seen in done.stdout and done.returncode == 0


def test_support_is_shown_where_no_thread_can_start() -> None:
    code = """
import threading, sys
def full(*_args, **_more):
    raise RuntimeError("can't start new thread")
threading.Thread.start = full
sys.argv = ["securecoach", "support"]
from securecoach_tui.cli import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert "988" in done.stdout and (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("terminal", "variable", "width"),
    [
        (120, "60", 120),
        (40, "200", 40),
        (0, "60", 60),
        (0, "wide", 80),
        (0, "", 80),
        (None, "60", 60),
        (None, "-1", -1),
    ],
)
def test_help_is_as_wide_as_the_terminal_itself_says(
    terminal: int | None, variable: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def size(*_arguments: object) -> os.terminal_size:
        if terminal is None:
            raise OSError(25, "Inappropriate ioctl for device")
        return os.terminal_size((terminal, 24))

    monkeypatch.setattr(os, "get_terminal_size", size)
    monkeypatch.setenv("COLUMNS", variable)
    assert command_table._columns() == width
