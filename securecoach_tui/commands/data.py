"""The data folder: where it is, copies of it, the lock, and erasing it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from securecoach_tui.commands.errors import Refused
from securecoach_tui.commands.files import input_named, output_named, overwrite_option, shown_name
from securecoach_tui.commands.options import data_dir_option, key_of, paths_of
from securecoach_tui.commands.output import say, say_path
from securecoach_tui.config.input_file import is_standard_input
from securecoach_tui.i18n import N_, _, ngettext
from securecoach_tui.practice.folded_text import folded
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text.yes_and_no import yes_words


@click.group()
def data() -> None:
    """Show the folder for your data, back it up, lock it or erase it."""


@data.command()
@data_dir_option
def path(data_dir: str | None) -> None:
    """Show the folder for your data."""
    say_path(paths_of(data_dir).data)


@data.command()
@click.option("-o", "--output", metavar=_("FILE"), help=_("Write to FILE instead of the data folder."))
@overwrite_option
@data_dir_option
def backup(output: str | None, overwrite: bool, data_dir: str | None) -> None:
    """Back up all your data. A backup of locked data is locked too."""
    from securecoach_tui.store.disk import Disk
    from securecoach_tui.store.errors import why
    from securecoach_tui.store.transfer import backup as copies

    paths, files = paths_of(data_dir), Disk()
    file = None if output is None else output_named(output, paths, overwrite=overwrite)
    if output is not None and file is None:
        return
    key = key_of(paths)
    try:
        if file is None:
            target = copies.write_requested(paths, files, key, date.today())
        else:
            content, target = copies.contents(paths, files, key), Path(file.name).absolute()
    except OSError as error:
        raise Refused(_("The backup can't be saved: {why}.").format(why=why(error)), 3) from None
    if file is not None:
        file.write(content)
        if file.is_standard_output:
            return
    say(_("Backup saved: {file}").format(file=visible(str(target))))


@data.command()
@click.argument("file", metavar=_("FILE"))
@data_dir_option
def restore(file: str, data_dir: str | None) -> None:
    """Go back to a backup. You first see what would change, and you can undo it."""
    from securecoach_tui.commands.passphrase import ask_passphrase_of_copy
    from securecoach_tui.store.transfer import restore as restoring

    paths = paths_of(data_dir)
    key = key_of(paths)
    content = input_named(file)
    copy = restoring.read_copy(Path(shown_name(file)), paths, key, ask=ask_passphrase_of_copy, data=content)
    preview = restoring.preview(copy, paths, key)
    say(preview.sentence)
    if not preview.changes:
        say(_("Your data is already the same as this backup. Nothing needs to change."))
        return
    if not _confirm(_("Go back to this backup? Type yes or no: "), *yes_words(), at_terminal=is_standard_input(file)):
        say(_("Nothing has changed."))
        return
    undo = restoring.restore(copy, paths, date.today(), key)
    say(_("Done. To undo this: securecoach data restore {file}").format(file=visible(str(undo))))


@data.command()
@data_dir_option
def lock(data_dir: str | None) -> None:
    """Lock your data with a passphrase, or change the passphrase."""
    from securecoach_tui.commands.passphrase import ask_new_passphrase, join_other_lock
    from securecoach_tui.store.crypto import lock as locking

    paths = paths_of(data_dir)
    key = key_of(paths)
    if key is not None:
        key = join_other_lock(paths, key)
        locking.change(paths, key, ask_new_passphrase(after_old=True))
        say(_("Your new passphrase is set."))
        return
    say(_("Without the passphrase nobody can read your data again. You can't, and neither can this program."))
    _new, others = locking.lock(paths, ask_new_passphrase(after_old=False))
    say(_("Your data is locked. SecureCoach will ask for the passphrase each time it starts."))
    say(_("Backups and exports that you made elsewhere have not changed."))
    if others:
        sentence = ngettext(
            "The file of one other device is locked too. A copy on that device stays readable until you open "
            "SecureCoach there.",
            "The files of {count} other devices are locked too. Copies on those devices stay readable until "
            "you open SecureCoach there.",
            others,
        )
        say(sentence.format(count=others))
    for line in locking.not_reached(paths):
        say(line)


@data.command()
@data_dir_option
def unlock(data_dir: str | None) -> None:
    """Unlock your data, so that it opens without a passphrase."""
    from securecoach_tui.store.crypto import key_file
    from securecoach_tui.store.crypto import lock as locking

    paths = paths_of(data_dir)
    key = key_of(paths) or locking.unwrapped_key(paths)
    if key is None:
        raise Refused(_("Your data isn't locked."))
    locking.unlock(paths, key)
    if key_file.is_locked(paths):
        say(
            _(
                "This lock is off. Another computer locked its part too, "
                "so SecureCoach will ask for that passphrase at the next start."
            )
        )
        return
    say(_("Your data is unlocked. SecureCoach no longer asks for a passphrase."))


@data.command()
@data_dir_option
def erase(data_dir: str | None) -> None:
    """Erase everything the program has saved, backups and cache too. You type a word first to confirm."""
    from securecoach_tui.store.transfer import erase as erasing
    from securecoach_tui.voice.synthesis import sound_files

    paths = paths_of(data_dir)
    word = N_("erase")
    say(_("This erases every session, backup, setting and exercise of yours in:"))
    for folder in (paths.data, paths.state, paths.cache):
        say(str(folder))
    say(_("You can't undo this. Files that your other devices keep in that folder are erased too."))
    if not _confirm(_('To continue, type the word "{word}": ').format(word=_(word)), word, _(word)):
        say(_("Nothing has changed."))
        return
    stays = erasing.erase(paths)
    sound_files.clear_temporary(older=0)
    say(_("Everything here is erased. Copies made elsewhere, by you or by a sync tool, are not."))
    if stays:
        say(stays)


def _confirm(prompt: str, *words: str, at_terminal: bool = False) -> bool:
    """Ask for one of ``words``. Return whether one was typed; False at the end of input.

    With ``at_terminal`` the answer is read from the terminal itself, since standard input held something else.

    Raises:
        Refused: there is no terminal to answer at.
    """
    try:
        answers = open("/dev/tty", encoding="utf-8", errors="replace") if at_terminal else sys.stdin
    except OSError:
        raise Refused(
            _(
                "There is no terminal here, so SecureCoach can't ask you. "
                "Give the backup as a file, and your answer on standard input."
            )
        ) from None
    sys.stdout.write(prompt)
    sys.stdout.flush()
    return folded(answers.readline()) in map(folded, words)
