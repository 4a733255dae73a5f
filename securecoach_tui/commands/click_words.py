"""The words that click itself puts on a screen, in the language in use.

Click marks them for gettext, but asks the catalogues of the operating system, which have none of them. It imports the
function into each of its modules; ``use_own_catalogue`` puts this program's in its place. A message that isn't listed
here, or that another version of click words differently, stays English.
"""

from __future__ import annotations

import importlib

from securecoach_tui import i18n
from securecoach_tui.i18n import N_, NN_

MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")
WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show the version and exit."),
    N_("Show this message and exit."),
    N_("%(prog)s, version %(version)s"),
    N_("default: {default}"),
    N_("required"),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is not readable."),
    N_("file"),
    N_("directory"),
    NN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    NN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    NN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    NN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)


def use_own_catalogue() -> None:
    """Let click find its words in the catalogue of the language in use, whichever that is when they are shown."""
    for name in MODULES:
        module = importlib.import_module(f"click.{name}")
        for function in (i18n._, i18n.ngettext):
            if hasattr(module, function.__name__):
                setattr(module, function.__name__, function)
