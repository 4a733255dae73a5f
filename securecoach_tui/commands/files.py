"""The files that a person names for a command: whether they may be written, and a sentence where they can't be."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from securecoach_tui.commands.errors import Refused, say_error
from securecoach_tui.commands.output import write_data
from securecoach_tui.config import input_file, output_file
from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from securecoach_tui.config.data_paths import DataPaths

F = TypeVar("F", bound="Callable[..., Any]")

# What no output replaces in the data folder and in the state folder, whatever was asked.
_OWN_DATA = re.compile(r"journal|backups|exercises|settings.*\.toml|key.*\.json")
_OWN_STATE = re.compile(r"checkpoints|folders|key.*|.*\.json")


def overwrite_option(command: F) -> F:
    """Add the option ``--overwrite``."""
    return click.option("--overwrite", is_flag=True, help=_("Replace FILE without asking."))(command)


class OutputFile:
    """A file that may be written: it is new, may be replaced, or is a stream such as standard output."""

    def __init__(self, name: str, found: output_file.NamedOutput, state: Path | None, *, replace: bool) -> None:
        self.name, self._found, self._state, self._replace = name, found, state, replace

    @property
    def is_standard_output(self) -> bool:
        """Whether it is standard output, so that nothing else may be printed there."""
        return self._found.is_standard_output

    @property
    def is_stream(self) -> bool:
        """Whether it is no file of its own: standard output, a FIFO or a device."""
        return self._found.kind in ("stream", "descriptor")

    @property
    def is_terminal(self) -> bool:
        """Whether it is shown on a terminal."""
        return self._found.is_terminal

    @contextmanager
    def writing(self) -> Iterator[IO[bytes]]:
        """A file to write; its content appears when the block ends, complete or not at all.

        Raises:
            Refused: it can't be written.
        """
        try:
            with output_file.writing(self._found, replace=self._replace, state=self._state) as file:
                yield file
        except BrokenPipeError:  # whoever read it has enough
            raise
        except FileExistsError:
            raise _there_already(self.name) from None
        except OSError as error:
            if self.is_standard_output:
                raise
            raise _unwritable(self.name, error) from None

    def write(self, data: bytes) -> None:
        """Write text in UTF-8, with control characters escaped on a terminal. Raises Refused."""
        if self.is_standard_output and sys.stdout.isatty():
            write_data(data)
            return
        if self.is_terminal:
            data = visible(data.decode("utf-8", "replace"), lines=True).encode()
        with self.writing() as file:
            file.write(data)


def output_named(name: str, paths: DataPaths | None, *, overwrite: bool) -> OutputFile | None:
    """The file of that name, to be written; ``-`` is standard output. None if the person wants an older file kept.

    Nothing is written yet. Before an existing file is replaced, the person is asked at a terminal.

    Raises:
        Refused: it can't be written, or there is a file and nobody can be asked.
    """
    if not name:
        raise Refused(_("The name of the file is empty. Give a name, or - for standard output."))
    try:
        found = output_file.find(name)
    except IsADirectoryError:
        raise Refused(_("{file} is a folder. Give the name of a file in it.").format(file=visible(name))) from None
    except FileNotFoundError:
        folder = visible(str(_folder(name)))
        raise Refused(
            _("There is no folder {where}. Create it first, or choose another.").format(where=folder)
        ) from None
    except OSError as error:
        raise _unwritable(name, error) from None
    if paths is not None and found.kind in ("new", "file") and _is_own(found, paths):
        raise Refused(_("{file} is one of SecureCoach's own files. Choose another name.").format(file=visible(name)))
    state = None if paths is None else paths.state
    if found.kind != "file":
        return OutputFile(name, found, state, replace=False)
    if not overwrite:
        if not (sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None and sys.stderr.isatty()):
            raise _there_already(name)
        question = _("{file} already exists. Replace it?").format(file=visible(name))
        if not click.confirm(question, err=True):
            say_error(_("Nothing was written."))
            return None
    return OutputFile(name, found, state, replace=True)


def input_named(name: str) -> bytes:
    """The bytes of the file of that name; ``-`` is standard input.

    Raises:
        Refused: it can't be read, or is too large.
    """
    try:
        return input_file.read(name)
    except OSError as error:
        raise _unreadable(name, error) from None


def shown_name(name: str) -> str:
    """The name of an input as sentences show it."""
    return _("Standard input") if name == output_file.STANDARD else visible(name)


def _unreadable(name: str, error: OSError) -> Refused:
    from securecoach_tui.store.errors import why

    if error.errno == errno.EFBIG:
        sentence = _("{path} is too large to read. Choose a file made by securecoach export.")
        return Refused(sentence.format(path=shown_name(name)))
    if error.errno == errno.EISDIR:
        return Refused(_("{file} is a folder. Give the name of a file in it.").format(file=visible(name)))
    return Refused(_("{path} can't be read: {why}.").format(path=shown_name(name), why=why(error)))


def _folder(name: str) -> Path:
    from pathlib import Path

    return Path(name).parent if not Path(name).is_symlink() else Path(name).resolve().parent


def _is_own(found: output_file.NamedOutput, paths: DataPaths) -> bool:
    """Whether a file is, or would be read as, one of those that hold a person's data."""
    for folder, ours in ((paths.data, _OWN_DATA), (paths.state, _OWN_STATE)):
        try:
            first = found.path.relative_to(folder.resolve()).parts[0]
        except (ValueError, OSError):
            continue
        if ours.fullmatch(first):
            return found.kind == "file" or first not in ("backups", "exercises")
    return False


def _there_already(name: str) -> Refused:
    sentence = _("{file} already exists. Choose another name, or add --overwrite to replace it.")
    return Refused(sentence.format(file=visible(name)))


def _unwritable(name: str, error: OSError) -> Refused:
    from securecoach_tui.store.errors import why

    return Refused(_("{file} can't be written: {why}.").format(file=visible(name), why=why(error)))
