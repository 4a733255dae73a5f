"""What both displays say about the lock: whose it is, what may be wrong with what was typed, and what can be done."""

from __future__ import annotations

from securecoach_tui.app.keyboard_layout import likely_slip
from securecoach_tui.i18n import _


def whose_lock() -> str:
    """That this is the program's own lock, and which passphrase opens it."""
    return _("This is SecureCoach's own lock, on this computer. Type the passphrase you chose for it.")


def before_asking() -> list[str]:
    """What to know before the passphrase is asked for in a shell, in short lines."""
    return [
        whose_lock(),
        _("Without it, securecoach now and securecoach support still work."),
        _("If you've forgotten it, press enter to see what you can do."),
    ]


def new_passphrase_needed(*, is_locked: bool) -> str:
    """That a new passphrase is needed and nobody can be asked for it here, and how to give one."""
    if is_locked:
        return _(
            "Your passphrase has not changed. Type a new one in a terminal, or pass both, each on a line, "
            "with SECURECOACH_PASSPHRASE_FD."
        )
    return _(
        "Your data isn't locked, and nothing has changed. To lock it, type a new passphrase in a terminal, "
        "or pass one with SECURECOACH_PASSPHRASE_FD."
    )


def lost_passphrase() -> list[str]:
    """What can be done without the passphrase, in paragraphs. It can't be recovered, and this says so."""
    return [
        _(
            "If you've forgotten it, nobody can open this data, and nobody can recover it. You can try as often as you like."
        ),
        _("A copy that you made somewhere else before you locked your data still opens."),
        _("To start again and keep the locked data for later, choose a new folder: securecoach --data-dir FOLDER"),
    ]


def caps_words(passphrase: str) -> str:
    """That Caps Lock may be on, judged by a passphrase that is being typed; else empty."""
    return _("Caps Lock may be on.") if likely_slip(passphrase) == "caps" else ""


def slip_words(passphrase: str) -> str:
    """What the keyboard may be set to by mistake, judged by a passphrase that didn't open the data; else empty."""
    if likely_slip(passphrase) == "layout":
        return _("Your keyboard may be set to another language.")
    return caps_words(passphrase)
