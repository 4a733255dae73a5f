"""Write what shells and man need, from the commands' own help: .venv/bin/python scripts/dev/shell_files.py [--check]

Writes the man page and the completions of bash, zsh and fish into ``share/``, whose files the wheel installs where the
system looks for them. They are committed, so that a wheel needs no step of the build that could be left out.
``--check`` writes nothing and exits with status 1 if one of them is outdated.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from click import shell_completion

ROOT = Path(__file__).resolve().parents[2]
SHARE = ROOT / "share"
sys.path.insert(0, str(ROOT))

PROGRAM = "securecoach"
ASKS = "_SECURECOACH_COMPLETE"  # set by the completions when they ask the program
# Where each shell looks for a program's completions, below the folder share.
COMPLETIONS: dict[str, type[shell_completion.ShellComplete]] = {
    f"bash-completion/completions/{PROGRAM}": shell_completion.BashComplete,
    f"zsh/site-functions/_{PROGRAM}": shell_completion.ZshComplete,
    f"fish/vendor_completions.d/{PROGRAM}.fish": shell_completion.FishComplete,
}
MAN_PAGE = f"man/man1/{PROGRAM}.1"
# What no command's help says: name and meaning.
ENVIRONMENT = {
    "SECURECOACH_DATA_DIR": "The folder for your data.",
    "SECURECOACH_STATE_DIR": "The folder for what belongs to this computer alone, such as sessions that are not finished.",
    "SECURECOACH_PLAIN": "If it is 1, the program opens as plain text.",
    "ACCESSIBLE": "The same.",
    "NO_COLOR": "If it is set, the program shows no colours.",
    "LC_ALL, LC_MESSAGES, LANG": "The language, unless settings.toml names one.",
}
EXIT_STATUS = {
    "0": "Done.",
    "1": "Something could not be written, or there is a fault in the program.",
    "2": "The command was typed in a way that it does not know.",
    "3": "Your data can't be opened, read or locked.",
    "4": "An exercise file can't be used.",
    "5": "Speech or sound was asked for and doesn't work.",
}


def files() -> dict[str, str]:
    """The text of each file, by its path below ``share/``."""
    from securecoach_tui.commands.command_table import cli

    found = {MAN_PAGE: man_page(cli)}
    for path, kind in COMPLETIONS.items():
        # The class's own source() would first start the shell, to ask it for its version.
        text = shell_completion.ShellComplete.source(kind(cli, {}, PROGRAM, ASKS))
        found[path] = text.strip() + "\n"
    return found


def man_page(cli: click.Group) -> str:
    """The man page, in the language of man(7): every command with its arguments and options."""
    from securecoach_tui import __version__

    context = click.Context(cli, info_name=PROGRAM)
    lines = [f'.TH SECURECOACH 1 "" "SecureCoach {__version__}" "SecureCoach"']
    lines += [".SH NAME", rf"{PROGRAM} \- guided exercises for feeling more secure"]
    lines += [".SH SYNOPSIS", rf".B {PROGRAM}", escaped("[OPTIONS] [COMMAND] [ARGS]...")]
    lines += [".SH DESCRIPTION", escaped(cli.help or ""), "Without a command, the full screen opens."]
    lines += [".SH OPTIONS", *_options(cli, context)]
    lines += [".SH COMMANDS"]
    for command, inner in _commands(cli, context):
        lines += [f'.SS "{escaped(_usage(command, inner))}"', *_paragraphs(command.help or "")]
        lines += _options(command, inner)
    for heading, rows in (("ENVIRONMENT", ENVIRONMENT), ("EXIT STATUS", EXIT_STATUS)):
        lines += [f'.SH "{heading}"', *(line for name, says in rows.items() for line in _entry(name, says))]
    lines += [".SH FILES", rf"{escaped(f'{PROGRAM} data path')} shows the folder for your data."]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """``text`` as it stands in a man page: hyphens that can be copied, and no line that is read as a request."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq")
    return rf"\&{text}" if text.startswith((".", "'")) else text


def _commands(group: click.Group, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """Each command of a group, and each command of a group within it, with its context."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        yield command, inner
        if isinstance(command, click.Group):
            yield from _commands(command, inner)


def _usage(command: click.Command, context: click.Context) -> str:
    """How a command is typed, without the program's name."""
    return " ".join([context.command_path.removeprefix(f"{PROGRAM} "), *command.collect_usage_pieces(context)])


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a command's help. A paragraph of lines that click doesn't fill keeps its lines."""
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        kept = [line.strip() for line in paragraph.removeprefix("\b\n").splitlines() if line.strip()]
        as_they_are = paragraph.startswith("\b")
        if lines:
            lines.append(".PP")
        lines += [".nf", *map(escaped, kept), ".fi"] if as_they_are else [escaped(" ".join(kept))]
    return lines


def _options(command: click.Command, context: click.Context) -> list[str]:
    """A command's options, in the words of its help, without ``--help``. Arguments stand in its usage."""
    named = [one for one in command.get_params(context) if isinstance(one, click.Option) and "--help" not in one.opts]
    records = [one.get_help_record(context) for one in named]
    return [line for one in records if one for line in _entry(one[0], " ".join(one[1].split()))]


def _entry(name: str, says: str) -> list[str]:
    return [".TP", rf".B {escaped(name)}", escaped(says)]


def main(args: list[str]) -> int:
    """Write the files, or with ``--check`` name those that are outdated and return 1."""
    outdated = [name for name, text in files().items() if not _is(SHARE / name, text)]
    if "--check" in args:
        for name in outdated:
            print(f"share/{name} is outdated")
        return 1 if outdated else 0
    for name, text in files().items():
        path = SHARE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    return 0


def _is(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
