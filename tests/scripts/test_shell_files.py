"""scripts/dev/shell_files.py writes the man page and the completions from the commands' own help."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from scripts.dev.shell_files import MAN_PAGE, SHARE, escaped, man_page
from securecoach_tui.commands.command_table import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
RENEW = ".venv/bin/python scripts/dev/shell_files.py"


def text_of(page: str) -> str:
    return page.replace(r"\-", "-")


def test_man_page_and_completions_are_current() -> None:
    pinned = re.search(r"^click==(.*)$", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
    assert pinned is not None
    if version("click") != pinned[1]:
        pytest.skip(
            f"click {pinned[1]} writes the files; others word the completions and a command's usage differently"
        )
    # In a process of its own: commands are translated when they are imported, and another test may have done that.
    done = subprocess.run(
        [sys.executable, "scripts/dev/shell_files.py", "--check"],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert not done.stdout and not done.stderr, f"{RENEW}: {done.stdout} {done.stderr}"


def test_man_page_names_every_command_with_its_options() -> None:
    page = text_of((SHARE / MAN_PAGE).read_text("utf-8"))
    for name in (*COMMANDS, "history add", "data backup"):
        assert f'.SS "{name} [OPTIONS]' in page
    assert ".B --ambience KIND\n" in page and ".B --help" not in page


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_man_page_is_one_that_groff_accepts() -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-z", "-Kutf8", str(SHARE / MAN_PAGE)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0 and done.stderr == ""


def test_man_page_takes_help_for_text_alone() -> None:
    @click.group()
    def cli() -> None:
        """A program."""

    @cli.command()
    @click.argument("FILE")
    def read(file: str) -> None:
        """Read.

        .so a line of a file
        """

    assert escaped(r"a \- 'b'") == r"a \e\- 'b'"
    assert '.SS "read [OPTIONS] FILE"\nRead.\n.PP\n\\&.so a line of a file\n' in man_page(cli)


@pytest.mark.journeys
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_from_the_file_in_share(tmp_path: Path) -> None:
    command = tmp_path / "securecoach"
    command.write_text('#!/bin/sh\n[ "$_SECURECOACH_COMPLETE" = bash_complete ] && echo plain,practice\n')
    command.chmod(0o700)
    asks = 'COMP_WORDS=(securecoach pr); COMP_CWORD=1; _securecoach_completion securecoach; echo "${COMPREPLY[@]}"'
    done = subprocess.run(
        ["bash", "-ec", f'. "{SHARE}/bash-completion/completions/securecoach"; {asks}'],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )
    assert done.stdout == "practice\n"
